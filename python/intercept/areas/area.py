"""A defended area: its polygons, size, and the field of opportunities that it was drawn from."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

import intercept._core as _core
from intercept.areas import counting, geojson
from intercept.base.factories import by_calls
from intercept.base.printed import valued
from intercept.base.shown import Shown
from intercept.base.table import Table
from intercept.base.titles import OfScenario
from intercept.base.values import ByValue
from intercept.base.words import TOLD_MAX, counted, course, first_of, one_of_class, spelled
from intercept.earth.geodesics import area_m2
from intercept.earth.local_frame import Frame

if TYPE_CHECKING:
    from intercept.areas.boundary import Field

Array = npt.NDArray[np.float64]

# Of an area that is cut by the edge of its map.
GROWS = "it grows with the map (extent_m, --extent)"


@by_calls("ic.defended_area")
@dataclass(frozen=True, eq=False, repr=False)
class DefendedArea(ByValue, Shown):
    """The places that a defence can protect: flights of a class to them can be engaged `opportunities` times or more.

    Each of `polygons` is an outer ring followed by its holes; a ring is of shape (k, 2), latitude and longitude (rad).
    The grid of `field` has its x axis along the direction of flight about `centre` (rad). An area can be pickled and
    deep-copied, and compares by value.

    Model, sources, limits: docs/models/defended_area.md.

    Examples
    --------
    >>> import intercept as ic
    >>> place = (-0.7845, -2.1357)
    >>> radar = ic.Sensor.of_class("surveillance_radar", position=place)
    >>> unit = ic.FireUnit.of_class("medium_range_sam", position=place)
    >>> area = ic.defended_area(ic.Defence([radar], [unit]), "subsonic_cruise", resolution=11)
    >>> area.explain()[:47]
    'The defence has at least 1 opportunity to shoot'
    >>> area.polygons[0][0].shape[1], len(area.table()), len(area.fire_units_km())
    (2, 121, 1)
    >>> area.to_geojson()["geometry"]["type"], area.properties()["bounded"]
    ('MultiPolygon', False)
    >>> len(area.local_rings_km()), area.local_lines_km()[0].shape[1]
    (1, 2)
    """

    threat_class: str
    azimuth_rad: float
    opportunities: int
    keep_out_m: float
    range_m: float
    overrides: dict[str, float]
    centre: tuple[float, float]
    fire_units: tuple[tuple[str, str, float, float], ...]
    field: Field
    # What the rules of a raid say of fire units that do not engage the class; empty if all do.
    rule: str = ""
    # The name and the SHA-256 of the scenario whose defence it is of, as far as there is one and they are known.
    scenario: OfScenario = (None, None)

    def __repr__(self) -> str:
        """Tell class, direction and size."""
        flying = f"{spelled(self.threat_class)} flying {course(math.degrees(self.azimuth_rad))}"
        return f"<DefendedArea: {flying}, {at_least(self.opportunities)}, {self.area_km2:,.0f} km²>"

    def _shown(self) -> tuple[str, Table]:
        asked = ("class", "azimuth_deg", "opportunities", "area_km2", "bounded", "extent_km")
        found = self.properties()
        return self.explain(), Table.of_rows(asked, [[found[name] for name in asked]])

    @property
    def frame(self) -> Frame:
        """The local frame about the centre."""
        return Frame(*self.centre)

    @property
    def polygons(self) -> list[list[Array]]:
        """Rings in latitude and longitude (rad), the largest polygon first."""
        return [[self._geodetic(ring) for ring in polygon] for polygon in self.field.polygons]

    @property
    def area_km2(self) -> float:
        """Area on the ellipsoid inside the polygons."""
        return 1e-6 * math.fsum(area_m2(*ring.T) for polygon in self.polygons for ring in polygon)

    @property
    def bounded(self) -> bool:
        """Whether the area ends before the border of the grid; if not, only its part within `extent_m` is known."""
        return not any(_on_border(ring, self.field.axis_m).any() for polygon in self.field.polygons for ring in polygon)

    @property
    def dominant_reasons(self) -> list[tuple[str, int]]:
        """The reasons why points of the grid lie outside, the most frequent first, each with the number of points."""
        return counting.dominant(self.field.engaged, self.opportunities)

    def explain(self) -> str:
        """Say in sentences how large the area is, or why it is empty, and which units have rules against the class."""
        return " ".join(filter(None, (self._size(), self.rule)))

    def _size(self) -> str:
        values = ", ".join(valued(key, value) for key, value in self.overrides.items())
        with_values = f" ({values})" if values else ""
        against = f"{one_of_class(self.threat_class)}{with_values} flying {course(math.degrees(self.azimuth_rad))}"
        if self.field.polygons:
            where = f"an area of {self.area_km2:,.0f} km²" if self.bounded else f"an area {outline_told(self)}"
            counted_to = f" Counted up to the edge of {map_told(self)}, it has {self.area_km2:,.0f} km²; {GROWS}."
            first = f"The defence has {at_least(self.opportunities)} to shoot at {against} in {where}."
            return first if self.bounded else first + counted_to
        reasons = self.dominant_reasons
        others = f"other reasons at {sum(count for _, count in reasons[TOLD_MAX:]):,}"
        most = first_of([f"{spelled(reason)} at {count:,}" for reason, count in reasons], others, separator="; ")
        total = len(self.field.engaged)
        none = f"There is no place where the defence has {at_least(self.opportunities)} to shoot at {against}."
        return f"{none} Reasons at the {total:,} points of the grid: {most}."

    def table(self) -> Table:
        """Return one row for each point of the grid: place, opportunities, reason if too few, detection, intercepts."""
        x, y = (axis.ravel() for axis in np.meshgrid(self.field.axis_m, self.field.axis_m))
        east, north = self._local(np.column_stack([x, y])).T
        latitude, longitude = self.frame.to_geodetic(east, north)
        engaged, words = self.field.engaged, np.array(counting.reason_words())
        return Table(
            {
                "east_km": east / 1e3,
                "north_km": north / 1e3,
                "latitude_deg": np.degrees(latitude),
                "longitude_deg": np.degrees(longitude),
                "opportunities": engaged.opportunities,
                "reason": words[engaged.reason],
                "first_detection_s": engaged.first_detection_s,
                "first_intercept_km": engaged.first_intercept_m / 1e3,
                "last_intercept_km": engaged.last_intercept_m / 1e3,
            }
        )

    def local_rings_km(self) -> list[Array]:
        """Return the rings of all polygons, closed, as east and north of the centre, km."""
        rings = [ring for polygon in self.field.polygons for ring in polygon]
        return [self._local(np.vstack([ring, ring[:1]])) / 1e3 for ring in rings]

    def local_lines_km(self) -> list[Array]:
        """Return the boundary as lines (k, 2), km east and north of the centre: rings, open along the grid's border."""
        rings = [ring for polygon in self.field.polygons for ring in polygon]
        return [self._local(line) / 1e3 for ring in rings for line in _open(ring, _on_border(ring, self.field.axis_m))]

    def fire_units_km(self) -> list[tuple[str, float, float]]:
        """Return class, east and north (km) of the fire units."""
        latitude, longitude = (np.array([unit[k] for unit in self.fire_units]) for k in (2, 3))
        east, north = self.frame.to_local(latitude, longitude)
        places = zip(self.fire_units, east.tolist(), north.tolist(), strict=True)
        return [(unit[1], e / 1e3, n / 1e3) for unit, e, n in places]

    def properties(self) -> dict[str, Any]:
        """Return what was asked and found, as properties of a GeoJSON feature."""
        return {
            "class": self.threat_class,
            "azimuth_deg": round(math.degrees(self.azimuth_rad), 9),
            "opportunities": self.opportunities,
            "keep_out_m": self.keep_out_m,
            "range_m": self.range_m,
            "area_km2": self.area_km2,
            "bounded": self.bounded,
            "extent_km": float(self.field.axis_m[-1]) / 1e3,
            "explanation": self.explain(),
            **self.overrides,
        }

    def to_geojson(self) -> dict[str, Any]:
        """Return the area as a GeoJSON feature, RFC 7946: one MultiPolygon, empty where nothing is engaged."""
        return geojson.multi_polygon(self.polygons, self.properties())

    def _local(self, points: Array) -> Array:
        return turned(points, self.azimuth_rad)

    def _geodetic(self, ring: Array) -> Array:
        return np.column_stack(self.frame.to_geodetic(*self._local(ring).T))


def outline_told(area: DefendedArea) -> str:
    """Say how wide an area is across the approach and where it begins: neither depends on where the map ends behind it.

    Where the map's sides, or its end towards the approach, cut it, that is said instead.
    """
    along, across = np.vstack([ring for polygon in area.field.polygons for ring in polygon]).T
    limit = area.field.axis_m[-1] * (1.0 - 1e-12)
    sideways, ahead = bool((np.abs(across) >= limit).any()), bool((along <= -limit).any())
    wide = f"{'at least ' * sideways}{kilometres(np.ptp(across))} wide across the approach"
    if ahead:
        return f"{wide} that begins before the map does"
    places = turned(1e3 * np.array([unit[1:] for unit in area.fire_units_km()]), area.azimuth_rad, back=True)
    before = float(places[:, 0].min() - along.min())
    unit = "fire unit" if len(places) == 1 else "first fire unit"
    return f"{wide} that begins {kilometres(abs(before))} {'ahead of' if before >= 0.0 else 'beyond'} the {unit}"


def map_told(area: DefendedArea) -> str:
    """Say how large the map of an area is, which is a square."""
    return f"a map {kilometres(2.0 * area.field.axis_m[-1])} wide"


def kilometres(length_m: float) -> str:
    """Return a length in kilometres, as many digits as say something."""
    length_km = length_m / 1e3
    return f"{length_km:,.0f} km" if length_km >= 10.0 else f"{length_km:.2g} km"


def at_least(opportunities: int) -> str:
    """Return "at least 1 opportunity" or more."""
    return f"at least {counted(opportunities, 'opportunity', 'opportunities')}"


def _on_border(ring: Array, axis_m: Array) -> npt.NDArray[np.bool_]:
    """Tell which points of a ring lie on the border of the grid."""
    return np.asarray(np.abs(ring).max(axis=1) >= axis_m[-1] * (1.0 - 1e-12))


def _open(ring: Array, border: npt.NDArray[np.bool_]) -> list[Array]:
    """Return a closed ring as one line, or the lines between its parts along the border."""
    if not border.any():
        return [np.vstack([ring, ring[:1]])]
    if border.all():
        return []
    start = int(np.argmax(border & ~np.roll(border, -1)))
    points, beside = np.roll(ring, -start, axis=0), np.roll(border, -start)
    points, beside = np.vstack([points, points[:1]]), np.append(beside, beside[0])
    along = beside[1:] & beside[:-1]
    pieces = np.split(np.arange(len(points)), np.flatnonzero(along) + 1)
    return [points[piece] for piece in pieces if len(piece) > 1]


def turned(points: Array, azimuth_rad: float, *, back: bool = False) -> Array:
    """Return points along and to the left of a direction, (n, 2), as east and north; or back."""
    sine, cosine = math.sin(azimuth_rad), math.cos(azimuth_rad)
    x, y = points.T
    if back:
        return np.column_stack([x * sine + y * cosine, y * sine - x * cosine])
    return np.column_stack([x * sine - y * cosine, x * cosine + y * sine])


def destinations(centre: tuple[float, float], points: Array, azimuth_rad: float) -> tuple[Array, Array]:
    """Return the destinations (rad), (n, 2), of places along and to the left of a direction, and the azimuth there.

    The direction is carried parallel along the geodesic from the centre.
    """
    east, north = turned(points, azimuth_rad).T
    bearing, origin = np.arctan2(east, north), np.ones(len(points))
    latitude, longitude, arriving = _core.geodesic_direct(
        centre[0] * origin, centre[1] * origin, bearing, np.hypot(east, north)
    )
    return np.column_stack([latitude, longitude]), azimuth_rad + arriving - bearing
