"""What the commands that write files share: options, the format of a table, and the report of what was written."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from intercept.base import terminal
from intercept.base.arguments import refused
from intercept.base.plain import made_by
from intercept.base.words import counted, one_of
from intercept.cli.completion import values
from intercept.errors import InvalidParameterError

if TYPE_CHECKING:
    from intercept.base.table import Table
    from intercept.scenario.model.scenario import Scenario as ScenarioFile

Format = Literal["csv", "json", "parquet", "nc", "zarr", "geojson", "kml", "kmz", "czml", "gpx"]
# What tables, areas and lines can be written as; `report/formats/known.py` has what each format can hold.
TABLES: tuple[Format, ...] = ("csv", "json", "parquet", "nc", "zarr")
AREAS: tuple[Format, ...] = ("geojson", "kml", "kmz", "czml")
LINES: tuple[Format, ...] = (*AREAS, "gpx")
PRINTED: tuple[Format, ...] = ("csv", "json", "geojson", "kml", "czml", "gpx")

SCENARIO_HELP = "The scenario file (TOML); - reads the standard input."
Scenario = Annotated[Path, typer.Argument(metavar="SCENARIO", help=SCENARIO_HELP)]
Out = Annotated[
    Path | None, typer.Option("--out", metavar="FILE", help="Write to this file instead of printing the table.")
]
TimeZero = Annotated[
    str | None,
    typer.Option(
        "--time-zero",
        metavar="TIME",
        help="The instant of UTC at which times are 0, in files with a clock (default: the tracks' or 2000-01-01).",
    ),
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
        "--format",
        metavar="FORMAT",
        help=f"One of {listed} (default: by the ending of FILE, else csv).",
        autocompletion=values(*allowed),
    )


def chosen_format(out: Path | None, output: str | None, allowed: Sequence[Format]) -> Format:
    """Return the format asked for, else that of the file's ending, else csv.

    Raises
    ------
    InvalidParameterError
        The format is not one of those allowed, the ending stands for none, or what is no text would be printed.
    MissingExtraError
        What writes the format is not installed.
    """
    by_name: dict[str, Format] = {name: name for name in allowed}
    if output is not None and output not in by_name:
        raise refused("--format", output, one_of(output, allowed))
    ending = "" if out is None else out.suffix.lower().removeprefix(".")
    if output is None and out is not None and ending not in by_name:
        endings = ", ".join(f".{name}" for name in allowed)
        raise refused("--out", out, f"a file that ends in one of {endings}, or be accompanied by --format")
    chosen = by_name[output or ending or "csv"]
    if chosen == "zarr" and out is not None and os.path.lexists(out):
        raise refused("--out", out, "the path of a Zarr store that is not there yet")
    if out is None and chosen not in PRINTED:
        raise refused("--format", chosen, "given with --out FILE, as it is no text to print")
    if chosen not in {"csv", "json"}:
        from intercept.report.formats.known import FORMATS, require_all  # noqa: PLC0415 - wait until the command runs

        require_all(FORMATS[chosen])
    return chosen


def check_time_zero(value: str | None) -> None:
    """Raise InvalidParameterError before any work where the instant of time 0 is none."""
    from intercept.flight.clock import EXAMPLE, instant  # noqa: PLC0415

    if value is not None and instant(value) is None:
        raise refused("--time-zero", value, f"an instant of ISO 8601 such as {EXAMPLE}")


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


def write(thing: object, chosen: Format, out: Path | None, **options: object) -> None:
    """Write a thing to a file in the format chosen, or print it; the options are those of `ic.write`."""
    from intercept.report.write import as_text  # noqa: PLC0415
    from intercept.report.write import write as to_file  # noqa: PLC0415

    if out is None:
        terminal.say(as_text(thing, chosen, **options), end="")
    else:
        to_file(thing, out, file_format=chosen, **options)


def on_terminal(out: Path | None, table_format: str | None) -> bool:
    """Tell whether a table goes to a terminal, to be read there, and not to a file or to another program."""
    return out is None and table_format is None and sys.stdout.isatty()


def show(table: Table) -> None:
    """Print the first rows of a table, and the columns that fit, for a terminal."""
    terminal.say(str(table))
    note_columns(table)


def note_columns(table: Table) -> None:
    """Say how all of a table that is shown in part is printed or written."""
    terminal.note(f"All rows and {counted(len(table.columns), 'column')}: --format csv or --out FILE.")


def say_json(told: Mapping[str, object]) -> None:
    """Print what a command found as JSON, what made it first (`made_by`); a number that is not finite is null."""
    terminal.say(json.dumps(made_by(told), ensure_ascii=False, indent=2, allow_nan=False))


def of_scenarios(*scenarios: ScenarioFile) -> dict[str, object]:
    """Return the names and hashes of scenarios, as the JSON of every question has them."""
    hashes = [scenario.hash() for scenario in scenarios]
    return {"scenario_names": [scenario.name for scenario in scenarios], "scenario_hashes": hashes}


def check_json(as_json: bool, out: Path | None, output: str | None) -> None:  # noqa: FBT001 - the option itself
    """Raise InvalidParameterError where JSON is asked for in two ways."""
    if as_json and (out is not None or output is not None):
        raise InvalidParameterError("--json is not allowed with --out or --format: it is printed, with what made it")


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
