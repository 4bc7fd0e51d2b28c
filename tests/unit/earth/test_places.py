"""The one check of a place, and the ellipsoid that comes from the core."""

import math

import pytest

import intercept as ic
from intercept.earth.places import EQUATORIAL_RADIUS_M, GROUND, POLAR_RADIUS_M, place, point
from intercept.errors import InvalidParameterError


def test_the_ellipsoid_is_wgs84():
    assert EQUATORIAL_RADIUS_M == 6_378_137.0
    assert pytest.approx(6_356_752.314_245, abs=1e-6) == POLAR_RADIUS_M


def test_a_place_has_two_or_three_numbers():
    assert place("here", (-0.785, -2.18)) == ic.earth.Geodetic(-0.785, -2.18, 0.0)
    assert place("here", [-0.785, -2.18, 10]).altitude_m == 10.0
    assert point("here", (-0.785, -2.18)) == (-0.785, -2.18)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (
            (-45.0, -125.0),
            "here latitude_rad = -45 is not allowed: must be from -1.5708 to 1.5708 radians; did you mean",
        ),
        ((-0.785, -125.0), "here longitude_rad = -125 .* radians; did you mean degrees"),
        ((math.nan, 0.0), "here latitude_rad = nan is not allowed: must be from -1.5708 to 1.5708 radians$"),
        ((0.1,), "here of 1 number"),
        ((-0.785, -2.18, 2e5), "here altitude_m = 200000.0 is not allowed: must be a number from -1000 to 100000"),
        (([0.1], 0.2, 0), "here is not allowed: must be numbers in rows of one length"),
        ("here", 'here = "here" is not allowed: must be real numbers'),
        (None, "here = None"),
    ],
)
def test_what_is_no_place_is_refused(value, words):
    with pytest.raises(InvalidParameterError, match=words):
        place("here", value, altitude_m=GROUND)


def test_degrees_are_noticed_in_arrays_too():
    with pytest.raises(InvalidParameterError, match=r"latitude_rad = -45 .* did you mean degrees"):
        ic.earth.geodetic_to_ecef([-0.785, -45.0], [-2.18, -2.18], 0.0)
    with pytest.raises(InvalidParameterError, match=r"latitude_rad = -44 .* did you mean degrees"):
        ic.Terrain.from_array([-0.8, -44.0], [-2.2, -2.1], [[0.0, 0.0], [0.0, 0.0]])
