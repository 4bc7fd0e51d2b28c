"""Hypersonic cruise: rocket boost, climb, powered cruise at a Mach number and altitude, unpowered dive."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import intercept._core as _core
from intercept.base.arguments import check_scalars
from intercept.base.values import ShortRepr
from intercept.earth.places import place
from intercept.earth.world import World
from intercept.errors import InvalidParameterError


@dataclass(frozen=True, repr=False)
class HypersonicCruiseFlight(ShortRepr):
    """An air-breathing flight from a launch point to the ground. Model and sources: docs/models/hypersonic_cruise.md.

    Towards a destination the course and the moment of the dive are solved for, so that the flight ends within 1 m of
    it; UNREACHABLE says how far all the fuel carries, or how near the shortest flight comes down. Without one it flies
    until its fuel is out and ends with the outcome FUEL_EXHAUSTED. Ranges are checked when it flies: a row out of range
    gets the outcome INVALID. A value that is not a number raises an error at once. The default missile is a generic one
    of the middle of the ranges in docs/classes.md; what no source gives is judgement.

    Parameters
    ----------
    launch_point
        Latitude, longitude (rad), altitude (m).
    destination
        Where the flight ends, the same; 1 to 5,000 km away.
    azimuth_rad
        Course at launch, clockwise from north, without a destination.
    launch_speed_m_s
        Level speed at launch from a carrier, 0 to 2,000; 0 rises vertically from the ground.
    boost_specific_impulse_s, boost_time_s, boost_mass_ratio, boost_pitch_rad
        The booster: 100 to 500 s, 1 to 300 s, mass at launch over mass at burn-out 1.01 to 20, and the pitch at the end
        of its programme, 0 to 1.5. It is dropped at the speed of the cruise.
    mach, cruise_altitude_m
        Of the cruise: 3 to 15, 10 to 50 km. Thrust holds the one, lift the other.
    lift_to_drag, specific_impulse_s, thrust_max_m_s2
        In powered flight: 0.5 to 10, 100 to 5,000 s, greatest thrust over mass 0.1 to 500 m/s^2.
    fuel_share
        Fuel over the mass at the end of the boost, 0 to 0.9.
    ballistic_coefficient_kg_m2
        In the dive, without fuel; 100 to 1e6.
    lateral_acceleration_max_m_s2
        Largest acceleration by lift, 1 to 2,000.
    dive_angle_rad
        Depression of the dive: lift downwards to it, then none.
    terminal_speed_m_s
        Speed at the destination, 100 to 5,000 and below that of a fall without drag; the ballistic coefficient in the
        dive is then solved for, within 0.05 to 100 times the one given, so that the flight arrives with it.
    heat_rate_max_w_m2, dynamic_pressure_max_pa, load_factor_max, nose_radius_m, stop_at_limit
        Limits, as in `GlideFlight`. The load of the boost counts.

    Raises
    ------
    InvalidParameterError
        Something is not a number, or there is not exactly one of destination and azimuth.

    Examples
    --------
    >>> import intercept as ic
    >>> cruise = ic.flights.HypersonicCruiseFlight((-0.785, -2.18, 0.0), destination=(-0.785, -2.08, 0.0))
    >>> ic.fly(cruise).events()["event"].tolist()
    ['ignition', 'burnout', 'cruise', 'dive', 'impact']
    """

    launch_point: Sequence[float]
    destination: Sequence[float] | None = None
    azimuth_rad: float | None = None
    launch_speed_m_s: float = 0.0
    boost_specific_impulse_s: float = 250.0
    boost_time_s: float = 40.0
    boost_mass_ratio: float = 3.0
    boost_pitch_rad: float = 0.5
    mach: float = 6.5
    cruise_altitude_m: float = 26_000.0
    lift_to_drag: float = 3.5
    specific_impulse_s: float = 900.0
    thrust_max_m_s2: float = 30.0
    fuel_share: float = 0.25
    ballistic_coefficient_kg_m2: float = 4_000.0
    lateral_acceleration_max_m_s2: float = 60.0
    dive_angle_rad: float = 0.7
    terminal_speed_m_s: float | None = None
    heat_rate_max_w_m2: float = math.inf
    dynamic_pressure_max_pa: float = math.inf
    load_factor_max: float = math.inf
    nose_radius_m: float = 0.1
    stop_at_limit: bool = False

    def __post_init__(self) -> None:
        """Check the places, and that numbers are numbers."""
        if (self.destination is None) == (self.azimuth_rad is None):
            raise InvalidParameterError("destination and azimuth_rad: one of the two must be given, and not both")
        object.__setattr__(self, "launch_point", place("launch_point", self.launch_point))
        if self.destination is not None:
            object.__setattr__(self, "destination", place("destination", self.destination))
        check_scalars(self, {"launch_point", "destination"})

    @classmethod
    def fly_many(
        cls, flights: Sequence[HypersonicCruiseFlight], *, world: World, tolerance_m: float, threads: int
    ) -> _core.Trajectories:
        """Fly a batch of cruises; row i answers flight i."""
        return _core.fly_hypersonic_cruise(list(flights), world=world.core(), tolerance_m=tolerance_m, threads=threads)
