"""Tables of the course of the night: channels in use, rounds left, shortages, and causes by asset and by wave."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from intercept.base.table import Table
from intercept.base.words import KNOWN
from intercept.engagement.chances import DEPOT_COLUMNS, MAGAZINE_COLUMNS
from intercept.raid.estimates import count_mean, mean_of, ratio_of
from intercept.raid.tally import CAUSES

if TYPE_CHECKING:
    from intercept.engagement.plan import Plan
    from intercept.raid.course import Course

Array = npt.NDArray[np.float64]
Estimate = tuple[float, float, float, float]
# More steps than these are no easier to read.
ROWS_MAX = 64


def columns_of(*names: str) -> tuple[str, ...]:
    """Return the columns of estimates: of each the mean, its standard error and its 95 % t-interval."""
    return tuple(f"{name}_{part}" for name in names for part in KNOWN)


NIGHT = (
    *("from_s", "to_s", "defence_class", "channels"),
    *columns_of("channels_busy", "rounds_left", "rounds_left_share"),
)


def night(sums: Course, plan: Plan) -> Table:
    """Return channels in use and rounds left by step of time and class of defence, with errors."""
    classes = list(dict.fromkeys(plan.units.class_names))
    channels = _channels(plan, classes)
    while sums.busy_ms.shape[1] > ROWS_MAX:
        sums = sums.in_steps_of(2 * int(sums.step_ms[0]))
    count = sums.replications.astype(float)[:, None, None]
    step_s = float(sums.step_ms[0]) / 1e3
    busy = sums.busy_ms / (count * 1e3 * step_s)
    # What is there when a step begins: what there was at first, and all changes before it.
    before = np.cumsum(sums.change, axis=1) - sums.change
    left = (sums.begun[:, None].astype(np.int64) + before) / count
    begun = sums.begun / count[:, 0]
    most = [math.inf if sent else 1.0 for sent in _sent(plan, classes)]
    rows = [
        (
            *(k * step_s, (k + 1) * step_s, name, channels[i]),
            *count_mean(busy[:, k, i]),
            *count_mean(left[:, k, i]),
            *_share(ratio_of(left[:, k, i], begun[:, i]), most[i]),
        )
        for k in range(busy.shape[1])
        for i, name in enumerate(classes)
    ]
    return Table.of_rows(NIGHT, rows)


def _sent(plan: Plan, classes: Sequence[str]) -> list[bool]:
    """Return for each class whether a depot may send its units more than they had."""
    stock = plan.chances.depots[..., [DEPOT_COLUMNS.index(name) for name in ("rounds", "resupply_per_day")]]
    of_variant = np.asarray(stock.any(axis=(0, 2)))
    names = np.array(plan.units.class_names, dtype=str)
    return [bool(of_variant[names == name].any()) for name in classes]


def _channels(plan: Plan, classes: Sequence[str]) -> list[float]:
    """Return how many channels each class has in the most likely case, with everything up."""
    of_unit = plan.chances.magazines[0, :, MAGAZINE_COLUMNS.index("channels")]
    names = np.array(plan.units.class_names, dtype=str)[plan.units.variant.astype(np.intp)]
    return [float(of_unit[names == name].sum()) for name in classes]


def shortages(sums: Course, variants: Sequence[str]) -> Table:
    """Return by class, and of all, in what share of nights a unit lacked a round, and when that first was."""
    count = sums.replications.astype(float)
    rows = []
    for k, name in enumerate([*dict.fromkeys(variants), "all"]):
        short = sums.short[:, k] / count
        first_s = sums.short_ms[:, k] / (1e3 * count)
        rows.append((name, *_share(mean_of(short)), *ratio_of(first_s, short)))
    return Table.of_rows(("of", *columns_of("nights", "first_s")), rows)


def _share(told: Estimate, most: float = 1.0) -> Estimate:
    mean, error, low, high = told
    return mean, error, max(low, 0.0), min(high, most)


def causes_by_asset(sums: Course, names: Sequence[str], classes: Sequence[str]) -> Table:
    """Return the leakers of each asset and cause that has any."""
    found = _causes(sums, sums.causes_by_asset, lambda place: (names[place], classes[place]))
    return Table.of_rows(("asset", "asset_class", "cause", *columns_of("leaked")), [*found])


def causes_by_wave(sums: Course, names: Sequence[str]) -> Table:
    """Return the leakers of each wave and cause that has any."""
    found = _causes(sums, sums.causes_by_wave, lambda place: (names[place],))
    return Table.of_rows(("wave", "cause", *columns_of("leaked")), [*found])


def _causes(
    sums: Course, counts: npt.NDArray[np.uint64], named: Callable[[int], tuple[str, ...]]
) -> Iterator[tuple[str | float, ...]]:
    """Yield a row for each of a number of places and cause for which any leaked."""
    means = counts / sums.replications.astype(float)[:, None, None]
    for place, cause in np.argwhere(counts.any(axis=0)).tolist():
        yield *named(place), CAUSES[cause], *count_mean(means[:, place, cause])
