"""Readings along trajectories and the strain of each, as tables for people."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

import intercept._core as _core
from intercept.base.arguments import column, numbers, refused
from intercept.base.arguments import threads as checked_threads
from intercept.base.table import Table
from intercept.errors import InvalidParameterError
from intercept.flight.outcomes import Event, Outcome

NOSE_RADIUS_M = 0.1


def nose_radius(value: object) -> float:
    """Return a nose radius (m): one number; its range, 1 mm to 100 m, is checked where it is used.

    Raises
    ------
    InvalidParameterError
        The value is not one number.
    """
    array = numbers("nose_radius_m", value)  # type: ignore[arg-type]
    if array.ndim:
        raise refused("nose_radius_m", value, "one number")
    return float(array)


def quantities(
    core: _core.Trajectories,
    row: npt.NDArray[np.uint64],
    time_s: npt.NDArray[np.float64],
    nose_radius_m: object,
    threads: int,
) -> Table:
    """Return the readings of rows at times: see `Trajectories.quantities`."""
    readings = _core.trajectory_quantities(core, row, time_s, nose_radius(nose_radius_m), checked_threads(threads))
    columns: dict[str, Any] = {"row": row.astype(np.int64), "time_s": time_s}
    for name, values in readings.items():
        if name.endswith("_rad"):
            columns[name.removesuffix("_rad") + "_deg"] = np.degrees(values)
        else:
            columns[name] = values
    return Table(columns)


def events(core: _core.Trajectories) -> Table:
    """Return what happened on the way of each row: see `Trajectories.events`."""
    row, time_s, code = core.marks()
    figures, outcome = core.summary(), core.outcome()
    flown = np.flatnonzero(np.isfinite(figures["flight_time_s"]))
    end, apogee = figures["flight_time_s"], figures["apogee_time_s"]
    level = np.unique(row[code == Event.CRUISE])
    peaks = np.setdiff1d(flown[(apogee[flown] > 0.0) & (apogee[flown] < end[flown])], level)
    rows = np.concatenate([row.astype(np.int64), peaks, flown])
    # A launch with vertical speed zero may have its first event at -0.0.
    times = np.concatenate([time_s, apogee[peaks], end[flown]]) + 0.0
    ends = np.where(outcome[flown] == Outcome.IMPACT, Event.IMPACT, Event.END)
    codes = np.concatenate([code, np.full(len(peaks), Event.APOGEE), ends]).astype(np.int64)
    order = np.lexsort((np.arange(len(rows)), times, rows))
    names = [Event(c).name.lower() for c in codes[order]]
    return Table({"row": rows[order], "time_s": times[order], "event": names})


def energy_history(core: _core.Trajectories, row: int, time_s: npt.ArrayLike | None) -> Table:
    """Return the energies of a row: see `Trajectories.energy_history`."""
    if time_s is None:
        first, last = core.offsets()[row : row + 2].astype(np.int64)
        # Two knots at one time mark a jump of acceleration: one state.
        times = np.unique(core.time_s()[first:last])
    else:
        times = column("time_s", time_s)
    read = _core.trajectory_quantities(core, np.full(len(times), row, dtype=np.uint64), times, NOSE_RADIUS_M, 0)
    kinetic = 0.5 * read["speed_m_s"] ** 2
    return Table(
        {
            "time_s": times,
            "kinetic_energy_m2_s2": kinetic,
            "potential_energy_m2_s2": read["specific_energy_m2_s2"] - kinetic,
            "specific_energy_m2_s2": read["specific_energy_m2_s2"],
        }
    )


def rows_at(
    length: int, row: npt.ArrayLike, time_s: npt.ArrayLike
) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.float64]]:
    """Return rows of a batch of a length and times as two columns of one length; either may be one number.

    Raises
    ------
    InvalidParameterError
        A row does not exist, or the two do not broadcast to one dimension.
    """
    rows = numbers("row", row)
    times = numbers("time_s", time_s)
    if np.any(rows != np.floor(rows)) or np.any((rows < 0) | (rows >= length)):
        raise refused("row", row, f"whole, 0 to {length - 1}")
    try:
        rows, times = np.broadcast_arrays(np.atleast_1d(rows), np.atleast_1d(times))
    except ValueError as error:
        raise InvalidParameterError(f"row and time_s do not fit together: {error}") from error
    if rows.ndim != 1:
        raise InvalidParameterError(f"row of shape {rows.shape} is not allowed: must be of shape (n,)")
    return rows.astype(np.uint64), np.ascontiguousarray(times)


def table(core: _core.Trajectories, nose_radius_m: object) -> dict[str, npt.NDArray[np.float64]]:
    """Return the figures of each row as columns for people: see `Trajectories.table`."""
    figures = core.summary()
    figures |= _core.trajectory_strain(core, nose_radius(nose_radius_m), 0)
    return {
        "flight_time_s": figures["flight_time_s"],
        "distance_km": figures["distance_m"] / 1e3,
        "apogee_km": figures["apogee_m"] / 1e3,
        "speed_max_m_s": figures["speed_max_m_s"],
        "impact_speed_m_s": figures["speed_end_m_s"],
        "latitude_end_deg": np.degrees(figures["latitude_end_rad"]),
        "longitude_end_deg": np.degrees(figures["longitude_end_rad"]),
        "load_factor_max": figures["load_factor_max"],
        "load_factor_max_time_s": figures["load_factor_max_time_s"],
        "dynamic_pressure_max_kpa": figures["dynamic_pressure_max_pa"] / 1e3,
        "dynamic_pressure_max_time_s": figures["dynamic_pressure_max_time_s"],
        "heat_rate_max_w_m2": figures["heat_rate_max_w_m2"],
        "heat_rate_max_time_s": figures["heat_rate_max_time_s"],
        "heat_load_j_m2": figures["heat_load_j_m2"],
        "impact_angle_deg": np.degrees(figures["impact_angle_rad"]),
    }
