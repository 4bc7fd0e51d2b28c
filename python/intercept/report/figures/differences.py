"""How scenarios differ from the first: the mean difference of leakers by class, its interval, and that of nights."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from intercept.base.extras import require
from intercept.base.samples import sampled_with_error
from intercept.base.words import spelled
from intercept.report.figures import dots
from intercept.report.look import palette, static, words

if TYPE_CHECKING:
    from intercept.analysis.compare_words import Comparison

AXIS = "More leakers than in the first scenario (mean, 95 % interval; pale: 5–95 % of nights)"


def groups(found: Comparison) -> dots.Groups:
    """Return the differences of leakers by scenario: of all threats on top, by class of threat, by class of asset."""
    rows = [row for row in found.differences.records() if row["quantity"] == "leaked"]
    classes = palette.in_order((row["of"] for row in rows if row["of"] != "all"), palette.THREATS)
    threats = {"all": "All threats"} | ({each: words.label(each) for each in classes} if len(classes) > 1 else {})
    at = list(found.asset_classes.records())
    assets = {row["asset_class"]: f"At {spelled(row['asset_class'])}" for row in at}
    assets = assets if len(assets) > 1 else {}
    count, drawn = len(found.names) - 1, {}
    for k, name in enumerate(found.names[1:]):
        of_threats = {row["of"]: row for row in rows if row["scenario"] == name}
        of_assets = {row["asset_class"]: row for row in at if row["scenario"] == name}
        own = [(label, of_threats[of]) for of, label in threats.items()]
        own += [(label, of_assets[of]) for of, label in assets.items() if of in of_assets]
        places = {label: i for i, label in enumerate([*threats.values(), *assets.values()])}
        drawn[name] = [
            dots.Dot(-float(places[label] * (count + 1) + k), label, _ends(row), _note(row)) for label, row in own
        ]
    return drawn


def _ends(row: dict[str, Any]) -> dict[str, float]:
    return {part: row[f"difference_{part}"] for part in ("mean", "low", "high", "p05", "p95")}


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


def _note(row: dict[str, Any]) -> str:
    told = (
        f"{words.mean(row['reference_mean'])} to {words.mean(row['mean'])} leakers,"
        f" {words.change(row['difference_mean'], row['difference_standard_error'])}"
    )
    if "fewer_share" not in row:
        return told
    fewer, more = (
        sampled_with_error(row[f"{how}_share"], row[f"{how}_share_standard_error"]) for how in ("fewer", "more")
    )
    return f"{told}; on the same night fewer in {fewer}, more in {more}"
