"""A raid with and without rounds, and what both cost and reach, from their replications."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from intercept.analysis.cases import Shared, part_of, replicated
from intercept.analysis.prices import Price
from intercept.base.cached import cached_property
from intercept.base.checksum import document_sha256
from intercept.engagement.chances import MAGAZINE_COLUMNS
from intercept.raid.estimates import count_mean, mean_of
from intercept.raid.geometry import Clock
from intercept.raid.outcome_tables import by_class
from intercept.raid.raid_job import RaidJob
from intercept.raid.raid_plan import RaidPlan
from intercept.raid.sample import Sampled
from intercept.raid.tally import Tally
from intercept.raid.task import Block, Part, Point
from intercept.scenario.design import Design

Array: TypeAlias = npt.NDArray[np.float64]
Known: TypeAlias = Mapping[tuple[str, str], Price]
SUM_COLUMNS = ("quantity", "of", "unit", "mean", "standard_error", "low", "high", "p05", "p50", "p95")
USD, SHARE = "USD", "share"


@dataclass(frozen=True, eq=False)
class WithAndWithout:
    """Replications of a raid as it is, and without a round, as a job."""

    raid: RaidJob

    @property
    def cases(self) -> list[tuple[tuple[str, ...], Design]]:
        """As it is, then without a round."""
        return [(self.raid.threat_classes, self.raid.design)] * 2

    @property
    def luck(self) -> int:
        """Replications of each vector."""
        return self.raid.luck

    @cached_property
    def key(self) -> str:
        """SHA-256, in hex, of everything that the counts depend on."""
        return document_sha256(["with and without", self.raid.key])

    def compute(self, block: Block, threads: int = 1) -> Part:
        """Return the counts of both with some geometries; raises UnreachableError as a run does."""
        clock = Clock()
        flown, design = self.raid.flown(clock), self.raid.design

        def one(point: Point) -> list[Tally]:
            raid = Shared(threads).raid(flown, design, point)
            return [replicated(each, flown, design, point, self.luck, threads) for each in (raid, without_rounds(raid))]

        return part_of([one(point) for point in block.points], clock)

    def doubled(self) -> WithAndWithout:
        """Return the job with twice the geometries in each scramble."""
        return replace(self, raid=self.raid.doubled())


def without_rounds(raid: RaidPlan) -> RaidPlan:
    """Return a raid against units that have, and expect, no round."""
    magazines = raid.chances.magazines.copy()
    for name in ("rounds", "spare"):
        magazines[:, :, MAGAZINE_COLUMNS.index(name)] = 0.0
    return raid.with_chances(magazines=magazines, depots=np.zeros_like(raid.chances.depots))


Row: TypeAlias = tuple[str | float, ...]


def _sum(quantity: str, of: str, unit: str, values: Array) -> Row:
    """Return a row of values by scramble, vector and replication, shape (R, K, L)."""
    ends = np.quantile(values, [0.05, 0.5, 0.95], method="inverted_cdf")
    by_scramble = values.reshape(len(values), -1).mean(axis=1)
    # What is protected is a difference, which can be below 0.
    most = 1.0 if unit == SHARE else np.inf
    told = mean_of(by_scramble) if quantity == "protected" else count_mean(by_scramble, most)
    return quantity, of, unit, *told, *ends.tolist()


def spent(found: Sampled, variants: Sequence[str], known: Known) -> Iterator[Row]:
    """Yield what the rounds spent and the threats launched cost, by class and in all; `variants` as of a plan."""

    def priced(kind: str, name: str, counts: npt.NDArray[np.int64]) -> Array:
        return found.counts(counts) * _price(found, known[kind, name])

    stores = by_class(found.tally, variants)
    rounds = {name: priced("defence", name, counts) for store, name, counts in stores if store == "rounds"}
    sent = found.tally.fates.astype(np.int64).sum(axis=2)
    raid = {name: priced("threat", name, sent[:, k]) for k, name in enumerate(found.threat_classes)}
    for quantity, by_name in (("rounds", rounds), ("raid", raid)):
        yield from (_sum(quantity, name, USD, values) for name, values in by_name.items())
        yield _sum(quantity, "all", USD, sum(by_name.values(), np.zeros(found.shape)))


def held(cases: Sequence[Sampled], assets: Sequence[tuple[str, str, float]], known: Known) -> Iterator[Row]:
    """Yield which share of the assets' value leakers reach, with and without a round, and what is protected.

    `assets` are names, classes and values, in the order of a tally's columns; in money, where each class has a price.
    """
    if not assets:
        return
    names = ("reached", "reached_without_defence")
    hit = {name: _reached(found) for name, found in zip(names, cases, strict=True)}
    values = np.array([value for _, _, value in assets])
    yield from _three(hit, SHARE, lambda found: found @ (values / values.sum()))
    classes = [name for _, name, _ in assets]
    if all(("asset", name) in known for name in classes):
        drawn = {name: _price(cases[0], known["asset", name]) for name in dict.fromkeys(classes)}
        costs = np.stack([np.broadcast_to(drawn[name], cases[0].shape) for name in classes], axis=-1)
        yield from _three(hit, USD, lambda found: (found * costs).sum(axis=-1))


def _three(hit: Mapping[str, Array], unit: str, worth: Callable[[Array], Array]) -> Iterator[Row]:
    found = {name: worth(each) for name, each in hit.items()}
    found["protected"] = found["reached_without_defence"] - found["reached"]
    yield from (_sum(name, "all", unit, values) for name, values in found.items())


def _reached(found: Sampled) -> Array:
    """Return 1 for each asset that at least one leaker reaches, else 0: shape (R, K, L, assets)."""
    return np.asarray((found.tally.leaked > 0).astype(float).reshape(*found.shape, -1))


def _price(found: Sampled, price: Price) -> Array:
    """Return a price in each vector, shape (R, K, 1)."""
    return price.drawn(found.design.seed, found.scrambles, found.shape[1])[:, :, None]
