"""One of the values allowed, and nothing that only looks like it."""

import numpy as np
import pytest

import intercept as ic
from intercept.base.arguments import choice
from intercept.errors import InvalidParameterError


def test_text_of_numpy_is_text():
    assert choice("mode", np.str_("free"), ("damped", "free")) == "free"
    names = np.unique(["subsonic_cruise", "jet_drone"])
    assert [ic.Flight.of_class(name).class_name for name in names] == ["jet_drone", "subsonic_cruise"]
    glide = {"lift_to_drag": 2.5, "speed_m_s": 3000.0, "ballistic_coefficient_kg_m2": 8000.0}
    flight = ic.flights.GlideFlight(
        latitude_rad=-0.785, longitude_rad=-2.18, azimuth_rad=1.0, mode=np.str_("damped"), **glide
    )
    assert (ic.fly(flight).outcome == ic.Outcome.IMPACT).all()


@pytest.mark.parametrize("wrong", [True, 1.0, "1", None, np.array([1, 2]), np.int64(3)])
def test_what_only_looks_like_a_value_is_refused(wrong):
    with pytest.raises(InvalidParameterError, match="size = .* is not allowed: must be one of 1, 2"):
        choice("size", wrong, (1, 2))
