"""Pairs of shares down that just reach a claim over two groups, such as drones and missiles."""

from __future__ import annotations

from fractions import Fraction

from intercept.claim.arithmetic import Arithmetic


def share_needed(arithmetic: Arithmetic, first_share: Fraction) -> Fraction | None:
    """Return the share of the second group that must be down for the claim, read exactly, at a share of the first.

    m = (r N - d D) / M: 0 where that is negative, None where it is above 1. The statement must be of two groups whose
    numbers are exact, and the second not empty.
    """
    first, second = _two(arithmetic)
    missing = _exact_share(arithmetic) * (first + second) - first_share * first
    if missing <= 0:
        return Fraction(0)
    return Fraction(missing, second) if missing <= second else None


def shares(arithmetic: Arithmetic) -> list[tuple[Fraction, Fraction | None]]:
    """Return pairs of shares down that just reach the claim, read exactly: of the first group, needed of the second.

    From 100 % of the first group to below the smallest share for which some share of the second is enough. Empty for
    a statement that is not of two groups with exact numbers, or without an exact reading.
    """
    groups = [group.count for group in arithmetic.statement.population]
    if len(groups) != 2 or not all(count is not None and count.exact and count.high for count in groups):
        return []
    if arithmetic.exact is None or arithmetic.contradicts_itself:
        return []
    first, second = _two(arithmetic)
    smallest = max(Fraction(0), (_exact_share(arithmetic) * (first + second) - second) / first)
    step = next(step for step in (1, 2, 5, 10, 20) if (1 - smallest) * 100 <= 6 * step)
    tried = [Fraction(percent, 100) for percent in range(100, -1, -step)]
    found = [share for share in tried if share >= smallest]
    found += [smallest] * (smallest not in found)
    found += [share for share in tried if share < smallest][:1]
    return [(share, share_needed(arithmetic, share)) for share in found]


def _two(arithmetic: Arithmetic) -> tuple[int, int]:
    first, second = (group.count.low for group in arithmetic.statement.population if group.count is not None)
    return first, second


def _exact_share(arithmetic: Arithmetic) -> Fraction:
    """Return the share down that is claimed, or that a number down is."""
    if arithmetic.share is not None and arithmetic.statement.number is None:
        return arithmetic.share.written
    objects, left = arithmetic.objects, arithmetic.exact
    assert objects is not None  # noqa: S101 - callers give statements with an exact reading
    assert left is not None  # noqa: S101
    return 1 - Fraction(left.high, objects.high)
