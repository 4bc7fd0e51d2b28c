"""Where fire units of the defender protect most: a choice among candidate sites, with a bound on what is possible.

The candidates are the user's, and the raid is the scenario's: nothing of it is varied. Model and limits:
docs/how-to/placement.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from intercept.analysis.answer import made_of
from intercept.analysis.candidates import Candidates, candidates_of
from intercept.analysis.cases import draw, finish
from intercept.analysis.placed import Placement, answer
from intercept.analysis.placement_jobs import AT_RISK, PAST, Emptied, Kills
from intercept.analysis.protection import Protection, Sites, best, bound, greedy
from intercept.base.arguments import flag, whole
from intercept.raid.geometry import OnProgress
from intercept.raid.raid_job import RaidJob
from intercept.raid.sample import reached
from intercept.raid.task import Block, Part
from intercept.raid.work import Means, Numbers, Work
from intercept.scenario.model.scenario import Scenario
from intercept.scenario.read import scenario_of


def placement(  # noqa: PLR0913 - settings by keyword
    scenario: Scenario | str | Path,
    candidates: Sequence[str | Mapping[str, Any] | Path],
    *,
    count: int = 1,
    exact: bool = False,
    replications: int | None = None,
    seed: int | None = None,
    scrambles: int | None = None,
    points: int | None = None,
    vectors: int | None = None,
    threads: int = 0,
    client: object = None,
    work: str | Path | None = None,
    resume: bool = False,
    on_progress: OnProgress | None = None,
) -> Placement:
    """Choose those of the candidate sites of the defender that protect most expected value of assets.

    Method and limits: docs/how-to/placement.md.

    Parameters
    ----------
    scenario
        A scenario with a raid and assets, or the path of a scenario file.
    candidates
        1 to 500 fire units, of which some are to be chosen: mappings with the keys of a `[[fire_units]]` of a scenario
        file (name, class, position, ...), names of fire units of the scenario, also of generated ones, or a `Path` of a
        TOML file of `[[fire_units]]`, which stands for all of them. All other units of the scenario stand as they are.
    count
        How many are chosen, 1 to the number of candidates.
    exact
        Whether the best choice under the model is looked for, by a mixed-integer program (HiGHS through
        scipy), instead of the greedy one.
    replications, seed, scrambles, points, vectors
        As of `run`, of the geometries with which it is chosen, and of the replications with which the choice is then
        simulated; by the scenario's settings unless given.
    threads
        Worker threads, 0 for all cores. The answer is the same for any number.
    client, work, resume
        As of `run`.
    on_progress
        Called as `on_progress(stage, done, total)` while it runs.

    Returns
    -------
    Placement
        The chosen sites in order, with what each adds, the bound, and what the simulated raid says of them. After a
        Ctrl-C it counts the geometries that were finished, as many of each scramble.

    Raises
    ------
    ScenarioError
        The file cannot be read or holds mistakes, a candidate is no fire unit, or there is no raid.
    UnreachableError
        A destination lies beyond the reach of the class sent there.
    InvalidParameterError
        A setting is of the wrong type or out of range, the folder cannot be written, or the cluster fails.
    MissingExtraError
        The extra `cluster` or `tables` is missing.
    NotConvergedError
        With `exact`, there are too many sites to tell the best one.

    Examples
    --------
    >>> import intercept as ic
    >>> sites = ["short_range_sam-1", "short_range_sam-2", "medium_range_sam-1"]
    >>> found = ic.placement("examples/notional-small.toml", sites, count=1, scrambles=2, points=1)
    """
    wanted = flag("exact", exact)
    given = candidates_of(scenario_of("scenario", scenario), candidates)
    count = whole("count", count, 1, len(given.names))
    how = Work.of(
        given.prepared.scenario,
        Numbers(replications, seed, scrambles, points, vectors),
        Means(threads, client, work, resume, on_progress),
    )
    raid = how.settings.job(given.prepared)
    protection, stopped = _protection(raid, given, how)
    chosen = greedy(protection, count)
    ceiling = bound(protection, chosen, count)
    if wanted:
        chosen = _in_order(protection, best(protection, count, chosen))
        ceiling = min(ceiling, protection.value(chosen))
    every = set(range(len(given.names)))
    empty = tuple(given.rows_of(out) for out in (every, every - set(chosen)))
    drawn = draw(Emptied(raid, empty), how)
    made = made_of((given.prepared.scenario.name,), (given.prepared.hash,), drawn)
    made = replace(made, interrupted=drawn.interrupted or stopped)
    return answer(made, given, protection, chosen, ceiling, drawn, is_exact=wanted)


def _in_order(protection: Protection, chosen: Sites) -> Sites:
    """Return the same sites, each the one that adds most to those before."""
    order: list[int] = []
    for _ in chosen:
        gains = protection.gains(order)
        order.append(max((k for k in chosen if k not in order), key=lambda k: (gains[k], -k)))
    return tuple(order)


def _protection(raid: RaidJob, given: Candidates, how: Work) -> tuple[Protection, bool]:
    """Return the objective over all geometries, and whether a Ctrl-C ended it early."""
    finished: dict[Block, Part] = {}
    design = raid.design
    stopped = finish(Kills(raid, given.rows, given.units), design, how, 0, finished)
    points = min(reached(finished, scramble) for scramble in range(design.scrambles))
    if not points:
        raise KeyboardInterrupt
    blocks = sorted((block for block in finished if block.stop <= points), key=lambda b: (b.scramble, b.start))
    at_risk, past = (np.concatenate([finished[block].arrays[name] for block in blocks]) for name in (AT_RISK, PAST))
    scramble = np.repeat(np.arange(design.scrambles), points * design.vectors)
    return Protection(at_risk, past.transpose(1, 0, 2), scramble), stopped
