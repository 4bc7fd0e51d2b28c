"""Tables of samples from any library, by the names of their columns: see `Trajectories.from_table`."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt

import intercept._core as _core
from intercept.base.arguments import refused, shown
from intercept.base.extras import require
from intercept.base.outside import contents_of
from intercept.base.real import as_real
from intercept.base.table import Table
from intercept.base.words import counted
from intercept.earth.world import World
from intercept.errors import InvalidParameterError
from intercept.flight.clock import Clock, array_of, instant
from intercept.flight.column_names import refuse_unknown
from intercept.flight.recorded import FACT_LIMITS, FACTS, RIGHT_ANGLE_RAD, Placed, facts_of, rows_of, span_of
from intercept.flight.samples import ALTITUDE_MAX_M, ALTITUDE_MIN_M, TIME_MAX_S, Index, Samples

Array = npt.NDArray[np.float64]
Columns = dict[str, npt.NDArray[Any]]

FOOT_M = 0.3048
# Of each column in its own unit: what it is, the factor to SI units, and its range.
UNITS = {"deg": math.pi / 180.0, "rad": 1.0}
ANGLES = {
    angle: {f"{angle}_{unit}": (factor, quarters * RIGHT_ANGLE_RAD / factor) for unit, factor in UNITS.items()}
    for angle, quarters in zip(("latitude", "longitude"), (1, 4), strict=True)
}
ALTITUDES = {"altitude_m": 1.0, "altitude_km": 1e3, "altitude_ft": FOOT_M}
ECEF = ("x_ecef_m", "y_ecef_m", "z_ecef_m")
VELOCITY_ECEF = ("velocity_x_ecef_m_s", "velocity_y_ecef_m_s", "velocity_z_ecef_m_s")
VELOCITY_ENU = ("velocity_east_m_s", "velocity_north_m_s", "velocity_up_m_s")
ACCELERATION = ("acceleration_x_ecef_m_s2", "acceleration_y_ecef_m_s2", "acceleration_z_ecef_m_s2")
ALLOWED = (
    *("row", "time_s", "time"),
    *(*ANGLES["latitude"], *ANGLES["longitude"], *ALTITUDES),
    *(*ECEF, *VELOCITY_ECEF, *VELOCITY_ENU, *ACCELERATION),
    *("threat_class", *FACT_LIMITS),
    # Told of flights of a raid, and read over: a track has none.
    "wave",
)
# Of a dataset, as `Trajectories.to_xarray` writes them.
DATASET_NAMES = {
    "time": "time_s",
    "latitude": "latitude_deg",
    "longitude": "longitude_deg",
    "altitude": "altitude_m",
}
DATASET_VECTORS = {"position_ecef": ECEF, "velocity_ecef": VELOCITY_ECEF, "acceleration_ecef": ACCELERATION}
NOT_SAMPLES = ("outcome", "row_size", "axis", "wave")


def of_table(
    columns: Columns,
    facts: Mapping[str, object],
    world: World,
    *,
    place: Callable[[str, int], str] | None = None,
    file: Path | None = None,
    source: Mapping[str, str] = MappingProxyType({}),
    smooth_over_s: object = None,
) -> tuple[_core.Trajectories, Table]:
    """Return the batch of a table's samples, and what is known of its rows.

    `place` is how a message names a value of a column, `file` where the table was read from; `source` is of every row.
    """
    span_s, named = span_of(smooth_over_s), "table" if file is None else "the file"
    with contents_of(file):
        samples, own = _samples(columns, world, place or (lambda name, index: f"{name}[{index}] of {named}"), named)
        told = facts_of(own, samples.names)
    for name in own:
        if facts.get(name) is not None:
            raise InvalidParameterError(f"{name} is not allowed beside the column {name} of {file or named}")
    told |= facts_of({name: value for name, value in facts.items() if value is not None}, samples.names)
    known = {name: told[name] for name in FACTS if name in told}
    read = {name: np.full(len(samples.names), text, dtype=object) for name, text in source.items()}
    smoothed = samples.smoothed_over(span_s)
    with contents_of(file):
        return smoothed.batch(known | read, world)


def _samples(
    columns: Columns, world: World, place: Callable[[str, int], str], named: str
) -> tuple[Samples, dict[str, npt.NDArray[Any]]]:
    """Return the samples of a table, and what its columns say of its rows."""
    refuse_unknown(columns, ALLOWED, named)
    timed = [name for name in ("time_s", "time") if name in columns]
    if len(timed) != 1:
        said = "both" if timed else "neither"
        raise InvalidParameterError(f"{named} is not allowed: must have one of time_s (seconds) and time, has {said}")
    if columns[timed[0]].ndim != 1:
        raise InvalidParameterError(f"column {timed[0]} of {named} is not allowed: must have one value for each sample")
    length = len(columns[timed[0]])
    if length < 2:
        raise InvalidParameterError(f"{named} of {counted(length, 'sample')} is not allowed: must have at least two")
    label, names = rows_of(columns.get("row"), length)
    reader = _Reader(columns, Placed(label, names, place), named)
    time_s, clock = reader.times()
    position, geodetic = reader.position(world)
    velocity, acceleration = reader.velocity(geodetic), reader.vectors(ACCELERATION)
    if acceleration is not None and velocity is None:
        raise _lacking(named, VELOCITY_ECEF[0])
    samples = Samples(
        time_s,
        position,
        velocity,
        acceleration,
        label,
        names,
        reader.placed.place,
        clock,
        reader.called(ECEF, (*ANGLES["latitude"], *ANGLES["longitude"], *ALTITUDES)),
        reader.called(VELOCITY_ECEF, VELOCITY_ENU),
    )
    return samples, {name: reader.fact(name) for name in ("threat_class", *FACT_LIMITS) if name in columns}


def _lacking(named: str, *missing: str) -> InvalidParameterError:
    return InvalidParameterError(f"{named} is not allowed: must have a column {' and one '.join(missing)}")


class _Reader:
    """Reads columns in their own units, with messages that name column, row and value."""

    def __init__(self, columns: Columns, placed: Placed, named: str) -> None:
        self.columns, self.placed, self.named = columns, placed, named

    def times(self) -> tuple[Array, Clock | None]:
        """Return the times in seconds, and the clock they are of, if they are times of a clock."""
        if "time_s" in self.columns:
            return self.column("time_s", 1.0, -TIME_MAX_S, TIME_MAX_S), None
        return self.placed.times("time", self.columns["time"])

    def column(self, name: str, factor: float, low: float, high: float) -> Array:
        values = self._numbers(name)
        self.placed.check(name, values, low, high)
        return values * factor

    def _numbers(self, name: str) -> Array:
        values = self.columns[name]
        if values.shape != self.placed.label.shape:
            raise InvalidParameterError(
                f"column {name} of {self.named} is not allowed: must have {len(self.placed.label)} values, as the times"
            )
        if values.dtype.kind in "fiu":
            return values.astype(np.float64)
        found = np.empty(len(values))
        # As a list, times would be whole numbers of some unit.
        for index, value in enumerate(list(values) if values.dtype.kind == "M" else values.tolist()):
            # What a library writes for a value that is missing is none of Python's numbers.
            if isinstance(value, bool) or not isinstance(value, int | float):
                hint = "; times of a clock go into a column time" if name == "time_s" and instant(value) else ""
                raise self.placed.refused(name, index, shown(value), f"a number{hint}")
            found[index] = as_real(value)
        return found

    def position(self, world: World) -> tuple[Array, Array]:
        """Return the positions as ECEF (m), and as latitude, longitude (rad) and altitude (m)."""
        ecef = self.vectors(ECEF)
        if ecef is not None:
            return ecef, np.column_stack(_core.ecef_to_geodetic(ecef, world.core()))
        angles = []
        for known in ANGLES.values():
            name = self._one(tuple(known))
            factor, most = known[name]
            angles.append(self.column(name, factor, -most, most))
        name = self._one(tuple(ALTITUDES))
        factor = ALTITUDES[name]
        altitude = self.column(name, factor, ALTITUDE_MIN_M / factor, ALTITUDE_MAX_M / factor)
        ecef = _core.geodetic_to_ecef(angles[0], angles[1], altitude, world.core())
        return ecef, np.column_stack([*angles, altitude])

    def _one(self, names: Sequence[str]) -> str:
        found = [name for name in names if name in self.columns]
        if len(found) != 1:
            said = f"both {' and '.join(found)}" if found else "none of them"
            raise InvalidParameterError(f"{self.named} is not allowed: must have one of {', '.join(names)}, has {said}")
        return found[0]

    def called(self, *names: Sequence[str]) -> str:
        """Return the columns that there are of groups of names."""
        return ", ".join(name for group in names for name in group if name in self.columns)

    def vectors(self, names: Sequence[str]) -> Array | None:
        found = [name for name in names if name in self.columns]
        if not found:
            return None
        if len(found) < len(names):
            raise _lacking(self.named, *(name for name in names if name not in found))
        return np.column_stack([self.column(name, 1.0, -math.inf, math.inf) for name in names])

    def velocity(self, geodetic: Array) -> Array | None:
        """Return velocities as ECEF, turned from east, north and up at each place where they are given so."""
        enu = self.vectors(VELOCITY_ENU)
        if enu is None:
            return self.vectors(VELOCITY_ECEF)
        if VELOCITY_ECEF[0] in self.columns:
            raise InvalidParameterError(f"{self.named} is not allowed: must have velocities along one set of axes")
        (sin_lat, sin_lon), (cos_lat, cos_lon) = np.sin(geodetic[:, :2].T), np.cos(geodetic[:, :2].T)
        zero = np.zeros(len(geodetic))
        east = np.column_stack([-sin_lon, cos_lon, zero])
        north = np.column_stack([-sin_lat * cos_lon, -sin_lat * sin_lon, cos_lat])
        up = np.column_stack([cos_lat * cos_lon, cos_lat * sin_lon, sin_lat])
        return np.asarray(enu[:, :1] * east + enu[:, 1:2] * north + enu[:, 2:] * up)

    def fact(self, name: str) -> npt.NDArray[Any]:
        """Return the value of each row, which all of its samples repeat."""
        values = self.columns[name] if name == "threat_class" else self._numbers(name)
        label = self.placed.label
        first: Index = np.unique(label, return_index=True)[1]
        differs = np.flatnonzero(values != values[first][label])
        if len(differs):
            index = int(differs[0])
            raise self.placed.refused(name, index, shown(values[index]), "one for the whole row")
        return np.asarray(values[first])


def columns_of(table: object) -> Columns:
    """Return the columns of a table of any library.

    Raises
    ------
    InvalidParameterError
        It is no table.
    """
    if isinstance(table, Table):
        return {name: table[name] for name in table.columns}
    if isinstance(table, Mapping) and not hasattr(table, "data_vars"):
        return {name: array_of(values) for name, values in table.items()}
    if hasattr(table, "data_vars"):
        return _of_dataset(table)
    if hasattr(table, "collect_schema") and not hasattr(table, "height"):
        raise refused("table", table, "a table with its data: collect() a LazyFrame first")
    index = getattr(table, "index", None)
    if hasattr(table, "reset_index") and any(name is not None for name in getattr(index, "names", ())):
        table = table.reset_index()  # a named index of pandas is a column
    if hasattr(table, "columns") and hasattr(table, "dtypes"):
        return {name: array_of(table[name]) for name in table.columns}  # type: ignore[index]  # of pandas or polars
    if hasattr(table, "__arrow_c_stream__"):
        arrow = require("pyarrow", "tables").table(table)
        return {name: array_of(arrow.column(name)) for name in arrow.column_names}
    raise refused("table", table, "an ic.Table, a table of pandas, polars or Arrow, a dataset, or a mapping of columns")


def _of_dataset(dataset: Any) -> Columns:  # noqa: ANN401 - of xarray
    """Return the samples of a dataset: ragged by row_size, on a grid of row and time, or along one dimension."""
    if "row_size" in dataset:
        sizes = dataset["row_size"].to_numpy()
        names = dataset["row"].to_numpy() if "row" in dataset else np.arange(len(sizes))
        columns: Columns = {"row": np.repeat(names, sizes)}
        flat = dataset
    else:
        kept = dataset.drop_vars([name for name in NOT_SAMPLES if name in dataset and name != "axis"])
        dims = [dim for dim in kept.dims if dim != "axis"]
        flat, columns = kept.stack(sample=dims, create_index=False), {}
    for name in [*flat.data_vars, *flat.coords]:
        values = flat[name]
        if name in DATASET_VECTORS:
            columns |= {part: values.isel(axis=k).to_numpy() for k, part in enumerate(DATASET_VECTORS[name])}
        elif name not in NOT_SAMPLES and name not in columns:
            found = values.to_numpy()
            if "row_size" in dataset and values.dims == ("row",):
                found = np.repeat(found, sizes)
            # xarray reads seconds in a file as spans of time, and those since a day as times of a clock.
            if found.dtype.kind == "m":
                found = found / np.timedelta64(1, "s")
            is_clock = name == "time" and found.dtype.kind in "MO"
            columns["time" if is_clock else DATASET_NAMES.get(name, str(name))] = found
    # Before the launch and after the end of a row a grid has nothing.
    if "row_size" not in dataset:
        gaps = [np.isnan(v) for v in columns.values() if v.dtype.kind == "f"]
        empty = np.all([gap for gap in gaps if gap.any()], axis=0)
        columns = {name: v[~empty] for name, v in columns.items()} if np.ndim(empty) else columns
    return columns
