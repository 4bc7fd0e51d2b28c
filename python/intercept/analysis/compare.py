"""Scenarios compared with common random numbers: what differs between them, and how well that is known.

Vectors of what is not known, routes and luck are keyed by names, so the same night is replicated in each scenario, and
the error of the mean difference is that of the differences of scrambles, not of the means. Flights and windows that two
scenarios have in common are computed once.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from intercept.analysis.answer import made_of
from intercept.analysis.cases import Drawn, Together, draw, from_one_point, until_known
from intercept.analysis.compare_words import Comparison
from intercept.analysis.differences import assets_apart, by_scramble, causes_apart, differences, leaked, means
from intercept.base.arguments import listed, refused, text
from intercept.errors import InvalidParameterError
from intercept.raid.estimates import mean_of
from intercept.raid.geometry import OnProgress
from intercept.raid.work import Means, Numbers, Work
from intercept.scenario.model.scenario import Scenario
from intercept.scenario.prepare import prepare
from intercept.scenario.read import scenario_of
from intercept.scenario.unknowns import MOST_LIKELY

# With `until`, a difference is known where its error is at most this share of it, or the error asked for.
OF_DIFFERENCE = 0.1
SCENARIOS_MAX = 20


def compare(  # noqa: PLR0913 - settings by keyword
    scenarios: Sequence[Scenario | str | Path],
    *,
    names: Sequence[str] | None = None,
    replications: int | None = None,
    seed: int | None = None,
    scrambles: int | None = None,
    points: int | None = None,
    vectors: int | None = None,
    until: float | None = None,
    threads: int = 0,
    client: object = None,
    work: str | Path | None = None,
    resume: bool = False,
    on_progress: OnProgress | None = None,
) -> Comparison:
    """Compare scenarios with common random numbers: what differs from the first, by class and asset, and how surely.

    Method and limits: docs/how-to/compare.md.

    Parameters
    ----------
    scenarios
        Two to 20 scenarios, or paths of scenario files; the first is what the others are compared with.
    names
        What to call them; by their own names, with a number where these are not distinct, unless given.
    replications, seed, scrambles, points, vectors
        As of `run`, of each scenario; by the settings of the first one unless given.
    until
        Begin with one geometry for each scramble, and double them until the standard error of the difference of mean
        leakers is at most this (1e-9 to 1e6), or a tenth of the difference, for each scenario; or until a scramble has
        all the points that there are. It needs 8 scrambles or more.
    threads
        Worker threads, 0 for all cores. The answer is the same for any number.
    client, work, resume
        As of `run`.
    on_progress
        Called as `on_progress(stage, done, total)` while it runs.

    Returns
    -------
    Comparison
        Tables of differences with standard errors and intervals, and `words`. After a Ctrl-C it counts the geometries
        that were finished, as many of each scramble.

    Raises
    ------
    ScenarioError
        A file cannot be read or holds mistakes, or a scenario has no raid.
    UnreachableError
        A destination lies beyond the reach of the class sent there.
    InvalidParameterError
        A setting is of the wrong type or out of range, there are not two to 20 scenarios, the folder cannot be
        written, or the cluster fails.
    MissingExtraError
        The extra `cluster` or `tables` is missing.

    Examples
    --------
    >>> import intercept as ic
    >>> one = ic.Scenario.from_file("examples/notional-small.toml")
    >>> two = one.replace("theatre.generate.fire_units.medium_range_sam", 2)
    >>> found = ic.compare([one, two], names=["as it is", "one more unit"], scrambles=2, points=1)
    """
    given = listed("scenarios", scenarios)
    if not 2 <= len(given) <= SCENARIOS_MAX:
        raise InvalidParameterError(
            f"scenarios: {len(given)} given, must be 2 to {SCENARIOS_MAX} scenarios or paths of their files"
        )
    prepared = [prepare(scenario_of(f"scenarios[{k}]", each)) for k, each in enumerate(given)]
    called = _names(names, [each.scenario.name for each in prepared])
    how = Work.of(
        prepared[0].scenario,
        Numbers(replications, seed, scrambles, points, vectors, until),
        Means(threads, client, work, resume, on_progress),
    )
    jobs, limit = tuple(how.settings.job(each) for each in prepared), how.settings.until
    job = Together(jobs if limit is None else tuple(from_one_point(each) for each in jobs))
    likely = [each.flown().compiled(MOST_LIKELY) for each in jobs]
    drawn = draw(job, how, None if limit is None else until_known(lambda found: _known(found, limit)))
    units = [plan.units.class_names for plan in likely]
    assets = [dict(zip(plan.chances.asset_names, plan.chances.asset_classes, strict=True)) for plan in likely]
    at_each, at_classes = assets_apart(called, drawn.cases, assets)
    return Comparison(
        made=made_of(
            tuple(each.scenario.name for each in prepared), tuple(each.hash for each in prepared), drawn, limit
        ),
        names=called,
        differences=differences(called, drawn.cases, units),
        assets=at_each,
        asset_classes=at_classes,
        causes=causes_apart(called, drawn.cases),
        means=means(called, drawn.cases, units),
        launched=tuple(len(plan) for plan in likely),
    )


def _names(given: object, own: list[str]) -> tuple[str, ...]:
    if given is not None:
        found = tuple(text("names", each) for each in listed("names", given))
        if len(found) != len(own) or len(set(found)) != len(own):
            raise refused("names", given, f"{len(own)} names, all of them different")
        return found
    return tuple(name if own.count(name) == 1 else f"{name} ({k})" for k, name in enumerate(own, 1))


def _known(drawn: Drawn, until: float) -> bool:
    """Tell whether the differences of mean leakers are known well enough."""
    first = leaked(drawn.cases[0])
    for case in drawn.cases[1:]:
        mean, error, *_ = mean_of(by_scramble(leaked(case) - first))
        if not error <= max(until, OF_DIFFERENCE * abs(mean)):
            return False
    return True
