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
from intercept.raid.tally import CAUSES, FATES

# How a count of one scenario differs from that of another, in all tables alike.
APART = (
    *("reference_mean", "mean", "difference_mean", "difference_standard_error", "difference_low", "difference_high"),
    *("difference_p05", "difference_p95"),
)
DIFFERENCE_COLUMNS = (
    *("scenario", "reference", "quantity", "of", *APART),
    *("fewer_share", "fewer_share_standard_error", "equal_share", "equal_share_standard_error"),
    *("more_share", "more_share_standard_error", "unpaired_standard_error"),
)
ASSET_COLUMNS = ("scenario", "reference", "asset", "asset_class", *APART)
ASSET_CLASS_COLUMNS = ("scenario", "reference", "asset_class", *APART)
CAUSE_COLUMNS = ("scenario", "reference", "cause", *APART)


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
    shares = (share for held in (apart < 0, apart == 0, apart > 0) for share in mean_of(by_scramble(held))[:2])
    unpaired = math.hypot(*(mean_of(by_scramble(counts))[1] for counts in (a, b)))
    return (*_apart(a, b), *shares, unpaired)


def _apart(a: Counts, b: Counts) -> tuple[float, ...]:
    """Return the numbers of `APART` of b and a, shape (R, K, L)."""
    low, high = np.quantile(b - a, [0.05, 0.95], method="inverted_cdf")
    return (float(np.mean(a)), float(np.mean(b)), *mean_of(by_scramble(b - a)), float(low), float(high))


def assets_apart(
    names: Sequence[str], cases: Sequence[Sampled], assets: Sequence[Mapping[str, str]]
) -> tuple[Table, Table]:
    """Return how cases differ from the first in the leakers at each asset, and at each class of asset.

    `assets` has the class of each asset by its name, of each case.
    """
    each: list[tuple[str | float, ...]] = []
    of_classes: list[tuple[str | float, ...]] = []
    first, first_classes = _leaked_at(cases[0], assets[0])
    for k in range(1, len(cases)):
        (other, other_classes), nothing = _leaked_at(cases[k], assets[k]), np.zeros(cases[k].shape, dtype=np.int64)
        for asset, asset_class in {**assets[0], **assets[k]}.items():
            a, b = (counts.get(asset, nothing) for counts in (first, other))
            each.append((names[k], names[0], asset, asset_class, *_apart(a, b)))
        for asset_class in dict.fromkeys([*first_classes, *other_classes]):
            a, b = (counts.get(asset_class, nothing) for counts in (first_classes, other_classes))
            of_classes.append((names[k], names[0], asset_class, *_apart(a, b)))
    return _rows(ASSET_COLUMNS, each), _rows(ASSET_CLASS_COLUMNS, of_classes)


def _leaked_at(found: Sampled, assets: Mapping[str, str]) -> tuple[dict[str, Counts], dict[str, Counts]]:
    """Return the leakers at each asset, and at each class of asset."""
    each = {
        name: found.counts(column) for name, column in zip(assets, found.tally.leaked.astype(np.int64).T, strict=True)
    }
    classes: dict[str, Counts] = {}
    for name, asset_class in assets.items():
        classes[asset_class] = classes.get(asset_class, 0) + each[name]
    return each, classes


def causes_apart(names: Sequence[str], cases: Sequence[Sampled]) -> Table:
    """Return how cases differ from the first in the leakers of each cause, of all classes together."""

    def of(found: Sampled, k: int) -> Counts:
        return found.counts(found.tally.causes[:, :, k].astype(np.int64).sum(axis=1))

    rows: list[tuple[str | float, ...]] = [
        (name, names[0], cause, *_apart(of(cases[0], k), of(case, k)))
        for name, case in zip(names[1:], cases[1:], strict=True)
        for k, cause in enumerate(CAUSES)
    ]
    return _rows(CAUSE_COLUMNS, rows)


def _rows(columns: Sequence[str], rows: Sequence[tuple[str | float, ...]]) -> Table:
    """Return a table of rows; one without any has its columns, too."""
    if rows:
        return Table.of_rows(columns, rows)
    return Table({name: np.array([], dtype=float if name in APART else str) for name in columns})


def means(names: Sequence[str], cases: Sequence[Sampled], units: Sequence[Sequence[str]]) -> Table:
    """Return the estimates of each case, with its name."""
    tables = [estimates(case, own) for case, own in zip(cases, units, strict=True)]
    columns = {"scenario": np.repeat(np.array(names, dtype=str), [len(table) for table in tables])}
    whole = Table.concatenate(tables)
    return Table({**columns, **{name: whole[name] for name in whole.columns}})
