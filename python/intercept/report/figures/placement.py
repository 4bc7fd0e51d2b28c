"""Map of a placement: assets, units that stand there anyway, candidates, and the chosen ones with their reach."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from intercept.report.look import palette
from intercept.report.look.chart import Panel, Series

if TYPE_CHECKING:
    from intercept.analysis.placed import Placement

CHOSEN, OTHER, ASSET = "#d55e00", "#56b4e9", "#1f2933"
CIRCLE = np.linspace(0.0, 2.0 * np.pi, 73)


def panels_of(found: Placement) -> list[Panel]:
    """Return the map, and the value that each further site protects."""
    return [_map(found), _curve(found)]


def _map(found: Placement) -> Panel:
    rows = list(found.sites.records())
    series = []
    for kind, name, colour in (
        ("fire_unit", "units that stand", palette.MUTED),
        ("asset", "assets", ASSET),
        ("candidate", "candidates not chosen", OTHER),
        ("chosen", "chosen sites", CHOSEN),
    ):
        own = [row for row in rows if row["kind"] == kind]
        if own:
            east, north = ([row[key] for row in own] for key in ("east_km", "north_km"))
            series.append(Series(name, east, north, colour=colour, marks=True))
    circles = [_circle(row) for row in rows if row["kind"] == "chosen" and math.isfinite(row["range_km"])]
    if circles:
        x, y = np.hstack(circles)
        series.append(Series("their greatest slant range", x, y, colour=CHOSEN))
    low, high = _ends(rows)
    middle = 0.5 * (low + high)
    return Panel(
        "Map",
        "East, km",
        "North, km",
        series,
        "Rings: the greatest slant range of the chosen units; what they can engage within depends on the flight. East"
        " and north of the scenario's origin.",
        extent=0.55 * max(float(np.max(high - low)), 10.0),
        middle=(float(middle[0]), float(middle[1])),
    )


def _circle(row: dict[str, Any]) -> np.ndarray:
    """Return a circle about a site as two rows, NaN behind it."""
    x = row["east_km"] + row["range_km"] * np.cos(CIRCLE)
    y = row["north_km"] + row["range_km"] * np.sin(CIRCLE)
    return np.array([np.append(x, np.nan), np.append(y, np.nan)])


def _ends(rows: Sequence[dict[str, Any]]) -> tuple[np.ndarray, np.ndarray]:
    places = np.array([(row["east_km"], row["north_km"]) for row in rows])
    reach = np.array([row["range_km"] if row["kind"] == "chosen" else 0.0 for row in rows])[:, np.newaxis]
    return (places - reach).min(axis=0), (places + reach).max(axis=0)


def _curve(found: Placement) -> Panel:
    rows = list(found.candidates.records())[: found.count]
    number = np.arange(found.count + 1, dtype=float)
    protected = np.concatenate([[0.0], np.cumsum([row["gain"] for row in rows])])
    series = [
        Series("chosen sites", number, protected, colour=CHOSEN),
        Series("no choice can exceed", number[[0, -1]], [found.bound] * 2, colour=palette.MUTED, dash="dash"),
    ]
    told = "Value that the first sites together protect under the model, in units of the assets' value."
    return Panel(
        "Value protected", "Number of sites", "Value protected, units of the assets' value", series, told, whole=True
    )
