"""Flights shorter than a step of the integration: hops, drops and rests on the ground."""

import numpy as np
import pytest

import intercept as ic

PLACES = [(-0.785, -2.18), (-0.8, -2.2), (-0.77, -2.15), (-0.79, -2.17), (-0.78, -2.19)]
# So heavy that air does not count.
HEAVY = 1e9


def on_the_ground(ground_m, above_m=0.0, world=None):
    latitude, longitude = np.transpose(PLACES)
    at = [ic.earth.geodetic_to_ecef(latitude, longitude, ground_m + h, world=world) for h in (above_m, 1000.0)]
    up = at[1] - at[0]
    return at[0], up / np.linalg.norm(up, axis=1)[:, None]


def thrown(speed_m_s, *, ground_m=0.0, above_m=0.0, world=None, beta=HEAVY):
    position, up = on_the_ground(ground_m, above_m, world)
    velocity = up * speed_m_s
    return ic.Ensemble(
        position_ecef_m=position, velocity_ecef_m_s=velocity, ballistic_coefficient_kg_m2=beta, ground_m=ground_m
    )


WORLDS = {"ellipsoid": None, "sphere": ic.World(sphere_radius_m=6_371_000.0)}


@pytest.mark.parametrize("world", WORLDS.values(), ids=WORLDS)
@pytest.mark.parametrize("ground_m", [0.0, 250.0, 3000.0])
@pytest.mark.parametrize("speed_m_s", [0.1, 1.0, 5.0, 30.0])
def test_what_is_thrown_up_comes_down_after_twice_its_speed_over_gravity(speed_m_s, ground_m, world):
    body = thrown(speed_m_s, ground_m=ground_m, world=world)
    ends = body.ends(world=world)
    assert (ends["outcome"] == ic.Outcome.IMPACT).all()
    # Gravity is within 0.4 % of this at all places.
    assert ends["time_s"] == pytest.approx(2.0 * speed_m_s / 9.81, rel=0.006)
    assert ic.fly(body, world=world).table()["flight_time_s"] == pytest.approx(ends["time_s"], abs=1e-4)


@pytest.mark.parametrize("height_m", [1e-3, 0.3, 0.9, 1.5])
@pytest.mark.parametrize("beta", [5.0, 100.0, HEAVY])
@pytest.mark.parametrize("tolerance_m", [1e-4, 1.0, 100.0])
def test_a_drop_from_a_little_above_the_ground_takes_its_time(height_m, beta, tolerance_m):
    body = thrown(0.0, above_m=height_m, beta=beta)
    free = np.sqrt(2.0 * height_m / 9.81)
    # Air delays a light body: by its speed over its terminal speed, 4 % at most here.
    assert body.ends(tolerance_m=tolerance_m)["time_s"] == pytest.approx(free, rel=0.05, abs=1e-4)


@pytest.mark.parametrize("below_m", [-1e-10, 0.0, 1e-10])
def test_rounding_of_the_start_makes_no_landing_and_no_flight(below_m):
    assert thrown(5.0, above_m=below_m).ends()["time_s"] == pytest.approx(1.02, rel=0.006)
    assert thrown(0.0, above_m=below_m).ends()["time_s"] == pytest.approx(0.0, abs=1e-3)


@pytest.mark.parametrize("tolerance_m", [1e-4, 1e-2, 1.0, 100.0])
def test_no_flight_ends_before_it_began_or_far_from_where_a_fine_one_does(tolerance_m):
    for ground_m in (0.0, 250.0):
        for speed_m_s in (-300.0, -3.0, 5.0, 800.0):
            for beta in (5.0, 100.0, 1e4):
                body = thrown(speed_m_s, ground_m=ground_m, above_m=0.9, beta=beta)
                fine, got = (body.ends(tolerance_m=each) for each in (1e-7, tolerance_m))
                assert (got["time_s"] > 0.0).all()
                # What comes down slowly may be early or late by the tolerance over its speed, 9 m/s at least.
                assert got["time_s"] == pytest.approx(fine["time_s"], abs=1e-4 + tolerance_m / 9.0)


@pytest.mark.parametrize("wind_m_s", [1.0, 20.0, 60.0])
@pytest.mark.parametrize("beta", [50.0, 200.0])
def test_the_first_step_of_a_drop_into_wind_keeps_the_error_promised(wind_m_s, beta):
    world = ic.World(wind=ic.Wind.constant(wind_m_s, 0.0))
    start = ic.earth.geodetic_to_ecef(-0.785, -2.18, 2000.0)
    body = ic.Ensemble(position_ecef_m=start, velocity_ecef_m_s=[0.0, 0.0, 0.0], ballistic_coefficient_kg_m2=beta)
    coarse, fine = (ic.fly(body, world=world, tolerance_m=each) for each in (1e-4, 1e-8))
    first_s = coarse.knots()["time_s"][1]
    got, wanted = (flown.sample([0], [first_s])[0] for flown in (coarse, fine))
    assert np.linalg.norm(got - wanted) < 1e-4
