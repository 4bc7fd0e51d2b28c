"""What the sliders show, replicated: the raid as a run of the scenario replicates it, and the curve of its saturation.

A first answer comes from one geometry of each scramble and few vectors of it: its threats are a part of the largest
raid that the sliders allow, which is flown once. What follows is that which `ic.run` and `ic.saturation` give.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from intercept.analysis.cases import replicated
from intercept.analysis.curves import curve_table
from intercept.analysis.sizes import threats_of_sizes
from intercept.base.table import Table
from intercept.explore.kept import Defence, Kept, Sizes, with_values
from intercept.explore.remembered import Remembered
from intercept.explore.sliders import RAID, Slider, sliders_of
from intercept.explore.state import State
from intercept.raid.geometry import Flown
from intercept.raid.raid_job import RaidJob
from intercept.raid.raid_plan import RaidPlan, some_of
from intercept.raid.sample import Sampled
from intercept.raid.settings import Settings
from intercept.raid.tally import Tally
from intercept.raid.task import Point
from intercept.raid.threads import cores
from intercept.scenario.model.scenario import Scenario
from intercept.scenario.prepare import prepare

# Of each geometry of a first answer: the vectors for the raid, and for the curve.
RAID_VECTORS, CURVE_VECTORS = 2, 1
# Sizes of a curve; a first one has every second of them, from half the scrambles.
CURVE_SIZES, CURVE_EVERY, CURVE_OF = 8, 2, 2
# Threats in all replications of a run up to which the whole of it comes at once.
SHORT = 100_000
# How many states are remembered.
STATES_MAX = 8
Check = Callable[[], None]
Threats = npt.NDArray[np.uint32]


def no_check() -> None:
    """Go on."""


@dataclass(frozen=True, eq=False)
class Answer:
    """What was found of a state.

    Attributes
    ----------
    state
        What the sliders show.
    raid
        Its replications; None where only the curve was made.
    curve
        As `ic.saturation` has it, of the class of the state; None where it was not made, or the raid has no waves.
    whole
        Whether the replications are those of a whole run, not of a first answer.
    curve_whole
        The same of the curve.
    place
        Replications that say where on the curve the raid lies.
    """

    state: State
    raid: Sampled | None
    curve: Table | None
    whole: bool
    place: Sampled | None = None
    curve_whole: bool = False


@dataclass(eq=False)
class Explorer:
    """A scenario whose sliders are moved.

    Attributes
    ----------
    base
        The scenario as its file has it.
    threads
        Worker threads, 0 for all cores. The numbers are the same for any number.

    Raises
    ------
    ScenarioError
        The scenario has no raid, or a value that a class cannot take.
    """

    base: Scenario
    threads: int = 0

    def __post_init__(self) -> None:
        self.prepared = prepare(self.base)
        self.sliders: tuple[Slider, ...] = sliders_of(self.prepared)
        self.settings = Settings.of(self.base)
        self.job = self.settings.job(self.prepared)
        self.points = [Point(p, s) for p in range(self.job.design.points) for s in range(self.job.design.scrambles)]
        self.kept = Kept(self._job)
        self._raid = {slider.class_name: slider for slider in self.sliders if slider.quantity is RAID}
        self._defences: Remembered[Defence] = Remembered(STATES_MAX)
        self._runs: Remembered[Sampled] = Remembered(STATES_MAX)
        self._jobs: Remembered[RaidJob] = Remembered(STATES_MAX)
        # A first answer does not wait for what is given up.
        self._pools = {whole: ThreadPoolExecutor(self.threads or cores(), "explore") for whole in (False, True)}

    @property
    def planned(self) -> tuple[int, int]:
        """Replications and geometries of a whole run."""
        return len(self.job.design) * self.job.luck, len(self.points)

    def close(self) -> None:
        """Begin no more work, and wait for what was begun."""
        for pool in self._pools.values():
            pool.shutdown()

    def state(self, address: str) -> State:
        """Return the state of an address; raises InvalidParameterError as `State.of`."""
        return State.of(self.sliders, address)

    def scenario(self, state: State) -> Scenario:
        """Return the scenario that a state shows; raises ScenarioError as `State.scenario`."""
        return state.scenario(self.base, self.sliders)

    def first(self, state: State, check: Check = no_check) -> Answer:
        """Return a first answer, with the whole run at once where that takes no longer.

        Raises
        ------
        GivenUp
            By `check`, which is called between replications.
        ScenarioError, UnreachableError
            As of `ic.run`.
        """
        largest, sizes = self._largest(), state.sizes(self.sliders)
        groups, firsts = [(name,) for name in sizes], self.points[: self.job.design.scrambles]
        short = self.is_short(state)
        if short:
            raid = self._run(state, check)
        else:
            parts = self._parts(largest, groups, [tuple(sizes.values())]) if sizes else []
            raid = self._cases(state, largest, firsts, parts, check, RAID_VECTORS)[0]
        if not state.curve:
            return Answer(state, raid, None, whole=short)
        own = self.curve_sizes(state)[CURVE_EVERY - 1 :: CURVE_EVERY]
        parts = self._parts(largest, groups, [tuple({**sizes, state.curve: size}.values()) for size in own])
        some = firsts[: max(len(firsts) // CURVE_OF, min(len(firsts), 2))]
        curve = self._cases(state, largest, some, parts, check, CURVE_VECTORS)
        return Answer(state, raid, self._table(state, curve, own), whole=short, place=raid)

    def run(self, state: State, check: Check = no_check) -> Answer:
        """Return the replications that `ic.run` of the scenario makes; raises as `first`."""
        return Answer(state, self._run(state, check), None, whole=True)

    def curve(self, state: State, check: Check = no_check) -> Answer:
        """Return the curve that `ic.saturation` makes of the raid with the largest size; raises as `first`.

        Limits are not lifted.
        """
        if not state.curve:
            return Answer(state, None, None, whole=True, curve_whole=True)
        own = self.curve_sizes(state)
        top = tuple({**state.sizes(self.sliders), state.curve: own[-1]}.items())
        parts = self._parts(top, [(state.curve,)], [(size,) for size in own])
        cases = self._cases(state, top, self.points, parts, check)
        place = self._run(state, check)
        return Answer(state, None, self._table(state, cases, own), whole=True, place=place, curve_whole=True)

    def is_short(self, state: State) -> bool:
        """Tell whether the run of a state needs no flights, and few enough replications."""
        sizes, tracks = state.sizes(self.sliders), self.prepared.tracks
        threats = sum(sizes.values()) if tracks is None else len(tracks)
        short = threats * len(self.job.design) * self.job.luck <= SHORT
        return short and self.kept.has(tuple(sizes.items()), self.points)

    def curve_sizes(self, state: State) -> list[int]:
        """Return the sizes of the curve of a state, up to the end of its slider."""
        most = self._raid[state.curve].high
        return sorted({math.ceil(most * k / CURVE_SIZES) for k in range(1, CURVE_SIZES + 1)})

    def _largest(self) -> Sizes:
        return tuple((name, int(slider.high)) for name, slider in self._raid.items())

    def _job(self, sizes: Sizes) -> RaidJob:
        """Return the run of the scenario with a raid of some sizes, and its defence as its file has it."""
        moved = {self._raid[name].key: float(size) for name, size in sizes if size != self._raid[name].value}

        def made() -> RaidJob:
            return self.settings.job(prepare(self.scenario(State(moved)), self.prepared))

        return self._jobs.get(tuple(moved.items()), made)

    def _parts(
        self, sizes: Sizes, groups: Sequence[tuple[str, ...]], counts: Sequence[tuple[int, ...]]
    ) -> list[Threats]:
        return threats_of_sizes(self._job(sizes).prepared.expanded.raid, groups, counts)

    def _defence(self, state: State) -> Defence:
        """Return the scenario with its defence as a state shows it; its raid is that of the file."""
        sizes = {slider.key for slider in self._raid.values()}
        moved = {key: value for key, value in state.values.items() if key not in sizes}

        def made() -> Defence:
            prepared = prepare(self.scenario(State(moved)), self.prepared)
            return Defence(prepared, self.settings.design(prepared))

        return self._defences.get(tuple(moved.items()), made)

    def _run(self, state: State, check: Check) -> Sampled:
        """Return the replications of a run; those of the last states are kept."""
        sizes = tuple(state.sizes(self.sliders).items())
        place = tuple(state.values.items())
        return self._runs.get(place, lambda: self._cases(state, sizes, self.points, [], check)[0])

    def _table(self, state: State, cases: Sequence[Sampled], sizes: Sequence[int]) -> Table:
        return curve_table(cases, cases[0].threat_classes.index(state.curve), sizes)

    def _raids(self, sizes: Sizes, point: Point, parts: Sequence[Threats], *, keep: bool) -> Iterator[RaidPlan]:
        """Yield a raid in one geometry, or each of some parts of it.

        Those of first answers are kept; those of whole ones would hold several times what the raid itself does.
        """
        if not parts:
            yield self.kept.raid(sizes, point)
        for part in parts:
            yield self.kept.part(sizes, point, part) if keep else some_of(self.kept.raid(sizes, point), part)

    def _cases(
        self,
        state: State,
        sizes: Sizes,
        points: Sequence[Point],
        parts: Sequence[Threats],
        check: Check,
        vectors: int | None = None,
    ) -> list[Sampled]:
        """Return the replications of a raid, or of each of some parts of it, with some geometries."""
        defence, luck = self._defence(state), self.job.luck
        design = defence.design
        few = design.vectors if vectors is None else min(vectors, design.vectors)
        flown = Flown(defence.prepared, design.seed)

        def of_point(point: Point) -> list[tuple[tuple[str, ...], Tally]]:
            check()
            values = {name: value[:few] for name, value in defence.of(point).items()}
            found = []
            for raid in self._raids(sizes, point, parts, keep=vectors is not None):
                check()
                ready = with_values(raid, values, defence.classes)
                found.append((raid.threat_classes, replicated(ready, flown, design, point, luck, 1)))
            return found

        made = list(self._pools[vectors is None].map(of_point, points))
        scrambles = tuple(dict.fromkeys(point.scramble for point in points))
        shape = replace(design, vectors=few)
        return [
            Sampled(
                case[0][0],
                shape,
                scrambles,
                len(points) // len(scrambles),
                luck,
                Tally.concatenate([tally for _, tally in case]),
                None,
                len(design) * luck,
            )
            for case in zip(*made, strict=True)
        ]
