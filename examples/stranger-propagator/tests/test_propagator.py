"""The laws of flight, held to the stranger's propagator through a function that translates axes and worlds."""

import math

import numpy as np
import stranger

import intercept as ic
from intercept.testing import Body, parametrize_propagator
from intercept.testing.laws import rotation_rate_rad_s


def propagate(body: Body, time_s: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Release a body at time 0, when inertial and Earth-fixed axes are the same, and return Earth-fixed states."""
    start = ic.earth.ecef_to_eci(body.position_ecef_m, body.velocity_ecef_m_s, time_s=0.0, world=body.world)
    beta = body.ballistic_coefficient_kg_m2 if body.has_air else math.inf
    spin, j2 = rotation_rate_rad_s(body.world), body.world.zonal_harmonics[0]
    position, velocity = stranger.fly(start[0][0], start[1][0], time_s, beta=beta, spin=spin, j2=j2)
    return ic.earth.eci_to_ecef(position, velocity, time_s=time_s, world=body.world)


@parametrize_propagator(
    propagate,
    tolerance_m=1.0,
    tolerance_m_s=0.01,
    bodies=2,
    world=ic.World(air=ic.Air.exponential(1.225, 7_200.0)),
    known_departures={
        "agrees_in_air": "it takes heights over the ellipsoid to the first order: up to 40 m off",
        "agrees_in_wind": "it knows no wind",
    },
)
def test_propagate(law):
    law()
