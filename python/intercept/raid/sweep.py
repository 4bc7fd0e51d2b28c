"""The leak curve of a sweep."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from intercept.base.table import Table
from intercept.raid.estimates import estimate, mean_of
from intercept.raid.sample import Sampled
from intercept.raid.tally import FATES

SWEEP_COLUMNS = (
    *("parameter", "value", "replications", "threat_class", "launched"),
    *("leaked_mean", "leaked_standard_error", "leaked_low", "leaked_high", "leaked_p05", "leaked_p50", "leaked_p95"),
    *("intercepted_share_mean", "difference_mean", "difference_standard_error"),
)


@dataclass(frozen=True, eq=False)
class SweepPoint:
    """One value of a sweep's key, and the replications of the raid with it."""

    key: str
    value: object
    found: Sampled


def sweep_table(points: Sequence[SweepPoint]) -> Table:
    """Return the leak curve of a sweep: one row for each value and threat class, and one for all classes.

    The difference is that to the first value, by scrambles: the same random numbers make its error the smaller one.
    """
    rows = []
    first: dict[str, np.ndarray] = {}
    for point in points:
        value, found = point.value, point.found
        shown = float(value) if isinstance(value, int | float) else str(value)
        fates = found.tally.fates.astype(np.int64)
        for i, name in enumerate((*found.threat_classes, "all")):
            of_class = fates.sum(axis=1) if name == "all" else fates[:, i]
            sent, through, shot = (
                int(of_class[0].sum()),
                *(of_class[:, FATES.index(f)] for f in ("leaked", "intercepted")),
            )
            told = estimate(found.counts(through))
            means = found.counts(through).reshape(len(found.scrambles), -1).mean(axis=1)
            before = first.setdefault(name, means)
            compared = mean_of(means - before)[:2] if len(before) == len(means) else (np.nan, np.nan)
            numbers = (told.mean, told.standard_error, told.low, told.high, told.p05, told.p50, told.p95)
            share = float(np.mean(shot)) / max(sent, 1)
            rows.append((point.key, shown, len(found.tally), name, sent, *numbers, share, *compared))
    return Table.of_rows(SWEEP_COLUMNS, rows)
