"""Tables of leakers of one class against the size of the raid, from cases that were drawn together."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from intercept.analysis.differences import by_scramble
from intercept.base.table import Table
from intercept.raid.estimates import Array, Counts, count_mean, mean_of, student_t
from intercept.raid.first_order import jackknife
from intercept.raid.sample import Sampled
from intercept.raid.tally import CAUSES, LEAKED

# From here on more of the objects that are added get through than are stopped.
HALF = 0.5
CURVE_COLUMNS = (
    *("size", "geometries", "leaked_mean", "leaked_standard_error", "leaked_low", "leaked_high"),
    *("leaked_p05", "leaked_p50", "leaked_p95", "leak_share", "leak_share_low", "leak_share_high"),
    *("next_from", "next_share", "next_standard_error", "next_low", "next_high"),
)
CAUSE_COLUMNS = ("size", "cause", "leaked_mean", "leaked_standard_error", "leaked_low", "leaked_high", "share")
LIFTED_COLUMNS = (
    *("limit", "size", "geometries", "vectors", "leaked_mean", "leaked_standard_error", "leaked_low", "leaked_high"),
    *("difference_mean", "difference_standard_error", "difference_low", "difference_high"),
)


def of_class(found: Sampled, index: int) -> Counts:
    """Return the leakers of a class, by scramble, vector and replication."""
    return found.counts(found.tally.fates[:, index, LEAKED].astype(np.int64))


def geometries(found: Sampled) -> int:
    """Return how many geometries there are, in all scrambles together."""
    return len(found.scrambles) * found.points


def next_shares(cases: Sequence[Sampled], index: int, sizes: Sequence[int]) -> Array:
    """Return of the objects that each size adds the share by which leakers grow, by scramble: shape (sizes, R)."""
    rows = []
    before, size_before = np.zeros_like(of_class(cases[0], index)), 0
    for found, size in zip(cases, sizes, strict=True):
        leaked = of_class(found, index)
        # A size has the first geometries of the one before it, all or some.
        rows.append(by_scramble(leaked - before[:, : leaked.shape[1]]) / (size - size_before))
        before, size_before = leaked, size
    return np.array(rows)


def curve_table(cases: Sequence[Sampled], index: int, sizes: Sequence[int]) -> Table:
    """Return leakers against size, and of the objects that each size adds the share by which leakers grow."""
    rows: list[tuple[float, ...]] = []
    size_before = 0
    for found, size, added in zip(cases, sizes, next_shares(cases, index, sizes), strict=True):
        leaked = of_class(found, index)
        mean, error, low, high = count_mean(by_scramble(leaked), size)
        low5, middle, high95 = np.quantile(leaked, [0.05, 0.5, 0.95], method="inverted_cdf")
        share = (mean / size, low / size, high / size)
        rows.append(
            (
                size,
                geometries(found),
                mean,
                error,
                low,
                high,
                low5,
                middle,
                high95,
                *share,
                size_before,
                *mean_of(added),
            )
        )
        size_before = size
    return _table(CURVE_COLUMNS, rows)


def cause_table(cases: Sequence[Sampled], index: int, sizes: Sequence[int]) -> Table:
    """Return the leakers of each cause against size."""
    rows = []
    for found, size in zip(cases, sizes, strict=True):
        total = float(of_class(found, index).mean())
        for k, cause in enumerate(CAUSES):
            told = count_mean(by_scramble(found.counts(found.tally.causes[:, index, k].astype(np.int64))), size)
            rows.append((size, cause, *told, told[0] / total if total else math.nan))
    return _table(CAUSE_COLUMNS, rows)


def lifted_table(
    cases: Sequence[Sampled], free: Mapping[str, Sequence[Sampled]], index: int, sizes: Sequence[int]
) -> Table:
    """Return the leakers without each limit against size, and the difference to the same nights with it.

    Fewer nights are replicated without a limit. Their leakers are therefore told as those of the curve and the paired
    difference together, scramble by scramble, so that curve, difference and sum agree.
    """
    rows = []
    for limit, of_limit in free.items():
        for with_it, found, size in zip(cases, of_limit, sizes, strict=True):
            leaked, base = of_class(found, index), _first_vectors(with_it, found, index)
            apart = by_scramble(leaked - base)
            whole = count_mean(by_scramble(of_class(with_it, index)) + apart, size)
            rows.append((limit, size, geometries(found), found.design.vectors, *whole, *mean_of(apart)))
    return _table(LIFTED_COLUMNS, rows)


def _first_vectors(with_it: Sampled, found: Sampled, index: int) -> Counts:
    """Return the leakers of the vectors that were replicated without a limit, too: the first of first geometries."""
    scrambles, _, luck = with_it.shape
    counts = of_class(with_it, index).reshape(scrambles, with_it.points, with_it.design.vectors, luck)
    return counts[:, : found.points, : found.design.vectors].reshape(found.shape)


def _table(columns: Sequence[str], rows: Sequence[tuple[float | str, ...]]) -> Table:
    """Return a table whose sizes are whole numbers; an empty one has its columns, too."""
    found = {name: [row[k] for row in rows] for k, name in enumerate(columns)}
    whole = {name for name in ("size", "geometries", "vectors", "next_from") if name in found}
    text = {name for name in ("limit", "cause") if name in found}
    kinds = {name: int if name in whole else str if name in text else float for name in columns}
    return Table({name: np.array(values, dtype=kinds[name]) for name, values in found.items()})


def knee_of(middle: Array, share: Array) -> float:
    """Return the size at which a share first reaches one half, linear between the middles of intervals of size.

    Infinite for none; 0 where it does in the first interval; NaN where the share is not known.
    """
    if np.isnan(share).any():
        return math.nan
    above = np.flatnonzero(share >= HALF)
    if not len(above):
        return math.inf
    k = int(above[0])
    if k == 0:
        return 0.0
    step = (HALF - share[k - 1]) / (share[k] - share[k - 1])
    return float(middle[k - 1] + step * (middle[k] - middle[k - 1]))


def knee_with_ends(curve: Table, shares: Array) -> tuple[float, float, float]:
    """Return the knee and the ends of its 95 % interval, 0 and infinite beyond the sizes; NaN ends with one scramble.

    The error is that of the knees with one scramble left out at a time. Where the curve has no knee within the sizes,
    or loses it when a scramble is left out, the ends are where those of the chance reach one half.

    Parameters
    ----------
    curve
        As `curve_table` returns it.
    shares
        As `next_shares` returns them, shape (sizes, R).
    """
    middle, count = (curve["next_from"] + curve["size"]) / 2.0, shares.shape[1]
    knee = knee_of(middle, shares.mean(axis=1))
    if count < 2:
        return knee, math.nan, math.nan
    without = np.array([knee_of(middle, np.delete(shares, r, axis=1).mean(axis=1)) for r in range(count)])
    if not 0.0 < knee < math.inf or not np.all((without > 0.0) & np.isfinite(without)):
        return knee, knee_of(middle, curve["next_high"]), knee_of(middle, curve["next_low"])
    half = student_t(count - 1) * jackknife(knee, without)[1]
    low, high = knee - half, knee + half
    return knee, 0.0 if low < curve["size"][0] else low, math.inf if high > curve["size"][-1] else high
