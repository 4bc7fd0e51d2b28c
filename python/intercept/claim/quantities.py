"""What a number in a sentence stands for: counts as ranges of whole numbers, shares as ranges of exact fractions.

A figure that is not exact is read by the step of its last round digit, the largest of 1, 2, 5, 10, 20, 50, ... that
divides it and is at most a fifth of it (10 for 60, 50 for 750, 100 for 500):

    about n         n - step/2 to n + step/2          some 750: 725 to 775
    nearly n        n - step/2 to n - 1               nearly 60: 55 to 59
    more than n     n + 1 to n + step - 1             more than 60: 61 to 69 (else the claim would say 70)
    fewer than n    n - step + 1 to n - 1

where a step below 5 counts as what is missing to the next multiple of 10. A share in per cent was rounded half up to
its last digit (95 %: 94.5 up to, not including, 95.5 %; 95.0 %: 94.95 up to 95.05 %); `more than`, `at least`, `less
than` and `at most` say what they say, up to 100 % or down to 0 %; `about` and `nearly` reach as far as half the step
of its percentage points, at least 1; a fraction in words (two thirds) is exact, or within 2.5 points. Where no whole
number of few objects is within them, the one nearest to the fraction is meant: 2 for a third of 7.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from intercept.base.arguments import refused

How = Literal["exact", "about", "nearly", "over", "under", "at_least", "at_most", "range", "nearest"]

MOST_OBJECTS = 10**9
_WORD_POINTS = Fraction(5, 200)  # how far a fraction in words may be off
_FEW = 50  # of a wider range of objects, some whole number is always near enough


@dataclass(frozen=True)
class Count:
    """A whole number of objects as claimed: `low` to `high`, both included, `text` as written, `how` it was read."""

    low: int
    high: int
    text: str
    how: How = "exact"

    @property
    def exact(self) -> bool:
        """Whether it is one number."""
        return self.low == self.high

    def __str__(self) -> str:
        return f"{self.low:,}" if self.exact else f"{self.low:,} to {self.high:,}"

    def to_dict(self) -> dict[str, int | str]:
        """Return the range and the words as plain values, for JSON."""
        return {"low": self.low, "high": self.high, "text": self.text, "read_as": self.how}


@dataclass(frozen=True)
class Share:
    """A share as claimed: `written` as an exact fraction of 1, and the range that it may stand for.

    `low_in` and `high_in` say whether the ends are included. `low` = `high` for a share that was not rounded (all,
    none, or a fraction given as one). `words` says that it was said in words, so that a whole number near it will do.
    """

    written: Fraction
    low: Fraction
    high: Fraction
    low_in: bool
    high_in: bool
    text: str
    how: How = "exact"
    words: bool = False

    @property
    def one_sided(self) -> bool:
        """Whether it names a bound (more than half), not a value."""
        return self.how in {"over", "under", "at_least", "at_most"}

    def holds(self, share: Fraction) -> bool:
        """Whether a share is one of those it may stand for."""
        above = share > self.low or (self.low_in and share == self.low)
        return above and (share < self.high or (self.high_in and share == self.high))

    def to_dict(self) -> dict[str, float | bool | str]:
        """Return the share and its range as plain values, for JSON: shares of 1."""
        ends = {"low": float(self.low), "high": float(self.high)}
        return {
            "written": float(self.written),
            **ends,
            "low_included": self.low_in,
            "high_included": self.high_in,
            "text": self.text,
            "read_as": self.how,
        }


def step_of(number: int) -> int:
    """Return the largest of 1, 2, 5, 10, 20, 50, ... that divides a number and is at most a fifth of it, else 1."""
    found, ten = 1, 1
    while ten * 5 <= number:
        found = max([found, *(k * ten for k in (1, 2, 5) if number % (k * ten) == 0 and 5 * k * ten <= number)])
        ten *= 10
    return found


def count(name: str, number: int, text: str, how: How = "exact") -> Count:
    """Return what a whole number with its word (about, over, ...) stands for; `name` is the parameter it came from."""
    if not 0 <= number <= MOST_OBJECTS:
        raise refused(name, text, f"a number from 0 to {MOST_OBJECTS:,}")
    step = step_of(number)
    half = step // 2
    # An uneven number has no round step: the next ten is where another number would have been written.
    up = step if step >= 5 else 10 - number % 10 + (10 if number % 10 == 9 else 0)
    down = step if step >= 5 else (number % 10 or 10) + (10 if number % 10 == 1 else 0)
    low, high = {
        "exact": (number, number),
        "about": (number - half, number + half),
        "nearly": (number - max(half, 1), number - 1),
        "over": (number + 1, max(number + up - 1, number + 1)),
        "under": (number - down + 1, number - 1),
        "at_least": (number, number + up - 1),
        "at_most": (number - down + 1, number),
    }[how]
    if high < 0:
        raise refused(name, text, "a number of objects of at least 0")
    return Count(max(low, 0), high, text, how)


def between(name: str, low: int, high: int, text: str) -> Count:
    """Return a range of whole numbers; raises InvalidParameterError, naming the parameter, where it is turned round."""
    if not 0 <= low <= high <= MOST_OBJECTS:
        raise refused(name, text, f"a range from a smaller to a larger number, within 0 to {MOST_OBJECTS:,}")
    return Count(low, high, text, "range")


def percentage(name: str, written: Decimal, text: str, how: How = "exact") -> Share:
    """Return what a percentage stands for, rounded to the digits it is written with."""
    value = Fraction(written) / 100
    if not 0 <= value <= 1:
        raise refused(name, text, "a share from 0 % to 100 %")
    exponent = written.as_tuple().exponent
    digits = max(0, -exponent) if isinstance(exponent, int) else 0
    return _share(value, _half(written, digits, how), text, how)


def _half(written: Decimal, digits: int, how: How) -> Fraction:
    """Return how far a percentage may be off, as a share: half its last digit, or half its step for round words."""
    last = Fraction(1, 2 * 10**digits) / 100
    if how in {"about", "nearly"}:
        whole = written == written.to_integral_value()
        return max(Fraction(step_of(int(written)), 200), Fraction(1, 100)) if whole else 2 * last
    return last


def part(value: Fraction, text: str, how: How = "exact") -> Share:
    """Return what a fraction in words stands for: two thirds, half, nine in ten."""
    return replace(_share(value, _WORD_POINTS, text, how), words=True)


def nearly_all(text: str) -> Share:
    """Return the share of "nearly all": 90 % up to, not including, all."""
    return replace(percentage("claim", Decimal(100), text, "nearly"), words=True)


def fitted(share: Share, objects: Count) -> Share:
    """Return a share in words as what it can mean of so many objects: where no whole number fits, the nearest to it.

    Of a range of objects that is the nearest of each. Shares in digits, and bounds (more than half), stay as they are.
    """
    if not share.words or share.one_sided or not objects.low or objects.high - objects.low > _FEW:
        return share
    sizes = range(objects.low, objects.high + 1)
    if any(share.holds(Fraction(k, n)) for n in sizes for k in _around(share, n)):
        return share
    found = [Fraction(k, n) for n in sizes for k in _nearest(share, n)]
    return replace(share, low=min(found), high=max(found), low_in=True, high_in=True, how="nearest")


def _around(share: Share, n: int) -> range:
    return range(math.floor(share.low * n), math.ceil(share.high * n) + 1)


def _nearest(share: Share, n: int) -> list[int]:
    """Return the whole numbers nearest to a share of n, two where both are as near; for "nearly" the one below."""
    exact = share.written * n
    if share.how == "nearly":
        return [max(0, math.ceil(exact) - 1)]
    if not share.low_in:
        return [max(1, math.ceil(exact))]
    near = min(abs(exact - k) for k in (math.floor(exact), math.ceil(exact)))
    return sorted({k for k in (math.floor(exact), math.ceil(exact)) if abs(exact - k) == near})


def every(text: str) -> Share:
    """Return the share of all."""
    return Share(Fraction(1), Fraction(1), Fraction(1), low_in=True, high_in=True, text=text)


def none(text: str) -> Share:
    """Return the share of none."""
    return Share(Fraction(0), Fraction(0), Fraction(0), low_in=True, high_in=True, text=text)


def nearly_none(text: str) -> Share:
    """Return the share of "hardly any": what is left of "nearly all" turned round, above none."""
    return Share(
        Fraction(0), Fraction(0), Fraction(1, 10), low_in=False, high_in=True, text=text, how="about", words=True
    )


def few(text: str) -> Share:
    """Return the share of "few of": more than none, fewer than half; the word says no more."""
    return Share(Fraction(0), Fraction(0), Fraction(1, 2), low_in=False, high_in=False, text=text, how="under")


def exactly(value: Fraction, text: str) -> Share:
    """Return a share that was given as a fraction and rounded nowhere."""
    return Share(value, value, value, low_in=True, high_in=True, text=text)


def share_between(name: str, low: Share, high: Share, text: str) -> Share:
    """Return a range of shares, each end as rounded."""
    if low.written > high.written:
        raise refused(name, text, "a range from a smaller to a larger share")
    return Share(low.written, low.low, high.high, low.low_in, high.high_in, text, "range")


def _share(value: Fraction, half: Fraction, text: str, how: How) -> Share:
    zero, one = Fraction(0), Fraction(1)
    low, high, low_in, high_in = {
        "exact": (value - half, value + half, True, False),
        "about": (value - half, value + half, True, True),
        "nearly": (value - half, value, True, False),
        "over": (value, one, False, True),
        "at_least": (value, one, True, True),
        "under": (zero, value, True, False),
        "at_most": (zero, value, True, True),
        "range": (value, value, True, True),
    }[how]
    return Share(value, max(low, zero), min(high, one), low_in or low < 0, high_in or high > one, text, how)
