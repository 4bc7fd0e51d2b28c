"""Leakers against the swept parameter: mean and 5-95 % band."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

import numpy as np

from intercept.base.extras import require
from intercept.report.look import palette, words

if TYPE_CHECKING:
    from intercept.base.table import Table


def figure(sweep: Table) -> Any:  # noqa: ANN401  (plotly is an extra)
    """Return the leak curve, a line and a band a class; raises MissingExtraError naming the extra ``report``.

    Classes launched in small numbers start hidden: at the scale of the whole raid their curves lie on the axis.
    """
    go = require("plotly.graph_objects", "report")
    classes = palette.in_order((name for name in sweep["threat_class"] if name != "all"), palette.THREATS)
    colours = palette.colours(classes, palette.THREATS) | {"all": palette.INK}
    most = sweep["leaked_mean"].max(initial=0.0)
    traces = []
    for name in ["all", *classes]:
        own = sweep.take(sweep["threat_class"] == name)
        own = own.take(np.argsort(own["value"], kind="stable"))
        hidden = own["leaked_mean"].max(initial=0.0) < 0.02 * most
        traces += [go.Scatter(**trace) for trace in _curve(own, name, colours[name], hidden=bool(hidden))]
    values = np.unique(sweep["value"])
    parameter = html.escape(", ".join(dict.fromkeys(sweep["parameter"])))
    look = palette.layout(
        440,
        xaxis=palette.axis(f"{parameter} (value in the scenario)", tickvals=values if values.size <= 12 else None),
        yaxis=palette.axis("Leakers", rangemode="tozero"),
        hovermode="x unified",
    )
    return go.Figure(traces, look)


def _curve(own: Table, name: str, colour: str, *, hidden: bool) -> list[dict[str, Any]]:
    shown = {"legendgroup": name, "visible": "legendonly" if hidden else True}
    band = {
        "x": np.concatenate([own["value"], own["value"][::-1]]),
        "y": np.concatenate([own["leaked_p95"], own["leaked_p05"][::-1]]),
        "fill": "toself",
        "fillcolor": palette.faint(colour, 0.14),
        "line": {"width": 0},
        "mode": "lines",
        "hoverinfo": "skip",
        "showlegend": False,
    }
    line = {
        "x": own["value"],
        "y": own["leaked_mean"].round(3),
        "mode": "lines+markers",
        "line": {"color": colour, "width": 2, "dash": palette.DASHES.get(name)},
        "marker": {"size": 6},
        "name": html.escape(words.label(name)),
        "customdata": _notes(own),
        "hovertemplate": "%{customdata}",
    }
    return [band | shown, line | shown]


def _notes(own: Table) -> list[str]:
    return [
        f"{words.spread(row['leaked_mean'], row['leaked_p05'], row['leaked_p95'])} of {row['launched']:,} leak,"
        f" {words.percent(row['intercepted_share_mean'])} intercepted"
        for row in own.records()
    ]
