"""Flights of one class to many aimpoints, or from many launch points: one plan of the class, moved along geodesics.

The flight of a class to a place depends on the distance and the class's values alone, so that its row of the plan is
made once and repeated with other ends. Each flight is then flown, and its launch solved, over the real Earth.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

import intercept._core as _core
from intercept.catalogue.rules import ProfileName
from intercept.engagement.plan import Flights
from intercept.errors import InvalidParameterError
from intercept.flight.kinds.hypersonic_cruise import fly_class_rows
from intercept.flight.of_class import ClassFlight, class_flight
from intercept.flight.trajectories import Trajectories

Array = npt.NDArray[np.float64]

# A step's error of a centimetre: edges are asked to 0.1 m at best, and a launch is solved to 0.3 m.
TOLERANCE_M = 1e-2


@dataclass(frozen=True)
class Threat:
    """A class as it flies here: its most likely values but for the overrides, over `range_m`."""

    class_name: str
    range_m: float | None = None
    profile: ProfileName | None = None
    overrides: tuple[tuple[str, float], ...] = ()

    @classmethod
    def named(
        cls, class_name: str, range_m: float | None, profile: ProfileName | None, overrides: Mapping[str, float] | None
    ) -> Threat:
        """Return the threat, checked by making its flight once.

        Raises
        ------
        InvalidParameterError, UnreachableError
            As of `class_flight`.
        """
        threat = cls(class_name, range_m, profile, tuple((overrides or {}).items()))
        try:
            return cls(class_name, threat.flight.range_m, profile, threat.overrides)
        except InvalidParameterError as error:
            # There the argument is called so.
            raise InvalidParameterError(str(error).replace("class = ", "threat_class = ", 1)) from error

    @cached_property
    def flight(self) -> ClassFlight:
        """One flight of the threat."""
        return self.over(self.range_m)

    @property
    def radar_cross_section_m2(self) -> float:
        """Most likely, or as overridden."""
        return float(self.flight.plan.threats.radar_cross_section_m2[0])

    @property
    def cruises(self) -> bool:
        """Whether the flight is a route, without a launch to solve."""
        return len(self.flight.plan.threats.flights.route) > 0

    def over(self, range_m: float | None) -> ClassFlight:
        """Return one flight over another distance."""
        return class_flight(
            self.class_name, range_m=range_m, profile=self.profile, overrides=dict(self.overrides) or None
        )

    def fly(self, launch: Array, aim: Array, threads: int) -> Trajectories:
        """Fly from each launch point to its aimpoint, all at the distance of `range_m`; latitude, longitude, (n, 2)."""
        flights = self.flight.plan.threats.flights
        return Trajectories(_fly(flights, np.zeros(len(aim), dtype=np.int64), launch, aim, threads))

    def fly_over(self, launch: Array, aim: Array, threads: int) -> Trajectories:
        """Fly from each launch point to its aimpoint, each with the values of its own distance."""
        distance, _, _ = _core.geodesic_inverse(*launch.T.copy(), *aim.T.copy())
        parts = [self.over(float(range_m)).plan.threats.flights for range_m in distance]
        rows = Flights(
            **{
                name: np.concatenate([getattr(part, name) for part in parts])
                for name in (
                    *("boosted_rows", "boosted", "glide_rows", "glide"),
                    *("hypersonic_rows", "hypersonic", "route_rows", "route"),
                )
            },
            waypoints=parts[0].waypoints,
            waypoint_offsets=parts[0].waypoint_offsets,
        )
        return Trajectories(_fly(rows, np.arange(len(aim)), launch, aim, threads))


def launch_points(aim: Array, azimuth_rad: Array, range_m: float) -> Array:
    """Return the launch points, (n, 2), whose geodesics of `range_m` arrive at the aimpoints at the azimuths."""
    back, length = azimuth_rad + math.pi, np.full(len(aim), range_m)
    latitude, longitude, _ = _core.geodesic_direct(aim[:, 0].copy(), aim[:, 1].copy(), back, length)
    return np.column_stack([latitude, longitude])


def _fly(flights: Flights, row: npt.NDArray[np.int64], launch: Array, aim: Array, threads: int) -> _core.Trajectories:
    if len(flights.route):
        points = np.stack([launch, aim], axis=1).reshape(-1, 2)
        offsets = np.arange(0, 2 * len(aim) + 1, 2, dtype=np.uint64)
        return _core.fly_routes(np.ascontiguousarray(flights.route[row]), points, offsets, threads)
    for rows, fly in (
        (flights.boosted, _core.fly_boosted),
        (flights.glide, _core.fly_glide),
        (flights.hypersonic, fly_class_rows),
    ):
        if len(rows):
            moved = np.array(rows[row])
            moved[:, 0:2], moved[:, 3:5] = launch, aim
            return fly(moved, TOLERANCE_M, threads)
    raise AssertionError("a class flies in one of these ways")
