"""Raids of several sizes as parts of the largest one: a smaller raid is a subset of a larger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from intercept.analysis.cases import Shared, part_of, replicated
from intercept.analysis.limits import first_vectors, without
from intercept.base.arguments import listed, refused, whole
from intercept.base.cached import cached_property
from intercept.base.checksum import document_sha256
from intercept.base.outside import contents_of
from intercept.base.words import one_of
from intercept.errors import InvalidParameterError
from intercept.raid.geometry import Clock, Flown
from intercept.raid.raid_job import RaidJob
from intercept.raid.raid_plan import some_of
from intercept.raid.tally import Tally
from intercept.raid.task import Block, Part, Point
from intercept.scenario.design import Design
from intercept.scenario.model.raid import Raid, scaled_counts
from intercept.scenario.model.scenario import Scenario
from intercept.scenario.model.values import MAX_OBJECTS

SIZES_MAX = 100
# A curve without a limit rests on the first vectors of each geometry: it is read against the curve with all limits.
LIFTED_VECTORS = 2
# Of a number in text: as many as a number that is allowed can have.
DIGITS_MAX = 9
# Unless sizes are given: so many, each the same factor above the one before.
COUNT, FIRST, LAST, ASKED = 12, 50, 3000, 1000


def spread_sizes(low: int, high: int, through: int | None = None) -> tuple[int, ...]:
    """Return 12 whole numbers from low to high, each about the same factor above the one before, to two digits.

    With a number `through` it takes the place of the nearest of those between the ends, if it lies between them.
    """
    exact = np.geomspace(low, high, COUNT)[1:-1]
    step = 10.0 ** np.floor(np.log10(exact) - 1.0)
    between = np.maximum(np.round(exact / step) * step, 1.0).astype(int).tolist()
    found = {size for size in between if low < size < high}
    if found and through is not None and low < through < high:
        found = (found - {min(found, key=lambda size: abs(np.log(size / through)))}) | {through}
    return tuple(sorted({low, *found, high}))


def checked_sizes(sizes: Sequence[int] | str | None, through: int) -> tuple[int, ...]:
    """Return sizes in ascending order; unless they are given, those that are usual, and `through` among them.

    Text such as "50..3000" stands for 12 sizes from the one to the other, "50,100,400" for those.

    Raises
    ------
    InvalidParameterError
        They are not two to 100 different whole numbers from 1 to the most threats of a raid.
    """
    if sizes is None:
        return spread_sizes(FIRST, LAST, through)
    if isinstance(sizes, str):
        ends = _numbers(sizes, "..")
        if len(ends) == 2 and ends[0] < ends[1]:
            return spread_sizes(ends[0], ends[1], through)
        numbers = _numbers(sizes, ",")
        if not 2 <= len(set(numbers)) <= SIZES_MAX:
            few = f"or 2 to {SIZES_MAX} different ones as 50,100,400, of whole numbers from 1 to {MAX_OBJECTS}"
            raise refused("sizes", sizes, f"two as 50..3000, the first below the second, {few}")
        return tuple(sorted(set(numbers)))
    found = sorted({whole(f"sizes[{k}]", size, 1, MAX_OBJECTS) for k, size in enumerate(listed("sizes", sizes))})
    if not 2 <= len(found) <= SIZES_MAX:
        raise refused("sizes", sizes, f"2 to {SIZES_MAX} different whole numbers")
    return tuple(found)


def _numbers(text: str, between: str) -> list[int]:
    """Return the whole numbers of text, none where it holds anything else or one out of range."""
    parts = [part.strip() for part in text.split(between)]
    if not all(part.isascii() and part.isdigit() and len(part) <= DIGITS_MAX for part in parts):
        return []
    found = [int(part) for part in parts]
    return found if all(1 <= number <= MAX_OBJECTS for number in found) else []


def class_of(scenario: Scenario, threat_class: str | None) -> str:
    """Return the class that changes: the one given, or the only one of the raid.

    Raises
    ------
    InvalidParameterError
        The raid has no such class, or several and none is given, or it has tracks in place of waves.
    """
    names = list(dict.fromkeys(wave.class_name for wave in scenario.raid.waves))
    if not names:
        with contents_of(scenario.file):
            raise InvalidParameterError("the scenario's raid has no waves, so no number of them can be changed")
    if threat_class is None and len(names) == 1:
        return names[0]
    if not isinstance(threat_class, str) or threat_class not in names:
        allowed = f"the name of a class of the raid, {one_of(threat_class, names)}"
        raise refused("threat_class", threat_class, allowed)
    return str(threat_class)


def resized(scenario: Scenario, sizes: Mapping[tuple[str, ...], int]) -> Scenario:
    """Return the scenario with so many threats of each group of classes; the waves of no group stay.

    The waves of a group share its number as before; one that is left with none is left out.

    Raises
    ------
    InvalidParameterError
        The raid launches nothing of a group, so its waves have no shares.
    """
    document, waves = scenario.to_dict(), scenario.raid.waves
    counts = scenario.raid.scaled_counts()
    for group, size in sizes.items():
        own = [k for k, wave in enumerate(waves) if wave.class_name in group]
        total = sum(counts[k] for k in own)
        if total == 0:
            raise InvalidParameterError(f"the raid launches no {' or '.join(group)}, so its waves have no shares")
        for k, count in zip(own, scaled_counts([counts[k] for k in own], size / total), strict=True):
            counts[k] = count
    paired = zip(document["raid"]["waves"], counts, strict=True)
    document["raid"] |= {"waves": [{**wave, "count": count} for wave, count in paired if count], "scale": 1.0}
    return scenario.changed_to(document)


@dataclass(frozen=True, eq=False)
class Sizes:
    """Replications of a raid in several sizes, with all limits and without each of some, as a job.

    Attributes
    ----------
    raid
        Of the largest size of the question, of which all others are parts.
    groups, counts
        Groups of classes that change, and of each size how many of each group are launched.
    limits
        Those that are lifted in turn.
    """

    raid: RaidJob
    groups: tuple[tuple[str, ...], ...]
    counts: tuple[tuple[int, ...], ...]
    limits: tuple[str, ...]

    @property
    def cases(self) -> list[tuple[tuple[str, ...], Design]]:
        """Each size with all limits, then without the first of them, and so on."""
        names, design = self.raid.threat_classes, self.raid.design
        fewer = replace(design, vectors=min(LIFTED_VECTORS, design.vectors))
        return [(names, design)] * len(self.counts) + [(names, fewer)] * (len(self.limits) * len(self.counts))

    @property
    def luck(self) -> int:
        """Replications of each vector."""
        return self.raid.luck

    @cached_property
    def key(self) -> str:
        """SHA-256, in hex, of everything that the counts depend on."""
        return document_sha256(["sizes", self.raid.key, self.groups, self.counts, self.limits])

    def compute(self, block: Block, threads: int = 1) -> Part:
        """Return the counts of all sizes with some geometries; raises UnreachableError as a run does."""
        clock = Clock()
        flown = self.raid.flown(clock)
        return part_of([self._of_point(flown, point, threads) for point in block.points], clock)

    @cached_property
    def _threats(self) -> list[npt.NDArray[np.uint32]]:
        """The threats of each size, by their numbers in the raid."""
        return threats_of_sizes(self.raid.prepared.expanded.raid, self.groups, self.counts)

    def _of_point(self, flown: Flown, point: Point, threads: int) -> list[Tally]:
        # What is in no size is not flown.
        design, most = self.raid.design, np.unique(np.concatenate(self._threats))
        vectors = design.of_geometry(point.scramble, point.point)
        largest_raid = Shared(threads).raid_of(flown, vectors, some=most)
        parts = [np.searchsorted(most, threat).astype(np.uint32) for threat in self._threats]
        raids = [some_of(largest_raid, part) for part in parts]
        few = first_vectors(largest_raid, LIFTED_VECTORS) if self.limits else largest_raid
        for limit in self.limits:
            seen = limit == "sensors"
            free = few if seen else without(few, limit)
            raids += [some_of(free, part, seen=seen) for part in parts]
        return [replicated(raid, flown, design, point, self.luck, threads) for raid in raids]

    def doubled(self) -> Sizes:
        """Return the job with twice the geometries in each scramble."""
        return replace(self, raid=self.raid.doubled())

    def first(self, sizes: int) -> Sizes:
        """Return the job of the first sizes alone, with all limits: the others of the raid are then not flown."""
        return replace(self, counts=self.counts[:sizes], limits=())


def threats_of_sizes(
    raid: Raid, groups: Sequence[tuple[str, ...]], counts: Sequence[Sequence[int]]
) -> list[npt.NDArray[np.uint32]]:
    """Return the threats of each size of a raid, by their numbers in it; those of no group are in all.

    Parameters
    ----------
    raid
        Of the largest size.
    groups, counts
        Groups of classes that change, and of each size how many of each group are launched.
    """
    of_waves = raid.scaled_counts()
    wave = np.repeat(np.arange(len(of_waves)), of_waves)
    chosen = [np.array([each.class_name in group for each in raid.waves])[wave] for group in groups]
    turns = [in_turn(wave.astype(np.uint64), of) for of in chosen]
    others = np.flatnonzero(~np.any(chosen, axis=0)).astype(np.uint32)
    first = [[turn[:count] for turn, count in zip(turns, size, strict=True)] for size in counts]
    return [np.sort(np.concatenate([others, *each])) for each in first]


def in_turn(wave: npt.NDArray[np.uint64], chosen: npt.NDArray[np.bool_]) -> npt.NDArray[np.uint32]:
    """Return the chosen threats in an order of which every beginning is a smaller raid of the same kind.

    Threats of a wave are launched one after another, at equal intervals. In the order of the bit-reversed numbers (van
    der Corput's sequence) each beginning is spread evenly over the wave's time; waves keep their shares.

    Parameters
    ----------
    wave
        Number of the wave of each threat, shape (threats,).
    chosen
        Which threats, shape (threats,).
    """
    turns = np.full(len(wave), np.inf)
    for number in np.unique(wave[chosen]):
        rows = np.flatnonzero(chosen & (wave == number))
        order = np.argsort([int(f"{k:032b}"[::-1], 2) for k in range(len(rows))], kind="stable")
        turns[rows[order]] = (np.arange(len(rows)) + 0.5) / len(rows)
    rows = np.flatnonzero(chosen)
    return rows[np.argsort(turns[rows], kind="stable")].astype(np.uint32)
