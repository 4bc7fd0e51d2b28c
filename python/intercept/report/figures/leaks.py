"""How many leak: the distribution over replications, overall and for drones and missiles apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from intercept.base.extras import require
from intercept.errors import InvalidParameterError
from intercept.raid.spread import Counts, per_replication, spread, total
from intercept.report.look import palette, static, words

if TYPE_CHECKING:
    from intercept.raid.result import Result

BARS_MAX = 60
# An axis whose least number is more than this share of its greatest does not begin at 0.
FAR = 0.5
_PANELS = {"all": ("All threats", "#5f6b76"), "drones": ("Drones", "#0072b2"), "missiles": ("Missiles", "#d55e00")}


def figure(result: Result) -> Any:  # noqa: ANN401  (plotly is an extra)
    """Return histograms of leakers, one panel for each group, for a result with at least one replication.

    Raises
    ------
    MissingExtraError
        Without plotly, which the extra `report` brings.
    InvalidParameterError
        If no replication was finished.
    """
    if not len(result.outcomes):
        raise InvalidParameterError("outcomes has 0 rows; a distribution needs at least one replication")
    go = require("plotly.graph_objects", "report")
    panels = groups(per_replication(result.outcomes, "threat_class", "leaked"))
    titles = [_title(name, leaked, claimed_leakers(result, name)) for name, leaked in panels.items()]
    chart = require("plotly.subplots", "report").make_subplots(
        rows=len(panels), cols=1, subplot_titles=titles, vertical_spacing=0.5 / len(panels)
    )
    chart.update_layout(
        palette.layout(60 + 240 * len(panels), bargap=0.0, showlegend=False, margin=palette.MARGIN | {"t": 48})
    )
    for row, (name, leaked) in enumerate(panels.items(), start=1):
        centres, counts, width = histogram(leaked)
        chart.add_trace(go.Bar(**_bars(name, centres, counts, width)), row=row, col=1)
        title, ends = across(leaked, claimed_leakers(result, name))
        chart.update_xaxes(palette.axis(title, range=ends), row=row, col=1)
        chart.update_yaxes(palette.axis("Replications, %"), row=row, col=1)
        _mark(chart, row, leaked, claimed_leakers(result, name))
    chart.update_annotations(font={"size": 13}, x=0, xanchor="left", align="left")
    return chart


def static_figure(result: Result) -> Any:  # noqa: ANN401  (matplotlib is an extra)
    """Return the same histograms as a static figure; raises as `figure`, naming the extra `figures`."""
    if not len(result.outcomes):
        raise InvalidParameterError("outcomes has 0 rows; a distribution needs at least one replication")
    panels = groups(per_replication(result.outcomes, "threat_class", "leaked"))
    with static.style():
        chart = static.blank(500.0, 60.0 + 170.0 * len(panels))
        axes = chart.subplots(len(panels), 1, squeeze=False).ravel()
        for ax, (name, leaked) in zip(axes, panels.items(), strict=True):
            claim, found = claimed_leakers(result, name), spread(leaked)
            ax.axvspan(found.p05 - 0.5, found.p95 + 0.5, color="#e8ecef", zorder=0)
            static.traces(ax, [_bars(name, *histogram(leaked)) | {"kind": "bar"}])
            if claim is not None:
                ax.axvline(claim[0], color=palette.CLAIM, linestyle="--")
            title, ends = across(leaked, claim)
            ax.set(title="\n".join(_told(name, leaked, claim)), xlabel=title, xlim=ends, ylabel="Replications, %")
            ax.xaxis.get_major_locator().set_params(integer=True)
    return chart


def across(leaked: Counts, claim: tuple[int, int] | None) -> tuple[str, tuple[float, float]]:
    """Return the title and the ends of an axis of leakers: from 0 unless they are far from it, which the title says."""
    shown = [int(leaked.min()), int(leaked.max()), *([] if claim is None else [claim[0]])]
    low, high = min(shown), max(shown)
    room = max(0.5, 0.03 * (high - low))
    if low <= FAR * high:
        return "Leakers", (-0.5, high + 0.5 + room)
    return f"Leakers, from {low:,} on", (low - 0.5 - room, high + 0.5 + room)


def groups(leaked: dict[str, Counts]) -> dict[str, Counts]:
    """Return leakers per replication of all threats and, where both are there, of drones and of missiles."""
    drones = {name: counts for name, counts in leaked.items() if name in palette.DRONES}
    missiles = {name: counts for name, counts in leaked.items() if name not in palette.DRONES}
    panels = {"all": total(leaked)}
    return panels | ({"drones": total(drones), "missiles": total(missiles)} if drones and missiles else {})


def histogram(leaked: Counts) -> tuple[Any, Any, int]:
    """Return bar centres, share of replications in %, and the bars' width: a whole number of leakers."""
    low, high = (int(leaked.min()), int(leaked.max())) if leaked.size else (0, 0)
    width = max(1, -(-(high - low + 1) // BARS_MAX))
    edges = np.arange(low, high + width + 1, width) - 0.5
    counts, _ = np.histogram(leaked, edges)
    return (edges[:-1] + edges[1:]) / 2, 100 * counts / max(leaked.size, 1), width


def claimed_leakers(result: Result, group: str) -> tuple[int, int] | None:
    """Return (not claimed as downed, claimed launched) for a group, or None unless every class launched has a claim."""
    members = [name for name in result.table()["threat_class"].tolist() if name != "all" and _within(name, group)]
    claims = [claim for claim in result.claimed if claim.threat_class in members]
    if not claims or {claim.threat_class for claim in claims} != set(members):
        return None
    launched = sum(claim.launched for claim in claims)
    return launched - sum(claim.down for claim in claims), launched


def _within(name: str, group: str) -> bool:
    return group == "all" or (name in palette.DRONES) == (group == "drones")


def _bars(name: str, centres: Any, counts: Any, width: int) -> dict[str, Any]:  # noqa: ANN401
    half = (width - 1) / 2
    return {
        "x": centres,
        "y": np.round(counts, 3),
        "width": width,
        "marker": {"color": palette.faint(_PANELS[name][1], 0.8), "line": {"color": "#ffffff", "width": 0.5}},
        "customdata": [f"{centre - half:.0f}" + (f"–{centre + half:.0f}" if half else "") for centre in centres],
        "hovertemplate": "%{customdata} leakers: %{y:.1f} % of replications<extra></extra>",
    }


def _title(name: str, leaked: Counts, claim: tuple[int, int] | None) -> str:
    """Return a panel's title: mean and interval and, on a line of its own, what the claim does not account for."""
    first, *more = _told(name, leaked, claim)
    head, colon, rest = first.partition(":")
    lines = [f"<b>{head}</b>{colon}{rest}", *(f'<span style="color:{palette.CLAIM}">{line}</span>' for line in more)]
    return "<br>".join(lines)


def _told(name: str, leaked: Counts, claim: tuple[int, int] | None) -> list[str]:
    found = spread(leaked)
    interval = f"{words.number(found.p05)}–{words.number(found.p95)}"
    lines = [f"{_PANELS[name][0]}: mean {words.mean(found.mean)}, 5–95 %: {interval}"]
    if claim is not None:
        lines.append(f"Public claim: {claim[0]:,} of {claim[1]:,} not claimed as downed")
    return lines


def _mark(chart: Any, row: int, leaked: Counts, claim: tuple[int, int] | None) -> None:  # noqa: ANN401
    """Shade the 5-95 % interval and draw the claim as a line."""
    found = spread(leaked)
    band = {"fillcolor": "#e8ecef", "line_width": 0, "layer": "below"}
    chart.add_vrect(x0=found.p05 - 0.5, x1=found.p95 + 0.5, row=row, col=1, **band)
    if claim is not None:
        chart.add_vline(x=claim[0], line={"color": palette.CLAIM, "width": 2, "dash": "dash"}, row=row, col=1)
