"""Frames and geodesics: there and back again."""

import math

import numpy as np
from exact_geodetic import exact_ecef, rounding_limit
from hypothesis import given
from hypothesis import strategies as st

import intercept as ic
from intercept.earth import ecef_to_geodetic, geodesic_direct, geodesic_inverse, geodetic_to_ecef
from intercept.testing import edge_sites, geodetic_points, launch_sites

# What every step may lose beyond the rounding of its result.
TOLERANCE_M = 1e-9
# Doubles of the size of the Earth's radius lie 0.9 nm apart, angles up to 2.8 nm: of 3,000,000 points that went round,
# up to 2,000 km, the worst lost 3.0 nm, one in a thousand 2.1 nm, the mean 0.3 nm.
ROUND_TRIP_M = 4e-9
POINTS = geodetic_points(-5_000.0, 2_000_000.0)


@given(POINTS)
def test_geodetic_to_ecef_is_the_exact_formula(point):
    position = geodetic_to_ecef(*point)[0]
    # One unit in the last place: half for the coordinate, half for the products of rounded sines that make it.
    rounding = np.linalg.norm(np.spacing(np.abs(position)))
    assert exact_ecef(*point).distance(position) < TOLERANCE_M + rounding


@given(POINTS)
def test_ecef_to_geodetic_is_the_exact_inverse(point):
    """To 1 nm in space beyond the last place of the angles: doubles of 2 to 4 rad lie 4.4e-16 apart, 2.8 nm."""
    position = geodetic_to_ecef(*point)[0]
    found = [float(x[0]) for x in ecef_to_geodetic(position)]
    assert exact_ecef(*found).distance(position) < TOLERANCE_M + rounding_limit(*found)


@given(POINTS)
def test_geodetic_to_ecef_and_back(point):
    position = geodetic_to_ecef(*point)
    latitude, longitude, altitude = ecef_to_geodetic(position)
    again = geodetic_to_ecef(latitude, longitude, altitude)
    assert np.linalg.norm(again - position) < ROUND_TRIP_M
    assert abs(altitude[0] - point[2]) < ROUND_TRIP_M
    assert abs(latitude[0] - point[0]) * 8.4e6 < ROUND_TRIP_M


@given(st.lists(st.floats(-8e6, 8e6), min_size=3, max_size=3).filter(lambda p: np.linalg.norm(p) > 5e6))
def test_ecef_to_geodetic_and_back(position):
    """Also far beyond what flies, from 1,400 km deep to 7,500 km high, where the last places are twice as wide."""
    assert np.linalg.norm(geodetic_to_ecef(*ecef_to_geodetic(position)) - position) < 2.5 * ROUND_TRIP_M


# Distances below a centimetre leave no azimuth to find; those beyond the half circumference are no shortest lines.
@given(st.one_of(launch_sites(), edge_sites()), st.floats(-math.pi, math.pi), st.floats(0.01, 1.9e7))
def test_geodesic_direct_and_back(site, azimuth, distance):
    latitude, longitude, _ = geodesic_direct(*site, azimuth_rad=azimuth, distance_m=distance)
    length, begin, _ = geodesic_inverse(*site, latitude, longitude)
    assert abs(length[0] - distance) < 1e-6
    again = geodesic_direct(*site, azimuth_rad=begin, distance_m=length)
    miss = geodetic_to_ecef(again[0], again[1], 0.0) - geodetic_to_ecef(latitude, longitude, 0.0)
    assert np.linalg.norm(miss) < 1e-6


@given(st.one_of(launch_sites(), edge_sites()), st.one_of(launch_sites(), edge_sites()))
def test_geodesic_inverse_and_back(one, other):
    length, begin, _ = geodesic_inverse(*one, *other)
    latitude, longitude, _ = geodesic_direct(*one, azimuth_rad=begin, distance_m=length)
    miss = geodetic_to_ecef(latitude, longitude, 0.0) - geodetic_to_ecef(*other, 0.0)
    assert np.linalg.norm(miss) < 1e-6
    assert abs(geodesic_inverse(*other, *one)[0][0] - length[0]) < 1e-6


SPHERE = ic.World(sphere_radius_m=6_371_000.0, gravity="central")
VELOCITIES = st.tuples(*[st.floats(-8e3, 8e3)] * 3)


@given(POINTS, VELOCITIES, st.floats(-1e5, 1e5))
def test_ecef_to_eci_and_back(point, velocity, time):
    position = geodetic_to_ecef(*point)
    inertial, moving = ic.earth.ecef_to_eci(position, velocity, time_s=time)
    back, relative = ic.earth.eci_to_ecef(inertial, moving, time_s=time)
    # Two turns, each of four rounded products of the size of the radius.
    assert np.linalg.norm(back - position) < 2 * ROUND_TRIP_M
    assert np.linalg.norm(relative - velocity) < 1e-11
    assert abs(np.linalg.norm(inertial) - np.linalg.norm(position)) < 2 * ROUND_TRIP_M


@given(POINTS)
def test_the_frames_coincide_at_time_zero_and_turn_east(point):
    position = geodetic_to_ecef(*point)
    inertial, moving = ic.earth.ecef_to_eci(position, np.zeros(3), time_s=0.0)
    np.testing.assert_array_equal(inertial, position)
    east = ic.earth.ecef_vector_to_enu(moving, point)[0]
    # w times the distance from the axis, eastward.
    assert abs(east[0] - 7.292115e-5 * np.hypot(*position[0, :2])) < 1e-9
    assert np.linalg.norm(east[1:]) < 1e-9


@given(POINTS, POINTS, st.sampled_from([None, SPHERE]))
def test_enu_and_aer_and_back(point, reference, world):
    position = geodetic_to_ecef(*point, world=world)
    enu = ic.earth.ecef_to_enu(position, reference, world=world)
    assert np.linalg.norm(ic.earth.enu_to_ecef(enu, reference, world=world) - position) < 2 * ROUND_TRIP_M
    azimuth, elevation, slant = ic.earth.ecef_to_aer(position, reference, world=world)
    assert 0.0 <= azimuth[0] < 2 * math.pi
    assert abs(slant[0] - np.linalg.norm(enu)) < ROUND_TRIP_M
    # An azimuth of up to 6 rad is rounded by 4.4e-16: 7 nm over a chord of 16,700 km.
    again = ic.earth.aer_to_ecef(azimuth, elevation, slant, reference=reference, world=world)
    assert np.linalg.norm(again - position) < 2e-8


@given(POINTS, st.floats(1.0, 1e6))
def test_up_is_up(point, height):
    above = geodetic_to_ecef(point[0], point[1], point[2] + height)
    enu = ic.earth.ecef_to_enu(above, point)[0]
    assert np.linalg.norm(enu - [0.0, 0.0, height]) < 2 * ROUND_TRIP_M


@given(POINTS)
def test_a_sphere_has_geocentric_latitudes(point):
    position = geodetic_to_ecef(*point, world=SPHERE)[0]
    assert abs(np.linalg.norm(position) - 6_371_000.0 - point[2]) < ROUND_TRIP_M
    latitude, _, altitude = ecef_to_geodetic(position, world=SPHERE)
    assert abs(latitude[0] - point[0]) * 8.4e6 < ROUND_TRIP_M
    assert abs(altitude[0] - point[2]) < ROUND_TRIP_M
