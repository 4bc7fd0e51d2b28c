"""First-order indices from given points: known answers, luck removed, errors that are the scatter of many trials."""

import math
from statistics import NormalDist

import numpy as np
import pytest

import intercept._core as _core
from intercept.raid.first_order import FirstOrder, Points, degree_for, first_order, jackknife, legendre


def sobol(scrambles, points, columns, seed=1, vectors=1):
    """Return independent scrambles of Sobol points, shape (columns, scrambles, points, vectors)."""
    u = np.empty((columns, scrambles, points * vectors))
    index = np.arange(points * vectors, dtype=np.uint64)
    for r in range(scrambles):
        for k in range(columns):
            dimension, key = np.full(len(index), k, np.uint64), np.full(len(index), 1000 * seed + r, np.uint32)
            u[k, r] = _core.sobol_points(index, dimension, key)
    return u.reshape(columns, scrambles, points, vectors)


def found_of(y, u, noise=0.0) -> FirstOrder:
    return first_order(Points(y, np.full(y.shape, noise), u))


# Ishigami and Homma (1990), a = 7, b = 0.1: V1 = (1 + b pi^4/5)^2/2, V2 = a^2/8, V13 = 8 b^2 pi^8/225.
V1, V2, V13 = 0.5 * (1 + 0.1 * np.pi**4 / 5) ** 2, 49 / 8, 8 * 0.01 * np.pi**8 / 225


def ishigami(u):
    x = np.pi * (2.0 * u - 1.0)
    return np.sin(x[0]) + 7.0 * np.sin(x[1]) ** 2 + 0.1 * x[2] ** 4 * np.sin(x[0])


def test_ishigami_has_its_known_indices_within_the_printed_errors():
    u = sobol(8, 1024, 12)
    found = found_of(ishigami(u), u)
    assert found.variance == pytest.approx(V1 + V2 + V13, rel=0.03)
    for column, truth in enumerate([V1, V2, *[0.0] * 10]):
        share, error = found.share([column])
        assert abs(share - truth / (V1 + V2 + V13)) < 4.0 * error + 1e-3
        assert error < 0.02


def test_the_printed_error_is_the_scatter_of_many_trials():
    truth = V1 / (V1 + V2 + V13)
    told = []
    for seed in range(24):
        u = sobol(8, 64, 6, seed=seed + 2)
        y = ishigami(u) + np.random.default_rng(seed).normal(0.0, 2.0, u.shape[1:])
        told.append(found_of(y, u, noise=4.0).share([0]))
    shares, errors = np.array(told).T
    assert np.mean(errors) == pytest.approx(np.std(shares, ddof=1), rel=0.5)
    assert np.mean(shares) == pytest.approx(truth, abs=4.0 * np.std(shares) / np.sqrt(24))


def gaussian(sizes, u):
    quantile = np.vectorize(NormalDist().inv_cdf)
    return np.tensordot(sizes, quantile(u), 1)


def test_a_sum_of_normal_values_has_the_shares_of_their_variances():
    sizes = np.array([3.0, 2.0, 1.0, 0.5, 0.0, 0.0])
    u = sobol(8, 256, 6)
    found = found_of(gaussian(sizes, u), u)
    # A polynomial of degree 7 in u leaves out 0.6 % of the variance of its normal quantile.
    for column, truth in enumerate(sizes**2 / np.sum(sizes**2)):
        share, error = found.share([column])
        assert abs(share - truth) < 4.0 * error + 0.01 * truth
    assert found.share(np.arange(6))[0] == pytest.approx(1.0, abs=0.02)


def test_luck_adds_nothing_on_average():
    u = sobol(8, 32, 3, vectors=8)
    shares = []
    for seed in range(12):
        rng = np.random.default_rng(seed)
        counts = gaussian(np.array([1.0, 1.0, 0.0]), u)[..., np.newaxis] + rng.normal(0.0, 4.0, (8, 32, 8, 2))
        noise = counts.var(axis=-1, ddof=1) / 2.0
        found = first_order(Points(counts.mean(axis=-1), noise, u))
        shares.append([found.variance, *(found.partial)])
    mean, error = np.mean(shares, axis=0), np.std(shares, axis=0, ddof=1) / np.sqrt(12)
    assert np.all(np.abs(mean - np.array([2.0, 1.0, 1.0, 0.0])) < 4.0 * error + 0.02)


def test_a_column_of_points_and_one_of_vectors_are_told_apart():
    u = sobol(8, 16, 4, vectors=8)
    u[:2] = u[:2, :, :, :1]
    y = 2.0 * u[0] + u[2]
    points = Points(y, np.zeros_like(y), u)
    assert points.is_outer().tolist() == [True, True, False, False]
    found = first_order(points)
    assert [found.share([k])[0] for k in range(4)] == pytest.approx([0.8, 0.0, 0.2, 0.0], abs=0.02)


def test_polynomials_are_orthonormal_and_grow_with_the_points():
    u = (np.arange(20_000) + 0.5) / 20_000
    basis = legendre(u, 8)
    assert basis @ basis.T / len(u) == pytest.approx(np.eye(8), abs=1e-4)
    assert basis.mean(axis=1) == pytest.approx(np.zeros(8), abs=1e-5)
    assert [degree_for(count) for count in (1, 64, 127, 128, 1024, 8192, 10**6)] == [1, 1, 1, 2, 5, 8, 8]


def test_scrambles_in_another_order_give_the_same_and_two_give_nothing():
    u = sobol(20, 16, 5)
    y = ishigami(u)
    found, turned = found_of(y, u), found_of(y[::-1], u[:, ::-1])
    assert turned.share([0]) == pytest.approx(found.share([0]), abs=0.05)
    nothing = found_of(y[:2], u[:, :2])
    assert math.isnan(nothing.variance)
    assert np.isnan(nothing.share([0])).all()


def test_a_jackknife_of_a_mean_is_its_standard_error():
    values = np.array([1.0, 4.0, 2.0, 7.0])
    without = np.array([np.delete(values, r).mean() for r in range(4)])
    assert jackknife(values.mean(), without)[1] == pytest.approx(values.std(ddof=1) / 2.0)
    assert math.isnan(jackknife(1.0, np.array([1.0]))[1])


def test_nothing_drawn_and_nothing_varying_are_no_error():
    y = np.ones((4, 8, 2))
    found = first_order(Points(y, np.zeros_like(y), np.zeros((0, 4, 8, 2))))
    assert found.variance == pytest.approx(0.0, abs=1e-12)
    assert found.partial.shape == (0,)
