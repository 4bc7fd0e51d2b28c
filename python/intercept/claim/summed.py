"""A claim of a month or another span of dates, held against the sum of the record over the dates in it.

A night counts with the date on which it ended. Whoever counts by another time of day has the night that ended on the
first date in another span, or the night after the last in this one: the sums without the one and with the other say how
far that can move the figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from intercept.base.words import counted as number_of
from intercept.claim import kinds
from intercept.claim.arithmetic import Arithmetic
from intercept.claim.findings import Finding, Grade
from intercept.claim.of_record import counted, launched_and_down, share_of, totals_of
from intercept.claim.outcomes import arithmetic
from intercept.claim.reading import Group, Reading
from intercept.claim.that_night import holds
from intercept.record.nights import FIRST_FOLDED, Night
from intercept.record.record import Record
from intercept.record.totals import Totals

_ENDS = "the nights at its ends are counted otherwise, or figures were revised"
_FOLDED = f'Drones jammed or lost are inside "destroyed" from {FIRST_FOLDED} on, and beside it before.'


def findings(reading: Reading, record: Record) -> Iterator[Finding]:
    """Return what the record says of the dates of a claim's span, or why it says nothing."""
    against = f"the record of the {record.authority}"
    period = reading.period
    if period is None or not period.dated:
        told = f'"{reading.span}" is no one raid, and its dates are not said: there is nothing to sum.'
        changes = ('A claim of one night, or of a span with its dates, as "1 to 7 October 2025".',)
        yield Finding("record", "open", against, told, key=True, changes=changes)
        return
    first, last = period.first or record.dates[0].date, period.last or record.last
    if first < record.dates[0].date or last > record.last:
        told = f"It runs from {record.dates[0].date} to {record.last} and does not hold all of {first} to {last}."
        changes = ("A record that holds the span.",)
        yield Finding("record", "open", against, told, key=True, changes=changes)
        return
    spans = [_between(record, *ends) for ends in _shifted(first, last)]
    against = f"the authority's own figures, summed from {first} to {last} ({record.authority})"
    same: tuple[str, ...] = (
        f"The record holds the own figures of the {record.authority}, which nobody else has verified.",
    )
    same += (_FOLDED,) if first < FIRST_FOLDED <= last else ()
    for one in arithmetic(reading):
        yield _outcome(one, spans, against, same)
    spoken = kinds.classes(kind for one in reading.statements for kind in one.kinds)
    for group in reading.groups:
        if group.count is not None and not kinds.classes(group.kinds) <= spoken:
            yield _size(group, spans, against, same)


def _shifted(first: date, last: date) -> list[tuple[date, date]]:
    """Return the span itself, then without its first night, with the night after its last, and both."""
    day = timedelta(days=1)
    return [(first, last), (first + day, last), (first, last + day), (first + day, last + day)]


def _between(record: Record, first: date, last: date) -> Night:
    """Return the complete rows of all raids that ended from a date to another, both included, as one."""
    raids = [raid for raid in record.dates if first <= raid.date <= last]
    rows = [row for raid in raids for row in raid.rows if row.launched is not None and row.destroyed is not None]
    return Night(last, "date", tuple(rows))


def _outcome(one: Arithmetic, spans: Sequence[Night], against: str, same: tuple[str, ...]) -> Finding:
    names, outcome = one.statement.kinds, one.statement.outcome
    sums = [totals_of(span, names) for span in spans]
    own, name = sums[0], kinds.label(names)
    share = share_of(own, outcome)
    if share is None:
        told = f"The record does not say how many {name} there were and fell."
        return Finding("record", "open", against, told, key=True, changes=("Rows that are complete.",))
    dates = number_of(len({row.window.end.date() for row in spans[0].rows}), "date")
    told = f"By the record {launched_and_down(own, name)} on {dates}; the claim says {one.statement.text}."
    least, most = _range([counted(totals, outcome) for totals in sums])
    grade: Grade = "agrees" if holds(one, own, share) and _sized(one, [own]) else "not_reconcilable"
    if grade != "agrees" and any(_near(one, sums, totals) for totals in sums):
        fewest, greatest = _range([totals.launched for totals in sums])
        grade = "possible"
        told = f"Possible only if {_ENDS}: {told[:1].lower()}{told[1:-1]}; with the nights at its ends in or"
        told += f" out, {least:,} to {most:,} of {fewest:,} to {greatest:,}."
    numbers = {**own.to_dict(), "sources": [], "outcome_least": least, "outcome_most": most, "share": float(share)}
    need = _ENDS if grade == "possible" else ""
    changes = ("A revision of the authority's figures, or another span of dates.",)
    return Finding(
        "record", grade, against, told, need, key=True, of="night", numbers=numbers, assumes=same, changes=changes
    )


def _range(counts: Sequence[int | None]) -> tuple[int, int]:
    known = [count for count in counts if count is not None]
    return min(known, default=0), max(known, default=0)


def _sized(one: Arithmetic, sums: Sequence[Totals]) -> bool:
    """Whether the number of objects of a claim is that of one of the sums, or between them; true where none is said."""
    objects = one.objects
    low, high = _range([totals.launched for totals in sums])
    return objects is None or (low <= objects.high and objects.low <= high)


def _near(one: Arithmetic, sums: Sequence[Totals], totals: Totals) -> bool:
    """Whether a claim lies within what the nights at the ends can move."""
    if not _sized(one, sums):
        return False
    number = one.statement.number
    if number is None or one.statement.share is not None:
        return holds(one, totals, share_of(totals, one.statement.outcome))
    least, most = _range([counted(each, one.statement.outcome) for each in sums])
    return least <= number.high and number.low <= most


def _size(group: Group, spans: Sequence[Night], against: str, same: tuple[str, ...]) -> Finding:
    sums = [totals_of(span, group.kinds) for span in spans]
    own, name = sums[0].launched or 0, kinds.label(group.kinds)
    least, most = _range([totals.launched or 0 for totals in sums])
    assert group.count is not None  # noqa: S101 - the caller has looked
    grade: Grade = "agrees" if group.count.low <= own <= group.count.high else "not_reconcilable"
    told, need = f"The record has {own:,} {name}, and the claim {group.count}.", ""
    if grade != "agrees" and least <= group.count.high and group.count.low <= most:
        grade, need = "possible", _ENDS
        told = f"Possible only if {_ENDS}: the record has {own:,} {name}, {least:,} to {most:,} with these in or out."
    numbers = {"recorded": own, "least": least, "most": most, "claimed": group.count.to_dict()}
    return Finding("record", grade, against, told, need, key=True, of="night", numbers=numbers, assumes=same)
