"""The land of a notional theatre: places in its ellipse, each from random numbers of its own, and places by worth."""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from intercept.catalogue.draw import named_stream
from intercept.scenario.model.defence import Generate

Place: TypeAlias = tuple[float, float]
Worth: TypeAlias = tuple[Place, float]
Array: TypeAlias = npt.NDArray[np.float64]

BELT = 0.75
NEAR_KM = (0.5, 4.0)
PLACEMENT_TRIES = 200
# Of the ellipse, in which assets lie.
INSIDE = 0.9
# Multiples of it, modulo 1, fill the interval with gaps of at most three lengths, the widest first.
GOLDEN = (math.sqrt(5.0) - 1.0) / 2.0
# Of the front's arc, by which a place in the belt is shifted either way; of the way to the border.
SHIFT_ALONG, SHIFT_ACROSS = 0.02, 0.05
# Places in a strip of the land whose distances are computed at once.
STRIP = 128


@dataclass(frozen=True)
class Site:
    """A site that is generated: its class, and its number among those of the class from 0."""

    class_name: str
    number: int


@dataclass(frozen=True)
class Land:
    """The ellipse, its axes and the seed; angles are bearings, clockwise from north."""

    generate: Generate
    seed: int

    def stream(self, site: Site, purpose: str) -> np.random.Generator:
        """Return the random numbers of a site."""
        return named_stream(self.seed, "theatre", site.class_name, site.number, purpose)

    def inside(self, site: Site) -> list[Place]:
        """Return places of a site to try, uniform in the ellipse of assets."""
        u = self.stream(site, "place").random((PLACEMENT_TRIES, 2))
        radius, angle = INSIDE * np.sqrt(u[:, 0]), 2.0 * np.pi * u[:, 1]
        half = self.generate.width_km / 2.0, self.generate.depth_km / 2.0
        east, north = half[0] * radius * np.sin(angle), half[1] * radius * np.cos(angle)
        return list(zip(east.tolist(), north.tolist(), strict=True))

    def at(self, angle_rad: float, share: float) -> Place:
        """Return the place at `share` of the border, at the parametric angle clockwise from north."""
        g = self.generate
        return share * g.width_km / 2.0 * math.sin(angle_rad), share * g.depth_km / 2.0 * math.cos(angle_rad)

    def toward(self, bearing_rad: float, share: float) -> Place:
        """Return the place on a bearing from the centre, `share` of the way to the border."""
        g = self.generate
        east, north = math.sin(bearing_rad), math.cos(bearing_rad)
        border_km = 1.0 / math.hypot(east / (g.width_km / 2.0), north / (g.depth_km / 2.0))
        return share * border_km * east, share * border_km * north

    def front(self, share: float) -> float:
        """Return the bearing at `share` (0 to 1) of the front's arc."""
        return math.radians(self.generate.front_bearing_deg + (share - 0.5) * self.generate.front_width_deg)

    def near(self, site: Site, place: Place) -> Place:
        """Return a place NEAR_KM from the given one, in any direction."""
        rng = self.stream(site, "near")
        distance, angle = rng.uniform(*NEAR_KM), 2.0 * math.pi * rng.random()
        return place[0] + distance * math.sin(angle), place[1] + distance * math.cos(angle)

    def spread(self, site: Site, of: int = 1) -> float:
        """Return where in an interval (0 to 1) the sites of a class, or every `of`-th of them, lie evenly spread.

        The first site of each class has a place of its own.
        """
        start = named_stream(self.seed, "theatre", site.class_name, "spread").random()
        return float((start + site.number // of * GOLDEN) % 1.0)

    def belt(self, site: Site) -> Place:
        """Return a place in the belt across the axes, shifted a little."""
        rng = self.stream(site, "belt")
        share = self.spread(site) + rng.uniform(-SHIFT_ALONG, SHIFT_ALONG)
        across = BELT + rng.uniform(-SHIFT_ACROSS, SHIFT_ACROSS)
        return self.toward(self.front(min(max(share, 0.0), 1.0)), across)


class _Apart:
    """Places that lie apart: those within the spacing of a new one are found by cells of that size."""

    def __init__(self, spacing_km: float) -> None:
        self.places: list[Place] = []
        self._space(spacing_km)

    def _space(self, spacing_km: float) -> None:
        self.spacing_km = spacing_km
        self.cells: dict[tuple[int, int], list[Place]] = {}
        for place in self.places:
            self._hold(place)

    def _cell(self, place: Place) -> tuple[int, int]:
        size = self.spacing_km or 1.0
        return math.floor(place[0] / size), math.floor(place[1] / size)

    def _hold(self, place: Place) -> None:
        self.cells.setdefault(self._cell(place), []).append(place)

    def is_free(self, place: Place) -> bool:
        """Whether no place lies within the spacing."""
        if not self.spacing_km:
            return True
        row, column = self._cell(place)
        # The own cell first: where there is little room, it says no most often.
        for i in (row, row - 1, row + 1):
            for j in (column, column - 1, column + 1):
                for other in self.cells.get((i, j), ()):
                    if math.dist(place, other) < self.spacing_km:
                        return False
        return True

    def add(self, tries: Sequence[Place]) -> Place:
        """Add the first of some places that is free; the spacing is halved until one is."""
        while True:
            free = next((place for place in tries if self.is_free(place)), None)
            if free is not None:
                self.places.append(free)
                self._hold(free)
                return free
            self._space(self.spacing_km / 2.0 if self.spacing_km > 0.01 else 0.0)


def free_places(land: Land, sites: Iterable[Site], spacing_km: float) -> dict[Site, Place]:
    """Return a place for each site, in this order, that keeps its distance from those before it."""
    apart = _Apart(spacing_km)
    return {site: apart.add(land.inside(site)) for site in sites}


def by_value(assets: Sequence[Worth], count: int) -> list[Place]:
    """Return `count` asset places, each asset as often as its share of the value (largest next quotient first)."""
    waiting = [(-value, i) for i, (_, value) in enumerate(assets)]
    heapq.heapify(waiting)
    given = [1] * len(assets)
    order: list[Place] = []
    for _ in range(count if assets else 0):
        i = waiting[0][1]
        order.append(assets[i][0])
        given[i] += 1
        heapq.heapreplace(waiting, (-assets[i][1] / given[i], i))
    return order


def by_cluster(assets: Sequence[Worth], count: int, reach_km: float) -> list[Place]:
    """Return `count` asset places: each time the one with the most value not yet covered within reach."""
    if not assets:
        return []
    places = np.array([place for place, _ in assets], dtype=float)
    values = np.array([value for _, value in assets])
    everything = _within(places, places, values, reach_km)
    worth, uncovered = everything.copy(), np.ones(len(values), dtype=bool)
    order: list[Place] = []
    for _ in range(count):
        if not uncovered.any():
            worth, uncovered = everything.copy(), np.ones(len(values), dtype=bool)
        chosen = int(np.argmax(worth))
        covered = uncovered & (((places - places[chosen]) ** 2).sum(axis=1) <= reach_km**2)
        worth -= _within(places, places[covered], values[covered], reach_km)
        uncovered &= ~covered
        order.append(assets[chosen][0])
    return order


def _within(places: Array, others: Array, values: Array, reach_km: float) -> Array:
    """Return the value of the others that lies within reach of each place, shape (places,)."""
    # Strip by strip from west to east: only what lies near a strip is compared with it.
    order, their = np.argsort(places[:, 0]), np.argsort(others[:, 0])
    east, north, worth = others[their, 0], others[their, 1], values[their]
    found = np.zeros(len(places))
    for start in range(0, len(places), STRIP):
        rows = order[start : start + STRIP]
        own = places[rows]
        first, last = np.searchsorted(east, (own[0, 0] - reach_km, own[-1, 0] + reach_km))
        squared = np.subtract.outer(own[:, 0], east[first:last]) ** 2
        squared += np.subtract.outer(own[:, 1], north[first:last]) ** 2
        found[rows] = (squared <= reach_km**2) @ worth[first:last]
    return found
