"""What matters: shares of the variance by group, and how far the mean of leakers moves with the strongest unknowns."""

from __future__ import annotations

import html
import math
from typing import TYPE_CHECKING, Any

from intercept.analysis.column_groups import named
from intercept.base.extras import require
from intercept.report.look import palette, static, words

if TYPE_CHECKING:
    from intercept.analysis.matters_words import Sensitivity

SHOWN, ROW = 12, 30
# Of the shares above, and of the means below: none is used for two things.
TOTAL, ALONE, LOW, HIGH = "#9fb8cc", "#0072b2", "#009e73", "#d55e00"
SHARE_AXIS = "Share of the variance that is not luck, % (bars: ± 1 standard error)"
MEAN_AXIS = "Mean leakers if the unknown is at 5 % and at 95 % of its prior"
MARKS = (("total", "alone and with others", TOTAL, "square"), ("first_order", "alone", ALONE, "circle"))
ENDS = (("leaked_at_p05", "at 5 % of the prior", LOW), ("leaked_at_p95", "at 95 % of the prior", HIGH))


def has_totals(found: Sensitivity) -> bool:
    """Tell whether the shares of groups together with others were computed."""
    return any(math.isfinite(row["total"]) for row in found.groups.records())


def groups(found: Sensitivity) -> list[dict[str, Any]]:
    """Return the rows of groups, the most important last, which is on top."""
    return list(found.groups.records())[::-1]


def strongest(found: Sensitivity) -> list[dict[str, Any]]:
    """Return the rows of the unknowns whose ends lie farthest apart, the farthest last."""
    rows = [row for row in found.unknowns.records() if math.isfinite(row["leaked_at_p05"])]
    rows.sort(key=lambda row: abs(row["leaked_at_p95"] - row["leaked_at_p05"]))
    # By index, not by reach: an unknown that is not distinguished from chance can reach far.
    chosen = {row["column"] for row in sorted(rows, key=lambda row: -row["first_order"])[:SHOWN]}
    return [row for row in rows if row["column"] in chosen]


def figure(found: Sensitivity) -> Any:  # noqa: ANN401  (plotly is an extra)
    """Return both panels as one figure; MissingExtraError names the extra ``report``."""
    go, shares, moved = require("plotly.graph_objects", "report"), groups(found), strongest(found)
    heights = [ROW * len(shares) + 20, ROW * max(len(moved), 1) + 20]
    chart = require("plotly.subplots", "report").make_subplots(
        rows=2, cols=1, row_heights=heights, vertical_spacing=90.0 / (sum(heights) + 190.0)
    )
    labels = [html.escape(words.label(row["group"])) for row in shares]
    for key, name, colour, symbol in MARKS:
        if any(math.isfinite(row[key]) for row in shares):
            trace = _dots([row[key] for row in shares], [row[f"{key}_standard_error"] for row in shares], labels, 100.0)
            chart.add_trace(go.Scatter(trace | _look(name, colour, symbol)), row=1, col=1)
    names = [html.escape(words.label(named(row["column"]))) for row in moved]
    for label, row in zip(names, moved, strict=True):
        line = {"x": [row["leaked_at_p05"], row["leaked_at_p95"]], "y": [label, label], "mode": "lines"}
        look = {"line": {"color": palette.RULE, "width": 8}, "hoverinfo": "skip", "showlegend": False}
        chart.add_trace(go.Scatter(line | look), row=2, col=1)
    for key, name, colour in ENDS:
        trace = _dots([row[key] for row in moved], [row[f"{key}_standard_error"] for row in moved], names, 1.0)
        chart.add_trace(go.Scatter(trace | _look(name, colour, "circle")), row=2, col=1)
    chart.add_vline(x=found.mean, line={"color": palette.INK, "width": 1, "dash": "dot"}, row=2, col=1)
    chart.update_layout(palette.layout(sum(heights) + 190, hovermode="closest"))
    chart.update_xaxes(palette.axis(SHARE_AXIS, zeroline=True, zerolinecolor="#9aa5b1"), row=1, col=1)
    chart.update_xaxes(palette.axis(MEAN_AXIS), row=2, col=1)
    chart.update_yaxes(palette.axis("", ticks=""))
    return chart


def _dots(x: list[float], errors: list[float], y: list[str], scale: float) -> dict[str, Any]:
    return {
        "x": [round(scale * value, 4) for value in x],
        "y": y,
        "mode": "markers",
        "error_x": {"type": "data", "array": [round(scale * e, 4) for e in errors], "thickness": 1.4, "width": 3},
        "hovertemplate": "%{y}: %{x:.3~f}<extra>%{fullData.name}</extra>",
    }


def _look(name: str, colour: str, symbol: str) -> dict[str, Any]:
    return {"name": name, "marker": {"color": colour, "size": 9, "symbol": symbol}}


def static_figure(found: Sensitivity) -> Any:  # noqa: ANN401  (matplotlib is an extra)
    """Return the same as a static figure; raises as `figure`, naming the extra `figures`."""
    shares, moved = groups(found), strongest(found)
    rows = [len(shares) + 1.5, max(len(moved), 1) + 1.5]
    with static.style():
        chart = static.blank(560.0, 22.0 * sum(rows) + 110.0)
        top, below = chart.subplots(2, 1, height_ratios=rows)
        for key, name, colour, symbol in MARKS:
            mark = {"square": "s", "circle": "o"}[symbol]
            values = [(100.0 * row[key], k, 100.0 * row[f"{key}_standard_error"]) for k, row in enumerate(shares)]
            if drawn := [each for each in values if math.isfinite(each[0])]:
                x, y, bars = zip(*drawn, strict=True)
                top.errorbar(x, y, xerr=bars, fmt=mark, color=colour, label=name, markersize=5)
        top.axvline(0.0, color="#9aa5b1", linewidth=0.8)
        for k, row in enumerate(moved):
            below.plot([row["leaked_at_p05"], row["leaked_at_p95"]], [k, k], color=palette.RULE, linewidth=5)
        for key, name, colour in ENDS:
            at, error = ([row[f"{key}{end}"] for row in moved] for end in ("", "_standard_error"))
            below.errorbar(at, range(len(moved)), xerr=error, fmt="o", color=colour, label=name, markersize=5)
        below.axvline(found.mean, color=palette.INK, linewidth=0.8, linestyle=":")
        for ax, labels, title in (
            (top, [words.label(row["group"]) for row in shares], SHARE_AXIS),
            (below, [words.label(named(row["column"])) for row in moved], MEAN_AXIS),
        ):
            ax.set_yticks(range(len(labels)), labels)
            ax.set_xlabel(title)
            ax.grid(visible=False, axis="y")
            if ax.get_legend_handles_labels()[0]:
                ax.legend(loc="lower right", frameon=True, framealpha=0.9, edgecolor="none")
    return chart
