"""Means with errors, parts of variances, and quantiles with confidence, against cases made by hand."""

import math

import numpy as np
import pytest

from intercept.raid.estimates import COLUMNS, estimate, mean_of, quantile, ratio_of, student_t, within


# Tables of Student's distribution, two-sided 95 %.
@pytest.mark.parametrize(
    ("freedom", "t"),
    [
        (1, 12.7062),
        (2, 4.30265),
        (3, 3.18245),
        (4, 2.77645),
        (7, 2.36462),
        (10, 2.22814),
        (31, 2.03951),
        (999, 1.96234),
    ],
)
def test_students_t_is_that_of_the_tables(freedom, t):
    assert student_t(freedom) == pytest.approx(t, rel=5e-6)
    assert within(student_t(freedom), freedom) == pytest.approx(0.95, abs=1e-12)


def test_the_mean_and_its_error_are_those_of_the_scrambles():
    counts = np.array([[[1, 3], [2, 2]], [[4, 4], [4, 4]], [[0, 0], [0, 0]]])
    found = estimate(counts)
    # Means of scrambles 2, 4, 0: mean 2, deviation 2, error 2/sqrt(3), half-width 4.30265 times that.
    assert found.mean == 2.0
    assert found.standard_error == pytest.approx(2.0 / math.sqrt(3.0))
    assert found.high - 2.0 == pytest.approx(4.302653 * 2.0 / math.sqrt(3.0), rel=1e-6)
    # No count is below 0, and none above those that are launched.
    assert found.low == 0.0
    assert estimate(counts, most=5).high == 5.0
    assert estimate(counts, most=5).p95_high <= 5.0


def test_a_ratio_has_the_error_of_what_is_over_and_under_it():
    over, under = np.array([6.0, 2.0, 1.0]), np.array([2.0, 1.0, 1.5])
    ratio, error, low, high = ratio_of(over, under)
    # r = 9 / 4.5 = 2; left of x - r y is 2, 0, -2: error sqrt(8 / (3 2)) / 1.5.
    assert ratio == 2.0
    assert error == pytest.approx(math.sqrt(8.0 / 6.0) / 1.5)
    assert high - 2.0 == pytest.approx(4.302653 * error, rel=1e-6)
    assert low == 0.0
    assert ratio_of(3.0 * under, under)[1] == 0.0
    assert math.isnan(ratio_of(over[:1], under[:1])[1])
    assert all(map(math.isnan, ratio_of(over, 0.0 * under)))


def test_errors_of_ratios_are_those_of_many_trials():
    rng = np.random.default_rng(5)
    under = rng.gamma(20.0, size=(4000, 12))
    over = 2.0 * under + rng.normal(size=under.shape)
    found = np.array([ratio_of(*pair) for pair in zip(over, under, strict=True)])
    held = (found[:, 2] <= 2.0) & (found[:, 3] >= 2.0)
    assert abs(held.mean() - 0.95) < 4.0 * math.sqrt(0.95 * 0.05 / 4000) + 0.005


def test_one_scramble_has_no_error():
    found = estimate(np.arange(8).reshape(1, 4, 2))
    assert found.mean == 3.5
    assert all(math.isnan(getattr(found, name)) for name in ("standard_error", "low", "high", "p05_low", "p95_high"))
    assert found.p50 == 3.0


def test_nothing_gives_nan():
    found = estimate(np.zeros((0, 0, 0), dtype=np.int64))
    assert len(found.values) == len(COLUMNS)
    assert all(map(math.isnan, found.values))


def test_the_interval_covers_the_truth_in_95_percent_of_trials():
    """Of 8 normal means of scrambles, 2,000 times: 95 % within four standard errors of a share, 2 %."""
    rng = np.random.default_rng(5)
    trials = rng.normal(3.0, 0.5, (2000, 8))
    held = [low <= 3.0 <= high for _, _, low, high in map(mean_of, trials)]
    assert np.mean(held) == pytest.approx(0.95, abs=0.02)


def test_the_parts_of_a_variance_add_up_and_are_those_of_the_case():
    """Y = 100 + X + R + L: independent normals of variance 25, 9 and 4, rounded, which adds 1/12 to luck."""
    rng = np.random.default_rng(7)
    scrambles, vectors, luck, pairs = 8, 4000, 4, 16_000
    unknown = rng.normal(0.0, 5.0, (scrambles, vectors, 1)) + rng.normal(0.0, 3.0, (scrambles, vectors, 1))
    counts = np.rint(100.0 + unknown + rng.normal(0.0, 2.0, (scrambles, vectors, luck))).astype(np.int64)
    common = rng.normal(0.0, 5.0, (pairs, 1))
    first, second = (
        np.rint(100.0 + common + rng.normal(0.0, 3.0, (pairs, 1)) + rng.normal(0.0, 2.0, (pairs, luck))).astype(
            np.int64
        )
        for _ in range(2)
    )
    found = estimate(counts, (first, second))
    total = found.variance_luck + found.variance_routes + found.variance_ignorance
    assert total == pytest.approx(found.variance, rel=1e-12)
    assert found.variance_luck == pytest.approx(4.0 + 1.0 / 12.0, rel=0.02)
    assert found.variance_routes == pytest.approx(9.0, rel=0.05)
    assert found.variance_ignorance == pytest.approx(25.0, rel=0.05)


def test_no_part_is_negative_where_all_is_luck():
    counts = np.random.default_rng(2).integers(0, 9, (8, 64, 2))
    found = estimate(counts, (counts[0], counts[1]))
    assert min(found.variance_luck, found.variance_routes, found.variance_ignorance) >= 0.0
    assert found.variance_luck + found.variance_routes + found.variance_ignorance == pytest.approx(found.variance)


def test_a_quantile_occurred_and_its_interval_covers_the_truth():
    """The 95 % quantile of whole numbers 0 to 99 is 94; its interval holds it in 95 % of trials, or 90 % at least."""
    rng = np.random.default_rng(3)
    held = []
    for _ in range(300):
        counts = rng.integers(0, 100, (8, 100, 2))
        q, low, high = quantile(counts, 0.95)
        assert q in counts
        assert low <= q <= high
        held.append(low <= 94.0 <= high)
    assert 0.9 <= np.mean(held) <= 1.0


@pytest.mark.parametrize(("share", "value"), [(0.05, 0), (0.5, 4), (0.95, 9)])
def test_quantiles_are_the_inverse_of_the_distribution(share, value):
    counts = np.repeat(np.arange(10), 2).reshape(2, 10, 1)
    assert quantile(counts, share)[0] == np.quantile(counts, share, method="inverted_cdf") == value
