"""Maps and curves of defended areas, as a page that opens offline and as an SVG of the same panels."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from intercept.base.extras import require
from intercept.report.look import page, palette
from intercept.report.look.svg import DASHES, Series, line_chart, sheet

NOTE = (
    "Generic classes from public sources, over a place that stands for none, seen from the defender's side. Flights and"
    " windows follow from the values of the classes; shots are opportunities, not kills."
)
HEIGHT, SVG_WIDTH, SVG_HEIGHT = 560, 560, 560
_STYLE = """
.charts { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 20px 24px; }
.charts.one { grid-template-columns: minmax(0, 1fr); }
.charts > div, figure { min-width: 0; }
@media (max-width: 860px) { .charts { grid-template-columns: minmax(0, 1fr); } }
"""


@dataclass(frozen=True)
class Panel:
    """One chart: its lines, what it shows in words, and for a map half its width and its middle."""

    title: str
    x_label: str
    y_label: str
    series: Sequence[Series]
    caption: str
    extent: float | None = None
    middle: tuple[float, float] = (0.0, 0.0)


def as_svg(title: str, panels: Sequence[Panel]) -> str:
    """Return the panels side by side as one SVG document; titles of panels stand for that of the page."""
    head = f"{title}: " if len(panels) == 1 else ""
    return sheet_of(panels, head=head)


def sheet_of(panels: Sequence[Panel], *, columns: int = 2, head: str = "") -> str:
    """Return panels side by side as one SVG document, so many in a row; `head` stands before their titles."""
    charts = [_svg(panel, head + (panel.title.lower() if head else panel.title)) for panel in panels]
    return sheet(charts, columns=columns)


def as_html(title: str, panels: Sequence[Panel]) -> str:
    """Return the page; raises MissingExtraError naming the extra `report`."""
    figures = "".join(
        f"<div><h3>{page.text(panel.title)}</h3>{page.figure(_figure(panel), f'panel-{k}', panel.caption)}</div>"
        for k, panel in enumerate(panels)
    )
    charts = f'<div class="charts{" one" * (len(panels) == 1)}">{figures}</div>'
    return page.document(title, NOTE, [f'<section id="charts">{charts}</section>'], style=_STYLE)


def _svg(panel: Panel, title: str) -> str:
    x, y = _spans(panel)
    return line_chart(
        panel.series,
        x_label=panel.x_label,
        y_label=panel.y_label,
        title=title,
        width=SVG_WIDTH,
        height=SVG_HEIGHT,
        x_range=x,
        y_range=y,
        equal=panel.extent is not None,
    )


def _spans(panel: Panel) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the ranges of both axes: of a map about its middle, of a curve a little beyond its ends and above zero."""
    if panel.extent is not None:
        x, y = ((middle - panel.extent, middle + panel.extent) for middle in panel.middle)
        return x, y
    ends = [(float(np.nanmin(line.x)), float(np.nanmax(line.x))) for line in panel.series]
    low, high = min(end[0] for end in ends), max(end[1] for end in ends)
    margin = 0.03 * ((high - low) or 1.0)
    return (low - margin, high + margin), (0.0, _top(panel))


def _top(panel: Panel) -> float:
    """Return the upper end of a curve's axis, a little above the highest point; 1 where all are zero."""
    return 1.08 * max(float(np.nanmax(np.asarray(line.y, dtype=float))) for line in panel.series) or 1.0


def _trace(line: Series) -> dict[str, Any]:
    trace = {
        "x": np.round(np.asarray(line.x, dtype=float), 3),
        "y": np.round(np.asarray(line.y, dtype=float), 3),
        "mode": "markers" if line.marks else "lines",
        "name": html.escape(line.name),
        "showlegend": bool(line.name),
    }
    if line.fill:
        inside = {"fill": "toself", "fillcolor": palette.faint(line.colour, 0.09), "hoverinfo": "skip"}
        return trace | inside | {"line": {"width": 0}}
    return trace | {
        "marker": {"color": line.colour, "size": 8},
        "line": {"color": line.colour, "width": 2, "dash": line.dash if line.dash in DASHES else None},
        "hovertemplate": f"%{{x:,.3~f}}, %{{y:,.3~f}}<extra>{html.escape(line.name)}</extra>",
    }


def _figure(panel: Panel) -> Any:  # noqa: ANN401  (plotly is an extra)
    go = require("plotly.graph_objects", "report")
    traces = [go.Scatter(_trace(line)) for line in panel.series]
    spans = _spans(panel)
    if panel.extent is None:
        x, y = palette.axis(panel.x_label, range=spans[0]), palette.axis(panel.y_label, range=spans[1])
        y |= {"separatethousands": True}
    else:
        x = palette.axis(panel.x_label, range=spans[0], constrain="domain", scaleanchor="y", scaleratio=1)
        y = palette.axis(panel.y_label, range=spans[1], constrain="domain")
    return go.Figure(traces, palette.layout(HEIGHT, xaxis=x, yaxis=y, hovermode="closest"))
