"""KML 2.2 and KMZ by fastkml (extra `formats`): lines at absolute altitudes, places and areas on the ground.

KML counts absolute altitudes from mean sea level, the package from the ellipsoid; they are written as they are, and
each file says so. Lines and areas are cut along the antimeridian.
"""

from __future__ import annotations

import io
import zipfile
from types import SimpleNamespace
from typing import Any

import numpy as np

from intercept.areas import geojson
from intercept.base.extras import require
from intercept.earth.antimeridian import cut
from intercept.report.formats.shapes import AnyShape, Contents, Line, Place, Region, told
from intercept.report.formats.xml_text import xml_text

EXTRA = "formats"
HEIGHTS = (
    "Altitudes are heights above the WGS-84 ellipsoid, which KML takes as heights above mean sea level: the two differ"
    " by up to about 100 m."
)
PARTS = ("enums", "geometry", "kml", "styles", "data", "times", "features", "containers")
DECLARED = '<?xml version="1.0" encoding="UTF-8"?>\n'
LINE_WIDTH, OPAQUE, AREA_OPACITY = 2.0, "ff", "4d"


def encoded(contents: Contents) -> bytes:
    """Return the shapes as placemarks, with what is known of each and the time span in which it is there."""
    parts = {name: require(f"fastkml.{name}", EXTRA) for name in PARTS}
    fast = SimpleNamespace(**parts, pygeoif=require("pygeoif", EXTRA))
    shapes = contents.shapes()
    document = fast.containers.Document(
        name=xml_text(contents.title),
        description=HEIGHTS,
        styles=[_style(colour, fast) for colour in dict.fromkeys(shape.colour for shape in shapes)],
        features=[_placemark(shape, contents, fast) for shape in shapes],
    )
    whole = fast.kml.KML(features=[document])
    return (DECLARED + str(whole.to_string(prettyprint=False)) + "\n").encode("utf-8")


def zipped(contents: Contents) -> bytes:
    """Return KMZ: the same, compressed, of the same bytes each time."""
    drawn = io.BytesIO()
    with zipfile.ZipFile(drawn, "w", zipfile.ZIP_DEFLATED) as archive:
        # Without the time of the clock.
        entry = zipfile.ZipInfo("doc.kml", date_time=(1980, 1, 1, 0, 0, 0))
        entry.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(entry, encoded(contents))
    return drawn.getvalue()


def _placemark(shape: AnyShape, contents: Contents, fast: Any) -> Any:  # noqa: ANN401 - fastkml is an extra
    known = told(shape).items()
    span = None
    if shape.span_s is not None:
        begin, end = (fast.times.KmlDateTime(contents.at(s)) for s in shape.span_s)
        span = fast.times.TimeSpan(begin=begin, end=end)
    return fast.features.Placemark(
        name=xml_text(shape.name),
        times=span,
        style_url=fast.styles.StyleUrl(url=f"#{_key(shape.colour)}"),
        extended_data=fast.data.ExtendedData(
            elements=[
                fast.data.Data(name=xml_text(name), value="" if value is None else xml_text(str(value)))
                for name, value in known
            ]
        ),
        kml_geometry=_geometry(shape, fast),
    )


def _geometry(shape: AnyShape, fast: Any) -> Any:  # noqa: ANN401
    kinds, plane = fast.geometry, fast.pygeoif
    if isinstance(shape, Region):
        ground = fast.enums.AltitudeMode.clamp_to_ground
        parts = geojson.multi_polygon(shape.polygons, {})["geometry"]["coordinates"]
        polygons = [
            kinds.Polygon(altitude_mode=ground, geometry=plane.Polygon(outer, holes)) for outer, *holes in parts
        ]
        return kinds.MultiGeometry(kml_geometries=polygons)
    on_ground = shape.altitude_m is None
    modes = fast.enums.AltitudeMode
    options = {"altitude_mode": modes.clamp_to_ground if on_ground else modes.absolute}
    if isinstance(shape, Place):
        latitude, longitude = np.degrees(shape.place).round(9).tolist()
        height = [] if shape.altitude_m is None else [round(shape.altitude_m, 3)]
        return kinds.Point(geometry=plane.Point(longitude, latitude, *height), **options)
    # Along the ground from point to point.
    options["tessellate"] = on_ground
    lines = [kinds.LineString(geometry=plane.LineString(piece), **options) for piece in _pieces(shape)]
    return lines[0] if len(lines) == 1 else kinds.MultiGeometry(kml_geometries=lines)


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


def _key(colour: str) -> str:
    return f"colour-{colour[1:]}"


def _style(colour: str, fast: Any) -> Any:  # noqa: ANN401
    # Of the order alpha, blue, green, red.
    red, green, blue = (colour[k : k + 2] for k in (1, 3, 5))
    own, faint = (f"{opacity}{blue}{green}{red}" for opacity in (OPAQUE, AREA_OPACITY))
    kinds = fast.styles
    look = [kinds.LineStyle(color=own, width=LINE_WIDTH), kinds.PolyStyle(color=faint)]
    return kinds.Style(id=_key(colour), styles=look)
