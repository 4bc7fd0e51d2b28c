"""Winds of datasets and NetCDF files: which variable is which, in what unit, along which dimension."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from intercept.base.arguments import refused
from intercept.base.extras import require
from intercept.base.files import path_of
from intercept.errors import InvalidParameterError

if TYPE_CHECKING:
    import xarray as xr

Array = npt.NDArray[np.float64]

AXES = ("latitude", "longitude", "altitude")
# How files name a quantity: CF standard names first, then what is customary.
STANDARD_NAMES = {
    "latitude": ("latitude",),
    "longitude": ("longitude",),
    "altitude": ("altitude", "height_above_reference_ellipsoid", "height_above_mean_sea_level"),
    "eastward wind": ("eastward_wind",),
    "northward wind": ("northward_wind",),
    "upward wind": ("upward_air_velocity",),
}
NAMES = {
    "latitude": ("latitude", "lat"),
    "longitude": ("longitude", "lon"),
    "altitude": ("altitude", "altitude_m", "alt", "height", "z"),
    "eastward wind": ("eastward_wind", "u"),
    "northward wind": ("northward_wind", "v"),
    "upward wind": ("upward_air_velocity", "w"),
}
_DEGREES = ("degree", "degrees", "deg")
_ANGLES = {word + side: np.pi / 180.0 for word in _DEGREES for side in ("", "_north", "_east", "_N", "_E", "N", "E")}
_ANGLES |= dict.fromkeys(("rad", "radian", "radians"), 1.0)
_SPEEDS = dict.fromkeys(("m s-1", "m/s", "m s**-1", "m s^-1", "m.s-1", "metre second-1", "meter second-1"), 1.0)
# Factors that make radians, metres or metres a second.
UNITS = {
    "latitude": _ANGLES,
    "longitude": _ANGLES,
    "altitude": dict.fromkeys(("m", "metre", "metres", "meter", "meters"), 1.0) | {"km": 1000.0},
    "eastward wind": _SPEEDS,
    "northward wind": _SPEEDS,
    "upward wind": _SPEEDS,
}
# Without a `units` attribute.
CUSTOMARY = {"latitude": "degrees", "longitude": "degrees", "altitude": "m"}


def opened(path: str | Path) -> AbstractContextManager[xr.Dataset]:
    """Return a NetCDF file, open as a dataset.

    Raises
    ------
    MissingExtraError
        xarray or netCDF4 is not installed.
    InvalidParameterError
        The file does not exist or cannot be read.
    """
    xarray = require("xarray", "netcdf")
    require("netCDF4", "netcdf")
    try:
        dataset: AbstractContextManager[xr.Dataset] = xarray.open_dataset(path_of("path", path), engine="netcdf4")
    except OSError as error:
        raise refused("path", path, f"a NetCDF file that can be read ({error})") from error
    return dataset


def wind_of(dataset: xr.Dataset) -> tuple[Array, Array, Array, Array, Array, Array | None]:
    """Return latitude, longitude (rad), altitude (m), and the winds east, north and up (m/s) on this grid.

    Raises
    ------
    InvalidParameterError
        A variable is missing, ambiguous, of another shape, or in an unknown unit.
    """
    if not hasattr(dataset, "data_vars"):
        raise InvalidParameterError(f"dataset of {type(dataset).__name__} is not allowed: must be an xarray.Dataset")
    along: dict[str, str] = {}
    axes = []
    for quantity in AXES:
        axis = _found(dataset, quantity, needed=False)
        if axis is not None and axis.ndim == 1:
            along[quantity] = str(axis.dims[0])
        elif axis is not None and axis.ndim:
            raise _refused(quantity, f"of dimensions {axis.dims}", "one dimension: regular grids only")
        axes.append(np.zeros(1) if axis is None else np.atleast_1d(_converted(axis, quantity)))
    shape = tuple(len(axis) for axis in axes)
    east = _component(dataset, "eastward wind", along, shape)
    north = _component(dataset, "northward wind", along, shape)
    up = _found(dataset, "upward wind", needed=False)
    # Vertical velocity in Pa/s is customary under the same short name; only a speed counts as one.
    if up is not None and up.attrs.get("units") in _SPEEDS:
        return axes[0], axes[1], axes[2], east, north, _component(dataset, "upward wind", along, shape)
    return axes[0], axes[1], axes[2], east, north, None


def _found(dataset: xr.Dataset, quantity: str, *, needed: bool) -> xr.DataArray | None:
    """Return the variable of a quantity: by its CF standard name, else by a customary name."""
    every = [str(name) for name in dataset.variables]
    found = [name for name in every if dataset[name].attrs.get("standard_name") in STANDARD_NAMES[quantity]]
    found = found or [name for name in every if name in NAMES[quantity]]
    if len(found) > 1:
        raise _refused(quantity, f"variables {', '.join(found)}", "one variable: drop the others")
    if not found and needed:
        wanted = " or ".join(NAMES[quantity])
        raise _refused(quantity, f"not among {', '.join(every) or 'no variables'}", f"a variable {wanted}")
    return dataset[found[0]] if found else None


def _converted(variable: xr.DataArray, quantity: str) -> Array:
    units = variable.attrs.get("units", CUSTOMARY.get(quantity, "m s-1"))
    if units not in UNITS[quantity]:
        raise _refused(quantity, f"in {units!r}", f"one of the units {', '.join(UNITS[quantity])}")
    values = np.asarray(variable.values)
    if values.dtype.kind not in "fiu":
        raise _refused(quantity, f"of type {values.dtype}", "real numbers")
    return values.astype(np.float64) * UNITS[quantity][units]


def _component(dataset: xr.Dataset, quantity: str, along: dict[str, str], shape: tuple[int, ...]) -> Array:
    """Return a wind in the shape of the grid; where it lacks a dimension it is the same along it."""
    variable = _found(dataset, quantity, needed=True)
    assert variable is not None  # noqa: S101 - `needed` raises
    variable = variable.squeeze(
        [name for name in variable.dims if name not in along.values() and variable.sizes[name] == 1]
    )
    strange = [str(name) for name in variable.dims if name not in along.values()]
    if strange:
        raise _refused(
            quantity, f"over {', '.join(strange)}", "over latitude, longitude and altitude: select one first"
        )
    present = [name for name in (along.get(axis) for axis in AXES) if name in variable.dims]
    values = _converted(variable.transpose(*present), quantity)
    if np.isnan(values).any():
        raise _refused(quantity, f"NaN in {int(np.isnan(values).sum())} cells", "a number in every cell: fill or crop")
    full = tuple(n if along.get(axis) in present else 1 for axis, n in zip(AXES, shape, strict=True))
    return np.broadcast_to(values.reshape(full), shape)


def _refused(quantity: str, given: str, allowed: str) -> InvalidParameterError:
    return InvalidParameterError(f"{quantity} of the dataset, {given}, is not allowed: must be {allowed}")
