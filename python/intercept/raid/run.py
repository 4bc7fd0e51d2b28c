"""The main job: a scenario flown, searched for engagement windows and replicated many times, to a result."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from intercept.base.arguments import refused, shown, whole
from intercept.base.arguments import threads as checked_threads
from intercept.base.files import path_of
from intercept.errors import InvalidParameterError
from intercept.flight.trajectories import Trajectories
from intercept.raid import result_tables
from intercept.raid.geometry import Clock, Geometry, OnProgress, geometries, no_report
from intercept.raid.result import Result
from intercept.raid.result_tables import SweepPoint
from intercept.raid.simulate import REPLICATIONS_MAX, Tally, simulate
from intercept.scenario.model.scenario import Scenario
from intercept.scenario.prepare import Prepared, prepare

# A chunk of replications takes about this long (s): Ctrl-C and the progress bar wait for no more.
CHUNK_S = 0.15
CHUNK_START = 16
CHUNK_MAX = 20_000
SAMPLES_MAX = 1000
SEED_MAX = 2**53


def run(  # noqa: PLR0913 - settings by keyword
    scenario: Scenario | str | Path,
    *,
    replications: int | None = None,
    seed: int | None = None,
    geometry_samples: int | None = None,
    sweep: Mapping[str, Sequence[object]] | None = None,
    threads: int = 0,
    on_progress: OnProgress | None = None,
    trajectories: Trajectories | None = None,
) -> Result:
    """Run a scenario: fly every threat, find every engagement window, replicate the raid.

    Parameters
    ----------
    scenario
        A scenario, or the path of a scenario file.
    replications, seed, geometry_samples
        Values instead of the scenario's `run` settings: 1 to 10,000,000; 0 to 2^53; 1 to 1000.
    sweep
        One key of the scenario and its values, such as `{"raid.scale": [0.5, 1, 2]}`: the raid is repeated for each
        value with the same random numbers.
    threads
        Worker threads, 0 for all cores. The result is the same for any number.
    on_progress
        Called as `on_progress(stage, done, total)` while it runs.
    trajectories
        Threats of your own in place of the scenario's raid, as of `compile_plan`: they come in every replication as
        they are, and none fails in flight. Those that leak are counted, but not by asset.

    Returns
    -------
    Result
        Tables of what was found. After a Ctrl-C during the replications the result counts those that were
        finished, and `interrupted` is set.

    Raises
    ------
    ScenarioError
        The file cannot be read or holds mistakes, has no raid where no trajectories are given, or a sweep's key or
        value is not one of the scenario's.
    UnreachableError
        A destination lies beyond the reach of the class sent there.
    InvalidParameterError
        A setting is of the wrong type or out of range.
    """
    clock = Clock()
    with clock.stage("prepare"):
        prepared = prepare(_read(scenario))
    settings = prepared.scenario.run
    count = whole("replications", _given(replications, settings.replications), 1, REPLICATIONS_MAX)
    seed = whole("seed", _given(seed, settings.seed), 0, SEED_MAX)
    samples = whole("geometry_samples", _given(geometry_samples, settings.geometry_samples), 1, SAMPLES_MAX)
    report = _reporter(on_progress)
    points = _swept(prepared.scenario, sweep)
    if trajectories is not None and any(key == "raid" or key.startswith("raid.") for key, _, _ in points):
        raise refused("sweep", points[0][0], "a key of the defence: trajectories are the raid")
    job = _Job(min(samples, count), seed, count, checked_threads(threads), report, trajectories, clock)
    found, tally = job.run(prepared)
    swept: list[SweepPoint] = []
    for key, value, changed in () if job.interrupted else points:
        other, counts = (found, tally) if changed == prepared.scenario else job.run(job.prepared(changed))
        if job.interrupted:
            break
        swept.append(SweepPoint(key, value, counts, other[0].plan.threat_classes))
    with job.clock.stage("assemble"):
        result = result_tables.result(
            prepared,
            found,
            tally,
            seed=seed,
            planned=count,
            interrupted=job.interrupted,
            timings=job.clock.spent,
            sweep=result_tables.sweep_table(swept) if points else None,
        )
    return replace(result, timings=dict(job.clock.spent))


def _read(scenario: object) -> Scenario:
    """Return a scenario, or read the file it is in."""
    if isinstance(scenario, str | os.PathLike):
        return Scenario.from_file(path_of("scenario", scenario))
    if isinstance(scenario, Scenario):
        return scenario
    raise refused("scenario", scenario, "an ic.Scenario or the path of a scenario file")


def _given(value: int | None, otherwise: int) -> int:
    return otherwise if value is None else value


def _reporter(on_progress: object) -> OnProgress:
    if on_progress is None:
        return no_report
    if not callable(on_progress):
        raise refused("on_progress", on_progress, "a function of (stage, done, total)")
    return on_progress


def _swept(scenario: Scenario, sweep: object) -> list[tuple[str, object, Scenario]]:
    """Return the points of a sweep: its key, each value, and the scenario with that value."""
    if sweep is None:
        return []
    if not isinstance(sweep, Mapping) or len(sweep) != 1:
        raise refused("sweep", sweep, "one key with its values")
    ((key, values),) = sweep.items()
    if not isinstance(key, str) or key == "run" or key.startswith("run."):
        raise refused("sweep", key, "a key of the scenario other than its run settings")
    if isinstance(values, str) or not isinstance(values, Iterable) or not len(listed := list(values)):
        raise InvalidParameterError(f"sweep = {shown(sweep)} is not allowed: must list at least one value for {key}")
    return [(key, value, scenario.replace(key, value)) for value in listed]


@dataclass
class _Job:
    """The settings that the raid and the points of a sweep share, and how far the work has come."""

    samples: int
    seed: int
    replications: int
    threads: int
    on_progress: OnProgress
    trajectories: Trajectories | None
    clock: Clock
    interrupted: bool = False

    def prepared(self, scenario: Scenario) -> Prepared:
        """Return a scenario made ready; reading or making its terrain and wind may take long."""
        with self.clock.stage("prepare"):
            return prepare(scenario)

    def run(self, prepared: Prepared) -> tuple[list[Geometry], Tally]:
        """Return the geometry samples and the tally of the replications that were finished."""
        found = geometries(
            prepared,
            self.samples,
            self.seed,
            self.clock,
            threads=self.threads,
            on_progress=self.on_progress,
            trajectories=self.trajectories,
        )
        return found, self._replicate(found)

    def _replicate(self, found: list[Geometry]) -> Tally:
        """Return the tally of what was finished; a Ctrl-C ends it early and is noted."""
        plans = [geometry.raid for geometry in found]
        count, threads = self.replications, self.threads
        parts = [simulate(plans, seed=self.seed, replications=range(0), threads=threads)]
        done, chunk = 0, CHUNK_START
        with self.clock.stage("simulate"):
            try:
                while done < count:
                    self.on_progress("replications", done, count)
                    start = time.perf_counter()
                    stop = min(done + chunk, count)
                    parts.append(simulate(plans, seed=self.seed, replications=range(done, stop), threads=threads))
                    took = time.perf_counter() - start
                    done = stop
                    chunk = int(min(max(chunk * CHUNK_S / max(took, 1e-6), 1), 4 * chunk, CHUNK_MAX))
                self.on_progress("replications", count, count)
            except KeyboardInterrupt:
                self.interrupted = True
        return Tally.concatenate(parts)
