"""What one source leads to expect of a raid: how many objects did not hit, as a distribution, and the headline of it.

The headline is written as `check_claim` reads it: a whole number of objects, and the whole per cent next to its share,
`nearly` from below, `more than` from above. Read back, it agrees with its own numbers.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from intercept.base.values import ByValue
from intercept.claim.forecasts.asked import Asked
from intercept.raid.made import Made
from intercept.record.rates.distribution import Distribution

Source = Literal["rates", "record", "scenario"]
LABELS: dict[Source, str] = {"rates": "the rates given", "record": "the record", "scenario": "the scenario"}
NIGHTS = 0.9  # the central range that is told


@dataclass(frozen=True, eq=False, repr=False)
class AtSize(ByValue):
    """What is expected of a raid of some size: `mean`, and the ends of 90 % of nights, in objects that did not hit."""

    objects: int
    mean: float
    low: int
    high: int
    standard_error: float = math.nan

    def to_dict(self) -> dict[str, float | None]:
        """Return it as plain values, for JSON; what does not apply is None."""
        error = None if math.isnan(self.standard_error) else self.standard_error
        ends = {"p05": self.low, "p95": self.high, "standard_error": error}
        return {"objects": self.objects, "mean": self.mean, **ends}


@dataclass(frozen=True, eq=False, repr=False)
class Expected(ByValue):
    """What one source leads to expect.

    Attributes
    ----------
    source
        `rates`, `record` (what would be claimed) or `scenario` (what is down by the model).
    total, parts
        How many objects did not hit, of all and of each part of the raid that the source knows apart, by its label.
    number
        The number of the headline: the mean of all nights, to the whole object.
    standard_error
        Of the mean, over independent scrambles, objects; NaN where there is none.
    against
        The same at other sizes of the raid, in the same shares, the smallest first.
    numbers
        What else belongs to it, for JSON.
    told
        What must be said with it, in sentences.
    made
        What made it, where something was drawn.
    """

    source: Source
    total: Distribution
    parts: Mapping[str, Distribution]
    number: int
    standard_error: float = math.nan
    against: tuple[AtSize, ...] = ()
    numbers: Mapping[str, object] = field(default_factory=dict)
    told: tuple[str, ...] = ()
    made: Made | None = None

    @property
    def ends(self) -> tuple[int, int]:
        """The ends of 90 % of nights, objects."""
        return self.total.interval(NIGHTS)

    def headline(self, raid: Asked) -> str:
        """Return the sentence that would be printed."""
        return headline(self.number, raid)

    def to_dict(self, raid: Asked) -> dict[str, object]:
        """Return everything as plain values, for JSON."""
        low, high = self.ends
        return {
            "source": self.source,
            "headline": self.headline(raid),
            "number": self.number,
            "p05": low,
            "p95": high,
            "standard_error": None if math.isnan(self.standard_error) else self.standard_error,
            "total": self.total.to_dict(),
            "parts": {name: part.to_dict() for name, part in self.parts.items()},
            "against_size": [size.to_dict() for size in self.against],
            **self.numbers,
            "told": list(self.told),
        }


def headline(number: int, raid: Asked) -> str:
    """Return the sentence that a number of objects that did not hit would be printed as."""
    were = "was" if raid.objects == 1 else "were"
    return f"{number:,} of {raid.label} {were} neutralised: {rounded(Fraction(number, raid.objects))}"


def whole(mean: Fraction | float) -> int:
    """Return the whole number of objects next to a mean, from a half on the one above."""
    return math.floor(Fraction(mean) + Fraction(1, 2))


def rounded(share: Fraction) -> str:
    """Return a share as the whole per cent next to it, and on which side of it the share lies: nearly 84 %."""
    per_cent = whole(100 * share)
    if 100 * share == per_cent:
        return f"{per_cent} %"
    if per_cent == 0:
        return "less than 1 %"
    return f"{'nearly' if 100 * share < per_cent else 'more than'} {per_cent} %"


def at_size(objects: int, found: Distribution, error: float = math.nan) -> AtSize:
    """Return what a distribution says of a raid of some size."""
    low, high = found.interval(NIGHTS)
    return AtSize(objects, found.mean, low, high, error)
