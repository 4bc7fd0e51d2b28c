"""One report of an authority, and the sums of several: what was counted, and each outcome in the source's words.

A rate is a share of something. What that is differs between authorities and is kept apart:

- fired: all that was launched, as far as anybody knows;
- detected: what the defender saw;
- threatening: what was on its way to something the defender protects;
- engaged: what the defender fired at. Of it no rate of success can be formed, for what was not engaged is not told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

Basis = Literal["fired", "detected", "threatening", "engaged"]
Meaning = Literal["down", "harmless", "hit", "unknown"]

BASES: tuple[Basis, ...] = ("fired", "detected", "threatening", "engaged")
MEANINGS: tuple[Meaning, ...] = ("down", "harmless", "hit", "unknown")


@dataclass(frozen=True)
class Counted:
    """Counts of one class: `number` objects on a `basis`, and `outcomes` in the source's words; None is not stated."""

    basis: Basis
    number: int | None
    outcomes: Mapping[str, int]

    def less(self, other: Counted) -> Counted:
        """Return what came after another count that this one holds already."""
        outcomes = {name: count - other.outcomes.get(name, 0) for name, count in self.outcomes.items()}
        number = None if self.number is None or other.number is None else self.number - other.number
        return Counted(self.basis, number, outcomes)

    def plus(self, other: Counted) -> Counted:
        """Return both together."""
        names = dict.fromkeys([*self.outcomes, *other.outcomes])
        outcomes = {name: self.outcomes.get(name, 0) + other.outcomes.get(name, 0) for name in names}
        number = None if self.number is None or other.number is None else self.number + other.number
        return Counted(self.basis, number, outcomes)


@dataclass(frozen=True)
class Report:
    """What was reported for one day: `counted` by class; `running` where the counts are totals since the first report.

    `stated` is what the same release says of the day alone, beside running totals.
    """

    day: date
    running: bool
    counted: Mapping[str, Counted]
    stated: Mapping[str, Mapping[str, int]]
    source: str


@dataclass(frozen=True)
class Rate:
    """Shares of what was counted: `down`, and `did_not_hit` with what fell harmlessly; None where none is formed.

    `why` says why there is none.
    """

    down: float | None
    did_not_hit: float | None
    why: str


def rate_of(counted: Counted, meanings: Mapping[str, Meaning]) -> Rate:
    """Return the rate that counts allow: none of what was engaged, nor where counts are missing or contradict."""
    why = _why_none(counted, meanings)
    if why or not counted.number:
        return Rate(None, None, why)
    by_meaning = dict.fromkeys(MEANINGS, 0)
    for name, count in counted.outcomes.items():
        by_meaning[meanings[name]] += count
    down = by_meaning["down"] / counted.number
    return Rate(down, down + by_meaning["harmless"] / counted.number, "")


def _why_none(counted: Counted, meanings: Mapping[str, Meaning]) -> str:
    counts = counted.outcomes.values()
    reasons = (
        (counted.basis == "engaged", "only what was engaged is counted, so what was not engaged is missing"),
        (counted.number is None, f"how many were {counted.basis} is not stated"),
        (counted.number == 0, f"none was {counted.basis}"),
        (not counts, "no outcome is stated"),
        (sum(counts) > (counted.number or 0) or min(counts, default=0) < 0, "the outcomes contradict the number"),
        (
            any(meanings.get(name, "unknown") == "unknown" for name in counted.outcomes),
            "an outcome has no stated meaning",
        ),
    )
    return next((words for holds, words in reasons if holds), "")
