"""`intercept endurance FILE --nights N`: nights in a row, with stocks, depots and resupply carried over."""

from __future__ import annotations

from typing import Annotated

import typer

from intercept.cli import output, question, run_options
from intercept.cli.quantities import whole


def endurance(  # noqa: PLR0913 - the options of the command
    scenario: output.Scenario,
    *,
    nights: Annotated[str, typer.Option(metavar="N", help="How many nights in a row, 1 to 60.")] = "7",
    out: question.Folder = None,
    plot: output.Plot = None,
    replications: run_options.Replications = None,
    seed: run_options.Seed = None,
    scrambles: run_options.Scrambles = None,
    points: run_options.Points = None,
    vectors: run_options.Vectors = None,
    until: run_options.Until = None,
    threads: output.Threads = 0,
    as_json: output.AsJson = False,
) -> None:
    """Repeat a raid night after night with the stocks that are left: when rounds run out, and what gets through."""
    from intercept.analysis.endurance import MOST_NIGHTS  # noqa: PLC0415 - heavy imports wait until the command runs
    from intercept.analysis.endurance import endurance as ask  # noqa: PLC0415

    drawn = run_options.settings(replications, seed, scrambles, points, vectors, until)
    count = whole("--nights", nights, 1, MOST_NIGHTS)
    question.answer(
        lambda on_progress: ask(scenario, nights=count, threads=threads, on_progress=on_progress, **drawn),
        out=out,
        plot=plot,
        as_json=as_json,
    )


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("endurance")(endurance)
