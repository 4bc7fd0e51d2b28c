"""What geometries of raids are kept for: flights and encounters, which no slider but those of the raid's size changes.

Kill probabilities, rounds, channels, stocks and what is up are drawn several times within one geometry; its flights and
what each unit could meet are the same whatever they are (docs/models/uncertainty.md).
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Lock
from typing import TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

from intercept.engagement.chances import THREAT_SHARES
from intercept.raid.geometry import labelled
from intercept.raid.raid_job import RaidJob
from intercept.raid.raid_plan import RaidPlan, Searched, some_of
from intercept.raid.task import Point
from intercept.scenario.compile import by_vector_of, threat_classes_of
from intercept.scenario.design import Design
from intercept.scenario.prepare import Prepared

Array: TypeAlias = npt.NDArray[np.float64]
# How many of each class are launched.
Sizes: TypeAlias = tuple[tuple[str, int], ...]
# Values by name, by which something is remembered, and how many of these are.
Place: TypeAlias = tuple[tuple[str, float], ...]
STATES_MAX = 8
Kind = TypeVar("Kind")
Made: TypeAlias = Callable[[], RaidPlan]
# Threats in all geometries that are kept, and in parts of them, some 15 kB each against 250 units; those used longest
# ago go first.
THREATS_MAX, PARTS_MAX = 80_000, 20_000


@dataclass(eq=False)
class Kept:
    """Geometries by the sizes of the raid, and by their place among those of a run.

    Attributes
    ----------
    job
        Returns the run of a raid of some sizes.
    """

    job: Callable[[Sizes], RaidJob]
    _found: OrderedDict[Hashable, RaidPlan] = field(default_factory=OrderedDict)
    _parts: OrderedDict[Hashable, RaidPlan] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def has(self, sizes: Sizes, points: list[Point]) -> bool:
        """Tell whether all of some geometries are kept."""
        with self._lock:
            return all((sizes, point) in self._found for point in points)

    def raid(self, sizes: Sizes, point: Point) -> RaidPlan:
        """Return a raid in one geometry, flown and searched unless it is kept; raises UnreachableError as `ic.run`."""
        return self._kept(self._found, (sizes, point), THREATS_MAX, lambda: _made(self.job(sizes), point))

    def part(self, sizes: Sizes, point: Point, threat: npt.NDArray[np.uint32]) -> RaidPlan:
        """Return the raid of some threats of a raid in one geometry; raises as `raid`."""
        place = (sizes, point, threat.tobytes())
        return self._kept(self._parts, place, PARTS_MAX, lambda: some_of(self.raid(sizes, point), threat))

    def _kept(self, known: OrderedDict[Hashable, RaidPlan], place: Hashable, most: int, made: Made) -> RaidPlan:
        with self._lock:
            found = known.get(place)
        if found is None:
            # Two pages may make the same at once, and to the same.
            found = made()
        with self._lock:
            known[place] = found
            known.move_to_end(place)
            threats = sum(len(each.threats) for each in known.values())
            while threats > most and len(known) > 1:
                threats -= len(known.popitem(last=False)[1].threats)
        return found


def _made(job: RaidJob, point: Point) -> RaidPlan:
    flown, vectors = job.flown(), job.design.of_geometry(point.scramble, point.point)
    with labelled(f"draw {vectors.first}"):
        plan = flown.compiled(vectors)
        return RaidPlan.searched(plan, Searched(plan, flown.flights(plan, 1), 1))


def with_values(raid: RaidPlan, values: dict[str, Array], classes: tuple[str, ...]) -> RaidPlan:
    """Return a raid with other values by vector, whose columns by threat class are those of `classes`.

    A raid of few threats may have its classes in another order, where its first waves are left without any.
    """
    order = [classes.index(name) for name in raid.threat_classes]
    return raid.with_chances(**{name: v[:, order] if name in THREAT_SHARES else v for name, v in values.items()})


@dataclass(eq=False)
class Defence:
    """A scenario whose defence was moved: what its chances have by vector, drawn once for each geometry."""

    prepared: Prepared
    design: Design
    values: dict[Point, dict[str, Array]] = field(default_factory=dict)

    @property
    def classes(self) -> tuple[str, ...]:
        """The threat classes in the order of the columns of the values."""
        return threat_classes_of(self.prepared, self.prepared.tracks)

    def of(self, point: Point) -> dict[str, Array]:
        """Return the values of a geometry."""
        if point not in self.values:
            vectors = self.design.of_geometry(point.scramble, point.point)
            given = self.prepared.tracks
            self.values[point] = by_vector_of(self.prepared, vectors, self.design.seed, trajectories=given)
        return self.values[point]


def remembered(known: OrderedDict[Place, Kind], place: Place, made: Callable[[], Kind]) -> Kind:
    """Return what is kept of some values, made unless it is; that which was used longest ago goes first."""
    found = known.get(place)
    if found is None:
        found = made()
    known[place] = found
    known.move_to_end(place)
    while len(known) > STATES_MAX:
        known.popitem(last=False)
    return found
