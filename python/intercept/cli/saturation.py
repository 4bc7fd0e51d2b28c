"""`intercept saturation FILE`: what gets through against the size of the raid, and why."""

from __future__ import annotations

from typing import Annotated

import typer

from intercept.cli import output, question
from intercept.cli.completion import classes
from intercept.cli.quantities import given

Until = Annotated[
    str | None,
    typer.Option(metavar="SHARE", help="Double the points until each mean has this standard error, such as 0.05."),
]


@question.asked(until=Until)
def saturation(
    scenario: output.Scenario,
    *,
    threat_class: Annotated[
        str | None,
        typer.Option(
            "--class",
            metavar="CLASS",
            help="The class that changes (default: the only one).",
            autocompletion=classes("threat"),
        ),
    ] = None,
    sizes: Annotated[
        str, typer.Option(metavar="LOW..HIGH", help="How many of it: 12 sizes between two, or a list as 50,100,400.")
    ] = "50..3000",
    asked: Annotated[
        str | None, typer.Option(metavar="N", help="The size that the words judge (default: 1000, if within).")
    ] = None,
    lift: Annotated[bool, typer.Option(help="Whether the curve is made without each limit in turn, too.")] = True,
    ask: question.Asked,
) -> None:
    """Replicate a raid with more and more threats of a class: where the defence saturates, and which limit binds."""
    from intercept.analysis.saturation import saturation as of_scenario  # noqa: PLC0415 - heavy imports wait
    from intercept.analysis.saturation_curve import Saturation  # noqa: PLC0415
    from intercept.scenario.model.values import MAX_OBJECTS  # noqa: PLC0415

    judged = given("--asked", asked, 1, MAX_OBJECTS)
    ask.answer(Saturation, of_scenario, scenario, threat_class=threat_class, sizes=sizes, asked=judged, lift=lift)


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("saturation")(saturation)
