"""Flights of one class to many destinations: one flight, moved along geodesics.

The flight of a class to a place depends on the distance and the class's values alone, so its row is made once and
repeated with other ends. Each flight is then flown over the real Earth, in the scenario's wind and over its terrain; a
launch that is solved for is searched for from that of the flight to the middle.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

import intercept._core as _core
from intercept.areas.sites import Sites
from intercept.base.arguments import by_name
from intercept.base.cached import cached_property
from intercept.catalogue.rules import ProfileName
from intercept.errors import InvalidParameterError
from intercept.flight.of_class import Flight
from intercept.flight.trajectories import Trajectories

Array = npt.NDArray[np.float64]

# Edges are asked to 0.1 m at best, and a launch is solved to 0.3 m: with a step's error of a centimetre flights of one
# launch repeat to no better, and the search for it takes four times as many.
TOLERANCE_M = 3e-4


@dataclass(frozen=True)
class Threat:
    """A class that flies over `range_m` with its most likely values, except where `overrides` give others."""

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
            As for `Flight.of_class`.
        """
        threat = cls(class_name, range_m, profile, tuple(by_name("overrides", overrides).items()))
        try:
            return cls(class_name, threat.flight.range_m, profile, threat.overrides)
        except InvalidParameterError as error:
            # There the argument is called so.
            raise InvalidParameterError(str(error).replace("name = ", "threat_class = ", 1)) from error

    @cached_property
    def flight(self) -> Flight:
        """One flight of the threat."""
        return self.over(self.range_m)

    @property
    def radar_cross_section_m2(self) -> float:
        """Most likely, or as overridden."""
        return self.flight.radar_cross_section_m2

    @property
    def cruises(self) -> bool:
        """Whether the flight is a route, without a launch to solve."""
        return len(self.flight.flights.route) > 0

    def over(self, range_m: float | None) -> Flight:
        """Return one flight over another distance."""
        return Flight.of_class(
            self.class_name, range_m=range_m, profile=self.profile, overrides=dict(self.overrides) or None
        )

    def towards(self, destination: Array, azimuth_rad: Array, sites: Sites, threads: int) -> Squadron:
        """Return what flies to places about a destination, latitude and longitude (rad) of shape (1, 2)."""
        launch_point = launch_points(destination, azimuth_rad, self.flight.range_m)
        flight = self.flight.flights.between(launch_point, destination).over(sites.terrain)
        return Squadron(self, sites, threads, flight.lead(world=sites.world, tolerance_m=TOLERANCE_M))


@dataclass(frozen=True)
class Squadron:
    """Flights of a threat to places about one; `lead` is what led to that one's, where the launch is solved for.

    Each is solved for by itself, from there: it is the same in any company.
    """

    threat: Threat
    sites: Sites
    threads: int
    lead: _core.Lead | None

    def fly(self, destination: Array, azimuth_rad: Array) -> Trajectories:
        """Fly to the destinations, latitude and longitude (rad) of shape (n, 2), each along the azimuth there.

        The sites lie on the ground and in the wind that the flights have to do with.
        """
        launch_point = launch_points(destination, azimuth_rad, self.threat.flight.range_m)
        world, terrain = self.sites.world, self.sites.terrain
        flights = self.threat.flight.flights.between(launch_point, destination).over(terrain)
        core = flights.fly_rows(
            0,
            len(flights),
            world=world,
            tolerance_m=TOLERANCE_M,
            threads=self.threads,
            terrain=terrain,
            lead=self.lead,
        )
        return Trajectories(core, world=world)


def launch_points(destination: Array, azimuth_rad: Array, range_m: float) -> Array:
    """Return the launch points, (n, 2), whose geodesics of `range_m` arrive at the destinations at the azimuths."""
    back, length = azimuth_rad + math.pi, np.full(len(destination), range_m)
    latitude, longitude, _ = _core.geodesic_direct(destination[:, 0].copy(), destination[:, 1].copy(), back, length)
    return np.column_stack([latitude, longitude])
