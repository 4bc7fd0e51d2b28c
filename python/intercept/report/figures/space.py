"""Flights and the envelopes of fire units in space: what the map shows from above, with heights."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from intercept.base.extras import require
from intercept.report.figures.map import HIGH, about, drawn, evenly, joined, label_of
from intercept.report.look import palette

if TYPE_CHECKING:
    from intercept.base.table import Table
    from intercept.raid.map_data import MapData

HEIGHT = 520
# Envelopes of a class that are drawn, points of a circle and of an arc.
UNITS_MAX, CIRCLE, ARC = 12, 25, 7
VIEWS = {
    "From the south-east": {"x": 0.85, "y": -1.15, "z": 0.5},
    "From the south": {"x": 0.0, "y": -1.25, "z": 0.25},
    "From the east": {"x": 1.25, "y": 0.0, "z": 0.25},
    "From above": {"x": 0.0, "y": -0.01, "z": 1.3},
}
CAPTION = (
    "Flights of the most likely case, and as wires the envelopes within which the rules of a fire unit allow an"
    " intercept: its greatest slant range, cut off at its greatest altitude. What it can reach within depends on the"
    " flight. Heights are drawn larger than distances, as the axis says. The envelopes of one class are shown at first."
)
Array = npt.NDArray[np.float64]


def figure(data: MapData) -> Any:  # noqa: ANN401 - plotly is an extra
    """Return the view; raises MissingExtraError naming the extra ``report``."""
    go = require("plotly.graph_objects", "report")
    traces = [*_flights(data), *_envelopes(data.sites)]
    spans = [_span(traces, axis) for axis in "xyz"]
    wide = max(high - low for low, high in spans[:2])
    up = spans[2][1] - spans[2][0]
    larger = HIGH * wide / up
    look = palette.layout(
        HEIGHT,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        scene={
            "xaxis": palette.axis("East, km", range=spans[0], backgroundcolor=palette.PAPER),
            "yaxis": palette.axis("North, km", range=spans[1], backgroundcolor=palette.PAPER),
            "zaxis": palette.axis(f"Altitude, km (× {larger:.2g})", range=spans[2], backgroundcolor=palette.PAPER),
            "aspectmode": "manual",
            "aspectratio": {
                name: (high - low) / wide if name != "z" else HIGH
                for name, (low, high) in zip("xyz", spans, strict=True)
            },
            "camera": {"eye": next(iter(VIEWS.values())), "center": {"x": 0.0, "y": 0.0, "z": -0.12}},
        },
        updatemenus=[_views()],
    )
    for name in ("xaxis", "yaxis", "zaxis"):
        for key in ("automargin", "ticks"):
            look["scene"][name].pop(key, None)
        look["scene"][name]["title"].pop("standoff", None)
    return go.Figure([go.Scatter3d(**trace) for trace in traces], look)


def _views() -> dict[str, Any]:
    buttons = [
        {"label": name, "method": "relayout", "args": [{"scene.camera.eye": eye}]} for name, eye in VIEWS.items()
    ]
    return {"type": "buttons", "direction": "right", "buttons": buttons, "showactive": True}


def _span(traces: list[dict[str, Any]], axis: str) -> tuple[float, float]:
    ends = [float(end(trace[axis])) for trace in traces for end in (np.nanmin, np.nanmax)]
    low, high = min(ends, default=0.0), max(ends, default=1.0)
    low = min(low, 0.0) if axis == "z" else low
    return low, max(high, low + 1.0)


def _flights(data: MapData) -> list[dict[str, Any]]:
    by_class = drawn(data.tracks)
    colours = palette.colours(by_class, palette.THREATS)
    return [
        {
            "x": joined([east for _, east, _, _ in own]),
            "y": joined([north for _, _, north, _ in own]),
            "z": joined([up for _, _, _, up in own]),
            "mode": "lines",
            "line": {"color": colours[name], "width": 2.5},
            "name": label_of(name, len(own), count),
            "legendgroup": f"track/{name}",
            "legendgrouptitle": {"text": "Flights"},
            "hoverinfo": "name",
        }
        for name, (own, count) in by_class.items()
        if own
    ]


def _envelopes(sites: Table) -> list[dict[str, Any]]:
    """Return the wires of each class of fire unit; those of the farthest reach are shown."""
    units = sites.take(sites["kind"] == "fire_unit")
    names = palette.in_order(units["class"].tolist(), palette.DEFENCES)
    colours = palette.colours(names, palette.DEFENCES)
    farthest = units["class"][int(np.argmax(units["range_km"]))] if len(units) else ""
    traces = []
    for name in names:
        own = units.take(units["class"] == name)
        rows = list(own.take(evenly(len(own), UNITS_MAX)).records())
        wires = [about(row, wire) for row in rows for wire in dome(row["range_km"], row["altitude_max_km"])]
        x, y, z = (joined([wire[:, axis] for wire in wires], 2) for axis in range(3))
        traces.append(
            {
                "x": x,
                "y": y,
                "z": z,
                "mode": "lines",
                "line": {"color": colours[name], "width": 1.5},
                "opacity": 0.6,
                "name": label_of(name, len(rows), len(own)),
                "legendgroup": f"fire_unit/{name}",
                "legendgrouptitle": {"text": "Envelopes of fire units"},
                "visible": True if name == farthest else "legendonly",
                "hoverinfo": "name",
            }
        )
    return traces


def dome(range_km: float, altitude_max_km: float) -> list[Array]:
    """Return the wires of a dome of a slant range that is cut off at an altitude: circles, and arcs up to the top.

    Each has the shape (points, 3): east, north, up of the middle of its base. The circle at an altitude z has the
    radius sqrt(range^2 - z^2).
    """
    top = min(range_km, altitude_max_km)
    angle = np.linspace(0.0, 2.0 * np.pi, CIRCLE)
    wires = []
    for z in np.linspace(0.0, top, 3):
        radius = np.sqrt(max(range_km**2 - z**2, 0.0))
        wires.append(np.column_stack([radius * np.sin(angle), radius * np.cos(angle), np.full(CIRCLE, z)]))
    up = np.linspace(0.0, top, ARC)
    out = np.sqrt(np.maximum(range_km**2 - up**2, 0.0))
    wires += [np.column_stack([out * np.sin(a), out * np.cos(a), up]) for a in np.linspace(0.0, 1.5 * np.pi, 4)]
    return wires
