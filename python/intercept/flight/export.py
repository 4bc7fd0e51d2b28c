"""Trajectories for other libraries: datasets of xarray with CF attributes, and one row for each knot for tables.

Conventions: CF-1.11, chapter 9.3.3 (contiguous ragged array) and appendix H.4 (trajectories).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

import intercept._core as _core
from intercept.base.arguments import column, numbers
from intercept.base.extras import require
from intercept.base.table import Table
from intercept.errors import InvalidParameterError
from intercept.flight.outcomes import Outcome

if TYPE_CHECKING:
    import xarray as xr

Array = npt.NDArray[np.float64]

AXES = ("x", "y", "z")
# Samples of a dataset on a grid: rows times moments; more would fill any memory (72 bytes each).
SAMPLES_MAX = 100_000_000

_VARIABLES = {
    "time": {"standard_name": "time", "long_name": "time since launch of the row", "units": "s", "axis": "T"},
    "latitude": {"standard_name": "latitude", "long_name": "geodetic latitude", "units": "degrees_north"},
    "longitude": {"standard_name": "longitude", "long_name": "longitude", "units": "degrees_east"},
    "altitude": {
        "standard_name": "height_above_reference_ellipsoid",
        "long_name": "altitude above the surface of the world flown over",
        "units": "m",
        "positive": "up",
    },
    "position_ecef": {"long_name": "position, Earth-centred and Earth-fixed", "units": "m"},
    "velocity_ecef": {"long_name": "velocity relative to the rotating Earth, Earth-fixed axes", "units": "m s-1"},
    "acceleration_ecef": {"long_name": "acceleration in the rotating frame, Earth-fixed axes", "units": "m s-2"},
    "row_size": {"long_name": "number of knots of the row", "sample_dimension": "knot"},
    "row": {"long_name": "row of the batch, that of what was flown", "cf_role": "trajectory_id"},
    "threat_class": {"long_name": "threat class"},
    "wave": {"long_name": "wave of the raid"},
}
_COLUMNS = {
    "position_ecef_m": ("x_ecef_m", "y_ecef_m", "z_ecef_m"),
    "velocity_ecef_m_s": ("velocity_x_ecef_m_s", "velocity_y_ecef_m_s", "velocity_z_ecef_m_s"),
    "acceleration_ecef_m_s2": ("acceleration_x_ecef_m_s2", "acceleration_y_ecef_m_s2", "acceleration_z_ecef_m_s2"),
}


def knots(core: _core.Trajectories) -> dict[str, Array]:
    """Return all knots, row after row: see `Trajectories.knots`."""
    return {
        "time_s": core.time_s(),
        "position_ecef_m": core.position_ecef_m(),
        "velocity_ecef_m_s": core.velocity_ecef_m_s(),
        "acceleration_ecef_m_s2": core.acceleration_ecef_m_s2(),
    }


def parts(core: _core.Trajectories) -> dict[str, Any]:
    """Return all that a batch holds but its world, as `_core.trajectories_of_parts` takes it."""
    own = {"offsets": core.offsets(), "outcome": core.outcome(), "marks": core.marks()}
    return own | knots(core) | {"faults": _core.trajectory_faults(core)}


def of_threats(threats: Table | None) -> dict[str, Any]:
    """Return the columns that tell what rows are: those of `Trajectories.threats` but the launch."""
    return {} if threats is None else {name: threats[name] for name in threats.columns if name != "launch_s"}


def knot_table(core: _core.Trajectories, threats: Table | None) -> Table:
    """Return one row for each knot: see `Trajectories.to_arrow`."""
    all_knots = knots(core)
    offsets = core.offsets().astype(np.int64)
    row = np.repeat(np.arange(len(core), dtype=np.int64), offsets[1:] - offsets[:-1])
    columns: dict[str, npt.ArrayLike] = {
        "row": row,
        **{name: values[row] for name, values in of_threats(threats).items()},
        "time_s": all_knots["time_s"],
    }
    latitude, longitude, columns["altitude_m"] = core.geodetic(all_knots["position_ecef_m"])
    columns["latitude_deg"], columns["longitude_deg"] = np.degrees(latitude), np.degrees(longitude)
    for name, parts in _COLUMNS.items():
        columns |= {part: all_knots[name][:, axis] for axis, part in enumerate(parts)}
    return Table(columns, {"row": "row of the batch", "time_s": "since launch of the row"})


def sample_all(core: _core.Trajectories, time_s: npt.ArrayLike) -> tuple[Array, Array]:
    """Return position and velocity of every row at every time: see `Trajectories.sample_all`."""
    times = column("time_s", time_s)
    rows, moments = len(core), len(times)
    if rows * moments > SAMPLES_MAX:
        raise InvalidParameterError(
            f"time_s of {moments} times for {rows} rows is not allowed: must make at most {SAMPLES_MAX} samples"
        )
    position, velocity = core.sample(np.repeat(np.arange(rows, dtype=np.uint64), moments), np.tile(times, rows))
    return position.reshape(rows, moments, 3), velocity.reshape(rows, moments, 3)


def grid_of(core: _core.Trajectories, time_s: npt.ArrayLike | None, step_s: float | None) -> Array | None:
    """Return the times (s) of a dataset, or None for the knots.

    Raises
    ------
    InvalidParameterError
        Both are given, the times do not ascend or are not finite, or the step is not a positive number that makes a
        grid of moderate size.
    """
    if time_s is not None and step_s is not None:
        raise InvalidParameterError("time_s and step_s are not allowed together")
    if time_s is not None:
        times = column("time_s", time_s)
        if not np.isfinite(times).all() or not (np.diff(times) > 0.0).all() or not len(times):
            raise InvalidParameterError("time_s is not allowed: must be finite, ascending, and at least one time")
        return times
    if step_s is None:
        return None
    step = numbers("step_s", step_s)
    longest = float(core.time_s().max(initial=0.0))
    if step.ndim or not np.isfinite(step) or step <= 0.0 or longest / float(step) * max(len(core), 1) > SAMPLES_MAX:
        raise InvalidParameterError(
            f"step_s = {step_s} is not allowed: must be above 0, and make at most {SAMPLES_MAX} samples"
        )
    return np.arange(np.ceil(longest / float(step)) + 1.0) * float(step)


def dataset(
    core: _core.Trajectories, time_s: npt.ArrayLike | None, step_s: float | None, threats: Table | None
) -> xr.Dataset:
    """Return the batch as a dataset: see `Trajectories.to_xarray`."""
    xarray = require("xarray", "xarray")
    grid = grid_of(core, time_s, step_s)
    variables = _on_knots(core) if grid is None else _on_grid(core, grid)
    variables["outcome"] = ("row", core.outcome().astype(np.int8))
    variables |= {name: ("row", values) for name, values in of_threats(threats).items()}
    places = ("latitude", "longitude", "altitude", *(["time"] if grid is None else []))
    coordinates: dict[str, Any] = {name: variables.pop(name) for name in places}
    if grid is not None:
        coordinates["time"] = ("time", grid)
    coordinates |= {"row": ("row", np.arange(len(core), dtype=np.int64)), "axis": ("axis", list(AXES))}
    result: xr.Dataset = xarray.Dataset(variables, coords=coordinates, attrs=_attributes(ragged=grid is None))
    for name, attributes in (_VARIABLES | {"outcome": _outcome_attributes()}).items():
        if name in result.variables:
            result[name].attrs |= attributes
    # A missing value of an integer or of text would turn it into something else when read.
    for name in ("row", "outcome", "axis", "row_size", "threat_class", "wave"):
        if name in result.variables:
            result[name].encoding["_FillValue"] = None
    return result


def _on_knots(core: _core.Trajectories) -> dict[str, Any]:
    all_knots = knots(core)
    vectors = ("position_ecef", "velocity_ecef", "acceleration_ecef")
    latitude, longitude, altitude = core.geodetic(all_knots["position_ecef_m"])
    return {
        "row_size": ("row", np.diff(core.offsets().astype(np.int64))),
        "time": ("knot", all_knots["time_s"]),
        "latitude": ("knot", np.degrees(latitude)),
        "longitude": ("knot", np.degrees(longitude)),
        "altitude": ("knot", altitude),
        **{
            name: (("knot", "axis"), values) for name, values in zip(vectors, list(all_knots.values())[1:], strict=True)
        },
    }


def _on_grid(core: _core.Trajectories, times: Array) -> dict[str, Any]:
    position, velocity = sample_all(core, times)
    # Nothing flies before its launch or after its end.
    offsets = core.offsets().astype(np.int64)
    flown = np.diff(offsets) > 0
    start, end = (np.full(len(core), np.nan) for _ in range(2))
    start[flown], end[flown] = core.time_s()[offsets[:-1][flown]], core.time_s()[offsets[1:][flown] - 1]
    outside = ~((times >= start[:, None]) & (times <= end[:, None]))
    position[outside] = np.nan
    velocity[outside] = np.nan
    latitude, longitude, altitude = (each.reshape(outside.shape) for each in core.geodetic(position.reshape(-1, 3)))
    for each in (latitude, longitude, altitude):
        each[outside] = np.nan
    return {
        "latitude": (("row", "time"), np.degrees(latitude)),
        "longitude": (("row", "time"), np.degrees(longitude)),
        "altitude": (("row", "time"), altitude),
        "position_ecef": (("row", "time", "axis"), position),
        "velocity_ecef": (("row", "time", "axis"), velocity),
    }


def _outcome_attributes() -> dict[str, Any]:
    return {
        "long_name": "how the flight ended",
        "flag_values": np.array([int(code) for code in Outcome], dtype=np.int8),
        "flag_meanings": " ".join(code.name.lower() for code in Outcome),
    }


def _attributes(*, ragged: bool) -> dict[str, str]:
    common = {
        "Conventions": "CF-1.11",
        "title": "Trajectories of generic classes, computed",
        "source": f"intercept {_core.VERSION}",
        "history": f"written by intercept {_core.VERSION}",
    }
    return common | ({"featureType": "trajectory"} if ragged else {})
