"""Flights of one class to many destinations: one flight, moved along geodesics.

The flight of a class to a place depends on the distance and the class's values alone, so its row is made once and
repeated with other ends. Each flight is then flown over the real Earth, in the scenario's wind and over its terrain.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

import intercept._core as _core
from intercept.areas.sites import Sites
from intercept.base.arguments import by_name
from intercept.catalogue.rules import ProfileName
from intercept.errors import InvalidParameterError
from intercept.flight.of_class import Flight
from intercept.flight.trajectories import Trajectories

Array = npt.NDArray[np.float64]

# A step's error of a centimetre: edges are asked to 0.1 m at best, and a launch is solved to 0.3 m.
TOLERANCE_M = 1e-2


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

    def fly(self, launch_point: Array, destination: Array, sites: Sites, threads: int) -> Trajectories:
        """Fly from each launch point to its destination, all at the distance of `range_m`; shape (n, 2), rad.

        The sites lie on the ground and in the wind that the flights have to do with.
        """
        flights = self.flight.flights.between(launch_point, destination).over(sites.terrain)
        core = flights.fly_rows(
            0, len(flights), world=sites.world, tolerance_m=TOLERANCE_M, threads=threads, terrain=sites.terrain
        )
        return Trajectories(core, world=sites.world)


def launch_points(destination: Array, azimuth_rad: Array, range_m: float) -> Array:
    """Return the launch points, (n, 2), whose geodesics of `range_m` arrive at the destinations at the azimuths."""
    back, length = azimuth_rad + math.pi, np.full(len(destination), range_m)
    latitude, longitude, _ = _core.geodesic_direct(destination[:, 0].copy(), destination[:, 1].copy(), back, length)
    return np.column_stack([latitude, longitude])
