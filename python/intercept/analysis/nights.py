"""Nights in a row of one raid, as a job: the tally of each night, and what rounds are left after it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from intercept.analysis.cases import Shared, part_of
from intercept.base.cached import cached_property
from intercept.base.checksum import document_sha256
from intercept.engagement.chances import DEPOT_COLUMNS, MAGAZINE_COLUMNS, Chances
from intercept.raid.geometry import Clock, Flown
from intercept.raid.raid_job import RaidJob
from intercept.raid.raid_plan import RaidPlan
from intercept.raid.simulate import simulate_nights
from intercept.raid.tally import Tally
from intercept.raid.task import Block, Part, Point
from intercept.scenario.design import Design

Array = npt.NDArray[np.float64]
COUNT_MAX = 2**32 - 1


@dataclass(frozen=True, eq=False)
class Nights:
    """A raid that comes again each night, as a job. Case 0 has what is in stock before the first night, case k night k.

    The rounds left of its tallies are those at the units, on their way, and in the depots.
    """

    raid: RaidJob
    nights: int

    @property
    def cases(self) -> list[tuple[tuple[str, ...], Design]]:
        """The state before the first night, then each night."""
        return [(self.raid.threat_classes, self.raid.design)] * (self.nights + 1)

    @property
    def luck(self) -> int:
        """Replications of each vector."""
        return self.raid.luck

    @cached_property
    def key(self) -> str:
        """SHA-256, in hex, of everything that the counts depend on."""
        return document_sha256(["nights", self.raid.key, self.nights])

    def compute(self, block: Block, threads: int = 1) -> Part:
        """Return the counts of all nights with some geometries; raises UnreachableError as a run does."""
        clock = Clock()
        flown = self.raid.flown(clock)
        return part_of([self._of_point(flown, point, threads) for point in block.points], clock)

    def _of_point(self, flown: Flown, point: Point, threads: int) -> list[Tally]:
        design = self.raid.design
        raid = Shared(threads).raid(flown, design, point)
        first = design.first(point.scramble, point.point)
        with flown.clock.stage("simulate"):
            found = simulate_nights(
                raid, self.nights, seed=flown.seed, replications=self.luck, first_unknown=first, threads=threads
            )
        return with_depots(raid, found, self.luck)

    def doubled(self) -> Nights:
        """Return the job with twice the geometries in each scramble."""
        return replace(self, raid=self.raid.doubled())


def with_depots(raid: RaidPlan, nights: list[Tally], luck: int) -> list[Tally]:
    """Return the tallies of nights in a row after one of the state before, all with the rounds of depots in `left`.

    What has been delivered is what was spent and is left at the units, less what these had: a depot has the rest of
    what it had and has received by the beginning of the next night.
    """
    at_units, depot, per_day = (np.repeat(each, luck, axis=0) for each in _start(raid))
    spent = np.zeros_like(at_units)
    before = nights[0]
    told = [replace(before, left=_counts(at_units + depot), rounds=np.zeros_like(before.rounds))]
    own = _of_class(raid)
    for night, tally in enumerate(nights, 1):
        spent = spent + tally.rounds
        # Variants share the depot of the first one of their class.
        delivered = (spent + tally.left - at_units) @ own
        kept = depot + np.floor(per_day * night) - delivered
        told.append(replace(tally, left=_counts(tally.left + np.maximum(kept, 0.0))))
    return told


def _of_class(raid: RaidPlan) -> Array:
    """Return a matrix that adds up the variants of a class into the first of them."""
    names = raid.unit_classes
    own = np.zeros((len(names), len(names)))
    for k, name in enumerate(names):
        own[k, names.index(name)] = 1.0
    return own


def _start(raid: RaidPlan) -> tuple[Array, Array, Array]:
    """Return rounds at units, in depots, and received by these in a day: each of shape (vectors, variants)."""
    chances: Chances = raid.chances
    rounds, spare = (chances.magazines[:, :, MAGAZINE_COLUMNS.index(name)] for name in ("rounds", "spare"))
    member = np.zeros((len(raid.units), len(raid.unit_classes)))
    member[np.arange(len(raid.units)), raid.units.astype(np.intp)] = 1.0
    stored, per_day = (chances.depots[:, :, DEPOT_COLUMNS.index(name)] for name in ("rounds", "resupply_per_day"))
    first = _of_class(raid).any(axis=0)
    return (rounds + spare) @ member, stored * first, per_day * first


def _counts(values: npt.NDArray[np.generic]) -> npt.NDArray[np.uint32]:
    return np.minimum(np.rint(values.astype(np.float64)), COUNT_MAX).astype(np.uint32)
