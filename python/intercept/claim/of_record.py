"""Counts of the public record by the kinds of a claim, and by what its words count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from intercept.claim import kinds, makes
from intercept.claim.arithmetic import Arithmetic
from intercept.claim.words import percent
from intercept.record.nights import Night
from intercept.record.record import Record
from intercept.record.row import Row
from intercept.record.totals import Totals, total

# Kinds that the record has as a whole; the others are rows of their classes alone.
_WHOLES = {"targets": ("drone", "missile"), "drones": ("drone",), "missiles": ("missile",)}
_GROUPS = ("ballistic", "hypersonic")


def totals_of(night: Night, names: Sequence[str]) -> Totals:
    """Return the counts of a night over kinds; rows that mix them with others are left out."""
    return total(kinds.label(names), (row for row in night.rows if _is_of(row, names)))


def with_clock(night: Night) -> Night | None:
    """Return a night with the rows alone whose window has a clock time; None where that is all of them, or none.

    A row that gives a date alone is counted with the night that ended on it, but may be of another raid of that date.
    """
    sure = tuple(row for row in night.rows if row.window.start_has_hour or row.window.end_has_hour)
    return replace(night, rows=sure) if sure and len(sure) < len(night.rows) else None


def mixed_with(night: Night, names: Sequence[str]) -> int:
    """Return how many objects of a night are in rows that may hold some of these kinds, beside others."""
    wanted = kinds.classes(names)
    return sum(row.launched or 0 for row in night.rows if not _is_of(row, names) and makes.of_row(row) & wanted)


def _is_of(row: Row, names: Sequence[str]) -> bool:
    """Whether every object of a row is of some kinds: a row of two models is of both together."""
    return any(_is(row, name) for name in names) or makes.of_row(row) <= kinds.classes(names)


def _is(row: Row, name: str) -> bool:
    if name in _WHOLES:
        return row.model.kind in _WHOLES[name]
    return name in _GROUPS and row.model.group == name


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


def launched_and_down(totals: Totals, name: str) -> str:
    """Return counts in words, by both definitions where they differ."""
    launched, down = totals.launched or 0, totals.did_not_hit or 0
    told = f"{down:,} of {launched:,} {name} ({rate_words(down, launched)}) did not hit"
    if totals.not_reach_goal:
        destroyed, lost = totals.destroyed or 0, totals.not_reach_goal
        told += f", {destroyed:,} ({rate_words(destroyed, launched)}) destroyed and {lost:,} lost or jammed"
    return told


def rate_words(number: int, objects: int) -> str:
    """Return a number of objects as a percentage of them; "no rate" of none."""
    return percent(Fraction(number, objects), 1) if objects else "no rate"


def before(record: Record, day: date | None) -> list[Night]:
    """Return the raids of each date before a day, or all of them: what could be known then."""
    return [night for night in record.dates if day is None or night.date < day]


def last_known(record: Record, day: date | None) -> date:
    """Return the last date of which the record could be known on a day: that before it, or the record's last."""
    return record.last if day is None else min(day - timedelta(days=1), record.last)


def by_end(record: Record, day: date | None) -> list[Night]:
    """Return what ended on each date before a day, day raids added, as the model of claimed rates counts it."""
    rows: dict[date, list[Row]] = defaultdict(list)
    for night in record.nights:
        for row in night.rows:
            rows[row.window.end.date()].append(row)
    return [Night(when, "date", tuple(own)) for when, own in sorted(rows.items()) if day is None or when < day]


def ninety_days(record: Record, day: date | None) -> tuple[date, list[Night]]:
    """Return the day after the last 90, and the raids of those: before a day, or to the end of the record."""
    end = day if day is not None else record.last + timedelta(days=1)
    return end, [night for night in record.dates if end - timedelta(days=90) <= night.date < end]


def least_share(one: Arithmetic) -> Fraction | None:
    """Return the smallest share with its outcome for which a statement can hold; None where it gives none."""
    statement, objects = one.statement, one.objects
    if statement.share is not None:
        return statement.share.low
    if statement.number is None or objects is None or not objects.high:
        return None
    return Fraction(statement.number.low, objects.high)


def most_share(one: Arithmetic) -> Fraction:
    """Return the greatest share with its outcome for which a statement can hold; all where it gives none."""
    statement, objects = one.statement, one.objects
    if statement.share is not None:
        return statement.share.high
    if statement.number is None or objects is None or not objects.low:
        return Fraction(1)
    return min(Fraction(statement.number.high, objects.low), Fraction(1))
