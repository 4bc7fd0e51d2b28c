"""Bodies with a given state, by regime: coasting in vacuum, falling with drag, launched on a moderate loft."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from intercept.earth.air import Air
from intercept.earth.frames import geodetic_to_ecef
from intercept.earth.world import World
from intercept.flight.ensemble import Ensemble
from intercept.flight.fly import fly
from intercept.flight.trajectories import Trajectories
from intercept.testing._hypothesis import st
from intercept.testing.places import Place, launch_sites

Array = npt.NDArray[np.float64]

VACUUM = World(air=Air(0.0))


@dataclass(frozen=True)
class Body:
    """A body to release: place, speed along flight-path angle and azimuth, ballistic coefficient, and the planet."""

    latitude_rad: float
    longitude_rad: float
    altitude_m: float
    speed_m_s: float
    flight_path_rad: float
    azimuth_rad: float
    ballistic_coefficient_kg_m2: float = 1e9
    world: World = VACUUM

    @property
    def position_ecef_m(self) -> Array:
        """Position, shape (3,)."""
        return np.asarray(geodetic_to_ecef(self.latitude_rad, self.longitude_rad, self.altitude_m)[0])

    @property
    def velocity_ecef_m_s(self) -> Array:
        """Velocity relative to the Earth, shape (3,): along azimuth and flight-path angle in the geodetic horizon."""
        sin_lat, cos_lat = math.sin(self.latitude_rad), math.cos(self.latitude_rad)
        sin_lon, cos_lon = math.sin(self.longitude_rad), math.cos(self.longitude_rad)
        east = np.array([-sin_lon, cos_lon, 0.0])
        north = np.array([-sin_lat * cos_lon, -sin_lat * sin_lon, cos_lat])
        up = np.array([cos_lat * cos_lon, cos_lat * sin_lon, sin_lat])
        level = math.sin(self.azimuth_rad) * east + math.cos(self.azimuth_rad) * north
        direction = math.cos(self.flight_path_rad) * level + math.sin(self.flight_path_rad) * up
        return np.asarray(self.speed_m_s * direction)

    def fly(self, *, tolerance_m: float = 1e-6, threads: int = 1) -> Trajectories:
        """Release the body and fly it to the ground."""
        return fly(self.ensemble(), world=self.world, tolerance_m=tolerance_m, threads=threads)

    def ensemble(self) -> Ensemble:
        """Return the body as an ensemble of one."""
        return Ensemble(
            position_ecef_m=self.position_ecef_m,
            velocity_ecef_m_s=self.velocity_ecef_m_s,
            ballistic_coefficient_kg_m2=self.ballistic_coefficient_kg_m2,
        )

    def with_ballistic_coefficient(self, value_kg_m2: float) -> Body:
        """Return the same release of another body."""
        return replace(self, ballistic_coefficient_kg_m2=value_kg_m2)


def _body(site: Place, numbers: tuple[float, float, float, float], beta: float, world: World) -> Body:
    altitude, speed, flight_path, azimuth = numbers
    return Body(*site, altitude, speed, flight_path, azimuth, beta, world)


def _azimuths() -> st.SearchStrategy[float]:
    return st.floats(-math.pi, math.pi)


def releases_in_vacuum(world: World = VACUUM) -> st.SearchStrategy[Body]:
    """Suborbital bodies without air: 1 to 500 km up, to 6 km/s, in any direction that is not straight down."""
    numbers = st.tuples(st.floats(1e3, 5e5), st.floats(0.0, 6000.0), st.floats(-1.2, math.pi / 2), _azimuths())
    return st.builds(_body, launch_sites(), numbers, st.just(1e9), st.just(world))


def entries_with_drag() -> st.SearchStrategy[Body]:
    """Bodies on their way down through the standard atmosphere: 5 to 120 km up, 100 m/s to 6 km/s."""
    numbers = st.tuples(st.floats(5e3, 1.2e5), st.floats(100.0, 6000.0), st.floats(-1.5, 0.3), _azimuths())
    return st.builds(_body, launch_sites(), numbers, st.floats(100.0, 20_000.0), st.just(World()))


def lofted_bodies() -> st.SearchStrategy[Body]:
    """Bodies thrown upwards from near the ground at 30 to 60 degrees, 200 m/s to 2.5 km/s, through air.

    Within these angles less drag always means more range; a body thrown much more steeply than at the best angle
    need not obey on a rotating Earth.
    """
    angle = st.floats(math.radians(30.0), math.radians(60.0))
    numbers = st.tuples(st.floats(10.0, 3e3), st.floats(200.0, 2500.0), angle, _azimuths())
    return st.builds(_body, launch_sites(), numbers, st.floats(500.0, 20_000.0), st.just(World()))
