"""`intercept compare FILE FILE...`: what differs between scenarios, with common random numbers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from intercept.cli import output, question, run_options


def compare(  # noqa: PLR0913 - the options of the command
    scenarios: Annotated[
        list[Path],
        typer.Argument(metavar="SCENARIO...", help="Two or more scenario files (TOML); the first is the reference."),
    ],
    *,
    out: question.Folder = None,
    plot: output.Plot = None,
    replications: run_options.Replications = None,
    seed: run_options.Seed = None,
    scrambles: run_options.Scrambles = None,
    points: run_options.Points = None,
    vectors: run_options.Vectors = None,
    until: Annotated[
        str | None,
        typer.Option(
            metavar="ERROR",
            help="Double the points until the difference of leakers has this standard error, or a tenth of it.",
        ),
    ] = None,
    threads: output.Threads = 0,
    as_json: output.AsJson = False,
) -> None:
    """Compare scenarios with common random numbers: differences by class and asset, and how surely they are known."""
    from intercept.analysis.compare import compare as ask  # noqa: PLC0415 - heavy imports wait until the command runs

    drawn = run_options.settings(replications, seed, scrambles, points, vectors, until)
    question.answer(
        lambda on_progress: ask(scenarios, threads=threads, on_progress=on_progress, **drawn),
        out=out,
        plot=plot,
        as_json=as_json,
    )


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("compare")(compare)
