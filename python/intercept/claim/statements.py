"""Statements by themselves and together: natural tops, what cannot be, and the sum of shot down and lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

from intercept.base.arguments import refused
from intercept.claim import kinds
from intercept.claim.arithmetic import leakers
from intercept.claim.quantities import Count, Share
from intercept.claim.reading import Group, Statement
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
    """Return statements with the sum of shot down and lost before its parts, where no sum is said.

    Numbers make a number and shares a share; a number and a share of known objects make a range of numbers.

    Raises
    ------
    InvalidParameterError
        The parts are more than there were, or two numbers or two shares are said of one thing.
    """
    _one_of_each(statements)
    found = list(statements)
    for population in dict.fromkeys(one.population for one in statements):
        own = [one for one in statements if one.population == population]
        down = [one for one in own if one.outcome in {"shot_down", "intercepted"}]
        lost = [one for one in own if one.outcome == "lost"]
        whole_said = len(down) != 1 or any(one.outcome == "did_not_hit" for one in own)
        if whole_said or not lost or (down[0].outcome == "intercepted" and lost[0].among and not down[0].among):
            continue
        parts = sorted((*down, *lost), key=own.index)
        made = _sum(down[0].population, [*down, *lost])
        if made is not None:
            found.insert(min(found.index(part) for part in parts), made)
    return tuple(found)


def _one_of_each(statements: Sequence[Statement]) -> None:
    for one, other in combinations(statements, 2):
        if (one.population, one.outcome) != (other.population, other.outcome):
            continue
        if other.among:  # "downed 436 of 477 drones, of which 211 were shot down and 225 lost"
            continue
        # "20 jammed and 5 crashed" are two things.
        apart = one.outcome == "lost" and bool(one.word and other.word) and one.word != other.word
        if not apart and _differ(one, other):
            name = kinds.label(one.kinds)
            told = f'one number of {name}, or each with its kind: "55 of 60 missiles and 700 of 750 drones"'
            if not (one.number and other.number):
                told = f"one share of {name}, of one time"
            raise refused(NAME, f"{one.text}; {other.text}", told)


def _differ(one: Statement, other: Statement) -> bool:
    """Whether no number, and no share, is what both statements may stand for."""
    if one.number and other.number:
        return one.number.high < other.number.low or one.number.low > other.number.high
    if one.share and other.share and not (one.number or other.number):
        return one.share.high < other.share.low or one.share.low > other.share.high
    return False


def _sum(population: tuple[Group, ...], parts: Sequence[Statement]) -> Statement | None:
    """Return what parts make together; None where a number and a share are of objects whose number is not known."""
    objects = parts[0].objects
    texts = [_text(part) for part in parts]
    text = f"{', '.join(texts[:-1])} and {texts[-1]} together"
    shares = [part.share for part in parts if part.share is not None and part.number is None]
    if len(shares) == len(parts):
        share = Share(
            sum((one.written for one in shares), Fraction(0)),
            sum((one.low for one in shares), Fraction(0)),
            min(sum((one.high for one in shares), Fraction(0)), Fraction(1)),
            low_in=all(one.low_in for one in shares),
            high_in=all(one.high_in for one in shares) or sum(one.high for one in shares) > 1,
            text=text.removesuffix(" together"),
            how="exact" if all(one.how == "exact" for one in shares) else "range",
        )
        if share.low > 1:
            raise refused(NAME, "; ".join(part.text for part in parts), "shares of at most 100 % together")
        return Statement(
            population,
            "did_not_hit",
            text,
            replace(share, written=min(share.written, Fraction(1))),
            None,
            made_of=tuple(parts),
        )
    counts = [_in_objects(part) for part in parts]
    if objects is None or None in counts:
        return None
    known = [count for count in counts if count is not None]
    low, high = sum(count.low for count in known), sum(count.high for count in known)
    if low > objects.high:
        told = f"of at most the {objects.high:,} that there were"
        raise refused(NAME, "; ".join(part.text for part in parts), told)
    exact = all(count.exact for count in known)
    number = Count(low, min(high, objects.high), text.removesuffix(" together"), "exact" if exact else "range")
    return Statement(population, "did_not_hit", text, None, number, made_of=tuple(parts))


def _text(part: Statement) -> str:
    if part.number is not None:
        return part.number.text
    return "" if part.share is None else part.share.text


def _in_objects(part: Statement) -> Count | None:
    """Return the number of a statement, that of a share by its objects; None where that is not known."""
    if part.number is not None or part.share is None or part.objects is None:
        return part.number
    left = leakers(part.share, part.objects)
    if left is None or not part.objects.exact:
        return None
    of = part.objects.low
    return Count(of - left.high, of - left.low, part.share.text, "range")
