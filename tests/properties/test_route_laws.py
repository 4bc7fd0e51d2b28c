"""Laws of planned routes: no shorter than the geodesic, the same way back, a tailwind never slower, symmetric about the
axis, clear of the ground.
"""

import math
from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

import intercept as ic
import intercept._core as _core
from intercept.earth.frames import ecef_to_geodetic
from intercept.flight.trajectories import Trajectories
from intercept.testing import laws


def fly(*flights, wind=(0.0, 0.0)):
    world = ic.World(wind=ic.Wind.constant(*wind))
    return Trajectories(ic.flights.RouteFlight.fly_many(flights, world=world, tolerance_m=1e-4, threads=1))


def duration(flight, wind=(0.0, 0.0)):
    trajectories = fly(flight, wind=wind)
    trajectories.check()
    return float(trajectories.table()["flight_time_s"][0])


@st.composite
def routes(draw, count_max=5):
    """Draw routes of legs of 30 to 400 km that turn by up to 2 rad, at speeds of drones and cruise missiles."""
    speed = draw(st.floats(30.0, 300.0))
    # A leg has room for a turn at either end, of radius V^2/(g tan bank) at the bank of 0.5 rad that is usual.
    room = 2.05 * math.tan(1.0) * speed**2 / (9.80665 * math.tan(0.5))
    latitude, longitude = draw(st.floats(-1.55, 1.55)), draw(st.floats(-math.pi, math.pi))
    azimuth = draw(st.floats(-math.pi, math.pi))
    points = [(latitude, longitude)]
    for _ in range(draw(st.integers(1, count_max))):
        here = [np.array([x]) for x in (latitude, longitude, azimuth, draw(st.floats(max(3e4, room), 4e5)))]
        latitude, longitude, azimuth = (float(x[0]) for x in _core.geodesic_direct(*here))
        points.append((latitude, longitude))
        azimuth += draw(st.floats(-2.0, 2.0))
    return ic.flights.RouteFlight(points, speed, altitude_m=draw(st.floats(-100.0, 15_000.0)))


def geodesic_m(points):
    a, b = np.array(points[:-1]).T.copy(), np.array(points[1:]).T.copy()
    return _core.geodesic_inverse(*a, *b)[0]


@given(routes())
def test_no_path_is_shorter_than_the_geodesic(flight):
    ends = [flight.waypoints[0], flight.waypoints[-1]]
    # At a height h the way is longer by h over a radius of curvature, which lies between 6,335 and 6,400 km.
    radius = 6.4e6 if flight.altitude_m >= 0.0 else 6.335e6
    shortest = float(geodesic_m(ends)[0]) * (1.0 + flight.altitude_m / radius)
    flown = flight.speed_m_s * duration(flight)
    assert flown >= shortest * (1.0 - 1e-9)
    # And no longer than with sharp corners.
    radius = 6.335e6 if flight.altitude_m >= 0.0 else 6.4e6
    assert flown <= float(np.sum(geodesic_m(flight.waypoints))) * (1.0 + flight.altitude_m / radius) * (1.0 + 1e-9)


@given(routes())
def test_the_way_back_takes_as_long(flight):
    back = replace(flight, waypoints=flight.waypoints[::-1])
    # Turns are drawn in planes that are true to 1e-5 of their radius, a few kilometres.
    assert abs(duration(back) - duration(flight)) <= 1e-6 * duration(flight)


@given(routes(count_max=1), st.floats(0.0, 25.0))
def test_a_tailwind_is_never_slower(flight, strength):
    # The wind blows along the middle of the leg: there it is a tailwind, and along a short leg nearly so.
    azimuth = float(_core.geodesic_inverse(*(np.array([x]) for p in flight.waypoints for x in p))[1][0])
    near = [np.array([x]) for x in (*flight.waypoints[0], azimuth, 2e4)]
    end = tuple(float(x[0]) for x in _core.geodesic_direct(*near)[:2])
    short = replace(flight, waypoints=[flight.waypoints[0], end])
    east, north = strength * math.sin(azimuth), strength * math.cos(azimuth)
    # Beside a pole even 20 km turn the heading; only there may the wind end up across.
    if abs(flight.waypoints[0][0]) < 1.4 and abs(end[0]) < 1.4:
        assert duration(short, (east, north)) <= duration(short) * (1.0 + 1e-12)
        assert duration(short, (-east, -north)) >= duration(short) * (1.0 - 1e-12)


@given(routes(), st.floats(-3.0, 3.0), st.tuples(st.floats(-15.0, 15.0), st.floats(-15.0, 15.0)))
def test_a_turn_about_the_axis_changes_nothing(flight, angle, wind):
    turned = replace(flight, waypoints=[(lat, lon + angle) for lat, lon in flight.waypoints])
    one, other = fly(flight, wind=wind), fly(turned, wind=wind)
    assert one.outcome.tolist() == other.outcome.tolist()
    if one.outcome[0] == ic.Outcome.IMPACT:
        end = float(one.table()["flight_time_s"][0])
        assert abs(float(other.table()["flight_time_s"][0]) - end) <= 1e-9 * end
        times = np.linspace(0.0, end, 20)
        cos, sin = math.cos(angle), math.sin(angle)
        spin = np.array([[cos, -sin, 0.0], [sin, cos, 0.0], [0.0, 0.0, 1.0]])
        apart = one.sample(0, times)[0] @ spin.T - other.sample(0, times)[0]
        # Knots may fall elsewhere, each path within 1 mm of the route.
        assert np.max(np.linalg.norm(apart, axis=1)) < 3e-3


@given(routes())
def test_a_planned_route_has_no_gaps(flight):
    for states in laws.around_knots(fly(flight)):
        laws.assert_continuous(*states)


@given(
    st.integers(0, 2**32 - 1),
    st.floats(10.0, 300.0),
    st.floats(20.0, 200.0),
    st.floats(80.0, 280.0),
    st.floats(0.05, 0.3),
)
def test_the_ground_is_cleared(seed, relief_m, height_m, speed_m_s, angle):
    random = np.random.default_rng(seed)
    latitude, longitude = np.linspace(-0.812, -0.80, 60), np.linspace(3.13, 3.16, 70)
    terrain = ic.Terrain.from_array(latitude, longitude, relief_m * random.random((60, 70)))
    flight = ic.flights.RouteFlight(
        # Across the date line.
        [(-0.801, 3.132), (-0.808, 3.1415), (-0.803, 3.155 - 2.0 * math.pi)],
        speed_m_s,
        altitude_m=height_m,
        heights="ground",
        terrain=terrain,
        climb_angle_rad=angle,
        descent_angle_rad=angle,
        normal_acceleration_m_s2=10.0,
    )
    trajectories = fly(flight)
    trajectories.check()
    end = float(trajectories.table()["flight_time_s"][0])
    position, velocity = trajectories.sample(0, np.linspace(0.0, end, 20_001))
    lat, lon, altitude = ecef_to_geodetic(position)
    # 2 mm is what interpolation may be off.
    assert np.min(altitude - terrain.height_m(lat, lon)) >= height_m - 2e-3
    up = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
    climb = np.arcsin(np.sum(up * velocity, axis=1) / np.linalg.norm(velocity, axis=1))
    assert np.max(np.abs(climb)) <= angle + 1e-5
