"""Total Sobol indices of groups by pick-freeze: the same nights, with one group of unknowns drawn again.

With A a vector of what is not known and A_g the same one but for a group g, which is drawn independently,

    T_g = E[(y(A) - y(A_g))^2] / (2 V)

(M. J. W. Jansen, Comput. Phys. Commun. 117, 1999; A. Saltelli et al., Comput. Phys. Commun. 181, 2010): the share of
the variance that is left when all but the group is known, alone and together with others. Both have the same luck, and
what luck adds to the squared difference of two means of L replications, the variance of the differences over L, is
taken off.
Flights and windows that a group does not touch are those of A.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from intercept.analysis.cases import Shared, part_of, replicated
from intercept.analysis.column_groups import ROUTES
from intercept.base.cached import cached_property
from intercept.base.checksum import document_sha256
from intercept.raid.first_order import jackknife, leave_one_out
from intercept.raid.geometry import Clock, Flown
from intercept.raid.raid_job import RaidJob
from intercept.raid.tally import Tally
from intercept.raid.task import Block, Part, Point
from intercept.scenario.design import Design

Array = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Redrawn:
    """Replications of a raid as it is, and then with each of some groups drawn again, as a job.

    Attributes
    ----------
    raid
        The raid.
    groups
        Names of the groups, each with its columns; that of routes and single threats has none.
    """

    raid: RaidJob
    groups: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def cases(self) -> list[tuple[tuple[str, ...], Design]]:
        """The raid, and the raid with each group drawn again."""
        return [(self.raid.threat_classes, self.raid.design)] * (1 + len(self.groups))

    @property
    def luck(self) -> int:
        """Replications of each vector."""
        return self.raid.luck

    @cached_property
    def key(self) -> str:
        """SHA-256, in hex, of everything that the counts depend on."""
        # The scramble from which a group is drawn depends on how many there are.
        groups = [[name, *columns] for name, columns in self.groups]
        return document_sha256(["redrawn", self.raid.key, self.raid.design.scrambles, groups])

    def compute(self, block: Block, threads: int = 1) -> Part:
        """Return the counts of all cases with some geometries; raises UnreachableError as a run does."""
        clock = Clock()
        flown = self.raid.flown(clock)
        return part_of([self._of_point(flown, point, threads) for point in block.points], clock)

    def _of_point(self, flown: Flown, point: Point, threads: int) -> list[Tally]:
        design, shared = self.raid.design, Shared(threads)
        place = (point.scramble, point.point)
        drawn = [design.of_geometry(*place)]
        drawn += [design.mixed(*place, columns, int(name == ROUTES and not columns)) for name, columns in self.groups]
        return [
            replicated(shared.raid_of(flown, vectors), flown, design, point, self.luck, threads) for vectors in drawn
        ]

    def doubled(self) -> Redrawn:
        """Return the job with twice the geometries in each scramble."""
        return replace(self, raid=self.raid.doubled())


def half_squares(own: Counts, other: Counts) -> Array:
    """Return (y(A) - y(A_g))^2/2 less what is luck in it, of each vector, from counts of shape (R, K, L): (R, K)."""
    apart = (other - own).astype(np.float64)
    luck = apart.var(axis=2, ddof=1) / apart.shape[2]
    halves: Array = 0.5 * (apart.mean(axis=2) ** 2 - luck)
    return halves


def total_index(halves: Array, variance: float, variance_without: Array) -> tuple[float, float]:
    """Return T of a group and its standard error: `variance` is V, and V without each of R scrambles."""
    mean, without = leave_one_out(lambda kept: np.asarray(halves[kept].mean()), len(halves))
    return jackknife(float(mean) / variance, without / variance_without)
