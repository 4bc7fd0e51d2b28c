"""A statement of all held against those of its parts: 34 of 36 and 80 of 90 are not 70 percent of all.

With k of n of the parts together and K of N of the whole, K lies from k to k + (N - n): what no part says of may all be
down, or none of it. Where the parts are all there is of the whole, N = n.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from intercept.claim import kinds
from intercept.claim.findings import Finding, Grade
from intercept.claim.outcomes import OWN, rate
from intercept.claim.quantities import Count
from intercept.claim.reading import Statement, total
from intercept.claim.words import listed

_DOWN = frozenset({"shot_down", "intercepted", "did_not_hit"})


def findings(statements: tuple[Statement, ...]) -> Iterator[Finding]:
    """Return, for each statement of a whole, whether what is said of its parts can be."""
    for whole in statements:
        if whole.outcome not in _DOWN or whole.made_of:
            continue
        parts = [
            one
            for one in statements
            if one.outcome in _DOWN
            and one.number is not None
            and one.objects is not None
            and kinds.classes(one.kinds) < kinds.classes(whole.kinds)
        ]
        disjoint = all(kinds.apart(a.kinds, b.kinds) for a, b in combinations(parts, 2))
        if parts and disjoint and (made := _of_parts(whole, parts)) is not None:
            yield made


def _of_parts(whole: Statement, parts: list[Statement]) -> Finding | None:
    down, of = total([one.number for one in parts if one.number]), total([one.objects for one in parts if one.objects])
    covered = kinds.same([kind for one in parts for kind in one.kinds], whole.kinds)
    objects = whole.objects or (of if covered else None)
    if objects is None or objects.high < of.low:
        return None
    least, most = down.low, down.high + max(0, objects.high - of.low)
    if whole.number is not None:
        low, high = whole.number.low, whole.number.high
        fits, claimed = low <= most and least <= high, f"{whole.number} of {objects}"
    elif whole.share is not None:
        share = whole.share
        fits = share.low * objects.low <= most and least <= share.high * objects.high
        claimed = f"{share.text} of {kinds.label(whole.kinds)}"
    else:
        return None
    said = listed(f"{one.number} of {one.objects} {kinds.label(one.kinds)}" for one in parts)
    told = f"{said} make {down} of {of}{_rate(down, of)}"
    if objects != of:
        left = Count(max(0, objects.low - of.high), objects.high - of.low, "")
        told += f", which with the other {left} leaves {Count(least, most, '')} of {objects}"
    grade: Grade = "agrees" if fits else "not_reconcilable"
    told += f": {'as' if fits else 'not'} {claimed}."
    numbers = {"parts_down": down.to_dict(), "parts": of.to_dict(), "least": least, "most": most}
    return Finding("arithmetic", grade, OWN, told[:1].upper() + told[1:], key=not fits, numbers=numbers)


def _rate(down: Count, of: Count) -> str:
    return f", {rate(down.low, of.low)}" if down.exact and of.exact and of.low else ""
