"""Means with their errors, spreads in parts, and quantiles with their confidence, of counts over replications.

Counts have the shape (R, K, L): R independent scrambles, K vectors of what is not known in each, L replications of luck
for each vector. The points of one scramble are not independent of each other: their scatter says nothing of the error
of their mean, and only the scatter of the R means of scrambles does.

Models and limits: docs/models/uncertainty.md.
"""

from __future__ import annotations

import math
from dataclasses import astuple, dataclass, fields
from functools import cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Counts: TypeAlias = npt.NDArray[np.int64]
Array: TypeAlias = npt.NDArray[np.float64]

QUANTILES = (0.05, 0.5, 0.95)
CONFIDENCE = 0.95
NAN = float("nan")


@dataclass(frozen=True)
class Estimate:
    """What replications say of one count.

    Attributes
    ----------
    mean, standard_error, low, high
        The mean, its standard error, and its 95 % t-interval, within what a count can be; NaN where there is only one
        scramble.
    p05, p50, p95
        Quantiles of single replications, which are values that occurred; with the ends of their 95 % intervals.
    variance
        Of single replications. It is the sum of the three that follow.
    variance_luck, variance_routes, variance_ignorance
        What is left when nothing is unknown; what the routes and values of single threats add; what is not known.
    """

    mean: float
    standard_error: float
    low: float
    high: float
    p05: float
    p05_low: float
    p05_high: float
    p50: float
    p50_low: float
    p50_high: float
    p95: float
    p95_low: float
    p95_high: float
    variance: float
    variance_luck: float
    variance_routes: float
    variance_ignorance: float

    @property
    def values(self) -> tuple[float, ...]:
        """All numbers, in the order of `COLUMNS`."""
        return astuple(self)


COLUMNS = tuple(field.name for field in fields(Estimate))
NOTHING = Estimate(*(NAN,) * len(COLUMNS))


def estimate(counts: Counts, routes: tuple[Counts, Counts] | None = None, most: float = math.inf) -> Estimate:
    """Return the estimates of a count.

    Parameters
    ----------
    counts
        Whole numbers from 0 up, shape (R, K, L).
    routes
        The counts of some vectors, shape (pairs, L), with first and with second routes and independent luck; None where
        they were not drawn.
    most
        What no count exceeds, such as the number launched.
    """
    if counts.size == 0:
        return NOTHING
    by_scramble = counts.reshape(counts.shape[0], -1).mean(axis=1)
    mean, error, low, high = count_mean(by_scramble, most)
    low5, middle, high95 = (quantile(counts, share, most) for share in QUANTILES)
    # E[Y^2] - E[Y]^2, where the square of an uncertain mean is too large by its variance.
    squared = np.mean(counts.astype(np.float64) ** 2)
    variance = max(float(squared) - mean**2 + (0.0 if math.isnan(error) else error**2), 0.0)
    return Estimate(mean, error, low, high, *low5, *middle, *high95, variance, *parts(counts, variance, routes))


def mean_of(by_scramble: Array) -> tuple[float, float, float, float]:
    """Return the mean of the means of independent scrambles, shape (R,), its standard error and 95 % t-interval."""
    count, mean = len(by_scramble), float(np.mean(by_scramble))
    if count < 2:
        return mean, NAN, NAN, NAN
    error = float(np.std(by_scramble, ddof=1)) / math.sqrt(count)
    half = student_t(count - 1) * error
    return mean, error, mean - half, mean + half


def count_mean(by_scramble: Array, most: float = math.inf) -> tuple[float, float, float, float]:
    """Return what `mean_of` does of counts that are at most so many, its interval within what such a mean can be.

    Cut at 0 and at `most` it holds the mean as often as before.
    """
    mean, error, low, high = mean_of(by_scramble)
    # NaN stays: it comes first.
    return mean, error, max(low, 0.0), min(high, most)


def ratio_of(over: Array, under: Array) -> tuple[float, float, float, float]:
    """Return the ratio of two means of independent scrambles, shape (R,) each, with its error and 95 % t-interval.

    With x over y, r = sum x / sum y and var r = sum (x - r y)^2 / (R (R - 1) mean(y)^2) (W. G. Cochran, Sampling
    Techniques, 1977, section 6.3). NaN where all y are 0. No x is below 0, and so is no end of the interval.
    """
    count, total = len(over), float(under.sum())
    if total == 0.0:
        return NAN, NAN, NAN, NAN
    ratio = float(over.sum()) / total
    if count < 2:
        return ratio, NAN, NAN, NAN
    error = math.sqrt(float(np.sum((over - ratio * under) ** 2)) * count / (count - 1)) / total
    half = student_t(count - 1) * error
    return ratio, error, max(ratio - half, 0.0), ratio + half


def parts(counts: Counts, variance: float, routes: tuple[Counts, Counts] | None) -> tuple[float, float, float]:
    """Return the parts of a variance: luck, routes and what is not known.

    With the law of total variance, Var Y = E Var(Y | e, b) + E Var(E[Y | e, b] | e) + Var E[Y | e]: b numbers routes.
    """
    if counts.shape[2] < 2:
        return NAN, NAN, NAN
    luck = min(float(np.var(counts, axis=2, ddof=1).mean()), variance)
    between = 0.0
    if routes is not None and routes[0].size:
        first, second = routes
        # Half the squared difference of two means holds the luck of one of them, too.
        noise = (np.var(first, axis=1, ddof=1) + np.var(second, axis=1, ddof=1)) / (2.0 * first.shape[1])
        between = float(np.mean((first.mean(axis=1) - second.mean(axis=1)) ** 2 / 2.0 - noise))
    between = min(max(between, 0.0), variance - luck)
    return luck, between, variance - luck - between


def quantile(counts: Counts, share: float, most: float = math.inf) -> tuple[float, float, float]:
    """Return a quantile of all replications and the ends of its 95 % interval, which are whole numbers up to `most`.

    A quantile is the least value that this share of the replications does not exceed, so it occurred. Its error is that
    of R sections (S. Asmussen and P. W. Glynn, "Stochastic Simulation", 2007, III.5): the root of the sum of
    (q_r - q)^2 over R (R - 1), with q_r the quantile of scramble r alone. Leaving out one scramble at a time instead
    covers the truth of whole numbers in 80 % of trials only.
    """
    rows = counts.reshape(len(counts), -1)
    q = float(_at(rows.ravel(), share))
    count = len(rows)
    if count < 2:
        return q, NAN, NAN
    apart = np.array([_at(row, share) for row in rows]) - q
    half = student_t(count - 1) * math.sqrt(float(np.sum(apart**2)) / (count * (count - 1)))
    return q, float(max(math.floor(q - half), 0)), float(min(math.ceil(q + half), most))


def _at(values: Counts, share: float) -> int:
    place = place_of(share, len(values))
    return int(np.partition(values, place)[place])


def place_of(share: float, of: int) -> int:
    """Return the place of a quantile among ordered values: that of the least that this share does not exceed."""
    # A rounding error in the share of all must not ask for one more.
    return max(math.ceil(share * of * (1.0 - 1e-12)) - 1, 0)


@cache
def student_t(freedom: int, confidence: float = CONFIDENCE) -> float:
    """Return t with which Student's distribution lies in (-t, t) with a confidence, by bisection."""
    low, high = 0.0, 1.0
    while within(high, freedom) < confidence:
        high *= 2.0
    for _ in range(100):
        middle = (low + high) / 2.0
        low, high = (middle, high) if within(middle, freedom) < confidence else (low, middle)
    return (low + high) / 2.0


def within(t: float, freedom: int) -> float:
    """Return the probability that |T| < t for a whole number of degrees of freedom n.

    Abramowitz and Stegun 26.7.3 and 26.7.4, with theta = atan(t / sqrt(n)).
    """
    theta = math.atan(t / math.sqrt(freedom))
    sine, cosine2 = math.sin(theta), math.cos(theta) ** 2
    odd = freedom % 2 == 1
    term, total = (math.cos(theta), 0.0) if odd else (1.0, 0.0)
    for k in range(freedom // 2):
        total += term
        # 2/3, 4/5, ... for odd n, and 1/2, 3/4, ... for even n.
        step = (2 * k + 2) / (2 * k + 3) if odd else (2 * k + 1) / (2 * k + 2)
        term *= step * cosine2
    return 2.0 / math.pi * (theta + sine * total) if odd else sine * total
