"""All geometries of a run: replicated by an executor, more of them until the mean is known, kept on a Ctrl-C."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from intercept.base.narrow import all_narrow
from intercept.raid.estimates import mean_of
from intercept.raid.geometry import Clock, OnProgress
from intercept.raid.raid_job import FlightsJob, RaidJob
from intercept.raid.tally import LEAKED, Tally
from intercept.raid.task import Block, Executor, Part, Task, blocks
from intercept.raid.threads import Threads
from intercept.scenario.design import SCRAMBLES_MAX, Design

if TYPE_CHECKING:
    from intercept.raid.estimates import Counts


# Scrambles are added, rather than points doubled, where at most this share of them is expected to be enough.
ADDED_MAX = 0.75


@dataclass(frozen=True, eq=False)
class Sampled:
    """What a run drew: the tally of geometries of which each scramble has as many, and how many these are.

    Attributes
    ----------
    threat_classes
        In the order of the tally's columns.
    design
        The vectors that were to be drawn.
    scrambles, points
        Numbers of the scrambles that count: all, unless a Ctrl-C came before each had one geometry; and how many
        geometries of each were finished.
    luck
        Replications of each vector.
    tally
        Sorted by e and a.
    routes
        Replications with first and with second routes of the vectors that were flown by both.
    planned
        Replications that were asked for, those with second routes left out.
    """

    threat_classes: tuple[str, ...]
    design: Design
    scrambles: tuple[int, ...]
    points: int
    luck: int
    tally: Tally
    routes: tuple[Tally, Tally] | None
    planned: int

    @property
    def shape(self) -> tuple[int, int, int]:
        """Scrambles, vectors of each, replications of each vector."""
        return len(self.scrambles), self.points * self.design.vectors, self.luck

    def counts(self, column: Counts) -> Counts:
        """Return a column of the tally, shape (n,), by scramble, vector and replication."""
        return np.asarray(column, dtype=np.int64).reshape(self.shape)

    def mean_error(self) -> float:
        """Return the standard error of the mean number of leakers; NaN where there is one scramble only."""
        leaked = self.counts(self.tally.fates[:, :, LEAKED].sum(axis=1))
        return mean_of(leaked.reshape(len(leaked), -1).mean(axis=1))[1]


@dataclass
class Sampler:
    """What does the tasks of a run, whom it tells how far it has come, and whether it was interrupted."""

    executor: Executor
    on_progress: OnProgress
    clock: Clock
    until: float | None = None
    interrupted: bool = False

    def sample(self, job: RaidJob, finished: dict[Block, Tally] | None = None) -> Sampled:
        """Return the replications of a job: of more scrambles or points until the mean's error is met.

        Parameters
        ----------
        job
            What is to be replicated.
        finished
            Geometries of the job with half the points, if they were replicated before; the others are added to them.

        Raises
        ------
        KeyboardInterrupt
            A Ctrl-C came before the first geometry of any scramble was finished.
        """
        finished = {} if finished is None else finished
        begun = min(reached(finished, scramble) for scramble in range(job.design.scrambles))
        wanted = blocks(job.design, first=begun, routes=job.given is None)
        least = job.design.scrambles
        while True:
            self._finish(job, wanted, finished)
            found = _kept(job, finished, least)
            error = found.mean_error()
            if self.until is None or self.interrupted or (math.isfinite(error) and error <= self.until):
                return found
            more = _more(job, error, self.until)
            if more is None:
                return found
            least = job.design.scrambles
            job, wanted = more

    def _finish(self, job: RaidJob, wanted: Iterable[Block], finished: dict[Block, Tally]) -> None:
        """Replicate geometries of a job."""
        tasks = [Task(job, block) for block in wanted]
        done = sum(len(block.points) for block in finished)
        total = done + sum(len(task.block.points) for task in tasks)

        def keep(task: Task, part: Part) -> None:
            nonlocal done
            finished[task.block] = Tally.of_arrays(all_narrow(part.arrays))
            self.clock.add(part.spent_s)
            done += len(task.block.points)
            self.on_progress("geometries", done, total)

        try:
            self.on_progress("geometries", done, total)
            self.executor.map(tasks, keep)
        except KeyboardInterrupt:
            self.interrupted = True
            if not finished:
                raise


def _more(job: RaidJob, error: float, until: float) -> tuple[RaidJob, Iterator[Block]] | None:
    """Return a job from which the error asked for may be expected, and its further blocks; None where there is none.

    The error falls as one over the root of the number R of scrambles, so R (error / until)² of them should meet it.
    Where that is many more than there are, twice the points are worth more: the means of a scramble's points, which are
    evenly spread, come together faster than that.
    """
    design, routes = job.design, job.given is None
    wanted = design.scrambles * (error / until) ** 2
    if wanted <= min((1.0 + ADDED_MAX) * design.scrambles, SCRAMBLES_MAX):
        job = job.widened(max(math.ceil(wanted), design.scrambles + 1))
        return job, blocks(job.design, scrambles=range(design.scrambles, job.design.scrambles), routes=routes)
    if design.can_double:
        job = job.doubled()
        return job, blocks(job.design, first=design.points, routes=routes)
    return None


def fly_all(job: RaidJob, on_progress: OnProgress) -> None:
    """Fly every geometry of a job, and the most likely one, to see that each threat reaches its destination.

    In one draw a class may reach what it does not in another, so none can be left out.
    """
    job.flown().most_likely()
    flights = FlightsJob(job)
    tasks = [Task(flights, block) for block in blocks(job.design, routes=job.given is None)]
    done, total = 0, sum(len(task.block.points) for task in tasks)

    def keep(task: Task, _: Part) -> None:
        nonlocal done
        done += len(task.block.points)
        on_progress("flights", done, total)

    on_progress("flights", done, total)
    Threads().map(tasks, keep)


def _kept(job: RaidJob, finished: dict[Block, Tally], least: int) -> Sampled:
    """Return the finished geometries of which each scramble has as many; where one has none, the others' first.

    Scrambles beyond the first `least` count only if they have as many as the job: they were added to these.
    """
    design = job.design
    counts = [reached(finished, scramble) for scramble in range(design.scrambles)]
    scrambles = tuple(k for k, count in enumerate(counts) if k < least or count >= design.points)
    counts = [counts[scramble] for scramble in scrambles]
    points = min(counts)
    if points == 0:
        scrambles = tuple(scramble for scramble, count in zip(scrambles, counts, strict=True) if count)
        if not scrambles:
            raise KeyboardInterrupt
        points = min(count for count in counts if count)
    chosen = [block for block in sorted(finished) if block.scramble in scrambles and block.stop <= points]
    first, second = ([block for block in chosen if block.route == route] for route in (0, 1))
    routes = None
    if second:
        again = _together(finished, second)
        tally = _together(finished, [replace(block, route=0) for block in second])
        both = np.isin(tally.unknown, again.unknown)
        routes = tally.taken(both), again
    tally = _together(finished, first)
    return Sampled(job.threat_classes, design, scrambles, points, job.luck, tally, routes, len(design) * job.luck)


def reached(finished: Iterable[Block], scramble: int) -> int:
    """Return how many geometries of a scramble are finished without a gap."""
    points = 0
    for block in sorted(block for block in finished if block.scramble == scramble and not block.route):
        if block.start != points:
            break
        points = block.stop
    return points


def _together(finished: dict[Block, Tally], chosen: Iterable[Block]) -> Tally:
    return Tally.concatenate([finished[block] for block in chosen])
