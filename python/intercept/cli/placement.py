"""`intercept placement FILE`: which of the candidate sites of the defender protect most value of assets."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from intercept.cli import output, question, run_options
from intercept.cli.quantities import whole
from intercept.errors import InvalidParameterError


def placement(  # noqa: PLR0913 - the options of the command
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
    out: question.Folder = None,
    plot: output.Plot = None,
    replications: run_options.Replications = None,
    seed: run_options.Seed = None,
    scrambles: run_options.Scrambles = None,
    points: run_options.Points = None,
    vectors: run_options.Vectors = None,
    threads: output.Threads = 0,
    as_json: output.AsJson = False,
) -> None:
    """Choose those of the defender's candidate sites that protect most value, with a bound on what is possible."""
    from intercept.analysis.candidates import CANDIDATES_MAX, sites_of_file  # noqa: PLC0415 - waits for the command
    from intercept.analysis.placement import placement as ask  # noqa: PLC0415

    if candidates is None and not unit:
        raise InvalidParameterError("--candidates or --unit is missing: must name at least one candidate site")
    drawn = run_options.settings(replications, seed, scrambles, points, vectors, None)
    drawn.pop("until")
    number = whole("--count", count, 1, CANDIDATES_MAX)
    sites: list[Any] = [*(sites_of_file(candidates) if candidates is not None else []), *(unit or [])]
    question.answer(
        lambda on_progress: ask(
            scenario, sites, count=number, exact=exact, threads=threads, on_progress=on_progress, **drawn
        ),
        out=out,
        plot=plot,
        as_json=as_json,
    )


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("placement")(placement)
