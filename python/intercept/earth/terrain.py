"""The ground under a route: heights from an array or a GeoTIFF, bilinear between their nodes."""

from __future__ import annotations

import os

import numpy as np
import numpy.typing as npt

import intercept._core as _core
from intercept.base.arguments import column, frozen, number, numbers, refused, rising
from intercept.base.outside import contents_of
from intercept.earth import raster
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
            The file, or any raster that GDAL reads (SRTM, DTED): degrees of latitude and longitude from Greenwich,
            north up. The band's unit (metres or feet), scale and offset are honoured. Heights count as the file's do:
            above the ellipsoid, if they are to be exact.
        nodata_m
            Height of cells that have none, such as 0 for the sea (-12,000 to 10,000). Without it such cells are an
            error. They are those of the file's tag, those that are not finite or beyond 1e30, and the values -32768,
            -32767, -99999 and -9999 (unless heights near the last show that it is a depth).

        Raises
        ------
        MissingExtraError
            rasterio is not installed.
        InvalidParameterError
            The file cannot be read; is projected, turned, in other units than degrees, counted from another meridian or
            of another body; has more than 50,000,000 cells; or has cells without a height and `nodata_m` is not given.
        """
        fill_m = None if nodata_m is None else number("nodata_m", nodata_m, HEIGHT_MIN_M, HEIGHT_MAX_M)
        latitude, longitude, height = raster.read(path)
        height = raster.filled(path, height, fill_m)
        low, high = float(height.min()), float(height.max())
        if not HEIGHT_MIN_M <= low <= high <= HEIGHT_MAX_M:
            raise refused(
                "path",
                path,
                f"of heights from {HEIGHT_MIN_M:,.0f} to {HEIGHT_MAX_M:,.0f} m (they are from {low:,.6g} to"
                f" {high:,.6g} m): state the unit, scale or value of voids of the first band",
            )
        with contents_of(path):
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
