"""Map of tracks and sites in local kilometres, in layers: flights are shown at first, the others when asked for."""

from __future__ import annotations

import html
import math
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from intercept.base.extras import require
from intercept.report.look import palette, words

if TYPE_CHECKING:
    from intercept.base.table import Table
    from intercept.raid.map_data import MapData, Track

# Enough for the eye, few enough for the file: tracks of a class, and sides of one range circle.
TRACKS_MAX = 60
SIDES_MIN, SIDES_MAX = 12, 36
# How far a line may lie from what it stands for: half a pixel of a figure of so many across, a quarter of a kilometre.
PIXELS, CIRCLE_KM = 1000.0, 0.25
# How high a view in space is drawn for its width.
HIGH = 0.35
# The layers, in the order of their buttons; of these the first is shown at first.
LAYERS = {"track": "Flights", "fire_unit": "Fire units and their range", "sensor": "Sensors and their range",
    "asset": "Assets", "launch_area": "Launch areas"}  # fmt: skip

_SYMBOLS = {"asset": "square", "sensor": "triangle-up", "fire_unit": "circle", "launch_area": "diamond-open"}
_ASSET_COLOUR = "#1f2933"
_GROUND_COLOURS = [[0.0, "#ffffff"], [0.02, "#eef3e8"], [0.5, "#dcd6bd"], [1.0, "#b8a98f"]]
Array = npt.NDArray[np.float64]


def figure(data: MapData) -> Any:  # noqa: ANN401  (plotly is an extra)
    """Return the map; raises MissingExtraError naming the extra ``report``."""
    go = require("plotly.graph_objects", "report")
    traces = [*_ranges(data.sites), *_tracks(data.tracks), *_sites(data.sites)]
    look = palette.layout(
        760,
        xaxis=palette.axis("East of the origin, km", scaleanchor="y", scaleratio=1, constrain="domain"),
        yaxis=palette.axis("North of the origin, km", constrain="domain"),
        hovermode="closest",
        meta={"scale_bar": "km"},
    )
    ground = [go.Heatmap(**_ground(data.ground))] if data.ground is not None else []
    return go.Figure([*ground, *(go.Scatter(**trace) for trace in traces)], look)


def _ground(ground: tuple[Array, Array, Array]) -> dict[str, Any]:
    """Return the heights of the ground as a pale ground of the map; the sea is white."""
    east, north, height = ground
    return {
        "x": east.round(2),
        "y": north.round(2),
        "z": height.round().astype(int),
        "colorscale": _GROUND_COLOURS,
        "zmin": 0,
        "zmax": max(float(height.max()), 1.0),
        "zsmooth": "best",
        "colorbar": {
            "title": {"text": "Ground, m"},
            "thickness": 10,
            "len": 0.3,
            "x": 0.0,
            "xanchor": "left",
            "y": 0.15,
        },
        "hovertemplate": "ground %{z} m<extra></extra>",
    }


def thin(tracks: Sequence[Track], most: int = TRACKS_MAX) -> list[Track]:
    """Return at most so many tracks of each class, spread evenly over it, of as few points as lie within a pixel.

    Heights count as the view in space draws them: their span is a third of that of the ground.
    """
    if not tracks:
        return []
    spans = [max(np.ptp([end(track[k]) for track in tracks for end in (np.min, np.max)]), 1e-9) for k in (1, 2, 3)]
    wide = max(spans[:2])
    pixel = np.array([wide, wide, spans[2] / HIGH]) / PIXELS
    by_class = defaultdict(list)
    for track in tracks:
        by_class[track[0]].append(track)
    kept = [group[index] for group in by_class.values() for index in evenly(len(group), most)]
    found: list[Track] = []
    for name, *where in kept:
        points = np.column_stack([np.asarray(values, np.float64) for values in where])
        east, north, up = points[simplified(points / pixel, 0.5)].T
        found.append((name, east, north, up))
    return found


def simplified(points: Array, tolerance: float) -> npt.NDArray[np.intp]:
    """Return the places of as few points of a line (k, 3) as keep it within a tolerance, both ends among them.

    Ramer 1972; Douglas and Peucker 1973: a part is split at the point farthest from its chord while that is too far.
    """
    kept, parts = {0, len(points) - 1}, [(0, len(points) - 1)]
    while parts:
        first, last = parts.pop()
        if last - first < 2:
            continue
        inner, chord = points[first + 1 : last] - points[first], points[last] - points[first]
        along = np.clip(inner @ chord / max(float(chord @ chord), 1e-300), 0.0, 1.0)
        away = np.linalg.norm(inner - along[:, None] * chord, axis=1)
        if away.max() > tolerance:
            middle = first + 1 + int(np.argmax(away))
            kept.add(middle)
            parts += [(first, middle), (middle, last)]
    return np.array(sorted(kept))


def drawn(tracks: Sequence[Track]) -> dict[str, tuple[list[Track], int]]:
    """Return by class the tracks that are drawn and how many there are; the most numerous class comes first."""
    classes, numbers = np.unique([name for name, *_ in tracks], return_counts=True)
    counts = dict(zip(classes.tolist(), numbers.tolist(), strict=True))
    thinned = thin(tracks)
    order = sorted(counts, key=lambda name: (-counts[name], name))
    return {name: ([track for track in thinned if track[0] == name], counts[name]) for name in order}


def evenly(count: int, most: int) -> list[int]:
    """Return at most so many places of 0 to ``count`` - 1, spread evenly with both ends."""
    places: list[int] = np.unique(np.linspace(0, count - 1, min(count, most)).round().astype(int)).tolist()
    return places


def _tracks(tracks: Sequence[Track]) -> list[dict[str, Any]]:
    """Return one line trace for each class, its tracks joined with gaps; the most numerous class lies lowest."""
    by_class = drawn(tracks)
    colours = palette.colours(by_class, palette.THREATS)
    rank = {name: index for index, name in enumerate(palette.in_order(by_class, palette.THREATS))}
    return [
        {
            "x": joined([east for _, east, _, _ in own]),
            "y": joined([north for _, _, north, _ in own]),
            "mode": "lines",
            "line": {"color": colours[name], "width": 1.5, "dash": palette.DASHES.get(name)},
            "opacity": float(np.clip(30 / len(own), 0.5, 1.0)),
            "name": label_of(name, len(own), count),
            "legendgroup": f"track/{name}",
            "legendgrouptitle": {"text": LAYERS["track"]},
            "legendrank": 100 + rank[name],
            "hoverinfo": "name",
        }
        for name, (own, count) in by_class.items()
    ]


def label_of(name: str, shown: int, count: int) -> str:
    """Return what a class is called in a legend: with its number, and how many of it are drawn if these are fewer."""
    told = f"{count:,}" if shown == count else f"{shown:,} of {count:,}"
    return f"{html.escape(words.label(name))} ({told})"


def _sites(sites: Table) -> list[dict[str, Any]]:
    """Return one marker trace for each class of site; assets are one trace, with their class shown on hover."""
    groups: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in sites.records():
        groups[row["kind"], "" if row["kind"] in {"asset", "launch_area"} else row["class"]].append(row)
    return [
        {
            "x": [round(row["east_km"], 2) for row in rows],
            "y": [round(row["north_km"], 2) for row in rows],
            "mode": "markers",
            "marker": {
                "symbol": _SYMBOLS.get(kind, "x"),
                "size": 7 if kind == "fire_unit" else 9,
                "color": _colour(kind, name),
                "line": {"color": "#ffffff", "width": 0 if kind == "launch_area" else 0.8},
            },
            "text": [_hover(row) for row in rows],
            "hovertemplate": "%{text}<extra></extra>",
            "name": _site_label(kind, name, len(rows)),
            "legendgroup": f"{kind}/{name}",
            "legendgrouptitle": {"text": LAYERS[kind]},
            "legendrank": _RANKS[kind] + _place(kind, name),
            "visible": "legendonly",
        }
        for (kind, name), rows in groups.items()
    ]


_RANKS = {"fire_unit": 200, "sensor": 300, "asset": 400, "launch_area": 500}


def _ranges(sites: Table) -> list[dict[str, Any]]:
    """Return range circles, one trace for each class, shown and hidden with its sites."""
    groups: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in sites.records():
        if (
            row["kind"] in {"sensor", "fire_unit", "launch_area"}
            and np.isfinite(row["range_km"])
            and row["range_km"] > 0
        ):
            groups[row["kind"], "" if row["kind"] == "launch_area" else row["class"]].append(row)
    traces = []
    for (kind, name), rows in groups.items():
        rings = [about(row, ring(row["range_km"])) for row in rows]
        trace = {
            "x": joined([ring[:, 0] for ring in rings], 2),
            "y": joined([ring[:, 1] for ring in rings], 2),
            "mode": "lines",
            "line": {"color": _colour(kind, name), "width": 1, "dash": "dot" if kind == "sensor" else "solid"},
            "opacity": 0.45,
            "hoverinfo": "skip",
            "legendgroup": f"{kind}/{name}",
            "showlegend": False,
            "visible": "legendonly",
        }
        traces.append(trace)
    return traces


def ring(range_km: float) -> Array:
    """Return a closed polygon (k, 2) about a circle's middle: with sides enough that it lies near the circle."""
    # Its sides lie at most range (1 - cos(pi / sides)) inside.
    sides = math.pi / math.acos(max(1.0 - CIRCLE_KM / range_km, 0.0))
    angle = np.linspace(0.0, 2.0 * np.pi, int(np.clip(math.ceil(sides), SIDES_MIN, SIDES_MAX)) + 1)
    return range_km * np.column_stack([np.sin(angle), np.cos(angle)])


def about(site: dict[str, Any], line: Array) -> Array:
    """Return a line about a site, both to 0.01 km: lines of one shape then are the same steps, which pack as one."""
    middle = (site["east_km"], site["north_km"], 0.0)[: line.shape[1]]
    around: Array = line.round(2) + np.round(middle, 2)
    return around


def joined(lines: Sequence[Array], decimals: int = 1) -> Array:
    """Return lines one after the other with NaN between, to 0.1 km: more digits are not seen, and do not pack."""
    gap = np.array([np.nan])
    together: Array = np.concatenate([part for line in lines for part in (line, gap)][:-1] or [gap]).round(decimals)
    return together


def _colour(kind: str, name: str) -> str:
    known = {"fire_unit": palette.DEFENCES, "sensor": palette.SENSORS}.get(kind)
    if known is None:
        return _ASSET_COLOUR if kind == "asset" else palette.CLAIM
    return palette.colours([name], known)[name]


def _place(kind: str, name: str) -> int:
    known = {"fire_unit": palette.DEFENCES, "sensor": palette.SENSORS}.get(kind, {})
    return list(known).index(name) if name in known else len(known)


def _site_label(kind: str, name: str, count: int) -> str:
    words_of = {"asset": "Assets", "launch_area": "Launch areas"}.get(kind) or words.label(name)
    return f"{html.escape(words_of)} ({count:,})"


def _hover(row: dict[str, Any]) -> str:
    reach = f", range {words.number(row['range_km'])} km" if np.isfinite(row["range_km"]) else ""
    place = f"{row['east_km']:.0f} km east, {row['north_km']:.0f} km north"
    return f"<b>{html.escape(row['name'])}</b><br>{html.escape(words.label(row['class']))}{reach}<br>{place}"
