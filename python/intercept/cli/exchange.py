"""`intercept exchange FILE`: cost of rounds and raid, and the value protected, side by side."""

from __future__ import annotations

from typing import Annotated

import typer

from intercept.base.arguments import refused
from intercept.cli import output, question
from intercept.cli.completion import classes
from intercept.cli.quantities import number

EXAMPLE = "such as interceptor_drone=2000,3000,6000"


@question.asked()
def exchange(
    scenario: output.Scenario,
    *,
    cost: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CLASS=LOW,MODE,HIGH",
            autocompletion=classes("threat", "defence", ending="="),
            help=f"Cost of a round, a threat or an asset of a class in USD, {EXAMPLE}; may be given again.",
        ),
    ] = None,
    ask: question.Asked,
) -> None:
    """Say what rounds and raid cost, and what share of the assets' value is protected: side by side, no ratio."""
    from intercept.analysis.exchange import Exchange  # noqa: PLC0415
    from intercept.analysis.exchange import exchange as of_scenario  # noqa: PLC0415 - heavy imports wait until the command runs

    ask.answer(Exchange, of_scenario, scenario, costs=_costs(cost or []))


def _costs(texts: list[str]) -> dict[str, list[float] | float]:
    """Return costs by class; raises InvalidParameterError naming the option."""
    found: dict[str, list[float] | float] = {}
    for text in texts:
        name, equals, values = text.partition("=")
        parts = values.split(",")
        if not name.strip() or not equals or len(parts) not in {1, 3}:
            raise refused("--cost", text, f"CLASS=COST or CLASS=LOW,MODE,HIGH, {EXAMPLE}")
        if name.strip() in found:
            raise refused("--cost", text, f"of another class, as {name.strip()} is given twice")
        numbers = [number(f"--cost {name.strip()}", part) for part in parts]
        found[name.strip()] = numbers if len(numbers) == 3 else numbers[0]
    return found


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("exchange")(exchange)
