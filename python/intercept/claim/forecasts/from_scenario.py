"""What a scenario leads to expect: its waves scaled to the raid, and that raid replicated in several sizes.

All sizes come from one geometry of the raid: a smaller one is a part of it (`intercept.analysis.sizes`). Waves of kinds
that the raid does not name stay as they are: they take channels and rounds, and are not counted.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from intercept.analysis.answer import made_of
from intercept.analysis.cases import Drawn, draw
from intercept.analysis.differences import by_scramble
from intercept.analysis.sizes import Sizes, resized
from intercept.base.arguments import refused
from intercept.base.words import known, spelled
from intercept.claim import kinds
from intercept.claim.forecasts.asked import Asked
from intercept.claim.forecasts.expected import Expected, at_size, whole
from intercept.claim.of_run import members
from intercept.claim.parts import middle
from intercept.claim.words import listed
from intercept.errors import InvalidParameterError
from intercept.raid.estimates import Counts, mean_of
from intercept.raid.outcome_tables import SUMS
from intercept.raid.result_tables import sampling_of
from intercept.raid.sample import Sampled
from intercept.raid.tally import FATES
from intercept.raid.work import Means, Numbers, Work
from intercept.record.rates.distribution import Distribution
from intercept.scenario.model.scenario import Scenario
from intercept.scenario.prepare import prepare
from intercept.scenario.read import scenario_of

DOWN, LEAKED = SUMS["down"], ("leaked",)


def expected(
    raid: Asked,
    scenario: Scenario | str | Path,
    numbers: Numbers,
    means: Means,
) -> Expected:
    """Return what is down of the raid by a scenario.

    Raises InvalidParameterError where the scenario launches nothing of a kind that comes, and else as `run`.
    """
    given = scenario_of("scenario", scenario)
    groups = _groups(raid, given)
    how = Work.of(given, numbers, means)
    counts = tuple(tuple(size[k] for k in groups) for size in raid.sizes)
    names = tuple(groups.values())
    asked = {k: tuple(members(given, part.kinds)) for k, part in enumerate(raid.parts)}
    scaled = resized(given, {own: middle(raid.parts[k]) for k, own in asked.items() if own})
    job = Sizes(how.settings.job(prepare(scaled)), names, counts, ())
    drawn = draw(job, how)
    every = tuple(name for group in names for name in group)
    totals = [_down(found, every) for found in drawn.cases]
    sizes = [sum(size) for size in raid.sizes]
    last = drawn.cases[-1]
    leaked = _counts(last, every, LEAKED)
    mean, error, *_ = mean_of(by_scramble(leaked))
    low, high = np.quantile(leaked, [0.05, 0.95], method="inverted_cdf")
    down = _distribution(totals[-1], sizes[-1])
    return Expected(
        source="scenario",
        total=down,
        parts={
            raid.parts[k].label: _distribution(_down(last, group), middle(raid.parts[k])) for k, group in groups.items()
        },
        number=whole(down.mean),
        standard_error=_error(totals[-1]),
        against=tuple(
            at_size(size, _distribution(each, size), _error(each)) for size, each in zip(sizes, totals, strict=True)
        ),
        numbers={
            "scenario_name": given.name,
            "scenario_sha256": given.hash(),
            "scaled_scenario_sha256": scaled.hash(),
            "seed": how.settings.seed,
            "replications": int(leaked.size),
            "interrupted": drawn.interrupted,
            "leaked_mean": mean,
            "leaked_standard_error": None if math.isnan(error) else error,
            "leaked_p05": int(low),
            "leaked_p95": int(high),
        },
        told=tuple(_told(raid, given, groups, drawn, (mean, error, int(low), int(high)))),
        made=made_of((given.name,), (given.hash(),), drawn),
    )


def _groups(raid: Asked, scenario: Scenario) -> dict[int, tuple[str, ...]]:
    """Return the classes of the scenario that are of each part of the raid which has objects."""
    launched = sorted({wave.class_name for wave in scenario.raid.waves})
    if not launched:
        raise InvalidParameterError("scenario is not allowed: its raid has no waves, so that none can be scaled")
    found = {}
    for k, part in enumerate(raid.parts):
        own = members(scenario, part.kinds)
        if middle(part) and not own:
            told = f"one that launches {kinds.label(part.kinds)}, of which {middle(part):,} are asked for; it launches"
            raise refused("scenario", scenario.name, f"{told} {listed(map(_label, launched))}")
        if middle(part):
            found[k] = tuple(own)
    return found


def _label(name: str, number: int = 2) -> str:
    return kinds.label([name], number) if name in kinds.KINDS else spelled(name)


def _counts(found: Sampled, group: Sequence[str], fates: Sequence[str]) -> Counts:
    """Return how many of some classes had one of some fates, by scramble, vector and replication."""
    # A class whose waves are left with no threat is not among them.
    own = [found.threat_classes.index(name) for name in group if name in found.threat_classes]
    picked = [FATES.index(fate) for fate in fates]
    return found.counts(found.tally.fates[:, own][:, :, picked].astype(np.int64).sum(axis=(1, 2)))


def _down(found: Sampled, group: Sequence[str]) -> Counts:
    return _counts(found, group, DOWN)


def _distribution(counts: Counts, objects: int) -> Distribution:
    return Distribution(objects, np.bincount(counts.ravel(), minlength=objects + 1) / counts.size)


def _error(counts: Counts) -> float:
    return mean_of(by_scramble(counts))[1]


def _told(
    raid: Asked,
    scenario: Scenario,
    groups: Mapping[int, tuple[str, ...]],
    drawn: Drawn,
    leaks: tuple[float, float, int, int],
) -> Iterator[str]:
    mean, error, low, high = leaks
    through = known(mean, error)
    nights = f"{low:,}" if low == high else f"{low:,} to {high:,}"
    yield f"By the scenario {through.mean} get through on average ({through.how_well}), {nights} on 90 % of nights."
    yield from sampling_of(drawn.cases[0], None).few_scrambles()
    own = scenario.raid.scaled_counts()
    pairs = list(zip(scenario.raid.waves, own, strict=True))
    scaled = []
    for k, group in groups.items():
        before = sum(count for wave, count in pairs if wave.class_name in group)
        if before != middle(raid.parts[k]):
            scaled.append(f"{before:,} {kinds.label(raid.parts[k].kinds, before)} to {middle(raid.parts[k]):,}")
    if scaled:
        yield (
            f"Its waves are scaled from {listed(scaled)}, with the same shares, times and routes; sites, stocks and"
            " kill probabilities stay."
        )
    named = kinds.classes(kind for part in raid.parts for kind in part.kinds)
    counted = set(members(scenario, kinds.of_classes(named)))
    rest: dict[str, int] = {}
    for wave, count in pairs:
        if wave.class_name not in counted:
            rest[wave.class_name] = rest.get(wave.class_name, 0) + count
    if rest:
        told = listed(f"{count:,} {_label(name, count)}" for name, count in rest.items())
        yield f"Its other waves ({told}) come as they are, and are not counted."
    if scenario.raid.decoys:
        yield "Its decoys that arrive harm nothing: they are neither down nor among those that get through."
    if drawn.interrupted:
        yield "The work was interrupted: fewer geometries are counted than were asked for."
