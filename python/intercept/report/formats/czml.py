"""CZML by czml3 (extra `formats`), for Cesium: a clock, moving paths, windows as availability, areas on the ground.

Heights are above the ellipsoid, as CZML has them. Between two points Cesium moves in a straight line in space.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from intercept.base.extras import require
from intercept.report.formats.shapes import AnyShape, Contents, Line, Place, Region, Span, told

EXTRA = "formats"
# How long the clock takes for all, s; the trail that a moving point leaves stays for good.
PLAYED_S, TRAIL_S = 60.0, 1e7
AREA_OPACITY, POINT_PIXELS, LINE_PIXELS = 77, 8.0, 2.0


def encoded(contents: Contents) -> bytes:
    """Return a document whose clock runs over all that has a time, with a packet for each shape."""
    library, shapes = require("czml3", EXTRA), contents.shapes()
    maker = _Maker(contents)
    packets = [packet for shape in shapes for packet in maker.packets(shape)]
    document = library.Document(packets=[maker.preamble(shapes), *packets])
    return (str(document.model_dump_json(exclude_none=True)) + "\n").encode("utf-8")


class _Maker:
    def __init__(self, contents: Contents) -> None:
        self.contents = contents
        self.czml, self.core = require("czml3.properties", EXTRA), require("czml3.core", EXTRA)
        self.types = require("czml3.types", EXTRA)

    def preamble(self, shapes: Sequence[AnyShape]) -> Any:  # noqa: ANN401 - czml3 is an extra
        """Return the packet of the document: with a clock where anything has a time."""
        spans = [shape.span_s for shape in shapes if shape.span_s is not None]
        clock = None
        if spans:
            begin, end = min(span[0] for span in spans), max(span[1] for span in spans)
            speed = max(1.0, round((end - begin) / PLAYED_S))
            whole = self._interval((begin, end))
            clock = self.czml.Clock(interval=whole, currentTime=self._at(begin), multiplier=speed)
        return self.core.Packet(id="document", name=self.contents.title, version="1.0", clock=clock)

    def packets(self, shape: AnyShape) -> list[Any]:
        """Return the packets of a shape."""
        if isinstance(shape, Place):
            return [self._packet(shape, shape.key, position=self._still(shape), point=self._point(shape))]
        if isinstance(shape, Region):
            return [
                self._packet(shape, f"{shape.key}-{k}", polygon=self._polygon(shape, rings))
                for k, rings in enumerate(shape.polygons)
            ]
        if shape.time_s is not None and shape.between is None:
            drawn = {"position": self._moving(shape), "point": self._point(shape), "path": self._trail(shape)}
            return [self._packet(shape, shape.key, **drawn)]
        found = [self._packet(shape, shape.key, polyline=self._polyline(shape))]
        if shape.between is not None:
            linked = self._packet(shape, f"{shape.key}-link", polyline=self._link(shape))
            linked.availability = self._interval(shape.between_s)
            found.append(linked)
        return found

    def _packet(self, shape: AnyShape, key: str, **drawn: Any) -> Any:  # noqa: ANN401
        span = None if shape.span_s is None else self._interval(shape.span_s)
        return self.core.Packet(id=key, name=shape.name, availability=span, properties=told(shape), **drawn)

    def _at(self, time_s: float) -> str:
        return self.contents.at(time_s).isoformat().replace("+00:00", "Z")

    def _interval(self, span: Span) -> Any:  # noqa: ANN401
        return self.types.TimeInterval(start=self._at(span[0]), end=self._at(span[1]))

    def _colour(self, shape: AnyShape, opacity: int = 255) -> Any:  # noqa: ANN401
        parts = [int(shape.colour[k : k + 2], 16) for k in (1, 3, 5)]
        return self.czml.Color(rgba=[*parts, opacity])

    def _material(self, shape: AnyShape) -> Any:  # noqa: ANN401
        solid = self.czml.SolidColorMaterial(color=self._colour(shape))
        return self.czml.PolylineMaterial(solidColor=solid)

    def _point(self, shape: AnyShape) -> Any:  # noqa: ANN401
        return self.czml.Point(pixelSize=POINT_PIXELS, color=self._colour(shape))

    def _still(self, shape: Place) -> Any:  # noqa: ANN401
        latitude, longitude = np.degrees(shape.place).tolist()
        return self.czml.Position(cartographicDegrees=[longitude, latitude, shape.altitude_m or 0.0])

    def _moving(self, shape: Line) -> Any:  # noqa: ANN401
        values = _flat(shape, np.asarray(shape.time_s))
        zero = self._at(0.0)
        return self.czml.Position(epoch=zero, cartographicDegrees=values, interpolationAlgorithm="LINEAR")

    def _trail(self, shape: Line) -> Any:  # noqa: ANN401
        material = self._material(shape)
        return self.czml.Path(leadTime=0.0, trailTime=TRAIL_S, width=LINE_PIXELS, material=material)

    def _polyline(self, shape: Line) -> Any:  # noqa: ANN401
        ground = shape.altitude_m is None
        return self.czml.Polyline(
            positions=self.czml.PositionList(cartographicDegrees=_flat(shape)),
            arcType="GEODESIC" if ground else "NONE",
            clampToGround=ground,
            width=LINE_PIXELS,
            material=self._material(shape),
        )

    def _link(self, shape: Line) -> Any:  # noqa: ANN401
        ends = [f"{key}#position" for key in shape.between or ()]
        positions = self.czml.PositionList(references=ends)
        return self.czml.Polyline(positions=positions, arcType="NONE", width=1.0, material=self._material(shape))

    def _polygon(self, shape: Region, rings: Sequence[npt.NDArray[np.float64]]) -> Any:  # noqa: ANN401
        outer, *holes = (_on_the_ground(ring) for ring in rings)
        fill = self.czml.SolidColorMaterial(color=self._colour(shape, AREA_OPACITY))
        return self.czml.Polygon(
            positions=self.czml.PositionList(cartographicDegrees=outer),
            holes=self.czml.PositionListOfLists(cartographicDegrees=holes) if holes else None,
            material=self.czml.Material(solidColor=fill),
        )


def _flat(line: Line, *first: npt.NDArray[np.float64]) -> list[float]:
    latitude, longitude = np.degrees(line.places).round(9).T
    height = np.zeros(len(latitude)) if line.altitude_m is None else line.altitude_m.round(3)
    return [float(value) for value in np.column_stack([*first, longitude, latitude, height]).ravel()]


def _on_the_ground(ring: npt.NDArray[np.float64]) -> list[float]:
    latitude, longitude = np.degrees(ring).round(9).T
    return [float(value) for value in np.column_stack([longitude, latitude, np.zeros(len(latitude))]).ravel()]
