"""Sums over the replications of a result: leakers by cause, and how often each number of them leaked."""

from __future__ import annotations

import numpy as np

from intercept.base.table import Table
from intercept.raid.estimates import count_mean
from intercept.raid.spread import per_replication, total
from intercept.scenario.design import VECTORS_MAX

CAUSE_COLUMNS = (
    *("threat_class", "cause", "leaked_mean", "leaked_standard_error", "leaked_low", "leaked_high", "share"),
)


def cause_means(causes: Table, draws: Table, replications: int) -> Table:
    """Return the leakers of each cause, by class of threat: means with standard errors and intervals, and shares.

    Parameters
    ----------
    causes, draws, replications
        Tables of a result, and how many replications it has.
    """
    scrambles = np.unique(draws["scramble"])
    each = replications / max(len(scrambles), 1)
    classes, of_class = causes.codes("threat_class")
    names, of_cause = causes.codes("cause")
    counts = np.zeros((len(classes), len(names), len(scrambles)))
    own = np.searchsorted(scrambles, causes["e"] // VECTORS_MAX)
    np.add.at(counts, (of_class, of_cause, own), causes["leaked"])
    rows = []
    for i, name in enumerate(classes):
        for j, cause in enumerate(names):
            if counts[i, j].any():
                rows.append((name, cause, *count_mean(counts[i, j] / each), counts[i, j].sum() / counts[i].sum()))
    return Table.of_rows(CAUSE_COLUMNS, rows)


def spread_of(outcomes: Table) -> list[dict[str, int]]:
    """Return in how many replications each number of all threats leaked."""
    leaked = total(per_replication(outcomes, "threat_class", "leaked"))
    numbers, often = (each.tolist() for each in np.unique(leaked, return_counts=True))
    return [{"leaked": number, "replications": count} for number, count in zip(numbers, often, strict=True)]
