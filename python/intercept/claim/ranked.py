"""A claim that a raid was the largest so far, the second largest, or the first of its size: every raid to a date.

What is the largest is the raid: the total of the kinds that are named is graded, and each of them stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from intercept.base.words import counted as number_of
from intercept.claim import kinds
from intercept.claim.findings import Finding, Grade
from intercept.claim.of_record import launched_and_down, totals_of
from intercept.claim.parts import outermost
from intercept.claim.quantities import Count
from intercept.claim.reading import Group, Reading, by_class, total
from intercept.claim.small_words import FIRST_TIME
from intercept.claim.words import ORDINALS
from intercept.record.record import Record


def findings(reading: Reading, record: Record, day: date | None, assumes: tuple[str, ...]) -> Iterator[Finding]:
    """Return the rank of the raid of a claim that says it was the largest, and of each kind that it names."""
    last = record.last if day is None else min(day, record.last)
    named = by_class(reading.groups)
    raid = outermost(named)
    if not raid:
        return
    names = tuple(kind for group in raid for kind in group.kinds)
    whole = Group(names, total([group.count for group in raid if group.count is not None]))
    if reading.rank == FIRST_TIME:
        yield _first_time(whole, record, last, assumes)
        return
    yield _rank(whole, record, last, assumes, reading.rank)
    for group in named:
        if not kinds.same(group.kinds, names):
            yield replace(_rank(group, record, last, assumes), grade="noted", against=f"{group.label} alone", key=False)


def _first_time(group: Group, record: Record, last: date, assumes: tuple[str, ...]) -> Finding:
    """Say whether an earlier raid than the last one had as many."""
    count, name = group.count or Count(0, 0, ""), kinds.label(group.kinds)
    sized = [(totals_of(night, group.kinds).launched or 0, night) for night in record.dates if night.date <= last]
    as_many = [(number, night) for number, night in sized if number >= count.low]
    against = f"the record of the {record.authority} to {last}"
    grade: Grade = "not_reconcilable"
    numbers = {"kinds": list(group.kinds), "raids_with_as_many": len(as_many)}
    changes = (f"A raid after {last}, or another date as of which it was said (--date).",)
    if not as_many:
        most = max((number for number, _ in sized), default=0)
        told = f"No raid to {last} had as many {name}: the most are {most:,}."
    elif as_many[0][1].date == last or len(as_many) == 1:
        told, grade = f"The first raid with {group.label} is {as_many[0][1].title}: {as_many[0][0]:,}.", "agrees"
    else:
        number, night = as_many[0]
        told = f"{number_of(len(as_many), 'raid')} to {last} had as many {name}, the first {number:,}: {night.title}."
    return Finding("record", grade, against, told, key=True, numbers=numbers, assumes=assumes, changes=changes)


def _rank(group: Group, record: Record, last: date, assumes: tuple[str, ...], rank: int = 1) -> Finding:
    count, name = group.count or Count(0, 0, ""), kinds.label(group.kinds)
    sized = [(night, totals_of(night, group.kinds)) for night in record.dates if night.date <= last]
    known = [(totals.launched, night, totals) for night, totals in sized if totals.launched]
    larger = [launched for launched, _, _ in known if launched > count.high]
    most, night, totals = max(known, key=lambda item: (item[0], item[1].date.toordinal()), default=(0, None, None))
    grade: Grade = "agrees"
    if rank > 1:
        more = number_of(len(larger), "raid") if larger else "no raid"
        told = f"{more[:1].upper()}{more[1:]} to {last} had more than {group.label}; the most are {most:,}"
        told += f", {night.title}." if night else "."
        grade = "agrees" if len(larger) == rank - 1 else "not_reconcilable"
        told = f"{told[:-1]}: {'' if grade == 'agrees' else 'not '}the {ORDINALS[rank]} largest."
    elif larger:
        more = number_of(len(larger), "raid")
        told = f"{more} to {last} had more than {group.label}; the most are {most:,}, {night.title if night else ''}."
        grade = "not_reconcilable"
    elif night is not None and totals is not None and count.low <= most:
        told = f"{most:,} {name} are the most to {last}: {night.title}, {launched_and_down(totals, name)}."
    else:
        told = f"No raid to {last} had as many {name}: the most are {most:,}."
    changes = (
        f"A raid after {last}, one that is not in the record, or another date as of which it was said (--date).",
    )
    numbers = {"kinds": list(group.kinds), "larger_raids": len(larger), "most": most}
    against = f"the record of the {record.authority} to {last}"
    return Finding("record", grade, against, told, key=True, numbers=numbers, assumes=assumes, changes=changes)
