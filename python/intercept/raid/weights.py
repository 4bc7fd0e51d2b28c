"""How much of what is not known in a result goes with each column: its first-order indices, from the run's own points.

Models and limits: docs/models/credibility.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from intercept.raid.estimates import student_t
from intercept.raid.first_order import FirstOrder, Points, first_order
from intercept.raid.spread import per_replication, total

if TYPE_CHECKING:
    from intercept.raid.found import Found

Array = npt.NDArray[np.float64]
PREFIX = "u."
ALL = "all"


@dataclass(frozen=True, eq=False)
class Weights:
    """The columns that were drawn, the outcomes of their vectors, and the first-order indices.

    Attributes
    ----------
    names
        Of the columns.
    points
        Their places and the leakers of each vector.
    found
        The parts of the variance.
    """

    names: tuple[str, ...]
    points: Points
    found: FirstOrder

    @property
    def is_too_few(self) -> bool:
        """Whether there is nothing to tell errors from: fewer than three scrambles, or luck that is not known."""
        return bool(np.isnan(self.found.variance))

    def of(self, names: tuple[str, ...]) -> tuple[float, float]:
        """Return the share of the variance that is not luck of some columns, and its error; NaN where not told."""
        if not names:
            return np.nan, np.nan
        return self.found.told_share([self.names.index(name) for name in names])

    def certain(self, share: float, error: float) -> bool:
        """Tell whether a share is distinguished from chance: its 95 % interval lies above 0."""
        return bool(share > student_t(max(len(self.found.coefficients) - 1, 1)) * error)


def weights(result: Found, of: str = ALL) -> Weights:
    """Return the first-order indices of the columns that a result drew, for the leakers of all classes or of one."""
    points, names = points_of(result, of)
    return Weights(names, points, first_order(points))


def points_of(result: Found, of: str = ALL) -> tuple[Points, tuple[str, ...]]:
    """Return leakers and places of all vectors of a result, and the names of the columns."""
    names = [name for name in result.draws.columns if name.startswith(PREFIX)]
    drawn = [name for name in names if not np.isnan(result.draws[name]).any()]
    scrambles = len(np.unique(result.draws["scramble"]))
    by_class = per_replication(result.outcomes, "threat_class", "leaked")
    leaked = total(by_class) if of == ALL else by_class[of]
    # Without a column that was drawn there is nothing to weigh.
    each = (scrambles, -1 if scrambles else 0, max(result.sampling.replications, 1))
    counts = leaked.reshape(each) if drawn else np.zeros((scrambles, 0, each[2]), dtype=np.int64)
    points = of_counts(counts, result.sampling.vectors, [result.draws[name] for name in drawn])
    return points, tuple(name.removeprefix(PREFIX) for name in drawn)


def of_counts(counts: npt.NDArray[np.int64], vectors: int, u: Sequence[Array]) -> Points:
    """Return the points of counts of shape (R, K, L), `vectors` of them for each geometry, and columns of shape (R K,).

    The variance that is luck of the mean of L replications of a vector is s^2/L, s^2 their sample variance.
    """
    scrambles, _, luck = counts.shape
    shape = (scrambles, -1 if scrambles else 0, max(vectors, 1))
    known = luck > 1 and counts.size
    noise = counts.var(axis=2, ddof=1) / luck if known else np.full(counts.shape[:2], np.nan)
    y = counts.mean(axis=2).reshape(shape) if counts.size else np.zeros((scrambles, 0, shape[2]))
    return Points(y, noise.reshape(y.shape), np.array(u, dtype=float).reshape(len(u), *y.shape))


def variances(result: Found) -> tuple[float, float]:
    """Return what is not known and the routes of single threats add to the variance of leakers; NaN where not told."""
    rows = result.estimates.take((result.estimates["quantity"] == "leaked") & (result.estimates["of"] == ALL))
    if not len(rows):
        return np.nan, np.nan
    return float(rows["variance_ignorance"][0]), float(rows["variance_routes"][0])
