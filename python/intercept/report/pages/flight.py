"""One flight as a page that opens offline (charts, readings, assumptions), and as an SVG of the same charts."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from intercept.base.extras import require
from intercept.catalogue.rules import LIMITS
from intercept.report.look import page, palette, words
from intercept.report.look.svg import Series, line_chart, sheet
from intercept.report.pages.assumptions import sources
from intercept.report.pages.flight_path import CHARTS, Chart

if TYPE_CHECKING:
    from intercept.base.table import Table

NOTE = (
    "A generic class from public sources, over a place that stands for none. The path follows from the values below; it"
    " is an illustration of the class, not of any one system."
)
CHART_HEIGHT = 330
TRACK_SPAN_DEG = 0.5


def as_svg(title: str, path: Table, events: Table, colour: str) -> str:
    """Return the charts side by side as one SVG document; the legend of the first tells the events."""
    heads = [f"{title}: {CHARTS[0].title.lower()}", *(chart.title for chart in CHARTS[1:])]
    return sheet([_svg_chart(h, c, path, events, colour) for h, c in zip(heads, CHARTS, strict=True)])


def as_html(title: str, rows: Sequence[tuple[str, str]], path: Table, events: Table, values: Table, colour: str) -> str:
    """Return the page; raises MissingExtraError naming the extra `report`."""
    figures = "".join(
        page.figure(_figure(c, path, events, colour), f"chart-{i}", c.title + c.remark) for i, c in enumerate(CHARTS)
    )
    readings = page.table(["", ""], [[page.text(name), page.text(value)] for name, value in rows], css="provenance")
    happened = [
        [page.text(words.label(row["event"])), *(page.text(text) for text in event_cells(row))]
        for row in events.records()
    ]
    headings = ["Event", "Time, s", "Altitude, km", "Distance, km", "Speed, m/s"]
    table = page.table(headings, happened, css="numbers") if happened else "<p>No event is marked on this flight.</p>"
    sections = [
        page.section("The flight", f'<div class="pair">{readings}<div>{table}</div></div>', name="flight"),
        page.section("Charts", f'<div class="charts">{figures}</div>', name="charts"),
        page.section("Assumptions", _assumptions(values), name="assumptions"),
    ]
    return page.document(title, NOTE, sections, style=_STYLE)


def event_cells(row: dict[str, Any]) -> list[str]:
    """Return time, altitude, distance and speed of an event as text."""
    speed = f"{row['speed_m_s']:,.0f}"
    return [
        f"{row['time_s']:,.1f}",
        f"{row['altitude_km']:.2f}".replace("-0.00", "0.00"),
        f"{row['ground_distance_km']:,.1f}",
        speed,
    ]


_STYLE = """
.charts { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 20px 24px; }
.pair { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 20px 40px; align-items: start; }
.pair .provenance th { white-space: nowrap; }
.pair .provenance { width: 100%; }
figcaption { font-weight: 600; order: -1; }
figure { display: flex; flex-direction: column; min-width: 0; }
@media (max-width: 860px) { .charts, .pair { grid-template-columns: minmax(0, 1fr); } }
"""


def _figure(chart: Chart, path: Table, events: Table, colour: str) -> Any:  # noqa: ANN401  (plotly is an extra)
    go = require("plotly.graph_objects", "report")
    unit = chart.y_label.rpartition(", ")[2] if ", " in chart.y_label else ""
    line = go.Scatter(
        x=path[chart.x],
        y=path[chart.y],
        mode="lines",
        line={"color": colour, "width": 2, "simplify": False},
        customdata=np.round(path["time_s"], 1),
        hovertemplate=f"%{{y:,.3~f}} {unit}<br>%{{customdata:,}} s after launch<extra></extra>",
    )
    marks = go.Scatter(
        x=events[chart.x],
        y=events[chart.y],
        mode="markers",
        marker={"color": palette.INK, "size": 7},
        customdata=[words.label(name) for name in events["event"]],
        hovertemplate="%{customdata}<extra></extra>",
    )
    x, y = _ranges(chart, path)
    look = palette.layout(
        CHART_HEIGHT,
        xaxis=palette.axis(chart.x_label, range=x, separatethousands=True, exponentformat="none"),
        yaxis=palette.axis(chart.y_label, range=y, separatethousands=True),
        showlegend=False,
    )
    return go.Figure([line, marks], look)


def _ranges(chart: Chart, path: Table) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the ends of both axes: from zero, but for the track, whose degrees are as long upwards as sideways."""
    x, y = path[chart.x], path[chart.y]
    if chart.y != "latitude_deg":
        high = float(np.nanmax(y)) if np.isfinite(y).any() else 1.0
        return (0.0, float(np.max(x))), (0.0, 1.06 * high or 1.0)
    middle = (float(np.max(x) + np.min(x)) / 2.0, float(np.max(y) + np.min(y)) / 2.0)
    # A degree of longitude is shorter by the cosine of the latitude; the frame is about 1.7 times as wide as high.
    shrink = math.cos(math.radians(middle[1]))
    half = 0.55 * max(np.ptp(y), shrink * np.ptp(x) / 1.7, TRACK_SPAN_DEG)
    wide = 1.7 * half / shrink
    return (middle[0] - wide, middle[0] + wide), (middle[1] - half, middle[1] + half)


def _svg_chart(title: str, chart: Chart, path: Table, events: Table, colour: str) -> str:
    series = [Series("", path[chart.x], path[chart.y], colour=colour)]
    if len(events):
        series.append(Series("events", events[chart.x], events[chart.y], colour=palette.INK, marks=True))
    x, y = _ranges(chart, path)
    return line_chart(
        series,
        x_label=chart.x_label,
        y_label=chart.y_label,
        title=title,
        width=560,
        height=370,
        x_range=x,
        y_range=y,
    )


def _assumptions(values: Table) -> str:
    rows = [
        [
            page.text(row["parameter"]),
            page.text(("at most " if row["parameter"] in LIMITS else "") + words.number(row["used"])),
            page.text(f"{words.number(row['low'])}–{words.number(row['high'])}"),
            page.text("" if row["unit"] == "1" else row["unit"].replace("^2", "²")),
            page.text(row["confidence"]),
            sources(row["source"], row["url"]),
        ]
        for row in values.records()
    ]
    note = "<p>H official, peer-reviewed or consistent reports; M one decent source; L judgement.</p>"
    return note + page.table(["Parameter", "Used", "Low–high", "Unit", "Confidence", "Source"], rows, css="assumptions")
