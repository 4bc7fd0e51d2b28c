"""The section of a check that holds a claim against the public record: that night, nights with as many, ranks, rates.

The record is the same authority's own daily figures: agreement is of its words with its table, not with what happened.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from intercept.base.words import counted as number_of
from intercept.claim import kinds
from intercept.claim.arithmetic import Arithmetic
from intercept.claim.evidence import rate_limits
from intercept.claim.findings import Finding, Grade
from intercept.claim.of_record import before, counted, least_share, mixed_with, ninety_days, share_of, totals_of
from intercept.claim.reading import Group, Reading
from intercept.claim.sums import DOWN, arithmetic
from intercept.claim.words import listed, percent
from intercept.errors import RecordError
from intercept.record.nights import FIRST_FOLDED, Night
from intercept.record.record import Record
from intercept.record.totals import Totals

_SAME = "The record holds the same authority's own figures, which nobody else has verified."
_FOLDED = "In the record 'destroyed' holds drones that were jammed or lost from the end of July 2025 on."
_REVISED = "A revision of the authority's figures, or a claim about another time span than the night of the record."
_FEW = 5  # raids below which none of them says nothing
_COMPARED = ("drones", "cruise", "ballistic", "hypersonic")


def findings(reading: Reading, record: Record | None, day: date | None) -> list[Finding]:
    """Return what the record says of a claim: of the night of a date, if there is one, and of the nights before."""
    if record is None:
        return []
    night = None if day is None else _night(record, day)
    found: list[Finding] = []
    if day is not None and night is None:
        told = f"The record has no night that ended on {day}."
        found.append(
            Finding("record", "open", "the record", told, key=True, changes=("A night that is in the record.",))
        )
    if night is not None:
        found += [*_sizes(reading, night), *_that_night(reading, night), *_included(reading, night)]
    if reading.record:
        found += [_rank(group, record, day) for group in reading.groups]
    found += _with_as_many(reading, record, day)
    found.append(_rates(record, day))
    return found


def _night(record: Record, day: date) -> Night | None:
    """Return the night that ended on a day, else its day raid; None where the record has neither."""
    for part in ("night", "day"):
        try:
            return record.night(day, part=part)
        except RecordError:
            continue
    return None


def _against(night: Night) -> str:
    return f"the record of the {night.title}"


def _sizes(reading: Reading, night: Night) -> Iterator[Finding]:
    """Compare the numbers of objects that a claim gives with those of the night."""
    fits, words, numbers = True, [], {}
    for group in reading.groups:
        totals = totals_of(night, group.kinds)
        launched, count = totals.launched or 0, group.count
        if count is None or (totals.launched is not None and totals.blanks):
            continue
        name, mixed = kinds.label(group.kinds), mixed_with(night, group.kinds)
        fits &= count.low <= launched <= count.high or launched < count.low <= launched + mixed
        words.append(
            f"{launched:,} {name}" + (f" and {mixed:,} in rows that mix kinds" if mixed else "") + f", not {count}"
        )
        if count.low <= launched <= count.high:
            words[-1] = f"{launched:,} {name}, as the claim has"
        numbers[" and ".join(group.kinds)] = {"recorded": launched, "mixed": mixed, "claimed": count.to_dict()}
    if words:
        grade: Grade = "agrees" if fits else "not_reconcilable"
        told = f"The record has {'; '.join(words)}."
        against, changes = _against(night), (_REVISED,)
        yield Finding("record", grade, against, told, key=not fits, numbers=numbers, assumes=(_SAME,), changes=changes)


def _that_night(reading: Reading, night: Night) -> Iterator[Finding]:
    for one in arithmetic(reading):
        totals = totals_of(night, one.statement.kinds)
        name = kinds.label(one.statement.kinds)
        share = share_of(totals, one.statement.outcome)
        if share is None:
            told = f"The record does not say how many {name} there were and fell."
            yield Finding("record", "open", _against(night), told, changes=("A night whose rows are complete.",))
            continue
        told = f"{_both(totals, name)}; the claim says {one.statement.text}."
        grade: Grade = "agrees" if _holds(one, totals, share) else "not_reconcilable"
        yield Finding(
            "record",
            grade,
            _against(night),
            told,
            key=True,
            numbers={**totals.to_dict(), "compared_share": float(share)},
            assumes=(_SAME, *((_FOLDED,) if night.date >= FIRST_FOLDED else ())),
            changes=(_REVISED,),
        )


def _both(totals: Totals, name: str) -> str:
    """Return counts of a night in words, by both definitions where they differ."""
    launched, down = totals.launched or 0, totals.did_not_hit or 0
    told = f"By the record {down:,} of {launched:,} {name} ({_rate(down, launched)}) did not hit"
    if totals.not_reach_goal:
        destroyed = totals.destroyed or 0
        told += f", {destroyed:,} ({_rate(destroyed, launched)}) destroyed and {totals.not_reach_goal:,} lost or jammed"
    return told


def _rate(number: int, objects: int) -> str:
    return percent(Fraction(number, objects), 1) if objects else "no rate"


def _holds(one: Arithmetic, totals: Totals, share: Fraction) -> bool:
    """Whether the share of the record is one that is claimed; for a number without a share, whether the number is."""
    statement = one.statement
    if statement.share is not None:
        return statement.share.holds(share)
    number = counted(totals, statement.outcome)
    return (
        number is not None and statement.number is not None and statement.number.low <= number <= statement.number.high
    )


def _included(reading: Reading, night: Night) -> Iterator[Finding]:
    """Hold "hypersonic ones included" against what the record says of that kind."""
    if not reading.statements:
        return
    for names in reading.included:
        totals, name = totals_of(night, names), kinds.label(names)
        launched, down = totals.launched or 0, totals.did_not_hit or 0
        numbers = totals.to_dict()
        against, said = _against(night), f"By the record {down:,} of {launched:,} {name} did not hit"
        if not launched:
            told = f"The record has no {name} that night."
            yield Finding("record", "not_reconcilable", against, told, key=True, numbers=numbers, changes=(_REVISED,))
        elif down == launched:
            yield Finding("record", "agrees", against, f"{said}: all of them.", key=True, numbers=numbers)
        elif down:
            need = f"'{name} included' means some of them: by the record {down:,} of {launched:,}"
            told = f"Possible only if {need}."
            yield Finding("record", "possible", against, told, need, key=True, numbers=numbers, changes=(_REVISED,))
        else:
            told = f"{said}: none is included."
            yield Finding("record", "not_reconcilable", against, told, key=True, numbers=numbers, changes=(_REVISED,))


def _rank(group: Group, record: Record, day: date | None) -> Finding:
    """Hold "the largest so far" against the raids to a date, or to the end of the record."""
    count, name = group.count, kinds.label(group.kinds)
    last = day if day is not None else record.dates[-1].date
    sized = [(night, totals_of(night, group.kinds)) for night in record.dates if night.date <= last]
    known = [(totals.launched, night, totals) for night, totals in sized if totals.launched]
    low = 0 if count is None else count.low
    high = 0 if count is None else count.high
    larger = [launched for launched, _, _ in known if launched > high]
    most, night, totals = max(known, key=lambda item: (item[0], item[1].date.toordinal()), default=(0, None, None))
    if larger:
        more = number_of(len(larger), "raid")
        told = f"{more} to {last} had more {name}; the most are {most:,}, {night.title if night else ''}."
        grade: Grade = "not_reconcilable"
    elif night is not None and totals is not None and low <= most:
        said = _both(totals, name).removeprefix("By the record ")
        told = f"{most:,} {name} are the most to {last}: {night.title}, {said}."
        grade = "agrees"
    else:
        told = f"No raid to {last} had as many {name}: the most are {most:,}."
        grade = "agrees"
    changes = (
        f"A raid after {last}, one that is not in the record, or another date as of which it was said (--date).",
    )
    return Finding("record", grade, f"the record to {last}", told, key=True, assumes=(_SAME,), changes=changes)


def _with_as_many(reading: Reading, record: Record, day: date | None) -> Iterator[Finding]:
    """Say on how many raids before, with as many objects of the kinds, as large a share is recorded."""
    seen = []
    for one in arithmetic(reading):
        least = least_share(one)
        if one.statement.population in seen:
            continue
        seen.append(one.statement.population)
        if one.objects is None or least is None or one.contradicts_itself or one.statement.outcome in {"hit", "lost"}:
            continue
        nights = [(night, totals_of(night, one.statement.kinds)) for night in before(record, day)]
        size, names = one.objects.low, one.statement.kinds
        shares = [share_of(totals, one.statement.outcome) for _, totals in nights if (totals.launched or 0) >= size]
        told_shares = [share for share in shares if share is not None]
        maybe = sum(
            (totals.launched or 0) < size <= (totals.launched or 0) + mixed_with(night, names)
            for night, totals in nights
        )
        yield _frequency(one, told_shares, least, maybe, _last(record, day))


def _last(record: Record, day: date | None) -> date:
    return record.dates[-1].date if day is None else day - timedelta(days=1)


def _frequency(one: Arithmetic, shares: list[Fraction], least: Fraction, maybe: int, last: date) -> Finding:
    objects = one.objects
    name, down = kinds.label(one.statement.kinds), DOWN[one.statement.outcome][0]
    size = 0 if objects is None else objects.low
    reached, of = sum(share >= least for share in shares), len(shares)
    against = f"recorded raids to {last} with as many {name}"
    also = f" (on {maybe:,} more there may have been, in rows that mix kinds)" if maybe else ""
    numbers: dict[str, object] = {
        "raids": of,
        "reached": reached,
        "raids_that_may_be": maybe,
        "share_least": float(least),
    }
    if not of:
        told = f"No raid in the record had {size:,} or more {name}{also}."
        return Finding("record", "open", against, told, numbers=numbers, changes=("Raids of that size.",))
    low, high = rate_limits(reached, of)
    numbers |= {"share_of_raids_least": low, "share_of_raids_most": high}
    share = "all" if least == 1 else f"{percent(least, 1)} or more"
    told = f"{number_of(of, 'raid')} had {size:,} or more {name}{also}; on {reached:,} of them {share} were {down}"
    told += f" ({100 * reached / of:.0f} %, 90 % interval {100 * low:.0f} to {100 * high:.0f} %)."
    assumes = (_SAME, "The raids are taken as alike and independent, which they are not quite.")
    if not reached and of < _FEW:
        return Finding(
            "record", "open", against, told, numbers=numbers, assumes=assumes, changes=("More raids of that size.",)
        )
    if 2 * reached >= of:
        return Finding("record", "agrees", against, told, key=True, numbers=numbers, assumes=assumes)
    need = f"the raid was unlike all {of:,} recorded with {size:,} or more {name}"
    if reached:
        need = f"the raid was like {reached:,} of the {of:,} recorded with {size:,} or more {name}"
    told = f"Possible only if {need}: {told}"
    return Finding("record", "possible", against, told, need, key=True, numbers=numbers, assumes=assumes)


def _rates(record: Record, day: date | None) -> Finding:
    """Give the recorded rate of each kind over the last 90 days, with its numbers."""
    end, nights = ninety_days(record, day)
    numbers: dict[str, object] = {"from": str(end - timedelta(days=90)), "to": str(end - timedelta(days=1))}
    words = []
    for name in _COMPARED:
        found = [totals_of(night, [name]) for night in nights]
        stated = [totals for totals in found if share_of(totals, "did_not_hit") is not None]
        launched = sum(totals.launched or 0 for totals in stated)
        down = sum(totals.did_not_hit or 0 for totals in stated)
        numbers[name] = {"launched": launched, "did_not_hit": down, "raids": len(stated)}
        if launched:
            words.append(
                f"{kinds.label([name])} {_rate(down, launched)} ({down:,} of {launched:,} on {len(stated):,} dates)"
            )
    told = f"Recorded as not having hit in the 90 days to {end - timedelta(days=1)}: {listed(words) or 'nothing'}."
    return Finding("record", "noted", "the last 90 days", told, numbers=numbers, assumes=(_SAME,))
