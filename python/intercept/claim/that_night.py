"""The own figures of the night of a claim: how many there were, what became of them, and what is said to be included.

Rows that give a date without a clock time may be of another raid of that date: the claim is held against both.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from intercept.claim import kinds
from intercept.claim.arithmetic import Arithmetic
from intercept.claim.findings import Finding, Grade
from intercept.claim.of_record import counted, launched_and_down, mixed_with, share_of, totals_of, with_clock
from intercept.claim.outcomes import arithmetic
from intercept.claim.quantities import Count, fitted
from intercept.claim.reading import Reading, Statement
from intercept.claim.words import INCLUDED
from intercept.record.nights import FIRST_FOLDED, Night
from intercept.record.totals import Totals

_UNDATED = "give no clock time, which may be of another raid of that date"
_FOLDED = 'In the record "destroyed" holds drones that were jammed or lost from the end of July 2025 on.'
_REVISED = "A revision of the authority's figures, or a claim about another time span than the night of the record."


def sizes(reading: Reading, night: Night, against: str, same: tuple[str, ...]) -> Iterator[Finding]:
    """Compare the numbers of objects that a claim gives with those of the night."""
    fits, words, numbers, sure = True, [], {}, with_clock(night)
    for group in reading.groups:
        totals = totals_of(night, group.kinds)
        launched, count = totals.launched or 0, group.count
        if count is None or (totals.launched is not None and totals.blanks):
            continue
        name, mixed = kinds.label(group.kinds), mixed_with(night, group.kinds)
        least = launched if sure is None else totals_of(sure, group.kinds).launched or 0
        within = least <= count.high and count.low <= launched
        fits &= within or launched < count.low <= launched + mixed
        has = f"{launched:,} {name}" if least == launched else f"{least:,} to {launched:,} {name}"
        has += f" and {mixed:,} in rows that mix kinds" if mixed and not within else ""
        words.append(f"{has}, as the claim has" if within else f"{has}, not {count}")
        if least < launched:
            words[-1] += f" ({launched - least:,} in rows that {_UNDATED})"
        numbers[" and ".join(group.kinds)] = {
            "recorded": launched,
            "with_clock_time": least,
            "mixed": mixed,
            "claimed": count.to_dict(),
        }
    if words:
        grade: Grade = "agrees" if fits else "not_reconcilable"
        told = f"The record has {'; '.join(words)}."
        # Where nothing is said of what fell, the numbers are the answer.
        key, changes = not (fits and reading.statements), (_REVISED,)
        yield Finding(
            "record", grade, against, told, key=key, of="night", numbers=numbers, assumes=same, changes=changes
        )


def outcomes(reading: Reading, night: Night, against: str, same: tuple[str, ...]) -> Iterator[Finding]:
    """Hold each statement of a claim against what the night's own figures say became of those objects."""
    sure = with_clock(night)
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
        agrees = holds(one, totals, share)
        if sure is not None and (least := totals_of(sure, one.statement.kinds)).launched != totals.launched:
            agrees = agrees or holds(one, least, share_of(least, one.statement.outcome))
            more = (totals.launched or 0) - (least.launched or 0)
            told += f" Without {more:,} in rows that {_UNDATED}, {launched_and_down(least, name)}."
        grade: Grade = "agrees" if agrees else "not_reconcilable"
        need = ""
        if grade != "agrees" and _may_have_hit(one, totals):
            # The record counts what did not hit: what is left may have hit, or not.
            rest = counted(totals, "hit")
            fewest = 0 if one.statement.number is None else one.statement.number.low
            need = f"{fewest:,} of the {rest:,} {name} whose outcome the record does not say did hit"
            grade, told = "possible", f"Possible only if {need}: {told[:1].lower()}{told[1:]}"
        elif one.statement.outcome == "lost" and night.date >= FIRST_FOLDED:
            whole = share_of(totals, "did_not_hit")
            agrees = holds(replace(one, statement=_together(one)), totals, whole)
            grade, told = (
                "agrees" if agrees else "open",
                f"{told[:-1]}, and the record does not keep what was lost apart.",
            )
        elif grade != "agrees" and (mixed := mixed_with(night, one.statement.kinds)):
            grade, told = "open", f"{told[:-1]}, and {mixed:,} more may be of these, in rows that mix kinds."
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


def holds(one: Arithmetic, totals: Totals, share: Fraction | None) -> bool:
    """Whether the share of the record is one that is claimed; for a number without a share, whether the number is."""
    statement = one.statement
    if share is None:
        return False
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


def included(reading: Reading, night: Night, against: str) -> Iterator[Finding]:
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
            need = f'"{name} included" means some of them: by the record {down:,} of {launched:,}'
            told = f"Possible only if {need}."
            yield Finding(
                "record", "possible", against, told, need, key=True, of="night", numbers=numbers, changes=(_REVISED,)
            )
        else:
            told = f"{said}: none is included."
            yield Finding(
                "record", "not_reconcilable", against, told, key=True, of="night", numbers=numbers, changes=(_REVISED,)
            )
