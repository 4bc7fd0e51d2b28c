"""What a placement computes of each geometry: what lets threats past, and the raid without some of its units."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from intercept.analysis.cases import Shared, part_of, replicated
from intercept.analysis.kill_chances import kill_chances
from intercept.base.cached import cached_property
from intercept.base.checksum import document_sha256
from intercept.base.outside import of_scenario
from intercept.engagement.chances import MAGAZINE_COLUMNS
from intercept.engagement.plan import Plan
from intercept.engagement.windows import engagement_windows
from intercept.raid.geometry import Clock, Flown
from intercept.raid.raid_job import RaidJob
from intercept.raid.tally import Tally
from intercept.raid.task import Block, Part, Point
from intercept.scenario.design import Design

AT_RISK, PAST = "at_risk", "past"
LOADED = [MAGAZINE_COLUMNS.index(name) for name in ("rounds", "spare")]
Rows = tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Kills:
    """The value at risk of each threat, and what each candidate lets past, as a job.

    Attributes
    ----------
    raid
        The raid, every candidate among its units.
    candidates
        Of each its rows among the fire units.
    units
        How many fire units there are.
    """

    raid: RaidJob
    candidates: tuple[Rows, ...]
    units: int

    @cached_property
    def key(self) -> str:
        """SHA-256, in hex, of everything that its parts depend on."""
        return document_sha256(["kills", self.raid.key, [list(rows) for rows in self.candidates]])

    def compute(self, block: Block, threads: int = 1) -> Part:
        """Return at_risk, shape (nights, threats), and past, (nights, candidates, threats): a night for each vector."""
        clock = Clock()
        flown = self.raid.flown(clock)
        found = [self._of_point(flown, point, threads) for point in block.points]
        at_risk, past = (np.concatenate([each[k] for each in found]) for k in (0, 1))
        return Part({AT_RISK: at_risk, PAST: past}, clock.spent)

    def _of_point(self, flown: Flown, point: Point, threads: int) -> tuple[np.ndarray, np.ndarray]:
        inside = {row for rows in self.candidates for row in rows}
        standing = [row for row in range(self.units) if row not in inside]
        vectors = self.raid.design.of_geometry(point.scramble, point.point)
        with of_scenario(flown.prepared.file, f"draw {vectors.first}"):
            plan = flown.compiled(vectors)
            flights = flown.flights(plan, threads)
        with flown.clock.stage("windows"):
            found = kill_chances(plan, engagement_windows(flights, plan, threads=threads))
        past = 1.0 - found.kill
        at_risk = found.value * found.arrives * np.prod(past[:, standing], axis=1)
        return at_risk, np.stack([np.prod(past[:, list(rows)], axis=1) for rows in self.candidates], axis=1)


@dataclass(frozen=True, eq=False)
class Emptied:
    """Replications of a raid in which some fire units have no rounds, and so stand there and do nothing, as a job.

    Attributes
    ----------
    raid
        The raid.
    empty
        Of each case the rows of the fire units without rounds.
    """

    raid: RaidJob
    empty: tuple[Rows, ...]

    @property
    def cases(self) -> list[tuple[tuple[str, ...], Design]]:
        """The raid, once for each case."""
        return [(self.raid.threat_classes, self.raid.design)] * len(self.empty)

    @property
    def luck(self) -> int:
        """Replications of each vector."""
        return self.raid.luck

    @cached_property
    def key(self) -> str:
        """SHA-256, in hex, of everything that the counts depend on."""
        return document_sha256(["emptied", self.raid.key, [list(rows) for rows in self.empty]])

    def compute(self, block: Block, threads: int = 1) -> Part:
        """Return the counts of all cases with some geometries; raises UnreachableError as a run does."""
        clock = Clock()
        flown = self.raid.flown(clock)
        return part_of([self._of_point(flown, point, threads) for point in block.points], clock)

    def _of_point(self, flown: Flown, point: Point, threads: int) -> list[Tally]:
        design, shared = self.raid.design, Shared(threads)
        vectors = design.of_geometry(point.scramble, point.point)
        raids = [shared.raid_of(flown, vectors, partial(_emptied, rows=rows)) for rows in self.empty]
        return [replicated(raid, flown, design, point, self.luck, threads) for raid in raids]

    def doubled(self) -> Emptied:
        """Return the job with twice the geometries in each scramble."""
        return replace(self, raid=self.raid.doubled())


def _emptied(plan: Plan, rows: Rows) -> Plan:
    magazines = plan.chances.magazines.copy()
    magazines[np.ix_(range(len(magazines)), list(rows), LOADED)] = 0.0
    return replace(plan, chances=replace(plan.chances, magazines=magazines))
