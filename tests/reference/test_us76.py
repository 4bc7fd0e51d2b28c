"""The atmosphere where the tables of `intercept.validation` say nothing: its ends and its seam."""

import numpy as np
import pytest

import intercept as ic
from intercept.earth.air import us76
from intercept.errors import InvalidParameterError

TOP_M = 86_000.0


def test_no_speed_of_sound_above_86_km():
    sound = us76(np.array([85_999.0, 86_000.0, 86_001.0, 500_000.0]))["speed_of_sound_m_s"]
    np.testing.assert_array_equal(np.isnan(sound), [False, False, True, True])


def test_continuous_at_86_km():
    below, above = (us76(np.array([TOP_M + step]))["density_kg_m3"][0] for step in (-1e-6, 1e-6))
    assert above == pytest.approx(below, rel=1e-8)


def test_outside_the_standard_nothing_is_missing():
    with pytest.raises(InvalidParameterError, match=r"altitude_m = -5001\.0 is not allowed"):
        us76([0.0, -5001.0])
    air = ic.Air.us76().at(np.array([-1e6, -20_000.0, -5_000.0, 1.5e6, 1e8]))
    for name in ("temperature_k", "pressure_pa", "density_kg_m3"):
        assert np.isfinite(air[name]).all(), name
    # At -5 km the lowest layer's formulas: T = 288.15 + 6.5e-3 H, p = p0 (T/T0)^5.2559, H = -5003.94 m of geopotential.
    geopotential = 6_356_766.0 * 5_000.0 / (6_356_766.0 - 5_000.0)
    warmth = 1.0 + 6.5e-3 * geopotential / 288.15
    exponent = 9.80665 * 28.9644 / (8314.32 * 6.5e-3)
    assert air["temperature_k"][2] == pytest.approx(288.15 * warmth, rel=1e-12)
    assert air["pressure_pa"][2] == pytest.approx(101_325.0 * warmth**exponent, rel=1e-12)
    assert air["density_kg_m3"][2] == pytest.approx(1.225 * warmth ** (exponent - 1.0), rel=1e-6)
