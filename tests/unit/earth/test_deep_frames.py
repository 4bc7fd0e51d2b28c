"""Positions deep inside the Earth, where people get by giving kilometres for metres."""

import math

import numpy as np
import pytest

import intercept as ic


def test_a_place_a_hundred_metres_from_the_centre_is_under_the_north_pole():
    north, east, up = (float(each[0]) for each in ic.earth.ecef_to_geodetic([100.0, 0.0, 0.0]))
    # The nearest points of the ellipsoid are near the poles: the northern one is taken.
    assert north == pytest.approx(math.pi / 2, abs=0.01)
    assert not east
    assert up == pytest.approx(-6_356_752.314, abs=0.2)


@pytest.mark.parametrize("radius_m", [0.0, 6378.137, 42e3, 43e3, 1e5, 1e6, 5.9e6, 6.3e6])
def test_positions_come_back_from_any_depth(radius_m):
    rng = np.random.default_rng(7)
    direction = rng.normal(size=(200, 3))
    direction[:3] = np.eye(3)
    position = radius_m * direction / np.linalg.norm(direction, axis=1)[:, None]
    latitude, longitude, altitude = ic.earth.ecef_to_geodetic(position)
    assert (np.abs(latitude) <= math.pi / 2).all()
    assert np.abs(ic.earth.geodetic_to_ecef(latitude, longitude, altitude) - position).max() < 5e-9
