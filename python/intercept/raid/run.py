"""The main job: a scenario flown, searched for engagement windows and replicated many times, to a result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from intercept.flight.trajectories import Trajectories
from intercept.raid import result_tables
from intercept.raid.geometry import Clock, OnProgress
from intercept.raid.recipe import Recipe
from intercept.raid.result import Result
from intercept.raid.sample import Sampler
from intercept.raid.work import Means, Numbers, Work
from intercept.scenario.model.scenario import Scenario
from intercept.scenario.prepare import prepare
from intercept.scenario.read import scenario_of


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
    threads: int = 0,
    client: object = None,
    work: str | Path | None = None,
    resume: bool = False,
    on_progress: OnProgress | None = None,
    trajectories: Trajectories | None = None,
) -> Result:
    """Run a scenario: fly every threat, find every engagement window, replicate the raid.

    Model, sources, limits: docs/models/raid.md.

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
        Add scrambles, or double the points of all, until the standard error of the mean number of leakers is at most
        this (1e-9 to 1e6), or a scramble has all the points that there are. It needs 8 scrambles or more, as the
        scatter of fewer does not tell when to stop, and `sampling` must be "sobol".
    sampling
        "sobol", scrambled Sobol points; "latin_hypercube"; or points of your own: by the name of a column, as in
        `Result.draws`, numbers in (0, 1) of shape (scrambles points vectors,). `points` and `vectors` may then be any
        numbers, and a column that is left out stays at the most likely value.
    threads
        Worker threads, 0 for all cores. The result is the same for any number.
    client
        A `dask.distributed.Client`, whose workers do the replications in place of threads. The result is the same.
    work, resume
        A folder that keeps what is finished, so that a run that was ended by anything goes on where it was: call it
        again with `resume=True`. A part that is damaged is computed again, with a RuntimeWarning.
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
        The file cannot be read or holds mistakes, or has no raid where no trajectories are given.
    UnreachableError
        A destination lies beyond the reach of the class sent there.
    InvalidParameterError
        A setting is of the wrong type or out of range, the folder cannot be written, or the cluster fails.
    MissingExtraError
        The extra `cluster` or `tables` is missing.

    Examples
    --------
    >>> import intercept as ic
    >>> result = ic.run("examples/notional-small.toml", seed=1, scrambles=2, points=1, vectors=1, replications=20)
    >>> result.table()["threat_class"].tolist()
    ['one_way_attack_drone', 'subsonic_cruise', 'short_range_ballistic', 'all']
    """
    clock = Clock()
    with clock.stage("prepare"):
        prepared = prepare(scenario_of("scenario", scenario))
    how = Work.of(
        prepared.scenario,
        Numbers(replications, seed, scrambles, points, vectors, until, sampling),
        Means(threads, client, work, resume, on_progress),
    )
    settings = how.settings
    sampler = Sampler(how.executor, how.report, clock, settings.until)
    job = settings.job(prepared, trajectories)
    likely = job.flown(clock).most_likely(threads)
    made = result_tables.result(prepared, likely, sampler.sample(job), sampler=sampler, clock=clock)
    return replace(made, recipe=Recipe.of(prepared.scenario, settings, trajectories))
