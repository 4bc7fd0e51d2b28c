"""Counts per replication, and their mean and quantiles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from intercept.base.table import Table

Counts: TypeAlias = npt.NDArray[np.int64]
QUANTILES = (0.05, 0.5, 0.95)


@dataclass(frozen=True)
class Spread:
    """Mean and quantiles of one quantity over replications; all are NaN without replications."""

    mean: float
    p05: float
    p50: float
    p95: float


def spread(values: npt.NDArray[np.int64] | npt.NDArray[np.float64]) -> Spread:
    """Return mean and 5, 50 and 95 % quantiles of ``values``, shape ``(replications,)``.

    Quantiles are values that occurred (the inverse of the empirical distribution), so counts stay whole.
    """
    if values.size == 0:
        return Spread(*(float("nan"),) * 4)
    low, middle, high = np.quantile(values, QUANTILES, method="inverted_cdf")
    return Spread(float(values.mean()), float(low), float(middle), float(high))


def per_replication(table: Table, group: str, value: str) -> dict[str, Counts]:
    """Sum the column ``value`` by group and replication.

    Returns
    -------
    dict
        Group to counts of shape ``(replications,)``, in ascending order of vector e and luck a, 0 where a group has no
        row.
    """
    e, a = table["e"].astype(np.int64), table["a"].astype(np.int64)
    _, column = np.unique(e * (int(a.max(initial=0)) + 1) + a, return_inverse=True)
    groups, row = table.codes(group)
    counts = np.zeros((len(groups), int(column.max(initial=-1)) + 1), np.int64)
    np.add.at(counts, (row, column), table[value])
    return dict(zip(groups, counts, strict=True))


def total(counts: dict[str, Counts]) -> Counts:
    """Return the sum of the groups in each replication; shape ``(0,)`` without any group."""
    return np.sum(list(counts.values()), axis=0, dtype=np.int64) if counts else np.zeros(0, np.int64)
