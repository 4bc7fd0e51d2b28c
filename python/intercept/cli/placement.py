"""`intercept placement FILE`: which of the candidate sites of the defender protect most value of assets."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from intercept.cli import output, question
from intercept.cli.quantities import whole
from intercept.errors import InvalidParameterError


@question.asked(until=None)
def placement(
    scenario: output.Scenario,
    *,
    candidates: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Candidate sites: a TOML file of [[fire_units]], as in a scenario."),
    ] = None,
    unit: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="A fire unit of the scenario that is a candidate; may be repeated."),
    ] = None,
    count: Annotated[str, typer.Option(metavar="N", help="How many sites are chosen.")] = "1",
    exact: Annotated[
        bool, typer.Option("--exact", help="Look for the best choice under the model, not the greedy one.")
    ] = False,
    ask: question.Asked,
) -> None:
    """Choose those of the defender's candidate sites that protect most value, with a bound on what is possible."""
    from intercept.analysis.candidates import CANDIDATES_MAX  # noqa: PLC0415 - waits for the command
    from intercept.analysis.placed import Placement  # noqa: PLC0415
    from intercept.analysis.placement import placement as of_scenario  # noqa: PLC0415

    if candidates is None and not unit:
        raise InvalidParameterError("--candidates or --unit is missing: must name at least one candidate site")
    number = whole("--count", count, 1, CANDIDATES_MAX)
    sites: list[Any] = [*([candidates] if candidates is not None else []), *(unit or [])]
    ask.answer(Placement, of_scenario, scenario, sites, count=number, exact=exact)


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("placement")(placement)
