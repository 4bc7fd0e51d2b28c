"""Tasks of long work: each a pure function of what its key names, so that it may be done anywhere, and in any order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeAlias

import numpy.typing as npt

from intercept.base.cached import cached_property
from intercept.base.checksum import document_sha256
from intercept.scenario.design import Design

# Every eighth geometry of a scramble is flown by second routes too, to measure what these add to the variance.
ROUTES_EVERY = 8
# A block that is not finished when the work ends is lost: at most an eighth of what comes before it, and this many.
BLOCK_MAX, BLOCK_SHARE = 8, 8


@dataclass(frozen=True, order=True)
class Point:
    """One geometry of a run. In order, each scramble has its first geometry before any has its second."""

    point: int
    scramble: int
    route: int = 0


@dataclass(frozen=True, order=True)
class Block:
    """Geometries of one scramble, from `start` up to `stop`; of second routes (`route` 1) every eighth of these."""

    start: int
    scramble: int
    route: int = 0
    stop: int = 1

    @property
    def points(self) -> list[Point]:
        """The geometries, in order."""
        numbers = range(self.start, self.stop)
        return [Point(p, self.scramble, self.route) for p in numbers if not self.route or p % ROUTES_EVERY == 0]


@dataclass(frozen=True, eq=False)
class Part:
    """What one task found.

    Attributes
    ----------
    arrays
        By name; those with a row for each replication have the same length along their first axis.
    spent_s
        Seconds spent, by stage: of what a task finds they are no part, so a part read from a file has none.
    """

    arrays: Mapping[str, npt.NDArray[Any]]
    spent_s: Mapping[str, float] = field(default_factory=dict)


class Job(Protocol):
    """What the tasks of one piece of work have in common. It can be pickled."""

    @property
    def key(self) -> str:
        """SHA-256, in hex, of everything that what it computes depends on, the version of this package included."""

    def compute(self, block: Block, threads: int = 1) -> Part:
        """Return what is found with some geometries: the same bytes for any number of threads."""


@dataclass(frozen=True, eq=False)
class Task:
    """One block of a job."""

    job: Job
    block: Block

    @cached_property
    def key(self) -> str:
        """SHA-256, in hex, of everything that its part depends on."""
        block = self.block
        return document_sha256([self.job.key, block.scramble, block.start, block.stop, block.route])


def compute(task: Task, threads: int = 1) -> Part:
    """Return the part of a task."""
    return task.job.compute(task.block, threads)


OnPart: TypeAlias = Callable[[Task, Part], None]


class Executor(Protocol):
    """What does tasks: threads of this process, or a cluster."""

    def map(self, tasks: Iterable[Task], on_part: OnPart) -> None:
        """Do tasks and hand each part to `on_part`, on the calling thread, in the order in which they are finished.

        On a Ctrl-C no further task is begun, those that are finished are handed over, and KeyboardInterrupt is raised.
        Of several errors, that of the first task is raised.
        """


def blocks(design: Design, *, first: int = 0, scrambles: range | None = None, routes: bool = True) -> Iterator[Block]:
    """Yield the blocks of a design from its geometry number `first` on, in the order in which they are begun.

    Only those of some scrambles where these are given.
    """
    stop = first
    while stop < design.points:
        start = stop
        stop = min(start + min(max(1, start // BLOCK_SHARE), BLOCK_MAX), design.points)
        for scramble in range(design.scrambles) if scrambles is None else scrambles:
            both = (Block(start, scramble, route, stop) for route in ((0, 1) if routes else (0,)))
            yield from (block for block in both if block.points)
