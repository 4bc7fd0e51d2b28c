"""The geometry of a run: compiled, flown, replicated, and dropped."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, TypeAlias

from intercept.base.outside import of_scenario
from intercept.engagement.plan import Plan
from intercept.engagement.windows import EngagementWindows, engagement_windows
from intercept.flight.fly import fly
from intercept.flight.trajectories import Trajectories
from intercept.raid import unflown
from intercept.raid.raid_plan import RaidPlan
from intercept.raid.simulate import simulate
from intercept.raid.tally import Tally
from intercept.raid.task import Point
from intercept.scenario.compile import compile_vectors, threat_classes_of
from intercept.scenario.unknowns import MOST_LIKELY, Vectors

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from intercept.scenario.design import Design
    from intercept.scenario.prepare import Prepared

OnProgress: TypeAlias = Callable[[str, int, int], None]


@dataclass(frozen=True, eq=False)
class Geometry:
    """The most likely geometry: its flights are `windows.trajectories`."""

    plan: Plan
    windows: EngagementWindows


@dataclass
class Clock:
    """Seconds spent by stage, those of all workers together."""

    spent: dict[str, float] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock, repr=False, compare=False)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Add the time until the block ends to a stage."""
        start = time.perf_counter()
        try:
            yield
        finally:
            self.add({name: time.perf_counter() - start})

    def add(self, spent_s: Mapping[str, float]) -> None:
        """Add seconds that were spent elsewhere, by stage."""
        with self._lock:
            for name, seconds in spent_s.items():
                self.spent[name] = self.spent.get(name, 0.0) + seconds


def no_report(stage: str, done: int, total: int) -> None:
    """Ignore a report of progress."""


@dataclass(frozen=True, eq=False)
class Flown:
    """How the geometries of a scenario are made: its scenario, its seed, what is given as flown, and the clock."""

    prepared: Prepared
    seed: int
    trajectories: Trajectories | None = None
    clock: Clock = field(default_factory=Clock)

    @property
    def threat_classes(self) -> tuple[str, ...]:
        """The classes that fly, in the order of a plan."""
        return threat_classes_of(self.prepared, self.trajectories)

    def most_likely(self, threads: int = 0) -> Geometry:
        """Return the geometry with the most likely value of everything, and all sensors and fire units up."""
        plan, flown = self._flown(MOST_LIKELY, "the most likely geometry", threads)
        with self.clock.stage("windows"):
            return Geometry(plan, engagement_windows(flown, plan, threads=threads))

    def tally(self, design: Design, point: Point, luck: int, threads: int = 1) -> Tally:
        """Return the replications of all vectors of a geometry.

        Raises
        ------
        UnreachableError
            A destination cannot be reached; the message names the draw and the threat.
        """
        plan, flown = self.fly(design, point, threads)
        with self.clock.stage("windows"):
            raid = RaidPlan.of(plan, flown, threads=threads)
        # Second routes meet with luck of their own: the difference to the first ones is theirs alone.
        numbers = range(point.route * luck, (point.route + 1) * luck)
        with self.clock.stage("simulate"):
            first = design.first(point.scramble, point.point)
            return simulate(raid, seed=self.seed, replications=numbers, first_unknown=first, threads=threads)

    def fly(self, design: Design, point: Point, threads: int = 1) -> tuple[Plan, Trajectories]:
        """Return the plan of a geometry and its flights; raises as `tally`."""
        vectors = design.of_geometry(point.scramble, point.point, point.route)
        return self._flown(vectors, f"draw {vectors.first}", threads)

    def compiled(self, vectors: Vectors) -> Plan:
        """Return the plan of a geometry; raises UnreachableError where a destination cannot be reached."""
        with of_scenario(self.prepared.file), self.clock.stage("compile"):
            return compile_vectors(self.prepared, vectors, self.seed, trajectories=self.trajectories)

    def flights(self, plan: Plan, threads: int = 1, threat_name: Callable[[int], str] | None = None) -> Trajectories:
        """Return the flights of a geometry's plan; raises UnreachableError, naming the threat, where one was not flown.

        `threat_name` names the threats of a plan of some, whose numbers are not those of the raid.
        """
        if self.trajectories is not None:
            return self.trajectories
        with self.clock.stage("fly"):
            flown = fly(plan, threads=threads, progress_bar=False)
        # There is no raid of half the threats.
        if flown.interrupted:
            raise KeyboardInterrupt
        unflown.check(flown, plan, self.prepared, threat_name or plan.threat_name)
        return flown

    def _flown(self, vectors: Vectors, label: str, threads: int) -> tuple[Plan, Trajectories]:
        with of_scenario(self.prepared.file, label):
            plan = self.compiled(vectors)
            return plan, self.flights(plan, threads)
