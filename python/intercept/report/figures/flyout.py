"""The fly-out fan of an interceptor: kinematic boundary and lines of equal time of flight, as SVG and as a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from intercept.base.extras import require
from intercept.report.look import page, palette
from intercept.report.look.svg import Series, line_chart

Array = npt.NDArray[np.float64]
# Time of flight (s), and ground range and altitude (m) of shape (n, 2).
TimeLine: TypeAlias = tuple[float, Array]

X_LABEL, Y_LABEL = "Ground range, km", "Altitude, km"
NOTE = "A generic class: straight fly-outs of a point mass with values of judgement, not data of any system."
FIRST, LAST = np.array([0xB8, 0xD8, 0xEC]), np.array([0x08, 0x3A, 0x63])


def round_times(longest_s: float, lines: int = 8) -> list[float]:
    """Return at most so many round times of flight (s), evenly spaced, up to the longest."""
    steps = [base * 10.0**power for power in range(-2, 5) for base in (1.0, 2.0, 5.0)]
    step = next((s for s in steps if longest_s / s <= lines), steps[-1])
    return [step * (i + 1) for i in range(int(longest_s / step))]


def _colours(count: int) -> list[str]:
    shares = np.linspace(0.0, 1.0, max(count, 2))[:count]
    return ["#" + "".join(f"{int(part):02x}" for part in FIRST + (LAST - FIRST) * share) for share in shares]


def as_svg(title: str, lines: Sequence[TimeLine], boundary: Array, *, width: int = 720, height: int = 420) -> str:
    """Return the fan as an SVG document."""
    edge = Series("boundary", boundary[:, 0] / 1e3, boundary[:, 1] / 1e3, palette.INK)
    series = [
        Series(f"{time_s:g} s", line[:, 0] / 1e3, line[:, 1] / 1e3, colour)
        for (time_s, line), colour in zip(lines, _colours(len(lines)), strict=True)
    ]
    top = 1.08 * float(boundary[:, 1].max()) / 1e3
    return line_chart(
        [*series, edge],
        x_label=X_LABEL,
        y_label=Y_LABEL,
        title=title,
        width=width,
        height=height,
        x_range=(0.0, 1.03 * float(boundary[:, 0].max()) / 1e3),
        y_range=(0.0, top),
    )


def as_html(title: str, lines: Sequence[TimeLine], boundary: Array) -> str:
    """Return the fan as a page that opens offline; raises MissingExtraError naming the extra `report`."""
    go = require("plotly.graph_objects", "report")
    plotly = require("plotly.offline", "report").get_plotlyjs()
    hover = "%{x:.1f} km, %{y:.2f} km"
    traces = [
        go.Scatter(
            x=line[:, 0] / 1e3,
            y=line[:, 1] / 1e3,
            mode="lines",
            line={"color": colour, "width": 2},
            name=f"{time_s:g} s",
            hovertemplate=f"{time_s:g} s: {hover}<extra></extra>",
        )
        for (time_s, line), colour in zip(lines, _colours(len(lines)), strict=True)
    ]
    edge = {"color": palette.INK, "width": 2, "dash": "dash"}
    traces.append(
        go.Scatter(
            x=boundary[:, 0] / 1e3,
            y=boundary[:, 1] / 1e3,
            mode="lines",
            line=edge,
            name="boundary",
            hovertemplate=f"boundary: {hover}<extra></extra>",
        )
    )
    look = palette.layout(
        480,
        xaxis=palette.axis(X_LABEL, rangemode="tozero"),
        yaxis=palette.axis(Y_LABEL, rangemode="tozero"),
    )
    figure = page.figure(go.Figure(traces, look), "fly-out", f"Lines of equal time of flight. {NOTE}")
    return _PAGE.format(title=page.text(title), style=page.asset("page.css"), plotly=plotly, figure=figure)


_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{style}</style>
<script>{plotly}</script>
</head>
<body>
<main>
<h1>{title}</h1>
{figure}
</main>
</body>
</html>
"""
