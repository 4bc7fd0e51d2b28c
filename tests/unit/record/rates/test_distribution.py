"""Distributions of counts against scipy and brute force."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import betabinom

from intercept.errors import InvalidParameterError
from intercept.record.rates.beta_binomial import log_pmf, log_pmf_and_slopes
from intercept.record.rates.distribution import Distribution
from intercept.record.rates.together import sum_of

shapes = st.floats(0.05, 200.0)
sizes = st.integers(1, 60)


def of(n, a, b):
    return Distribution(n, np.exp(log_pmf(np.arange(n + 1), n, a, b)))


@given(n=sizes, a=shapes, b=shapes)
def test_the_beta_binomial_is_that_of_scipy(n, a, b):
    assert of(n, a, b).pmf == pytest.approx(betabinom.pmf(np.arange(n + 1), n, a, b), rel=1e-8, abs=1e-14)


@given(n=sizes, k=st.integers(0, 60), mean_logit=st.floats(-4, 4), log_s=st.floats(-3, 8))
def test_its_slopes_are_those_of_its_values(n, k, mean_logit, log_s):
    k = np.array([float(min(k, n))])
    n = np.array([float(n)])

    def value(c):
        return log_pmf_and_slopes(k, n, c[:1], c[1:])[0].sum()

    def slopes(c):
        _, by_mean, by_s = log_pmf_and_slopes(k, n, c[:1], c[1:])
        return np.array([by_mean.sum(), by_s.sum()])

    at, step = np.array([mean_logit, log_s]), 1e-4
    differences = [(value(at + move) - value(at - move)) / (2 * step) for move in step * np.eye(2)]
    # Third derivatives times the step squared, and the rounding of logarithms of gamma functions over the step.
    assert slopes(at) == pytest.approx(differences, rel=1e-5, abs=1e-5)


@given(n=sizes, a=shapes, b=shapes, p=st.floats(0.0, 1.0))
def test_a_quantile_is_the_smallest_count_that_reaches_its_probability(n, a, b, p):
    found = of(n, a, b)
    k = found.quantile(p)
    assert found.pmf[: k + 1].sum() >= p - 1e-9
    assert k == 0 or found.pmf[:k].sum() < p + 1e-9


@given(n=sizes, a=shapes, b=shapes, k=st.integers(0, 60))
def test_scores_are_what_their_definitions_say(n, a, b, k):
    found, k = of(n, a, b), min(k, n)
    assert found.log_score(k) == pytest.approx(np.log(found.pmf[k]))
    # CRPS = E|X - k| - E|X - X'| / 2
    x = np.arange(n + 1)
    energy = found.pmf @ abs(x - k) - 0.5 * found.pmf @ abs(x[:, None] - x) @ found.pmf
    assert found.crps(k) == pytest.approx(energy, abs=1e-9)
    assert found.at_least(k) == pytest.approx(found.pmf[k:].sum())
    assert found.mean == pytest.approx(n * a / (a + b))
    low, high = found.interval(0.9)
    assert found.inside(0.9) >= 0.9 - 1e-9
    assert found.pmf[low : high + 1].sum() == pytest.approx(found.inside(0.9))


def test_what_is_no_count_or_probability_is_refused():
    found = of(5, 1.0, 1.0)
    for wrong in (-1, 6, 1.5, "3", None):
        with pytest.raises(InvalidParameterError, match="k = "):
            found.log_score(wrong)
    for wrong in (-0.1, 1.1, float("nan"), "x"):
        with pytest.raises(InvalidParameterError, match="probability"):
            found.quantile(wrong)


parts = st.lists(st.tuples(sizes, shapes, shapes), min_size=2, max_size=4).map(lambda rows: [of(*row) for row in rows])


@given(parts=parts)
def test_without_dependence_a_sum_is_the_convolution(parts):
    expected = np.ones(1)
    for part in parts:
        expected = np.convolve(expected, part.pmf)
    assert sum_of(parts, 0.0).pmf == pytest.approx(expected, abs=1e-12)


@given(parts=parts, correlation=st.floats(0.05, 0.6))
def test_dependence_keeps_the_mean_and_widens_the_sum(parts, correlation):
    alone, together = sum_of(parts, 0.0), sum_of(parts, correlation)
    assert together.mean == pytest.approx(alone.mean, rel=2e-3, abs=2e-3)

    def variance(found):
        return found.pmf @ (np.arange(found.n + 1) - found.mean) ** 2

    assert variance(together) >= variance(alone) - 2e-3 * (1.0 + variance(alone))


def test_dependence_is_that_of_a_simulated_copula():
    parts, correlation, draws = [of(30, 4.0, 2.0), of(20, 1.0, 1.0)], 0.4, 400_000
    random = np.random.default_rng(7)
    factor = random.standard_normal(draws)
    total = np.zeros(draws, dtype=int)
    from scipy.special import ndtr  # noqa: PLC0415 - of this check alone

    for part in parts:
        score = np.sqrt(correlation) * factor + np.sqrt(1 - correlation) * random.standard_normal(draws)
        total += np.searchsorted(part.cdf, ndtr(score))
    simulated = np.bincount(total, minlength=51) / draws
    # Five standard errors of each share.
    error = 5 * np.sqrt(simulated * (1 - simulated) / draws) + 1e-5
    assert (abs(sum_of(parts, correlation).pmf - simulated) < error).all()


@given(part=st.builds(of, sizes, shapes, shapes), count=st.integers(1, 12))
def test_the_probability_integral_transform_of_what_a_distribution_draws_is_even(part, count):
    shares = np.array([part.transform(k, count) for k in range(part.n + 1)])
    assert shares.sum(axis=1) == pytest.approx(np.ones(part.n + 1))
    assert part.pmf @ shares == pytest.approx(np.full(count, 1 / count), abs=1e-9)


@pytest.mark.parametrize("correlation", [0.0, 0.05, 0.2, 0.6])
@pytest.mark.parametrize("shapes", [(3e4, 3e2), (3e2, 3e4), (3e4, 3e4)])
def test_no_count_of_a_sum_is_impossible_for_rounding(shapes, correlation):
    found = sum_of([of(40, *shapes), of(20, *shapes)], correlation)
    assert np.isfinite([found.log_score(k) for k in range(61)]).all()


@pytest.mark.parametrize("pmf", [[0.5, 0.5], [0.5, 0.6, 0.7], [-0.5, 1.0, 0.5], [np.nan, 0.5, 0.5]])
def test_what_is_no_distribution_is_refused(pmf):
    with pytest.raises(InvalidParameterError, match="pmf = "):
        Distribution(2, np.array(pmf))
