"""What flies: trajectories on a rotating WGS-84 Earth with J2 and the US Standard Atmosphere 1976.

`fly` computes the flights of a compiled plan, `release` those of bodies with a given state. Models and limits:
docs/models/flight.md.
"""

from __future__ import annotations

from collections import Counter
from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from intercept import _core
from intercept.checks import column, numbers, vectors, whole
from intercept.checks import threads as checked_threads
from intercept.errors import InvalidParameterError, UnreachableError
from intercept.scenario.plan import Plan
from intercept.table import Table
from intercept.world import World

if TYPE_CHECKING:
    from intercept.scenario.model import Scenario

Array = npt.NDArray[np.float64]


class Outcome(IntEnum):
    """How a flight ended."""

    IMPACT = 0
    TIMEOUT = 1
    STEP_LIMIT = 2
    NON_FINITE = 3
    UNREACHABLE = 4
    INVALID = 5
    NOT_CONVERGED = 6
    LIMIT_EXCEEDED = 7
    FUEL_EXHAUSTED = 8


class Event(IntEnum):
    """What happens at a moment of a flight."""

    IGNITION = 0
    BURNOUT = 1
    SEPARATION = 2
    PULL_UP = 3
    GLIDE = 4
    CRUISE = 5
    DIVE = 6
    HEAT_RATE_LIMIT = 7
    DYNAMIC_PRESSURE_LIMIT = 8
    LOAD_LIMIT = 9
    FUEL_OUT = 10


class Trajectories:
    """A batch of flights. Row i answers input row i; a flight that failed stays, without knots and with an outcome.

    Positions and velocities are Earth-fixed (ECEF), velocities relative to the rotating Earth; times count from the
    launch of each row. Between knots the path is the quintic Hermite polynomial of position, velocity, acceleration.
    """

    def __init__(self, core: _core.Trajectories) -> None:
        self._core = core

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self._core)

    def __repr__(self) -> str:
        counts = Counter(Outcome(code).name.lower() for code in self.outcome)
        return f"<Trajectories: {len(self)} rows, {', '.join(f'{n} {name}' for name, n in counts.items())}>"

    @property
    def core(self) -> _core.Trajectories:
        """The compiled batch, for the next stage."""
        return self._core

    @property
    def outcome(self) -> npt.NDArray[np.uint8]:
        """Outcome code of each row (see `Outcome`), shape (rows,)."""
        return self._core.outcome()

    @property
    def offsets(self) -> npt.NDArray[np.uint64]:
        """Where each row's knots begin, and the total at the end, shape (rows + 1,)."""
        return self._core.offsets()

    def knots(self) -> dict[str, Array]:
        """Return all knots, row after row.

        Keys: time_s (n,), position_ecef_m, velocity_ecef_m_s and acceleration_ecef_m_s2 (n, 3).
        """
        core = self._core
        return {
            "time_s": core.time_s(),
            "position_ecef_m": core.position_ecef_m(),
            "velocity_ecef_m_s": core.velocity_ecef_m_s(),
            "acceleration_ecef_m_s2": core.acceleration_ecef_m_s2(),
        }

    def sample(self, row: npt.ArrayLike, time_s: npt.ArrayLike) -> tuple[Array, Array]:
        """Return position (m) and velocity (m/s), shape (n, 3), of rows at times since their launch.

        Times before launch or after impact give the state there; rows that were not flown give NaN.

        Raises
        ------
        InvalidParameterError
            A row does not exist, or the two do not broadcast to one dimension.
        """
        rows = numbers("row", row)
        times = numbers("time_s", time_s)
        if np.any(rows != np.floor(rows)) or np.any((rows < 0) | (rows >= len(self))):
            raise InvalidParameterError(f"row = {row!r} is not allowed: must be whole, 0 to {len(self) - 1}")
        try:
            rows, times = np.broadcast_arrays(np.atleast_1d(rows), np.atleast_1d(times))
        except ValueError as error:
            raise InvalidParameterError(f"row and time_s do not fit together: {error}") from error
        if rows.ndim != 1:
            raise InvalidParameterError(f"row of shape {rows.shape} is not allowed: must be of shape (n,)")
        return self._core.sample(rows.astype(np.uint64), np.ascontiguousarray(times))

    def summary(self) -> Table:
        """Return one row a flight.

        Columns: outcome, flight_time_s, distance_km (geodesic), apogee_km, speed_max_m_s, impact_speed_m_s and the end
        point in degrees; NaN for flights that failed.
        """
        figures = self._core.summary()
        return Table(
            {
                "outcome": [Outcome(code).name.lower() for code in self.outcome],
                "flight_time_s": figures["flight_time_s"],
                "distance_km": figures["distance_m"] / 1e3,
                "apogee_km": figures["apogee_m"] / 1e3,
                "speed_max_m_s": figures["speed_max_m_s"],
                "impact_speed_m_s": figures["speed_end_m_s"],
                "latitude_end_deg": np.degrees(figures["latitude_end_rad"]),
                "longitude_end_deg": np.degrees(figures["longitude_end_rad"]),
            }
        )

    def events(self) -> Table:
        """Return what happened on the way: columns row, time_s since launch and event, in order of row and time."""
        row, time_s, code = self._core.marks()
        return Table({"row": row, "time_s": time_s, "event": [Event(c).name.lower() for c in code]})

    def fault(self, row: int) -> str | None:
        """Return why a row was not flown, in words, or None when it was."""
        return self._core.fault(whole("row", row, 0, len(self) - 1))

    def check(self, label: str = "flight") -> None:
        """Raise if any row did not come down at its end point.

        Raises
        ------
        UnreachableError
            With the number of such rows and the first one's reason.
        """
        failed = np.flatnonzero(self.outcome != Outcome.IMPACT)
        if len(failed):
            first = int(failed[0])
            why = self.fault(first) or f"the flight ended as {Outcome(self.outcome[first]).name.lower()}"
            raise UnreachableError(f"{len(failed)} of {len(self)} flights have no solution; {label} {first + 1}: {why}")


def fly(plan: Plan | Scenario, *, threads: int = 0, tolerance_m: float = 1e-4) -> Trajectories:
    """Fly every threat of a plan to its aimpoint.

    Parameters
    ----------
    plan
        A compiled plan, or a scenario (its geometry sample 0 is compiled).
    threads
        Worker threads, 0 for all cores. The result is the same for any number.
    tolerance_m
        Error allowed per integration step, m in position and m/s in velocity; 1e-9 to 1000.

    Returns
    -------
    Trajectories
        One row a threat. A row without a solution has an outcome that says so; see `Trajectories.check`.

    Raises
    ------
    UnreachableError
        From compiling: an aimpoint lies beyond the reach of its class.
    InvalidParameterError
        A parameter is out of range.
    """
    if not isinstance(plan, Plan):
        from intercept.scenario.compile import compile_plan  # noqa: PLC0415 - only where a scenario is given

        plan = compile_plan(plan)
    threads = checked_threads(threads)
    flights = plan.threats.flights
    routes = _core.fly_routes(flights.route, flights.waypoints, flights.waypoint_offsets, threads)
    boosted = _core.fly_boosted(flights.boosted, tolerance_m, threads)
    glides = _core.fly_glide(flights.glide, tolerance_m, threads)
    part = np.zeros(len(plan), dtype=np.uint64)
    row = np.zeros(len(plan), dtype=np.uint64)
    for kind, rows in enumerate((flights.route_rows, flights.boosted_rows, flights.glide_rows)):
        part[rows] = kind
        row[rows] = np.arange(len(rows))
    return Trajectories(_core.gather([routes, boosted, glides], part, row))


def release(  # noqa: PLR0913 - a state and its keyword-only options
    position_ecef_m: npt.ArrayLike,
    velocity_ecef_m_s: npt.ArrayLike,
    *,
    ballistic_coefficient_kg_m2: npt.ArrayLike,
    lift_to_drag: npt.ArrayLike = 0.0,
    bank_rad: npt.ArrayLike = 0.0,
    world: World | None = None,
    duration_max_s: float = 36_000.0,
    tolerance_m: float = 1e-4,
    threads: int = 0,
) -> Trajectories:
    """Fly bodies from given states to the ground.

    Parameters
    ----------
    position_ecef_m, velocity_ecef_m_s
        States, shape (n, 3) or (3,); velocity relative to the rotating Earth.
    ballistic_coefficient_kg_m2
        Mass over drag coefficient times area, 1 to 1e9, shape (n,) or one number.
    lift_to_drag, bank_rad
        Constant lift; bank 0 lifts up, positive leans right.
    world
        A simplified planet, as published cases use them; the real Earth unless given.
    duration_max_s
        Flights still up by then end with the outcome TIMEOUT.
    tolerance_m, threads
        As in `fly`.

    Raises
    ------
    InvalidParameterError
        The shapes do not fit, or an option is out of range. A bad row gets the outcome INVALID instead.
    """
    position = vectors("position_ecef_m", position_ecef_m)
    velocity = vectors("velocity_ecef_m_s", velocity_ecef_m_s)
    n = len(position)
    parameters = [
        column("ballistic_coefficient_kg_m2", ballistic_coefficient_kg_m2, n),
        column("lift_to_drag", lift_to_drag, n),
        column("bank_rad", bank_rad, n),
    ]
    core = _core.fly_released(
        position,
        velocity,
        np.column_stack(parameters),
        world=(world or World()).core(),
        tolerance_m=tolerance_m,
        duration_max_s=duration_max_s,
        threads=checked_threads(threads),
    )
    return Trajectories(core)


def us76(altitude_m: npt.ArrayLike) -> dict[str, Array]:
    """Return the US Standard Atmosphere 1976 (NOAA-S/T 76-1562) at geometric altitudes (m), shape (n,).

    Keys: temperature_k, pressure_pa, density_kg_m3, speed_of_sound_m_s (NaN above 86 km, where the standard has none).
    """
    values = _core.us76(column("altitude_m", altitude_m))
    return dict(zip(("temperature_k", "pressure_pa", "density_kg_m3", "speed_of_sound_m_s"), values, strict=True))


def geodetic_to_ecef(latitude_rad: npt.ArrayLike, longitude_rad: npt.ArrayLike, altitude_m: npt.ArrayLike) -> Array:
    """Return ECEF positions (m), shape (n, 3), of WGS-84 geodetic coordinates of shape (n,)."""
    given = {"latitude_rad": latitude_rad, "longitude_rad": longitude_rad, "altitude_m": altitude_m}
    arrays = [column(name, value) for name, value in given.items()]
    length = max(map(len, arrays)) if all(map(len, arrays)) else 0
    columns = [column(name, array, length) for name, array in zip(given, arrays, strict=True)]
    return _core.geodetic_to_ecef(np.column_stack(columns))


def ecef_to_geodetic(position_ecef_m: npt.ArrayLike) -> tuple[Array, Array, Array]:
    """Return latitude (rad), longitude (rad) and altitude (m), each (n,), of ECEF positions of shape (n, 3) or (3,)."""
    geodetic = _core.ecef_to_geodetic(vectors("position_ecef_m", position_ecef_m))
    return geodetic[:, 0].copy(), geodetic[:, 1].copy(), geodetic[:, 2].copy()
