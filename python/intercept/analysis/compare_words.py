"""Scenarios compared, in words made from the numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from intercept.analysis.answer import Answer, cut_short
from intercept.base.samples import sampled, sampled_of
from intercept.base.table import Table
from intercept.base.words import known, measured, spelled

Row = Mapping[str, Any]
LEAKED_ALL = ("leaked", "all")
# Of many classes and causes, only those are named whose difference is so many standard errors, and so many of them.
SURE, NAMED = 4.0, 3
NAN = float("nan")


@dataclass(frozen=True, eq=False, repr=False)
class Comparison(Answer):
    """Scenarios compared with the first of them, with common random numbers.

    Attributes
    ----------
    names
        What each scenario is called in the tables.
    differences
        Of each scenario but the first, by quantity (a fate, failed_or_jammed, down, rounds, wasted, left) and what it
        is of (a class, or "all"): reference_mean, the mean of the first scenario, and the mean of this one; the mean of
        the difference to the first scenario with its standard error and 95 % t-interval (difference_mean,
        difference_standard_error, difference_low, difference_high), and the 5 and 95 % of the differences of single
        nights (difference_p05, difference_p95); the shares of nights with fewer, as many and more of them than in the
        first, each with its standard error (fewer_share, fewer_share_standard_error, equal_share, ...); and the
        unpaired_standard_error that the difference would have with independent random numbers.
    assets, asset_classes, causes
        The same means and differences of the leakers at each asset, at each class of asset, and of each cause; an asset
        that only one of two scenarios has counts as one without leakers in the other.
    means
        Of each scenario, what `Result.estimates` has of a run.
    """

    QUESTION: ClassVar[str] = "compare"
    names: tuple[str, ...]
    differences: Table
    assets: Table
    asset_classes: Table
    causes: Table
    means: Table
    launched: tuple[int, ...]

    @property
    def words(self) -> str:
        """The comparison in one paragraph."""
        return " ".join(line for part in self.parts for line in part)

    @property
    def parts(self) -> tuple[tuple[str, ...], ...]:
        """The comparison by scenario: its mean and the difference first, then what moved most."""
        return tuple(_scenarios(self))


def _scenarios(found: Comparison) -> Iterator[tuple[str, ...]]:
    first = next(
        row
        for row in found.means.records()
        if row["scenario"] == found.names[0] and (row["quantity"], row["of"]) == LEAKED_ALL
    )
    mean = known(first["mean"], first["standard_error"])
    yield (f"{found.names[0]}: {mean.mean} of {found.launched[0]:,} leak on average ({mean.how_well}).",)
    for row in found.differences.records():
        if (row["quantity"], row["of"]) == LEAKED_ALL:
            yield (*_all(row, found.made.replications_done), *_moves(found, row["scenario"]))
    yield from ((line,) for line in cut_short(found.made))


def _all(row: Row, replications: int) -> Iterator[str]:
    """Say how many leak more or fewer, and how often."""
    difference, error = row["difference_mean"], row["difference_standard_error"]
    name, low, high = row["scenario"], row["difference_low"], row["difference_high"]
    if difference == 0.0 and not error > 0.0:
        yield f"{name}: the same in {sampled_of(1.0, replications, 'replication')}."
        return
    which = "fewer" if difference < 0.0 else "more"
    mean, (size, *_) = known(row["mean"], error).mean, known(abs(difference), error)
    how_well = known(difference, error, low, high, sign=True).how_well
    yield f"{name}: {mean}, {size} {which} ({how_well})."
    if low <= 0.0 <= high:
        yield "The interval holds zero, so the samples do not tell which of the two leaks more."
    fewer = sampled_of(row["fewer_share"], replications, "replication", row["fewer_share_standard_error"])
    equal, more = (sampled(row[f"{how}_share"], row[f"{how}_share_standard_error"]) for how in ("equal", "more"))
    yield f"On the same night fewer leak in {fewer}, as many in {equal}, more in {more}."


def _signed(value: float) -> str:
    return measured(value, NAN, sign=True)


def _moves(found: Comparison, scenario: str) -> Iterator[str]:
    """Say by class of threat, class of asset, cause and rounds what differs most, where that is known."""
    own = [row for row in found.differences.records() if row["scenario"] == scenario and row["of"] != "all"]
    threats = [row for row in own if row["quantity"] == "leaked"]
    rounds = [row for row in own if row["quantity"] == "rounds"]
    at, causes = (
        [row for row in table.records() if row["scenario"] == scenario] for table in (found.asset_classes, found.causes)
    )
    for what, rows, key in (
        ("Leakers by class of threat", threats if len(threats) > 1 else [], "of"),
        ("Leakers by class of asset", at if len(at) > 1 else [], "asset_class"),
        ("Leakers by cause", causes, "cause"),
        ("Rounds spent", rounds, "of"),
    ):
        if known := known_most(rows):
            yield f"{what}, the largest differences that are known: {', '.join(_moved(row, key) for row in known)}."


def known_most(rows: Iterable[Row]) -> list[Row]:
    """Return the few rows that differ most, of those whose difference is known."""
    known = [row for row in rows if abs(row["difference_mean"]) > SURE * row["difference_standard_error"] > 0.0]
    return sorted(known, key=lambda row: -abs(row["difference_mean"]))[:NAMED]


def _moved(row: Row, key: str) -> str:
    error = row["difference_standard_error"]
    first, mean = (known(row[name], error).mean for name in ("reference_mean", "mean"))
    change = measured(row["difference_mean"], error, sign=True)
    return f"{spelled(row[key])} from {first} to {mean} ({change})"
