"""Luck within ignorance: the law of total variance on a raid made for it (data/raids/SOURCE.md).

The seed is fixed, so that a check says the same each time.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from intercept.raid.simulate import simulate
from intercept.validation.check import Case, Check, Source
from intercept.validation.made_raids import REASON, SEED, SIGMAS, Layer, layered, leaked, mean_and_error
from intercept.validation.tables import Library

NESTED = "law of total variance, leakers binomial given their share; textbook"
THREATS, VECTORS, EACH = 30, 2000, 50


def nested(library: Library) -> Iterable[Check]:  # noqa: ARG001 - a closed form
    """Leakers L of n given a kill probability k: E Var = n E k(1 - k), Var E = n^2 Var k; k uniform from 0.2 to 0.8."""
    source = Source("raid-nested-luck", NESTED, "ic.simulate")
    # The middles of equal cells: means of k and k^2 are those of the sum, whatever the distribution they stand for.
    kill = 0.2 + 0.6 * (np.arange(VECTORS) + 0.5) / VECTORS
    raid = layered(THREATS, [Layer(0.5)], shares={"kill_probability": np.random.default_rng(SEED).permutation(kill)})
    counts = leaked(simulate(raid, seed=SEED, replications=EACH)).reshape(VECTORS, EACH)
    ordered = raid.chances.kill_probability[:, 0]
    luck = counts.var(axis=1, ddof=1)
    mean, error = mean_and_error(luck)
    wanted = THREATS * float((kill * (1.0 - kill)).mean())
    yield source.absolute("replicated: variance of luck", (mean, wanted), "", SIGMAS * error, REASON)
    # A vector's mean lies n (1 - k) off the mean of all, and beside that by its luck: (mean - m)^2 - s^2/L has no bias.
    off = counts.mean(axis=1) - THREATS * (1.0 - kill.mean())
    between = off**2 - luck / EACH
    known = (THREATS * (ordered - kill.mean())) ** 2
    mean, error = float(between.mean()), mean_and_error(between - known)[1]
    wanted = float(known.mean())
    yield source.absolute("replicated: variance of ignorance", (mean, wanted), "", SIGMAS * error, REASON)
    total = (counts - THREATS * (1.0 - kill.mean())) ** 2
    wanted += THREATS * float((kill * (1.0 - kill)).mean())
    mean, error = float(total.mean()), mean_and_error(total.mean(axis=1) - known)[1]
    yield source.absolute("replicated: variance of both", (mean, wanted), "", SIGMAS * error, REASON)


def cases(library: Library) -> list[Case]:  # noqa: ARG001 - a closed form
    """Return the case."""
    return [Case("raid-nested-luck", NESTED, nested)]
