"""`intercept compare FILE FILE...`: what differs between scenarios, with common random numbers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from intercept.cli import question

Until = Annotated[
    str | None,
    typer.Option(
        metavar="ERROR",
        help="Double the points until the difference of leakers has this standard error, or a tenth of it.",
    ),
]


@question.asked(until=Until)
def compare(
    scenarios: Annotated[
        list[Path],
        typer.Argument(metavar="SCENARIO...", help="Two or more scenario files (TOML); the first is the reference."),
    ],
    *,
    ask: question.Asked,
) -> None:
    """Compare scenarios with common random numbers: differences by class and asset, and how surely they are known."""
    from intercept.analysis.compare import compare as of_scenarios  # noqa: PLC0415 - heavy imports wait until the command runs
    from intercept.analysis.compare_words import Comparison  # noqa: PLC0415

    ask.answer(Comparison, of_scenarios, scenarios)


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("compare")(compare)
