"""Recorded nights of a like size, nearest first.

Distance: the root of the sum of ln^2((n'+1)/(n+1)) over the groups of objects of which a claim says how many there
were, n, where n' were launched that night; + 1 because a night may have none. Of kinds that a claim does not name it
says nothing, so they count for nothing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from intercept.base.arguments import whole
from intercept.claim import kinds
from intercept.claim.of_record import mixed_with, totals_of
from intercept.claim.parts import outermost
from intercept.claim.quantities import MOST_OBJECTS
from intercept.claim.reading import Group, by_class
from intercept.record.nights import Night


@dataclass(frozen=True)
class SimilarNight:
    """A recorded night and its `distance` (dimensionless, see the head of this module)."""

    night: Night
    distance: float

    def to_dict(self) -> dict[str, object]:
        """Return date, part, distance and the claimed counts and rates by class, for JSON."""
        night = self.night
        return {
            "date": str(night.date),
            "part": night.part,
            "distance": self.distance,
            "drones": night.drones.to_dict(),
            "missiles": night.missiles.to_dict(),
            "classes": [totals.to_dict() for totals in night.classes],
        }


def similar_nights(
    nights: Sequence[Night], groups: Sequence[Group], *, before: date | None = None, nearest: int = 5
) -> tuple[SimilarNight, ...]:
    """Return the `nearest` nights by launched counts (day raids too), nearest first, later ones first among equals.

    Only nights before a date, where it is given: those are what could be known then. Left out are nights that do not
    say how many of these groups there were, be it in a blank or in rows that mix kinds; none where no group has a
    number.
    """
    number = whole("nearest", nearest, 0, MOST_OBJECTS)
    compared = _compared(groups)
    found = []
    for night in nights if compared else ():
        if before is not None and night.date >= before:
            continue
        launched = [_launched(night, group.kinds) for group in compared]
        if any(row.model.kind in ("drone", "missile") for row in night.rows) and None not in launched:
            ratios = [
                ((have or 0) + 1) / (0.5 * (group.count.low + group.count.high) + 1)
                for have, group in zip(launched, compared, strict=True)
                if group.count is not None
            ]
            found.append(SimilarNight(night, math.hypot(*map(math.log, ratios))))
    found.sort(key=lambda similar: (similar.distance, -similar.night.date.toordinal()))
    return tuple(found[:number])


def _compared(groups: Sequence[Group]) -> tuple[Group, ...]:
    """Return the groups that a night is compared by: drones and missiles for all objects where both are known."""
    known = by_class(groups)
    both = tuple(group for group in known if group.kinds in {("drones",), ("missiles",)})
    return both if len(both) == 2 else outermost(known)


def _launched(night: Night, names: Sequence[str]) -> int | None:
    """Return how many of these kinds a night had; None where it does not say."""
    own = kinds.of_catalogue(names)
    for row in night.rows:
        if row.launched is None and (row.model.kind in {"drone", "missile"}) and own & set(row.model.classes):
            return None
    return None if mixed_with(night, names) else totals_of(night, names).launched or 0
