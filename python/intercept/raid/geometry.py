"""The geometry of a run: each sample compiled, flown and searched for engagement windows, ready to replicate."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from intercept.engagement.plan import Plan
from intercept.engagement.windows import EngagementWindows, engagement_windows
from intercept.errors import UnreachableError
from intercept.flight.fly import fly
from intercept.flight.trajectories import Trajectories
from intercept.raid.simulate import RaidPlan
from intercept.scenario.compile import compile_plan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from intercept.scenario.prepare import Prepared

OnProgress: TypeAlias = Callable[[str, int, int], None]


@dataclass(frozen=True, eq=False)
class Geometry:
    """One geometry sample: its flights are `windows.trajectories`."""

    plan: Plan
    windows: EngagementWindows
    raid: RaidPlan


@dataclass
class Clock:
    """Seconds spent by stage."""

    spent: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Add the time until the block ends to a stage."""
        start = time.perf_counter()
        try:
            yield
        finally:
            self.spent[name] = self.spent.get(name, 0.0) + time.perf_counter() - start


def no_report(stage: str, done: int, total: int) -> None:
    """Ignore a report of progress."""


def geometries(
    prepared: Prepared,
    samples: int,
    seed: int,
    clock: Clock,
    *,
    threads: int = 0,
    on_progress: OnProgress = no_report,
    trajectories: Trajectories | None = None,
) -> list[Geometry]:
    """Compile, fly and find the engagement windows of each geometry sample; what is given as trajectories is not flown.

    Raises
    ------
    UnreachableError
        A destination cannot be reached; the message names the sample and the threat.
    """
    found = []
    trajectories = prepared.tracks if trajectories is None else trajectories
    for sample in range(samples):
        on_progress("geometry", sample, samples)
        try:
            with clock.stage("compile"):
                plan = compile_plan(prepared, sample, seed, trajectories=trajectories)
            found.append(_geometry(plan, trajectories, clock, threads))
        except UnreachableError as error:
            raise UnreachableError(f"geometry sample {sample}: {error}") from error
    on_progress("geometry", samples, samples)
    return found


def _geometry(plan: Plan, given: Trajectories | None, clock: Clock, threads: int) -> Geometry:
    with clock.stage("fly"):
        trajectories = fly(plan, threads=threads, progress_bar=False) if given is None else given
        # There is no raid of half the threats.
        if trajectories.interrupted:
            raise KeyboardInterrupt
    with clock.stage("windows"):
        windows = engagement_windows(trajectories, plan, threads=threads)
    return Geometry(plan, windows, RaidPlan.of(windows))
