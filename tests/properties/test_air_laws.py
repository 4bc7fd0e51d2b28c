"""The air of a world: scaling, monotony, continuity, the gas law."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import intercept as ic

ALTITUDES = st.floats(-5_000.0, 1_000_000.0)
FACTORS = st.floats(0.1, 10.0)
OFFSETS = st.floats(-100.0, 100.0)
SCALE_HEIGHTS = st.one_of(st.none(), st.floats(4_000.0, 50_000.0))


def scaled_air(offsets=OFFSETS):
    return st.builds(
        lambda f, t, h: ic.Air.us76(density_factor=f, temperature_offset_k=t, scale_height_above_86_km_m=h),
        FACTORS,
        offsets,
        SCALE_HEIGHTS,
    )


@given(scaled_air(), st.lists(ALTITUDES, min_size=2, max_size=20))
def test_pressure_never_rises_with_altitude(air, altitudes):
    pressure = air.at(sorted(altitudes))["pressure_pa"]
    assert np.all(np.diff(pressure) <= 0.0)


# Colder than by 40 K the air of the mesopause is so cold against that above that density need not fall.
@given(scaled_air(st.floats(-40.0, 40.0)), ALTITUDES, st.floats(1.0, 10_000.0))
def test_density_falls_with_altitude(air, altitude, step):
    low, high = air.at([altitude, altitude + step])["density_kg_m3"]
    assert high < low


@given(FACTORS, OFFSETS, ALTITUDES)
def test_scaling_is_what_it_says(factor, offset, altitude):
    standard = ic.earth.us76(altitude)
    air = ic.Air.us76(density_factor=factor, temperature_offset_k=offset).at(altitude)
    warmer = 1.0 + offset / standard["temperature_k"][0]
    assert air["temperature_k"][0] == pytest.approx(standard["temperature_k"][0] + offset, rel=1e-15)
    assert air["pressure_pa"][0] == pytest.approx(factor * standard["pressure_pa"][0], rel=1e-15)
    assert air["density_kg_m3"][0] == pytest.approx(factor * standard["density_kg_m3"][0] / warmer, rel=1e-14)
    if altitude <= 86_000.0:
        sound = standard["speed_of_sound_m_s"][0] * np.sqrt(warmer)
        assert air["speed_of_sound_m_s"][0] == pytest.approx(sound, rel=1e-14)


@given(scaled_air())
def test_nothing_jumps_where_a_formula_changes(air):
    edges = air.core().breaks_m()
    below, above = air.at(edges - 1e-6), air.at(edges + 1e-6)
    for name in ("temperature_k", "pressure_pa", "density_kg_m3"):
        # The printed temperatures either side of 86 km differ by 1e-4 K, of 87 K at the least; all else is rounding.
        np.testing.assert_allclose(above[name], below[name], rtol=2e-6, err_msg=name)


@given(st.floats(1e-6, 10.0), st.floats(1_000.0, 1e5), st.floats(-5_000.0, 2e5))
def test_exponential_air(density, scale_height, altitude):
    air = ic.Air.exponential(density, scale_height).at([altitude, altitude + scale_height])
    assert air["density_kg_m3"][0] / air["density_kg_m3"][1] == pytest.approx(np.e, rel=1e-12)
    # Isothermal air in uniform gravity carries its own weight: p = rho g0 H.
    assert air["pressure_pa"][0] == pytest.approx(air["density_kg_m3"][0] * 9.80665 * scale_height, rel=1e-12)


@given(ALTITUDES)
def test_no_air_is_nothing(altitude):
    air = ic.Air.vacuum().at(altitude)
    assert air["density_kg_m3"][0] == air["pressure_pa"][0] == 0.0
    assert np.isnan(air["speed_of_sound_m_s"][0])


# Sutherland's law with the standard's constants: 1.458e-6 T^1.5/(T + 110.4); at 288.15 K the printed 1.7894e-5.
@given(st.floats(-5_000.0, 86_000.0))
def test_viscosity_is_sutherlands(altitude):
    air = ic.earth.us76(altitude)
    t = air["temperature_k"][0]
    assert air["viscosity_pa_s"][0] == pytest.approx(1.458e-6 * t**1.5 / (t + 110.4), rel=1e-14)


def test_viscosity_ends_with_the_speed_of_sound():
    air = ic.earth.us76([0.0, 86_000.0, 86_001.0])
    assert air["viscosity_pa_s"][0] == pytest.approx(1.7894e-5, rel=3e-5)
    np.testing.assert_array_equal(np.isnan(air["viscosity_pa_s"]), [False, False, True])
