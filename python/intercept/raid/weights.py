"""How much of the spread of leakers goes with each column of what is not known: squared rank correlations.

With y the leakers of a vector, averaged over its replications, and r Spearman's rank correlation of y with the u of a
column, r^2 Var(y) is about the part of the variance of y that goes with the column, if y rises or falls with it. It is
told as a share of what is not luck: of Var Y - E[Var(Y | e)], what is not known and the routes of single threats.
Columns of the level "geometry" are the same in all vectors of a geometry; there y is averaged over these too.

Of n independent points, r^2 of a column that plays no role is 1/(n - 1) on average, its variance about 2/(n - 1)^2
(M. G. Kendall, Rank Correlation Methods, 1948): so much is subtracted, and the standard deviation of what is left of k
such columns is sqrt(2 k)/(n - 1), in the same units.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from intercept.base.table import Table

if TYPE_CHECKING:
    from intercept.raid.found import Found

Array = npt.NDArray[np.float64]
PREFIX = "u."
# With fewer points a rank correlation says nothing.
POINTS_MIN = 8
COLUMNS = ("column", "points", "rank_correlation", "weight", "weight_chance_sd")


def weights(result: Found) -> Table:
    """Return a row for each column that was drawn.

    Columns: column; points, n; rank_correlation, r; weight, the share of the variance of leakers that is not luck, less
    what chance gives (it may be below 0); weight_chance_sd, its standard deviation where the column plays no role. NaN
    where there are fewer than 8 points, or where the variance that is not luck is not distinguished from 0.
    """
    leaked, not_luck = leaked_by_vector(result), variance_not_luck(result)
    vectors = max(result.sampling.vectors, 1)
    by_geometry = leaked.reshape(-1, vectors).mean(axis=1)
    rows = []
    for name in result.draws.columns:
        u = result.draws[name]
        if not name.startswith(PREFIX) or np.isnan(u).any():
            continue
        blocks = u.reshape(-1, vectors)
        outer = bool(np.all(blocks == blocks[:, :1]))
        y, x = (by_geometry, blocks[:, 0]) if outer else (leaked, u)
        enough = len(y) >= POINTS_MIN
        r = rank_correlation(x, y) if enough else np.nan
        scale = float(np.var(y)) / not_luck if enough else np.nan
        chance = 1.0 / max(len(y) - 1, 1)
        rows.append((name.removeprefix(PREFIX), len(y), r, scale * (r**2 - chance), scale * np.sqrt(2.0) * chance))
    return Table.of_rows(COLUMNS, rows) if rows else Table({name: [] for name in COLUMNS})


def variance_not_luck(result: Found) -> float:
    """Return the variance of leakers that is not luck; NaN where it is within twice its own error, about, of 0.

    It is the difference of two estimates; that of the variance of n values y has an error of about Var(y) sqrt(2/n).
    """
    leaked = leaked_by_vector(result)
    found = sum(variances(result))
    error = float(np.var(leaked)) * np.sqrt(2.0 / len(leaked)) if len(leaked) else np.nan
    return found if found > 2.0 * error else np.nan


def variances(result: Found) -> tuple[float, float]:
    """Return what is not known and the routes of single threats add to the variance of leakers; NaN where not told."""
    rows = result.estimates.take((result.estimates["quantity"] == "leaked") & (result.estimates["of"] == "all"))
    if not len(rows):
        return np.nan, np.nan
    return float(rows["variance_ignorance"][0]), float(rows["variance_routes"][0])


def leaked_by_vector(result: Found) -> Array:
    """Return the leakers of all classes in each vector, averaged over its replications, in the order of `draws`."""
    e, place = np.unique(result.outcomes["e"], return_inverse=True)
    summed = np.bincount(place, weights=result.outcomes["leaked"], minlength=len(e))
    mean: Array = summed / max(result.sampling.replications, 1)
    return mean


def rank_correlation(x: Array, y: Array) -> float:
    """Return Spearman's rank correlation of two samples of one length; NaN where one of them does not vary."""
    a, b = (ranks(values) - (len(values) + 1) / 2.0 for values in (x, y))
    length = float(np.sqrt((a @ a) * (b @ b)))
    return float(a @ b) / length if length > 0.0 else float("nan")


def ranks(values: Array) -> Array:
    """Return the rank of each value from 1; equal ones share the mean of theirs."""
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    shared: Array = (last - (counts - 1) / 2.0)[place]
    return shared
