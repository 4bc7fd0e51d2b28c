"""A vehicle flown forward from a launch point: boost, coast, re-entry, and for a lifting body a pull-up and a dive.

Model: docs/models/boost.md.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass

import numpy as np

import intercept._core as _core
from intercept.base.arguments import check_scalars, instance
from intercept.base.values import ShortRepr
from intercept.earth.places import place
from intercept.earth.world import World
from intercept.flight.kinds.vehicle import GravityTurn, PitchProgramme, Vehicle


@dataclass(frozen=True)
class PullUp:
    """A pull-up of a body whose aerodynamics have lift, and its dive.

    Below `altitude_m` on its way down it levels off with at most `lateral_acceleration_m_s2` by lift, or climbs back to
    where it glides best at `climb_angle_rad` at most; it turns down to `dive_angle_rad` when its energy per mass is
    that of `dive_speed_m_s` at altitude zero. Until then it weaves across its path with `weave_acceleration_m_s2` and
    `weave_period_s`, within what lift is left.

    Model, sources, limits: docs/models/boost.md.

    Raises
    ------
    InvalidParameterError
        Something is not a number; ranges are checked when it flies.

    Examples
    --------
    >>> import intercept as ic
    >>> round(ic.flights.PullUp(30e3, lateral_acceleration_m_s2=100.0, dive_speed_m_s=1200.0).dive_angle_rad, 4)
    1.0472
    """

    altitude_m: float
    lateral_acceleration_m_s2: float
    dive_speed_m_s: float
    dive_angle_rad: float = math.radians(60.0)
    climb_angle_rad: float = 0.0
    weave_acceleration_m_s2: float = 0.0
    weave_period_s: float = 0.0

    def __post_init__(self) -> None:
        """Check that numbers are numbers; raises InvalidParameterError where one is not."""
        check_scalars(self, frozenset())


@dataclass(frozen=True, repr=False)
class BoostedFlight(ShortRepr):
    """A launch of a vehicle, flown to the ground.

    Model, sources, limits: docs/models/boost.md.

    Parameters
    ----------
    vehicle
        What is launched.
    launch_point
        Latitude (rad), longitude (rad), altitude above the ellipsoid (m).
    azimuth_rad
        Clockwise from north.
    steering
        How the thrust is steered: a `GravityTurn` or a `PitchProgramme`.
    launch_speed_m_s
        Speed of an aircraft at the release, level along the azimuth, to 2,000 m/s; 0 from the ground.
    pull_up
        Manoeuvre after burn-out of a body whose aerodynamics have lift; none by default.
    ground_altitude_m
        Altitude at which the flight ends, not above the launch point.

    Raises
    ------
    InvalidParameterError
        The launch point is no place, or a part is not of its kind; other ranges are checked when it flies.

    Examples
    --------
    >>> import intercept as ic
    >>> stage = ic.flights.Stage(3000.0, 500.0, 60.0)
    >>> rocket = ic.flights.Vehicle([stage], 500.0, ic.flights.Aerodynamics.ballistic_coefficient(5000.0))
    >>> launch = ic.flights.BoostedFlight(rocket, (-0.785, -2.18, 0.0), 1.2, ic.flights.GravityTurn(0.3))
    >>> ic.fly(launch).events()["event"].tolist()
    ['ignition', 'burnout', 'apogee', 'impact']
    """

    vehicle: Vehicle
    launch_point: Sequence[float]
    azimuth_rad: float
    steering: GravityTurn | PitchProgramme
    launch_speed_m_s: float = 0.0
    pull_up: PullUp | None = None
    ground_altitude_m: float = 0.0

    def __post_init__(self) -> None:
        """Check the kinds of the parts, and that numbers are numbers.

        Raises
        ------
        InvalidParameterError
            A part or a number is something else.
        """
        instance("vehicle", self.vehicle, Vehicle)
        instance("steering", self.steering, GravityTurn, PitchProgramme)
        if self.pull_up is not None:
            instance("pull_up", self.pull_up, PullUp)
        object.__setattr__(self, "launch_point", place("launch_point", self.launch_point))
        check_scalars(self, {"vehicle", "launch_point", "steering", "pull_up"})

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
        pull_ups = np.array([_pull_up(f.pull_up) for f in flights], dtype=np.float64).reshape(len(flights), 7)
        return _core.fly_boosted(
            [f.vehicle.core() for f in flights],
            [f.steering.core() for f in flights],
            parameters,
            pull_ups,
            world=world.core(),
            tolerance_m=tolerance_m,
            threads=threads,
        )

    def row(self) -> list[float]:
        """Return the launch as the core takes it."""
        return [*self.launch_point, self.azimuth_rad, self.launch_speed_m_s, self.ground_altitude_m]


def _pull_up(p: PullUp | None) -> list[float]:
    return [math.nan] * 7 if p is None else list(astuple(p))
