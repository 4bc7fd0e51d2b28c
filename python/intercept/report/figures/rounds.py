"""Rounds spent by class of defence: mean and 5-95 % of nights."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

from intercept.base.extras import require
from intercept.raid.spread import per_replication, spread
from intercept.report.look import palette, words

if TYPE_CHECKING:
    from intercept.raid.result import Result


def figure(result: Result) -> Any:  # noqa: ANN401  (plotly is an extra)
    """Return a bar for each class, its interval as a whisker; raises MissingExtraError naming the extra ``report``."""
    go = require("plotly.graph_objects", "report")
    spent = per_replication(result.rounds, "defence_class", "rounds")
    names = palette.in_order(spent, palette.DEFENCES)[::-1]
    colours = palette.colours(names, palette.DEFENCES)
    found = [spread(spent[name]) for name in names]
    bars = {
        "orientation": "h",
        "y": [html.escape(words.label(name)) for name in names],
        "x": [one.mean for one in found],
        "marker": {"color": [palette.faint(colours[name], 0.7) for name in names]},
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [one.p95 - one.mean for one in found],
            "arrayminus": [one.mean - one.p05 for one in found],
            "color": palette.INK,
            "thickness": 1.2,
            "width": 4,
        },
        "customdata": [words.spread(one.mean, one.p05, one.p95) for one in found],
        "hovertemplate": "%{y}: %{customdata} rounds<extra></extra>",
    }
    look = palette.layout(
        80 + 32 * max(len(names), 2),
        xaxis=palette.axis("Rounds per replication (guns: bursts)", rangemode="tozero"),
        yaxis=palette.axis("", ticks=""),
        showlegend=False,
    )
    return go.Figure(go.Bar(**bars), look)
