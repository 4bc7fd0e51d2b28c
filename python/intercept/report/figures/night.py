"""The course of the night: channels in use and rounds left by class of defence, with 95 % intervals of the means."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

from intercept.base.extras import require
from intercept.base.words import KNOWN, known
from intercept.report.look import palette, words

if TYPE_CHECKING:
    from intercept.base.table import Table
    from intercept.raid.result import Result

# Of hours, channels and percentages: more are not seen, and do not pack.
DECIMALS = 3
CAPTION = (
    "Means over all nights, with the 95 % intervals of these means. Above: channels in use, averaged over each step of"
    " time, until the last threat of each night has gone. Below: rounds left when the step begins, at the units and on"
    " their way to them, over those that were there at first."
)


def figure(result: Result) -> Any:  # noqa: ANN401  (plotly is an extra)
    """Return channels and rounds over the time of the raid; raises MissingExtraError naming the extra ``report``."""
    go = require("plotly.graph_objects", "report")
    table = result.night
    classes = palette.in_order(table["defence_class"].tolist(), palette.DEFENCES)
    colours = palette.colours(classes, palette.DEFENCES)
    traces = []
    for name in classes:
        own = table.take(table["defence_class"] == name)
        for quantity, axis in (("channels_busy", "y2"), ("rounds_left_share", "y")):
            traces += _line(own, quantity, axis, colours[name])
    look = palette.layout(
        560,
        xaxis=palette.axis("Time since the start of the raid, h", rangemode="tozero"),
        yaxis=palette.axis("Rounds left, %", domain=[0.0, 0.44], rangemode="tozero"),
        yaxis2=palette.axis("Channels in use", domain=[0.54, 1.0], rangemode="tozero"),
    )
    return go.Figure([go.Scatter(**trace) for trace in traces], look)


def _line(own: Table, quantity: str, axis: str, colour: str) -> list[dict[str, Any]]:
    """Return the band of an interval and the line of the mean above it."""
    name = str(own["defence_class"][0])
    busy = quantity == "channels_busy"
    # A mean over a step stands for all of it, a number at its beginning for that instant.
    hours = (own["from_s"] / 3600.0).round(DECIMALS)
    # Bursts of a gun are far more than missiles: of each class the share of what it had.
    scale, unit = (1.0, "") if busy else (100.0, " %")
    mean, error, low, high = (scale * own[f"{quantity}_{part}"] for part in KNOWN)
    told = [known(*each).interval for each in zip(*(part.tolist() for part in (mean, error, low, high)), strict=True)]
    mean, low, high = (values.round(DECIMALS) for values in (mean, low, high))
    shape = "hv" if busy else "linear"
    shared = {"legendgroup": name, "yaxis": axis, "mode": "lines", "x": hours}
    edge = {"width": 0, "color": colour, "shape": shape}
    band = [
        {**shared, "y": low, "line": edge, "showlegend": False, "hoverinfo": "skip"},
        {
            **shared,
            "y": high,
            "line": edge,
            "fill": "tonexty",
            "fillcolor": palette.faint(colour, 0.25),
            "showlegend": False,
            "hoverinfo": "skip",
        },
    ]
    line = {
        **shared,
        "y": mean,
        "name": html.escape(words.label(name)),
        "line": {"color": colour, "width": 1.8, "shape": shape},
        "showlegend": busy,
        "customdata": told,
        "hovertemplate": f"%{{x:.2f}} h: %{{customdata}}{unit}<extra>%{{fullData.name}}</extra>",
    }
    return [*band, line]
