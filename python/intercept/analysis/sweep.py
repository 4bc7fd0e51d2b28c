"""`sweep`: a raid repeated with other values of some keys of its scenario, with the same random numbers.

How to: docs/how-to/sweep.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import intercept._core as _core
from intercept.analysis.sweep_points import Kind, SweepPlan, of_point
from intercept.analysis.sweep_result import Sweep
from intercept.analysis.sweep_table import sweep_table
from intercept.base.arguments import refused
from intercept.flight.trajectories import Trajectories
from intercept.raid.geometry import Clock, OnProgress
from intercept.raid.recipe import Recipe
from intercept.raid.result_tables import files_of, sampling_of
from intercept.raid.sample import Sampled, Sampler
from intercept.raid.settings import Settings
from intercept.raid.tally import Tally
from intercept.raid.task import Block
from intercept.raid.work import Means, Numbers, Work
from intercept.scenario.model.scenario import Scenario
from intercept.scenario.prepare import prepare
from intercept.scenario.read import scenario_of


def sweep(  # noqa: PLR0913 - settings by keyword
    scenario: Scenario | str | Path,
    values: Mapping[str, Sequence[object]],
    *,
    design: Kind = "grid",
    size: int | None = None,
    replications: int | None = None,
    seed: int | None = None,
    scrambles: int | None = None,
    points: int | None = None,
    vectors: int | None = None,
    until: float | None = None,
    sampling: str | Mapping[str, Sequence[float]] = "sobol",
    threads: int = 0,
    client: object = None,
    work: str | Path | None = None,
    resume: bool = False,
    on_progress: OnProgress | None = None,
    trajectories: Trajectories | None = None,
) -> Sweep:
    """Repeat a raid with other values of some keys of its scenario, with the same random numbers.

    Method and limits: docs/how-to/sweep.md.

    Parameters
    ----------
    scenario
        A scenario, or the path of a scenario file.
    values
        By key of the scenario, as `Scenario.replace` takes it, the values to be tried: numbers, text, true and false,
        or tables as in the file. All keys but those of `run` can be varied, up to 32 of them.
    design
        "grid", every combination of the values, up to 10,000; or as many points as `size` says, drawn between two
        numbers (whole numbers if both are), or among the values if they are not two numbers: "latin_hypercube", or
        "sobol" with a size that is a power of two.
    size
        Number of points of a design that is no grid, 1 to 10,000.
    replications, seed, scrambles, points, vectors, sampling, threads, client, work, resume, trajectories
        As of `run`, for each point. Trajectories of your own take the place of the raid: only keys of the defence can
        then be varied.
    until
        Double the geometries of every scramble until the standard error of the mean number of leakers is at most this
        (1e-9 to 1e6) at every point. It needs 8 scrambles or more, and `sampling` must be "sobol".
    on_progress
        Called as `on_progress(stage, done, total)` while it runs: the stages are "points" and "geometries".

    Returns
    -------
    Sweep
        Its table has leakers by point and class of threat. After a Ctrl-C it has every point that was finished, and
        `interrupted` is set.

    Raises
    ------
    ScenarioError
        The file cannot be read or holds mistakes, or a key or a value is not one of the scenario's.
    UnreachableError
        A destination lies beyond the reach of the class sent there.
    InvalidParameterError
        A setting is of the wrong type or out of range, the folder cannot be written, or the cluster fails.
    MissingExtraError
        The extra `cluster` or `tables` is missing.
    KeyboardInterrupt
        A Ctrl-C came before one point was finished.

    Examples
    --------
    >>> import intercept as ic
    >>> size = {"scrambles": 2, "points": 1, "vectors": 1, "replications": 20}
    >>> found = ic.sweep("examples/notional-small.toml", {"raid.scale": [1.0, 2.0]}, **size)
    >>> found.table.take(found.table["threat_class"] == "all")["launched"].tolist()
    [32, 64]
    """
    clock = Clock()
    with clock.stage("prepare"):
        base = prepare(scenario_of("scenario", scenario))
    how = Work.of(
        base.scenario,
        Numbers(replications, seed, scrambles, points, vectors, until, sampling),
        Means(threads, client, work, resume, on_progress),
    )
    settings = how.settings
    plan = SweepPlan.of(base.scenario, values, design, size, settings.seed)
    if trajectories is not None and any(point.scenario.raid != base.scenario.raid for point in plan.points):
        raise refused("values", plan.values, "of keys of the defence: trajectories are the raid")
    sampler = Sampler(how.executor, how.report, clock)
    # Of the sizes of a design, and of replications, before any work.
    settings.job(base, trajectories)
    finished: dict[int, Sampled] = {}
    try:
        _finish(plan, settings, sampler, trajectories, finished)
    except KeyboardInterrupt:
        sampler.interrupted = True
        if not finished:
            raise
    each = next(iter(finished.values()))
    # Ended while points were doubled, some have twice as many geometries as the others: what is told holds for all.
    drawn = min((sampling_of(found, settings.until) for found in finished.values()), key=lambda found: found.points)
    if settings.until is not None:
        met = len(finished) == len(plan.points) and _worst(finished) <= settings.until
        drawn = replace(drawn, until_met=met)
    own = base.tracks if trajectories is None else trajectories
    return Sweep(
        scenario_name=base.scenario.name,
        scenario_hash=base.hash,
        seed=settings.seed,
        version=_core.VERSION,
        keys=tuple(plan.values),
        design=plan.design,
        size=plan.size,
        sampling=drawn,
        points_planned=len(plan.points),
        points_done=len(finished),
        replications_planned=each.planned * len(plan.points),
        replications_done=sum(len(found.tally) for found in finished.values()),
        interrupted=sampler.interrupted,
        timings=dict(clock.spent),
        table=sweep_table(plan, finished),
        outside_files=files_of(base, own),
        recipe=Recipe.of(base.scenario, settings, trajectories, plan.told()),
    )


def _worst(finished: Mapping[int, Sampled]) -> float:
    """Return the greatest standard error of the mean number of leakers at any point."""
    return max(found.mean_error() for found in finished.values())


def _finish(
    plan: SweepPlan,
    settings: Settings,
    sampler: Sampler,
    trajectories: Trajectories | None,
    finished: dict[int, Sampled],
) -> None:
    """Replicate every point, and with twice the geometries again until the error asked for is met at all of them.

    Raises
    ------
    KeyboardInterrupt
        A Ctrl-C came: the points that were finished before are kept.
    """
    counted: list[dict[Block, Tally]] = [{} for _ in plan.points]
    while True:
        sampler.on_progress("points", 0, len(plan.points))
        for number, point in enumerate(plan.points):
            with of_point(point):
                job = settings.job(prepare(point.scenario), trajectories)
                found = sampler.sample(job, counted[number])
            if sampler.interrupted:
                raise KeyboardInterrupt
            finished[number] = found
            if settings.until is None:
                counted[number] = {}
            sampler.on_progress("points", number + 1, len(plan.points))
        if settings.until is None or _worst(finished) <= settings.until or not found.design.can_double:
            return
        settings = replace(settings, points=2 * settings.points, replications=2 * settings.replications)
