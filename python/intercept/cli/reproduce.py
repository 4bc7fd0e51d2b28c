"""`intercept reproduce MANIFEST`: run again what made a manifest, and compare every table."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from intercept.base import terminal
from intercept.cli import output
from intercept.cli.long_work import INTERRUPTED, with_progress
from intercept.cli.own_tracks import Smoothing, Tracks, TracksClass
from intercept.cli.run_options import tracks_of

DIFFERENT = 1


def reproduce(
    manifest: Annotated[Path, typer.Argument(metavar="MANIFEST", help="The manifest.json of a run.")],
    *,
    folder: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="Where the scenario's outside files lie (default: with the manifest, else here)."
        ),
    ] = None,
    tracks: Tracks = None,
    threat_class: TracksClass = None,
    smooth_over: Smoothing = None,
    threads: output.Threads = 0,
    as_json: output.AsJson = False,
) -> None:
    """Run again what made a manifest, and say table by table whether it is equal; exit with code 1 if one is not."""
    from intercept.raid.made import Made  # noqa: PLC0415 - heavy imports wait until the command runs
    from intercept.report.reproduce import reproduce as made_again  # noqa: PLC0415

    own = tracks_of(tracks, threat_class, smooth_over)
    try:
        found = with_progress(
            lambda on_progress: made_again(
                manifest, folder=folder, trajectories=own, threads=threads, on_progress=on_progress
            )
        )
    except KeyboardInterrupt:
        terminal.warn("Interrupted: nothing was compared.")
        raise typer.Exit(INTERRUPTED) from None
    if as_json:
        told = {
            **Made.by(found.result).to_dict("reproduce"),
            "equal": found.equal,
            "tables": list(found.tables.records()),
            "circumstances": list(found.circumstances.records()),
        }
        output.say_json(told)
    else:
        terminal.say(found.told())
    if not found.equal:
        raise typer.Exit(DIFFERENT)


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("reproduce")(reproduce)
