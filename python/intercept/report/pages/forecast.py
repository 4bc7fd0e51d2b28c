"""The page of a forecast: the answer in words, one figure, its numbers, what each way of knowing leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intercept.claim.forecasts.tables import Shown, shown
from intercept.record.reader import ATTRIBUTION
from intercept.report.figures import forecast as figure
from intercept.report.figures import panels
from intercept.report.look import page, provenance
from intercept.report.look.chart import Drawing

if TYPE_CHECKING:
    from intercept.claim.forecasts.found import Forecast

HEIGHT = 380


def drawing(found: Forecast) -> Drawing:
    """Return how a forecast is drawn: its chart, its page."""
    return Drawing(
        figure=lambda: panels.figure(figure.panel(found), HEIGHT),
        page=lambda _: render(found),
        static=lambda: panels.of_panels([figure.panel(found)]),
    )


def render(found: Forecast) -> str:
    """Return the page as HTML; raises MissingExtraError naming the extra ``report``."""
    panel = figure.panel(found)
    chart = page.figure(panels.figure(panel, HEIGHT), "forecast-figure", panel.caption)
    sections = [
        page.section(panel.title, chart, *map(_table, reversed(shown(found))), name="numbers"),
        page.section("What to know with it", page.listed(found.notes()), name="notes"),
        page.section("What each leaves out", page.listed(found.leaves_out()), name="limits"),
        _made(found),
    ]
    return page.document(title(found), found.answer, sections)


def title(found: Forecast) -> str:
    """Return the title of the page."""
    return f"What to expect of {found.raid.label}"


def _table(one: Shown) -> str:
    rows = [[page.text(cell) for cell in row] for row in one.rows]
    return page.paragraph(f"{one.title}:") + page.table(one.headings, rows, css="numbers narrow")


def _made(found: Forecast) -> str:
    credit = f'<p class="soft">{page.text(f"The record: {ATTRIBUTION}.")}</p>' if found.of("record") else ""
    return provenance.section(found.made_with(), credit)


def markdown(found: Forecast) -> str:
    """Return the page without its figure as Markdown."""
    lines = [f"# {title(found)}", "", *(f"{place}. {line}" for place, line in enumerate(found.answer, 1))]
    for one in shown(found):
        lines += ["", f"## {one.title}", "", f"| {' | '.join(one.headings)} |"]
        lines += [f"|---{'|--:' * (len(one.headings) - 1)}|", *(f"| {' | '.join(row)} |" for row in one.rows)]
    for heading, told in (("What to know with it", found.notes()), ("What each leaves out", found.leaves_out())):
        lines += ["", f"## {heading}", "", *(f"- {line}" for line in told)]
    credit = ["", f"The record: {ATTRIBUTION}."] * (found.of("record") is not None)
    return "\n".join([*lines, *provenance.lines(found.made_with()), *credit, ""])
