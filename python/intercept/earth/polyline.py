"""A line of geodesics on the ellipsoid: places and directions by distance along it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

import intercept._core as _core
from intercept.areas import options
from intercept.base.arguments import numbers
from intercept.errors import InvalidParameterError

Array = npt.NDArray[np.float64]

POINTS_MAX = 10_000
LENGTH_MIN_M, LENGTH_MAX_M = 10.0, 2e7


@dataclass(frozen=True, eq=False)
class Polyline:
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
        corners = np.array([options.place(f"along[{k}]", corner) for k, corner in enumerate(corners)])
        legs, azimuth, _ = _core.geodesic_inverse(*corners[:-1].T.copy(), *corners[1:].T.copy())
        if np.any(legs <= 0.0):
            where = int(np.argmax(legs <= 0.0))
            raise InvalidParameterError(f"along[{where + 1}] is not allowed: must differ from the corner before it")
        ends = np.cumsum(legs)
        if not LENGTH_MIN_M <= ends[-1] <= LENGTH_MAX_M:
            raise InvalidParameterError(
                f"along of length {ends[-1]:g} m is not allowed: must be from {LENGTH_MIN_M:g} to {LENGTH_MAX_M:g} m"
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
