"""Dots with two bars: a mean with its 95 % interval, and pale behind it the 5-95 % of nights."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from intercept.base.extras import require
from intercept.report.look import palette
from intercept.report.look.chart import COLOURS

ROW = 34
BARS = ((("p05", "p95"), 8.0, True), (("low", "high"), 2.5, False))


@dataclass(frozen=True)
class Dot:
    """A mean with its ends (mean, low, high, p05, p95): its place from below, its label, and a note for its reader."""

    y: float
    label: str
    row: Mapping[str, Any]
    note: str


# By the name of a group, which has one colour.
Groups: TypeAlias = Mapping[str, Sequence[Dot]]


def traces(drawn: Groups) -> list[Any]:
    """Return the traces of plotly; MissingExtraError names the extra ``report``."""
    go, found = require("plotly.graph_objects", "report"), []
    for (name, own), colour in zip(drawn.items(), colours(drawn), strict=True):
        for ends, width, faint in BARS:
            x, y = _bars(own, *ends)
            line = {"color": palette.faint(colour, 0.25) if faint else colour, "width": width}
            found.append(go.Scatter(x=x, y=y, mode="lines", line=line, hoverinfo="skip", showlegend=False))
        found.append(
            go.Scatter(
                x=[dot.row["mean"] for dot in own],
                y=[dot.y for dot in own],
                mode="markers",
                marker={"color": colour, "size": 9},
                name=html.escape(name),
                customdata=[html.escape(dot.note) for dot in own],
                hovertemplate="%{customdata}<extra>%{fullData.name}</extra>",
            )
        )
    return found


def labels(drawn: Groups) -> dict[str, Any]:
    """Return the axis of the labels."""
    ticks = _ticks(drawn)
    shown = [html.escape(label) for label in ticks.values()]
    return palette.axis("", ticks="", tickvals=list(ticks), ticktext=shown)


def height(drawn: Groups) -> int:
    """Return the height of a chart of plotly (pixels)."""
    return 150 + ROW * sum(map(len, drawn.values()))


def draw(ax: Any, drawn: Groups, title: str) -> None:  # noqa: ANN401 - matplotlib is an extra
    """Draw the same on an axis of matplotlib, whose x axis has the title."""
    for (name, own), colour in zip(drawn.items(), colours(drawn), strict=True):
        for ends, width, faint in BARS:
            alpha = 0.25 if faint else 1.0
            ax.plot(*_bars(own, *ends), color=colour, linewidth=0.75 * width, alpha=alpha, solid_capstyle="butt")
        ax.plot([d.row["mean"] for d in own], [d.y for d in own], "o", color=colour, label=name)
    ticks = _ticks(drawn)
    ax.set_yticks(list(ticks), list(ticks.values()))
    ax.set_xlabel(title)
    ax.margins(y=0.2)
    ax.grid(visible=False, axis="y")


def colours(drawn: Groups) -> list[str]:
    """Return the colour of each group."""
    return [COLOURS[k % len(COLOURS)] for k in range(len(drawn))]


def _ticks(drawn: Groups) -> dict[float, str]:
    """Return the places of the labels: in the middle of the groups that have it."""
    places: dict[str, list[float]] = {}
    for own in drawn.values():
        for dot in own:
            places.setdefault(dot.label, []).append(dot.y)
    return {sum(ys) / len(ys): label for label, ys in places.items()}


def _bars(own: Sequence[Dot], low: str, high: str) -> tuple[list[float], list[float]]:
    """Return lines from one end to the other of each dot, NaN between them."""
    gap = float("nan")
    x = [value for dot in own for value in (dot.row[low], dot.row[high], gap)]
    return x, [value for dot in own for value in (dot.y, dot.y, gap)]
