"""What an answer says: in words, with what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from intercept.base.words import TOLD_MAX, counted, first_of, known, measured, nights, spelled
from intercept.explore.answers import Answer
from intercept.raid.estimates import Counts, Estimate, count_mean, estimate
from intercept.raid.result_tables import sampling_of
from intercept.raid.sample import Sampled
from intercept.raid.tally import CAUSES, LEAKED

# How it is said that an answer is a first one, to be taken with care, or that of a whole run.
QUICK, FULL = "A quick answer", "Full answer"


class Cause(NamedTuple):
    """Leakers of one cause in all: its code, the mean, its standard error and the ends of its 95 % interval."""

    code: str
    mean: float
    standard_error: float
    low: float
    high: float


def leaked(found: Sampled) -> Counts:
    """Return the leakers of all classes, by scramble, vector and replication."""
    return found.counts(found.tally.fates[:, :, LEAKED].sum(axis=1, dtype=np.int64))


def launched(found: Sampled) -> int:
    """Return how many threats are launched."""
    return int(found.tally.fates[0].sum())


def causes(found: Sampled) -> list[Cause]:
    """Return why threats leaked, the commonest cause first; those of nothing are left out."""
    counts = found.tally.causes.sum(axis=1, dtype=np.int64)
    means = [count_mean(found.counts(column).reshape(len(found.scrambles), -1).mean(axis=1)) for column in counts.T]
    told = [Cause(code, *each) for code, each in zip(CAUSES, means, strict=True) if each[0] > 0.0]
    return sorted(told, key=lambda each: -each.mean)


def words(found: Sampled, *, whole: bool = True) -> str:
    """Return what a raid's replications say: the mean of leakers with its error, the spread, the commonest causes.

    What is not of the `whole` run says "about".
    """
    each = estimate(leaked(found), most=launched(found))
    return " ".join(_sentences(found, each, "" if whole else "about "))


def _sentences(found: Sampled, each: Estimate, about: str) -> Iterator[str]:
    mean = known(each.mean, each.standard_error, each.low, each.high)
    yield f"On average {about}{mean.mean} of {counted(launched(found), 'threat')} leak ({mean.how_well})."
    yield f"{nights(each.p05, each.p95, (each.p05_low, each.p05_high), (each.p95_low, each.p95_high))}."
    all_causes = causes(found)
    if all_causes:
        each_told = [f"{spelled(cause.code)} {measured(cause.mean, cause.standard_error)}" for cause in all_causes]
        listed = first_of(each_told, f"and {counted(len(all_causes) - TOLD_MAX, 'other cause')}")
        yield f"Most common causes (± standard error): {listed}."
    yield from sampling_of(found, None).few_scrambles()


def rests_on(answer: Answer, planned: tuple[int, int]) -> str:
    """Say what an answer rests on; `planned` are the replications and the geometries of a whole run."""
    nights, all_geometries = planned
    raid = answer.raid
    if raid is None:
        return ""
    if answer.whole:
        routes = counted(all_geometries, "draw")
        made = f"{counted(nights, 'simulated night')} over {routes} of the routes"
        return f"{FULL}: {made}, as of a run of the saved scenario."
    return f"{QUICK}, from {len(raid.tally):,} of {counted(nights, 'simulated night')}. The full answer is on its way…"


def of_curve(answer: Answer) -> str:
    """Say what a curve rests on, and what the figure shows of it."""
    if answer.curve is None:
        return ""
    routes = counted(int(answer.curve["geometries"][0]), "draw")
    bars = "Bars: 95 % intervals. The diamond: the raid as the sliders have it."
    if not answer.curve_whole:
        return f"{QUICK}, from {routes} of the routes. The full curve is on its way… {bars}"
    return f"{FULL}: {routes} of the routes, as intercept saturation draws it for the largest raid. {bars}"
