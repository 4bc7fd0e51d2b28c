"""`intercept sensitivity FILE`: which of the things that nobody knows exactly matter to the number of leakers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from intercept.base.arguments import refused
from intercept.cli import output, question
from intercept.cli.completion import classes
from intercept.cli.quantities import given, number

Points = Annotated[
    str | None, typer.Option(metavar="N", help="Geometries of each scramble, a power of two (default: 16).")
]
Vectors = Annotated[
    str | None, typer.Option(metavar="N", help="Draws for each geometry, a power of two (default: 32).")
]


@question.asked(points=Points, vectors=Vectors, until=None)
def sensitivity(  # noqa: PLR0913 - the options of the command
    scenario: output.Scenario,
    *,
    of: Annotated[
        str,
        typer.Option(
            "--of",
            metavar="CLASS",
            help="Count the leakers of one threat class (default: all).",
            autocompletion=classes("threat"),
        ),
    ] = "all",
    group: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=PATTERN,...",
            help='A group of unknowns in place of the usual ones, such as "sensors=sensor.*"; up to ten.',
        ),
    ] = None,
    totals: Annotated[
        bool, typer.Option("--totals/--no-totals", help="Compute total indices of groups, which takes longest.")
    ] = True,
    against: Annotated[
        Path | None,
        typer.Option(metavar="SCENARIO", help="Tell what learning is worth before the choice between both scenarios."),
    ] = None,
    against_cost: Annotated[
        str | None, typer.Option(metavar="LEAKERS", help="What the choice of --against costs besides, in leakers.")
    ] = None,
    group_points: Annotated[
        str | None, typer.Option(metavar="N", help="Geometries with which groups are drawn again (default: 8).")
    ] = None,
    ask: question.Asked,
) -> None:
    """Say what matters of what is not known: Sobol indices by unknown and group, and what learning one is worth."""
    from intercept.analysis.matters_words import Sensitivity  # noqa: PLC0415
    from intercept.analysis.sensitivity import sensitivity as of_scenario  # noqa: PLC0415 - waits until the command runs
    from intercept.scenario.design import VECTORS_MAX  # noqa: PLC0415

    settings = {
        "groups": None if not group else _groups(group),
        "group_points": given("--group-points", group_points, 1, VECTORS_MAX),
        "against_cost": 0.0 if against_cost is None else number("--against-cost", against_cost),
    }
    ask.answer(Sensitivity, of_scenario, scenario, of=of, totals=totals, against=against, **settings)


def _groups(texts: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for text in texts:
        name, equals, patterns = text.partition("=")
        if not name.strip() or not equals or name.strip() in found:
            raise refused("--group", text, "NAME=PATTERN,..., each name once, such as sensors=sensor.*")
        found[name.strip()] = [pattern.strip() for pattern in patterns.split(",") if pattern.strip()]
    return found


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("sensitivity")(sensitivity)
