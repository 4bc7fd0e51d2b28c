"""Maps and curves of defended areas, as a page that opens offline and as an SVG of the same panels."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from intercept.extras import require
from intercept.show import page, palette
from intercept.show.svg import DASHES, Series, line_chart, sheet

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
    """One chart: its lines, what it shows in words, and for a map half its width about the middle."""

    title: str
    x_label: str
    y_label: str
    series: Sequence[Series]
    caption: str
    extent: float | None = None


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
    return page.document(title, NOTE, [page.section("Charts", charts, name="charts")], style=_STYLE)


def _svg(panel: Panel, title: str) -> str:
    span = None if panel.extent is None else (-panel.extent, panel.extent)
    low = (0.0, _top(panel)) if panel.extent is None else span
    return line_chart(
        panel.series,
        x_label=panel.x_label,
        y_label=panel.y_label,
        title=title,
        width=SVG_WIDTH,
        height=SVG_HEIGHT,
        x_range=span,
        y_range=low,
        equal=panel.extent is not None,
    )


def _top(panel: Panel) -> float:
    """Return the upper end of a curve's axis, a little above the highest point; 1 where all are zero."""
    return 1.08 * max(float(np.nanmax(np.asarray(line.y, dtype=float))) for line in panel.series) or 1.0


def _figure(panel: Panel) -> Any:  # noqa: ANN401  (plotly is an extra)
    go = require("plotly.graph_objects", "report")
    traces = [
        go.Scatter(
            x=np.round(np.asarray(line.x, dtype=float), 3),
            y=np.round(np.asarray(line.y, dtype=float), 3),
            mode="markers" if line.marks else "lines",
            name=html.escape(line.name),
            showlegend=bool(line.name),
            marker={"color": line.colour, "size": 8},
            line={"color": line.colour, "width": 2, "dash": line.dash if line.dash in DASHES else None},
            hovertemplate=f"%{{x:,.3~f}}, %{{y:,.3~f}}<extra>{html.escape(line.name)}</extra>",
        )
        for line in panel.series
    ]
    if panel.extent is None:
        x = palette.axis(panel.x_label)
        y = palette.axis(panel.y_label, range=(0.0, _top(panel)), separatethousands=True)
    else:
        span = (-panel.extent, panel.extent)
        x = palette.axis(panel.x_label, range=span, constrain="domain", scaleanchor="y", scaleratio=1)
        y = palette.axis(panel.y_label, range=span, constrain="domain")
    return go.Figure(traces, palette.layout(HEIGHT, xaxis=x, yaxis=y, hovermode="closest"))
