"""Engagement windows in the terminal: the columns and rows that fit, of tables made for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table as Grid

from intercept.base import terminal
from intercept.base.words import spelled
from intercept.report.look import words

if TYPE_CHECKING:
    from intercept.base.table import Table

ROWS_MAX = 60
WINDOWS = ("Threat", "Fire unit", "Launch, s", "Intercept, s", "Range,\nkm", "Altitude,\nm", "Shots")
PAIRS = ("Threat", "Fire unit", "Launch, s", "Shots", "Window, or reason")


def print_windows(table: Table, *, pairs: bool, console: Console | None = None) -> None:
    """Print the first rows of `EngagementWindows.table`, or of `pairs`, and how many more there are."""
    grid = Grid(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), header_style="dim")
    for index, heading in enumerate(PAIRS if pairs else WINDOWS):
        words_too = index < 2 or heading == PAIRS[-1]
        grid.add_column(heading, justify="left" if words_too else "right", no_wrap=not words_too)
    for row in table.head(ROWS_MAX).records():
        cells = _pair(row) if pairs else _window(row)
        grid.add_row(escape(words.threat_name(row)), escape(row["unit"]), *cells)
    out = console or terminal.console()
    out.print(grid)
    if len(table) > ROWS_MAX:
        out.print(f"and {len(table) - ROWS_MAX:,} more")


def _window(row: dict[str, Any]) -> tuple[str, ...]:
    return (
        _span(row, "launch_earliest_s", "launch_latest_s"),
        _span(row, "intercept_first_s", "intercept_last_s"),
        f"{row['intercept_slant_range_m'] / 1e3:,.1f}–{row['intercept_last_slant_range_m'] / 1e3:,.1f}",
        f"{row['intercept_altitude_m']:,.0f}–{row['intercept_last_altitude_m']:,.0f}",
        f"{row['opportunities']:,}",
    )


def _pair(row: dict[str, Any]) -> tuple[str, ...]:
    if not row["windows"]:
        return words.ABSENT, words.ABSENT, spelled(row["reason"])
    return _span(row, "launch_earliest_s", "launch_latest_s"), f"{row['opportunities']:,}", spelled(row["reason"])


def _span(row: dict[str, Any], first: str, last: str) -> str:
    return f"{row[first]:,.1f}–{row[last]:,.1f}"
