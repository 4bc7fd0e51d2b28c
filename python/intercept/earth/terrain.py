"""The ground under a route: heights from an array or a GeoTIFF, bilinear between their nodes."""

from __future__ import annotations

import os
from contextlib import AbstractContextManager
from typing import Any

import numpy as np
import numpy.typing as npt

import intercept._core as _core
from intercept.base.arguments import column, frozen, number, numbers, refused, rising
from intercept.base.extras import require
from intercept.base.files import path_of
from intercept.earth.frames import together
from intercept.earth.places import AXIS_MAX_RAD, check_latitudes
from intercept.errors import InvalidParameterError

Array = npt.NDArray[np.float64]
HEIGHT_MIN_M, HEIGHT_MAX_M = -12e3, 10e3


class Terrain:
    """Heights of the ground above the WGS-84 ellipsoid on a grid of latitudes and longitudes.

    Most elevation models count from mean sea level: add the geoid's undulation first where that matters (up to
    107 m). Make one with `from_array` or `from_geotiff`. Immutable; compares by value; can be pickled.
    """

    __slots__ = ("_core", "_given")

    def __init__(self, latitude_rad: Array, longitude_rad: Array, height_m: Array) -> None:
        self._given = (frozen(latitude_rad), frozen(longitude_rad), frozen(height_m))
        self._core = _core.Terrain(*self._given)

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
        check_latitudes("latitude_rad", latitude, AXIS_MAX_RAD)
        height = numbers("height_m", height_m)
        if height.shape != (len(latitude), len(longitude)):
            raise InvalidParameterError(
                f"height_m of shape {height.shape} is not allowed: must be of shape {(len(latitude), len(longitude))}"
            )
        rows, columns = rising(latitude), rising(longitude)
        return cls(latitude[rows], longitude[columns], height[rows, columns])

    @classmethod
    def from_geotiff(cls, path: str | os.PathLike[str], *, nodata_m: float | None = None) -> Terrain:
        """Return the terrain of the first band of a GeoTIFF in geographic coordinates (needs the extra `terrain`).

        Parameters
        ----------
        path
            The file: degrees of latitude and longitude, north up, heights in metres above the ellipsoid.
        nodata_m
            Height of cells that have none, such as 0 for the sea. Without it such cells are an error.

        Raises
        ------
        MissingExtraError
            rasterio is not installed.
        InvalidParameterError
            The file is projected or turned, or has cells without a height and `nodata_m` is not given.
        """
        rasterio: Any = require("rasterio", "terrain")
        fill_m = 0.0 if nodata_m is None else number("nodata_m", nodata_m, HEIGHT_MIN_M, HEIGHT_MAX_M)
        with _opened(rasterio, path) as raster:
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
        height = np.where(missing, fill_m, np.ma.getdata(band)).astype(np.float64)
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
        places = together({"latitude_rad": latitude_rad, "longitude_rad": longitude_rad})
        return self._core.height_m(*places.T.copy())

    def __repr__(self) -> str:
        height = self._given[2]
        return f"<Terrain: {' x '.join(map(str, height.shape))} heights, {height.min():.0f} to {height.max():.0f} m>"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Terrain):
            return NotImplemented
        return all(np.array_equal(a, b) for a, b in zip(self._given, other._given, strict=True))

    def __hash__(self) -> int:
        return hash(tuple(array.tobytes() for array in self._given))

    def __reduce__(self) -> tuple[type[Terrain], tuple[Array, Array, Array]]:
        return Terrain, self._given


def _opened(rasterio: Any, path: object) -> AbstractContextManager[Any]:  # noqa: ANN401
    try:
        raster: AbstractContextManager[Any] = rasterio.open(path_of("path", path))
    except (OSError, ValueError, rasterio.errors.RasterioError) as error:
        raise refused("path", path, f"a GeoTIFF that can be read ({error})") from error
    return raster
