"""What rounds and raid cost, and what leakers reach with and without the defence, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from intercept.base.extras import require
from intercept.report.figures import dots
from intercept.report.look import palette, static, words

if TYPE_CHECKING:
    from intercept.analysis.exchange import Exchange

NAMES = {
    "rounds": "Rounds spent",
    "raid": "Raid",
    "reached": "Reached by leakers",
    "reached_without_defence": "Reached without a round",
    "protected": "Protected",
}
# By unit: quantities in their order, the factor to the axis, and its title.
PANELS = {
    "USD": (("rounds", "raid", "protected"), 1e-6, "Million USD (mean, 95 % interval; pale: 5–95 % of nights)"),
    "share": (("reached", "reached_without_defence", "protected"), 100.0, "Of the value of the assets, %"),
}


def groups(found: Exchange) -> dict[str, dots.Groups]:
    """Return the dots of each chart, by the unit of its quantities."""
    rows = {(row["unit"], row["quantity"]): row for row in found.sums.records() if row["of"] == "all"}
    charts: dict[str, dots.Groups] = {}
    for unit, (quantities, factor, _) in PANELS.items():
        drawn = {}
        for k, name in enumerate(quantities):
            if (unit, name) in rows:
                row = rows[unit, name]
                scaled = {part: factor * row[part] for part in ("mean", "low", "high", "p05", "p95")}
                note = f"{NAMES[name]}: {words.spread(scaled['mean'], scaled['p05'], scaled['p95'])}"
                drawn[NAMES[name]] = [dots.Dot(-float(k), NAMES[name], scaled, note)]
        if drawn:
            charts[unit] = drawn
    return charts


def chart(unit: str, drawn: dots.Groups) -> Any:  # noqa: ANN401 - plotly is an extra
    """Return one chart; MissingExtraError names the extra ``report``."""
    axis = palette.axis(PANELS[unit][2], rangemode="tozero")
    look = palette.layout(
        dots.height(drawn), xaxis=axis, yaxis=dots.labels(drawn), showlegend=False, hovermode="closest"
    )
    return require("plotly.graph_objects", "report").Figure(dots.traces(drawn), look)


def figure(found: Exchange) -> Any:  # noqa: ANN401 - plotly is an extra
    """Return all charts below one another; raises as `chart`."""
    charts = groups(found)
    whole = require("plotly.subplots", "report").make_subplots(rows=len(charts), cols=1, vertical_spacing=0.25)
    for row, (unit, drawn) in enumerate(charts.items(), start=1):
        for trace in dots.traces(drawn):
            whole.add_trace(trace, row=row, col=1)
        whole.update_xaxes(palette.axis(PANELS[unit][2], rangemode="tozero"), row=row, col=1)
        whole.update_yaxes(dots.labels(drawn), row=row, col=1)
    whole.update_layout(palette.layout(sum(map(dots.height, charts.values())), showlegend=False, hovermode="closest"))
    return whole


def static_figure(found: Exchange) -> Any:  # noqa: ANN401 - matplotlib is an extra
    """Return the same as a static figure; MissingExtraError names the extra `figures`."""
    charts = groups(found)
    with static.style():
        drawn_on = static.blank(500.0, 150.0 * len(charts))
        axes = drawn_on.subplots(len(charts), 1, squeeze=False).ravel()
        for ax, (unit, drawn) in zip(axes, charts.items(), strict=True):
            dots.draw(ax, drawn, PANELS[unit][2])
            ax.set_xlim(left=0.0)
    return drawn_on
