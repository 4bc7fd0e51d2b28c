"""A claim that a raid was the largest so far, against every raid of the record to a date.

What is the largest is the raid: the total of the kinds that are named is graded, and each of them stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from intercept.base.words import counted as number_of
from intercept.claim import kinds
from intercept.claim.findings import Finding, Grade
from intercept.claim.of_record import launched_and_down, totals_of
from intercept.claim.parts import outermost
from intercept.claim.quantities import Count
from intercept.claim.reading import Group, Reading, by_class, total
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
    yield _rank(whole, record, last, assumes, beside=False)
    for group in named:
        if not kinds.same(group.kinds, names):
            yield _rank(group, record, last, assumes, beside=True)


def _rank(group: Group, record: Record, last: date, assumes: tuple[str, ...], *, beside: bool) -> Finding:
    count, name = group.count or Count(0, 0, ""), kinds.label(group.kinds)
    sized = [(night, totals_of(night, group.kinds)) for night in record.dates if night.date <= last]
    known = [(totals.launched, night, totals) for night, totals in sized if totals.launched]
    larger = [launched for launched, _, _ in known if launched > count.high]
    most, night, totals = max(known, key=lambda item: (item[0], item[1].date.toordinal()), default=(0, None, None))
    grade: Grade = "agrees"
    if larger:
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
    if beside:
        against, grade = f"{group.label} alone", "noted"
    return Finding("record", grade, against, told, key=not beside, numbers=numbers, assumes=assumes, changes=changes)
