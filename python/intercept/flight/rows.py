"""Flights of classes as rows of numbers, one block for each kind, and how such rows are flown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, Self

import numpy as np
import numpy.typing as npt

import intercept._core as _core
from intercept.base.values import ByValue
from intercept.earth.terrain import Terrain
from intercept.earth.world import World
from intercept.errors import InvalidParameterError
from intercept.flight import solved
from intercept.flight.kinds.glide import GlideFlight
from intercept.flight.kinds.hypersonic_cruise import HypersonicCruiseFlight

Array = npt.NDArray[np.float64]
Index = npt.NDArray[np.uint64]
Kind = Literal["route", "depressed", "glide", "hypersonic_cruise"]

PLACE_COLUMNS = (
    *("launch_latitude_rad", "launch_longitude_rad", "launch_altitude_m"),
    *("destination_latitude_rad", "destination_longitude_rad", "destination_altitude_m"),
)
DEPRESSED_COLUMNS = (
    *PLACE_COLUMNS,
    *("apogee_m", "launch_speed_m_s", "specific_impulse_s", "stages", "stage_dropped_share"),
    *("burn_time_s", "mass_ratio_max"),
    *("ballistic_coefficient_kg_m2", "lift_to_drag", "lateral_acceleration_m_s2"),
    *("pull_up_altitude_m", "dive_speed_m_s", "dive_angle_rad"),
    *("climb_angle_rad", "weave_acceleration_m_s2", "weave_period_s"),
)
GLIDE_COLUMNS = (
    *PLACE_COLUMNS,
    *("speed_min_m_s", "speed_max_m_s", "lift_to_drag", "ballistic_coefficient_kg_m2"),
    *("lateral_acceleration_m_s2", "dive_altitude_m", "dive_angle_rad"),
)
ROUTE_COLUMNS = (
    *("altitude_start_m", "altitude_cruise_m", "altitude_end_m", "cruise_speed_m_s", "terminal_speed_m_s"),
    *("climb_angle_rad", "dive_angle_rad", "lateral_acceleration_m_s2", "bank_rad", "range_m"),
)
HYPERSONIC_CRUISE_COLUMNS = (
    *PLACE_COLUMNS,
    *("cruise_speed_m_s", "cruise_altitude_m", "lift_to_drag", "ballistic_coefficient_kg_m2"),
    *("lateral_acceleration_m_s2", "dive_angle_rad", "terminal_speed_m_s"),
)
COLUMNS: dict[Kind, tuple[str, ...]] = {
    "route": ROUTE_COLUMNS,
    "depressed": DEPRESSED_COLUMNS,
    "glide": GLIDE_COLUMNS,
    "hypersonic_cruise": HYPERSONIC_CRUISE_COLUMNS,
}

# What flies the kinds whose launch is solved for.
FLOWN = {
    "depressed": _core.fly_depressed,
    "glide": _core.fly_glide,
    "hypersonic_cruise": _core.fly_hypersonic_cruise,
}


@dataclass(frozen=True, eq=False, repr=False)
class Flights(ByValue):
    """What flies, by kind: the numbers of the flights (rows), and their parameters in the columns named above.

    Routes have their waypoints besides: latitude and longitude (rad) of shape (m, 2), those of route i from
    `waypoint_offsets[i]` to `waypoint_offsets[i + 1]`, not included.
    """

    depressed_rows: Index
    depressed: Array
    glide_rows: Index
    glide: Array
    hypersonic_cruise_rows: Index
    hypersonic_cruise: Array
    route_rows: Index
    route: Array
    waypoints: Array
    waypoint_offsets: Index

    @classmethod
    def of(cls, kind: Kind, parameters: Array, waypoints: Sequence[Array] = ()) -> Self:
        """Return flights of one kind, of shape (n, columns of the kind); routes with n arrays of waypoints."""
        blocks: dict[str, Any] = {name: np.zeros((0, len(columns))) for name, columns in COLUMNS.items()}
        blocks[kind] = parameters
        rows: dict[str, Any] = {f"{name}_rows": np.arange(len(own), dtype=np.uint64) for name, own in blocks.items()}
        return cls(
            **rows,
            **blocks,
            waypoints=np.concatenate([*waypoints, np.empty((0, 2))]),
            waypoint_offsets=np.cumsum([0, *map(len, waypoints)]).astype(np.uint64),
        )

    @classmethod
    def joined(cls, parts: Sequence[Flights]) -> Self:
        """Return the flights of several parts, one part after another."""
        parts = [no_flights(), *parts]
        first = np.cumsum([0, *map(len, parts)]).astype(np.uint64)
        points = np.cumsum([0, *(len(part.waypoints) for part in parts)]).astype(np.uint64)
        blocks: dict[str, Any] = {}
        for name in COLUMNS:
            own = [getattr(part, f"{name}_rows") + start for part, start in zip(parts, first, strict=False)]
            blocks |= {name: np.concatenate([getattr(part, name) for part in parts])}
            blocks |= {f"{name}_rows": np.concatenate(own)}
        return cls(
            **blocks,
            waypoints=np.concatenate([part.waypoints for part in parts]),
            waypoint_offsets=np.concatenate(
                [*(part.waypoint_offsets[:-1] + start for part, start in zip(parts, points, strict=False)), points[-1:]]
            ),
        )

    def __len__(self) -> int:
        """Return the number of flights."""
        return sum(len(getattr(self, name)) for name in COLUMNS)

    def some(self, rows: Index) -> Flights:
        """Return the flights of some numbers, which ascend, numbered anew."""
        found: dict[str, Any] = {}
        for kind in COLUMNS:
            numbers = getattr(self, f"{kind}_rows")
            chosen = np.isin(numbers, rows)
            found |= {kind: getattr(self, kind)[chosen]}
            found |= {f"{kind}_rows": np.searchsorted(rows, numbers[chosen]).astype(np.uint64)}
        first, last = self.waypoint_offsets[:-1], self.waypoint_offsets[1:]
        routes = np.isin(self.route_rows, rows)
        return Flights(
            **found,
            waypoints=self.waypoints[np.repeat(routes, (last - first).astype(np.intp))],
            waypoint_offsets=np.cumsum([0, *(last - first)[routes].tolist()]).astype(np.uint64),
        )

    def between(self, launch_point: Array, destination: Array) -> Flights:
        """Return flights of one kind with other ends, latitude and longitude (rad) of shape (n, 2).

        There are n flights, or one that stands for all. A route becomes one leg.
        """
        kind: Kind = next(name for name in COLUMNS if len(getattr(self, name)))
        own = getattr(self, kind)
        moved = np.array(np.broadcast_to(own, (len(destination), own.shape[1])))
        if kind == "route":
            return Flights.of(kind, moved, list(np.stack([launch_point, destination], axis=1)))
        moved[:, 0:2], moved[:, 3:5] = launch_point, destination
        return Flights.of(kind, moved)

    def over(self, terrain: Terrain | None) -> Flights:
        """Return the flights with their ends on the ground; routes find it themselves.

        A flight that begins in the air, as from an aircraft, begins where it does.
        """
        if terrain is None:
            return self
        moved: dict[str, Any] = {}
        for kind in COLUMNS:
            if kind != "route":
                own = getattr(self, kind).copy()
                grounded = own[:, 2] == 0.0
                own[grounded, 2] = terrain.height_m(own[:, 0], own[:, 1])[grounded]
                own[:, 5] = terrain.height_m(own[:, 3], own[:, 4])
                moved[kind] = own
        return replace(self, **moved)

    def fly_rows(
        self,
        start: int,
        stop: int,
        *,
        world: World,
        tolerance_m: float,
        threads: int,
        terrain: Terrain | None = None,
        lead: _core.Lead | None = None,
    ) -> _core.Trajectories:
        """Fly the flights from one number to another, not included; over a terrain as `over` makes them.

        Searches for a launch begin at what led to a like flight, if that is given.

        Raises
        ------
        InvalidParameterError
            The world is not the real Earth, with or without wind, or an option is out of range.
        """
        if replace(world, wind=None) != World():
            raise InvalidParameterError(
                f"world = {world} is not allowed: must be the real Earth, with or without wind, for plans and flights"
                " of a class"
            )
        part = np.zeros(stop - start, dtype=np.uint64)
        row = np.zeros(stop - start, dtype=np.uint64)
        flown: list[_core.Trajectories] = []
        for kind in COLUMNS:
            # The numbers of a kind ascend, so that those asked for lie side by side.
            numbers = getattr(self, f"{kind}_rows")
            chosen = slice(*np.searchsorted(numbers, [start, stop]).tolist())
            places = numbers[chosen] - np.uint64(start)
            part[places], row[places] = len(flown), np.arange(len(places))
            if len(places):
                flown.append(self._fly(kind, chosen, world, tolerance_m, threads, terrain, lead))
        if len(flown) == 1:
            return flown[0]
        return _core.gather(flown, part, row)

    def lead(self, *, world: World, tolerance_m: float) -> _core.Lead | None:
        """Return what led to the first flight, for flights like it; None of a route."""
        kind: Kind = next(name for name in COLUMNS if len(getattr(self, name)))
        if kind == "route":
            return None
        return _core.Lead(self._sought(kind, slice(0, 1)), world=world.core(), tolerance_m=tolerance_m)

    def _fly(
        self,
        kind: Kind,
        chosen: slice,
        world: World,
        tolerance_m: float,
        threads: int,
        terrain: Terrain | None,
        lead: _core.Lead | None,
    ) -> _core.Trajectories:
        ground = None if terrain is None else terrain.core
        if kind == "route":
            offsets = self.waypoint_offsets[chosen.start : chosen.stop + 1]
            points = self.waypoints[int(offsets[0]) : int(offsets[-1])]
            routes = _core.RouteFlight.of_rows(self.route[chosen], points, offsets - offsets[0], terrain=ground)
            return _core.fly_route(routes, world=world.core(), threads=threads)
        flown = self._solved(kind, chosen, world, tolerance_m, threads, lead)
        return flown if ground is None else _core.clear_of_ground(flown, ground, threads)

    def _solved(
        self, kind: Kind, chosen: slice, world: World, tolerance_m: float, threads: int, lead: _core.Lead | None
    ) -> _core.Trajectories:
        """Fly what is solved for to end at its destination."""
        flights = self._sought(kind, chosen)
        fly: Any = FLOWN[kind] if lead is None else lead.fly
        made: _core.Trajectories = fly(flights, world=world.core(), tolerance_m=tolerance_m, threads=threads)
        return made

    def _sought(self, kind: Kind, chosen: slice) -> Array | list[GlideFlight] | list[HypersonicCruiseFlight]:
        """Return flights of a kind as the core takes them."""
        rows: Array = getattr(self, kind)[chosen]
        if kind == "depressed":
            return rows
        if kind == "glide":
            return [solved.glide(dict(zip(GLIDE_COLUMNS, row, strict=True))) for row in rows.tolist()]
        return solved.hypersonic_cruises(rows)


def no_flights() -> Flights:
    """Return no flights: those of a plan whose threats are flown elsewhere."""
    return Flights.of("route", np.zeros((0, len(ROUTE_COLUMNS))))
