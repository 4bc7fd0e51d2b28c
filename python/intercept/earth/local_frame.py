"""The theatre's local frame: azimuthal equidistant about its origin, on the WGS-84 ellipsoid.

A place (east, north) lies at the distance hypot(east, north) along the geodesic that leaves the origin at the bearing
atan2(east, north). Distances from the origin are exact; between two places 300 km out they are off by less than 0.1 %.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

import intercept._core as _core

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Frame:
    """Origin of a local frame, geodetic (rad)."""

    latitude_rad: float
    longitude_rad: float

    def to_geodetic(self, east_m: Array, north_m: Array) -> tuple[Array, Array]:
        """Return latitude and longitude (rad) of places, arrays of shape (n,)."""
        east, north = np.atleast_1d(east_m).astype(float), np.atleast_1d(north_m).astype(float)
        origin = np.ones_like(east)
        latitude, longitude, _ = _core.geodesic_direct(
            self.latitude_rad * origin, self.longitude_rad * origin, np.arctan2(east, north), np.hypot(east, north)
        )
        return latitude, longitude

    def to_local(self, latitude_rad: Array, longitude_rad: Array) -> tuple[Array, Array]:
        """Return east and north (m) of geodetic points (rad), arrays of shape (n,)."""
        origin = np.ones_like(latitude_rad)
        distance, azimuth, _ = _core.geodesic_inverse(
            self.latitude_rad * origin, self.longitude_rad * origin, latitude_rad, longitude_rad
        )
        return distance * np.sin(azimuth), distance * np.cos(azimuth)
