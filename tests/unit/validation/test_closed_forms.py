"""Closed forms against plain integration of the equations they solve, and what they refuse."""

import math

import numpy as np
import pytest

from intercept.errors import InvalidParameterError
from intercept.validation.closed_forms import (
    BallisticEntry,
    EquilibriumGlide,
    FreeFlight,
    breguet_range_m,
    erlang_b,
    homing_acceleration_ratio,
    homing_miss_ratios,
    kill_probability,
    level_turn_radius_m,
    no_leaker_probability,
    radar_horizon_m,
)

GM_M3_S2, RADIUS_M = 3.986004418e14, 6_371_008.8
# Simpson's rule over this many intervals of these smooth functions is exact to ten digits.
INTERVALS = 4000


def simpson(of, low, high):
    x = np.linspace(low, high, INTERVALS + 1)
    y = of(x)
    return (high - low) / (3 * INTERVALS) * (y[0] + y[-1] + 4 * y[1:-1:2].sum() + 2 * y[2:-1:2].sum())


def test_least_energy_is_least():
    least = FreeFlight.least_energy(1e6 / RADIUS_M, RADIUS_M, GM_M3_S2)
    assert least.range_angle_rad * RADIUS_M == pytest.approx(1e6, rel=1e-12)
    for turn in (-0.01, 0.01):
        other = FreeFlight(least.speed_m_s, least.flight_path_rad + turn, RADIUS_M, GM_M3_S2)
        assert other.range_angle_rad < least.range_angle_rad


def test_the_high_flight_goes_as_far_as_asked():
    least = FreeFlight.least_energy(0.5, RADIUS_M, GM_M3_S2)
    high = FreeFlight.high(0.5, 1.1 * least.speed_m_s, RADIUS_M, GM_M3_S2)
    assert high.range_angle_rad == pytest.approx(0.5, rel=1e-12)
    assert high.flight_path_rad > least.flight_path_rad
    assert high.apogee_radius_m > least.apogee_radius_m
    assert high.time_s > least.time_s


# Kepler: the time is twice the integral of dr / sqrt(v_r^2) from the ground to apogee, v_r^2 = 2 (E + GM/r) - h^2/r^2.
def test_the_time_of_free_flight_is_the_integral():
    arc = FreeFlight(3000.0, 0.7, RADIUS_M, GM_M3_S2)
    energy = 0.5 * arc.speed_m_s**2 - GM_M3_S2 / RADIUS_M
    momentum = RADIUS_M * arc.speed_m_s * math.cos(arc.flight_path_rad)
    top, bottom = arc.apogee_radius_m, RADIUS_M

    # r = top - (top - bottom) u^2 takes the singular end away.
    def integrand(u):
        u = np.maximum(u, 1e-6)
        r = top - (top - bottom) * u * u
        return 2 * (top - bottom) * u / np.sqrt(2 * (energy + GM_M3_S2 / r) - (momentum / r) ** 2)

    assert arc.time_s == pytest.approx(2 * simpson(integrand, 0.0, 1.0), rel=1e-6)


def test_entry_slows_as_its_equation_says():
    entry = BallisticEntry(7000.0, 0.5, 3000.0, 1.225, 7200.0)
    height, step = 15e3, 1.0
    slope = (entry.speed_at_m_s(height + step) - entry.speed_at_m_s(height - step)) / (2 * step)
    density = 1.225 * math.exp(-height / 7200.0)
    # dV/dh = rho V / (2 beta sin gamma)
    assert slope == pytest.approx(density * entry.speed_at_m_s(height) / (2 * 3000.0 * math.sin(0.5)), rel=1e-7)


def test_entry_peaks_are_where_the_formulas_say():
    entry = BallisticEntry(7000.0, 0.5, 3000.0, 1.225, 7200.0)
    height = np.linspace(0.0, 60e3, 600_001)
    speed = np.array([entry.speed_at_m_s(h) for h in height[::100]])
    density = 1.225 * np.exp(-height[::100] / 7200.0)
    slowing = density * speed**2 / (2 * 3000.0)
    assert slowing.max() == pytest.approx(entry.peak_deceleration_m_s2, rel=1e-6)
    assert height[::100][slowing.argmax()] == pytest.approx(entry.peak_deceleration_altitude_m, abs=10.0)
    assert entry.speed_at_m_s(entry.peak_deceleration_altitude_m) == pytest.approx(entry.peak_deceleration_speed_m_s)
    assert speed[(np.sqrt(density) * speed**3).argmax()] == pytest.approx(entry.peak_heating_speed_m_s, rel=2e-3)


# dV/dt = -(g / (L/D)) (1 - V^2/V_c^2).
def test_equilibrium_glide_is_the_integral():
    glide = EquilibriumGlide(lift_to_drag=3.0)
    circular = glide.circular_speed_m_s

    def slowing(v):
        return glide.gravity_m_s2 / 3.0 * (1 - (v / circular) ** 2)

    assert glide.time_s(6000.0, 1000.0) == pytest.approx(simpson(lambda v: 1 / slowing(v), 1000.0, 6000.0), rel=1e-10)
    assert glide.range_m(6000.0, 1000.0) == pytest.approx(simpson(lambda v: v / slowing(v), 1000.0, 6000.0), rel=1e-10)


# dW/dx = -sfc D / V, D = W / (L/D).
def test_breguet_is_the_integral():
    def way(weight):
        return 240.0 * 8.0 / (2e-4 * weight)

    assert breguet_range_m(240.0, 2e-4, 8.0, 1500.0, 1200.0) == pytest.approx(simpson(way, 1200.0, 1500.0), rel=1e-10)


def test_a_level_turn_needs_the_centripetal_force_of_the_lift():
    radius = level_turn_radius_m(200.0, math.radians(45.0))
    assert 200.0**2 / radius == pytest.approx(9.80665)


def test_homing_without_a_lag_solves_its_equation():
    # y'' = n_T - n_c, n_c = N' (y + y' t_go) / t_go^2, by small steps.
    for ratio in (3.0, 4.5):
        y = rate = 0.0
        steps = 200_000
        for i in range(steps // 2):
            to_go = 1.0 - i / steps
            wanted = ratio * (y + rate * to_go) / to_go**2
            rate += (1.0 - wanted) / steps
            y += rate / steps
        assert wanted == pytest.approx(homing_acceleration_ratio(ratio, 0.5), rel=1e-4)


def test_homing_misses_for_no_lag_of_time_are_those_of_no_guidance():
    assert homing_miss_ratios(3, 0.0) == (1.0, 0.5) == homing_miss_ratios(4, 0.0)


def test_radar_horizon_of_the_glossary():
    assert radar_horizon_m(16.0, 25.0) == pytest.approx(4120.0 * 9.0)
    assert radar_horizon_m(0.0, 0.0) == 0.0


def test_raids():
    assert kill_probability(0.3, 0) == 0.0
    assert kill_probability(0.3, 2) == pytest.approx(0.51)
    assert no_leaker_probability(0.5, 3, 2) == pytest.approx(0.5 * 0.75)
    # The formula as it is usually written: (a^n / n!) / sum of a^i / i!.
    terms = [3.0**i / math.factorial(i) for i in range(6)]
    assert erlang_b(5, 3.0) == pytest.approx(terms[-1] / sum(terms), rel=1e-14)
    assert erlang_b(0, 3.0) == 1.0
    assert erlang_b(3, 0.0) == 0.0


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (lambda: FreeFlight(math.nan, 0.5, RADIUS_M, GM_M3_S2), "speed_m_s"),
        (lambda: FreeFlight(12_000.0, 0.5, RADIUS_M, GM_M3_S2), "speed_m_s"),
        (lambda: FreeFlight(3000.0, -0.1, RADIUS_M, GM_M3_S2), "flight_path_rad"),
        (lambda: FreeFlight.least_energy(0.0, RADIUS_M, GM_M3_S2), "range_angle_rad"),
        (lambda: FreeFlight.least_energy(3.2, RADIUS_M, GM_M3_S2), "range_angle_rad"),
        (lambda: FreeFlight.high(1.0, 1000.0, RADIUS_M, GM_M3_S2), "speed_m_s"),
        (lambda: BallisticEntry(7000.0, 0.0, 3000.0, 1.2, 7200.0), "angle_down_rad"),
        (lambda: BallisticEntry(7000.0, 0.5, 3000.0, math.inf, 7200.0), "density_0_kg_m3"),
        (lambda: EquilibriumGlide(-1.0), "lift_to_drag"),
        (lambda: EquilibriumGlide(2.6).range_m(8000.0), "speed_start_m_s"),
        (lambda: EquilibriumGlide(2.6).time_s(5000.0, math.nan), "speed_end_m_s"),
        (lambda: breguet_range_m(240.0, 2e-4, 8.0, 1000.0, 1200.0), "mass_start_kg"),
        (lambda: breguet_range_m(240.0, 0.0, 8.0, 1500.0, 1200.0), "specific_fuel_consumption_per_s"),
        (lambda: level_turn_radius_m(200.0, 0.0), "bank_rad"),
        (lambda: homing_miss_ratios(5, 1.0), "navigation_ratio"),
        (lambda: homing_acceleration_ratio(2.0, 0.5), "navigation_ratio"),
        (lambda: radar_horizon_m(-1.0, 5.0), "radar_height_m"),
        (lambda: kill_probability(1.1, 2), "single_shot"),
        (lambda: no_leaker_probability(0.5, 3, 0), "threats"),
        (lambda: erlang_b(-1, 2.0), "servers"),
        (lambda: erlang_b(2, math.nan), "load_erlang"),
    ],
)
def test_what_has_no_answer_is_refused_by_name(call, name):
    with pytest.raises(InvalidParameterError, match=f"^{name} = "):
        call()
