"""Statements by themselves and together: natural tops, what cannot be, and the sum of shot down and lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from intercept.base.arguments import refused
from intercept.claim import kinds
from intercept.claim.quantities import Count
from intercept.claim.reading import Statement
from intercept.claim.tokens import NAME


def literal(statement: Statement) -> Statement:
    """Read "at least 10 of 12" as what it says: 10 to 12. A number of a known number has a natural top."""
    number, objects = statement.number, statement.objects
    if number is None or objects is None or number.low > objects.high:
        return statement
    low = 0 if number.how in {"under", "at_most"} else number.low
    high = objects.high if number.how in {"over", "at_least"} else min(number.high, objects.high)
    return replace(statement, number=replace(number, low=low, high=high))


def check(statement: Statement) -> None:
    """Raise InvalidParameterError where more objects are counted than there were, or where there were none."""
    number, objects = statement.number, statement.objects
    if objects is not None and not objects.high:
        raise refused(NAME, statement.text, "of at least 1 object")
    if number is not None and objects is not None and number.low > objects.high:
        raise refused(NAME, statement.text, f"a count of at most the {objects.high:,} that it is of")


def with_sums(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Return statements with the sum of shot down and lost before its two parts, where no sum is said.

    Raises InvalidParameterError where the parts are more than there were, or where two numbers are said of one thing.
    """
    _one_number_each(statements)
    found = list(statements)
    for one, other in combinations(statements, 2):
        down, lost = sorted((one, other), key=lambda part: part.outcome == "lost")
        if down.outcome not in {"shot_down", "intercepted"} or lost.outcome != "lost":
            continue
        if _said(down, lost, statements):
            continue
        found.insert(min(found.index(one), found.index(other)), _sum(down, lost))
    return tuple(found)


def _one_number_each(statements: Sequence[Statement]) -> None:
    for one, other in combinations(statements, 2):
        if (one.population, one.outcome) != (other.population, other.outcome) or not (one.number and other.number):
            continue
        if other.among:  # "downed 436 of 477 drones, of which 211 were shot down and 225 lost"
            continue
        if one.number.high < other.number.low or one.number.low > other.number.high:
            name = kinds.label(one.kinds)
            told = f"one number of {name}, or each with its kind: '55 of 60 missiles and 700 of 750 drones'"
            raise refused(NAME, f"{one.text}; {other.text}", told)


def _said(down: Statement, lost: Statement, statements: Sequence[Statement]) -> bool:
    """Whether two statements are no two parts of one raid, or their sum is said, too."""
    if down.population != lost.population or not (down.number and lost.number) or down.objects is None:
        return True
    if down.outcome == "intercepted" and lost.among and not down.among:
        return True
    rest = [one for one in statements if one.population == down.population and one not in {down, lost}]
    return any(one.outcome in {"did_not_hit", "intercepted", "shot_down"} for one in rest)


def _sum(down: Statement, lost: Statement) -> Statement:
    counts = [one.number for one in (down, lost) if one.number is not None]
    number = Count(
        sum(count.low for count in counts),
        sum(count.high for count in counts),
        f"{counts[0].text} and {counts[1].text}",
        "exact" if all(count.exact for count in counts) else "range",
    )
    objects = down.objects
    if objects is not None and number.low > objects.high:
        raise refused(NAME, f"{down.text}; {lost.text}", f"of at most the {objects.high:,} that there were")
    return Statement(down.population, "did_not_hit", f"{number.text} together", None, number, made_of=(down, lost))
