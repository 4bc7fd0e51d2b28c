"""`intercept endurance FILE --nights N`: nights in a row, with stocks, depots and resupply carried over."""

from __future__ import annotations

from typing import Annotated

import typer

from intercept.cli import output, question
from intercept.cli.quantities import whole


@question.asked()
def endurance(
    scenario: output.Scenario,
    *,
    nights: Annotated[str, typer.Option(metavar="N", help="How many nights in a row, 1 to 60.")] = "7",
    ask: question.Asked,
) -> None:
    """Repeat a raid night after night with the stocks that are left: when rounds run out, and what gets through."""
    from intercept.analysis.endurance import MOST_NIGHTS, Endurance  # noqa: PLC0415 - waits until the command runs
    from intercept.analysis.endurance import endurance as of_scenario  # noqa: PLC0415

    count = whole("--nights", nights, 1, MOST_NIGHTS)
    ask.answer(Endurance, of_scenario, scenario, nights=count)


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("endurance")(endurance)
