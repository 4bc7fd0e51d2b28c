"""Draws: sourced rows follow their prior, formula rows follow the others, coupled rows move together."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from intercept.catalogue.catalogue import Catalogue
from intercept.catalogue.draw import computed_by_engine, draw, most_likely, triangular_cdf, triangular_quantile
from intercept.catalogue.formulas import (
    minimum_energy_apogee_m,
    minimum_energy_flight_time_s,
    minimum_energy_range_km,
    minimum_energy_speed_m_s,
)
from intercept.catalogue.generic_class import KINDS
from intercept.catalogue.uncertain import Stated
from intercept.errors import InvalidParameterError

CATALOGUE = Catalogue.load()
CLASSES = [generic for kind in KINDS for generic in CATALOGUE.of_kind(kind).values()]
BALLISTIC = ["short_range_ballistic", "medium_range_ballistic"]


def rng(seed=1):
    return np.random.Generator(np.random.Philox(seed))


# Speeds and apogees as printed with the source table for the classes: m/s and km.
@pytest.mark.parametrize(
    ("range_km", "speed_m_s", "apogee_km"),
    [(100, 987, 25), (300, 1696, 74), (500, 2173, 122), (1000, 3016, 240), (1300, 3401, 308), (380, None, 93.6)],
)
def test_minimum_energy_figures(range_km, speed_m_s, apogee_km):
    assert minimum_energy_apogee_m(np.asarray(range_km)) / 1000 == pytest.approx(apogee_km, abs=0.6)
    if speed_m_s is not None:
        assert minimum_energy_speed_m_s(np.asarray(range_km)) == pytest.approx(speed_m_s, abs=0.6)


@pytest.mark.parametrize(("range_km", "time_s"), [(100, 143), (300, 251), (1000, 474), (1200, 525), (1300, 548)])
def test_minimum_energy_flight_times(range_km, time_s):
    assert minimum_energy_flight_time_s(np.asarray(range_km)) == pytest.approx(time_s, abs=1.0)


@given(st.floats(10, 15_000))
def test_range_and_speed_are_inverse(range_km):
    speed = minimum_energy_speed_m_s(np.asarray(range_km))
    assert minimum_energy_range_km(speed) == pytest.approx(range_km, rel=1e-9)


@given(st.floats(0, 0.999999))
def test_quantile_and_distribution_are_inverse(uniform):
    prior = CATALOGUE.threats["short_range_ballistic"].parameters["range_km"]
    value = float(triangular_quantile(np.asarray(uniform), prior))
    assert prior.low <= value <= prior.high
    assert triangular_cdf(value, prior) == pytest.approx(uniform, abs=1e-9)


@pytest.mark.parametrize("generic", CLASSES, ids=lambda generic: generic.name)
def test_sourced_rows_stay_in_their_prior_and_engine_rows_are_left_out(generic):
    drawn = draw(generic, rng(), 4000)
    assert set(drawn) == set(generic.parameters) - set(computed_by_engine(generic))
    for key, values in drawn.items():
        parameter = generic.parameters[key]
        assert values.shape == (4000,)
        assert np.isfinite(values).all()
        if parameter.derived == "sourced":
            assert (values >= parameter.low).all()
            assert (values <= parameter.high).all()
            mean = (parameter.low + parameter.mode + parameter.high) / 3
            assert values.mean() == pytest.approx(mean, abs=0.05 * (parameter.high - parameter.low) + 1e-12)


@pytest.mark.parametrize("generic", CLASSES, ids=lambda generic: generic.name)
def test_formula_rows_agree_with_the_range_of_the_table(generic):
    # Tolerance: the table rounds, and its ends are not always the ends of all inputs at once; the middle half of the
    # draws must lie inside, and no draw further outside than the width of the range.
    drawn = draw(generic, rng(), 4000)
    for key, parameter in generic.parameters.items():
        if parameter.derived == "formula":
            width = parameter.high - parameter.low
            lower, upper = np.quantile(drawn[key], [0.25, 0.75])
            assert parameter.low <= lower <= upper <= parameter.high
            assert drawn[key].min() > parameter.low - width
            assert drawn[key].max() < parameter.high + width


@pytest.mark.parametrize("name", BALLISTIC)
def test_a_long_range_always_comes_with_its_speed_and_apogee(name):
    drawn = draw(CATALOGUE.threats[name], rng(), 2000)
    by_range = np.argsort(drawn["range_km"])
    for key in ("least_energy_speed_m_s", "apogee_m", "least_energy_flight_time_s"):
        assert (np.diff(drawn[key][by_range]) >= 0).all()
    np.testing.assert_allclose(drawn["apogee_m"], minimum_energy_apogee_m(drawn["range_km"]))


def test_a_conditioned_prior_is_the_whole_one_cut_at_its_bounds():
    generic = CATALOGUE.threats["quasi_ballistic"]
    prior = generic.parameters["apogee_m"]
    low, high = np.full(20_000, 31e3), np.full(20_000, 52e3)
    drawn = draw(generic, rng(), 20_000, within={"apogee_m": (low, high)})["apogee_m"]
    whole = draw(generic, rng(2), 200_000)["apogee_m"]
    kept = whole[(whole >= 31e3) & (whole <= 52e3)]
    # Against rejection, which needs no distribution function: the error of a share of 20,000 draws is 0.0035 at most.
    for share in (0.0, 0.1, 0.3, 0.5, 0.8, 0.95, 1.0):
        at = np.quantile(kept, share)
        assert np.mean(drawn <= at) == pytest.approx(share, abs=4 * 0.0035)
    assert prior.low < drawn.min() < 31.5e3
    assert 51.5e3 < drawn.max() <= 52e3
    # The other rows are drawn as they were.
    free = draw(generic, rng(), 20_000)
    np.testing.assert_array_equal(free["lift_to_drag"], draw(generic, rng(), 20_000)["lift_to_drag"])


def test_where_no_part_of_a_prior_lies_between_its_bounds_the_next_bound_stands():
    bounds = {"apogee_m": (np.array([9e3, 70e3]), np.array([12e3, 80e3]))}
    drawn = draw(CATALOGUE.threats["quasi_ballistic"], rng(), 2, within=bounds)
    assert drawn["apogee_m"].tolist() == [12e3, 70e3]
    assert most_likely(CATALOGUE.threats["quasi_ballistic"], within=bounds)["apogee_m"] == 12e3


def test_rows_coupled_with_a_conditioned_one_go_with_it():
    generic = CATALOGUE.threats["hypersonic_cruise"]
    far, whole = np.full(4000, 900.0), np.full(4000, 1000.0)
    drawn = draw(generic, rng(), 4000, within={"range_km": (far, whole)})
    assert drawn["range_km"].min() >= 900.0
    places = [triangular_cdf(drawn[key], generic.parameters[key]) for key in ("range_km", "cruise_speed_m_s")]
    np.testing.assert_allclose(*places, atol=1e-9)
    near = [
        most_likely(generic, within={"range_km": (km * np.ones(1), np.full(1, 1e3))}) for km in (400, 600, 900, 1e3)
    ]
    speeds = [values["cruise_speed_m_s"] for values in near]
    assert speeds[0] == speeds[1] == 2000.0
    assert speeds == sorted(speeds)
    assert speeds[-1] == 2700.0


def test_each_set_can_have_its_own_distance():
    ranges = np.array([110.0, 380.0, 600.0])
    drawn = draw(CATALOGUE.threats["short_range_ballistic"], rng(), 3, given={"range_km": ranges})
    np.testing.assert_array_equal(drawn["range_km"], ranges)
    assert (np.diff(drawn["apogee_m"]) > 0).all()


def test_priors_with_the_mode_at_an_end_or_of_one_number_have_a_distribution():
    low_end = CATALOGUE.defences["manpads"].parameters["altitude_min_m"]
    high_end = CATALOGUE.defences["manpads"].parameters["altitude_max_m"]
    single = CATALOGUE.defences["manpads"].parameters["channels"]
    for uniform in (0.0, 0.3, 0.999):
        for prior in (low_end, high_end):
            assert triangular_cdf(triangular_quantile(np.asarray(uniform), prior), prior) == pytest.approx(uniform)
    assert triangular_cdf(1.0, single) == 0.5


def test_a_faster_release_flies_further():
    drawn = draw(CATALOGUE.threats["air_launched_aeroballistic"], rng(), 500)
    helped = drawn["launch_speed_m_s"] * drawn["launch_speed_share"]
    assert (np.diff(drawn["range_missile_alone_km"][np.argsort(helped)]) >= 0).all()
    assert 500 <= drawn["range_missile_alone_km"].min() <= drawn["range_missile_alone_km"].max() <= 902


def test_delays_and_horizons_follow_from_the_same_draw():
    drawn = draw(CATALOGUE.sensors["surveillance_radar"], rng(), 50)
    np.testing.assert_allclose(drawn["track_delay_s"], drawn["track_scans"] * drawn["scan_period_s"])
    fixed = draw(CATALOGUE.sensors["surveillance_radar"], rng(), given={"antenna_height_m": 20.0})
    assert fixed["radar_horizon_target_50_m_km"][0] == pytest.approx(47.6, abs=0.1)


def test_fixing_one_value_leaves_the_other_draws_alone():
    free = CATALOGUE.defences["manpads"]
    fixed = free.with_values({"slant_range_max_km": Stated(low=6, mode=6, high=6)})
    before, after = draw(free, rng(), 10), draw(fixed, rng(), 10)
    assert (after["slant_range_max_km"] == 6.0).all()
    for key in set(before) - {"slant_range_max_km"}:
        np.testing.assert_array_equal(before[key], after[key])


def test_a_users_value_for_a_formula_row_is_used():
    gun = CATALOGUE.defences["radar_gun"].with_values({"mean_speed_m_s": Stated(low=900, mode=900, high=900)})
    assert (draw(gun, rng(), 5)["mean_speed_m_s"] == 900.0).all()


def test_the_same_seed_gives_the_same_draw():
    generic = CATALOGUE.threats["subsonic_cruise"]
    assert draw(generic, rng(3), 2)["range_km"].tolist() == draw(generic, rng(3), 2)["range_km"].tolist()


@pytest.mark.parametrize("key", ["impact_speed_m_s", "speed"])
def test_only_drawn_rows_can_be_given(key):
    with pytest.raises(InvalidParameterError, match=key):
        draw(CATALOGUE.threats["short_range_ballistic"], rng(), given={key: 1.0})
