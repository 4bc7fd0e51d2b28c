"""Winds of datasets and NetCDF files, reanalyses among them, on a grid of latitude, longitude and altitude."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from intercept.base.arguments import refused
from intercept.base.extras import require
from intercept.base.files import path_of
from intercept.base.one_at_a_time import NETCDF
from intercept.base.outside import contents_of, outside
from intercept.earth import pressure_levels
from intercept.earth.dataset import at_time, converted, found, is_speed, pressures_pa, wrong
from intercept.errors import InvalidParameterError

if TYPE_CHECKING:
    import xarray as xr

Array = npt.NDArray[np.float64]

CELLS_MAX = 10_000_000
# How files begin that come in place of a NetCDF file, and what to do with them.
MISTAKEN = {
    b"GRIB": "GRIB: convert it, as with grib_to_netcdf of ecCodes, or download NetCDF",
    b"PK\x03\x04": "a ZIP archive: unpack it",
    b"\x1f\x8b": "compressed by gzip: unpack it",
    b"<": "a page of the web, perhaps a message of the server: log in and download again",
    b"{": "text, perhaps a message of the server: download again",
}
ASK_FOR_WINDS = "download the eastward and northward wind"
ASK_FOR_HEIGHTS = (
    "over latitude, longitude and altitude: for levels of pressure download the geopotential (z of ERA5, H of MERRA-2)"
    " too; of other dimensions select one first"
)


class Gridded(NamedTuple):
    """Axes (rad, m) and winds (m/s) of shape (latitudes, longitudes, altitudes); `up_m_s` may be None."""

    latitude_rad: Array
    longitude_rad: Array
    altitude_m: Array
    east_m_s: Array
    north_m_s: Array
    up_m_s: Array | None = None


@contextlib.contextmanager
def opened(path: str | Path) -> Iterator[xr.Dataset]:
    """Yield a NetCDF file, open as a dataset; what fails while it is read is the file's fault.

    Raises
    ------
    MissingExtraError
        xarray or netCDF4 is not installed.
    InvalidParameterError
        The file does not exist or cannot be read.
    """
    xarray = require("xarray", "netcdf")
    require("netCDF4", "netcdf")
    file = path_of("path", path)
    with outside("path", path, "a NetCDF file that can be read"):
        with file.open("rb") as begun:
            start = begun.read(512).lstrip()
        for mark, told in MISTAKEN.items():
            if start.startswith(mark):
                raise refused("path", path, f"a NetCDF file (it is {told})")
        with NETCDF, xarray.open_dataset(file, engine="netcdf4") as dataset, contents_of(file):
            yield dataset


def wind_of(dataset: xr.Dataset, time: object = None) -> Gridded:
    """Return the wind of a dataset.

    Raises
    ------
    InvalidParameterError
        A variable is missing, ambiguous, of another shape, in an unknown unit or NaN somewhere, or the time is not one
        of the dataset's.
    """
    if not hasattr(dataset, "data_vars"):
        raise InvalidParameterError(f"dataset of {type(dataset).__name__} is not allowed: must be an xarray.Dataset")
    with outside("dataset", type(dataset).__name__, "a dataset whose values can be read"):
        return _wind_of(at_time(dataset, time))


def _wind_of(dataset: xr.Dataset) -> Gridded:
    east, north = (_single(dataset, f"{side}ward wind") for side in ("east", "north"))
    geopotential, altitude = found(dataset, "geopotential"), found(dataset, "altitude")
    along, axes = {}, {}
    for quantity in ("latitude", "longitude"):
        along[quantity], axes[quantity] = _axis(quantity, found(dataset, quantity))
    level = _level(geopotential, along) if altitude is None and geopotential is not None else None
    if level is None or geopotential is None:
        along["altitude"], axes["altitude"] = _axis("altitude", altitude)
        shape = tuple(map(len, axes.values()))
        _check_size(shape)
        winds = [_values(each, quantity, along, shape) for each, quantity in (east, north)]
        for wind, (_, quantity) in zip(winds, (east, north), strict=True):
            _check_numbers(wind, quantity)
        latitude, longitude, heights = axes.values()
        return Gridded(latitude, longitude, heights, winds[0], winds[1], _up(dataset, along, shape))
    along["altitude"] = level
    shape = (len(axes["latitude"]), len(axes["longitude"]), geopotential.sizes[level])
    _check_size(shape)
    winds = [_values(each, quantity, along, shape) for each, quantity in (east, north)]
    height = _values(geopotential, "geopotential", along, shape)
    heights = pressure_levels.altitude_m(height, axes["latitude"][:, None, None])
    levels, winds = pressure_levels.at_altitudes(heights, winds)
    pressure_pa = pressures_pa(dataset, level)
    if pressure_pa is not None:
        pressure_levels.check_altitudes(heights, pressure_pa)
    return Gridded(axes["latitude"], _unwound(axes["longitude"]), levels, winds[0], winds[1])


def _single(dataset: xr.Dataset, quantity: str) -> tuple[xr.DataArray, str]:
    variable = found(dataset, quantity, what_to_do=ASK_FOR_WINDS)
    assert variable is not None  # noqa: S101 - what to do is said
    return variable, quantity


def _axis(quantity: str, axis: xr.DataArray | None) -> tuple[str, Array]:
    """Return the dimension of an axis (none: empty) and its values, one where it is missing."""
    if axis is None:
        return "", np.zeros(1)
    if axis.ndim > 1:
        raise wrong(quantity, f"of dimensions {axis.dims}", "one dimension: regular grids only")
    return str(axis.dims[0]) if axis.ndim else "", np.atleast_1d(converted(axis, quantity))


def _level(geopotential: xr.DataArray, along: dict[str, str]) -> str | None:
    """Return the dimension of the levels that a geopotential is given at."""
    others = [str(name) for name in geopotential.dims if name not in along.values() and geopotential.sizes[name] > 1]
    alone = [str(name) for name in geopotential.dims if name not in along.values()]
    levels = others or alone[-1:]
    if len(levels) > 1:
        raise wrong(
            "geopotential", f"over {', '.join(levels)}", "over latitude, longitude and levels: select one first"
        )
    return levels[0] if levels else None


def _values(variable: xr.DataArray, quantity: str, along: dict[str, str], shape: tuple[int, ...]) -> Array:
    """Return a variable in the shape of the grid; where it lacks a dimension it is the same along it."""
    known = [name for name in along.values() if name]
    variable = variable.squeeze([name for name in variable.dims if name not in known and variable.sizes[name] == 1])
    strange = [str(name) for name in variable.dims if name not in known]
    if strange:
        raise wrong(quantity, f"over {', '.join(strange)}", ASK_FOR_HEIGHTS)
    present = [name for name in known if name in variable.dims]
    values = converted(variable.transpose(*present), quantity)
    full = tuple(n if name in present else 1 for name, n in zip(along.values(), shape, strict=True))
    return np.broadcast_to(values.reshape(full), shape)


def _up(dataset: xr.Dataset, along: dict[str, str], shape: tuple[int, ...]) -> Array | None:
    up = found(dataset, "upward wind")
    if up is None or not is_speed(up):
        return None
    values = _values(up, "upward wind", along, shape)
    _check_numbers(values, "upward wind")
    return values


def _check_numbers(values: Array, quantity: str) -> None:
    if np.isnan(values).any():
        raise wrong(quantity, f"NaN in {int(np.isnan(values).sum())} cells", "a number in every cell: fill or crop")


def _check_size(shape: tuple[int, ...]) -> None:
    if np.prod(shape) > CELLS_MAX:
        grid = " x ".join(map(str, shape))
        raise wrong("wind", f"a grid of {grid}", f"of at most {CELLS_MAX:,} cells: crop it to the region that is flown")


def _unwound(longitude: Array) -> Array:
    """Return longitudes that go on through the date line, where a region's jump there."""
    step = np.diff(longitude)
    return longitude if (step > 0.0).all() or (step < 0.0).all() else np.unwrap(longitude)
