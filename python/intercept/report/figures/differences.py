"""How scenarios differ from the first: the mean difference of leakers by class, its interval, and that of nights."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from intercept.base.extras import require
from intercept.report.figures import dots
from intercept.report.look import palette, static, words

if TYPE_CHECKING:
    from intercept.analysis.compare import Comparison

AXIS = "More leakers than in the first scenario (mean, 95 % interval; pale: 5–95 % of nights)"


def groups(found: Comparison) -> dots.Groups:
    """Return the differences of leakers by scenario, those of all threats on top."""
    rows = [row for row in found.differences.records() if row["quantity"] == "leaked"]
    classes = palette.in_order((row["of"] for row in rows if row["of"] != "all"), palette.THREATS)
    shown = ["all", *classes] if len(classes) > 1 else ["all"]
    count = len(found.names) - 1
    drawn = {}
    for k, name in enumerate(found.names[1:]):
        own = {row["of"]: row for row in rows if row["scenario"] == name}
        drawn[name] = [
            dots.Dot(-float(i * (count + 1) + k), _label(of), own[of], _note(own[of])) for i, of in enumerate(shown)
        ]
    return drawn


def figure(found: Comparison) -> Any:  # noqa: ANN401  (plotly is an extra)
    """Return a dot with two bars for each class and scenario; MissingExtraError names the extra ``report``."""
    drawn = groups(found)
    look = palette.layout(
        dots.height(drawn),
        xaxis=palette.axis(AXIS, zeroline=True, zerolinecolor=palette.INK),
        yaxis=dots.labels(drawn),
        showlegend=len(drawn) > 1,
        hovermode="closest",
    )
    return require("plotly.graph_objects", "report").Figure(dots.traces(drawn), look)


def static_figure(found: Comparison) -> Any:  # noqa: ANN401  (matplotlib is an extra)
    """Return the same as a static figure; raises as `figure`, naming the extra `figures`."""
    drawn = groups(found)
    with static.style():
        chart = static.blank(500.0, 0.8 * dots.height(drawn))
        ax = chart.subplots()
        ax.axvline(0.0, color=palette.INK, linewidth=0.8)
        dots.draw(ax, drawn, AXIS.replace(" (", "\n("))
        if len(drawn) > 1:
            static.legend_of(chart, dict(zip(*ax.get_legend_handles_labels()[::-1], strict=True)), 500.0)
    return chart


def _label(of: str) -> str:
    return "All threats" if of == "all" else words.label(of)


def _note(row: dict[str, Any]) -> str:
    return (
        f"{words.change(row['mean'], row['standard_error'])} leakers; on the same night fewer in"
        f" {words.percent(row['fewer_share'])}, more in {words.percent(row['more_share'])}"
    )
