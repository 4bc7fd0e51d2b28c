"""What is made once and remembered while there is room: that which was used longest ago is forgotten first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Lock
from typing import Generic, TypeVar

Kind = TypeVar("Kind")


def one(_: object) -> int:
    """Return the weight of a thing where all weigh alike."""
    return 1


@dataclass(eq=False)
class Remembered(Generic[Kind]):
    """Things by their places; several threads may ask at once.

    Attributes
    ----------
    most
        How much all of them may weigh together; the last one is kept whatever it weighs.
    weight
        What each weighs.
    """

    most: int
    weight: Callable[[Kind], int] = one
    _found: OrderedDict[Hashable, Kind] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def __contains__(self, place: Hashable) -> bool:
        """Tell whether something is remembered of a place."""
        with self._lock:
            return place in self._found

    def get(self, place: Hashable, made: Callable[[], Kind]) -> Kind:
        """Return what belongs to a place, made unless it is remembered; two threads may make it at once, and alike."""
        with self._lock:
            if place in self._found:
                self._found.move_to_end(place)
                return self._found[place]
        found = made()
        with self._lock:
            self._found[place] = found
            self._found.move_to_end(place)
            weight = sum(map(self.weight, self._found.values()))
            while weight > self.most and len(self._found) > 1:
                weight -= self.weight(self._found.popitem(last=False)[1])
        return found
