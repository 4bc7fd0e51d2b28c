"""GPX 1.1 by gpxpy (extra `formats`): a track for each line, with its times; a waypoint for each place."""

from __future__ import annotations

import json
from typing import Any

import numpy as np

from intercept.base.extras import require
from intercept.earth.antimeridian import cut
from intercept.report.formats.shapes import Contents, Line, Place, told
from intercept.report.formats.xml_text import xml_text

EXTRA = "formats"
# Longitudes lie below 180 (longitudeType of the schema): a tenth of a millimetre before it.
EAST_MAX_DEG = 180.0 - 1e-9


def encoded(contents: Contents) -> bytes:
    """Return tracks and waypoints; a track in one segment for each side of the antimeridian."""
    gpx = require("gpxpy.gpx", EXTRA)
    file = gpx.GPX()
    file.creator, file.name = "intercept", xml_text(contents.title)
    for shape in contents.shapes():
        named = {"name": xml_text(shape.name), "description": xml_text(json.dumps(told(shape)))}
        if isinstance(shape, Place):
            latitude, longitude = np.degrees(shape.place).round(9).tolist()
            file.waypoints.append(gpx.GPXWaypoint(latitude, min(longitude, EAST_MAX_DEG), shape.altitude_m, **named))
        elif isinstance(shape, Line):
            track = gpx.GPXTrack(**named)
            track.segments = _segments(shape, contents, gpx)
            file.tracks.append(track)
    return str(file.to_xml(version="1.1")).encode("utf-8")


def _segments(line: Line, contents: Contents, gpx: Any) -> list[Any]:  # noqa: ANN401 - gpxpy is an extra
    known = [np.degrees(line.places[:, 0])]
    known += [column for column in (line.altitude_m, line.time_s) if column is not None]
    segments = []
    for longitude, others in cut(np.degrees(line.places[:, 1]), np.column_stack(known)):
        points = []
        for east, (north, *more) in zip(longitude.round(9).tolist(), others.tolist(), strict=True):
            point = gpx.GPXTrackPoint(round(north, 9), min(east, EAST_MAX_DEG))
            if line.altitude_m is not None:
                point.elevation = round(more[0], 3)
            if line.time_s is not None:
                point.time = contents.at(more[-1])
            points.append(point)
        segments.append(gpx.GPXTrackSegment(points))
    return segments
