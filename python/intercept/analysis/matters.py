"""The answer to what matters: its tables by unknown and by group, and its words."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from intercept.analysis.chance import corrected_t, leads, stands_out
from intercept.analysis.information import conditional_means, worth_of_learning
from intercept.analysis.matters_words import Sensitivity
from intercept.base.table import Table
from intercept.raid.estimates import mean_of, student_t
from intercept.raid.first_order import FirstOrder, Points, as_share, first_order, jackknife
from intercept.raid.made import Made

Array: TypeAlias = npt.NDArray[np.float64]
NAN = float("nan")
# Ends of the tornado's bars, as places in a prior.
LOW_END = 0.05
HIGH_END = 0.95
UNKNOWNS = (
    *("column", "group", "value_p05", "value_p95", "leaked_at_p05", "leaked_at_p05_standard_error", "leaked_at_p95"),
    *("leaked_at_p95_standard_error", "first_order", "first_order_standard_error", "first_order_low"),
    *("first_order_high", "distinguished", "spread_left", "information", "information_standard_error"),
    "information_distinguished",
)
GROUPS = (
    *("group", "columns", "first_order", "first_order_standard_error", "total", "total_standard_error"),
    *("total_low", "total_high"),
)


@dataclass(frozen=True, eq=False)
class Matters:
    """What an answer is made of: leakers of vectors, where these lie in the priors, and what else is asked.

    Attributes
    ----------
    of, launched
        Which leakers count, and how many could leak.
    names, values
        Of the columns, and the values used, each of shape (R K,).
    points
        Mean leakers by vector, and places in the priors.
    groups
        Columns of each group.
    counts
        Leakers, shape (R, K, L); None where only their means are known.
    difference, cost
        Leakers of the other option less those of this one, shape (R, K, L), None without one; and what it costs.
    """

    of: str
    launched: int
    names: tuple[str, ...]
    values: tuple[Array, ...]
    points: Points
    groups: Mapping[str, tuple[str, ...]]
    counts: npt.NDArray[np.int64] | None = None
    difference: npt.NDArray[np.int64] | None = None
    cost: float = 0.0


Total: TypeAlias = Callable[[str, tuple[float, Array]], tuple[float, float]]


def answer(made: Made, matters: Matters, total: Total) -> Sensitivity:
    """Return the answer; `total` gives the total index of a group and its error, from V and V without each scramble."""
    points = matters.points
    found = first_order(points)
    by_scramble = points.y.reshape(len(points.y), -1).mean(axis=1)
    mean, error, *_ = mean_of(by_scramble)
    _, variance_error = jackknife(found.variance, found.variance_without)
    luck = float(points.noise.mean()) * made.sampling.replications
    worth, difference = _choice(matters)
    known = stands_out(points, found)
    return Sensitivity(
        made=made,
        of=matters.of,
        launched=matters.launched,
        mean=mean,
        mean_standard_error=error,
        variance=found.variance,
        variance_standard_error=variance_error,
        luck_share=luck / (luck + max(found.variance, 0.0)) if luck or found.variance else NAN,
        difference=difference[0],
        difference_standard_error=difference[1],
        unknowns=_unknowns(matters, found, known, worth),
        groups=_groups(matters, found, total),
        leads=bool(known.any()) and leads(found),
    )


Worth: TypeAlias = tuple[Array, Array, npt.NDArray[np.bool_]]


def _choice(matters: Matters) -> tuple[Worth, tuple[float, float]]:
    """Return what it is worth to learn each column, with errors, and whether that is known; and the mean difference.

    The latter is that of loss, with its error.
    """
    count = len(matters.names)
    if matters.difference is None:
        nothing = np.full(count, np.nan)
        return (nothing, nothing, np.zeros(count, dtype=bool)), (NAN, NAN)
    points = matters.points
    apart = matters.difference.mean(axis=2).reshape(points.y.shape) + matters.cost
    by_scramble = apart.reshape(len(apart), -1).mean(axis=1)
    own = Points(apart, np.zeros_like(apart), points.u)
    found = first_order(own)
    mean, error, *_ = mean_of(by_scramble)
    value, its_error = worth_of_learning(found, by_scramble)
    known = stands_out(own, found) & (value > corrected_t(len(apart), count) * its_error)
    return (value, its_error, known), (mean, error)


def _interval(value: float, error: float, scrambles: int) -> tuple[float, float]:
    half = student_t(max(scrambles - 1, 1)) * error
    return as_share(value - half), as_share(value + half)


def _unknowns(matters: Matters, found: FirstOrder, known: npt.NDArray[np.bool_], worth: Worth) -> Table:
    by_scramble = matters.points.y.reshape(len(matters.points.y), -1).mean(axis=1)
    group_of = {column: group for group, columns in reversed(list(matters.groups.items())) for column in columns}
    low, high = (conditional_means(found, by_scramble, u) for u in (LOW_END, HIGH_END))
    rows = []
    for i in np.argsort(-found.partial, kind="stable").tolist():
        name, (share, error) = matters.names[i], found.told_share([i])
        ends = [mean_of(side[:, i])[:2] for side in (low, high)]
        left = math.sqrt(max(found.variance - float(found.partial[i]), 0.0)) if found.is_told else NAN
        rows.append(
            (
                *(name, group_of.get(name, ""), *_values(matters, i), *ends[0], *ends[1], share, error),
                *(*_interval(share, error, len(by_scramble)), bool(known[i]), left),
                *(float(worth[0][i]), float(worth[1][i]), bool(worth[2][i])),
            )
        )
    if not rows:
        kinds = dict.fromkeys(UNKNOWNS[:2], str) | dict.fromkeys(("distinguished", "information_distinguished"), bool)
        return Table({name: np.array([], dtype=kinds.get(name, float)) for name in UNKNOWNS})
    return Table.of_rows(UNKNOWNS, rows)


def _values(matters: Matters, i: int) -> tuple[float, ...]:
    """Return the values at the ends of a bar; NaN where the value is not a function of the place in the prior alone."""
    u, value = matters.points.u[i].ravel(), matters.values[i]
    order = np.argsort(u, kind="stable")
    rises = bool(np.all(np.diff(value[order]) >= 0.0))
    return tuple(float(np.interp(end, u[order], value[order])) if rises else NAN for end in (LOW_END, HIGH_END))


def _groups(matters: Matters, found: FirstOrder, total: Total) -> Table:
    rows = []
    for name, columns in matters.groups.items():
        places = [matters.names.index(column) for column in columns]
        share, error = found.told_share(places) if places else (NAN, NAN)
        whole, its_error = total(name, (found.variance, found.variance_without)) if found.is_told else (NAN, NAN)
        ends = _interval(whole, its_error, len(found.coefficients))
        rows.append((name, len(columns), share, error, as_share(whole), its_error, *ends))
    rows.sort(
        key=lambda row: (-(row[4] if math.isfinite(row[4]) else row[2] if math.isfinite(row[2]) else -1.0), row[0])
    )
    if not rows:
        return Table({name: np.array([], dtype=str if name == "group" else float) for name in GROUPS})
    return Table.of_rows(GROUPS, rows)
