"""Counts of a run by the kinds of a claim, and the vectors of what is not known that fit it.

    a vector e fits        the claim meets the 90 % interval of the shares of its replications (quantiles that occurred)
    the region             the values of the vectors that fit: approximate Bayesian computation by rejection, with the
                           priors of the scenario and the same luck for every vector

A value matters where the mean place u in its prior, over the vectors that fit, is further from that over all vectors
than three standard errors; those of a geometry count once for each geometry.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from intercept.catalogue.catalogue import Catalogue
from intercept.claim import kinds
from intercept.raid.outcome_tables import SUMS
from intercept.raid.result import Result
from intercept.raid.weights import PREFIX
from intercept.scenario.design import VECTORS_MAX
from intercept.scenario.model.scenario import Scenario

Array: TypeAlias = npt.NDArray[np.float64]
Counts: TypeAlias = npt.NDArray[np.int64]

# What each outcome of a claim is among the fates of a run; "hit" is what is not down.
_FATES = {
    "shot_down": ("intercepted",),
    "lost": ("failed", "jammed"),
    "intercepted": SUMS["down"],
    "did_not_hit": SUMS["down"],
    "hit": SUMS["down"],
}
INTERVAL = (0.05, 0.95)
ERRORS = 3.0
FEW = 4  # geometries or vectors that fit below which no region is given


@dataclass(frozen=True)
class Counted:
    """Counts of a run over kinds: `launched` objects, and `down` in each replication, in order of vector and luck."""

    launched: int
    down: Counts
    vector: Counts

    @property
    def shares(self) -> Array:
        """The share down in each replication."""
        return self.down / max(self.launched, 1)

    @property
    def by_scramble(self) -> list[Array]:
        """The shares of each independent scramble."""
        scramble = self.vector // VECTORS_MAX
        return [self.shares[scramble == one] for one in np.unique(scramble)]


@dataclass(frozen=True)
class Moved:
    """A value of what is not known that differs where the claim fits: 5 and 95 % of those that fit, and of all."""

    column: str
    fits: tuple[float, float]
    every: tuple[float, float]
    errors: float

    def to_dict(self) -> dict[str, object]:
        """Return it as plain values, for JSON."""
        return {"column": self.column, "fits": list(self.fits), "all": list(self.every), "errors": self.errors}


def members(thing: Result | Scenario, names: Sequence[str]) -> list[str]:
    """Return the classes of a run, or of the waves of a scenario, that are or are based on classes of some kinds."""
    wanted = kinds.of_catalogue(names)
    return sorted(name for name, base in _bases(thing).items() if base in wanted)


def _bases(thing: Result | Scenario) -> dict[str, str]:
    """Return the class of the catalogue that each class of threat is, or is based on."""
    catalogue = Catalogue.load()
    if isinstance(thing, Scenario):
        catalogue = catalogue.with_overrides(thing.classes)
        own = {wave.class_name for wave in thing.raid.waves}
    else:
        if thing.recipe is not None:
            catalogue = catalogue.with_overrides(Scenario.from_dict(thing.recipe.document).classes)
        own = set(thing.outcomes["threat_class"].tolist()) | set(thing.threats["threat_class"].tolist())
    return {name: catalogue.threats[name].base if name in catalogue.threats else name for name in own}


def counted(result: Result, names: Sequence[str], outcome: str) -> Counted:
    """Return the counts over kinds of what a claim's outcome counts; of "hit" those of what is down."""
    table = result.outcomes
    own = np.isin(table["threat_class"].astype(str), members(result, names))
    e, a = table["e"][own].astype(np.int64), table["a"][own].astype(np.int64)
    keys, place = np.unique(np.column_stack([e, a]), axis=0, return_inverse=True)
    down = np.zeros(len(keys), np.int64)
    np.add.at(down, place.ravel(), sum(table[fate][own].astype(np.int64) for fate in _FATES[outcome]))
    launched = np.zeros(len(keys), np.int64)
    np.add.at(launched, place.ravel(), table["launched"][own].astype(np.int64))
    return Counted(int(launched[0]) if len(keys) else 0, down, keys[:, 0])


def fitting(found: Counted, low: float, high: float) -> tuple[Counts, npt.NDArray[np.bool_]]:
    """Return the vectors, and for which of them the claim from low to high meets the 90 % interval of luck."""
    vectors = np.unique(found.vector)
    fits = []
    for vector in vectors:
        least, most = np.quantile(found.shares[found.vector == vector], INTERVAL, method="inverted_cdf")
        fits.append(least <= high and most >= low)
    return vectors, np.array(fits, dtype=bool)


def moved(result: Result, vectors: Counts, fits: npt.NDArray[np.bool_]) -> list[Moved]:
    """Return the values that matter for whether the claim fits, the most important first."""
    table = result.draws
    rows = np.searchsorted(table["e"].astype(np.int64), vectors)
    found = []
    for name in table.columns:
        if not name.startswith(PREFIX):
            continue
        u, values = table[name][rows], table[name.removeprefix(PREFIX)][rows]
        errors = _errors(u, fits)
        if abs(errors) > ERRORS:
            ends = [tuple(map(float, np.quantile(some, INTERVAL))) for some in (values[fits], values)]
            found.append(Moved(name.removeprefix(PREFIX), ends[0], ends[1], errors))  # type: ignore[arg-type]
    return sorted(found, key=lambda one: -abs(one.errors))


def _errors(u: Array, fits: npt.NDArray[np.bool_]) -> float:
    """Return by how many standard errors the mean place of those that fit is off that of all; 0 for too few.

    Of n places that fit among N the mean has the variance s^2 (1 - n / N) / n, s^2 that of all (sampling without
    replacement). Vectors of one geometry share a place; they count once, weighted by how many of them fit.
    """
    if np.isnan(u).any():
        return 0.0
    places, index = np.unique(u, return_inverse=True)
    weight = np.bincount(index.ravel(), weights=fits.astype(float))
    size = np.bincount(index.ravel()).astype(float)
    share = weight / size
    effective = share.sum() ** 2 / max((share**2).sum(), 1e-300)
    if effective < FEW or len(places) - effective < FEW:
        return 0.0
    mean = float(np.average(places, weights=share))
    variance = float(np.var(places)) * (1.0 - effective / len(places)) / effective
    return (mean - float(places.mean())) / math.sqrt(variance) if variance > 0.0 else 0.0
