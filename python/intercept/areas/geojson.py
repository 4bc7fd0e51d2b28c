"""GeoJSON (RFC 7946): longitude and latitude in degrees on WGS 84, cut along the antimeridian (3.1.9).

Edges are straight in longitude and latitude (3.1.1); places are rounded to a centimetre. Heights are above the
ellipsoid (3.1.1), in metres.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from intercept.base.extras import require
from intercept.earth.antimeridian import cut

Array = npt.NDArray[np.float64]
EXTRA = "areas"
# Of a degree a centimetre, of a height a millimetre.
DIGITS = 7, 7, 3


def multi_polygon(polygons: Sequence[Sequence[Array]], properties: Mapping[str, Any]) -> dict[str, Any]:
    """Return a feature of polygons, each an outer ring and its holes, (k, 2) latitude and longitude (rad).

    Raises
    ------
    MissingExtraError
        The extra `areas` is missing.
    """
    shapely, antimeridian = require("shapely", EXTRA), require("antimeridian", EXTRA)
    shapes = [shapely.Polygon(_degrees(rings[0]), [_degrees(hole) for hole in rings[1:]]) for rings in polygons]
    whole = shapely.MultiPolygon(shapes)
    fixed = antimeridian.fix_multi_polygon(whole, great_circle=False) if shapes else whole
    return feature(json.loads(shapely.to_geojson(shapely.transform(fixed, _rounded))), properties)


def line(points: Array, properties: Mapping[str, Any]) -> dict[str, Any]:
    """Return a feature of one line, (k, 2) latitude and longitude (rad), or (k, 3) with the height (m)."""
    degrees = _degrees(points)
    pieces = [np.column_stack([east, others]) for east, others in cut(degrees[:, 0], degrees[:, 1:])]
    listed = [_rounded(piece).tolist() for piece in pieces]
    if len(listed) == 1:
        return feature({"type": "LineString", "coordinates": listed[0]}, properties)
    return feature({"type": "MultiLineString", "coordinates": listed}, properties)


def point(place: Array, properties: Mapping[str, Any]) -> dict[str, Any]:
    """Return a feature of one place, latitude and longitude (rad), and the height (m) if it has one."""
    return feature({"type": "Point", "coordinates": _rounded(_degrees(place[None, :]))[0].tolist()}, properties)


def feature(geometry: Mapping[str, Any], properties: Mapping[str, Any]) -> dict[str, Any]:
    """Return a geometry as a feature; values that are not numbers (NaN) become null."""
    known = {
        key: None if isinstance(value, float) and not np.isfinite(value) else value for key, value in properties.items()
    }
    return {"type": "Feature", "geometry": geometry, "properties": known}


def collection(features: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return features as one collection."""
    return {"type": "FeatureCollection", "features": list(features)}


def _degrees(points: Array) -> Array:
    """Return longitude, from -180 to 180, and latitude, degrees, and what else the points have."""
    latitude, longitude = np.degrees(points[:, :2]).T
    return np.column_stack([np.remainder(longitude + 180.0, 360.0) - 180.0, latitude, points[:, 2:]])


def _rounded(places: Array) -> Array:
    return np.column_stack([np.round(column, digits) for column, digits in zip(places.T, DIGITS, strict=False)])
