"""Ballistic and depressed flights to a destination: arc, and of a body with lift pull-up, glide, weave, steep dive.

Model: docs/models/quasi_ballistic.md.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

import intercept._core as _core
from intercept.base.arguments import check_scalars
from intercept.base.values import ShortRepr
from intercept.earth.places import place
from intercept.earth.world import World


@dataclass(frozen=True, repr=False)
class DepressedFlight(ShortRepr):
    """A missile from its launch point to its destination; with lift, on a depressed path.

    A flight out of reach has the outcome UNREACHABLE and says by how much (`Trajectories.fault`).

    Model, sources, limits: docs/models/quasi_ballistic.md.

    Parameters
    ----------
    launch_point, destination
        Latitude (rad), longitude (rad), altitude above the ellipsoid (m; -500 to 120,000); 1 to 15,000 km apart.
    apogee_m
        Altitude of the apogee, 1 km to 5,000 km.
    launch_speed_m_s
        Speed of an aircraft at the release, level towards the destination, to 2,000 m/s; 0 from the ground.
    specific_impulse_s, burn_time_s, mass_ratio_max
        Of all stages together: 100 to 500 s, 1 to 600 s, and the largest mass ratio, 1.05 to 60.
    stages, stage_dropped_share
        Number of stages, alike in mass ratio, 1 to 5; and the mass of an empty stage over the mass at its burn-out, 0
        to 0.9.
    ballistic_coefficient_kg_m2, lift_to_drag
        After burn-out: 1 to 1e9 kg/m^2, and 0 (a ballistic body: no pull-up, no dive) to 10.
    lateral_acceleration_m_s2
        Largest acceleration by lift, to 2,000 m/s^2.
    pull_up_altitude_m
        Below it, on the way down, the body lifts: level, or back up to its best glide at `climb_angle_rad` at most.
    dive_speed_m_s, dive_angle_rad
        It dives when its energy per mass is that of this speed at altitude zero; depression of the dive.
    weave_acceleration_m_s2, weave_period_s
        Sinusoidal acceleration across the path between pull-up and dive, within what lift is left.

    Raises
    ------
    InvalidParameterError
        A place is none, or a value no number; ranges are checked when it flies (INVALID).

    Examples
    --------
    >>> import intercept as ic
    >>> flight = ic.flights.DepressedFlight((-0.785, -2.18, 0.0), (-0.785, -2.11, 0.0), apogee_m=50e3)
    >>> ic.fly(flight).events()["event"].tolist()
    ['ignition', 'burnout', 'apogee', 'pull_up', 'dive', 'impact']
    """

    launch_point: Sequence[float]
    destination: Sequence[float]
    apogee_m: float
    launch_speed_m_s: float = 0.0
    specific_impulse_s: float = 245.0
    stages: float = 1.0
    stage_dropped_share: float = 0.0
    burn_time_s: float = 45.0
    mass_ratio_max: float = 6.0
    ballistic_coefficient_kg_m2: float = 5000.0
    lift_to_drag: float = 2.0
    lateral_acceleration_m_s2: float = 150.0
    pull_up_altitude_m: float = 35_000.0
    dive_speed_m_s: float = 1200.0
    dive_angle_rad: float = math.radians(60.0)
    climb_angle_rad: float = math.radians(10.0)
    weave_acceleration_m_s2: float = 0.0
    weave_period_s: float = 0.0

    def __post_init__(self) -> None:
        """Check the places, and that numbers are numbers.

        Raises
        ------
        InvalidParameterError
            A place is out of range, or a number is something else.
        """
        ends = ("launch_point", "destination")
        for name in ends:
            object.__setattr__(self, name, place(name, getattr(self, name)))
        check_scalars(self, set(ends))

    @classmethod
    def fly_many(
        cls, flights: Sequence[DepressedFlight], *, world: World, tolerance_m: float, threads: int
    ) -> _core.Trajectories:
        """Fly several; a bad row gets the outcome INVALID.

        Raises
        ------
        InvalidParameterError
            An option is out of range.
        """
        rows = np.array([f.row() for f in flights], dtype=np.float64).reshape(len(flights), 22)
        return _core.fly_depressed(rows, world=world.core(), tolerance_m=tolerance_m, threads=threads)

    def row(self) -> list[float]:
        """Return the flight as the core takes it: DEPRESSED_COLUMNS of a plan."""
        return [*self.launch_point, *self.destination, *(getattr(self, item.name) for item in fields(self)[2:])]
