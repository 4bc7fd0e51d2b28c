"""Geodesics of WGS-84: both problems, lines of several legs, and areas of polygons.

Areas: by a projection that keeps them. With the authalic latitude xi, sin(xi) = q(phi)/q(pi/2), the map (longitude,
sin(xi)) keeps areas: an element of the ellipsoid is R_q^2 d(sin xi) d(longitude), R_q = a sqrt(q(pi/2)/2), and

    q(phi) = (1 - e^2) [ sin(phi)/(1 - e^2 sin^2(phi)) + artanh(e sin(phi))/e ]

(Snyder, Map Projections: A Working Manual, USGS Professional Paper 1395, 1987, eqs. 3-11 to 3-13.) A polygon's area is
Green's theorem there; its edges are taken as straight in the map.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

import intercept._core as _core
from intercept.base.arguments import numbers
from intercept.base.arguments import threads as checked_threads
from intercept.base.values import ByValue
from intercept.base.words import numeral
from intercept.earth.frame_arguments import together
from intercept.earth.places import EQUATORIAL_RADIUS_M, POLAR_RADIUS_M, point
from intercept.errors import InvalidParameterError

Array = npt.NDArray[np.float64]

POINTS_MAX = 10_000
LENGTH_MIN_M, LENGTH_MAX_M = 10.0, 2e7
_E2 = 1.0 - (POLAR_RADIUS_M / EQUATORIAL_RADIUS_M) ** 2
_E = np.sqrt(_E2)


def geodesic_direct(
    latitude_rad: npt.ArrayLike,
    longitude_rad: npt.ArrayLike,
    *,
    azimuth_rad: npt.ArrayLike,
    distance_m: npt.ArrayLike,
    threads: int = 0,
) -> tuple[Array, Array, Array]:
    """Return latitude, longitude and azimuth (rad), each (n,), at a distance along the geodesic of WGS-84.

    C. F. F. Karney, "Algorithms for geodesics", J. Geodesy 87 (2013), through the crate geographiclib-rs: 15 nm.

    At most `threads` threads, 0 for all cores, share some thousand rows or more; the result is the same for any number.

    Raises
    ------
    InvalidParameterError
        A latitude beyond a right angle, or shapes that do not fit; NaN gives NaN.

    Examples
    --------
    >>> import intercept as ic
    >>> latitude, longitude, azimuth = ic.earth.geodesic_direct(-0.785, -2.18, azimuth_rad=0.0, distance_m=100e3)
    >>> latitude.round(5).tolist(), longitude.round(5).tolist()
    ([-0.76929], [-2.18])
    """
    given = {"latitude_rad": latitude_rad, "longitude_rad": longitude_rad}
    given |= {"azimuth_rad": azimuth_rad, "distance_m": distance_m}
    latitude, longitude, azimuth, distance = together(given)
    return _core.geodesic_direct(latitude, longitude, azimuth, distance, checked_threads(threads))


def geodesic_inverse(
    latitude_1_rad: npt.ArrayLike,
    longitude_1_rad: npt.ArrayLike,
    latitude_2_rad: npt.ArrayLike,
    longitude_2_rad: npt.ArrayLike,
    *,
    threads: int = 0,
) -> tuple[Array, Array, Array]:
    """Return the length (m) of the shortest geodesic of WGS-84 and its azimuths (rad) at both points, each (n,).

    Threads as in `geodesic_direct`.

    Karney (2013), as `geodesic_direct`.

    Raises
    ------
    InvalidParameterError
        A latitude beyond a right angle, or shapes that do not fit; NaN gives NaN.

    Examples
    --------
    >>> import intercept as ic
    >>> length, azimuth_1, azimuth_2 = ic.earth.geodesic_inverse(-0.785, -2.18, -0.785, [-2.17, -2.16])
    >>> length.round().tolist()
    [45194.0, 90387.0]
    """
    given = {"latitude_1_rad": latitude_1_rad, "longitude_1_rad": longitude_1_rad}
    given |= {"latitude_2_rad": latitude_2_rad, "longitude_2_rad": longitude_2_rad}
    latitude_1, longitude_1, latitude_2, longitude_2 = together(given)
    return _core.geodesic_inverse(latitude_1, longitude_1, latitude_2, longitude_2, checked_threads(threads))


@dataclass(frozen=True, eq=False, repr=False)
class Polyline(ByValue):
    """Corners (k, 2), latitude and longitude (rad); the azimuth at the start of each leg, and where it begins (m)."""

    corners: Array
    azimuth_rad: Array
    begins_m: Array
    length_m: float

    @classmethod
    def of(cls, along: npt.ArrayLike) -> Self:
        """Return the line through corners.

        Raises
        ------
        InvalidParameterError
            There are fewer than two or more than 10,000 corners, one is no place or near a pole, two in a row are the
            same, or the line is shorter than 10 m or longer than 20,000 km.
        """
        corners = numbers("along", along)
        if corners.ndim != 2 or corners.shape[1] != 2 or not 2 <= len(corners) <= POINTS_MAX:
            raise InvalidParameterError(
                f"along of shape {corners.shape} is not allowed: must be latitude and longitude (rad) of 2 to"
                f" {POINTS_MAX} corners, of shape (n, 2)"
            )
        corners = np.array([point(f"along[{k}]", corner) for k, corner in enumerate(corners)])
        legs, azimuth, _ = _core.geodesic_inverse(*corners[:-1].T.copy(), *corners[1:].T.copy())
        if np.any(legs <= 0.0):
            where = int(np.argmax(legs <= 0.0))
            raise InvalidParameterError(f"along[{where + 1}] is not allowed: must differ from the corner before it")
        ends = np.cumsum(legs)
        if not LENGTH_MIN_M <= ends[-1] <= LENGTH_MAX_M:
            raise InvalidParameterError(
                f"along of length {numeral(ends[-1])} m is not allowed: must be from {numeral(LENGTH_MIN_M)} to"
                f" {numeral(LENGTH_MAX_M)} m"
            )
        return cls(corners, azimuth, np.concatenate([[0.0], ends[:-1]]), float(ends[-1]))

    def at(self, distance_m: Array) -> tuple[Array, Array]:
        """Return places (n, 2) and the line's direction there (n,), rad; at a corner that of the leg after it."""
        leg = np.clip(np.searchsorted(self.begins_m, distance_m, side="right") - 1, 0, len(self.begins_m) - 1)
        start = self.corners[leg]
        latitude, longitude, azimuth = _core.geodesic_direct(
            start[:, 0].copy(), start[:, 1].copy(), self.azimuth_rad[leg], distance_m - self.begins_m[leg]
        )
        return np.column_stack([latitude, longitude]), azimuth

    def between(self, start_m: float, end_m: float, inner_m: Array) -> Array:
        """Return the places (k, 2) of a part of the line: its ends, the corners and given distances between them."""
        inner = np.concatenate([self.begins_m, inner_m])
        inside = inner[(inner > start_m) & (inner < end_m)]
        return self.at(np.unique(np.concatenate([[start_m], inside, [end_m]])))[0]


def area_m2(latitude_rad: Array, longitude_rad: Array) -> float:
    """Return the signed area of a ring, positive counter-clockwise; the last point is not repeated, none is a pole."""
    height = 0.5 * EQUATORIAL_RADIUS_M**2 * _q(np.asarray(latitude_rad))
    step = np.remainder(np.roll(longitude_rad, -1) - longitude_rad + np.pi, 2.0 * np.pi) - np.pi
    # Relative to the first point, so that small areas keep their digits.
    height = height - height[0]
    return float(-0.5 * np.sum((height + np.roll(height, -1)) * step))


def _q(latitude_rad: Array) -> Array:
    s = np.sin(latitude_rad)
    return np.asarray((1.0 - _E2) * (s / (1.0 - _E2 * s**2) + np.arctanh(_E * s) / _E))
