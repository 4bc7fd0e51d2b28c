"""Which of many unknowns account for more than chance would give the strongest of as many that play no role.

With N points a column that plays no role has coefficients that are nearly normal, with the variance Var(y)/N each, and
the sum of d of their squares is Var(y)/N times chi squared with d degrees of freedom. The largest of M such columns
exceeds the quantile of 1 - a/M with a probability of at most a (Bonferroni). A column that belongs to the geometries
has no more points than there are geometries, and y is then the mean of a geometry. Nothing that a model explains is
taken off y: with few points a model explains much by chance, too, and errors of its rest are too small.
"""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from intercept.raid.estimates import CONFIDENCE, Array, student_t
from intercept.raid.first_order import FirstOrder, Points, degree_for, jackknife


def chi_squared(freedom: int, tail: float) -> float:
    """Return what chi squared exceeds with the probability `tail`, to 5 % where that is small.

    E. B. Wilson and M. M. Hilferty, Proc. Natl. Acad. Sci. 17(12), 1931: its cube root is nearly normal.
    """
    spread = 2.0 / (9.0 * freedom)
    root: float = max(1.0 - spread + NormalDist().inv_cdf(1.0 - tail) * math.sqrt(spread), 0.0)
    return freedom * root**3


def by_chance(points: Points) -> Array:
    """Return for each column the part of the variance that the strongest of all exceeds in 5 % of trials by chance."""
    scrambles, count, vectors = points.y.shape
    columns = max(len(points.u), 1)

    def bound(y: Array) -> float:
        freedom, several = degree_for(y.size), y.size > 1
        spread = float(y.var(ddof=1)) if several else np.inf
        return spread / y.size * chi_squared(freedom, (1.0 - CONFIDENCE) / columns)

    of_geometries = bound(points.y.mean(axis=2)) if scrambles * count * vectors else np.inf
    of_vectors = bound(points.y) if scrambles * count * vectors else np.inf
    return np.where(points.is_outer(), of_geometries, of_vectors)


def corrected_t(scrambles: int, tried: int) -> float:
    """Return Student's t over scrambles with which all of the intervals that were tried hold together."""
    return student_t(max(scrambles - 1, 1), 1.0 - (1.0 - CONFIDENCE) / max(tried, 1))


def stands_out(points: Points, found: FirstOrder) -> npt.NDArray[np.bool_]:
    """Tell of each column whether its part is known: above chance, and its interval, corrected for all, above 0."""
    errors = np.array([jackknife(0.0, without)[1] for without in found.partial_without.T])
    limit = corrected_t(len(found.coefficients), len(found.partial))
    known: npt.NDArray[np.bool_] = (found.partial > by_chance(points)) & (found.partial > limit * errors)
    return known if found.is_told else np.zeros_like(known)


def leads(found: FirstOrder) -> bool:
    """Tell whether the strongest column is known to be stronger than each other one, corrected for all of these."""
    order = np.argsort(-found.partial, kind="stable")
    limit = corrected_t(len(found.coefficients), len(order) - 1)
    for other in order[1:]:
        apart = found.partial[order[0]] - found.partial[other]
        without = found.partial_without[:, order[0]] - found.partial_without[:, other]
        if not apart > limit * jackknife(0.0, without)[1]:
            return False
    return len(order) > 0
