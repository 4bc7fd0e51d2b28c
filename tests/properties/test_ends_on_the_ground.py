"""Bodies of an ensemble end on their ground, wherever it lies: in every air and shape, at any tolerance.

Grounds lie everywhere that they may, and close below and above the edges of the air's layers, where the air that is
flown changes its form.
"""

import numpy as np
import pytest
from plain_flight import Flight, drag_of, geodetic

import intercept as ic

BASES_M = np.array([11e3, 20e3, 32e3, 47e3, 51e3, 71e3])
EDGES_M = [0.0, *(6_356_766.0 * BASES_M / (6_356_766.0 - BASES_M)), 80e3, 86e3, 91e3, 95e3, 100e3]
BELOW_M = (0.005, 0.5, 5.0, 28.0, 430.0)
WORLDS = {
    "standard": ic.World(),
    "hot": ic.World(air=ic.Air.us76(temperature_offset_k=25.0, density_factor=0.9)),
    "thinning": ic.World(air=ic.Air.us76(scale_height_above_86_km_m=6_000.0)),
    "exponential": ic.World(air=ic.Air.exponential(1.225, 7_200.0)),
    "sphere": ic.World(sphere_radius_m=6_371_000.0),
    "sphere without air": ic.World(sphere_radius_m=6_371_000.0, air=ic.Air.vacuum()),
    "wind": ic.World(wind=ic.Wind.constant(20.0, -10.0)),
}
# The fast form of altitude is good to 7e-7 m, and a landing is found to 1e-6 m.
ON_THE_GROUND_M = 3e-6
# Enough for the widest lanes to be full.
ROWS = 32


def grounds():
    rng = np.random.default_rng(3)
    near = [edge - below for edge in EDGES_M for below in BELOW_M]
    return [*near, *rng.uniform(-1_900.0, 0.0, 6), *rng.uniform(0.0, 100e3, 6), 0.0, 100e3]


def bodies(ground_m, world, rng, lightest=10.0, **options):
    """Return bodies thrown in any direction from somewhat above the ground, up to 80 km above it."""
    latitude, longitude = rng.uniform(-1.04, -0.53, ROWS), rng.uniform(-2.6, -1.7, ROWS)
    altitude = ground_m + np.exp(rng.uniform(np.log(2.0), np.log(80e3), ROWS))
    direction = rng.standard_normal((ROWS, 3))
    direction /= np.linalg.norm(direction, axis=1, keepdims=True)
    return ic.Ensemble(
        position_ecef_m=ic.earth.geodetic_to_ecef(latitude, longitude, altitude, world=world),
        velocity_ecef_m_s=direction * rng.uniform(0.0, 3_000.0, (ROWS, 1)),
        ballistic_coefficient_kg_m2=np.exp(rng.uniform(np.log(lightest), np.log(2e4), ROWS)),
        ground_m=ground_m,
        **options,
    )


def altitude_m(position, world):
    return ic.earth.ecef_to_geodetic(position, world=world)[2]


def last_m(flown):
    return flown.knots()["position_ecef_m"][flown.offsets[1:].astype(int) - 1]


@pytest.mark.parametrize("lift_to_drag", [0.0, 0.4])
@pytest.mark.parametrize("name", WORLDS)
def test_every_body_ends_on_the_ground(name, lift_to_drag):
    world, rng = WORLDS[name], np.random.default_rng(11)
    # A light one that lift carries comes to rest in the wind, where lift has no direction.
    lightest = 10.0 if lift_to_drag == 0.0 else 200.0
    for ground_m in grounds():
        thrown = bodies(ground_m, world, rng, lightest, lift_to_drag=lift_to_drag)
        for tolerance_m in (1e-4, 1e-2, 1.0):
            ends = thrown.ends(world=world, tolerance_m=tolerance_m)
            assert (ends["outcome"] == ic.Outcome.IMPACT).all(), (ground_m, tolerance_m)
            off_m = np.abs(altitude_m(ends["position_ecef_m"], world) - ground_m)
            assert off_m.max() < ON_THE_GROUND_M, (ground_m, tolerance_m, off_m.argmax(), off_m.max())


@pytest.mark.parametrize("name", WORLDS)
def test_both_ways_to_fly_end_at_the_same_place(name):
    world, rng = WORLDS[name], np.random.default_rng(12)
    for ground_m in grounds()[::3]:
        thrown = bodies(ground_m, world, rng)
        for tolerance_m in (1e-4, 1.0):
            flown = ic.fly(thrown, world=world, tolerance_m=tolerance_m)
            ends = thrown.ends(world=world, tolerance_m=tolerance_m)
            assert np.abs(altitude_m(last_m(flown), world) - ground_m).max() < ON_THE_GROUND_M, (ground_m, tolerance_m)
            apart_m = np.linalg.norm(last_m(flown) - ends["position_ecef_m"], axis=1)
            # Each is off by a few tolerances, as tests/properties/test_thrown_bodies.py has it.
            assert apart_m.max() < 16.0 * tolerance_m, (ground_m, tolerance_m, apart_m.argmax(), apart_m.max())


@pytest.mark.parametrize("ground_m", [-28.0, -430.0, 11_014.0, 47_345.0])
def test_they_end_where_a_plain_integration_does(ground_m):
    place, beta = (-0.74, -1.9, ground_m + 3_028.0), 5_000.0
    start = ic.earth.geodetic_to_ecef(*place)[0]
    velocity = ic.earth.enu_vector_to_ecef([[150.0, -80.0, 60.0]], place)[0]
    body = ic.Ensemble(
        position_ecef_m=start, velocity_ecef_m_s=velocity, ballistic_coefficient_kg_m2=beta, ground_m=ground_m
    )
    slow = Flight(start, velocity, tolerance_m=1e-6)
    slow.fly(drag_of(beta), end=lambda m, _: m.altitude - ground_m, ground=False)
    assert geodetic(slow.r)[2] == pytest.approx(ground_m, abs=1e-6)
    for tolerance_m in (1e-4, 1e-2, 0.5):
        ends = body.ends(tolerance_m=tolerance_m)
        for got_m in (ends["position_ecef_m"][0], last_m(ic.fly(body, tolerance_m=tolerance_m))[0]):
            assert np.linalg.norm(got_m - slow.r) < 4.0 * tolerance_m + 1e-5
        assert ends["time_s"][0] == pytest.approx(slow.t, abs=1e-6 + tolerance_m / 20.0)
