"""Frames and geodesics: there and back again."""

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from intercept import _core
from intercept.testing import edge_sites, geodetic_points, launch_sites
from intercept.trajectories import ecef_to_geodetic, geodetic_to_ecef

TOLERANCE_M = 1e-8


def column(value):
    return np.array([value], dtype=float)


@given(geodetic_points())
def test_geodetic_to_ecef_and_back(point):
    position = geodetic_to_ecef(*point)
    latitude, longitude, altitude = ecef_to_geodetic(position)
    again = geodetic_to_ecef(latitude, longitude, altitude)
    assert np.linalg.norm(again - position) < TOLERANCE_M
    assert abs(altitude[0] - point[2]) < TOLERANCE_M
    assert abs(latitude[0] - point[0]) * 6.4e6 < TOLERANCE_M


@given(st.lists(st.floats(-8e6, 8e6), min_size=3, max_size=3).filter(lambda p: np.linalg.norm(p) > 5e6))
def test_ecef_to_geodetic_and_back(position):
    assert np.linalg.norm(geodetic_to_ecef(*ecef_to_geodetic(position)) - position) < TOLERANCE_M


# Distances below a centimetre leave no azimuth to find; those beyond the half circumference are no shortest lines.
@given(st.one_of(launch_sites(), edge_sites()), st.floats(-math.pi, math.pi), st.floats(0.01, 1.9e7))
def test_geodesic_direct_and_back(site, azimuth, distance):
    start = (column(site[0]), column(site[1]))
    latitude, longitude, _ = _core.geodesic_direct(*start, column(azimuth), column(distance))
    length, begin, _ = _core.geodesic_inverse(*start, latitude, longitude)
    assert abs(length[0] - distance) < 1e-6
    again = _core.geodesic_direct(*start, begin, length)
    miss = geodetic_to_ecef(again[0], again[1], 0.0) - geodetic_to_ecef(latitude, longitude, 0.0)
    assert np.linalg.norm(miss) < 1e-6


@given(st.one_of(launch_sites(), edge_sites()), st.one_of(launch_sites(), edge_sites()))
def test_geodesic_inverse_and_back(one, other):
    ends = [column(x) for x in (*one, *other)]
    length, begin, _ = _core.geodesic_inverse(*ends)
    latitude, longitude, _ = _core.geodesic_direct(ends[0], ends[1], begin, length)
    miss = geodetic_to_ecef(latitude, longitude, 0.0) - geodetic_to_ecef(ends[2], ends[3], 0.0)
    assert np.linalg.norm(miss) < 1e-6
    backwards = _core.geodesic_inverse(ends[2], ends[3], ends[0], ends[1])[0]
    assert abs(backwards[0] - length[0]) < 1e-6
