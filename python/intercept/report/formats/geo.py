"""GeoJSON (RFC 7946): longitude, latitude and height above the ellipsoid, cut along the antimeridian."""

from __future__ import annotations

import json
from typing import Any

import numpy as np

from intercept.areas import geojson
from intercept.base.plain import document
from intercept.report.formats.shapes import AnyShape, Contents, Line, Place


def encoded(contents: Contents) -> bytes:
    """Return a collection with a feature for each shape."""
    features = [_feature(shape, contents) for shape in contents.shapes()]
    return (json.dumps(geojson.collection(features), allow_nan=False) + "\n").encode("utf-8")


def _feature(shape: AnyShape, contents: Contents) -> dict[str, Any]:
    told = {"name": shape.name} | document(shape.properties)
    if shape.span_s is not None:
        told |= {"begin": contents.at(shape.span_s[0]).isoformat(), "end": contents.at(shape.span_s[1]).isoformat()}
    if isinstance(shape, Place):
        return geojson.point(np.array([*shape.place, *([] if shape.altitude_m is None else [shape.altitude_m])]), told)
    if isinstance(shape, Line):
        height = np.empty((len(shape.places), 0)) if shape.altitude_m is None else shape.altitude_m[:, None]
        return geojson.line(np.hstack([shape.places, height]), told)
    return geojson.multi_polygon(shape.polygons, told)
