"""Counts of the public record by the kinds of a claim, and by what its words count."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

from intercept.claim import kinds
from intercept.claim.arithmetic import Arithmetic
from intercept.record.nights import Night
from intercept.record.record import Record
from intercept.record.row import Row
from intercept.record.totals import Totals, total

# Kinds that the record has as a whole; the others are rows of their classes alone.
_WHOLES = {"targets": ("drone", "missile"), "drones": ("drone",), "missiles": ("missile",)}
_GROUPS = ("ballistic", "hypersonic")


def totals_of(night: Night, names: Sequence[str]) -> Totals:
    """Return the counts of a night over kinds; rows that mix them with others are left out."""
    return total(kinds.label(names), (row for row in night.rows if any(_is(row, name) for name in names)))


def mixed_with(night: Night, names: Sequence[str]) -> int:
    """Return how many objects of a night are in rows that may hold some of these kinds, beside others."""
    wanted = kinds.classes(names)
    return sum(
        row.launched or 0
        for row in night.rows
        if not any(_is(row, name) for name in names) and set(row.model.classes) & wanted
    )


def _is(row: Row, name: str) -> bool:
    if name in _WHOLES:
        return row.model.kind in _WHOLES[name]
    return row.model.group == name if name in _GROUPS else set(row.model.classes) <= kinds.KINDS[name]


def counted(totals: Totals, outcome: str) -> int | None:
    """Return how many objects the record says had an outcome; None where it does not say.

    Since August 2025 `destroyed` holds drones that were jammed or lost, so those shot down alone are not known from it.
    """
    stated = totals.launched is not None and totals.destroyed is not None and not totals.blanks
    if not stated or totals.launched is None or totals.did_not_hit is None:
        return None
    return {
        "shot_down": totals.destroyed,
        "lost": totals.not_reach_goal,
        "hit": totals.launched - totals.did_not_hit,
    }.get(outcome, totals.did_not_hit)


def share_of(totals: Totals, outcome: str) -> Fraction | None:
    """Return the share of objects that had an outcome; None where the record does not say, or contradicts itself."""
    number, launched = counted(totals, outcome), totals.launched
    if number is None or not launched or not 0 <= number <= launched:
        return None
    return Fraction(number, launched)


def before(record: Record, day: date | None) -> list[Night]:
    """Return the raids of each date before a day, or all of them: what could be known then."""
    return [night for night in record.dates if day is None or night.date < day]


def ninety_days(record: Record, day: date | None) -> tuple[date, list[Night]]:
    """Return the day after the last 90, and the raids of those: before a day, or to the end of the record."""
    end = day if day is not None else record.dates[-1].date + timedelta(days=1)
    return end, [night for night in record.dates if end - timedelta(days=90) <= night.date < end]


def least_share(one: Arithmetic) -> Fraction | None:
    """Return the smallest share with its outcome for which a statement can hold; None where it gives none."""
    statement, objects = one.statement, one.objects
    if statement.share is not None:
        return statement.share.low
    if statement.number is None or objects is None or not objects.high:
        return None
    return Fraction(statement.number.low, objects.high)
