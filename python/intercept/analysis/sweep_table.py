"""The table of a sweep: leakers at each of its points, and their change from the first one."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from intercept.analysis.sweep_points import SweepPlan
from intercept.base.table import Table
from intercept.raid.estimates import NAN, estimate, mean_of
from intercept.raid.sample import Sampled
from intercept.raid.tally import FATES

STATISTICS = (
    *("leaked_mean", "leaked_standard_error", "leaked_low", "leaked_high", "leaked_p05", "leaked_p50", "leaked_p95"),
    *("intercepted_share_mean", "difference_mean", "difference_standard_error"),
)
COLUMNS = ("replications", "threat_class", "launched", *STATISTICS)


def sweep_table(plan: SweepPlan, finished: Mapping[int, Sampled]) -> Table:
    """Return one row for each finished point and threat class, and one for all classes.

    The difference is that to the first point, by scrambles: the same random numbers make its error the smaller one.
    """
    numbers: list[int] = []
    rows: list[tuple[str | float, ...]] = []
    first: dict[str, np.ndarray] = {}
    for number, found in sorted(finished.items()):
        fates = found.tally.fates.astype(np.int64)
        for i, name in enumerate((*found.threat_classes, "all")):
            of_class = fates.sum(axis=1) if name == "all" else fates[:, i]
            sent = int(of_class[0].sum())
            through, shot = (of_class[:, FATES.index(fate)] for fate in ("leaked", "intercepted"))
            told = estimate(found.counts(through), most=sent)
            means = found.counts(through).reshape(len(found.scrambles), -1).mean(axis=1)
            if number == 0:
                first[name] = means
            compared = mean_of(means - first[name])[:2] if name in first else (NAN, NAN)
            spread = (told.mean, told.standard_error, told.low, told.high, told.p05, told.p50, told.p95)
            share = float(np.mean(shot)) / sent if sent else NAN
            numbers.append(number)
            rows.append((len(found.tally), name, sent, *spread, share, *compared))
    keys = {key: plan.column(key, numbers) for key in plan.values}
    columns = Table.of_rows(COLUMNS, rows)
    return Table({"point": np.array(numbers, dtype=np.int64), **keys, **{name: columns[name] for name in COLUMNS}})
