"""Simplified planets of closed forms, and what is read off a flight in the plane of x and y."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from intercept.earth.air import Air
from intercept.earth.world import World
from intercept.flight.ensemble import Ensemble
from intercept.flight.fly import fly
from intercept.flight.kinds.depressed import DepressedFlight
from intercept.flight.kinds.glide import GlideFlight
from intercept.flight.trajectories import Trajectories

Array = npt.NDArray[np.float64]

VACUUM = Air(0.0)


def sphere_at_rest(radius_m: float, gm_m3_s2: float, air: Air | None) -> World:
    """Return a sphere that does not rotate, with a central field; air None is the standard atmosphere."""
    return World(sphere_radius_m=radius_m, gm_m3_s2=gm_m3_s2, j2=0.0, rotation_rate_rad_s=0.0, air=air)


@dataclass(frozen=True)
class Throw:
    """A body that leaves the x axis at a radius, with a speed along an angle above the horizon, towards y."""

    radius_m: float
    speed_m_s: float
    flight_path_rad: float
    ballistic_coefficient_kg_m2: float = 1e9

    def fly(self, world: World, tolerance_m: float = 1e-6) -> Path:
        """Fly it to the ground."""
        sin, cos = math.sin(self.flight_path_rad), math.cos(self.flight_path_rad)
        bodies = Ensemble(
            position_ecef_m=[self.radius_m, 0.0, 0.0],
            velocity_ecef_m_s=[self.speed_m_s * sin, self.speed_m_s * cos, 0.0],
            ballistic_coefficient_kg_m2=self.ballistic_coefficient_kg_m2,
        )
        return Path.of(bodies, world, tolerance_m)


@dataclass(frozen=True)
class Path:
    """A flight to the ground in the plane of x and y."""

    flown: Trajectories
    end_s: float

    @classmethod
    def of(cls, what: Ensemble | GlideFlight | DepressedFlight, world: World, tolerance_m: float = 1e-6) -> Path:
        """Fly one body or flight to the ground; raises UnreachableError where it does not come down."""
        flown = fly(what, world=world, tolerance_m=tolerance_m)
        flown.check()
        return cls(flown, float(flown.table()["flight_time_s"][0]))

    def at(self, time_s: npt.ArrayLike) -> tuple[Array, Array, Array]:
        """Return radius (m), central angle from the x axis (rad, 0 to 2 pi) and speed (m/s) at times."""
        position, velocity = self.flown.sample(0, time_s)
        turned = np.arctan2(position[:, 1], position[:, 0]) % (2.0 * math.pi)
        return np.linalg.norm(position, axis=1), turned, np.linalg.norm(velocity, axis=1)

    def radius_m(self, time_s: float) -> float:
        """Return the distance from the centre at a time."""
        return float(self.at(time_s)[0][0])

    def turned_rad(self, time_s: float) -> float:
        """Return the central angle flown at a time."""
        return float(self.at(time_s)[1][0])

    def speed_m_s(self, time_s: float) -> float:
        """Return the speed at a time."""
        return float(self.at(time_s)[2][0])

    def flight_path_rad(self, time_s: float) -> float:
        """Return the angle of the velocity above the horizon at a time."""
        position, velocity = (vectors[0] for vectors in self.flown.sample(0, time_s))
        sine = position @ velocity / (np.linalg.norm(position) * np.linalg.norm(velocity))
        return math.asin(float(sine))


def when(condition: Callable[[float], bool], low: float, high: float) -> float:
    """Return where a condition, true at `low` and false at `high`, ceases to hold, by halving."""
    for _ in range(60):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if condition(middle) else (low, middle)
    return 0.5 * (low + high)
