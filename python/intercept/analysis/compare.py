"""Scenarios compared with common random numbers: what differs between them, and how well that is known.

Vectors of what is not known, routes and luck are keyed by names, so the same night is replicated in each scenario, and
the error of the mean difference is that of the differences of scrambles, not of the means. Flights and windows that two
scenarios have in common are computed once.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from intercept.analysis.answer import Answer, cut_short, made_of, percent
from intercept.analysis.cases import Drawn, Together, draw, from_one_point, until_known
from intercept.analysis.differences import assets_apart, by_scramble, differences, leaked, means
from intercept.base.arguments import listed, refused, text
from intercept.base.table import Table
from intercept.errors import InvalidParameterError
from intercept.raid.estimates import mean_of
from intercept.raid.geometry import OnProgress
from intercept.raid.run import scenario_of
from intercept.raid.work import Means, Numbers, Work
from intercept.scenario.model.scenario import Scenario
from intercept.scenario.prepare import prepare
from intercept.scenario.unknowns import MOST_LIKELY

# With `until`, a difference is known where its error is at most this share of it, or the error asked for.
OF_DIFFERENCE = 0.1
SCENARIOS_MAX = 20
# Of many classes and assets, only those are named whose difference is so many standard errors.
SURE = 4.0


@dataclass(frozen=True, eq=False, repr=False)
class Comparison(Answer):
    """Scenarios compared with the first of them, with common random numbers.

    Attributes
    ----------
    names
        What each scenario is called in the tables.
    differences
        Of each scenario but the first, by quantity (a fate, failed_or_jammed, down, rounds, wasted, left) and what it
        is of (a class, or "all"): the mean of the difference to the first scenario, its standard error and the low and
        high of its 95 % t-interval; p05 and p95 of the differences of single nights; the shares of nights with
        fewer_share, equal_share and more_share of them than in the first, the first of these with its standard error;
        and the unpaired_standard_error that the difference would have with independent random numbers.
    assets
        The same for the leakers at each asset, with the mean of the first scenario; one that only one of two scenarios
        has counts as one without leakers in the other.
    means
        Of each scenario, what `Result.estimates` has of a run.
    """

    QUESTION: ClassVar[str] = "compare"
    names: tuple[str, ...]
    differences: Table
    assets: Table
    means: Table
    launched: tuple[int, ...]

    @property
    def words(self) -> str:
        """The comparison in one paragraph."""
        found = {row["scenario"]: row for row in self.means.records() if (row["quantity"], row["of"]) == LEAKED_ALL}
        first = found[self.names[0]]
        error = f" (standard error {first['standard_error']:.2g})" if math.isfinite(first["standard_error"]) else ""
        said = [f"{self.names[0]}: {first['mean']:.3g} of {self.launched[0]:,} leak on average{error}."]
        for row in self.differences.records():
            if (row["quantity"], row["of"]) == LEAKED_ALL:
                said.append(_told(row, found[row["scenario"]]["mean"]))
                said.append(self._most(row["scenario"]))
        return " ".join(filter(None, [*said, *cut_short(self.made)]))

    def _most(self, scenario: str) -> str:
        """Say which class and which asset differ most, where that is known."""
        classes = [
            row
            for row in self.differences.records()
            if row["scenario"] == scenario and row["quantity"] == "leaked" and row["of"] != "all"
        ]
        assets = [row for row in self.assets.records() if row["scenario"] == scenario]
        parts = []
        for rows, key in ((classes if len(classes) > 1 else [], "of"), (assets, "asset")):
            known = [row for row in rows if abs(row["mean"]) > SURE * row["standard_error"] > 0.0]
            if known:
                most = max(known, key=lambda row: abs(row["mean"]))
                named = most[key].replace("_", " ")
                parts.append(f"{named} ({most['mean']:+.2g} ± {most['standard_error']:.1g})")
        return f"The largest differences that are known: {', '.join(parts)}." if parts else ""


LEAKED_ALL = ("leaked", "all")


def _told(row: Mapping[str, float | str], mean: float) -> str:
    difference, error = float(row["mean"]), float(row["standard_error"])
    name, low, high = row["scenario"], float(row["low"]), float(row["high"])
    if difference == 0.0 and not error > 0.0:
        return f"{name}: the same in every replication."
    which = "fewer" if difference < 0.0 else "more"
    known = f"standard error {error:.2g}; 95 % interval {low:+.3g} to {high:+.3g}"
    if not math.isfinite(error):
        known = "no standard error: one scramble"
    said = f"{name}: {mean:.3g}, {abs(difference):.3g} {which} ({known})."
    if low <= 0.0 <= high:
        said += " The interval holds zero, so the samples do not tell which of the two leaks more."
    share, its_error = float(row["fewer_share"]), float(row["fewer_share_standard_error"])
    known = f" (standard error {100 * its_error:.1f} points)" if its_error > 0.0 else ""
    return (
        f"{said} On the same night fewer leak with a probability of {percent(share)}{known}, as many with"
        f" {percent(float(row['equal_share']))}, more with {percent(float(row['more_share']))}."
    )


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
        all the points that there are.
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
            f"scenarios of length {len(given)} is not allowed: must be 2 to {SCENARIOS_MAX} scenarios or paths"
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
    return Comparison(
        made=made_of(tuple(each.scenario.name for each in prepared), tuple(each.hash for each in prepared), drawn),
        names=called,
        differences=differences(called, drawn.cases, units),
        assets=assets_apart(called, drawn.cases, assets),
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
