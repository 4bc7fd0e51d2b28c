"""The parts of a route beside its waypoints: circles, how it ends, and how far the fuel carries."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

import intercept._core as _core
from intercept.base.arguments import check_scalars, number

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class _OfNumbers:
    """Parts whose fields are all numbers or switches."""

    def __post_init__(self) -> None:
        """Check that numbers are numbers; raises InvalidParameterError where one is not."""
        check_scalars(self, frozenset())


@dataclass(frozen=True)
class Loiter:
    """Circles flown over a waypoint, for a time or for a number of turns, at the bank of the route.

    The circle begins over the waypoint; when the time or turns are over the craft goes on round until it points at the
    next waypoint.

    Model, sources, limits: docs/models/cruise.md.

    Parameters
    ----------
    waypoint
        Index of the waypoint.
    duration_s, turns
        One of the two: 0.1 to 1e5 s, or 0.001 to 1e4 turns.
    clockwise
        Seen from above.

    Raises
    ------
    InvalidParameterError
        Something is not a number. Ranges are checked when the route flies; what is out of them is an outcome (INVALID).

    Examples
    --------
    >>> import intercept as ic
    >>> around = [ic.flights.Loiter(1, turns=2.0)]
    >>> route = ic.flights.RouteFlight([(-0.785, -2.18), (-0.785, -2.17), (-0.785, -2.16)], 50.0, loiters=around)
    >>> ic.fly(route)
    <Trajectories: 1 row, 1 impact>
    """

    waypoint: int
    duration_s: float | None = None
    turns: float | None = None
    clockwise: bool = True

    def __post_init__(self) -> None:
        """Check that numbers are numbers; raises InvalidParameterError where one is not."""
        check_scalars(self, {"waypoint"})


@dataclass(frozen=True)
class Dive(_OfNumbers):
    """A dive that ends at the last waypoint.

    Model, sources, limits: docs/models/cruise.md.

    Parameters
    ----------
    angle_rad
        Angle below the horizon, 0.001 to 1.5 rad.
    altitude_m
        Height at its end, counted as the route's heights are.
    speed_m_s
        Airspeed it accelerates to, as far as it gets; the last leg's unless given.
    evenly
        The airspeed changes evenly over the whole dive instead, so that its end has the speed given.

    Raises
    ------
    InvalidParameterError
        Something is not a number. Ranges are checked when the route flies; what is out of them is an outcome (INVALID).

    Examples
    --------
    >>> import intercept as ic
    >>> dive = ic.flights.Dive(0.6)
    >>> route = ic.flights.RouteFlight([(-0.785, -2.18), (-0.785, -2.17)], 50.0, altitude_m=1000.0, dive=dive)
    >>> ic.fly(route).events()["event"].tolist()
    ['cruise', 'dive', 'impact']
    """

    angle_rad: float
    altitude_m: float = 0.0
    speed_m_s: float | None = None
    evenly: bool = False


@dataclass(frozen=True)
class PopUp(_OfNumbers):
    """A climb before the dive.

    Model, sources, limits: docs/models/cruise.md.

    Parameters
    ----------
    distance_m
        Ground distance from the last waypoint at which it begins.
    altitude_m
        Height it climbs to, counted as the route's heights are.
    angle_rad
        Angle of the climb, 0.001 to 1.5 rad.

    Raises
    ------
    InvalidParameterError
        Something is not a number. Ranges are checked when the route flies; what is out of them is an outcome (INVALID).

    Examples
    --------
    >>> import intercept as ic
    >>> ends = {"pop_up": ic.flights.PopUp(10e3, altitude_m=800.0), "dive": ic.flights.Dive(0.6)}
    >>> line = [(-0.785, -2.18), (-0.785, -2.17)]
    >>> route = ic.flights.RouteFlight(line, 250.0, normal_acceleration_m_s2=30.0, **ends)
    >>> round(float(ic.fly(route).to_pandas()["altitude_m"].max()))
    800
    """

    distance_m: float
    altitude_m: float
    angle_rad: float = 0.35


@dataclass(frozen=True)
class Fuel(_OfNumbers):
    """How far and how long the fuel carries: each limit that is given holds, and the flight ends at the first.

    Model, sources, limits: docs/models/cruise.md.

    Parameters
    ----------
    range_m
        Distance flown through the air (1 m to 1e9 m).
    ground_range_m
        Distance flown over the ellipsoid (1 m to 1e9 m).
    endurance_s
        Time flown (1 ms to 1e7 s).

    Raises
    ------
    InvalidParameterError
        Something is not a number. Ranges are checked when the route flies; what is out of them is an outcome (INVALID).

    Examples
    --------
    >>> import intercept as ic
    >>> fuel = ic.flights.Fuel(range_m=20e3)
    >>> ic.fly(ic.flights.RouteFlight([(-0.785, -2.18), (-0.785, -2.17)], 50.0, fuel=fuel)).table()["outcome"].tolist()
    ['fuel_exhausted']
    >>> jet = ic.flights.Fuel.breguet(specific_consumption_per_s=2e-4, lift_to_drag=12.0, mass_ratio=1.3)
    >>> round(jet.endurance_s)
    15742
    """

    range_m: float = math.inf
    ground_range_m: float = math.inf
    endurance_s: float = math.inf

    @classmethod
    def breguet(cls, *, specific_consumption_per_s: float, lift_to_drag: float, mass_ratio: float) -> Fuel:
        """Return the fuel of a jet with constant lift-to-drag ratio and specific consumption.

        Breguet: R = (V/c) (L/D) ln(m0/m1), so that the endurance is (L/D) ln(m0/m1)/c at any speed V.

        Parameters
        ----------
        specific_consumption_per_s
            c, weight of fuel per thrust and time: 1e-7 to 0.1 per second (1 per hour is 2.8e-4).
        lift_to_drag
            0.1 to 100.
        mass_ratio
            m0/m1, mass with fuel over mass without: 1 to 100.

        Raises
        ------
        InvalidParameterError
            A figure is out of range.
        """
        consumption = number("specific_consumption_per_s", specific_consumption_per_s)
        ratios = number("lift_to_drag", lift_to_drag), number("mass_ratio", mass_ratio)
        endurance_s = _core.breguet_endurance_s(consumption, *ratios)
        return cls(endurance_s=endurance_s)
