"""Routes of drones and cruise missiles: waypoints flown with given speeds, heights, turns, wind and fuel."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt

import intercept._core as _core
from intercept.base.arguments import choice, instance, listed, number, numbers, scalars, whole
from intercept.base.values import ByValue, ShortRepr
from intercept.earth.terrain import Terrain
from intercept.earth.world import World
from intercept.errors import InvalidParameterError
from intercept.flight.kinds.route_parts import Dive, Fuel, Loiter, PopUp

Array = npt.NDArray[np.float64]
# In the order in which the core takes them.
LIMITS = (
    *("bank_rad", "climb_angle_rad", "climb_rate_m_s", "descent_angle_rad", "descent_rate_m_s"),
    *("normal_acceleration_m_s2", "acceleration_m_s2"),
)


@dataclass(frozen=True, eq=False, repr=False)
class RouteFlight(ShortRepr, ByValue):
    """A drone or cruise missile on a given route of geodesic legs, in kinematics: docs/models/cruise.md.

    Each leg begins with the climb or descent to the height of the waypoint at its end, over the legs of the same height
    after it too; turns are level circles over the
    ground with the radius V^2/(g tan bank) of the greatest ground speed. The flight ends over the last waypoint
    (outcome IMPACT) or where the fuel does (FUEL_EXHAUSTED). Events: CRUISE when the first climb or descent is
    over, DIVE, FUEL_OUT. The track is held against the wind of the world.

    Parameters
    ----------
    waypoints
        Rows (latitude_rad, longitude_rad) or (latitude_rad, longitude_rad, altitude_m), two or more. One less than
        1 m from that before is one with it, unless a height or what is flown there would be lost: such a row is
        INVALID.
    speed_m_s
        True airspeed, 5 to 5,000 m/s: one for all legs, or one for each.
    altitude_m
        Height of every waypoint whose row has none; -500 to 60,000 m.
    heights
        Whether heights count from the "ellipsoid" or from the "ground". Above a terrain the craft clears the ground by
        the height asked for everywhere, within its limits of climb, and so flies higher beside steep ground, at the
        start too.
    terrain
        The ground; flat at height 0 unless given. A route whose heights count from the ellipsoid must not meet it.
    bank_rad
        Bank in turns, 0.01 to 1.554 rad; the radius of a turn may be 100 km at most.
    climb_angle_rad, descent_angle_rad
        Largest angles, 0.001 to 1.5 rad.
    climb_rate_m_s, descent_rate_m_s
        Largest rates; unless given, only the angle limits the climb and the descent. With wind or changing speed
        they hold at the greatest ground speed of the leg.
    normal_acceleration_m_s2
        Largest acceleration of pull-ups and push-overs, 0.1 to 2,000 m/s^2.
    acceleration_m_s2
        Largest change of airspeed from leg to leg, 0.001 to 1,000 m/s^2.
    fly_over
        Indices of waypoints over which the turn begins, rather than cutting the corner.
    loiters
        Circles over waypoints.
    dive, pop_up
        How the route ends; a pop-up needs a dive. Without them it ends in level flight.
    fuel
        Limits of distance and time.

    Raises
    ------
    InvalidParameterError
        When it flies: waypoints or speeds of a wrong shape, an index without a waypoint, a loiter with both or neither
        of time and turns. Values out of range, legs too short, a wind too strong and ground in the way are outcomes
        (INVALID) of the row, with the reason in `Trajectories.fault`.

    Examples
    --------
    >>> import intercept as ic
    >>> route = ic.flights.RouteFlight([(-0.785, -2.18), (-0.785, -2.17), (-0.78, -2.17)], speed_m_s=50.0)
    >>> ic.fly(route).table()["flight_time_s"].round(-1).tolist()
    [1540.0]
    """

    waypoints: Sequence[Sequence[float]] | Array
    speed_m_s: float | Sequence[float] | Array
    altitude_m: float = 100.0
    heights: Literal["ellipsoid", "ground"] = "ellipsoid"
    terrain: Terrain | None = None
    bank_rad: float = 0.5
    climb_angle_rad: float = 0.1
    descent_angle_rad: float = 0.1
    climb_rate_m_s: float = math.inf
    descent_rate_m_s: float = math.inf
    normal_acceleration_m_s2: float = 5.0
    acceleration_m_s2: float = 1.0
    fly_over: Sequence[int] = ()
    loiters: Sequence[Loiter] = ()
    dive: Dive | None = None
    pop_up: PopUp | None = None
    fuel: Fuel = field(default_factory=Fuel)

    def core(self) -> _core.RouteFlight:
        """Return the compiled plan.

        Raises
        ------
        InvalidParameterError
            As the class says.
        """
        choice("heights", self.heights, ("ellipsoid", "ground"))
        points = self._points()
        limits = scalars(**{name: getattr(self, name) for name in LIMITS})
        dive, pop_up, fuel = self.dive, self.pop_up, instance("fuel", self.fuel, Fuel)
        for name, part, kind in (("dive", dive, Dive), ("pop_up", pop_up, PopUp), ("terrain", self.terrain, Terrain)):
            if part is not None:
                instance(name, part, kind)
        return _core.RouteFlight(
            np.column_stack([points, self._turns(len(points))]),
            self._speeds(max(len(points) - 1, 0)),
            limits=tuple(limits),  # type: ignore[arg-type]  # as many as it takes
            dive=None if dive is None else (dive.angle_rad, dive.altitude_m, dive.speed_m_s, dive.evenly),
            pop_up=None if pop_up is None else (pop_up.distance_m, pop_up.altitude_m, pop_up.angle_rad),
            terrain=None if self.terrain is None else self.terrain.core,
            above_ground=self.heights == "ground",
            fuel=(fuel.range_m, fuel.ground_range_m, fuel.endurance_s),
        )

    def _points(self) -> Array:
        points = numbers("waypoints", self.waypoints)
        if points.size == 0:
            return np.empty((0, 3))
        if points.ndim != 2 or points.shape[1] not in (2, 3):
            raise InvalidParameterError(
                f"waypoints of shape {points.shape} is not allowed: must be of shape (n, 2) or (n, 3)"
            )
        if points.shape[1] == 2:
            points = np.column_stack([points, np.full(len(points), number("altitude_m", self.altitude_m))])
        return points

    def _speeds(self, legs: int) -> Array:
        speeds = numbers("speed_m_s", self.speed_m_s)
        if speeds.shape not in {(), (legs,)}:
            raise InvalidParameterError(
                f"speed_m_s of shape {speeds.shape} is not allowed: must be one number, or one for each leg: ({legs},)"
            )
        return np.ascontiguousarray(np.broadcast_to(speeds, (legs,)))

    def _turns(self, count: int) -> Array:
        """Kind of turn and its amount at each waypoint, as `_core.RouteFlight` codes them."""
        turns = np.zeros((count, 2))
        for index in listed("fly_over", self.fly_over):
            turns[whole("fly_over", index, 0, count - 1)] = (1.0, 0.0)
        for place, loiter in enumerate(listed("loiters", self.loiters)):
            instance(f"loiters[{place}]", loiter, Loiter)
            if (loiter.duration_s is None) == (loiter.turns is None):
                raise InvalidParameterError(
                    f"loiter with duration_s = {loiter.duration_s} and turns = {loiter.turns} is not allowed:"
                    " must have one of the two"
                )
            kind, amount = (2.0, loiter.duration_s) if loiter.turns is None else (3.0, loiter.turns)
            if not (amount is not None and amount > 0.0):
                name = "duration_s" if loiter.turns is None else "turns"
                raise InvalidParameterError(f"loiter {name} = {amount} is not allowed: must be above 0")
            index = whole("loiter waypoint", loiter.waypoint, 0, count - 1)
            turns[index] = (kind, amount if loiter.clockwise else -amount)
        return turns

    @classmethod
    def fly_many(
        cls,
        flights: Sequence[RouteFlight],
        *,
        world: World,
        tolerance_m: float,  # noqa: ARG003 - one signature for all kinds of flight
        threads: int,
    ) -> _core.Trajectories:
        """Fly routes, one row each. The tolerance is not used: the path is within 1 mm of the route anyway.

        Raises
        ------
        InvalidParameterError
            As the class says.
        """
        return _core.fly_route([flight.core() for flight in flights], world=world.core(), threads=threads)
