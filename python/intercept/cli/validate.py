"""`intercept validate`: every check against outside truth, with its difference and tolerance."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from intercept.base import terminal
from intercept.cli.completion import cases
from intercept.cli.long_work import with_progress

FAILED = 1


def validate(
    select: Annotated[
        str | None,
        typer.Argument(
            metavar="CASE", help="A case, the beginning of names (nesc) or a pattern (*glide*).", autocompletion=cases
        ),
    ] = None,
    *,
    output: Annotated[
        Literal["text", "csv", "json", "markdown"], typer.Option("--format", help="How to print the table.")
    ] = "text",
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
    reference_dir: Annotated[
        Path | None,
        typer.Option("--reference-dir", metavar="DIR", envvar="INTERCEPT_REFERENCE_DIR", help="Folder of long series."),
    ] = None,
) -> None:
    """Compare the package with figures computed elsewhere; exit with code 1 if a difference exceeds its tolerance."""
    from intercept.validation import Library, report, run  # noqa: PLC0415 - heavy imports wait until the command runs

    library = Library.of_environment() if reference_dir is None else Library.of_folder(reference_dir, "--reference-dir")
    checks = with_progress(lambda on_progress: run(select, library=library, on_progress=on_progress))
    writers = {"text": report.as_text, "csv": report.as_csv, "json": report.as_json, "markdown": report.as_markdown}
    chosen = "json" if as_json else output
    terminal.say(writers[chosen](checks))
    # Beside a table for programs the summary goes to the error stream.
    if chosen == "text":
        terminal.say(f"\n{report.summary(checks, library)}")
    else:
        terminal.note(report.summary(checks, library))
    if not all(check.passed for check in checks):
        raise typer.Exit(FAILED)


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("validate")(validate)
