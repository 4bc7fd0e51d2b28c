"""The section of the report on the course of the night: a figure, shortages, and where they leaked for which cause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intercept.base.words import counted
from intercept.report import night_rows as told
from intercept.report.figures import night as drawn
from intercept.report.look import page

if TYPE_CHECKING:
    from intercept.raid.result import Result


def render(result: Result) -> str:
    """Return the section; nothing without a fire unit or a replication."""
    if not result.replications_done or not len(result.night):
        return ""
    chart = page.figure(drawn.figure(result), "night-chart", drawn.CAPTION)
    rows = [[page.text(cell) for cell in row] for row in told.night_rows(result)]
    table = page.table(told.NIGHT, rows, css="numbers", last_is_total=True)
    return page.section(
        "The course of the night", chart, table, f'<p class="soft">{page.text(told.note(result))}</p>', name="night"
    )


def places(result: Result) -> str:
    """Return the tables of causes by wave and by asset, for the section on causes."""
    parts = []
    for kind, headings in told.PLACES.items():
        rows, more = told.places_rows(result, kind)
        if rows:
            rest = f" {counted(more, f'more {kind}')} in the table causes_by_{kind}." if more else ""
            cells = [[page.text(cell) for cell in row] for row in rows]
            parts.append(page.paragraph(f"By {kind}, with the most frequent causes.{rest}"))
            parts.append(page.table(headings, cells, css="places"))
    return "".join(parts)
