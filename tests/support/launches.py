"""The search behind flights between two places: private, for the checks that hold it to closed forms.

Model: docs/models/ballistic.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import intercept._core as _core
from intercept.base.arguments import instance, scalars
from intercept.earth.places import place
from intercept.earth.world import World, planet
from intercept.errors import InvalidParameterError
from intercept.flight.kinds.vehicle import Aerodynamics, Vehicle
from intercept.flight.trajectories import Trajectories

Mode = Literal["minimum_energy", "lofted", "depressed"]


@dataclass(frozen=True)
class LaunchSolution:
    """A solved launch; speeds are relative to the rotating Earth.

    For a body, burn-out is the release. `kick_rad` is the pitch-over from the vertical (from a carrier: the pitch), NaN
    for a body. `trajectories` holds the one flight.
    """

    azimuth_rad: float
    burnout_s: float
    burnout_speed_m_s: float
    burnout_flight_path_rad: float
    burnout_altitude_m: float
    kick_rad: float
    apogee_m: float
    flight_time_s: float
    miss_m: float
    trajectories: Trajectories


def solve_launch(
    thrown: Vehicle | Aerodynamics,
    launch_point: Sequence[float],
    destination: Sequence[float],
    *,
    mode: Mode = "minimum_energy",
    speed_m_s: float | None = None,
    energy_surplus: float | None = None,
    flight_path_rad: float | None = None,
    apogee_m: float | None = None,
    mass_kg: float = 1000.0,
    vertical_rise_s: float = 5.0,
    kick_duration_s: float = 5.0,
    carrier_speed_m_s: float = 0.0,
    world: World | None = None,
    tolerance_m: float = 1e-4,
) -> LaunchSolution:
    """Solve for the launch that comes down within 1 m of a destination, over the rotating Earth and through its air.

    Parameters
    ----------
    thrown
        A vehicle, or the aerodynamics of a body thrown at once (whose `mass_kg` counts with tables only).
    launch_point, destination
        Latitude (rad), longitude (rad), altitude above the ellipsoid (m; -500 to 2,000,000).
    mode
        minimum_energy: least speed (a body) or least burnt of the last stage, whose thrust is then cut off (a vehicle).
        lofted, depressed: the steeper or flatter of the two flights of one energy. A vehicle burns all its propellant;
        a body needs one of `speed_m_s` (to 11,000), `energy_surplus` (kinetic energy over the least, less one),
        `flight_path_rad` and `apogee_m`.
    vertical_rise_s, kick_duration_s
        Ascent of a vehicle: straight up, then over within a time, then along its velocity. The angle is solved for.
    carrier_speed_m_s
        A vehicle released level from an aircraft: it pitches up within `kick_duration_s`, by an angle solved for.
    world
        A simplified planet; the real Earth unless given.
    tolerance_m
        Error allowed per integration step; the destination is met to some thousand times that, 0.3 m at most.

    Raises
    ------
    UnreachableError
        Out of reach; the message gives the nearest reachable distance.
    NotConvergedError
        The search ended elsewhere.
    InvalidParameterError
        A value is out of range, or the mode lacks what it needs.
    """
    named = {
        "speed_m_s": speed_m_s,
        "energy_surplus": energy_surplus,
        "flight_path_rad": flight_path_rad,
        "apogee_m": apogee_m,
    }
    given = [(name, scalars(**{name: value})[0]) for name, value in named.items() if value is not None]
    if len(given) > 1:
        raise InvalidParameterError(f"{given[0][0]} with {given[1][0]} is not allowed: must be one of them")
    instance("thrown", thrown, Vehicle, Aerodynamics)
    ascent = (vertical_rise_s, kick_duration_s, carrier_speed_m_s)
    over = planet(world)
    figures, core = _core.solve_launch(
        body=(thrown.core(), mass_kg) if isinstance(thrown, Aerodynamics) else None,
        vehicle=(thrown.core(), ascent) if isinstance(thrown, Vehicle) else None,
        launch_point=place("launch_point", launch_point),
        destination=place("destination", destination),
        mode=mode,
        given=given[0] if given else None,
        world=over.core(),
        tolerance_m=tolerance_m,
    )
    return LaunchSolution(**figures, trajectories=Trajectories(core, world=over))
