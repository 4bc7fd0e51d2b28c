"""A vehicle flown forward from its launch: boost, coast, re-entry, and for a lifting body a pull-up and a dive.

Model: docs/models/boost.md.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

import intercept._core as _core
from intercept.base.arguments import instance, scalars
from intercept.earth.places import place
from intercept.earth.world import World
from intercept.flight.kinds.vehicle import GravityTurn, PitchProgramme, Vehicle


@dataclass(frozen=True)
class PullUp:
    """A pull-up of a body whose aerodynamics have lift, and its dive.

    Below `altitude_m` on its way down it levels off with at most `lateral_acceleration_m_s2` by lift; it turns down to
    `dive_angle_rad` when its energy per mass is that of `dive_speed_m_s` at altitude zero.
    """

    altitude_m: float
    lateral_acceleration_m_s2: float
    dive_speed_m_s: float
    dive_angle_rad: float = math.radians(60.0)


@dataclass(frozen=True)
class BoostedFlight:
    """A launch of a vehicle, flown to the ground.

    Parameters
    ----------
    vehicle
        What is launched.
    launch
        Latitude (rad), longitude (rad), altitude above the ellipsoid (m).
    azimuth_rad
        Clockwise from north.
    steering
        A `GravityTurn` or a `PitchProgramme`.
    carrier_speed_m_s
        Speed of an aircraft at the release, level along the azimuth; 0 from the ground.
    pull_up
        Manoeuvre after burn-out of a body whose aerodynamics have lift; none by default.
    ground_altitude_m
        Altitude at which the flight ends, not above the launch.
    """

    vehicle: Vehicle
    launch: Sequence[float]
    azimuth_rad: float
    steering: GravityTurn | PitchProgramme
    carrier_speed_m_s: float = 0.0
    pull_up: PullUp | None = None
    ground_altitude_m: float = 0.0

    @classmethod
    def fly_many(
        cls, flights: Sequence[BoostedFlight], *, world: World, tolerance_m: float, threads: int
    ) -> _core.Trajectories:
        """Fly several; a bad row gets the outcome INVALID.

        Raises
        ------
        InvalidParameterError
            A steering or an option is out of range.
        """
        parameters = np.array([f.row() for f in flights], dtype=np.float64).reshape(len(flights), 6)
        pull_ups = np.array([_pull_up(f.pull_up) for f in flights], dtype=np.float64).reshape(len(flights), 4)
        return _core.fly_vehicles(
            [instance("vehicle", f.vehicle, Vehicle).core() for f in flights],
            [instance("steering", f.steering, GravityTurn, PitchProgramme).core() for f in flights],
            parameters,
            pull_ups,
            world=world.core(),
            tolerance_m=tolerance_m,
            threads=threads,
        )

    def row(self) -> list[float]:
        """Return the launch as the core takes it."""
        numbers = scalars(
            azimuth_rad=self.azimuth_rad,
            carrier_speed_m_s=self.carrier_speed_m_s,
            ground_altitude_m=self.ground_altitude_m,
        )
        return [*place("launch", self.launch), *numbers]


def _pull_up(p: PullUp | None) -> list[float]:
    if p is None:
        return [math.nan] * 4
    instance("pull_up", p, PullUp)
    return scalars(
        altitude_m=p.altitude_m,
        lateral_acceleration_m_s2=p.lateral_acceleration_m_s2,
        dive_speed_m_s=p.dive_speed_m_s,
        dive_angle_rad=p.dive_angle_rad,
    )
