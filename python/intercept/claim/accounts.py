"""Statements of one claim held against one another: parts and their whole, what is more than all, sums over kinds.

Each is a range of shares of the same objects: a number k of N is k / N, a share what it may have been rounded from.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

from intercept.claim import kinds, wholes
from intercept.claim.findings import Finding
from intercept.claim.outcomes import DOWN, OWN, rate
from intercept.claim.reading import Statement
from intercept.claim.words import listed, percent

_WHOLES = {"did_not_hit", "intercepted", "shot_down"}


def findings(statements: tuple[Statement, ...]) -> Iterator[Finding]:
    """Return what statements of the same objects, and of kinds that have nothing in common, say together."""
    for place, whole in enumerate(statements):
        if whole.made_of or whole.outcome not in _WHOLES:
            continue
        parts = [
            one
            for one in statements[place + 1 :]
            if one.population == whole.population and one.outcome in {"shot_down", "lost"}
        ]
        if {part.outcome for part in parts} == {"shot_down", "lost"} and len(parts) == 2:
            yield from _sum(whole, parts)
    for one, other in combinations(statements, 2):
        # What a sum is made of is in it.
        parts_of = [part for whole in statements for part in whole.made_of]
        if one.population == other.population and "hit" in {one.outcome, other.outcome} and one not in parts_of:
            yield from _all_accounted(one, other)
    yield from wholes.findings(statements)
    yield from _together(statements)


def _share(one: Statement) -> tuple[Fraction, Fraction] | None:
    """Return the range of shares that a statement may stand for, None where it has no number of objects."""
    if one.share is not None:
        return one.share.low, one.share.high
    if one.number is None or one.objects is None or not one.objects.low:
        return None
    return Fraction(one.number.low, one.objects.high), min(Fraction(one.number.high, one.objects.low), Fraction(1))


def _sum(whole: Statement, parts: list[Statement]) -> Iterator[Finding]:
    """Compare what was shot down and what was lost with what is said of both together."""
    numbers = [part.number for part in parts if part.number is not None]
    if whole.number is not None and len(numbers) == 2:
        low, high = sum(number.low for number in numbers), sum(number.high for number in numbers)
        fits = low <= whole.number.high and high >= whole.number.low
        said = [f"{number} {DOWN[part.outcome][0]}" for number, part in zip(numbers, parts, strict=True)]
        made, claimed = f"{low:,}" if low == high else f"{low:,} to {high:,}", str(whole.number)
    else:
        shares = [_share(one) for one in (whole, *parts)]
        if None in shares:
            return
        (least, most), *rest = [share for share in shares if share is not None]
        low_share, high_share = sum(share[0] for share in rest), sum(share[1] for share in rest)
        fits = low_share <= most and high_share >= least
        said = [f"{_said(part)} {DOWN[part.outcome][0]}" for part in parts]
        made, claimed = f"{percent(Fraction(low_share), 1)} to {percent(Fraction(high_share), 1)}", _said(whole)
    told = (
        f"{listed(said)} make {made}, {'as' if fits else 'not the'} {claimed} {'says' if fits else 'that are claimed'}."
    )
    told = told[:1].upper() + told[1:]
    values = {"parts": [part.to_dict() for part in parts], "whole": whole.to_dict()}
    yield Finding("arithmetic", "agrees" if fits else "not_reconcilable", OWN, told, key=True, numbers=values)


def _said(one: Statement) -> str:
    return one.share.text if one.share is not None else str(one.number)


def _all_accounted(one: Statement, other: Statement) -> Iterator[Finding]:
    """Say whether what was stopped and what got through are no more than there were."""
    objects = one.objects
    if objects is not None and one.number is not None and other.number is not None:
        low, high = one.number.low + other.number.low, one.number.high + other.number.high
        fits = low <= objects.high
        told = f"{one.number} and {other.number} make {low:,} of {objects}"
        rest = "all of them" if low == high == objects.low == objects.high else "no more than there were"
        values: dict[str, object] = {"sum_low": low, "sum_high": high, "objects": objects.to_dict()}
    else:
        first, second = _share(one), _share(other)
        if first is None or second is None:
            return
        fits, rest = first[0] + second[0] <= 1, "no more than there were"
        told = f"{_said(one)} and {_said(other)} make {percent(first[0] + second[0], 1)} or more"
        values = {"share_low": float(first[0] + second[0]), "share_high": float(first[1] + second[1])}
    told += f": {rest}." if fits else ", more than there were."
    yield Finding("arithmetic", "agrees" if fits else "not_reconcilable", OWN, told, key=not fits, numbers=values)


def _together(statements: tuple[Statement, ...]) -> Iterator[Finding]:
    """Add up counts of kinds that have nothing in common: 61 of 64 and 9 of 16 are 70 of 80."""
    counted = [one for one in statements if one.number is not None and one.objects is not None and one.outcome != "hit"]
    alike = [one for one in counted if one.outcome == counted[0].outcome]
    disjoint = all(kinds.apart(a.kinds, b.kinds) for a, b in combinations(alike, 2))
    if len(alike) < 2 or not disjoint or len(alike) < len(counted):
        return
    numbers, objects = [one.number for one in alike if one.number], [one.objects for one in alike if one.objects]
    if not all(count.exact for count in (*numbers, *objects)):
        return
    down, of = sum(count.low for count in numbers), sum(count.low for count in objects)
    told = f"Together {down:,} of {of:,}, {rate(down, of)}."
    yield Finding("arithmetic", "agrees", OWN, told, key=True, numbers={"down": down, "of": of, "rate": down / of})
