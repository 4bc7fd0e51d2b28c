"""Tables of what differs between cases that were drawn together.

The counts of cases have the shape (R, K, L) of `intercept.raid.estimates`, and the same vectors and luck in the same
places, so that they are subtracted night by night.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from intercept.base.table import Table
from intercept.raid.estimates import Array, Counts, mean_of
from intercept.raid.outcome_tables import SUMS, by_class, estimates
from intercept.raid.sample import Sampled
from intercept.raid.tally import FATES

DIFFERENCE_COLUMNS = (
    *("scenario", "reference", "quantity", "of", "mean", "standard_error", "low", "high", "p05", "p95"),
    *("fewer_share", "fewer_share_standard_error", "equal_share", "more_share", "unpaired_standard_error"),
)
ASSET_COLUMNS = (
    *("scenario", "reference", "asset", "asset_class", "reference_mean", "mean", "standard_error", "low", "high"),
)


def leaked(found: Sampled) -> Counts:
    """Return the leakers of all classes, shape (R, K, L)."""
    return found.counts(found.tally.fates[:, :, FATES.index("leaked")].sum(axis=1))


def by_scramble(counts: Counts | npt.NDArray[np.bool_]) -> Array:
    """Return the mean of each scramble, shape (R,), of counts or of what holds in a replication."""
    return np.asarray(counts.reshape(len(counts), -1).mean(axis=1))


def _counted(found: Sampled, units: Sequence[str]) -> dict[tuple[str, str], Counts]:
    """Return the counts of each quantity and what it is of, by scramble, vector and replication."""
    fates = found.tally.fates.astype(np.int64)
    counts: dict[tuple[str, str], Counts] = {}
    for quantity, summed in SUMS.items():
        each = fates[:, :, [FATES.index(fate) for fate in summed]].sum(axis=2)
        columns = dict(zip(found.threat_classes, each.T, strict=True)) | {"all": each.sum(axis=1)}
        counts |= {(quantity, of): found.counts(column) for of, column in columns.items()}
    for store, of, column in by_class(found.tally, units):
        counts[store, of] = found.counts(column)
    return counts


def differences(names: Sequence[str], cases: Sequence[Sampled], units: Sequence[Sequence[str]]) -> Table:
    """Return how cases differ from the first, by quantity and class; `units` are the variants of defence class."""
    first = _counted(cases[0], units[0])
    rows: list[tuple[str | float, ...]] = []
    for name, case, own in zip(names[1:], cases[1:], units[1:], strict=True):
        other = _counted(case, own)
        for quantity, of in dict.fromkeys([*first, *other]):
            nothing = np.zeros(case.shape, dtype=np.int64)
            a, b = (counts.get((quantity, of), nothing) for counts in (first, other))
            rows.append((name, names[0], quantity, of, *_difference(a, b)))
    return Table.of_rows(DIFFERENCE_COLUMNS, rows)


def _difference(a: Counts, b: Counts) -> tuple[float, ...]:
    """Return the numbers of `DIFFERENCE_COLUMNS` of b - a, shape (R, K, L)."""
    apart = b - a
    low, high = np.quantile(apart, [0.05, 0.95], method="inverted_cdf")
    fewer, its_error, *_ = mean_of(by_scramble(apart < 0))
    unpaired = math.hypot(*(mean_of(by_scramble(counts))[1] for counts in (a, b)))
    shares = (fewer, its_error, float(np.mean(apart == 0)), float(np.mean(apart > 0)))
    return (*mean_of(by_scramble(apart)), float(low), float(high), *shares, unpaired)


def assets_apart(names: Sequence[str], cases: Sequence[Sampled], assets: Sequence[Mapping[str, str]]) -> Table:
    """Return how cases differ from the first in the leakers at each asset; `assets` has the class of each by name."""

    def of(k: int) -> dict[str, Counts]:
        return dict(zip(assets[k], cases[k].tally.leaked.astype(np.int64).T, strict=True))

    rows, first = [], of(0)
    for k in range(1, len(cases)):
        other, nothing = of(k), np.zeros(len(cases[k].tally), dtype=np.int64)
        for asset, asset_class in {**assets[0], **assets[k]}.items():
            a, b = (cases[k].counts(counts.get(asset, nothing)) for counts in (first, other))
            rows.append((names[k], names[0], asset, asset_class, float(np.mean(a)), *mean_of(by_scramble(b - a))))
    return Table.of_rows(ASSET_COLUMNS, rows)


def means(names: Sequence[str], cases: Sequence[Sampled], units: Sequence[Sequence[str]]) -> Table:
    """Return the estimates of each case, with its name."""
    tables = [estimates(case, own) for case, own in zip(cases, units, strict=True)]
    columns = {"scenario": np.repeat(np.array(names, dtype=str), [len(table) for table in tables])}
    whole = Table.concatenate(tables)
    return Table({**columns, **{name: whole[name] for name in whole.columns}})
