"""A claim held against an authority's reports, by what their counts are of: fired, detected, threatening, engaged.

With a date that is the day alone and all to it, for releases give now the one and now the other; with a span the days
in it; without either all that was reported. Nothing is said of nights alike, for reports are of days, and few.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from intercept.claim import kinds
from intercept.claim.arithmetic import Arithmetic
from intercept.claim.findings import Finding, Grade
from intercept.claim.outcomes import arithmetic, rate
from intercept.claim.quantities import Count, fitted
from intercept.claim.reading import Group, Reading
from intercept.claim.words import listed
from intercept.errors import InvalidParameterError
from intercept.record.reports.report import Counted, Meaning, rate_of
from intercept.record.reports.reports import Reports

_MEANT: dict[str, tuple[Meaning, ...]] = {
    "shot_down": ("down",),
    "intercepted": ("down",),
    "did_not_hit": ("down", "harmless"),
    "lost": ("harmless",),
    "hit": ("hit",),
}
_REVISED = "A revision of the authority's reports, or a claim of other days."


@dataclass(frozen=True)
class _Days:
    """Counts by class of some days, in words: "on 2026-03-05", "to 2026-03-05"."""

    words: str
    counted: Mapping[str, Counted]


def findings(reading: Reading, reports: Reports, day: date | None) -> list[Finding]:
    """Return what an authority's reports say of the numbers of a claim, or why they say nothing."""
    against = f"the authority's own figures ({reports.authority})"
    spans = _spans(reading, reports, day)
    first, last = reports.reports[0].day, reports.reports[-1].day
    if not spans:
        told = f"The reports run from {first} to {last} and hold none of the days of the claim."
        changes = ("Reports that hold the days.",)
        return [Finding("record", "open", against, told, key=True, changes=changes)]
    same: tuple[str, ...] = (f"The figures are the authority's own ({reports.grade_words}).",)
    same += tuple(f"The releases contradict one another: {each}." for each in reports.contradictions)
    if (basis := _other_basis(reading, spans)) is not None:
        told = f"The claim counts what was engaged, and the reports what was {basis}: these are not compared."
        return [Finding("record", "open", against, told, key=True, assumes=same, changes=(f"What was {basis}.",))]
    found = [_outcome(one, spans, reports, against, same) for one in arithmetic(reading)]
    spoken = kinds.classes(kind for one in reading.statements for kind in one.kinds)
    found += [
        _size(group, spans, against, same)
        for group in reading.groups
        if group.count is not None and not (reading.statements and kinds.classes(group.kinds) <= spoken)
    ]
    if day is None and reading.period is None:
        # Of all days together it may be, or of any one of them.
        return [_undated(finding) if finding.grade == "not_reconcilable" else finding for finding in found]
    return found


def _undated(finding: Finding) -> Finding:
    told = f"{finding.said} Of which days the claim is, it does not say."
    return replace(finding, grade="open", said=told, of="", changes=("The day of the claim: --date YYYY-MM-DD.",))


def _other_basis(reading: Reading, spans: Sequence[_Days]) -> str | None:
    """Return what the reports count where the claim counts what was engaged, which is not that; else None."""
    words = [piece.text.lower() for piece in reading.pieces]
    if not any(word.startswith("engag") for word in words) or any(word.startswith("detect") for word in words):
        return None
    bases = list(dict.fromkeys(counted.basis for days in spans for counted in days.counted.values()))
    return listed(bases) if bases and "engaged" not in bases else None


def _spans(reading: Reading, reports: Reports, day: date | None) -> list[_Days]:
    if day is not None:
        held = [each for each in reports.days if each <= day]
        alone = [_Days(f"on {day}", reports.days[day])] if day in reports.days else []
        return [*alone, _Days(f"from {held[0]} to {day}", _added(reports, held))] if alone else []
    period = reading.period if reading.of_many else None
    if period is not None and period.dated:
        held = [
            each
            for each in reports.days
            if (period.first is None or period.first <= each) and (period.last is None or each <= period.last)
        ]
    else:
        held = list(reports.days)
    return [_Days(f"from {held[0]} to {held[-1]}", _added(reports, held))] if held else []


def _added(reports: Reports, days: Sequence[date]) -> dict[str, Counted]:
    """Return the sum over days by class; a class that is counted as different things is left out."""
    found: dict[str, Counted | None] = {}
    for day in days:
        for name, counted in reports.days[day].items():
            before = found.get(name, counted)
            same = before is not None and before.basis == counted.basis
            found[name] = counted if name not in found else before.plus(counted) if same and before else None
    return {name: counted for name, counted in found.items() if counted is not None}


def _of(names: Sequence[str], days: _Days) -> Counted | None:
    """Return the counts over kinds; None where these, or a part of them, are not reported, or as different things."""
    within = {}
    for name, counted in days.counted.items():
        try:
            own = kinds.known("record", name)
        except InvalidParameterError:  # a class that no claim speaks of
            continue
        if kinds.within([own], names):
            within[own] = counted
    # A class inside another one that is reported, too, is in its counts.
    parts = [
        counted
        for own, counted in within.items()
        if not any(kinds.classes([own]) < kinds.classes([other]) for other in within)
    ]
    if not parts or len({part.basis for part in parts}) > 1:
        return None
    made = parts[0]
    for part in parts[1:]:
        made = made.plus(part)
    return made


def _outcome(one: Arithmetic, spans: Sequence[_Days], reports: Reports, against: str, same: tuple[str, ...]) -> Finding:
    name = kinds.label(one.statement.kinds)
    told: list[str] = []
    numbers: dict[str, object] = {}
    agrees = False
    why = f"The reports do not say how many {name} there were and what became of them."
    for days in spans:
        counted = _of(one.statement.kinds, days)
        if counted is None or not counted.number:
            continue
        if reason := rate_of(counted, reports.outcomes).why:
            why = f"Of the {counted.number:,} {name} {counted.basis} {days.words} no rate is formed: {reason}."
            continue
        number = sum(
            count
            for outcome, count in counted.outcomes.items()
            if reports.outcomes[outcome] in _MEANT[one.statement.outcome]
        )
        fits = _holds(one, number, counted.number)
        said = listed(f"{count:,} {outcome}" for outcome, count in counted.outcomes.items())
        text = f"{days.words}, {said} of {counted.number:,} {name} {counted.basis}, so {number:,} of these"
        text += f" ({rate(number, counted.number)})"
        told = [text] if fits and not agrees else [*told, text] if not agrees else told
        agrees = agrees or fits
        numbers[days.words] = {"basis": counted.basis, "number": counted.number, "outcome": number}
    if not told:
        changes = ("Reports that count them.",)
        return Finding("record", "open", against, why, key=True, assumes=same, changes=changes)
    grade: Grade = "agrees" if agrees else "not_reconcilable"
    text = f"By its reports {'; '.join(told)}; the claim says {one.statement.text}."
    return Finding(
        "record", grade, against, text, key=True, of="night", numbers=numbers, assumes=same, changes=(_REVISED,)
    )


def _holds(one: Arithmetic, number: int, of: int) -> bool:
    """Whether a claim's share, or its number and the number it is of, are those of the reports."""
    statement, objects = one.statement, one.objects
    if objects is not None and not objects.low <= of <= objects.high:
        return False
    if statement.share is not None and not fitted(statement.share, Count(of, of, "")).holds(Fraction(number, of)):
        return False
    return statement.number is None or statement.number.low <= number <= statement.number.high


def _size(group: Group, spans: Sequence[_Days], against: str, same: tuple[str, ...]) -> Finding:
    assert group.count is not None  # noqa: S101 - the caller has looked
    name = kinds.label(group.kinds)
    known = [(days.words, counted) for days in spans if (counted := _of(group.kinds, days)) and counted.number]
    if not known:
        told = f"The reports do not say how many {name} there were."
        return Finding("record", "open", against, told, key=True, assumes=same, changes=("Reports that count them.",))
    fits = [
        (words, counted)
        for words, counted in known
        if counted.number is not None and group.count.low <= counted.number <= group.count.high
    ]
    said = "; ".join(f"{words}, {counted.number:,} {name} {counted.basis}" for words, counted in fits[:1] or known)
    told = f"By its reports {said}; the claim says {group.count}."
    numbers = {words: {"basis": counted.basis, "number": counted.number} for words, counted in known}
    grade: Grade = "agrees" if fits else "not_reconcilable"
    return Finding(
        "record", grade, against, told, key=True, of="night", numbers=numbers, assumes=same, changes=(_REVISED,)
    )
