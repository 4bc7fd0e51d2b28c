"""Where two sources disagree, and by how much: in objects, in points, by size."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from intercept.claim.forecasts.expected import LABELS, AtSize, Expected
from intercept.record.rates.distribution import Distribution

_EQUAL = 0.05  # objects below which two means are told as the same
_STEADY = 0.01  # a change of the share over the sizes below which it is told as none


def words(one: Expected, other: Expected) -> str:
    """Say how far apart two sources are, and whether their 90 % of nights overlap."""
    n = one.total.n
    upper, lower = (one, other) if one.total.mean >= other.total.mean else (other, one)
    difference = upper.total.mean - lower.total.mean
    first, second = (LABELS[each.source] for each in (upper, lower))
    overlap = upper.ends[0] <= lower.ends[1]
    ranges = " and ".join(f"{low:,} to {high:,}" for low, high in (upper.ends, lower.ends))
    told_as = f"{difference:,.0f}" if difference >= 10 else f"{difference:.2g}"
    have = "have" if upper.source == "rates" else "has"
    told = (
        f"{first[0].upper()}{first[1:]} {have} more down than {second}: on average {told_as} of {n:,},"
        f" {100 * difference / n:.1f} points ({_share(upper)} and {_share(lower)})."
    )
    if difference < _EQUAL:
        told = f"{first[0].upper()}{first[1:]} and {second} have as many down on average, {_share(upper)}."
    verdict = "overlap, so that one night may fit both" if overlap else "do not overlap"
    chance = f"{100 * higher(upper.total, lower.total):.0f} of 100"
    return f"{told} Nine nights of ten ({ranges}) {verdict}; in {chance} pairs of nights that of {first} has more down."


def _share(found: Expected) -> str:
    return f"{100 * found.total.mean / found.total.n:.1f} %"


def higher(one: Distribution, other: Distribution) -> float:
    """Return the chance that an independent draw of the first is the greater, draws that are equal as half."""
    below = np.concatenate([[0.0], np.cumsum(other.pmf)])
    n = min(one.n, other.n)
    greater = float(one.pmf[: n + 1] @ below[: n + 1]) + float(one.pmf[n + 1 :].sum())
    return min(1.0, greater + 0.5 * float(one.pmf[: n + 1] @ other.pmf[: n + 1]))


def by_size(one: Expected, other: Expected) -> Iterator[str]:
    """Say how the share of each goes with the size of the raid, and from which size on their ranges part."""
    if len(one.against) < 2 or len(other.against) < 2:
        return
    parted = [
        this.objects
        for this, that in zip(one.against, other.against, strict=True)
        if this.low > that.high or that.low > this.high
    ]
    sizes = [size.objects for size in one.against]
    ways = {_way(one), _way(other)}
    opposed = "They disagree about size: " if ways == {"rises", "falls"} else ""
    told = f"{opposed}{_goes(one)}; {_goes(other)}."
    told = f"{told[0].upper()}{told[1:]} Nine nights of ten of both"
    if not parted:
        yield f"{told} overlap at every size from {sizes[0]:,} to {sizes[-1]:,}."
    elif len(parted) == len(sizes):
        yield f"{told} do not overlap at any size from {sizes[0]:,} to {sizes[-1]:,}."
    else:
        yield f"{told} do not overlap at {', '.join(f'{size:,}' for size in parted)}."


def _way(found: Expected) -> str:
    first, last = found.against[0], found.against[-1]
    change = last.mean / last.objects - first.mean / first.objects
    return "rises" if change > _STEADY else "falls" if change < -_STEADY else "stays about the same"


def _goes(found: Expected) -> str:
    first, last = found.against[0], found.against[-1]
    return f"with size the share down by {LABELS[found.source]} {_way(found)}, from {_mean(first)} to {_mean(last)}"


def _mean(size: AtSize) -> str:
    return f"{100 * size.mean / size.objects:.1f} % of {size.objects:,}"
