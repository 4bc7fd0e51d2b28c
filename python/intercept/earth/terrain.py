"""The ground under a route: heights from an array or a GeoTIFF, bilinear between their nodes."""

from __future__ import annotations

import os

import numpy as np
import numpy.typing as npt

import intercept._core as _core
from intercept.base.arguments import column, frozen, number, numbers, rising
from intercept.base.arguments import threads as checked_threads
from intercept.base.outside import contents_of
from intercept.earth import raster
from intercept.earth.frame_arguments import together
from intercept.earth.places import AXIS_MAX_RAD, RIGHT_ANGLE, check_latitudes
from intercept.errors import InvalidParameterError

Array = npt.NDArray[np.float64]
HEIGHT_MIN_M, HEIGHT_MAX_M = -12e3, 10e3


class Terrain:
    """Heights of the ground above the WGS-84 ellipsoid on a grid of latitudes and longitudes.

    Most elevation models count from mean sea level: add the geoid's undulation first where that matters (up to
    107 m). Make one with `from_array` or `from_geotiff`. Immutable; compares by value; can be pickled.

    Sources of heights, and limits: docs/how-to/wind-and-terrain.md.

    Examples
    --------
    >>> import intercept as ic
    >>> ridge = ic.Terrain.from_array([-0.80, -0.79, -0.78], [-2.19, -2.18], [[0.0, 0.0], [-5.0, 900.0], [0.0, 0.0]])
    >>> ridge.height_m([-0.79, -0.785], -2.18).round(3).tolist()
    [900.0, 450.0]
    >>> ridge.raised(0.0).height_m([-0.79], [-2.19]).tolist()
    [0.0]
    """

    __slots__ = ("_beyond_m", "_core", "_given")

    def __init__(
        self,
        latitude_rad: npt.ArrayLike,
        longitude_rad: npt.ArrayLike,
        height_m: npt.ArrayLike,
        beyond_m: float | None = None,
    ) -> None:
        latitude, longitude, height = _checked(latitude_rad, longitude_rad, height_m)
        self._given = (frozen(latitude), frozen(longitude), frozen(height))
        self._beyond_m = beyond_m
        self._core = _core.Terrain(*self._given, beyond_m)

    @classmethod
    def from_array(
        cls,
        latitude_rad: npt.ArrayLike,
        longitude_rad: npt.ArrayLike,
        height_m: npt.ArrayLike,
        *,
        beyond_m: float | None = None,
    ) -> Terrain:
        """Return the terrain of an array of heights.

        Parameters
        ----------
        latitude_rad, longitude_rad
            Axes, two nodes or more each, ascending or descending; longitudes may run through the date line, as 3.1 to
            3.2.
        height_m
            Heights, shape (latitudes, longitudes), -12,000 to 10,000 m.
        beyond_m
            Height of the ground on all sides beyond the raster, from one cell beyond its rim on, such as 0 for the sea.
            Unless given there is no ground there: routes must not leave the raster, and nothing is hidden.

        Raises
        ------
        InvalidParameterError
            An axis is not in order or out of range, the shape does not fit, a height is not a number.
        """
        raster = _checked(latitude_rad, longitude_rad, height_m)
        if beyond_m is None:
            return cls(*raster)
        beyond_m = number("beyond_m", beyond_m, HEIGHT_MIN_M, HEIGHT_MAX_M)
        return cls(*_rimmed(*raster, beyond_m), beyond_m)

    @classmethod
    def from_geotiff(
        cls,
        path: str | os.PathLike[str],
        *,
        band: int | None = None,
        nodata_m: float | None = None,
        beyond_m: float | None = None,
    ) -> Terrain:
        """Return the terrain of a GeoTIFF in geographic coordinates (needs the extra `terrain`).

        Parameters
        ----------
        path
            The file, or any raster that GDAL reads (SRTM, DTED): degrees of latitude and longitude from Greenwich,
            north up, on WGS 84 or a datum within 10 m of it (those on the ellipsoids of WGS 84, GRS 1980 and PZ-90, as
            NAD83 and ETRS89; not NAD27 or ED50). The band's unit (metres or feet), scale and offset are honoured.
            Heights count as the file's do: above the ellipsoid, if they are to be exact.
        band
            Number of the band with the heights, from 1; may be left out where there is one only.
        nodata_m
            Height of cells that have none, such as 0 for the sea (-12,000 to 10,000). Without it such cells are an
            error. They are those of the file's tag, those that are not finite or beyond 1e30, the greatest number of
            integers of two or four bytes, and the values -32768, -32767, -99999, 99999, -9999 and 9999 (unless heights
            within 1,000 of the last two show that they are meant).
        beyond_m
            As for `from_array`.

        Raises
        ------
        MissingExtraError
            rasterio is not installed.
        InvalidParameterError
            The file cannot be read; is projected, turned, in other units than degrees, counted from another meridian,
            on another datum or of another body; has several bands of which none is chosen, or more than 50,000,000
            cells; or has cells without a height and `nodata_m` is not given.

        Examples
        --------
        >>> import tempfile
        >>> import numpy as np
        >>> import rasterio
        >>> import intercept as ic
        >>> cells = rasterio.Affine(0.1, 0.0, -125.0, 0.0, -0.1, -45.0)
        >>> kind = {"driver": "GTiff", "count": 1, "dtype": "float32", "crs": "EPSG:4326", "transform": cells}
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     with rasterio.open(f"{folder}/ground.tif", "w", height=3, width=3, **kind) as file:
        ...         file.write(np.full((1, 3, 3), 120.0, "float32"))
        ...     ground = ic.Terrain.from_geotiff(f"{folder}/ground.tif")
        >>> ground.height_m(np.radians([-45.15]), np.radians([-124.85])).tolist()
        [120.0]
        """
        fill_m = None if nodata_m is None else number("nodata_m", nodata_m, HEIGHT_MIN_M, HEIGHT_MAX_M)
        latitude, longitude, height = raster.read(path, band)
        with contents_of(path):
            height = raster.filled(height, fill_m)
            low, high = float(height.min()), float(height.max())
            if not HEIGHT_MIN_M <= low <= high <= HEIGHT_MAX_M:
                raise InvalidParameterError(
                    f"heights from {low:,.6g} to {high:,.6g} m are not allowed: must be from {HEIGHT_MIN_M:,.0f} to"
                    f" {HEIGHT_MAX_M:,.0f} m; state the unit, scale or value of voids of the band"
                )
            return cls.from_array(latitude, longitude, height, beyond_m=beyond_m)

    def raised(self, height_m: float) -> Terrain:
        """Return the terrain with all that is lower raised to a height (m), as the sea does with its bed.

        Raises
        ------
        InvalidParameterError
            The height is not a number from -12,000 to 10,000.
        """
        least_m = number("height_m", height_m, HEIGHT_MIN_M, HEIGHT_MAX_M)
        beyond_m = None if self._beyond_m is None else max(self._beyond_m, least_m)
        return Terrain(*self._given[:2], np.maximum(self._given[2], least_m), beyond_m)

    @property
    def core(self) -> _core.Terrain:
        """The compiled terrain."""
        return self._core

    @property
    def extremes_m(self) -> tuple[float, float]:
        """The least and the greatest height of the raster."""
        return float(self._given[2].min()), float(self._given[2].max())

    @property
    def mean_m(self) -> float:
        """The mean height of the raster's nodes."""
        return float(self._given[2].mean())

    def height_m(self, latitude_rad: npt.ArrayLike, longitude_rad: npt.ArrayLike, *, threads: int = 0) -> Array:
        """Return the height of the ground (m) at places, shape (n,); NaN outside the raster without ground beyond.

        At most `threads` threads, 0 for all cores, share some thousand rows or more; the result is the same for any
        number.

        Raises
        ------
        InvalidParameterError
            A latitude beyond a right angle, or shapes that do not fit.
        """
        latitude, longitude = together({"latitude_rad": latitude_rad, "longitude_rad": longitude_rad})
        return self._core.height_m(latitude, longitude, checked_threads(threads))

    def __repr__(self) -> str:
        shape, (low, high) = self._given[2].shape, self.extremes_m
        beyond = "" if self._beyond_m is None else f", {self._beyond_m:g} m beyond"
        return f"<Terrain: {' x '.join(map(str, shape))} heights, {low:.0f} to {high:.0f} m{beyond}>"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Terrain):
            return NotImplemented
        alike = self._beyond_m == other._beyond_m
        return alike and all(np.array_equal(a, b) for a, b in zip(self._given, other._given, strict=True))

    def __hash__(self) -> int:
        return hash((self._beyond_m, *(array.tobytes() for array in self._given)))

    def __reduce__(self) -> tuple[type[Terrain], tuple[Array, Array, Array, float | None]]:
        return Terrain, (*self._given, self._beyond_m)


def _checked(
    latitude_rad: npt.ArrayLike, longitude_rad: npt.ArrayLike, height_m: npt.ArrayLike
) -> tuple[Array, Array, Array]:
    """Return the axes of a raster, each turned to rise, and its heights; raises InvalidParameterError."""
    latitude, longitude = column("latitude_rad", latitude_rad), column("longitude_rad", longitude_rad)
    check_latitudes("latitude_rad", latitude, AXIS_MAX_RAD)
    height = numbers("height_m", height_m)
    if height.shape != (len(latitude), len(longitude)):
        raise InvalidParameterError(
            f"height_m of shape {height.shape} is not allowed: must be of shape {(len(latitude), len(longitude))}"
        )
    rows, columns = rising(latitude), rising(longitude)
    return latitude[rows], longitude[columns], height[rows, columns]


def _rimmed(latitude: Array, longitude: Array, height: Array, rim_m: float) -> tuple[Array, Array, Array]:
    """Return a raster with one more node on each side, as far as there is room, of one height: no cliff bounds it."""
    south, north = latitude[0] - (latitude[1] - latitude[0]), latitude[-1] + (latitude[-1] - latitude[-2])
    west, east = longitude[0] - (longitude[1] - longitude[0]), longitude[-1] + (longitude[-1] - longitude[-2])
    sides = ((int(south > -RIGHT_ANGLE), int(north < RIGHT_ANGLE)), (int(east - west < 2.0 * np.pi),) * 2)
    rows = np.concatenate([[south] * sides[0][0], latitude, [north] * sides[0][1]])
    columns = np.concatenate([[west] * sides[1][0], longitude, [east] * sides[1][1]])
    return rows, columns, np.pad(height, sides, constant_values=rim_m)
