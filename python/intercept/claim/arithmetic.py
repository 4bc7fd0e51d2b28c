"""What a claimed result allows, in exact whole numbers and fractions.

With N objects and a claimed share r of them down, read exactly (r or more) or as what it may have been rounded from
(low up to high):

    leakers allowed, exactly       L = floor((1 - r) N)
    leakers allowed, as stated     those L for which low <= (N - L) / N < high
    share of a class of h          at least (h - (1 - r) N) / h, and at least h - L objects, even if all others fall

A number k of N down leaves L = N - k. Where N is a range, so is L: every L that some N of the range gives. Objects that
are said to have got through are taken as those that are not down.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from fractions import Fraction

from intercept.base.cached import cached_property
from intercept.claim import kinds
from intercept.claim.quantities import Count, How, Share
from intercept.claim.reading import Group, Statement

_TURNED: dict[How, How] = {"over": "under", "under": "over", "at_least": "at_most", "at_most": "at_least"}


@dataclass(frozen=True)
class Span:
    """A range of whole numbers, both ends included."""

    low: int
    high: int

    def __str__(self) -> str:
        return f"{self.low:,}" if self.low == self.high else f"{self.low:,} to {self.high:,}"

    def to_dict(self) -> dict[str, int]:
        """Return both ends, for JSON."""
        return {"low": self.low, "high": self.high}


@dataclass(frozen=True)
class Bound:
    """What a statement says of one group: how many of it are down at least, and at most.

    `exact_share` and `stated_share` are the smallest shares down for which the claim can hold at all, read exactly and
    as stated, 0 where it says nothing; `exact_least` and `stated_least` the same in whole objects, of the fewest that
    the group may have had; `most` is the greatest number down. None where there is no exact reading.
    """

    group: Group
    of: int
    exact_share: Fraction | None
    stated_share: Fraction
    exact_least: int | None
    stated_least: int
    most: int

    def to_dict(self) -> dict[str, object]:
        """Return the bounds as plain values, for JSON: shares of 1."""
        return {
            "kinds": list(self.group.kinds),
            "of": self.of,
            "exact_share_least": None if self.exact_share is None else float(self.exact_share),
            "stated_share_least": float(self.stated_share),
            "exact_down_least": self.exact_least,
            "stated_down_least": self.stated_least,
            "down_most": self.most,
        }


@dataclass(frozen=True)
class Arithmetic:
    """What one statement allows; `groups` are further groups inside its population whose number is known."""

    statement: Statement
    groups: tuple[Group, ...] = ()

    @property
    def objects(self) -> Count | None:
        """How many objects the statement is of; None where that is not known."""
        return self.statement.objects

    @cached_property
    def share(self) -> Share | None:
        """The share down that is claimed, that of what got through turned round; None where only a number is."""
        share = self.statement.share
        return share if share is None or self.statement.outcome != "hit" else _turned(share)

    @cached_property
    def exact(self) -> Span | None:
        """The most that may get through for the share to be reached, for the fewest and the most objects.

        None without a number of objects, and for a claim that gives no one share (more than half, nearly 90 %).
        """
        objects = self.objects
        if objects is None:
            return None
        if self.statement.number is not None:
            return self._counted(self.statement.number, objects)
        if self.share is None or self.share.how != "exact":
            return None
        lost = 1 - self.share.written
        return Span(math.floor(lost * objects.low), math.floor(lost * objects.high))

    @cached_property
    def stated(self) -> Span | None:
        """The fewest and the most that may have got through, for the claim as stated; None where no number does."""
        objects = self.objects
        if objects is None:
            return None
        if self.statement.number is not None:
            return self._counted(self.statement.number, objects)
        return leakers(self.share, objects) if self.share is not None else None

    @property
    def contradicts_itself(self) -> bool:
        """Whether no whole number of objects gives what is claimed, or a number and a share are not the same."""
        if self.objects is None or not self.objects.high:
            return False
        return self.stated is None or not self.agrees

    @property
    def agrees(self) -> bool:
        """Whether a number and a share that are both given fit each other; true where only one is."""
        number, share, objects = self.statement.number, self.statement.share, self.objects
        if number is None or share is None or objects is None:
            return True
        if not objects.low:
            return False
        low, high = Fraction(number.low, objects.high), Fraction(number.high, objects.low)
        # Ranges of numbers fit where any of them does.
        return share.holds(low) or share.holds(high) or (low < share.low and high > share.high)

    def _counted(self, number: Count, objects: Count) -> Span:
        if self.statement.outcome == "hit":
            return Span(number.low, min(number.high, objects.high))
        return Span(max(0, objects.low - number.high), max(0, objects.high - number.low))

    @cached_property
    def parts(self) -> tuple[Group, ...]:
        """The groups of objects that bounds are of: those of the population, if several, and those inside it."""
        own = [group for group in self.statement.population if group.count is not None and group.count.high]
        inside = [
            group
            for group in self.groups
            if kinds.within(group.kinds, self.statement.kinds)
            and group.count is not None
            and group.count.high
            and kinds.classes(group.kinds) not in [kinds.classes(other.kinds) for other in own]
        ]
        return (*(own if len(own) > 1 else ()), *inside)

    @cached_property
    def bounds(self) -> tuple[Bound, ...]:
        """What the statement says of each of its parts; empty where it contradicts itself or N is not known."""
        if self.stated is None or self.contradicts_itself:
            return ()
        return tuple(self.bound(group) for group in self.parts)

    def bound(self, group: Group) -> Bound:
        """Return what the statement says of a group inside its population whose number is known."""
        count, objects, stated = group.count, self.objects, self.stated
        assert count is not None  # noqa: S101 - for the type checker: callers give groups with a number
        assert objects is not None  # noqa: S101
        assert stated is not None  # noqa: S101
        of = max(count.low, 1)
        # A larger group of its own makes N larger, too; the bound is weakest for the smallest of it and most others.
        own = group in self.statement.population
        total = of + objects.high - count.high if own else objects.high
        most = stated.high if self.share is None else min(stated.high, _most_lost(self.share, total))
        lost = Fraction(stated.high) if self.share is None else (1 - self.share.low) * total
        exact = None if self.exact is None else Fraction(self.exact.high)
        if exact is not None and self.share is not None and self.statement.number is None:
            exact = (1 - self.share.written) * total
        forced = max(0, stated.low - (objects.high - count.high))
        return Bound(
            group=group,
            of=of,
            exact_share=None if exact is None else max(Fraction(0), (of - exact) / of),
            stated_share=max(Fraction(0), (of - lost) / of),
            exact_least=None if exact is None else max(0, of - math.floor(exact)),
            stated_least=max(0, of - most),
            most=count.high - min(forced, count.high),
        )

    def to_dict(self) -> dict[str, object]:
        """Return everything as plain values, for JSON."""
        return {
            "statement": self.statement.to_dict(),
            "objects": None if self.objects is None else self.objects.to_dict(),
            "leakers_exact": None if self.exact is None else self.exact.to_dict(),
            "leakers_as_stated": None if self.stated is None else self.stated.to_dict(),
            "contradicts_itself": self.contradicts_itself,
            "bounds": [bound.to_dict() for bound in self.bounds],
        }


def leakers(share: Share, objects: Count) -> Span | None:
    """Return the fewest and most leakers L for which (N - L) / N is one of the shares, for some N of the range.

    None where there is no such whole number.
    """
    if not objects.high:
        return None
    if share.low == share.high:
        return _of_fraction(share.low, objects)
    fewest = max(0, math.floor((1 - share.high) * max(objects.low, 1)))
    most = _most_lost(share, objects.high)
    low = next((number for number in range(fewest, most + 1) if _possible(number, share, objects)), None)
    if low is None:
        return None
    return Span(low, next(number for number in range(most, low - 1, -1) if _possible(number, share, objects)))


def _most_lost(share: Share, objects: int) -> int:
    """Return the most leakers for which the share of the others is not too low."""
    lost = (1 - share.low) * objects
    return math.floor(lost) if share.low_in else math.ceil(lost) - 1


def _of_fraction(share: Fraction, objects: Count) -> Span | None:
    """Return the leakers for which the share is exactly a fraction: N must be a multiple of its denominator."""
    step = share.denominator
    first, last = -(-max(objects.low, 1) // step) * step, objects.high // step * step
    return Span(int((1 - share) * first), int((1 - share) * last)) if first <= last else None


def _possible(lost: int, share: Share, objects: Count) -> bool:
    """Whether some N of the range has exactly this many leakers: N >= L / (1 - low) and N < L / (1 - high).

    The share (N - L) / N rises with N, so the first N at which it is high enough decides.
    """
    first = max(objects.low, lost, 1)
    if share.low < 1:
        first = max(first, math.ceil(lost / (1 - share.low)))
    elif lost:
        return False
    # Where the lower end is left out, the next N is the first.
    return any(number <= objects.high and share.holds(Fraction(number - lost, number)) for number in (first, first + 1))


def _turned(share: Share) -> Share:
    """Return the share of what is not among a share."""
    return replace(
        share,
        written=1 - share.written,
        low=1 - share.high,
        high=1 - share.low,
        low_in=share.high_in,
        high_in=share.low_in,
        how=_TURNED.get(share.how, share.how),
    )
