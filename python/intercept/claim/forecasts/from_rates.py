"""What rates of classes come to: exact sums, and apart from them the spread by luck alone.

With n objects of a part and a rate p of it, each object on its own:

    expected          sum n p, exactly; of what the rates may have been rounded from, sum n p_low to sum n p_high
    by luck alone     the sum of binomial numbers (n, p), one for each part

Real nights vary far more: luck alone is the least that they can.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import numpy as np
from scipy.stats import binom

from intercept.base.arguments import by_name, refused, shown
from intercept.base.words import counted
from intercept.claim import kinds
from intercept.claim.forecasts.asked import Asked
from intercept.claim.forecasts.expected import Expected, whole
from intercept.claim.given import read_rate
from intercept.claim.parts import middle
from intercept.claim.quantities import Share
from intercept.claim.reading import Group
from intercept.claim.words import percent
from intercept.record.rates.distribution import Distribution


def expected(raid: Asked, rates: Mapping[str, object]) -> Expected:
    """Return what rates by kind come to; the rate of the smallest kind that holds a part is that of the part.

    Raises InvalidParameterError, naming the parameter, for what is no rate by kind, a rate that is a bound (more than
    half), a kind that is not in the raid, or a part without a rate.
    """
    stated = {kinds.known("rates", kind): _rate(kind, value) for kind, value in by_name("rates", rates).items()}
    if not stated:
        raise refused("rates", rates, 'a rate of at least one kind, such as {"drones": "87%"}')
    own = [(part, _of_part(part, stated)) for part in raid.parts if middle(part)]
    used = {kind for _, kind in own}
    for kind in stated:
        if kind not in used:
            raise refused("rates", kind, f"of {' or '.join(kinds.label(part.kinds) for part, _ in own)}, which come")
    low, exact, high = (
        sum((middle(part) * Fraction(getattr(stated[kind], end)) for part, kind in own), Fraction(0))
        for end in ("low", "written", "high")
    )
    parts = {part.label: _binomial(middle(part), stated[kind].written) for part, kind in own}
    total = _sum(list(parts.values()))
    told = " + ".join(f"{stated[kind].text} of {part.label}" for part, kind in own)
    sums = f"{told} make {_decimal(exact)} of {counted(raid.objects, 'object')}, {percent(exact / raid.objects, 2)}."
    spread = (
        "By luck alone: each object on its own, with the rate of its kind. Real nights vary more, because what stops"
        " one object often stops others."
    )
    return Expected(
        source="rates",
        total=total,
        parts=parts,
        number=whole(exact),
        numbers={
            "rates": {kind: rate.to_dict() for kind, rate in stated.items()},
            "expected": float(exact),
            "expected_low": float(low),
            "expected_high": float(high),
            "range": f"{_decimal(low)} to {_decimal(high)}" if low < high else "",
        },
        told=(sums, spread),
    )


def _rate(kind: str, value: object) -> Share:
    rate = read_rate(f"rates[{shown(kind)}]", value)
    if rate.how not in {"exact", "about"}:
        raise refused(f"rates[{shown(kind)}]", value, 'one share, such as 0.87 or "87%", not a bound or a range')
    return rate


def _of_part(part: Group, stated: Mapping[str, Share]) -> str:
    """Return the smallest kind with a rate that holds a part."""
    holding = [kind for kind in stated if kinds.within(part.kinds, [kind])]
    if not holding:
        told = f"a rate of {kinds.label(part.kinds)}, too ({part.label} come), or how many of them are of which kind"
        raise refused("rates", ", ".join(stated), told)
    return min(holding, key=lambda kind: len(kinds.KINDS[kind]))


def _binomial(n: int, rate: Fraction) -> Distribution:
    pmf = binom.pmf(np.arange(n + 1), n, float(rate))
    return Distribution(n, pmf / pmf.sum())


def _sum(parts: list[Distribution]) -> Distribution:
    pmf = np.ones(1)
    for part in parts:
        pmf = np.convolve(pmf, part.pmf)
    return Distribution(len(pmf) - 1, pmf / pmf.sum())


def _decimal(number: Fraction) -> str:
    """Return a number of objects with as many decimals as matter, at most two."""
    return f"{float(number):,.2f}".rstrip("0").rstrip(".")
