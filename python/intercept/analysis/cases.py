"""Cases of a raid that are drawn together: the same vectors, flights and windows where they do not differ, and luck.

All that is random is keyed by names, so two cases with the same vectors differ only where they are made to differ; and
what two cases have in common is computed once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol, Self, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

from intercept.base.cached import cached_property
from intercept.base.checksum import document_sha256
from intercept.base.narrow import all_narrow
from intercept.base.outside import of_scenario
from intercept.engagement.plan import Plan, plan_of_some
from intercept.flight.trajectories import Trajectories
from intercept.raid.geometry import Clock, Flown
from intercept.raid.raid_job import RaidJob
from intercept.raid.raid_plan import RaidPlan
from intercept.raid.sample import Sampled, reached
from intercept.raid.simulate import simulate
from intercept.raid.sources import Searched
from intercept.raid.tally import Tally
from intercept.raid.task import Block, Job, Part, Point, Task, blocks
from intercept.raid.work import Work
from intercept.scenario.design import Design
from intercept.scenario.unknowns import Vectors


class CasesJob(Protocol):
    """What the tasks of a question have in common: a `Job` whose parts hold the tallies of several cases."""

    @property
    def cases(self) -> Sequence[tuple[tuple[str, ...], Design]]:
        """Of each case its threat classes and its design: these may differ in columns and in the number of vectors."""

    @property
    def luck(self) -> int:
        """Replications of each vector."""

    @property
    def key(self) -> str:
        """As of `Job`."""

    def compute(self, block: Block, threads: int = 1) -> Part:
        """As of `Job`."""

    def doubled(self) -> Self:
        """Return the job with twice the geometries in each scramble."""


AnyCases = TypeVar("AnyCases", bound=CasesJob)


class Shared:
    """What one geometry of several cases has computed: flights and encounters, by what decides them."""

    def __init__(self, threads: int) -> None:
        self.threads = threads
        self.flown: dict[str, Trajectories] = {}
        self.met: dict[str, Searched] = {}

    def raid(self, flown: Flown, design: Design, point: Point) -> RaidPlan:
        """Return the raid of a case, with the flights and encounters of an earlier one where they are the same."""
        return self.raid_of(flown, design.of_geometry(point.scramble, point.point))

    def raid_of(
        self,
        flown: Flown,
        vectors: Vectors,
        changed: Callable[[Plan], Plan] = lambda plan: plan,
        some: npt.NDArray[np.uint32] | None = None,
    ) -> RaidPlan:
        """Return the same of any vectors, of what a plan of them is changed to, and of some of its threats."""
        with of_scenario(flown.prepared.file, f"draw {vectors.first}"):
            whole = changed(flown.compiled(vectors))
            plan = whole if some is None else plan_of_some(whole, some)
            # Tracks are no part of a plan.
            tracks = f"{flown.prepared.scenario.raid.tracks} {flown.prepared.files}"
            flights, met = plan.flights_hash() + tracks, plan.encounters_hash() + tracks
            if flights not in self.flown:
                number = range(len(whole)) if some is None else some.tolist()
                self.flown[flights] = flown.flights(plan, self.threads, lambda k: whole.threat_name(number[k]))
            if met not in self.met:
                self.met[met] = Searched(plan, self.flown[flights], self.threads)
            with flown.clock.stage("windows"):
                return RaidPlan.searched(plan, self.met[met])


@dataclass(frozen=True, eq=False)
class Together:
    """Replications of several scenarios with the same vectors and luck, as a job."""

    jobs: tuple[RaidJob, ...]

    @property
    def cases(self) -> list[tuple[tuple[str, ...], Design]]:
        """Of each scenario its threat classes and its design."""
        return [(job.threat_classes, job.design) for job in self.jobs]

    @property
    def luck(self) -> int:
        """Replications of each vector, in all scenarios."""
        return self.jobs[0].luck

    @cached_property
    def key(self) -> str:
        """SHA-256, in hex, of everything that the counts depend on."""
        return document_sha256(["together", *(job.key for job in self.jobs)])

    def compute(self, block: Block, threads: int = 1) -> Part:
        """Return the counts of all scenarios with some geometries; raises UnreachableError as a run does."""
        clock = Clock()
        flown = [job.flown(clock) for job in self.jobs]

        def one(point: Point) -> list[Tally]:
            shared = Shared(threads)
            pairs = zip(flown, self.jobs, strict=True)
            return [
                replicated(shared.raid(own, job.design, point), own, job.design, point, job.luck, threads)
                for own, job in pairs
            ]

        return part_of([one(point) for point in block.points], clock)

    def doubled(self) -> Together:
        """Return the job with twice the geometries in each scramble."""
        return replace(self, jobs=tuple(job.doubled() for job in self.jobs))


def from_one_point(job: RaidJob) -> RaidJob:
    """Return the job with one geometry for each scramble, from which they are doubled."""
    return RaidJob.of(job.prepared, replace(job.design, points=1), job.luck, job.trajectories)


def replicated(raid: RaidPlan, flown: Flown, design: Design, point: Point, luck: int, threads: int) -> Tally:
    """Return the replications of all vectors of a geometry, with the numbers that they have in a run."""
    first = design.first(point.scramble, point.point)
    with flown.clock.stage("simulate"):
        return simulate(raid, seed=flown.seed, replications=luck, first_unknown=first, threads=threads)


FIELDS = Tally.row_names()


def part_of(by_point: Sequence[Sequence[Tally]], clock: Clock) -> Part:
    """Return the tallies of all cases, given by geometry, as a part of one length: shorter ones end in zeros."""
    whole = [Tally.concatenate(tallies) for tallies in zip(*by_point, strict=True)]
    length = max(map(len, whole))
    arrays: dict[str, Any] = {}
    for k, tally in enumerate(whole):
        for name in FIELDS:
            column = getattr(tally, name)
            rest = np.zeros((length - len(column), *column.shape[1:]), column.dtype)
            arrays[f"{k}.{name}"] = np.concatenate([column, rest])
    return Part(arrays, clock.spent)


def _tally_of(part: Part, case: int, rows: int) -> Tally:
    return Tally.of_arrays({name: part.arrays[f"{case}.{name}"][:rows] for name in FIELDS})


@dataclass(frozen=True, eq=False)
class Drawn:
    """What was drawn of several cases, and whether a Ctrl-C ended it.

    Each case has as many geometries of each scramble, the first ones; a case may have fewer than those before it.
    """

    cases: tuple[Sampled, ...]
    interrupted: bool
    until_met: bool | None = None


Further: TypeAlias = Callable[[AnyCases, Drawn], AnyCases | None]


def until_known(known: Callable[[Drawn], bool]) -> Further[AnyCases]:
    """Return what doubles the geometries of all cases until they are known."""
    return lambda job, found: None if known(found) else job.doubled()


def draw(job: AnyCases, how: Work, further: Further[AnyCases] | None = None) -> Drawn:
    """Return the replications of several cases, whose points are doubled until they are enough, if that is asked.

    Parameters
    ----------
    job
        What is to be drawn.
    how
        What does it, and what hears of it.
    further
        Given a job and all that was found, what it returns goes on with twice the geometries in each scramble, of all
        cases or of the first ones alone; None where it is enough.

    Raises
    ------
    KeyboardInterrupt
        A Ctrl-C came before each scramble had a geometry.
    """
    finished: dict[Block, Part] = {}
    begun, cases = 0, list(job.cases)
    while True:
        interrupted = finish(job, job.cases[0][1], how, begun, finished)
        found = Drawn(_kept(cases, job.luck, finished), interrupted)
        if further is None:
            return found
        more, design = further(job, found), job.cases[0][1]
        if more is None or interrupted or not design.can_double:
            return replace(found, until_met=more is None)
        begun, job = design.points, more
        cases[: len(job.cases)] = job.cases


def finish(job: Job, design: Design, how: Work, begun: int, finished: dict[Block, Part]) -> bool:
    """Compute the geometries of a design from one number on; return whether a Ctrl-C came."""
    tasks = [Task(job, block) for block in blocks(design, first=begun, routes=False)]
    done = sum(len(block.points) for block in finished)
    total = done + sum(len(task.block.points) for task in tasks)

    def keep(task: Task, part: Part) -> None:
        nonlocal done
        finished[task.block] = Part(all_narrow(part.arrays))
        done += len(task.block.points)
        how.report("geometries", done, total)

    try:
        how.report("geometries", done, total)
        how.executor.map(tasks, keep)
    except KeyboardInterrupt:
        return True
    return False


def _kept(
    cases: Sequence[tuple[tuple[str, ...], Design]], luck: int, finished: dict[Block, Part]
) -> tuple[Sampled, ...]:
    """Return of each case the finished geometries of which each scramble has as many."""
    scrambles = tuple(range(cases[0][1].scrambles))
    found = []
    for k, (classes, design) in enumerate(cases):
        own = [block for block in sorted(finished) if f"{k}.{FIELDS[0]}" in finished[block].arrays]
        points = min(reached(own, scramble) for scramble in scrambles)
        if points == 0:
            raise KeyboardInterrupt
        each = design.vectors * luck
        tallies = [_tally_of(finished[b], k, len(b.points) * each) for b in own if b.stop <= points]
        planned = len(design) * luck
        found.append(Sampled(classes, design, scrambles, points, luck, Tally.concatenate(tallies), None, planned))
    return tuple(found)
