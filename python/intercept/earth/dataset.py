"""What a dataset of xarray holds: which variable is which quantity, in what unit, at which time."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from intercept.base.arguments import refused, shown
from intercept.errors import InvalidParameterError

if TYPE_CHECKING:
    import xarray as xr

Array = npt.NDArray[np.float64]

# Of a geopotential height, m (WMO-No. 8): geopotential over this is what files call so.
STANDARD_GRAVITY_M_S2 = 9.80665
# How files name a quantity: CF standard names first (MERRA-2 has two of its own), then what is customary.
STANDARD_NAMES = {
    "latitude": ("latitude",),
    "longitude": ("longitude",),
    "altitude": ("altitude", "height_above_reference_ellipsoid", "height_above_mean_sea_level"),
    "geopotential": ("geopotential", "geopotential_height", "edge_heights", "mid_layer_heights"),
    "eastward wind": ("eastward_wind",),
    "northward wind": ("northward_wind",),
    "upward wind": ("upward_air_velocity",),
}
NAMES = {
    "latitude": ("latitude", "lat"),
    "longitude": ("longitude", "lon"),
    "altitude": ("altitude", "altitude_m", "alt", "height", "z"),
    "geopotential": ("geopotential", "z", "zg", "gh", "hgt", "H"),
    "eastward wind": ("eastward_wind", "u", "U", "ua", "uwnd"),
    "northward wind": ("northward_wind", "v", "V", "va", "vwnd"),
    "upward wind": ("upward_air_velocity", "w"),
}
_DEGREES = ("degree", "degrees", "deg")
_ANGLES = {word + side: np.pi / 180.0 for word in _DEGREES for side in ("", "_north", "_east", "_N", "_E", "N", "E")}
_ANGLES |= dict.fromkeys(("rad", "radian", "radians"), 1.0)
_LENGTHS = dict.fromkeys(("m", "metre", "metres", "meter", "meters"), 1.0) | {"km": 1000.0}
_SPEEDS = dict.fromkeys(("m s-1", "m/s", "m s**-1", "m s^-1", "m.s-1", "metre second-1", "meter second-1"), 1.0)
_GEOPOTENTIALS = dict.fromkeys(("m2 s-2", "m**2 s**-2", "m^2 s^-2", "m2/s2", "m^2/s^2", "J kg-1", "J/kg"), 1.0)
# Factors that make radians, metres, metres a second, or square metres a second squared.
UNITS = {
    "latitude": _ANGLES,
    "longitude": _ANGLES,
    "altitude": _LENGTHS,
    "geopotential": _GEOPOTENTIALS | dict.fromkeys(("m", "gpm", "geopotential metre"), STANDARD_GRAVITY_M_S2),
    "eastward wind": _SPEEDS,
    "northward wind": _SPEEDS,
    "upward wind": _SPEEDS,
}
# Of levels of pressure; the names of those that may lack a unit.
_PRESSURES = dict.fromkeys(("hPa", "hectopascal", "millibars", "millibar", "mbar", "mb"), 100.0) | {"Pa": 1.0}
_LEVELS = ("isobaricInhPa", "pressure_level", "pressure", "plev", "level", "lev")
# No pressure of the air is greater in hPa.
HPA_MAX = 1_200.0
# Without a `units` attribute.
CUSTOMARY = {"latitude": "degrees", "longitude": "degrees", "altitude": "m", "geopotential": "m**2 s**-2"}


def found(dataset: xr.Dataset, quantity: str, *, what_to_do: str = "") -> xr.DataArray | None:
    """Return the variable of a quantity, by its CF standard name, else by a customary name.

    Parameters
    ----------
    dataset
        The dataset.
    quantity
        A key of `NAMES`.
    what_to_do
        Said where there is none, as an error; unless given, the answer is None then.

    Raises
    ------
    InvalidParameterError
        There are several, or there is none and there must be one.
    """
    every = [str(name) for name in dataset.variables]
    named = [name for name in every if dataset[name].attrs.get("standard_name") in STANDARD_NAMES[quantity]]
    named = named or [name for name in every if name in NAMES[quantity]]
    if quantity == "altitude":
        # Reanalyses call the geopotential z.
        named = [name for name in named if name != "z" or dataset[name].ndim == 1]
        named = [name for name in named if dataset[name].attrs.get("units") not in _GEOPOTENTIALS]
    if quantity == "geopotential":
        # A coordinate of one dimension is an altitude.
        named = [name for name in named if dataset[name].ndim > 1 or name not in dataset.coords]
    if len(named) > 1:
        raise wrong(quantity, f"variables {', '.join(named)}", "one variable: drop the others")
    if not named and what_to_do:
        wanted = " or ".join(NAMES[quantity])
        raise wrong(quantity, f"not among {', '.join(every) or 'no variables'}", f"a variable {wanted}: {what_to_do}")
    return dataset[named[0]] if named else None


def converted(variable: xr.DataArray, quantity: str) -> Array:
    """Return values in SI units and radians.

    Raises
    ------
    InvalidParameterError
        The unit is not known, or the values are not real numbers.
    """
    units = variable.attrs.get("units", CUSTOMARY.get(quantity, "m s-1"))
    if units not in UNITS[quantity]:
        raise wrong(quantity, f"in {shown(units)}", f"one of the units {', '.join(UNITS[quantity])}")
    values = np.asarray(variable.values)
    if values.dtype.kind not in "fiu":
        raise wrong(quantity, f"of type {values.dtype}", "real numbers")
    return values.astype(np.float64) * UNITS[quantity][units]


def pressures_pa(dataset: xr.Dataset, level: str) -> Array | None:
    """Return the pressures (Pa) of a dimension of levels; None where it has none.

    Without a unit, levels that have a name of levels of pressure are in Pa where they exceed what hPa can be.
    """
    if level not in dataset.coords or dataset[level].dtype.kind not in "fiu":
        return None
    values = dataset[level].values.astype(np.float64)
    units = dataset[level].attrs.get("units")
    if units is None and level in _LEVELS:
        factor = 1.0 if values.max() > HPA_MAX else _PRESSURES["hPa"]
    elif units in _PRESSURES:
        factor = _PRESSURES[units]
    else:
        return None
    return values * factor if (values > 0.0).all() else None


def is_speed(variable: xr.DataArray) -> bool:
    """Whether a vertical wind is a speed: reanalyses give it in Pa/s under the same short name."""
    return variable.attrs.get("units") in _SPEEDS


def at_time(dataset: xr.Dataset, time: object) -> xr.Dataset:
    """Return a dataset at one time, ERA5's final and early data (`expver`) merged.

    Parameters
    ----------
    dataset
        The dataset. Its times are the dimension whose coordinate holds dates.
    time
        Text as 2024-01-31T12:00 or a datetime, in UTC as in the files; None where the dataset has one time, or none.

    Raises
    ------
    InvalidParameterError
        The dataset has several times and none is chosen, or the time is none of them.
    """
    chosen = None if time is None else _moment(time)
    dataset = _merged(dataset)
    dated = [name for name in dataset.coords if dataset[name].dtype.kind == "M" and dataset[name].ndim <= 1]
    # cfgrib keeps the time of the analysis beside the valid one.
    dated.sort(key=lambda name: (-dataset[name].ndim, name != "valid_time"))
    name = next(iter(dated), None)
    if name is None:
        if chosen is not None:
            raise refused("time", time, "left out, because the dataset has no times")
        return dataset
    times = np.atleast_1d(dataset[name].values).astype("datetime64[s]")
    if chosen is None and len(times) > 1:
        raise refused("time", time, f"one of {_listed(times)}")
    if chosen is not None and chosen not in times:
        raise refused("time", time, f"one of {_listed(times)}")
    place = 0 if chosen is None else int(np.flatnonzero(times == chosen)[0])
    return dataset.isel({dataset[name].dims[0]: place}) if dataset[name].ndim else dataset


def _merged(dataset: xr.Dataset) -> xr.Dataset:
    # Months that are final in part have a dimension for the version, in which each time is filled once.
    if "expver" not in dataset.dims:
        return dataset
    merged = dataset.isel(expver=0, drop=True)
    for place in range(1, dataset.sizes["expver"]):
        merged = merged.combine_first(dataset.isel(expver=place, drop=True))
    return merged


def _moment(time: object) -> np.datetime64:
    try:
        if isinstance(time, str):
            time = dt.datetime.fromisoformat(time)
        if isinstance(time, dt.datetime):
            utc = time if time.tzinfo is None else time.astimezone(dt.UTC)
            return np.datetime64(utc.replace(tzinfo=None), "s")
        if isinstance(time, np.datetime64) and not np.isnat(time):
            return np.datetime64(time.astype("datetime64[s]"))
    except (ValueError, OverflowError):
        pass
    raise refused("time", time, "a time in UTC, such as 2024-01-31T12:00")


def _listed(times: npt.NDArray[np.datetime64]) -> str:
    shown = [str(time)[:16] for time in times]
    count = f"the {len(times):,} times " if len(times) > 3 else ""
    return f"{count}{', '.join(shown[:2])}, ..., {shown[-1]}" if len(times) > 3 else " or ".join(shown)


def wrong(quantity: str, given: str, allowed: str) -> InvalidParameterError:
    """Return the error of a quantity that is not what it must be."""
    return InvalidParameterError(f"{quantity} of the dataset, {given}, is not allowed: must be {allowed}")
