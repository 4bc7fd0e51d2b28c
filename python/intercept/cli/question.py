"""What the commands that ask a question share: how an answer is printed, drawn and written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from intercept.cli.long_work import INTERRUPTED, with_progress

if TYPE_CHECKING:
    from intercept.analysis.answer import Answer
    from intercept.raid.geometry import OnProgress

Folder = Annotated[
    Path | None, typer.Option("--out", metavar="DIR", help="Write the tables, the answer and its page here.")
]


def answer(ask: Callable[[OnProgress], Answer], *, out: Path | None, plot: Path | None, as_json: bool) -> None:
    """Ask a question under a progress bar; print, draw and write the answer."""
    from intercept.base.files import size_of  # noqa: PLC0415 - heavy imports wait until the command runs
    from intercept.cli.output import check_files, report_written  # noqa: PLC0415
    from intercept.report.terminal import print_answer  # noqa: PLC0415
    from intercept.report.write import check_extras, check_folder, write  # noqa: PLC0415

    check_files(None, plot)
    if out is not None:
        check_folder("--out", out)
        check_extras()
    try:
        found = with_progress(ask)
    except KeyboardInterrupt:
        typer.echo("Interrupted before each scramble had a geometry: nothing was written.", err=True)
        raise typer.Exit(INTERRUPTED) from None
    if as_json:
        typer.echo(found.to_json())
    else:
        print_answer(found)
    if plot is not None:
        from intercept.report.plot import plot as draw  # noqa: PLC0415

        draw(found, plot)
        report_written(plot)
    if out is not None:
        files = write(found, out)
        page = next(path for path in files if path.suffix == ".html")
        typer.echo(f"Answer: {page} ({size_of('path', page) / 1e6:.1f} MB); {len(files)} files in {out}", err=as_json)
    if found.made.interrupted:
        raise typer.Exit(INTERRUPTED)
