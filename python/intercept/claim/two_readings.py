"""A finding of the model where the word of a claim leaves open whether objects that failed or were jammed count.

The two readings are held against the scenario each on its own. Where both have one grade, that is the grade; where they
differ, what is claimed is possible only in one of them, or not decided.
"""

from __future__ import annotations

import re

from intercept.claim.findings import GRADES, Finding, Grade

# Of an outcome whose word leaves it open: the outcome without those that failed or were jammed.
NARROW = {"intercepted": "shot_down"}
_COUNT = "those that failed or were jammed count as intercepted"
_NOT = "those that failed or were jammed do not count as intercepted"
_OPENING = re.compile(r"Of the .*? of the scenario(?:, .*?,)? (?=[\d.]+ %)")
_CHANGES = "What the source of the claim counts as intercepted."


def of_both(wide: Finding, narrow: Finding) -> Finding:
    """Return the finding of both readings: with those that failed or were jammed, and without them."""
    if wide.said == narrow.said:
        return wide
    grade, need = _graded(wide, narrow)
    opening = _OPENING.match(wide.detail)
    # What both are of is said once.
    rest = narrow.detail.removeprefix(opening[0]) if opening else narrow.detail
    told = f"{wide.detail} If {_NOT}, {_lowered(rest)}"
    if grade == "possible":
        told = f"{GRADES[grade]} {need}: {_lowered(told)}"
    return Finding(
        wide.section,
        grade,
        wide.against,
        told,
        need,
        key=wide.key,
        numbers={**wide.numbers, "without_failed_or_jammed": {"grade": narrow.grade, **narrow.numbers}},
        assumes=wide.assumes,
        changes=tuple(dict.fromkeys([*wide.changes, *narrow.changes, _CHANGES])),
    )


def _graded(wide: Finding, narrow: Finding) -> tuple[Grade, str]:
    """Return the grade of both readings, and where that is `possible` what must be true."""
    grades = {wide.grade, narrow.grade}
    if len(grades) == 1:
        needs = list(dict.fromkeys([wide.need, narrow.need]))
        return wide.grade, needs[0] if len(needs) == 1 else f"{_if(needs[0], _COUNT)}; or {_if(needs[1], _NOT)}"
    for undecided in ("open", "noted") if "not_reconcilable" not in grades else ("open",):
        if undecided in grades:
            return undecided, ""
    # One reading excludes the claim: the other must be meant, and what that one needs be true.
    if "not_reconcilable" in grades:
        other, meant = (narrow, _NOT) if wide.grade == "not_reconcilable" else (wide, _COUNT)
        return "possible", f"{meant}, and {other.need}" if other.need else meant
    # One agrees: it is meant, or what the other one needs is true.
    other, meant = (narrow, _COUNT) if wide.grade == "agrees" else (wide, _NOT)
    return "possible", f"{meant}, or {other.need}"


def _if(need: str, meant: str) -> str:
    return f"{need}, if {meant}"


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]
