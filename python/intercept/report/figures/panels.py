"""Charts of lines and maps: as one figure, as a page that opens offline with one figure for each panel, and static."""

from __future__ import annotations

import html
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from intercept.base.extras import require
from intercept.base.table import Table
from intercept.report.look import page, palette, provenance, static
from intercept.report.look.chart import Drawing, Panel, Series

HEIGHT, MAP_POINTS = 560, 380.0
Data = Callable[[], Mapping[str, Table]] | None
# Of an axis of whole numbers.
TICKS_MAX = 12


def drawing(  # noqa: PLR0913 - keyword-only options
    title: str,
    answer: Sequence[str],
    note: str,
    panels: Sequence[Panel],
    *,
    made: provenance.Told | None = None,
    tables: Sequence[str] = (),
    height: int = HEIGHT,
    data: Data = None,
) -> Drawing:
    """Return how panels are drawn.

    Of the page also the answer, the note below it, sections below the panels, what made it beside the version, and
    tables to save, by name.
    """

    def written(_: Any) -> str:  # noqa: ANN401 - a figure of plotly
        appendix = [page.tables_section(data())] if data is not None else []
        sections = [section(panels, height), *tables, provenance.section(made or {})]
        return page.document(title, answer, sections, note=note, appendix=appendix)

    return Drawing(
        figure=lambda: together(panels, height),
        page=written,
        static=lambda: of_panels(panels),
    )


def of_panels(panels: Sequence[Panel], *, columns: int = 2) -> Any:  # noqa: ANN401 - matplotlib is an extra
    """Return panels as a static figure; maps are about as high as wide."""
    maps = any(panel.extent is not None for panel in panels)
    return static.sheet(panels, columns=columns, width=MAP_POINTS, height=1.05 * MAP_POINTS if maps else 280.0)


def section(panels: Sequence[Panel], height: int = HEIGHT, name: str = "charts") -> str:
    """Return the panels as a section of a page."""
    figures = "".join(
        f"<div><h3>{page.text(panel.title)}</h3>{page.figure(figure(panel, height), f'panel-{k}', panel.caption)}</div>"
        for k, panel in enumerate(panels)
    )
    return f'<section id="{name}"><div class="charts{" one" * (len(panels) == 1)}">{figures}</div></section>'


def figure(panel: Panel, height: int = HEIGHT) -> Any:  # noqa: ANN401 - plotly is an extra
    """Return one panel as a figure of plotly, its legend above; MissingExtraError names the extra `report`."""
    go = require("plotly.graph_objects", "report")
    x, y = _axes(panel)
    traces = [go.Scatter(_trace(line)) for line in panel.lines()]
    look = palette.layout(height, xaxis=x, yaxis=y, hovermode="closest")
    if panel.extent is not None:
        look["meta"] = {"scale_bar": "km"}
    return go.Figure(traces, look)


def together(panels: Sequence[Panel], height: int = HEIGHT) -> Any:  # noqa: ANN401
    """Return panels below one another as one figure of plotly, each with its legend beside it."""
    if len(panels) == 1:
        return figure(panels[0], height)
    go, count = require("plotly.graph_objects", "report"), len(panels)
    chart = require("plotly.subplots", "report").make_subplots(
        rows=count, cols=1, subplot_titles=[html.escape(panel.title) for panel in panels], vertical_spacing=0.3 / count
    )
    chart.update_layout(palette.layout(count * height, hovermode="closest"))
    for row, panel in enumerate(panels, start=1):
        legend = "legend" if row == 1 else f"legend{row}"
        for line in panel.lines():
            chart.add_trace(go.Scatter(_trace(line) | {"legend": legend}), row=row, col=1)
        x, y = _axes(panel, "y" if row == 1 else f"y{row}")
        chart.update_xaxes(x, row=row, col=1)
        chart.update_yaxes(y, row=row, col=1)
        top = chart.layout["yaxis" if row == 1 else f"yaxis{row}"].domain[1]
        place = {"x": 1.01, "xanchor": "left", "y": top, "yanchor": "top", "orientation": "v"}
        chart.update_layout({legend: place})
    return chart


def _axes(panel: Panel, up: str = "y") -> tuple[dict[str, Any], dict[str, Any]]:
    axes = []
    for label, span, scale in zip(
        (panel.x_label, panel.y_label), panel.spans(), (panel.x_scale, panel.y_scale), strict=True
    ):
        ends = np.log10(span).tolist() if scale == "log" else list(span)
        axes.append(palette.axis(label, range=ends, type=scale, separatethousands=True, exponentformat="none"))
    if panel.x_ticks:
        axes[0] |= {"tickvals": list(range(len(panel.x_ticks))), "ticktext": [html.escape(t) for t in panel.x_ticks]}
    if panel.whole:
        low, high = panel.spans()[0]
        axes[0] |= {"tick0": 0, "dtick": max(math.ceil((high - low) / TICKS_MAX), 1)}
    if panel.extent is not None:
        axes[0] |= {"constrain": "domain", "scaleanchor": up, "scaleratio": 1}
        axes[1] |= {"constrain": "domain"}
    return axes[0], axes[1]


def _trace(line: Series) -> dict[str, Any]:
    trace = {
        "x": np.asarray(line.x, dtype=float).round(4),
        "y": np.asarray(line.y, dtype=float).round(4),
        "mode": "markers" if line.marks else "lines",
        "name": html.escape(line.name),
        "showlegend": bool(line.name),
    }
    if line.fill:
        inside = {"fill": "toself", "fillcolor": palette.faint(line.colour, line.opacity), "hoverinfo": "skip"}
        return trace | inside | {"line": {"width": 0}}
    return trace | {
        "marker": {"color": line.colour, "size": 8},
        "line": {"color": line.colour, "width": 2, "dash": line.dash},
        "hovertemplate": f"%{{x:,.3~f}}, %{{y:,.3~f}}<extra>{html.escape(line.name)}</extra>",
    }
