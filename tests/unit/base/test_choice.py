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
    flight = ic.flights.GlideFlight(-0.785, -2.18, 1.0, 3000.0, 10_000.0, lift_to_drag=2.5, mode=np.str_("damped"))
    assert (ic.fly(flight).outcome == ic.Outcome.IMPACT).all()


@pytest.mark.parametrize("wrong", [True, 1.0, "1", None, np.array([1, 2]), np.int64(3)])
def test_what_only_looks_like_a_value_is_refused(wrong):
    with pytest.raises(InvalidParameterError, match=r"size = .* is not allowed: must be one of 1, 2"):
        choice("size", wrong, (1, 2))
