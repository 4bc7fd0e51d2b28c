"""What the tests of bad input share: a small scenario, a release, and how a refusal must look."""

import math

import numpy as np
import pytest

import intercept as ic
from intercept.errors import InterceptError, InvalidParameterError

NAN, INF = math.nan, math.inf
UP = np.array([[6.5e6, 0.0, 0.0]])
MOVING = np.array([[0.0, 100.0, 0.0]])
HERE = {"east_km": 0, "north_km": 0}


def document(distance_km=300, name="short_range_ballistic", count=2):
    return {
        "schema_version": 1,
        "name": "small",
        "assets": [{"name": "a", "class": "energy", "position": HERE}],
        "sensors": [{"name": "radar", "class": "surveillance_radar", "position": HERE}],
        "fire_units": [{"name": "unit", "class": "terminal_hit_to_kill", "position": HERE}],
        "raid": {
            "launch_areas": [{"name": "east", "position": {"east_km": distance_km, "north_km": 0}, "radius_km": 1}],
            "waves": [{"name": "w", "class": name, "count": count, "launch_area": "east"}],
        },
    }


def release(position=UP, velocity=MOVING, *, world=None, tolerance_m=1e-4, threads=1, **body):
    given = {"position_ecef_m": position, "velocity_ecef_m_s": velocity, "ballistic_coefficient_kg_m2": 1000.0}
    return ic.fly(ic.Ensemble(**(given | body)), world=world, tolerance_m=tolerance_m, threads=threads)


def refused(call, *words, kind=InvalidParameterError):
    """The call raises this kind of error, and its message holds the words: parameter, value, range."""
    with pytest.raises(InterceptError) as caught:
        call()
    assert isinstance(caught.value, kind)
    for word in words:
        assert word in str(caught.value)
