"""Tables of what the replications counted: outcomes, rounds, assets, waits, estimates, and what was drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from intercept.base.narrow import Narrow, narrow
from intercept.base.table import Table
from intercept.base.words import KNOWN
from intercept.raid.estimates import COLUMNS, count_mean, estimate, ratio_of
from intercept.raid.tally import CAUSES, FATES, Tally
from intercept.scenario.design import VECTORS_MAX

if TYPE_CHECKING:
    from intercept.base.column import Column
    from intercept.raid.sample import Sampled

Counts = npt.NDArray[np.int64]
# Counts of threats that are estimated, by the fates that they sum up; down is what the defence or failure stopped.
SUMS = {
    **{fate: (fate,) for fate in FATES},
    "failed_or_jammed": ("failed", "jammed"),
    "down": ("failed", "jammed", "intercepted"),
}
STORES = ("rounds", "wasted", "left")


def outcomes(tally: Tally, classes: Sequence[str]) -> Table:
    """Return one row for each replication and threat class."""
    return Table(
        {
            **_replication(tally, len(classes)),
            "threat_class": _every(classes, len(tally)),
            "launched": _column(tally.fates.sum(axis=2, dtype=np.uint32).ravel()),
            **{fate: _column(tally.fates[:, :, k].ravel()) for k, fate in enumerate(FATES)},
        }
    )


# The tables of single replications are by far the longest: each number is kept in as few bytes as it needs.
def _column(values: npt.NDArray[Any], each: int = 1) -> Narrow:
    return Narrow(narrow(values), each)


def _every(names: Sequence[str], times: int) -> Narrow:
    return Narrow(narrow(np.arange(len(names), dtype=np.uint32)), times=times, names=tuple(names))


def _replication(tally: Tally, each: int) -> dict[str, Narrow]:
    return {"e": _column(tally.unknown, each), "a": _column(tally.luck, each)}


def causes(tally: Tally, classes: Sequence[str]) -> Table:
    """Return why threats leaked: a row for each replication, threat class and cause for which any did."""
    row, kind, cause = np.nonzero(tally.causes)
    return Table(
        {
            "e": _column(tally.unknown[row]),
            "a": _column(tally.luck[row]),
            "threat_class": Narrow(narrow(kind.astype(np.uint32)), names=tuple(classes)),
            "cause": Narrow(narrow(cause.astype(np.uint32)), names=CAUSES),
            "leaked": _column(tally.causes[row, kind, cause]),
        }
    )


def _by_name(counts: npt.NDArray[np.integer[Any]], names: Sequence[str]) -> tuple[list[str], Counts]:
    """Return the distinct names in order, and counts of shape (n, names) by name: variants count as their class."""
    distinct = list(dict.fromkeys(names))
    index = np.array([distinct.index(name) for name in names], dtype=np.intp)
    summed = np.zeros((len(counts), len(distinct), *counts.shape[2:]), dtype=np.int64)
    for k in range(len(distinct)):
        summed[:, k] = counts[:, index == k].sum(axis=1, dtype=np.int64)
    return distinct, summed


def by_class(tally: Tally, variants: Sequence[str]) -> Iterator[tuple[str, str, Counts]]:
    """Yield each of `STORES`, a defence class, and the rounds of the class in each replication, shape (n,)."""
    for store in STORES:
        names, counts = _by_name(getattr(tally, store), variants)
        yield from ((store, name, counts[:, k]) for k, name in enumerate(names))


def rounds(tally: Tally, variants: Sequence[str]) -> Table:
    """Return the rounds spent, wasted and left of each defence class in each replication."""
    stores: dict[str, Narrow] = {}
    names = list(dict.fromkeys(variants))
    for store in STORES:
        names, counts = _by_name(getattr(tally, store), variants)
        stores[store] = _column(counts.ravel().astype(np.uint32))
    return Table(
        {
            **_replication(tally, len(names)),
            "defence_class": _every(names, len(tally)),
            **stores,
        }
    )


def kills(found: Sampled, variants: Sequence[str]) -> Table:
    """Return the kills of each defence class of each threat class: over all replications, and means with errors."""
    scrambles, threats = len(found.scrambles), found.threat_classes
    each = found.tally.kills.reshape(scrambles, len(found.tally) // scrambles, *found.tally.kills.shape[1:])
    names, counts = _by_name(each.sum(axis=1, dtype=np.int64), variants)
    means = counts / max(each.shape[1], 1)
    rows = [
        (name, threat, int(counts[:, i, j].sum()), *count_mean(means[:, i, j]))
        for i, name in enumerate(names)
        for j, threat in enumerate(threats)
    ]
    columns = (f"kills_{part}" for part in KNOWN)
    return Table.of_rows(("defence_class", "threat_class", "kills", *columns), rows)


def assets(found: Sampled, names: Sequence[str], classes: Sequence[str]) -> Table:
    """Return what leaks to each asset: a row for each replication would be by far the largest table."""
    leaked = found.tally.leaked
    each = len(leaked) // len(found.scrambles)
    means = leaked.reshape(len(found.scrambles), each, len(names)).mean(axis=1)
    told = np.array([count_mean(column) for column in means.T]).reshape(-1, 4)
    low, high = np.quantile(leaked, [0.05, 0.95], axis=0, method="inverted_cdf")
    return Table(
        {
            "asset": np.array(names, dtype=str),
            "asset_class": np.array(classes, dtype=str),
            "leaked_total": leaked.sum(axis=0, dtype=np.int64),
            "leaked_mean": told[:, 0],
            "leaked_standard_error": told[:, 1],
            "leaked_low": told[:, 2],
            "leaked_high": told[:, 3],
            "leaked_p05": low.astype(np.int64),
            "leaked_p95": high.astype(np.int64),
        }
    )


def waits(found: Sampled) -> Table:
    """Return how many threats came to a unit, and how long they waited there, by class and in all."""
    tally, scrambles = found.tally, len(found.scrambles)
    rows: list[tuple[str | float, ...]] = []
    counted = {name: getattr(tally, name).astype(float) for name in ("came", "engaged", "turned_away", "waited_s")}
    # Of each scramble, shape (scrambles, classes): the last column is all classes together.
    means = {
        name: np.column_stack([each, each.sum(axis=1)]).reshape(scrambles, -1, each.shape[1] + 1).mean(axis=1)
        for name, each in counted.items()
    }
    of = (*found.threat_classes, "all")
    fates = tally.fates[:1].sum(axis=(0, 2), dtype=np.int64)
    launched = [*fates.tolist(), fates.sum()]
    waited_s = means.pop("waited_s")
    for name, columns in means.items():
        rows += [(name, each, *count_mean(columns[:, k], float(launched[k]))) for k, each in enumerate(of)]
    rows += [("wait_s", each, *ratio_of(waited_s[:, k], means["came"][:, k])) for k, each in enumerate(of)]
    most = tally.waiting_max.astype(float).reshape(scrambles, -1).mean(axis=1)
    rows.append(("waiting_max", "all", *count_mean(most, float(launched[-1]))))
    return Table.of_rows(("quantity", "of", "mean", "standard_error", "low", "high"), rows)


def estimates(found: Sampled, variants: Sequence[str]) -> Table:
    """Return the estimates of each count: of threats by class and in all, and of rounds by defence class."""
    rows: list[tuple[str | float, ...]] = []
    fates, classes = found.tally.fates, found.threat_classes
    routes = [] if found.routes is None else [each.fates for each in found.routes]
    for quantity, summed in SUMS.items():
        pick = [FATES.index(fate) for fate in summed]
        for name in (*classes, "all"):
            rows_of = slice(None) if name == "all" else [classes.index(name)]
            columns = [each[:, rows_of][:, :, pick].sum(axis=(1, 2), dtype=np.int64) for each in (fates, *routes)]
            launched = float(fates[0, rows_of].sum())
            rows.append((quantity, name, launched, *_estimate(found, columns, launched)))
    for store in STORES:
        names, counts = _by_name(getattr(found.tally, store), variants)
        second = [] if found.routes is None else [_by_name(getattr(t, store), variants)[1] for t in found.routes]
        for k, name in enumerate(names):
            columns = [each[:, k] for each in (counts, *second)]
            rows.append((store, name, np.nan, *_estimate(found, columns)))
    return Table.of_rows(("quantity", "of", "launched", *COLUMNS), rows)


def _estimate(found: Sampled, columns: Sequence[Counts], most: float = np.inf) -> tuple[float, ...]:
    main, *pairs = columns
    routes = (pairs[0].reshape(-1, found.luck), pairs[1].reshape(-1, found.luck)) if pairs else None
    return estimate(found.counts(main), routes, most).values


def draws(found: Sampled) -> Table:
    """Return a row for each vector: its number e, where it comes from, u of each column, and the value used."""
    design = found.design
    e = found.tally.unknown[:: found.luck]
    drawn: dict[str, Column] = {}
    for column, u, value in design.table(e):
        drawn[f"u.{column}"] = u
        drawn[column] = value
    place = e.astype(np.int64) % VECTORS_MAX
    return Table(
        {
            "e": e.astype(np.int64),
            "scramble": e.astype(np.int64) // VECTORS_MAX,
            "point": place // design.vectors,
            "vector": place % design.vectors,
            **drawn,
        }
    )
