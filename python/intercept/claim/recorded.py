"""The section of a check that holds a claim against the public record: that night, nights with as many, ranks, rates.

The record is the same authority's own daily figures: agreement is of its words with its table, not with what happened.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from intercept.claim import as_many, kinds, ranked
from intercept.claim.arithmetic import Arithmetic
from intercept.claim.findings import Finding, Grade
from intercept.claim.of_record import (
    counted,
    last_known,
    launched_and_down,
    mixed_with,
    ninety_days,
    rate_words,
    share_of,
    totals_of,
)
from intercept.claim.outcomes import arithmetic
from intercept.claim.quantities import Count, fitted
from intercept.claim.reading import Reading, Statement
from intercept.claim.words import INCLUDED, listed
from intercept.errors import RecordError
from intercept.record.nights import FIRST_FOLDED, Night
from intercept.record.record import Record
from intercept.record.totals import Totals

_FOLDED = "In the record 'destroyed' holds drones that were jammed or lost from the end of July 2025 on."
_REVISED = "A revision of the authority's figures, or a claim about another time span than the night of the record."
_COMPARED = ("drones", "cruise", "ballistic", "hypersonic")


def findings(reading: Reading, record: Record | None, day: date | None) -> list[Finding]:
    """Return what the record says of a claim: of the night of a date, if there is one, and of the nights before."""
    if record is None:
        return []
    if reading.of_many and day is None:
        told = f"'{reading.span}' is not one raid: no night of the record and no model of a night is comparable."
        changes = ("A claim of one night.",)
        return [Finding("record", "open", f"the record of the {record.authority}", told, key=True, changes=changes)]
    night = None if day is None else _night(record, day)
    same = (f"The record holds the own figures of the {record.authority}, which nobody else has verified.",)
    found: list[Finding] = []
    if day is not None and night is None:
        found.append(_no_night(record, day))
    if night is not None:
        against = f"the authority's own figures of that night ({record.authority}, {night.title})"
        found += [*_that_night(reading, night, against, same), *_included(reading, night, against)]
        for sizes in _sizes(reading, night, against, same):
            # Another number of objects is the first thing to know, the same number the last.
            found.insert(0 if sizes.grade == "not_reconcilable" else len(found), sizes)
    if reading.record:
        found += ranked.findings(reading, record, day, same)
    found += as_many.findings(reading, record, day, same)
    found.append(_rates(record, day, same))
    return found


def _no_night(record: Record, day: date) -> Finding:
    """Say that the record does not have a date, and how far it goes."""
    first, last = record.dates[0].date, record.last
    if day > last:
        told = f"The record of the {record.authority} ends {last}: it has no night that ended on {day}."
    elif day < first:
        told = f"The record of the {record.authority} begins {first}: it has no night that ended on {day}."
    else:
        told = f"The record of the {record.authority}, {first} to {last}, has no night that ended on {day}."
    changes = ("A record that has the night.",)
    return Finding("record", "open", f"the record of the {record.authority}", told, key=True, changes=changes)


def _night(record: Record, day: date) -> Night | None:
    """Return the night that ended on a day, else its day raid; None where the record has neither."""
    for part in ("night", "day"):
        try:
            return record.night(day, part=part)
        except RecordError:
            continue
    return None


def _sizes(reading: Reading, night: Night, against: str, same: tuple[str, ...]) -> Iterator[Finding]:
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
        # Where nothing is said of what fell, the numbers are the answer.
        key, changes = not (fits and reading.statements), (_REVISED,)
        yield Finding(
            "record", grade, against, told, key=key, of="night", numbers=numbers, assumes=same, changes=changes
        )


def _that_night(reading: Reading, night: Night, against: str, same: tuple[str, ...]) -> Iterator[Finding]:
    for one in arithmetic(reading):
        totals = totals_of(night, one.statement.kinds)
        name = kinds.label(one.statement.kinds)
        share = share_of(totals, one.statement.outcome)
        if share is None:
            told = f"The record does not say how many {name} there were and fell."
            changes = ("A night whose rows are complete.",)
            yield Finding("record", "open", against, told, of="night", changes=changes)
            continue
        told = f"By the record {launched_and_down(totals, name)}; the claim says {one.statement.text}."
        grade: Grade = "agrees" if _holds(one, totals, share) else "not_reconcilable"
        need = ""
        if grade != "agrees" and _may_have_hit(one, totals):
            # The record counts what did not hit: what is left may have hit, or not.
            rest = counted(totals, "hit")
            least = 0 if one.statement.number is None else one.statement.number.low
            need = f"{least:,} of the {rest:,} {name} whose outcome the record does not say did hit"
            grade, told = "possible", f"Possible only if {need}: {told[:1].lower()}{told[1:]}"
        elif one.statement.outcome == "lost" and night.date >= FIRST_FOLDED:
            whole = share_of(totals, "did_not_hit")
            agrees = whole is not None and _holds(replace(one, statement=_together(one)), totals, whole)
            grade, told = (
                "agrees" if agrees else "open",
                f"{told[:-1]}, and the record does not keep what was lost apart.",
            )
        yield Finding(
            "record",
            grade,
            against,
            told,
            need,
            key=True,
            of="night",
            numbers={**totals.to_dict(), "compared_share": float(share)},
            assumes=(*same, *((_FOLDED,) if night.date >= FIRST_FOLDED else ())),
            changes=(_REVISED,),
        )


def _holds(one: Arithmetic, totals: Totals, share: Fraction) -> bool:
    """Whether the share of the record is one that is claimed; for a number without a share, whether the number is."""
    statement = one.statement
    if statement.share is not None:
        count = totals.launched or 0
        return fitted(statement.share, Count(count, count, str(count))).holds(share)
    number = counted(totals, statement.outcome)
    return (
        number is not None and statement.number is not None and statement.number.low <= number <= statement.number.high
    )


def _may_have_hit(one: Arithmetic, totals: Totals) -> bool:
    """Whether a number of objects that hit is no more than the record leaves without an outcome."""
    number, rest = one.statement.number, counted(totals, "hit")
    return one.statement.outcome == "hit" and number is not None and rest is not None and number.low <= rest


def _together(one: Arithmetic) -> Statement:
    """Return a statement of what was lost as one of all that did not hit, as the record has it since August 2025."""
    return replace(one.statement, outcome="did_not_hit")


def _included(reading: Reading, night: Night, against: str) -> Iterator[Finding]:
    """Hold "hypersonic ones included" against what the record says of that kind.

    A kind that is only named, of which the claim does not say "included", stands beside as the record has it.
    """
    if not reading.statements:
        return
    said_so = any(piece.understood == INCLUDED for piece in reading.pieces)
    for names in reading.included:
        totals, name = totals_of(night, names), kinds.label(names)
        launched, down = totals.launched or 0, totals.did_not_hit or 0
        numbers = totals.to_dict()
        said = f"By the record {down:,} of {launched:,} {name} did not hit"
        if not said_so:
            if launched:
                yield Finding("record", "noted", f"the {name} of that night", f"{said}.", numbers=numbers)
        elif not launched:
            told = f"The record has no {name} that night."
            yield Finding(
                "record", "not_reconcilable", against, told, key=True, of="night", numbers=numbers, changes=(_REVISED,)
            )
        elif down == launched:
            told = f"{said}: all of them."
            yield Finding("record", "agrees", against, told, key=True, of="night", numbers=numbers)
        elif down:
            need = f"'{name} included' means some of them: by the record {down:,} of {launched:,}"
            told = f"Possible only if {need}."
            yield Finding(
                "record", "possible", against, told, need, key=True, of="night", numbers=numbers, changes=(_REVISED,)
            )
        else:
            told = f"{said}: none is included."
            yield Finding(
                "record", "not_reconcilable", against, told, key=True, of="night", numbers=numbers, changes=(_REVISED,)
            )


def _rates(record: Record, day: date | None, same: tuple[str, ...]) -> Finding:
    """Give the recorded rate of each kind over the last 90 days, with its numbers."""
    end, nights = ninety_days(record, last_known(record, day) + timedelta(days=1))
    numbers: dict[str, object] = {"from": str(end - timedelta(days=90)), "to": str(end - timedelta(days=1))}
    words = []
    for name in _COMPARED:
        found = [totals_of(night, [name]) for night in nights]
        stated = [totals for totals in found if share_of(totals, "did_not_hit") is not None]
        launched = sum(totals.launched or 0 for totals in stated)
        down = sum(totals.did_not_hit or 0 for totals in stated)
        numbers[name] = {"launched": launched, "did_not_hit": down, "raids": len(stated)}
        if launched:
            rate = f"{rate_words(down, launched)} ({down:,} of {launched:,} on {len(stated):,} dates)"
            words.append(f"{kinds.label([name])} {rate}")
    told = f"Recorded by the {record.authority} as not having hit in the 90 days to {end - timedelta(days=1)}"
    told += f": {listed(words) or 'nothing'}."
    return Finding("record", "noted", "the last 90 days", told, numbers=numbers, assumes=same)
