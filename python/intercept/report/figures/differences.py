"""How scenarios differ from the first: the mean difference of leakers by class, its interval, and that of nights."""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from intercept.base.extras import require
from intercept.report.look import palette, static, words
from intercept.report.look.chart import COLOURS

if TYPE_CHECKING:
    from intercept.analysis.compare import Comparison

AXIS = "More leakers than in the first scenario (mean, 95 % interval; pale: 5–95 % of nights)"
ROW = 34


@dataclass(frozen=True)
class Dot:
    """A difference: its place from below, what it is of, and its numbers."""

    y: float
    of: str
    row: dict[str, Any]


def dots(found: Comparison) -> dict[str, list[Dot]]:
    """Return the differences of leakers by scenario, those of all threats on top."""
    rows = [row for row in found.differences.records() if row["quantity"] == "leaked"]
    classes = [*palette.in_order((row["of"] for row in rows if row["of"] != "all"), palette.THREATS)]
    shown = ["all", *classes] if len(classes) > 1 else ["all"]
    places: dict[str, list[Dot]] = {}
    count = len(found.names) - 1
    for k, name in enumerate(found.names[1:]):
        own = {row["of"]: row for row in rows if row["scenario"] == name}
        places[name] = [Dot(-float(i * (count + 1) + k), of, own[of]) for i, of in enumerate(shown) if of in own]
    return places


def figure(found: Comparison) -> Any:  # noqa: ANN401  (plotly is an extra)
    """Return a dot with two bars for each class and scenario; MissingExtraError names the extra ``report``."""
    go, traces = require("plotly.graph_objects", "report"), []
    drawn = dots(found)
    for (name, own), colour in zip(drawn.items(), _colours(drawn), strict=True):
        x, y = [dot.row["mean"] for dot in own], [dot.y for dot in own]
        for ends, width, faint in ((("p05", "p95"), 8, True), (("low", "high"), 2.5, False)):
            line_x, line_y = _bars(own, *ends)
            line = {"color": palette.faint(colour, 0.25) if faint else colour, "width": width}
            traces.append(go.Scatter(x=line_x, y=line_y, mode="lines", line=line, hoverinfo="skip", showlegend=False))
        traces.append(
            go.Scatter(
                x=x,
                y=y,
                mode="markers",
                marker={"color": colour, "size": 9},
                name=html.escape(name),
                customdata=[html.escape(_note(dot)) for dot in own],
                hovertemplate="%{customdata}<extra>%{fullData.name}</extra>",
            )
        )
    ticks = _ticks(drawn)
    look = palette.layout(
        150 + ROW * sum(map(len, drawn.values())),
        xaxis=palette.axis(AXIS, zeroline=True, zerolinecolor=palette.INK),
        yaxis=palette.axis("", ticks="", tickvals=list(ticks), ticktext=[html.escape(t) for t in ticks.values()]),
        showlegend=len(drawn) > 1,
        hovermode="closest",
    )
    return go.Figure(traces, look)


def static_figure(found: Comparison) -> Any:  # noqa: ANN401  (matplotlib is an extra)
    """Return the same as a static figure; raises as `figure`, naming the extra `figures`."""
    drawn = dots(found)
    with static.style():
        chart = static.blank(500.0, 90.0 + 0.8 * ROW * sum(map(len, drawn.values())))
        ax = chart.subplots()
        ax.axvline(0.0, color=palette.INK, linewidth=0.8)
        for (name, own), colour in zip(drawn.items(), _colours(drawn), strict=True):
            for ends, width, alpha in ((("p05", "p95"), 6.0, 0.25), (("low", "high"), 1.8, 1.0)):
                ax.plot(*_bars(own, *ends), color=colour, linewidth=width, alpha=alpha, solid_capstyle="butt")
            ax.plot([d.row["mean"] for d in own], [d.y for d in own], "o", color=colour, label=name)
        ticks = _ticks(drawn)
        ax.set_yticks(list(ticks), list(ticks.values()))
        ax.set_xlabel(AXIS.replace(" (", "\n("))
        ax.grid(visible=False, axis="y")
        if len(drawn) > 1:
            static.legend_of(chart, dict(zip(*ax.get_legend_handles_labels()[::-1], strict=True)), 500.0)
    return chart


def _colours(drawn: dict[str, list[Dot]]) -> list[str]:
    return [COLOURS[k % len(COLOURS)] for k in range(len(drawn))]


def _ticks(drawn: dict[str, list[Dot]]) -> dict[float, str]:
    """Return the places of the labels: in the middle of the scenarios of each class."""
    places: dict[str, list[float]] = {}
    for own in drawn.values():
        for dot in own:
            places.setdefault(dot.of, []).append(dot.y)
    return {sum(ys) / len(ys): "All threats" if of == "all" else words.label(of) for of, ys in places.items()}


def _bars(own: list[Dot], low: str, high: str) -> tuple[list[float], list[float]]:
    """Return lines from one end to the other of each dot, NaN between them."""
    gap = float("nan")
    x = [value for dot in own for value in (dot.row[low], dot.row[high], gap)]
    return x, [value for dot in own for value in (dot.y, dot.y, gap)]


def _note(dot: Dot) -> str:
    row = dot.row
    return (
        f"{words.change(row['mean'], row['standard_error'])} leakers; on the same night fewer in"
        f" {words.percent(row['fewer_share'])}, more in {words.percent(row['more_share'])}"
    )
