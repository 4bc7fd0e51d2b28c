"""What the chart of engagement windows is drawn of: lines of flights, bars of windows, ticks of shots.

Each trace has its times twice, under the keys of two scales: the chart switches between them.
"""

from __future__ import annotations

import html
import math
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from intercept.report.figures import time_scales
from intercept.report.look import palette, words

if TYPE_CHECKING:
    from intercept.base.table import Table
    from intercept.report.figures.time_scales import Scale

Array = npt.NDArray[np.float64]
Told = Callable[..., str]

TICK_PIXELS = 4.0
_WINDOW = ("threat", "unit", "part")


def traces(
    shown: Table,
    windows: Table,
    shots: Table | None,
    *,
    scales: Sequence[Scale],
    pixel_s: float,
    clock_start: str | None = None,
) -> list[dict[str, Any]]:
    """Return the line of each flight, the bars of each class of defence, and the ticks.

    Shots are left out of windows in which, at so many seconds a pixel, their marks would run together.
    """
    place = _Place(shown, scales)
    own = windows.take(np.isin(windows["threat"], shown["threat"]))
    told = partial(time_scales.told, clock_start=clock_start, raid="threat_name" not in shown)
    made = [_flights(shown, place), *_bars(own, place, told), _detections(shown, place, told)]
    if shots is not None:
        made.append(_shot_ticks(_apart(shots, own, TICK_PIXELS * pixel_s), own, place))
    return made


class _Place:
    """Where a threat's row is, and when it arrives."""

    def __init__(self, shown: Table, scales: Sequence[Scale]) -> None:
        self.scales = scales
        listed = shown["threat"].tolist()
        self.row = {threat: float(len(listed) - 1 - i) for i, threat in enumerate(listed)}
        self.arrival_s = dict(zip(listed, shown["arrival_s"].tolist(), strict=True))

    def rows(self, threats: npt.ArrayLike) -> Array:
        return np.array([self.row[threat] for threat in np.asarray(threats).tolist()], dtype=float)

    def both(self, threats: npt.ArrayLike, time_s: npt.ArrayLike, name: str = "x") -> dict[str, Any]:
        """Return times as each scale counts them."""
        arrival = np.array([self.arrival_s[threat] for threat in np.asarray(threats).tolist()], dtype=float)
        return {scale.key: {name: scale.counted(time_s, arrival)} for scale in self.scales}


def _lanes(own: Table) -> tuple[Array, Array]:
    """Return the width of each window's lane and its middle below the row: classes of defence in a row share it."""
    order = palette.in_order(own["unit_class"].tolist(), palette.DEFENCES)
    present: dict[Any, list[str]] = {}
    pairs = set(zip(own["threat"].tolist(), own["unit_class"].tolist(), strict=True))
    for threat, name in sorted(pairs, key=lambda pair: order.index(pair[1])):
        present.setdefault(threat, []).append(name)
    listed = [(present[t], name) for t, name in zip(own["threat"].tolist(), own["unit_class"].tolist(), strict=True)]
    width = np.array([0.86 / len(names) for names, _ in listed], dtype=float)
    return width, 0.43 - width * np.array([names.index(name) + 0.5 for names, name in listed], dtype=float)


def _bars(own: Table, place: _Place, told: Told) -> list[dict[str, Any]]:
    classes = palette.in_order(own["unit_class"].tolist(), palette.DEFENCES)
    colours = palette.colours(classes, palette.DEFENCES)
    widths, offsets = _lanes(own)
    traces = []
    for name in classes:
        mine = np.flatnonzero(own["unit_class"] == name)
        part = own.take(mine)
        length_s = part["launch_latest_s"] - part["launch_earliest_s"]
        times = place.both(part["threat"], part["launch_earliest_s"], "base")
        for scale in place.scales:
            times[scale.key]["x"] = scale.length(length_s)
        # A window of seconds in a night of hours still gets a line's width.
        look = {"color": palette.faint(colours[name], 0.6), "line": {"color": colours[name], "width": 1}}
        traces.append(
            {
                "kind": "bar",
                "orientation": "h",
                **times,
                "y": (place.rows(part["threat"]) + offsets[mine]).round(4),
                "width": widths[mine].round(4),
                "marker": look,
                "name": html.escape(words.label(name)),
                "legendgroup": name,
                "text": [_hover(row, told) for row in part.records()],
                "textposition": "none",
                "hovertemplate": "%{text}<extra></extra>",
            }
        )
    return traces


def _hover(row: dict[str, Any], told: Told) -> str:
    launch = told(row["launch_earliest_s"], row["launch_latest_s"])
    meet = told(row["intercept_first_s"], row["intercept_last_s"])
    unit = html.escape(str(row["unit"]))
    return f"<b>{unit}</b><br>launch {launch}<br>intercept {meet}<br>shots of shoot-look-shoot: {row['opportunities']}"


def _flights(shown: Table, place: _Place) -> dict[str, Any]:
    """Return a thin line from first detection to arrival in each row."""
    begin = np.fmax(shown["first_detection_s"], shown["launch_s"])
    along = np.column_stack([begin, shown["arrival_s"], np.full(len(shown), np.nan)])
    threats = np.repeat(shown["threat"], 3)
    return {
        "kind": "scatter",
        **place.both(threats, along.ravel()),
        "y": place.rows(threats),
        "mode": "lines",
        "line": {"color": "#b4bec7", "width": 1},
        "name": "Detection to arrival",
        "legendgroup": "flight",
        "hoverinfo": "skip",
    }


def _detections(shown: Table, place: _Place, told: Told) -> dict[str, Any]:
    first_s = shown["first_detection_s"].tolist()
    return {
        "kind": "scatter",
        **place.both(shown["threat"], shown["first_detection_s"]),
        "y": place.rows(shown["threat"]),
        "mode": "markers",
        "marker": {"symbol": "circle-open", "size": 6, "color": palette.MUTED, "line": {"width": 1.4}},
        "name": "First detection",
        "legendgroup": "detection",
        "text": [f"First detection {told(time_s)}" if math.isfinite(time_s) else "" for time_s in first_s],
        "hovertemplate": "%{text}<extra></extra>",
    }


def _apart(shots: Table, own: Table, least_s: float) -> Table:
    """Return the shots of windows in which they lie, in the mean, so far apart."""
    length_s = own["launch_latest_s"] - own["launch_earliest_s"]
    wide = own.take(length_s >= least_s * own["opportunities"])
    keys = set(zip(*(wide[name].tolist() for name in _WINDOW), strict=True))
    return shots.take(
        np.array([key in keys for key in zip(*(shots[name].tolist() for name in _WINDOW), strict=True)], dtype=bool)
    )


def _shot_ticks(shots: Table, own: Table, place: _Place) -> dict[str, Any]:
    """Return a tick at each launch of shoot-look-shoot, in the lane of its window."""
    lane = dict(zip(zip(*(own[k].tolist() for k in _WINDOW), strict=True), _lanes(own)[1].tolist(), strict=True))
    offsets = [lane[key] for key in zip(*(shots[k].tolist() for k in _WINDOW), strict=True)]
    return {
        "kind": "scatter",
        **place.both(shots["threat"], shots["launch_s"]),
        "y": (place.rows(shots["threat"]) + np.array(offsets, dtype=float)).round(4),
        "mode": "markers",
        "marker": {"symbol": "line-ns-open", "size": 7, "color": palette.INK, "line": {"width": 1.2}},
        "name": "Shot of shoot-look-shoot",
        "legendgroup": "shot",
        "text": [f"{html.escape(u)}, shot {n}" for u, n in zip(shots["unit"], shots["shot"], strict=True)],
        "hovertemplate": "%{text}<extra></extra>",
    }
