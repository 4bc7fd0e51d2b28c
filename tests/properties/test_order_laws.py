"""Order: what more drag, more mass and more lift do to a flight, where theory says that they always do it."""

import math

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

import intercept as ic
from intercept.testing import lofted_bodies

RADIUS_M = 6_371_000.0
AT_REST = ic.World(sphere_radius_m=RADIUS_M, j2=0.0, rotation_rate_rad_s=0.0)
VACUUM_AT_REST = ic.World(sphere_radius_m=RADIUS_M, j2=0.0, rotation_rate_rad_s=0.0, air=ic.Air(0.0))
FACTORS = st.floats(1.02, 5.0)


def dropped(altitude_m, speed_down_m_s, beta, world=AT_REST):
    """Time to the ground (s) and speed there (m/s) of a body that falls straight down."""
    body = ic.Ensemble(
        position_ecef_m=[RADIUS_M + altitude_m, 0, 0],
        velocity_ecef_m_s=[-speed_down_m_s, 0, 0],
        ballistic_coefficient_kg_m2=beta,
    )
    summary = ic.fly(body, world=world, tolerance_m=1e-6, threads=1).table()
    return float(summary["flight_time_s"][0]), float(summary["impact_speed_m_s"][0])


# On a line, where the one is faster at a height it stays so below: two solutions of dv/dh do not cross.
@given(st.floats(100.0, 1e5), st.floats(0.0, 3e3), st.floats(50.0, 2e4), FACTORS)
def test_a_higher_ballistic_coefficient_falls_faster_and_a_vacuum_fastest(altitude, speed, beta, factor):
    light, heavy = dropped(altitude, speed, beta), dropped(altitude, speed, beta * factor)
    free = dropped(altitude, speed, beta, VACUUM_AT_REST)
    assert free[0] < heavy[0] < light[0]
    assert free[1] > heavy[1] > light[1]


@given(lofted_bodies())
def test_drag_shortens_a_throw(body):
    free = ic.fly(body.ensemble(), world=ic.World(air=ic.Air(0.0)), threads=1).table()
    held = body.fly().table()
    for name in ("distance_km", "apogee_km", "impact_speed_m_s"):
        assert held[name][0] < free[name][0], name


def glide(height_m, speed_m_s, beta, lift_to_drag):
    """Range angle (rad) to the ground of a glide that starts level, wings level, over a sphere at rest."""
    body = ic.Ensemble(
        position_ecef_m=[RADIUS_M + height_m, 0, 0],
        velocity_ecef_m_s=[0, speed_m_s, 0],
        ballistic_coefficient_kg_m2=beta,
        lift_to_drag=lift_to_drag,
    )
    flown = ic.fly(body, world=AT_REST, threads=1)
    assert flown.outcome[0] == ic.Outcome.IMPACT
    position, _ = flown.sample(0, flown.table()["flight_time_s"][0])
    return math.atan2(position[0, 1], position[0, 0])


# From where lift can just carry the body, up to the speeds of the classes: the glide is nearly steady from the start.
@given(st.floats(1500.0, 5500.0), st.floats(1000.0, 2e4), st.floats(1.0, 4.0), st.floats(1.05, 2.0))
def test_a_higher_lift_to_drag_glides_further(speed, beta, lift_to_drag, factor):
    gravity = 3.986004418e14 / RADIUS_M**2
    wanted = 2.0 * beta * (gravity - speed**2 / RADIUS_M) / (lift_to_drag * speed**2)
    heights = np.linspace(0.0, 80e3, 801)
    density = ic.earth.us76(heights)["density_kg_m3"]
    assume(density[0] > wanted)
    height = float(np.interp(-math.log(wanted), -np.log(density), heights))
    assume(height > 5e3)
    assert glide(height, speed, beta, factor * lift_to_drag) > glide(height, speed, beta, lift_to_drag)
