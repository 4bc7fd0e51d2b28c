"""A body with a given state, to release and fly: what propagators are tested with."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from intercept.earth.air import Air
from intercept.earth.frames import ecef_to_geodetic, geodetic_to_ecef
from intercept.earth.world import World
from intercept.flight.ensemble import Ensemble
from intercept.flight.fly import fly
from intercept.flight.trajectories import Trajectories

Array = npt.NDArray[np.float64]

VACUUM = World(air=Air(0.0))


@dataclass(frozen=True)
class Body:
    """A body to release: place, speed along flight-path angle and azimuth, ballistic coefficient, and the planet.

    Raises
    ------
    InvalidParameterError
        When it is flown: a value is out of range.

    Examples
    --------
    >>> from intercept.testing import Body
    >>> body = Body(-0.785, -2.18, altitude_m=10e3, speed_m_s=500.0, flight_path_rad=0.5, azimuth_rad=1.0)
    >>> body.fly()
    <Trajectories: 1 row, 1 impact>
    >>> again = Body.of_state(body.ensemble().position_ecef_m[0], body.ensemble().velocity_ecef_m_s[0])
    >>> again.with_ballistic_coefficient(5e3).ballistic_coefficient_kg_m2, round(again.speed_m_s)
    (5000.0, 500)
    """

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
        east, north, up = _axes(self.latitude_rad, self.longitude_rad)
        level = math.sin(self.azimuth_rad) * east + math.cos(self.azimuth_rad) * north
        direction = math.cos(self.flight_path_rad) * level + math.sin(self.flight_path_rad) * up
        return np.asarray(self.speed_m_s * direction)

    @classmethod
    def of_state(
        cls,
        position_ecef_m: npt.ArrayLike,
        velocity_ecef_m_s: npt.ArrayLike,
        ballistic_coefficient_kg_m2: float = 1e9,
        world: World = VACUUM,
    ) -> Body:
        """Return the body with a position (m) and a velocity relative to the Earth (m/s), Earth-fixed, shape (3,).

        Raises
        ------
        InvalidParameterError
            A value is not a number, or of another shape.
        """
        latitude, longitude, altitude = (float(each[0]) for each in ecef_to_geodetic(position_ecef_m))
        velocity = np.asarray(velocity_ecef_m_s, dtype=np.float64)
        speed = float(np.linalg.norm(velocity))
        east, north, up = _axes(latitude, longitude) @ velocity
        flight_path, azimuth = math.atan2(up, math.hypot(east, north)), math.atan2(east, north)
        return cls(latitude, longitude, altitude, speed, flight_path, azimuth, ballistic_coefficient_kg_m2, world)

    def fly(self, *, tolerance_m: float = 1e-6, threads: int = 1) -> Trajectories:
        """Release the body and fly it to the ground.

        Raises
        ------
        InvalidParameterError
            A value of the body is out of range.
        """
        return fly(self.ensemble(), world=self.world, tolerance_m=tolerance_m, threads=threads)

    @property
    def has_air(self) -> bool:
        """Whether there is air in its world: the standard atmosphere unless it has its own."""
        air = self.world.air
        return air is None or air.density_0_kg_m3 is None or air.density_0_kg_m3 > 0.0

    def ensemble(self) -> Ensemble:
        """Return the body as an ensemble of one."""
        return Ensemble(
            position_ecef_m=self.position_ecef_m,
            velocity_ecef_m_s=self.velocity_ecef_m_s,
            ballistic_coefficient_kg_m2=self.ballistic_coefficient_kg_m2,
        )

    def with_ballistic_coefficient(self, value_kg_m2: float) -> Body:
        """Return the same release of another body; InvalidParameterError when it flies, if that is out of range."""
        return replace(self, ballistic_coefficient_kg_m2=value_kg_m2)


def _axes(latitude_rad: float, longitude_rad: float) -> Array:
    """Return east, north and up of a place as the rows of a matrix."""
    sin_lat, cos_lat = math.sin(latitude_rad), math.cos(latitude_rad)
    sin_lon, cos_lon = math.sin(longitude_rad), math.cos(longitude_rad)
    return np.array(
        [
            [-sin_lon, cos_lon, 0.0],
            [-sin_lat * cos_lon, -sin_lat * sin_lon, cos_lat],
            [cos_lat * cos_lon, cos_lat * sin_lon, sin_lat],
        ]
    )
