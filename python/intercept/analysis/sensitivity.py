"""What matters of what is not known: first-order and total indices, a tornado, and what learning one thing is worth.

First-order indices come from the points of the run itself, total indices of groups from the same nights with one group
drawn again. Models and limits: docs/how-to/sensitivity.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from intercept.analysis.answer import made_of
from intercept.analysis.cases import Drawn, Together, draw
from intercept.analysis.column_groups import default_groups, stated_groups
from intercept.analysis.frozen import Redrawn, half_squares, total_index
from intercept.analysis.matters import Matters, answer
from intercept.analysis.matters_words import Sensitivity
from intercept.base.arguments import choice, flag, number, refused, whole
from intercept.errors import InvalidParameterError
from intercept.raid.estimates import Counts
from intercept.raid.geometry import OnProgress
from intercept.raid.made import Made
from intercept.raid.raid_job import RaidJob
from intercept.raid.result import Result
from intercept.raid.sample import Sampled
from intercept.raid.tally import LEAKED
from intercept.raid.weights import ALL, of_counts, points_of
from intercept.raid.work import Means, Numbers, Work
from intercept.scenario.design import check_power_of_two
from intercept.scenario.model.scenario import Scenario
from intercept.scenario.prepare import prepare
from intercept.scenario.read import scenario_of

# Geometries of each scramble, those of them with which groups are drawn again, vectors of each geometry.
POINTS, GROUP_POINTS, VECTORS = 16, 8, 32
COST_MAX = 1e6


def sensitivity(  # noqa: PLR0913 - settings by keyword
    scenario: Scenario | str | Path | Result,
    *,
    of: str = ALL,
    groups: Mapping[str, Sequence[str]] | None = None,
    totals: bool = True,
    against: Scenario | str | Path | None = None,
    against_cost: float = 0.0,
    replications: int | None = None,
    seed: int | None = None,
    scrambles: int | None = None,
    points: int | None = None,
    group_points: int | None = None,
    vectors: int | None = None,
    threads: int = 0,
    client: object = None,
    work: str | Path | None = None,
    resume: bool = False,
    on_progress: OnProgress | None = None,
) -> Sensitivity:
    """Say what matters of what is not known: for how much of the spread of leakers each unknown accounts.

    Method and limits: docs/how-to/sensitivity.md.

    Parameters
    ----------
    scenario
        A scenario, the path of a scenario file, or a result of `run`, whose own points are then used: no group is drawn
        again, so no total index is told, and no setting below but `of` and `groups` may be given.
    of
        The leakers that count: of "all" classes, or of one threat class.
    groups
        Up to ten names, each with patterns of columns such as "sensor.*" (`*` stands for anything); groups may overlap.
        Kill probabilities, stocks, sensors and so on unless given; "routes and single threats" has no columns.
    totals
        Whether total indices of the groups are computed.
    against
        Another scenario, between which and the first one a choice is to be made: the value of learning each unknown
        before it is then given in leakers. The loss of a scenario is its mean number of leakers (of `of`).
    against_cost
        How many leakers the choice of `against` costs besides, -1e6 to 1e6.
    replications, seed, scrambles
        As of `run`, of each case; by the scenario's settings unless given. Errors need 3 scrambles or more.
    points, vectors
        Geometries of each scramble, and vectors of each geometry: powers of two, 16 and 32 unless given.
    group_points
        With how many of the geometries of each scramble the groups are drawn again: a power of two, at most
        `points`; 8 unless given.
    threads
        Worker threads, 0 for all cores. The answer is the same for any number.
    client, work, resume
        As of `run`.
    on_progress
        Called as `on_progress(stage, done, total)` while it runs.

    Returns
    -------
    Sensitivity
        Tables by unknown and by group with standard errors, and `words`. After a Ctrl-C it counts the geometries that
        were finished, as many of each scramble.

    Raises
    ------
    ScenarioError
        A file cannot be read or holds mistakes, or a scenario has no raid.
    UnreachableError
        A destination lies beyond the reach of the class sent there.
    InvalidParameterError
        A setting is of the wrong type or out of range, the folder cannot be written, or the cluster fails.
    MissingExtraError
        The extra `cluster` or `tables` is missing.

    Examples
    --------
    >>> import intercept as ic
    >>> found = ic.sensitivity("examples/notional-small.toml", scrambles=4, points=2, vectors=4, totals=False)
    """
    if isinstance(scenario, Result):
        stated = {"replications": replications, "seed": seed, "scrambles": scrambles, "points": points}
        others = {"vectors": vectors, "group_points": group_points, "against": against}
        means = {"client": client, "work": work, "resume": resume or None}
        for name, value in {**stated, **others, **means}.items():
            if value is not None:
                raise refused(name, value, "left out with a result, whose own points are used")
        return of_result(scenario, of, groups)
    totals = flag("totals", totals)
    cost = number("against_cost", against_cost, -COST_MAX, COST_MAX)
    prepared = prepare(scenario_of("scenario", scenario))
    how = Work.of(
        prepared.scenario,
        Numbers(replications, seed, scrambles, _given(points, POINTS), _given(vectors, VECTORS)),
        Means(threads, client, work, resume, on_progress),
    )
    own = how.settings.job(prepared)
    if own.design.scrambles < 3:
        raise refused("scrambles", own.design.scrambles, "at least 3, from which errors are told")
    few = whole("group_points", _given(group_points, min(GROUP_POINTS, own.design.points)), 1, own.design.points)
    check_power_of_two("group_points", few)
    choice("of", of, (ALL, *own.threat_classes))
    columns = [column.name for column in own.design.columns]
    routes = own.given is None
    grouped = (
        default_groups(columns, routes=routes) if groups is None else stated_groups(groups, columns, routes=routes)
    )
    jobs = [own]
    if against is not None:
        jobs.append(how.settings.job(prepare(scenario_of("against", against))))
        choice("of", of, (ALL, *jobs[1].threat_classes))
    elif cost:
        raise InvalidParameterError("against_cost is not allowed without against, the scenario that it is of")
    drawn = draw(Together(tuple(jobs)), how)
    again = _again(own, few, grouped, how) if totals and not drawn.interrupted else None
    hashes = tuple(job.prepared.hash for job in jobs)
    made = made_of(tuple(job.scenario.name for job in jobs), hashes, drawn)
    made = replace(made, interrupted=drawn.interrupted or (totals and (again is None or again.interrupted)))
    first = drawn.cases[0]
    places = {name: (u, value) for name, u, value in own.design.table(first.tally.unknown[:: first.luck])}
    matters = Matters(
        of=of,
        launched=_launched(first, of),
        names=tuple(places),
        counts=_leaked(first, of),
        points=of_counts(_leaked(first, of), own.design.vectors, [u for u, _ in places.values()]),
        values=tuple(value for _, value in places.values()),
        groups=grouped,
        difference=_leaked(drawn.cases[1], of) - _leaked(first, of) if against is not None else None,
        cost=cost,
    )
    halves = {}
    if again is not None:
        before = _leaked(again.cases[0], of)
        pairs = zip(grouped, again.cases[1:], strict=True)
        halves = {name: half_squares(before, _leaked(case, of)) for name, case in pairs}
    return answer(made, matters, lambda name, found: total_index(halves[name], *found) if halves else (np.nan, np.nan))


def of_result(result: Result, of: str, groups: Mapping[str, Sequence[str]] | None) -> Sensitivity:
    """Return the sensitivity of a result, from its own points."""
    choice("of", of, (ALL, *dict.fromkeys(result.outcomes["threat_class"].tolist())))
    if not result.replications_done:
        raise refused("scenario", result, "a result with replications")
    if result.sampling.scrambles < 3:
        raise refused("scrambles of the result", result.sampling.scrambles, "at least 3, from which errors are told")
    points, names = points_of(result, of)
    made = Made.by(result)
    launched = result.threats["threat_class"].tolist()
    matters = Matters(
        of=of,
        launched=len(launched) if of == ALL else launched.count(of),
        names=names,
        counts=None,
        points=points,
        values=tuple(result.draws[name] for name in names),
        groups=default_groups(names, routes=False) if groups is None else stated_groups(groups, names, routes=False),
    )
    return answer(made, matters, lambda _name, _found: (np.nan, np.nan))


def _given(value: int | None, otherwise: int) -> int:
    return otherwise if value is None else value


def _leaked(found: Sampled, of: str) -> Counts:
    """Return the leakers that count, shape (R, K, L)."""
    leaked = found.tally.fates[:, :, LEAKED].astype(np.int64)
    return found.counts(leaked.sum(axis=1) if of == ALL else leaked[:, found.threat_classes.index(of)])


def _launched(found: Sampled, of: str) -> int:
    by_class = found.tally.fates[0].sum(axis=1)
    return int(by_class.sum() if of == ALL else by_class[found.threat_classes.index(of)])


def _again(own: RaidJob, points: int, groups: Mapping[str, tuple[str, ...]], how: Work) -> Drawn | None:
    """Return the replications with each group drawn again, of the first geometries; None after an early Ctrl-C."""
    # The first geometries of a scramble are the same however many there are.
    some = RaidJob.of(own.prepared, replace(own.design, points=points), own.luck)
    try:
        return draw(Redrawn(some, tuple(groups.items())), how)
    except KeyboardInterrupt:
        return None
