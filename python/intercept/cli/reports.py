"""`intercept record reports`: what an authority reported, by day and in all, with rates where they can be formed."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Annotated

import typer
from rich import box
from rich.table import Table as RichTable

from intercept.base import terminal
from intercept.cli import output


def register(record: typer.Typer) -> None:
    """Add `reports` to `record`."""
    record.command("reports")(reports)


def reports(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="An authority's reports (TOML), or the daily table (CSV).")
    ],
    *,
    grade: Annotated[
        str | None, typer.Option("--grade", help="Reliability of the source, A to F, instead of the file's.")
    ] = None,
    as_json: output.AsJson = False,
) -> None:
    """Print what an authority reported of each day and in all, and where its releases contradict one another."""
    from intercept.record import Reports, reports_of  # noqa: PLC0415 - only here
    from intercept.record.reports.reader import counts_of  # noqa: PLC0415

    read = counts_of("file", file)
    found = read if isinstance(read, Reports) else reports_of(read)
    found = found if grade is None else found.graded(grade)
    table = found.table()
    if as_json:
        said = {"authority": found.authority, "source": found.source, "grade": found.grade}
        output.say_json({**said, "contradictions": found.contradictions, "rows": table.to_dict()})
        return
    console = terminal.console(highlight=False)
    console.print(f"{found.authority}; {found.grade_words}. Source: {found.source}", markup=False)
    shown = RichTable(box=box.SIMPLE, show_edge=False, pad_edge=False, padding=(0, 0, 0, 1))
    for name in ("day", "class"):
        shown.add_column(name, no_wrap=True)
    shown.add_column("counted", justify="right")
    shown.add_column("outcomes in the source's words")
    for name in ("down %", "did not hit %"):
        shown.add_column(name, justify="right")
    for row in table.records():
        if row["day"] == "all" and row["class"] == next(iter(found.totals)):
            shown.add_section()
        shares = ("-" if math.isnan(row[key]) else f"{100 * row[key]:.1f}" for key in ("down_rate", "did_not_hit_rate"))
        number = "-" if math.isnan(row["number"]) else f"{row['number']:,.0f}"
        shown.add_row(row["day"], row["class"], f"{number} {row['basis']}", row["outcomes"], *shares)
    console.print(shown)
    for words in dict.fromkeys(
        f"{row['class']}: no rate: {row['why_none']}"
        for row in table.records()
        if row["why_none"] and row["number"] != 0.0
    ):
        console.print(f"! {words}", markup=False)
    for words in found.contradictions:
        console.print(f"! {words}", markup=False)
