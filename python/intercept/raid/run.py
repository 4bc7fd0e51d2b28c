"""The main job: a scenario flown, sensed, engaged and thrown many times, to a result."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from intercept.base.arguments import threads as checked_threads
from intercept.base.arguments import whole
from intercept.engagement.windows import EngagementWindows, engagement_windows
from intercept.errors import InvalidParameterError
from intercept.flight.fly import fly_plan
from intercept.flight.trajectories import Trajectories
from intercept.raid import result_tables
from intercept.raid.simulate import RaidPlan, Tally, simulate
from intercept.scenario.compile import compile_plan
from intercept.scenario.theatre import expand

if TYPE_CHECKING:
    from collections.abc import Iterator

    from intercept.base.table import Table
    from intercept.raid.result import Result
    from intercept.scenario.model.scenario import Scenario

Progress = Callable[[str, int, int], None]

# A chunk of replications takes about this long (s): Ctrl-C and the progress bar wait for no more.
CHUNK_S = 0.15
CHUNK_START = 16
CHUNK_MAX = 20_000
SAMPLES_MAX = 1000
REPLICATIONS_MAX = 10_000_000


@dataclass(frozen=True, eq=False)
class Geometry:
    """One geometry sample: its plan is `windows.plan`."""

    trajectories: Trajectories
    windows: EngagementWindows
    raid: RaidPlan


@dataclass
class _Clock:
    """Seconds spent by stage."""

    spent: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        try:
            yield
        finally:
            self.spent[name] = self.spent.get(name, 0.0) + time.perf_counter() - start


def _silent(stage: str, done: int, total: int) -> None:
    """Report progress to nobody."""


def run(
    scenario: Scenario,
    *,
    replications: int | None = None,
    seed: int | None = None,
    geometry_samples: int | None = None,
    sweep: Mapping[str, Sequence[object]] | None = None,
    threads: int = 0,
    progress: Progress = _silent,
) -> Result:
    """Run a scenario.

    Parameters
    ----------
    scenario
        What is launched, what defends, and how it decides.
    replications, seed, geometry_samples
        Override the scenario's `run` settings: 1 to 10,000,000; 0 to 2^53; 1 to 1000.
    sweep
        One key of the scenario and its values, such as `{"raid.scale": [0.5, 1, 2]}`: the raid is repeated for each
        value with the same random numbers.
    threads
        Worker threads, 0 for all cores. The result is the same for any number.
    progress
        Called as `progress(stage, done, total)` while it runs.

    Returns
    -------
    Result
        Tables, summary and report. A Ctrl-C while the dice are thrown gives the result of what was finished, with
        `interrupted` set.

    Raises
    ------
    UnreachableError
        An aimpoint lies beyond the reach of the class sent there.
    ScenarioError
        A sweep's key or value is not one of the scenario's.
    InvalidParameterError
        A setting is out of range.
    """
    settings = scenario.run
    count = whole("replications", settings.replications if replications is None else replications, 1, REPLICATIONS_MAX)
    seed = whole("seed", settings.seed if seed is None else seed, 0, 2**53)
    samples = whole(
        "geometry_samples", settings.geometry_samples if geometry_samples is None else geometry_samples, 1, SAMPLES_MAX
    )
    threads = checked_threads(threads)
    if sweep is not None and len(sweep) != 1:
        raise InvalidParameterError(f"sweep = {list(sweep)} is not allowed: must be one key with its values")
    for key in sweep or {}:
        if key == "run" or key.startswith("run."):
            raise InvalidParameterError(
                f"sweep = {key} is not allowed: must be a key of the scenario other than its run settings"
            )
    points = [(key, value, scenario.replace(key, value)) for key, values in (sweep or {}).items() for value in values]
    clock = _Clock()
    geometries = prepare(scenario, min(samples, count), seed, clock, threads=threads, progress=progress)
    tallies, interrupted = _throw(geometries, seed, count, clock, threads=threads, progress=progress)
    swept: list[tuple[str, object, Tally, tuple[str, ...]]] = []
    for key, value, changed in points:
        if interrupted:
            break
        if changed == scenario:
            swept.append((key, value, tallies, geometries[0].windows.plan.threat_classes))
            continue
        other = prepare(changed, min(samples, count), seed, clock, threads=threads, progress=progress)
        counts, interrupted = _throw(other, seed, count, clock, threads=threads, progress=progress)
        if not interrupted:
            swept.append((key, value, counts, other[0].windows.plan.threat_classes))
    with clock.stage("assemble"):
        table: Table | None = result_tables.sweep_table(swept) if points else None
        return result_tables.result(
            scenario,
            geometries,
            tallies,
            seed=seed,
            planned=count,
            interrupted=interrupted,
            timings=clock.spent,
            sweep=table,
        )


def prepare(
    scenario: Scenario,
    samples: int,
    seed: int,
    clock: _Clock | None = None,
    *,
    threads: int = 0,
    progress: Progress = _silent,
) -> list[Geometry]:
    """Compile, fly, sense and find windows, once for each geometry sample.

    Raises
    ------
    UnreachableError
        An aimpoint cannot be reached; the message names the threat.
    """
    clock = clock or _Clock()
    geometries = []
    # Once for all samples: the sites do not depend on them.
    scenario = expand(scenario)
    for sample in range(samples):
        progress("geometry", sample, samples)
        with clock.stage("compile"):
            plan = compile_plan(scenario, sample, seed)
        with clock.stage("fly"):
            trajectories = fly_plan(plan, threads=threads)
        with clock.stage("windows"):
            windows = engagement_windows(trajectories, plan, threads=threads)
        geometries.append(Geometry(trajectories, windows, RaidPlan.of(windows, trajectories)))
    progress("geometry", samples, samples)
    return geometries


def _throw(
    geometries: list[Geometry], seed: int, count: int, clock: _Clock, *, threads: int, progress: Progress
) -> tuple[Tally, bool]:
    """Return the tally of what was finished, and whether Ctrl-C ended it early."""
    plans = [geometry.raid for geometry in geometries]
    tally = simulate(plans, seed=seed, replications=range(0), threads=threads)
    parts = [tally]
    done, chunk, interrupted = 0, CHUNK_START, False
    with clock.stage("simulate"):
        try:
            while done < count:
                progress("replications", done, count)
                start = time.perf_counter()
                stop = min(done + chunk, count)
                parts.append(simulate(plans, seed=seed, replications=range(done, stop), threads=threads))
                took = time.perf_counter() - start
                done = stop
                chunk = int(min(max(chunk * CHUNK_S / max(took, 1e-6), 1), 4 * chunk, CHUNK_MAX))
            progress("replications", count, count)
        except KeyboardInterrupt:
            interrupted = True
    return Tally.concatenate(parts), interrupted
