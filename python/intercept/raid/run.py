"""The main job: a scenario flown, searched for engagement windows and replicated many times, to a result."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from intercept.base.arguments import number, refused, shown, whole
from intercept.base.files import path_of
from intercept.errors import InvalidParameterError
from intercept.flight.trajectories import Trajectories
from intercept.raid import result_tables
from intercept.raid.geometry import Clock, OnProgress, no_report
from intercept.raid.raid_job import RaidJob
from intercept.raid.recipe import Recipe
from intercept.raid.result import Result
from intercept.raid.sample import LUCK_MIN, Sampled, Sampler
from intercept.raid.simulate import REPLICATIONS_MAX
from intercept.raid.sweep import SweepPoint
from intercept.raid.threads import Threads
from intercept.scenario.compile import design_of
from intercept.scenario.model.scenario import Scenario
from intercept.scenario.prepare import prepare

SEED_MAX = 2**53
ERROR_MIN, ERROR_MAX = 1e-9, 1e6


def run(  # noqa: PLR0913 - settings by keyword
    scenario: Scenario | str | Path,
    *,
    replications: int | None = None,
    seed: int | None = None,
    scrambles: int | None = None,
    points: int | None = None,
    vectors: int | None = None,
    until: float | None = None,
    sampling: str | Mapping[str, Sequence[float]] = "sobol",
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
    replications, seed, scrambles, points, vectors
        Values instead of the scenario's `run` settings. There are `scrambles` (1 to 1000) independent scrambles of
        `points` geometries each, and for each of these `vectors` vectors of kill probabilities, shares and stocks: both
        powers of two, at most 65,536 together. `replications` (1 to 10,000,000) is the least number in all: each vector
        has the same whole number, at least 2. The seed is from 0 to 2^53.
    until
        Double the points of every scramble until the standard error of the mean number of leakers is at most this
        (1e-9 to 1e6), or a scramble has all the points that there are; `sampling` must be "sobol".
    sampling
        "sobol", scrambled Sobol points; "latin_hypercube"; or points of your own: by the name of a column, as in
        `Result.draws`, numbers in (0, 1) of shape (scrambles points vectors,). `points` and `vectors` may then be any
        numbers, and a column that is left out stays at the most likely value.
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
        Tables of what was found. After a Ctrl-C it counts the geometries that were finished, as many of each scramble,
        and `interrupted` is set.

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
    least = whole("replications", _given(replications, settings.replications), 1, REPLICATIONS_MAX)
    seed = whole("seed", _given(seed, settings.seed), 0, SEED_MAX)
    if until is not None:
        until = number("until", until, ERROR_MIN, ERROR_MAX)
        if not (isinstance(sampling, str) and sampling == "sobol"):
            raise refused("until", until, 'left out unless sampling is "sobol", whose points can be doubled')
    report = _reporter(on_progress)
    own = prepared.tracks if trajectories is None else trajectories
    swept = _swept(prepared.scenario, sweep)
    if trajectories is not None and any(key == "raid" or key.startswith("raid.") for key, _, _ in swept):
        raise refused("sweep", swept[0][0], "a key of the defence: trajectories are the raid")
    drawn = {
        "seed": seed,
        "scrambles": _given(scrambles, settings.scrambles),
        "points": _given(points, settings.points),
        "vectors": _given(vectors, settings.vectors),
    }
    design = design_of(prepared, trajectories=own, sampling=sampling, **drawn)
    if until is not None and design.scrambles < 2:
        raise refused("until", until, "left out with one scramble, whose mean has no standard error")
    luck = max(LUCK_MIN, -(-least // len(design)))
    executor = Threads(threads)
    sampler = Sampler(executor, report, clock, until)
    job = RaidJob.of(prepared, design, luck, trajectories)
    likely = job.flown(clock).most_likely(executor.workers)
    found = sampler.sample(job)
    # Every value is drawn with as many points as the raid itself.
    again = {**drawn, "points": found.design.points}
    values = [] if sampler.interrupted else _repeated(job, found, swept, sampler, (sampling, again))
    listed = {key: [value for _, value, _ in swept] for key, _, _ in swept[:1]}
    recipe = Recipe.of(prepared.scenario, sampling, listed, trajectories, replications=least, until=until, **drawn)
    made = result_tables.result(prepared, likely, found, sampler=sampler, clock=clock, sweep=values if swept else None)
    return replace(made, recipe=recipe)


def _repeated(
    job: RaidJob,
    found: Sampled,
    swept: list[tuple[str, object, Scenario]],
    sampler: Sampler,
    settings: tuple[object, dict[str, int]],
) -> list[SweepPoint]:
    """Return the points of a sweep that were finished; a Ctrl-C ends it early and is noted."""
    values: list[SweepPoint] = []
    for key, value, changed in swept:
        other = found
        if changed != job.scenario:
            sampling, drawn = settings
            prepared = prepare(changed)
            design = design_of(prepared, trajectories=job.given, sampling=sampling, **drawn)
            again = replace(sampler, until=None)
            try:
                other = again.sample(RaidJob.of(prepared, design, job.luck, job.trajectories))
            except KeyboardInterrupt:
                again.interrupted = True
            if again.interrupted:
                sampler.interrupted = True
                break
        values.append(SweepPoint(key, value, other))
    return values


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
