"""`intercept methods FILE`: the methods section of a paper on a run, in Markdown."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from intercept.base import terminal
from intercept.cli import output
from intercept.cli.long_work import waiting


def methods(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A scenario file (TOML) or the manifest.json of a run.")],
    *,
    folder: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Where the scenario's outside files lie (default: with FILE, else here)."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE.md", help="Write to this file instead of printing.")
    ] = None,
) -> None:
    """Write the methods section of a paper on a run: experiment, model, data, limits, references (Markdown).

    It is a text that names scenario hash, seed and version itself, so there is no --json.
    """
    from intercept.base.files import write_text  # noqa: PLC0415 - heavy imports wait until the command runs
    from intercept.report.methods import methods as written  # noqa: PLC0415

    output.check_files(out)
    with waiting("reading what was modelled"):
        text = written(file, folder=folder)
    if out is None:
        terminal.say(text, end="")
        return
    write_text(text, out)
    output.report_written(out)


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("methods")(methods)
