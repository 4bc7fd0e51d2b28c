"""Wind: none is zero, what turns with it turns, and a light body goes where it blows."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import intercept as ic
from intercept.testing import geodetic_points, launch_sites
from intercept.testing.laws import same_flights

SPEEDS = st.floats(-100.0, 100.0)
STATES = st.tuples(launch_sites(), st.floats(1_000.0, 80_000.0), st.tuples(*[st.floats(-2_000.0, 2_000.0)] * 3))
CALMS = [
    ic.Wind.constant(0.0, 0.0),
    ic.Wind.profile([0.0, 1e4], 0.0, 0.0),
    ic.Wind.grid([-0.8, -0.7], [-2.2, -2.1], [0.0, 1e4], *[np.zeros((2, 2, 2))] * 3),
]


def released(position, velocity, *, wind=None, beta=5_000.0, **world):
    body = ic.Ensemble(
        position_ecef_m=position, velocity_ecef_m_s=velocity, ballistic_coefficient_kg_m2=beta, duration_max_s=120.0
    )
    return ic.fly(body, world=ic.World(wind=wind, **world), threads=1)


@pytest.mark.parametrize("calm", CALMS, ids=lambda wind: wind.kind)
@settings(max_examples=20)
@given(state=STATES)
def test_no_wind_is_a_wind_of_zero(calm, state):
    site, altitude, velocity = state
    position = ic.earth.geodetic_to_ecef(*site, altitude)
    assert same_flights(released(position, velocity), released(position, velocity, wind=calm))


@given(geodetic_points(0.0, 1e5), SPEEDS, SPEEDS, SPEEDS)
def test_a_constant_wind_is_local(point, east, north, up):
    world = ic.World(wind=ic.Wind.constant(east, north, up))
    there = ic.earth.ecef_vector_to_enu(world.wind_at(ic.earth.geodetic_to_ecef(*point)), point)[0]
    # At a pole itself every longitude is as good as another, so only the length is asked for.
    if abs(point[0]) < 1.57:
        np.testing.assert_allclose(there, [east, north, up], atol=1e-9)
    assert np.linalg.norm(there) == pytest.approx(math.hypot(east, north, up), abs=1e-9)


@settings(max_examples=20)
@given(STATES, st.floats(-3.0, 3.0), SPEEDS)
def test_a_turned_flight_in_a_wind_that_is_the_same_all_round(state, turn, east):
    """Earth, air and a wind over altitude alone look the same from every meridian."""
    (latitude, longitude), altitude, velocity = state
    wind = ic.Wind.profile([0.0, 50_000.0], [0.0, east], [east, 0.0])
    cos, sin = math.cos(turn), math.sin(turn)
    about_axis = np.array([[cos, -sin, 0.0], [sin, cos, 0.0], [0.0, 0.0, 1.0]])
    start = ic.earth.geodetic_to_ecef(latitude, longitude, altitude)[0]
    one = released(start, velocity, wind=wind)
    other = released(about_axis @ start, about_axis @ np.array(velocity), wind=wind)
    end, turned = (flown.sample(0, one.table()["flight_time_s"][0])[0][0] for flown in (one, other))
    # Rounding of the start, grown by the flight; the integrator's steps are the same but for it.
    assert np.linalg.norm(about_axis @ end - turned) < 1e-3


# A body of beta 1 kg/m^2 takes up the wind within some speed/g seconds; its fall through it is vertical in the air.
@pytest.mark.parametrize("components", [(30.0, 0.0), (0.0, -20.0), (-15.0, 15.0)])
def test_a_light_body_moves_with_the_wind(components):
    place = ic.earth.Geodetic(-0.785, -2.18, 3_000.0)
    flown = released(ic.earth.geodetic_to_ecef(*place), [0.0, 0.0, 0.0], beta=1.0, wind=ic.Wind.constant(*components))
    position, velocity = flown.sample(0, 60.0)
    below = ic.earth.Geodetic(*(float(x[0]) for x in ic.earth.ecef_to_geodetic(position)))
    drift = ic.earth.ecef_vector_to_enu(velocity, below)[0]
    # Coriolis pushes it across by 2 w v sin(latitude) v_fall/g, some millimetres a second, and the wind backs as the
    # horizon turns under it.
    np.testing.assert_allclose(drift[:2], components, atol=5e-3)
    density = ic.earth.us76(below.altitude_m)["density_kg_m3"][0]
    assert -drift[2] == pytest.approx(math.sqrt(2 * 9.8 / density), rel=5e-3)


LEVELS = np.array([0.0, 5_000.0, 20_000.0])


@given(geodetic_points(-1_000.0, 30_000.0))
def test_a_profile_a_grid_of_one_column_and_a_global_grid_agree(point):
    east, north = np.array([1.0, 20.0, -7.0]), np.array([0.0, 3.0, 9.0])
    longitude = np.radians(np.arange(0.0, 360.0, 30.0))
    latitude = np.radians(np.arange(-90.0, 91.0, 30.0))
    shape = (len(latitude), len(longitude), 3)
    whole = ic.Wind.grid(latitude, longitude, LEVELS, np.broadcast_to(east, shape), np.broadcast_to(north, shape))
    one = ic.Wind.grid([-0.785], [-2.18], LEVELS, east.reshape(1, 1, 3), north.reshape(1, 1, 3))
    position = ic.earth.geodetic_to_ecef(*point)
    want = ic.World(wind=ic.Wind.profile(LEVELS, east, north)).wind_at(position)
    for wind in (whole, one):
        np.testing.assert_allclose(ic.World(wind=wind).wind_at(position), want, atol=1e-12)


def test_drag_comes_from_the_airspeed():
    """A body at the speed of the wind feels none of it: it falls as in a vacuum at first."""
    place = ic.earth.Geodetic(-0.785, -2.18, 1_000.0)
    start, velocity = ic.earth.geodetic_to_ecef(*place), ic.earth.enu_vector_to_ecef([100.0, 0.0, 0.0], place)
    blown = released(start, velocity, beta=10.0, wind=ic.Wind.constant(100.0, 0.0), rotation_rate_rad_s=0.0)
    still = released(start, velocity, beta=10.0, rotation_rate_rad_s=0.0)
    # Deceleration rho v^2/(2 beta) = 1.112 * 100^2/20 = 556 m/s^2.
    begin = [ic.earth.ecef_vector_to_enu(f.knots()["acceleration_ecef_m_s2"][0], place)[0] for f in (blown, still)]
    assert abs(begin[0][0]) < 1e-9
    assert begin[1][0] == pytest.approx(-ic.earth.us76(1_000.0)["density_kg_m3"][0] * 1e4 / 20.0, rel=1e-9)
