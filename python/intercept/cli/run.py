"""`intercept run SCENARIO`: fly every threat, simulate the raid, print the tables and write the report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from intercept.base import terminal
from intercept.base.words import counted
from intercept.cli import output, run_options
from intercept.cli.long_work import INTERRUPTED, with_progress
from intercept.cli.own_tracks import Smoothing, Tracks, TracksClass


@run_options.replicated()
def run(
    scenario: output.Scenario,
    *,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Write the report, the tables and a manifest here.")
    ] = None,
    tracks: Tracks = None,
    threat_class: TracksClass = None,
    smooth_over: Smoothing = None,
    as_json: output.AsJson = False,
    how: run_options.How,
) -> None:
    """Run a scenario: fly every threat, find every engagement window, simulate the raid, and say what gets through."""
    from intercept.base.files import size_of  # noqa: PLC0415 - heavy imports wait until the command runs
    from intercept.raid.result import Result  # noqa: PLC0415
    from intercept.raid.run import run as run_scenario  # noqa: PLC0415
    from intercept.report.folder import check_folder  # noqa: PLC0415
    from intercept.report.terminal import print_result  # noqa: PLC0415
    from intercept.report.write import check_extras, write  # noqa: PLC0415
    from intercept.scenario.model.scenario import Scenario  # noqa: PLC0415

    if out is not None:
        check_folder("--out", out, Result)
        check_extras()
    read = Scenario.from_file(scenario)
    own = run_options.tracks_of(tracks, threat_class, smooth_over, read)
    settings = how.settings()
    try:
        with how.executing() as doing:
            result = with_progress(
                lambda on_progress: run_scenario(read, **settings, **doing, on_progress=on_progress, trajectories=own)
            )
    except KeyboardInterrupt:
        terminal.warn("Interrupted before the first geometry was finished: there is no result.")
        raise typer.Exit(INTERRUPTED) from None
    # Files first: a result does not hang on whether it can be printed.
    files = [] if out is None else write(result, out)
    asked = settings["replications"]
    if asked is not None and settings.get("until") is None and result.replications_planned > asked:
        vectors = counted(result.sampling.vectors_in_all, "vector")
        terminal.note(
            f"{counted(result.replications_planned, 'replication')} instead of {asked:,}: each of the {vectors} has"
            " the same number of them, at least one."
        )
    if as_json:
        output.say_json(result.to_dict())
    else:
        print_result(result)
    if out is not None:
        report = next(path for path in files if path.suffix == ".html")
        size_mb = size_of("path", report) / 1e6
        terminal.note(f"Report: {report} ({size_mb:.1f} MB); {len(files)} files written to {out}")
    if result.interrupted:
        raise typer.Exit(INTERRUPTED)


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("run")(run)
