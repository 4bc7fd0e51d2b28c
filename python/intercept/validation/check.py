"""One compared figure, and the case it belongs to."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from intercept.validation.tables import Library

# What a row called `formula:` calls, whatever its case is about.
CLOSED_FORMS = "intercept.validation.closed_forms"


@dataclass(frozen=True)
class Check:
    """One figure of ours and the outside figure that it is compared with.

    Attributes
    ----------
    case, part, source, quantity
        What is compared, the part of the package that is called, and with whose figure. A series is one check: its
        worst row, with the number of rows.
    ours, theirs, unit
        The two figures; for a series those of its worst row.
    difference, tolerance
        How far they are apart, and may be. Of places the distance between them, which the two figures do not show.
    reason
        Whose accuracy the tolerance stands for.
    difference_unit
        Unit of difference and tolerance; empty where they are shares of theirs.
    """

    case: str
    part: str
    source: str
    quantity: str
    ours: float
    theirs: float
    unit: str
    difference: float
    tolerance: float
    reason: str
    difference_unit: str = ""

    @property
    def passed(self) -> bool:
        """Whether the difference is within the tolerance; a difference that is not a number fails."""
        return self.difference <= self.tolerance


@dataclass(frozen=True)
class Case:
    """A named group of checks from one source, sharing what is flown."""

    name: str
    source: str
    checks: Callable[[Library], Iterable[Check]]


@dataclass(frozen=True)
class Source:
    """A case, its source and the part of the package that it calls, from which its checks are made."""

    case: str
    source: str
    part: str

    def absolute(self, quantity: str, figures: tuple[float, float], unit: str, tolerance: float, reason: str) -> Check:
        """Return the check of ours against theirs, the difference in their unit."""
        ours, theirs = figures
        return self.apart(quantity, figures, (unit, unit), abs(ours - theirs), (tolerance, reason))

    def relative(self, quantity: str, figures: tuple[float, float], unit: str, tolerance: float, reason: str) -> Check:
        """Return the check of ours against theirs, the difference as a share of theirs."""
        ours, theirs = figures
        share = abs(ours - theirs) / abs(theirs) if theirs else math.nan
        return self.apart(quantity, figures, (unit, ""), share, (tolerance, reason))

    def apart(
        self,
        quantity: str,
        figures: tuple[float, float],
        units: tuple[str, str],
        difference: float,
        allowed: tuple[float, str],
    ) -> Check:
        """Return a check whose difference is given, in a unit of its own: the distance between two places, say."""
        (ours, theirs), (unit, difference_unit), (tolerance, reason) = figures, units, allowed
        part = CLOSED_FORMS if quantity.startswith("formula:") else self.part
        return Check(
            *(self.case, part, self.source, quantity, float(ours), float(theirs), unit),
            *(float(difference), tolerance, reason, difference_unit),
        )
