"""GeoJSON (RFC 7946): longitude and latitude in degrees on WGS 84, cut along the antimeridian (3.1.9).

Edges are straight in longitude and latitude (3.1.1); places are rounded to a centimetre.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from intercept.base.extras import require

Array = npt.NDArray[np.float64]
EXTRA = "areas"
# Of a degree: a centimetre.
DIGITS = 7


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
    return feature(antimeridian.fix_multi_polygon(whole, great_circle=False) if shapes else whole, properties)


def line(points: Array, properties: Mapping[str, Any]) -> dict[str, Any]:
    """Return a feature of one line, (k, 2) latitude and longitude (rad); raises as `multi_polygon`."""
    shapely, antimeridian = require("shapely", EXTRA), require("antimeridian", EXTRA)
    return feature(antimeridian.fix_line_string(shapely.LineString(_degrees(points)), great_circle=False), properties)


def feature(shape: Any, properties: Mapping[str, Any]) -> dict[str, Any]:  # noqa: ANN401 - shapely is an extra
    """Return a shape as a feature; values that are not numbers (NaN) become null."""
    shapely = require("shapely", EXTRA)
    known = {
        key: None if isinstance(value, float) and not np.isfinite(value) else value for key, value in properties.items()
    }
    geometry = json.loads(shapely.to_geojson(shapely.transform(shape, lambda places: np.round(places, DIGITS))))
    return {"type": "Feature", "geometry": geometry, "properties": known}


def collection(features: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return features as one collection."""
    return {"type": "FeatureCollection", "features": list(features)}


def _degrees(points: Array) -> Array:
    """Return longitude, from -180 to 180, and latitude, degrees."""
    longitude, latitude = np.degrees(points[:, ::-1]).T
    return np.column_stack([np.remainder(longitude + 180.0, 360.0) - 180.0, latitude])
