"""Why threats leaked: the mean number of leakers by class of threat and cause."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

from intercept.base.extras import require
from intercept.raid.sums import cause_means
from intercept.report.look import palette, words

if TYPE_CHECKING:
    from intercept.raid.result import Result

# Ordered as the causes are: sensing, geometry, what was up, stocks, shots.
COLOURS = {
    "not_detected": "#cc79a7",
    "track_too_late": "#8c2d04",
    "no_window": "#9fb8cc",
    "unit_down": "#4b505c",
    "no_channel": "#e69f00",
    "no_round": "#d55e00",
    "held_back": "#8a7fb8",
    "missed": "#0072b2",
    "common_cause": "#56b4e9",
}


def means(result: Result) -> dict[tuple[str, str], float]:
    """Return the mean number of leakers of a replication by threat class and cause."""
    found = cause_means(result.causes, result.draws, result.replications_done)
    return {(row["threat_class"], row["cause"]): row["leaked_mean"] for row in found.records()}


def figure(result: Result) -> Any:  # noqa: ANN401  (plotly is an extra)
    """Return a bar for each class of threat, stacked by cause; MissingExtraError names the extra ``report``."""
    go = require("plotly.graph_objects", "report")
    found = means(result)
    classes = palette.in_order((threat for threat, _ in found), palette.THREATS)[::-1]
    causes = palette.in_order((cause for _, cause in found), COLOURS)
    colours = palette.colours(causes, COLOURS)
    totals = {name: sum(n for (threat, _), n in found.items() if threat == name) for name in classes}
    bars = []
    for cause in causes:
        counts = [found.get((name, cause), 0.0) for name in classes]
        bars.append(
            {
                "orientation": "h",
                "y": [f"{html.escape(words.label(name))} ({words.mean(totals[name])})" for name in classes],
                "x": [round(100 * n / totals[name], 3) for n, name in zip(counts, classes, strict=True)],
                "customdata": [words.mean(n) for n in counts],
                "name": html.escape(words.label(cause)),
                "marker": {"color": colours[cause], "line": {"color": "#ffffff", "width": 0.5}},
                "hovertemplate": "%{y}: %{x:.1f} % (%{customdata} leakers)<extra>%{fullData.name}</extra>",
            }
        )
    look = palette.layout(
        140 + 40 * max(len(classes), 1),
        barmode="stack",
        bargap=0.3,
        xaxis=palette.axis("Leakers of the class, %", range=[0, 100]),
        yaxis=palette.axis("", ticks=""),
    )
    # The legend in the order of the bars.
    look = look | {"legend": {**look.get("legend", {}), "traceorder": "normal"}}
    return go.Figure([go.Bar(**bar) for bar in bars], look)
