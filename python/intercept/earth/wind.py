"""Wind: the velocity of the air relative to the rotating Earth, in local east, north and up.

Constant, a profile over altitude, or a grid over latitude, longitude and altitude, also from a sounding, a dataset of
xarray or a NetCDF file. Model and limits: docs/models/wind.md.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np
import numpy.typing as npt

import intercept._core as _core
from intercept.base.arguments import column, frozen, numbers, rising
from intercept.base.factories import by_calls
from intercept.base.outside import contents_of
from intercept.earth.places import AXIS_MAX_RAD, check_latitudes
from intercept.earth.sounding import components, sounding
from intercept.earth.wind_file import opened, wind_of
from intercept.errors import InvalidParameterError

if TYPE_CHECKING:
    import xarray as xr

Array = npt.NDArray[np.float64]
Kind = Literal["constant", "profile", "grid"]


@by_calls("ic.Wind.constant", "ic.Wind.profile", "ic.Wind.grid")
class Wind:
    """The wind of a world, steady in time.

    Make it by `constant`, `profile`, `grid`, `from_direction`, `from_csv`, `from_xarray` or `from_netcdf`. Immutable;
    compares by value; can be pickled.

    Model, sources, limits: docs/models/wind.md.

    Examples
    --------
    >>> import tempfile
    >>> import intercept as ic
    >>> import xarray as xr
    >>> at = ic.earth.geodetic_to_ecef(-0.785, -2.18, [0.0, 5e3])
    >>> rising = ic.Wind.profile([0.0, 1e4], east_m_s=[0.0, 40.0], north_m_s=0.0)
    >>> ic.World(wind=rising).wind_at(at)[:, 0].round(2).tolist()
    [0.0, 16.4]
    >>> ic.Wind.constant(east_m_s=-12.0, north_m_s=3.0)
    Wind.constant(-12, 3, 0)
    >>> ic.Wind.grid([-0.8, -0.7], [-2.2, -2.1], [0.0], [[[5.0], [6.0]], [[7.0], [8.0]]], [[[0.0]] * 2] * 2)
    <Wind: grid of 2 x 2 x 1, up to 8.0 m/s>
    >>> speeds = {"u": ("altitude", [0.0, 40.0]), "v": ("altitude", [0.0, 0.0])}
    >>> dataset = xr.Dataset(speeds, {"altitude": [0.0, 1e4]})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     dataset.to_netcdf(f"{folder}/wind.nc")
    ...     ic.Wind.from_netcdf(f"{folder}/wind.nc") == ic.Wind.from_xarray(dataset)
    ...     table = ic.Table({"altitude_m": [0.0, 1e4], "east_m_s": [0.0, 40.0], "north_m_s": [0.0, 0.0]})
    ...     _ = ic.write(table, f"{folder}/sounding.csv")
    ...     ic.Wind.from_csv(f"{folder}/sounding.csv") == rising
    True
    True
    """

    __slots__ = ("_axes", "_core", "_kind", "_values")

    def __init__(self, kind: Kind, axes: tuple[Array, ...], values: Array) -> None:
        self._kind = kind
        self._axes = tuple(frozen(axis) for axis in axes)
        self._values = frozen(values)
        self._core = _compiled(kind, self._axes, self._values)

    @classmethod
    def constant(cls, east_m_s: float, north_m_s: float, up_m_s: float = 0.0) -> Wind:
        """Return the same wind everywhere: east, north and up at each place (m/s, each -500 to 500).

        A wind *from* the west blows to the east: `Wind.constant(10.0, 0.0)`.

        Raises
        ------
        InvalidParameterError
            A component is not a number or out of range.
        """
        given = {"east_m_s": east_m_s, "north_m_s": north_m_s, "up_m_s": up_m_s}
        return cls("constant", (), np.array([[column(name, value, 1)[0] for name, value in given.items()]]))

    @classmethod
    def profile(
        cls,
        altitude_m: npt.ArrayLike,
        east_m_s: npt.ArrayLike,
        north_m_s: npt.ArrayLike,
        up_m_s: npt.ArrayLike | None = None,
    ) -> Wind:
        """Return a wind over altitude, linear between its levels and held below the first and above the last.

        Parameters
        ----------
        altitude_m
            Altitudes, rising or falling, shape (n,), -1e5 to 1e7.
        east_m_s, north_m_s, up_m_s
            Winds there, shape (n,) or one number, -500 to 500; up is 0 unless given.

        Raises
        ------
        InvalidParameterError
            The altitudes do not rise or fall strictly, the shapes do not fit, or a value is out of range.
        """
        altitude = column("altitude_m", altitude_m)
        given = {"east_m_s": east_m_s, "north_m_s": north_m_s, "up_m_s": 0.0 if up_m_s is None else up_m_s}
        values = np.column_stack([column(name, value, len(altitude)) for name, value in given.items()])
        order = rising(altitude)
        return cls("profile", (altitude[order],), values[order])

    @classmethod
    def grid(
        cls,
        latitude_rad: npt.ArrayLike,
        longitude_rad: npt.ArrayLike,
        altitude_m: npt.ArrayLike,
        east_m_s: npt.ArrayLike,
        north_m_s: npt.ArrayLike,
        up_m_s: npt.ArrayLike | None = None,
    ) -> Wind:
        """Return a wind on a grid, trilinear in its cells.

        Latitude and altitude are held at the edges. Longitude is periodic when the grid goes round the globe (the gap
        at its seam is no wider than its widest cell); else places east or west of it take the nearer edge's wind.

        Parameters
        ----------
        latitude_rad, longitude_rad, altitude_m
            Axes of lengths n, m, k, each strictly rising or falling; longitudes over one turn at most.
        east_m_s, north_m_s, up_m_s
            Winds of shape (n, m, k), -500 to 500; up is 0 unless given.

        Raises
        ------
        InvalidParameterError
            An axis is not strictly rising or falling or out of range, the shapes do not fit, a wind is NaN.
        """
        names = ("latitude_rad", "longitude_rad", "altitude_m")
        axes = [column(name, axis) for name, axis in zip(names, (latitude_rad, longitude_rad, altitude_m), strict=True)]
        check_latitudes("latitude_rad", axes[0], AXIS_MAX_RAD)
        shape = tuple(len(axis) for axis in axes)
        given = {"east_m_s": east_m_s, "north_m_s": north_m_s, "up_m_s": np.zeros(shape) if up_m_s is None else up_m_s}
        values = np.stack([_shaped(name, value, shape) for name, value in given.items()], axis=-1)
        orders = [rising(axis) for axis in axes]
        values = values[tuple(orders)]
        return cls("grid", tuple(axis[order] for axis, order in zip(axes, orders, strict=True)), values)

    @classmethod
    def from_xarray(cls, dataset: xr.Dataset, *, time: str | dt.datetime | np.datetime64 | None = None) -> Wind:
        """Return the wind of an xarray dataset, such as a reanalysis (ERA5, MERRA-2) as it is issued.

        Parameters
        ----------
        dataset
            With the coordinates latitude and longitude (degrees by their `units`, radians if those say so) and
            altitude (m or km), and the variables of eastward and northward wind (m/s): known by the CF attribute
            `standard_name`, or by the names latitude/lat, longitude/lon, altitude/alt/height/z, eastward_wind/u/U,
            northward_wind/v/V and, if there, upward_air_velocity/w. Each variable has these three dimensions in any
            order; a missing one is a wind that does not depend on it. In place of an altitude it may have levels of any
            kind and their geopotential (m^2/s^2) or geopotential height (m), as z or H: see docs/models/wind.md.
        time
            Which of its times (UTC), such as "2024-01-31T12:00"; needed where there are several.

        Raises
        ------
        InvalidParameterError
            A variable is missing, ambiguous, in an unknown unit, or NaN somewhere, the grid has more than 10,000,000
            cells, or the time is not one of the dataset's.
        """
        return cls.grid(*wind_of(dataset, time))

    @classmethod
    def from_netcdf(cls, path: str | Path, *, time: str | dt.datetime | np.datetime64 | None = None) -> Wind:
        """Return the wind of a NetCDF file at a time (see `from_xarray`); needs the extra `netcdf`.

        Raises
        ------
        MissingExtraError
            xarray or netCDF4 is not installed.
        InvalidParameterError
            The file does not exist or cannot be read, or its contents are wrong as for `from_xarray`.
        """
        with opened(path) as dataset:
            return cls.from_xarray(dataset, time=time)

    @classmethod
    def from_direction(
        cls,
        direction_from_rad: npt.ArrayLike,
        speed_m_s: npt.ArrayLike,
        altitude_m: npt.ArrayLike | None = None,
    ) -> Wind:
        """Return a wind by where it blows from and its speed, as soundings and weather reports give it.

        East and north are -V sin d and -V cos d: a wind from the west (pi/2 x 3) blows to the east. Between levels
        these are linear, not direction and speed.

        Parameters
        ----------
        direction_from_rad
            Direction from which it blows, clockwise from north, -2 pi to 2 pi; one number or shape (n,).
        speed_m_s
            Speed, 0 to 500; one number or shape (n,).
        altitude_m
            Altitudes as of `profile`, shape (n,); None for the same wind everywhere.

        Raises
        ------
        InvalidParameterError
            As of `profile`, or a direction or speed is out of range.

        Examples
        --------
        >>> import math
        >>> import intercept as ic
        >>> ic.Wind.from_direction(math.radians(270.0), 10.0)
        Wind.constant(10, 0, 0)
        """
        n = 1 if altitude_m is None else len(column("altitude_m", altitude_m))
        direction, speed = column("direction_from_rad", direction_from_rad, n), column("speed_m_s", speed_m_s, n)
        east, north = components(direction, speed)
        if altitude_m is None:
            return cls.constant(float(east[0]), float(north[0]))
        return cls.profile(altitude_m, east, north)

    @classmethod
    def from_csv(cls, path: str | Path) -> Wind:
        """Return the wind over altitude of a CSV file, a sounding.

        Parameters
        ----------
        path
            The file: a header, then a row for each level, rising or falling. Columns: `altitude_m`, and either
            `east_m_s` and `north_m_s` or `direction_from_deg` (where it blows from, clockwise from north) and
            `speed_m_s`; others are left aside.

        Raises
        ------
        InvalidParameterError
            The file cannot be read, a column is missing, a field is not a number, or as of `profile`.
        """
        levels = sounding(path)
        with contents_of(path):
            return cls.profile(*levels)

    @property
    def kind(self) -> Kind:
        """The kind: "constant", "profile" or "grid"."""
        return self._kind

    @property
    def speeds_m_s(self) -> tuple[float, float, float]:
        """The least, the mean and the greatest speed at its nodes."""
        speed = np.linalg.norm(self._values, axis=-1)
        return float(speed.min()), float(speed.mean()), float(speed.max())

    def core(self) -> _core.Wind:
        """Return the compiled wind."""
        return self._core

    def __repr__(self) -> str:
        if self._kind == "constant":
            east, north, up = self._values[0]
            return f"Wind.constant({east:g}, {north:g}, {up:g})"
        shape = " x ".join(str(len(axis)) for axis in self._axes)
        return f"<Wind: {self._kind} of {shape}, up to {np.linalg.norm(self._values, axis=-1).max():.1f} m/s>"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Wind):
            return NotImplemented
        pairs = zip((*self._axes, self._values), (*other._axes, other._values), strict=False)
        return self._kind == other._kind and all(np.array_equal(a, b) for a, b in pairs)

    def __hash__(self) -> int:
        return hash((self._kind, self._values.shape, self._values.tobytes()))

    def __reduce__(self) -> tuple[type[Wind], tuple[Kind, tuple[Array, ...], Array]]:
        return (Wind, (self._kind, self._axes, self._values))


def _compiled(kind: Kind, axes: tuple[Array, ...], values: Array) -> _core.Wind:
    if kind == "constant":
        return _core.Wind.constant(*values[0])
    rows = np.ascontiguousarray(values.reshape(-1, 3))
    return _core.Wind.profile(axes[0], rows) if kind == "profile" else _core.Wind.grid(axes[0], axes[1], axes[2], rows)


def _shaped(name: str, value: npt.ArrayLike, shape: tuple[int, ...]) -> Array:
    array = numbers(name, value)
    if array.shape != shape:
        raise InvalidParameterError(
            f"{name} of shape {array.shape} is not allowed: must be of shape {shape}, of latitude, longitude, altitude"
        )
    return array
