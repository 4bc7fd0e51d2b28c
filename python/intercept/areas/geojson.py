"""GeoJSON (RFC 7946): longitude and latitude in degrees on WGS 84, outer rings counter-clockwise, closed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from intercept.areas import antimeridian

Array = npt.NDArray[np.float64]
# Of a degree: a centimetre.
DIGITS = 7


def multi_polygon(polygons: Sequence[Sequence[Array]], properties: Mapping[str, Any]) -> dict[str, Any]:
    """Return a feature of polygons, each an outer ring and its holes, (k, 2) latitude and longitude (rad).

    What crosses the antimeridian is cut there.
    """
    cut = antimeridian.cut([[np.degrees(ring[:, ::-1]) for ring in polygon] for polygon in polygons])
    rings = [[_closed(np.round(ring, DIGITS).tolist()) for ring in polygon] for polygon in cut]
    return feature({"type": "MultiPolygon", "coordinates": rings}, properties)


def line(points: Array, properties: Mapping[str, Any]) -> dict[str, Any]:
    """Return a feature of one line, (k, 2) latitude and longitude (rad), cut where it crosses the antimeridian."""
    longitude, latitude = np.degrees(points[:, ::-1]).T
    east = np.concatenate(
        [longitude[:1], longitude[0] + np.cumsum(np.remainder(np.diff(longitude) + 180.0, 360.0) - 180.0)]
    )
    turn = np.floor((east + 180.0) / 360.0)
    parts: list[list[list[float]]] = [[]]
    for k in range(len(east)):
        if k and turn[k] != turn[k - 1]:
            meridian = 360.0 * max(turn[k], turn[k - 1]) - 180.0
            at = latitude[k - 1] + (meridian - east[k - 1]) / (east[k] - east[k - 1]) * (latitude[k] - latitude[k - 1])
            parts[-1].append([round(meridian - 360.0 * turn[k - 1], DIGITS), round(float(at), DIGITS)])
            parts.append([[round(meridian - 360.0 * turn[k], DIGITS), round(float(at), DIGITS)]])
        parts[-1].append([round(float(east[k] - 360.0 * turn[k]), DIGITS), round(float(latitude[k]), DIGITS)])
    if len(parts) == 1:
        return feature({"type": "LineString", "coordinates": parts[0]}, properties)
    return feature({"type": "MultiLineString", "coordinates": parts}, properties)


def feature(geometry: Mapping[str, Any], properties: Mapping[str, Any]) -> dict[str, Any]:
    """Return a feature; values that are not numbers (NaN) become null."""
    known = {
        key: None if isinstance(value, float) and not np.isfinite(value) else value for key, value in properties.items()
    }
    return {"type": "Feature", "geometry": dict(geometry), "properties": known}


def collection(features: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return features as one collection."""
    return {"type": "FeatureCollection", "features": list(features)}


def _closed(ring: list[list[float]]) -> list[list[float]]:
    return [*ring, ring[0]]
