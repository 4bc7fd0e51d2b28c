"""The course of the night on the terminal: channels in use, shortages, and where they leaked for which cause."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from rich.markup import escape

from intercept.base.words import counted
from intercept.report.night_rows import NIGHT, PLACES, night_rows, note, places_rows

if TYPE_CHECKING:
    from rich.table import Table as Grid

    from intercept.raid.result import Result

_HEADINGS = [
    name.replace("Channels", "Chan-\nnels").replace("Nights short ", "Nights short\n").replace("Busiest ", "Busiest\n")
    for name in NIGHT
]


def night(result: Result, grid: Callable[[str, list[str]], Grid]) -> Iterator[Grid]:
    """Yield the tables of the night, made by `grid` of a title and headings: none without a fire unit or leaker."""
    if len(result.night):
        made = grid("The course of the night: channels in use, and units that lacked a round", _HEADINGS)
        for row in night_rows(result):
            made.add_row(*(escape(cell.replace(" (", "\n(")) for cell in row))
        for column in made.columns[1:]:
            column.no_wrap = True
        made.padding, made.columns[0].min_width = (0, 1, 0, 0), 13
        made.caption, made.caption_justify, made.caption_style = note(result), "left", "dim"
        yield made
    for kind, headings in PLACES.items():
        rows, more = places_rows(result, kind)
        if rows:
            rest = f", the first of {counted(len(rows) + more, kind)}" if more else ""
            made = grid(f"Why they leaked, by {kind}{rest}", headings)
            made.columns[-1].justify = "left"
            for row in rows:
                made.add_row(*map(escape, row))
            yield made
