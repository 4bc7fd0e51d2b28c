"""KML 2.2 and KMZ by simplekml (extra `formats`): lines at absolute altitudes, places and areas on the ground.

KML counts absolute altitudes from mean sea level, the package from the ellipsoid; they are written as they are, and
each file says so. Lines and areas are cut along the antimeridian.
"""

from __future__ import annotations

import io
import threading
import zipfile
from typing import Any

import numpy as np

from intercept.areas import geojson
from intercept.base.extras import require
from intercept.earth.antimeridian import cut
from intercept.report.formats.shapes import AnyShape, Contents, Line, Place, Region, plain
from intercept.report.formats.xml_text import xml_text

EXTRA = "formats"
HEIGHTS = (
    "Altitudes are heights above the WGS-84 ellipsoid, which KML takes as heights above mean sea level: the two differ"
    " by up to about 100 m."
)
LINE_WIDTH, AREA_OPACITY = 2, 0x4D
# The library numbers what it makes for the whole process.
_ONE_AT_A_TIME = threading.Lock()


def encoded(contents: Contents) -> bytes:
    """Return the shapes as placemarks, with what is known of each and the time span in which it is there."""
    simplekml = require("simplekml", EXTRA)
    shapes = contents.shapes()
    with _ONE_AT_A_TIME:
        simplekml.Kml.resetidcounter()
        document = simplekml.Kml(name=xml_text(contents.title), description=HEIGHTS)
        styles: dict[str, Any] = {}
        for shape in shapes:
            mark = _placemark(shape, document)
            mark.style = styles.setdefault(shape.colour, _style(shape.colour, simplekml))
            for name, value in plain(shape.properties).items():
                mark.extendeddata.newdata(xml_text(name), "" if value is None else xml_text(str(value)))
            if shape.span_s is not None:
                mark.timespan.begin, mark.timespan.end = (contents.at(s).isoformat() for s in shape.span_s)
        return str(document.kml(format=False)).encode("utf-8")


def zipped(contents: Contents) -> bytes:
    """Return KMZ: the same, compressed, of the same bytes each time."""
    drawn = io.BytesIO()
    with zipfile.ZipFile(drawn, "w", zipfile.ZIP_DEFLATED) as archive:
        # Without the time of the clock.
        entry = zipfile.ZipInfo("doc.kml", date_time=(1980, 1, 1, 0, 0, 0))
        entry.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(entry, encoded(contents))
    return drawn.getvalue()


def _placemark(shape: AnyShape, document: Any) -> Any:  # noqa: ANN401 - simplekml is an extra
    name = xml_text(shape.name)
    if isinstance(shape, Place):
        mark = document.newpoint(name=name, coords=[_coordinates(shape.place, shape.altitude_m)])
        mark.altitudemode = _mode(shape.altitude_m)
        return mark
    if isinstance(shape, Region):
        parts = geojson.multi_polygon(shape.polygons, {})["geometry"]["coordinates"]
        mark = document.newmultigeometry(name=name)
        for outer, *holes in parts:
            mark.newpolygon(outerboundaryis=outer, innerboundaryis=holes).altitudemode = _mode(None)
        return mark
    pieces = _pieces(shape)
    several = len(pieces) > 1
    mark = document.newmultigeometry(name=name) if several else document.newlinestring(name=name, coords=pieces[0])
    for line in (mark.newlinestring(coords=piece) for piece in pieces) if several else (mark,):
        line.altitudemode = _mode(shape.altitude_m)
        # Along the ground from point to point.
        line.tessellate = int(shape.altitude_m is None)
    return mark


def _mode(altitude: object) -> str:
    return "clampToGround" if altitude is None else "absolute"


def _pieces(line: Line) -> list[list[tuple[float, ...]]]:
    known = [np.degrees(line.places[:, 0])] + ([] if line.altitude_m is None else [line.altitude_m])
    parts = cut(np.degrees(line.places[:, 1]), np.column_stack(known))
    digits = (9, 9, 3)
    return [
        [
            tuple(round(value, places) for value, places in zip((east, *others), digits, strict=False))
            for east, others in zip(longitude.tolist(), columns.tolist(), strict=True)
        ]
        for longitude, columns in parts
    ]


def _coordinates(place: tuple[float, float], altitude_m: float | None) -> tuple[float, ...]:
    latitude, longitude = np.degrees(place).round(9).tolist()
    return (longitude, latitude) if altitude_m is None else (longitude, latitude, round(altitude_m, 3))


def _style(colour: str, simplekml: Any) -> Any:  # noqa: ANN401
    # Of the order alpha, blue, green, red.
    red, green, blue = (colour[k : k + 2] for k in (1, 3, 5))
    style = simplekml.Style()
    style.linestyle.color = style.iconstyle.color = f"ff{blue}{green}{red}"
    style.linestyle.width = LINE_WIDTH
    style.polystyle.color = f"{AREA_OPACITY:02x}{blue}{green}{red}"
    return style
