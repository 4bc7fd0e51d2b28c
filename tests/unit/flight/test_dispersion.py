"""Where an ensemble comes down: the ellipse against known laws, its errors against their spread and a bootstrap."""

import copy
import pickle

import numpy as np
import pytest

import intercept as ic
from intercept.earth.local_frame import Frame
from intercept.errors import InvalidParameterError
from intercept.flight.dispersion import Dispersion

PLACE = (-0.785, -2.18)
TURN = np.radians(35.0)
SIGMA = np.array([4e3, 1.5e3])
# Rows: along the longer axis, clockwise from north by TURN, and along the shorter.
AXES = np.array([[np.sin(TURN), np.cos(TURN)], [-np.cos(TURN), np.sin(TURN)]])


def ends(east_north, place=PLACE, lost=0):
    """Return ends that lie so far from a place, and rows that did not come down."""
    latitude, longitude = Frame(*place).to_geodetic(*east_north.T)
    position = np.vstack([ic.earth.geodetic_to_ecef(latitude, longitude, 0.0), np.full((lost, 3), np.nan)])
    outcome = [ic.Outcome.IMPACT] * len(east_north) + [ic.Outcome.INVALID] * lost
    return np.zeros(len(position)), position, np.array(outcome, dtype=np.uint8)


def normal(n, seed):
    return np.random.default_rng(seed).standard_normal((n, 2)) * SIGMA @ AXES


def of(east_north, probability=0.5, **more):
    return Dispersion.of_ends(*ends(east_north, **more), probability)


def turned(azimuth):
    """Return a direction less that of the law, within a quarter turn."""
    return (azimuth - TURN + np.pi / 2) % np.pi - np.pi / 2


@pytest.mark.parametrize("probability", [0.1, 0.5, 0.95])
def test_the_ellipse_of_a_normal_law_is_that_of_chi_square(probability):
    found = of(normal(200_000, 1), probability)
    # P(chi-square of 2 degrees of freedom < c) = 1 - exp(-c / 2).
    want = SIGMA * np.sqrt(-2.0 * np.log(1.0 - probability))
    errors = np.array(found.errors_m)
    np.testing.assert_allclose(errors, want / np.sqrt(2.0 * len(found)), rtol=0.02)
    assert np.all(np.abs([found.semi_major_m, found.semi_minor_m] - want) < 4.0 * errors)
    assert abs(turned(found.azimuth_rad)) < 4.0 * found.azimuth_error_rad
    turn_error = SIGMA.prod() / np.ptp(SIGMA**2) / np.sqrt(len(found))
    assert found.azimuth_error_rad == pytest.approx(turn_error, rel=0.02)
    assert abs(found.inside_share - probability) < 4.0 * found.inside_error
    # And others of the same law, which it has not seen.
    away = found.frame.to_local(*Frame(*PLACE).to_geodetic(*normal(100_000, 2).T))
    inside = ((np.column_stack(away) @ AXES.T / want) ** 2).sum(axis=1) <= 1.0
    assert inside.mean() == pytest.approx(probability, abs=4.0 * np.sqrt(probability * (1 - probability) / 1e5))


def test_the_errors_are_the_spread_of_repeated_ensembles():
    found = [of(normal(400, seed)) for seed in range(300)]
    truth = SIGMA * np.sqrt(2.0 * np.log(2.0))
    scores = np.array(
        [
            [
                (each.semi_major_m - truth[0]) / each.errors_m[0],
                (each.semi_minor_m - truth[1]) / each.errors_m[1],
                turned(each.azimuth_rad) / each.azimuth_error_rad,
            ]
            for each in found
        ]
    )
    # The standard deviation of 300 scores is known to 4 %.
    assert np.all(np.abs(scores.std(axis=0) - 1.0) < 0.17), scores.std(axis=0)
    assert np.all(np.abs(scores.mean(axis=0)) < 0.3), scores.mean(axis=0)


@pytest.mark.parametrize("law", ["uniform", "laplace"])
def test_the_errors_hold_for_other_laws_too(law):
    """Against a bootstrap; the closed form of a normal law would be off by a third and more."""
    rng = np.random.default_rng(5)
    own = {"uniform": rng.uniform(-1.0, 1.0, (800, 2)), "laplace": rng.laplace(size=(800, 2))}[law] * SIGMA @ AXES
    found = of(own)
    again = [of(own[rng.integers(0, len(own), len(own))]) for _ in range(400)]
    spread = np.std([[each.semi_major_m, each.semi_minor_m, turned(each.azimuth_rad)] for each in again], axis=0)
    np.testing.assert_allclose([*found.errors_m, found.azimuth_error_rad], spread, rtol=0.15)
    by_normal = found.semi_major_m / np.sqrt(2.0 * len(found))
    assert abs(np.log(by_normal / spread[0])) > 0.2


def test_it_says_where_the_ends_follow_no_normal_law():
    ring = np.random.default_rng(1).uniform(0.0, 2.0 * np.pi, 2000)
    hollow = of(np.column_stack([3e3 * np.cos(ring), 2e3 * np.sin(ring)]), 0.5)
    assert hollow.inside_share < 0.1
    assert "do not follow a normal law" in hollow.explain()
    assert "normal law, and" not in of(normal(2000, 3)).explain()


@pytest.mark.parametrize("place", [PLACE, (-0.785, 3.14158), (-1.5707, -2.18)])
def test_the_ellipse_is_the_same_wherever_it_lies(place):
    east_north = normal(500, 7)
    here, there = of(east_north), of(east_north, place=place)
    assert there.semi_major_m == pytest.approx(here.semi_major_m, rel=1e-6)
    assert there.semi_minor_m == pytest.approx(here.semi_minor_m, rel=1e-6)
    np.testing.assert_allclose(there.east_north_m.mean(axis=0), 0.0, atol=1e-5)
    away, _, _ = ic.earth.geodesic_inverse(*there.middle, *there.outline(360).T)
    assert away.max() == pytest.approx(there.semi_major_m, rel=1e-7)
    assert away.min() == pytest.approx(there.semi_minor_m, rel=1e-4)


def test_the_outline_runs_counter_clockwise_around_the_ends_inside():
    for seed in range(6):
        found = of(normal(300, seed), 0.9)
        ring = np.column_stack(found.frame.to_local(*found.outline().T))
        assert ic.earth.geodesics.area_m2(*found.outline().T) > 0.0
        area = 0.5 * np.sum(ring[:, 0] * np.roll(ring[:, 1], -1) - ring[:, 1] * np.roll(ring[:, 0], -1))
        assert area == pytest.approx(np.pi * found.semi_major_m * found.semi_minor_m, rel=1e-3)
        azimuth = np.arctan2(*(ring[0] - ring.mean(axis=0)))
        assert np.sin(azimuth - found.azimuth_rad) == pytest.approx(0.0, abs=1e-3)


def test_a_circle_has_no_direction_and_a_line_no_width():
    circles = [of(np.random.default_rng(seed).standard_normal((200, 2)) * 2e3) for seed in range(300)]
    told = [np.isfinite(each.ellipse()["azimuth_deg"][0]) for each in circles]
    assert told == ["too little to tell a direction" not in each.explain() for each in circles]
    # One of twenty is taken for an ellipse: 15 of 300, give or take 4.
    assert 3 <= sum(told) <= 27
    line = of(np.column_stack([np.linspace(-1e3, 1e3, 50), np.zeros(50)]))
    assert line.semi_minor_m < 1e-2
    assert np.degrees(line.azimuth_rad) == pytest.approx(90.0, abs=1e-3)
    assert np.isfinite(line.errors_m).all()


def test_rows_that_did_not_come_down_are_counted_and_left_out():
    found = of(normal(50, 1), lost=3)
    assert (len(found), found.lost) == (50, 3)
    assert found.ellipse()["lost"].tolist() == [3]
    assert "3 rows did not come down" in found.explain()
    assert found.table()["row"].tolist() == list(range(50))
    assert found.table()["inside"].sum() == found.inside.sum()


STATE = {
    "position_ecef_m": ic.earth.geodetic_to_ecef(*PLACE, 60e3)[0],
    "velocity_ecef_m_s": ic.earth.enu_vector_to_ecef([900.0, 0.0, -1800.0], (*PLACE, 60e3))[0],
}


def spread(**more):
    given = {"ballistic_coefficient_kg_m2": 5e3, "velocity_sigma_m_s": 5.0, "rows": 400, "seed": 1} | more
    return ic.Ensemble.perturbed(**STATE, **given)


def test_an_ensemble_comes_down_where_its_flights_end():
    ensemble = spread()
    found, flown = ensemble.dispersion(0.9), ic.fly(ensemble).table()
    np.testing.assert_allclose(np.degrees(found.latitude_rad), flown["latitude_end_deg"], atol=1e-7)
    np.testing.assert_allclose(found.time_s, flown["flight_time_s"], atol=1e-6)
    assert ensemble.dispersion(0.9, threads=1) == found
    assert pickle.loads(pickle.dumps(found)) == copy.deepcopy(found) == found  # noqa: S301
    assert repr(found) == "<Dispersion: 400 ends, 0.9 within semi-axes of 0.3943 by 0.3455 km>"


@pytest.mark.parametrize(
    ("ensemble", "options", "told"),
    [
        (spread(), {"probability": 1.0}, "probability = 1.0 is not allowed: must be a number from 0.01 to 0.999"),
        (spread(rows=9), {}, "of 9 rows, of which 9 came down, are not allowed: at least 10 must come down"),
        (spread(velocity_sigma_m_s=0.0), {}, "m from their middle are not allowed: must be from 0.001 m to 2,000 km"),
        (spread(), {"world": ic.World(sphere_radius_m=6.4e6)}, "world with sphere_radius_m = 6.4e+06"),
    ],
)
def test_what_cannot_be_told_is_refused(ensemble, options, told):
    with pytest.raises(InvalidParameterError, match=told.replace("+", r"\+")):
        ensemble.dispersion(**options)


def test_ends_around_the_earth_are_refused():
    far = np.column_stack([np.linspace(-3e6, 3e6, 40), np.linspace(0.0, 1e5, 40)])
    with pytest.raises(InvalidParameterError, match=r"must be from 0\.001 m to 2,000 km"):
        of(far)
