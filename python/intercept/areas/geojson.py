"""GeoJSON (RFC 7946): longitude and latitude in degrees on WGS 84, outer rings counter-clockwise, closed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from intercept.errors import InvalidParameterError

Array = npt.NDArray[np.float64]
# Of a degree: a centimetre.
DIGITS = 7


def multi_polygon(polygons: Sequence[Sequence[Array]], properties: Mapping[str, Any]) -> dict[str, Any]:
    """Return a feature of polygons, each an outer ring and its holes, (k, 2) latitude and longitude (rad)."""
    rings = [[_closed(_degrees(ring)) for ring in polygon] for polygon in polygons]
    return feature({"type": "MultiPolygon", "coordinates": rings}, properties)


def line(points: Array, properties: Mapping[str, Any]) -> dict[str, Any]:
    """Return a feature of one line, (k, 2) latitude and longitude (rad)."""
    return feature({"type": "LineString", "coordinates": _degrees(points)}, properties)


def feature(geometry: Mapping[str, Any], properties: Mapping[str, Any]) -> dict[str, Any]:
    """Return a feature; values that are not numbers (NaN) become null."""
    known = {
        key: None if isinstance(value, float) and not np.isfinite(value) else value for key, value in properties.items()
    }
    return {"type": "Feature", "geometry": dict(geometry), "properties": known}


def collection(features: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return features as one collection."""
    return {"type": "FeatureCollection", "features": list(features)}


def _degrees(points: Array) -> list[list[float]]:
    latitude, longitude = np.degrees(points).T
    longitude = np.remainder(longitude + 180.0, 360.0) - 180.0
    if np.ptp(longitude) > 180.0:
        raise InvalidParameterError(
            "GeoJSON is not allowed here: the shape crosses the antimeridian, where a file would have to cut it; move"
            " the notional place"
        )
    return np.round(np.column_stack([longitude, latitude]), DIGITS).tolist()  # type: ignore[no-any-return]


def _closed(ring: list[list[float]]) -> list[list[float]]:
    return [*ring, ring[0]]
