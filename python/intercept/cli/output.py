"""What the commands that write files share: options, the format of a table, and the report of what was written."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from intercept.base import terminal
from intercept.base.arguments import refused
from intercept.base.words import one_of
from intercept.errors import InvalidParameterError

if TYPE_CHECKING:
    from intercept.base.table import Table

Format = Literal["csv", "json", "parquet", "geojson"]

Scenario = Annotated[Path, typer.Argument(metavar="SCENARIO", help="The scenario file (TOML).")]
Out = Annotated[
    Path | None, typer.Option("--out", metavar="FILE", help="Write the table to this file instead of printing it.")
]
Page = Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write a page (.html), .json or .md instead.")]
PAGES = (".html", ".json", ".md")
Plot = Annotated[
    Path | None, typer.Option("--plot", metavar="FILE", help="Draw a page (.html) or a figure (.svg, .png, .pdf).")
]
Threads = Annotated[
    int, typer.Option("--threads", help="Worker threads; 0 uses all cores. The result is the same for any number.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of tables.")]


def format_option(*allowed: Format) -> Any:  # noqa: ANN401 - what typer.Option returns
    """Return the option for the format of a table."""
    listed = ", ".join(allowed)
    return typer.Option(
        "--format", metavar="FORMAT", help=f"One of {listed} (default: by the ending of FILE, else csv)."
    )


def chosen_format(out: Path | None, output: str | None, allowed: Sequence[Format]) -> Format:
    """Return the format asked for, else that of the file's ending, else csv.

    Raises
    ------
    InvalidParameterError
        The format is not one of those allowed, the ending stands for none, or Parquet would have to be printed.
    """
    by_name: dict[str, Format] = {name: name for name in allowed}
    if output is not None and output not in by_name:
        raise InvalidParameterError(f"--format = {output} is not allowed: must be {one_of(output, allowed)}")
    ending = "" if out is None else out.suffix.removeprefix(".")
    if output is None and out is not None and ending not in by_name:
        endings = ", ".join(f".{name}" for name in allowed)
        raise InvalidParameterError(
            f"--out = {out} is not allowed: must end in one of {endings}, or be accompanied by --format"
        )
    chosen = by_name[output or ending or "csv"]
    if chosen == "parquet":
        if out is None:
            raise InvalidParameterError(
                "--format = parquet is not allowed without --out FILE: Parquet cannot be printed"
            )
        from intercept.base.extras import require  # noqa: PLC0415 - heavy imports wait until the command runs

        require("pyarrow.parquet", "tables")
    return chosen


def check_files(out: Path | None, plot: Path | None = None) -> None:
    """Raise before any work if a file could not be written.

    Raises
    ------
    InvalidParameterError
        A path is a folder or lies in one that does not exist or cannot be written to, or the figure's ending is
        unknown.
    MissingExtraError
        The figure needs a package that is not installed.
    """
    from intercept.base.files import writable_file  # noqa: PLC0415

    if out is not None:
        writable_file("--out", out)
    if plot is not None:
        from intercept.report.plot import check_path  # noqa: PLC0415 - heavy imports wait until the command runs

        check_path("--plot", plot)


def write(table: Table, chosen: Format, out: Path | None, shapes: dict[str, Any] | None = None) -> None:
    """Write a table (csv, json, parquet) or its shapes (geojson) to a file, or print them."""
    from intercept.base.files import write_text  # noqa: PLC0415

    if chosen == "parquet" and out is not None:
        table.write_parquet(out)
        return
    if chosen == "csv":
        text = table.to_csv()
    else:
        text = (table.to_json() if chosen == "json" else json.dumps(shapes, allow_nan=False)) + "\n"
    if out is None:
        terminal.say(text, end="")
    else:
        write_text(text, out)


def check_page(out: Path) -> None:
    """Raise InvalidParameterError or MissingExtraError before any work if a page could not be written to a file."""
    if out.suffix.lower() not in PAGES:
        raise refused("--out", out, f"the path of a file that ends in {', '.join(PAGES)}")
    check_files(out, out if out.suffix.lower() == ".html" else None)


def write_page(text: str, out: Path) -> None:
    """Write the text of a page to a file, and say so."""
    from intercept.base.files import write_text  # noqa: PLC0415

    write_text(text, out)
    report_written(out)


def report_written(*paths: Path | None) -> None:
    """Say on the error stream which files were written."""
    from intercept.base.files import size_of  # noqa: PLC0415

    for path in paths:
        if path is not None:
            terminal.note(f"Wrote {path} ({size_of('path', path) / 1e3:,.0f} kB).")
