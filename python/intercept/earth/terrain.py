"""The ground under a route: heights from an array or a GeoTIFF, bilinear between their nodes."""

from __future__ import annotations

import os
from typing import Any

import numpy as np
import numpy.typing as npt

import intercept._core as _core
from intercept.base.arguments import column, numbers
from intercept.base.extras import require
from intercept.errors import InvalidParameterError

Array = npt.NDArray[np.float64]


class Terrain:
    """Heights of the ground above the WGS-84 ellipsoid on a grid of latitudes and longitudes.

    Most elevation models count from mean sea level: add the geoid's undulation before, where that matters (up to
    107 m).
    Make one with `from_array` or `from_geotiff`.
    """

    def __init__(self, core: _core.Terrain) -> None:
        self._core = core

    @classmethod
    def from_array(cls, latitude_rad: npt.ArrayLike, longitude_rad: npt.ArrayLike, height_m: npt.ArrayLike) -> Terrain:
        """Return the terrain of an array of heights.

        Parameters
        ----------
        latitude_rad, longitude_rad
            Axes, two nodes or more each, ascending or descending; longitudes may run through the date line, as 3.1 to
            3.2.
        height_m
            Heights, shape (latitudes, longitudes), -12,000 to 10,000 m.

        Raises
        ------
        InvalidParameterError
            An axis is not in order or out of range, the shape does not fit, a height is not a number.
        """
        latitude, longitude = column("latitude_rad", latitude_rad), column("longitude_rad", longitude_rad)
        height = numbers("height_m", height_m)
        if height.shape != (len(latitude), len(longitude)):
            raise InvalidParameterError(
                f"height_m of shape {height.shape} is not allowed: must be of shape {(len(latitude), len(longitude))}"
            )
        if len(latitude) > 1 and latitude[0] > latitude[-1]:
            latitude, height = latitude[::-1], height[::-1]
        if len(longitude) > 1 and longitude[0] > longitude[-1]:
            longitude, height = longitude[::-1], height[:, ::-1]
        arrays = (np.ascontiguousarray(a) for a in (latitude, longitude, height))
        return cls(_core.Terrain(*arrays))

    @classmethod
    def from_geotiff(cls, path: str | os.PathLike[str], *, nodata_m: float | None = None) -> Terrain:
        """Return the terrain of the first band of a GeoTIFF in geographic coordinates (needs the extra `terrain`).

        Parameters
        ----------
        path
            The file: degrees of latitude and longitude, north up, heights in metres above the ellipsoid.
        nodata_m
            Height of cells without one, such as 0 for the sea; refused unless given.

        Raises
        ------
        MissingExtraError
            rasterio is not installed.
        InvalidParameterError
            The file is projected or turned, or has cells without a height and `nodata_m` is not given.
        """
        rasterio: Any = require("rasterio", "terrain")
        with rasterio.open(path) as raster:
            transform = raster.transform
            if raster.crs is None or not raster.crs.is_geographic or transform.b or transform.d:
                raise InvalidParameterError(
                    f"path = {os.fspath(path)} is not allowed: must be a GeoTIFF in geographic coordinates, north up"
                    f" (it has {raster.crs})"
                )
            band = raster.read(1, masked=True)
        missing = np.ma.getmaskarray(band) | ~np.isfinite(np.ma.getdata(band).astype(np.float64))
        if missing.any() and nodata_m is None:
            raise InvalidParameterError(
                f"nodata_m = None is not allowed: must be given, as {int(missing.sum())} cells have no height"
            )
        height = np.where(missing, 0.0 if nodata_m is None else nodata_m, np.ma.getdata(band)).astype(np.float64)
        rows, columns = height.shape
        # Heights stand for the middles of cells.
        latitude = np.radians(transform.f + transform.e * (np.arange(rows) + 0.5))
        longitude = np.radians(transform.c + transform.a * (np.arange(columns) + 0.5))
        return cls.from_array(latitude, longitude, height)

    @property
    def core(self) -> _core.Terrain:
        """The compiled terrain."""
        return self._core

    def height_m(self, latitude_rad: npt.ArrayLike, longitude_rad: npt.ArrayLike) -> Array:
        """Return the height of the ground (m) at places, shape (n,); NaN outside the raster."""
        latitude, longitude = column("latitude_rad", latitude_rad), column("longitude_rad", longitude_rad)
        return self._core.height_m(latitude, longitude)
