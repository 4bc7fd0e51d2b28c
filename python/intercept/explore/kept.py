"""What geometries of raids are kept for: flights and encounters, which no slider but those of the raid's size changes.

Kill probabilities, rounds, channels, stocks and what is up are drawn several times within one geometry; its flights and
what each unit could meet are the same whatever they are (docs/models/uncertainty.md).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from intercept.base.outside import of_scenario
from intercept.engagement.chances import THREAT_SHARES
from intercept.explore.remembered import Remembered
from intercept.raid.raid_job import RaidJob
from intercept.raid.raid_plan import RaidPlan, some_of
from intercept.raid.sources import Searched
from intercept.raid.task import Point
from intercept.scenario.compile import by_vector_of, threat_classes_of
from intercept.scenario.design import Design
from intercept.scenario.prepare import Prepared

Array: TypeAlias = npt.NDArray[np.float64]
# How many of each class are launched.
Sizes: TypeAlias = tuple[tuple[str, int], ...]
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
    _whole: Remembered[RaidPlan] = field(default_factory=lambda: Remembered(THREATS_MAX, _threats))
    _parts: Remembered[RaidPlan] = field(default_factory=lambda: Remembered(PARTS_MAX, _threats))

    def has(self, sizes: Sizes, points: Iterable[Point]) -> bool:
        """Tell whether all of some geometries are kept."""
        return all((sizes, point) in self._whole for point in points)

    def raid(self, sizes: Sizes, point: Point) -> RaidPlan:
        """Return a raid in one geometry, flown and searched unless it is kept; raises UnreachableError as `ic.run`."""
        return self._whole.get((sizes, point), lambda: _made(self.job(sizes), point))

    def part(self, sizes: Sizes, point: Point, threat: npt.NDArray[np.uint32]) -> RaidPlan:
        """Return the raid of some threats of a raid in one geometry; raises as `raid`."""
        place = (sizes, point, threat.tobytes())
        return self._parts.get(place, lambda: some_of(self.raid(sizes, point), threat))


def _threats(raid: RaidPlan) -> int:
    return len(raid.threats)


def _made(job: RaidJob, point: Point) -> RaidPlan:
    flown, vectors = job.flown(), job.design.of_geometry(point.scramble, point.point)
    with of_scenario(flown.prepared.file, f"draw {vectors.first}"):
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
