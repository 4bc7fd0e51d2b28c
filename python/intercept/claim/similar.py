"""Recorded nights of a like size, nearest first.

Distance: sqrt(ln^2((D'+1)/(D+1)) + ln^2((M'+1)/(M+1))) over launched counts D', M' of drones and missiles; + 1 because
a night may have none.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from intercept.base.arguments import whole
from intercept.claim.quantities import MOST_OBJECTS
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
    nights: Sequence[Night], *, drones: float, missiles: float, nearest: int = 5
) -> tuple[SimilarNight, ...]:
    """Return the `nearest` nights by launched counts (day raids too), nearest first, later ones first among equals.

    Nights with a drone or missile row that does not state what was launched are left out: their size is not known.
    """
    number = whole("nearest", nearest, 0, MOST_OBJECTS)
    found = []
    for night in nights:
        rows = [row for row in night.rows if row.model.kind in ("drone", "missile")]
        if rows and all(row.launched is not None for row in rows):
            drone_ratio = ((night.drones.launched or 0) + 1) / (drones + 1)
            missile_ratio = ((night.missiles.launched or 0) + 1) / (missiles + 1)
            found.append(SimilarNight(night, math.hypot(math.log(drone_ratio), math.log(missile_ratio))))
    found.sort(key=lambda similar: (similar.distance, -similar.night.date.toordinal()))
    return tuple(found[:number])
