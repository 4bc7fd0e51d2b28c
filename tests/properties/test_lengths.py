"""Lengths in the wrong unit, or beyond all reach, are refused with a word of what may be meant: never a silent NaN."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import intercept as ic
from intercept.errors import InvalidParameterError

REFERENCE = (-0.785, -2.18, 0.0)
ANY = st.floats(allow_nan=False, allow_infinity=False)
CALLS = {
    "ecef_to_geodetic": ic.earth.ecef_to_geodetic,
    "ecef_to_enu": lambda p: ic.earth.ecef_to_enu(p, REFERENCE),
    "ecef_to_aer": lambda p: ic.earth.ecef_to_aer(p, REFERENCE),
    "enu_to_ecef": lambda p: ic.earth.enu_to_ecef(p, REFERENCE),
    "enu_to_aer": ic.earth.enu_to_aer,
    "ecef_to_eci": lambda p: ic.earth.ecef_to_eci(p, [0.0, 0.0, 0.0], time_s=1.0),
    "eci_to_ecef": lambda p: ic.earth.eci_to_ecef(p, [0.0, 0.0, 0.0], time_s=1.0),
    "geodetic_to_ecef": lambda p: ic.earth.geodetic_to_ecef(-0.8, -2.2, p[0]),
    "aer_to_enu": lambda p: ic.earth.aer_to_enu(0.1, 0.2, p[0]),
    "aer_to_ecef": lambda p: ic.earth.aer_to_ecef(0.1, 0.2, p[0], reference=REFERENCE),
}


@pytest.mark.parametrize("name", CALLS)
@settings(max_examples=100, deadline=None)
@given(position=st.tuples(ANY, ANY, ANY))
def test_a_finite_length_gives_numbers_or_a_refusal(name, position):
    try:
        found = CALLS[name](position)
    except InvalidParameterError as error:
        assert "must be from -1e+15 to 1e+15" in str(error)  # noqa: PT017 - either of two outcomes is right
        # A turn of the axes may make one component as long as the whole.
        assert math.hypot(*position) > 1e15
        return
    assert all(np.isfinite(column).all() for column in (found if isinstance(found, tuple) else (found,)))


def test_lengths_of_1e200_are_refused_by_name():
    for call in CALLS.values():
        with pytest.raises(InvalidParameterError, match=r"= 1e\+200 is not allowed"):
            call((1e200, 0.0, 0.0))


@settings(max_examples=50, deadline=None)
@given(st.floats(-1.5, 1.5), st.floats(-math.pi, math.pi), st.floats(0.0, 400e3))
def test_a_body_given_in_kilometres_is_asked_about(latitude, longitude, altitude_m):
    position = ic.earth.geodetic_to_ecef(latitude, longitude, altitude_m)
    bodies = ic.Ensemble(
        position_ecef_m=position / 1e3, velocity_ecef_m_s=[1.0, 0.0, 0.0], ballistic_coefficient_kg_m2=5e3
    )
    flown = ic.fly(bodies)
    assert flown.outcome.tolist() == [ic.Outcome.INVALID]
    assert "did you give kilometres?" in flown.fault(0)
