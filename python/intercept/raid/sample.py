"""All geometries of a run: replicated by several threads, doubled until the mean is known, kept on a Ctrl-C."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from intercept.raid.estimates import mean_of
from intercept.raid.geometry import Flown, OnProgress, Point
from intercept.raid.tally import LEAKED, Tally
from intercept.raid.workers import cores, share
from intercept.scenario.design import VECTORS_MAX, Design

if TYPE_CHECKING:
    from intercept.raid.estimates import Counts

# Every eighth geometry of a scramble is flown by second routes too, to measure what these add to the variance.
ROUTES_EVERY = 8
LUCK_MIN = 2


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
    """The settings that a raid and the points of a sweep share, and how far the work has come."""

    luck: int
    threads: int
    on_progress: OnProgress
    until: float | None = None
    interrupted: bool = False

    def sample(self, flown: Flown, design: Design) -> Sampled:
        """Return the replications of a design, whose points are doubled until the mean's error is met.

        Raises
        ------
        KeyboardInterrupt
            A Ctrl-C came before one geometry was finished.
        """
        finished: dict[Point, Tally] = {}
        while True:
            self._finish(flown, design, finished)
            found = _kept(flown.threat_classes, design, finished, self.luck)
            error = found.mean_error()
            met = self.until is None or (math.isfinite(error) and error <= self.until)
            if met or self.interrupted or 2 * design.points * design.vectors > VECTORS_MAX:
                return found
            design = replace(design, points=2 * design.points)

    def _finish(self, flown: Flown, design: Design, finished: dict[Point, Tally]) -> None:
        """Replicate the geometries of a design that are not finished."""
        tasks = [point for point in _points(design, routes=flown.trajectories is None) if point not in finished]
        before = len(finished)
        total = before + len(tasks)
        workers = self.threads or cores()
        # Where geometries are fewer than cores, each takes several.
        each = max(1, workers // max(len(tasks), 1))
        try:
            share(
                tasks,
                lambda point: flown.tally(design, point, self.luck, each),
                workers,
                finished,
                lambda done: self.on_progress("geometries", before + done, total),
            )
        except KeyboardInterrupt:
            self.interrupted = True
            if not finished:
                raise


def fly_all(flown: Flown, design: Design) -> None:
    """Fly every geometry of a design, and the most likely one, to see that each threat reaches its destination."""
    flown.most_likely()
    share(
        _points(design, routes=flown.trajectories is None),
        lambda point: len(flown.fly(design, point)[0]),
        cores(),
        {},
        lambda done: None,  # noqa: ARG005 - nobody watches
    )


def _points(design: Design, *, routes: bool) -> list[Point]:
    """Return the geometries of a design in the order in which they are begun."""
    first = [Point(point, scramble) for point in range(design.points) for scramble in range(design.scrambles)]
    second = [replace(each, route=1) for each in first if each.point % ROUTES_EVERY == 0] if routes else []
    return sorted([*first, *second])


def _kept(threat_classes: tuple[str, ...], design: Design, finished: dict[Point, Tally], luck: int) -> Sampled:
    """Return the finished geometries of which each scramble has as many; where one has none, the others' first."""
    scrambles = tuple(range(design.scrambles))
    points = next((p for p in range(design.points) if not _whole(finished, p, scrambles)), design.points)
    if points == 0:
        points, scrambles = 1, tuple(scramble for scramble in scrambles if Point(0, scramble) in finished)
        if not scrambles:
            raise KeyboardInterrupt
    chosen = [Point(point, scramble) for scramble in scrambles for point in range(points)]
    twice = [point for point in chosen if replace(point, route=1) in finished]
    routes = None
    if twice:
        routes = _together(finished, twice), _together(finished, [replace(point, route=1) for point in twice])
    return Sampled(
        threat_classes, design, scrambles, points, luck, _together(finished, chosen), routes, len(design) * luck
    )


def _whole(finished: dict[Point, Tally], point: int, scrambles: Iterable[int]) -> bool:
    return all(Point(point, scramble) in finished for scramble in scrambles)


def _together(finished: dict[Point, Tally], points: Iterable[Point]) -> Tally:
    return Tally.concatenate([finished[point] for point in points])
