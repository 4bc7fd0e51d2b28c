"""`intercept record`: show and list nights of the public record, and write one as a scenario."""

from __future__ import annotations

from typing import Annotated, Literal

import typer
from rich import box
from rich.console import Console
from rich.table import Table as RichTable

from intercept.base import terminal
from intercept.base.words import spelled
from intercept.cli import output, rates, reports
from intercept.cli.quantities import whole
from intercept.cli.record_options import RecordPath
from intercept.record import Night, Record, caveats, read_record
from intercept.record.models import GROUPS
from intercept.record.night_scenario import post_url, scenario_toml
from intercept.record.reader import ATTRIBUTION
from intercept.record.totals import Totals

NightDate = Annotated[str, typer.Argument(metavar="DATE", help="The date on which the night ended, YYYY-MM-DD.")]
NightPart = Annotated[
    Literal["night", "day", "date"],
    typer.Option("--part", help="The night that ended on DATE, the day raid of DATE, or both together (date)."),
]

# More than any night can have.
LAUNCHED_MAX = 10**9
RATES_NOTE = "did not hit = destroyed + not reached; - = not stated"


def register(app: typer.Typer) -> None:
    """Add `record` and its commands to the command line."""
    record = typer.Typer(help="Nights of the public record: claims by class with caveats, and a model of claims.")
    record.command("show")(show)
    record.command("list")(list_nights)
    record.command("scenario")(scenario)
    rates.register(record)
    reports.register(record)
    app.add_typer(record, name="record")


def show(
    date: NightDate, *, record: RecordPath = None, part: NightPart = "night", as_json: output.AsJson = False
) -> None:
    """Print what was claimed for one night, by class, with caveats and sources."""
    read = read_record(record)
    night = read.night(date, part=part)
    if as_json:
        output.say_json(night_dict(night, read))
        return
    console = terminal.console(highlight=False)
    console.print(night_table(night))
    for totals in night.classes:
        console.print(f"  {spelled(totals.name)}: {', '.join(totals.models)}", markup=False)
    console.print("\nRead with care")
    for caveat in caveats(night):
        console.print(f"- {caveat}", markup=False)
    _print_problems(console, read, night)
    console.print("\nSources")
    for source in night.sources:
        console.print(post_url(source), markup=False, soft_wrap=True)
    console.print(f"{ATTRIBUTION}; sha256 of the file begins {read.file.sha256[:16]}", markup=False)


def list_nights(
    *,
    record: RecordPath = None,
    min_launched: Annotated[str, typer.Option(metavar="N", help="The fewest drones and missiles launched.")] = "1",
    by: Annotated[
        Literal["night", "date"],
        typer.Option("--by", help="Nights and day raids apart (night), or added up for each date (date)."),
    ] = "night",
    as_json: output.AsJson = False,
) -> None:
    """List nights and day raids by date, and every row and model name of the file that has a problem."""
    fewest = whole("--min-launched", min_launched, 0, LAUNCHED_MAX)
    read = read_record(record)
    everything = read.nights if by == "night" else read.dates
    nights = [night for night in everything if (night.headline.launched or 0) >= fewest]
    if as_json:
        listed = {
            "nights": [night_dict(night, read) for night in nights],
            "problems": [str(problem) for problem in read.file.problems],
            "unmapped": list(read.unmapped),
        }
        output.say_json(listed)
        return
    console = terminal.console(highlight=False)
    console.print(_list_table(nights))
    words = "nights and day raids" if by == "night" else "dates"
    console.print(f"{len(nights)} of {len(everything)} {words}, as claimed; {RATES_NOTE}", markup=False)
    _print_problems(console, read)
    console.print(ATTRIBUTION, markup=False)


def scenario(date: NightDate, *, record: RecordPath = None, part: NightPart = "night") -> None:
    """Print one night as a scenario that runs: counts and claims of the record, everything else notional and marked.

    What is printed is the file (TOML), so there is no --json.
    """
    read = read_record(record)
    terminal.say(scenario_toml(read.night(date, part=part), read.file), end="")


def night_dict(night: Night, read: Record) -> dict[str, object]:
    """Return a night as plain values, for JSON."""
    return {
        "date": str(night.date),
        "part": night.part,
        "windows": [str(window) for window in night.windows],
        "drones": night.drones.to_dict(),
        "missiles": night.missiles.to_dict(),
        "headline": night.headline.to_dict(),
        "classes": [totals.to_dict() for totals in night.classes],
        "groups": {name: night.group(name).to_dict() for name in GROUPS},
        "caveats": caveats(night),
        "sources": [post_url(source) for source in night.sources],
        "attribution": ATTRIBUTION,
        "sha256": read.file.sha256,
    }


def count_table(title: str, first: str) -> RichTable:
    """Return an empty table whose rows are a name and the cells of `count_cells`."""
    # Narrow on purpose: the longest class name and five numbers fit into 80 columns.
    table = RichTable(box=box.SIMPLE, show_edge=False, pad_edge=False, padding=(0, 0, 0, 1))
    table.title, table.title_justify = title, "left"
    table.caption, table.caption_justify = RATES_NOTE, "left"
    table.add_column(first, no_wrap=True)
    for name in ("launched", "destroyed", "not reached", "destroyed %", "did not hit %"):
        table.add_column(name, justify="right")
    return table


def night_table(night: Night) -> RichTable:
    """Return the claimed counts and rates of a night, one row for each class, and for drones, missiles and both."""
    table = count_table(f"The {night.title}, as claimed", "class")
    for totals in night.classes:
        table.add_row(spelled(totals.name), *count_cells(totals))
    table.add_section()
    groups = [totals for name in GROUPS if (totals := night.group(name)).models]
    for totals in groups:
        table.add_row(f"all {totals.name}", *count_cells(totals))
    if groups:
        table.add_section()
    for totals in (night.drones, night.missiles, night.headline):
        if totals.models:
            table.add_row(totals.name, *count_cells(totals))
    return table


def count_cells(totals: Totals) -> tuple[str, ...]:
    """Return three counts and two rates as text; a dash is a count not stated, or a rate that the rows do not allow."""
    counts = (totals.launched, totals.destroyed, totals.not_reach_goal)
    rates = (totals.destroyed_rate, totals.did_not_hit_rate)
    return (
        *("-" if count is None else str(count) for count in counts),
        *("-" if rate is None else f"{100 * rate:.1f}" for rate in rates),
    )


def _list_table(nights: list[Night]) -> RichTable:
    table = RichTable(box=box.SIMPLE)
    table.add_column("date", no_wrap=True)
    table.add_column("part")
    for name in ("drones", "did not hit %", "missiles", "did not hit %", "windows"):
        table.add_column(name, justify="right")
    for night in nights:
        drones, missiles = count_cells(night.drones), count_cells(night.missiles)
        cells = (drones[0], drones[-1], missiles[0], missiles[-1])
        table.add_row(str(night.date), night.part, *cells, str(len(night.windows)))
    return table


def _print_problems(console: Console, read: Record, night: Night | None = None) -> None:
    """Print the problems of the file; for one night, those of its own rows and of rows that could not be read."""
    lines = None if night is None else {row.line for row in night.rows}
    for problem in read.file.problems:
        if lines is None or not problem.kept or problem.line in lines:
            console.print(f"! {problem}", markup=False)
    if read.unmapped:
        console.print(f"! unknown to the table of models, in no count: {', '.join(read.unmapped)}", markup=False)
