"""How often flights can be engaged: shots summed over all windows, why there is none, and how far from the destination.

The shots of a flight are the sum over the fire units of each one's shoot-look-shoot shots: units shoot independently,
so that adding one never takes a shot away. A magazine or a number of channels does not limit them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

import intercept._core as _core
from intercept.base.values import ByValue
from intercept.flight.trajectories import Outcome

if TYPE_CHECKING:
    from intercept.areas.sites import Sites
    from intercept.areas.threat import Threat
    from intercept.engagement.windows import EngagementWindows
    from intercept.flight.trajectories import Trajectories

Array = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]

# Halvings of a flight's time that find when it crosses the keep-out distance: 1e4 s to 1e-8 s.
HALVINGS = 40
ENGAGED, TOO_FEW, KEPT_OUT = "engageable", "too_few_opportunities", "inside_keep_out"


@dataclass(frozen=True, eq=False, repr=False)
class Engaged(ByValue):
    """Of n flights, arrays of shape (n,); distances (m) are along the ground from the destination, NaN without window.

    `reason` indexes `reason_words()`: of the unit that came closest, whose failing condition is the last in order.
    """

    opportunities: Counts
    reason: npt.NDArray[np.uint8]
    first_detection_s: Array
    first_intercept_m: Array
    last_intercept_m: Array
    # Shots wherever the intercept lies, also nearer than a keep-out distance.
    anywhere: Counts

    def __len__(self) -> int:
        """Return the number of flights."""
        return len(self.opportunities)


@dataclass(frozen=True)
class Shooting:
    """Counts what a defence can do against flights of a threat."""

    sites: Sites
    threat: Threat
    keep_out_m: float
    threads: int

    def count(self, flown: Trajectories, destination: Array) -> Engaged:
        """Return what can be done against flights that end at the destinations (rad), (n, 2)."""
        windows = self.sites.windows(flown, self.threat.radar_cross_section_m2, self.threads)
        rows = len(flown)
        row = windows.threat.astype(np.int64)
        first, last = (_ends(windows, flown, destination, end) for end in (0, -1))
        shots = windows.opportunities.astype(np.int64)
        anywhere = _summed(shots, row, rows)
        outside = _summed(self._outside(windows, flown, destination), row, rows) if self.keep_out_m > 0.0 else anywhere
        farthest, nearest = np.full(rows, -np.inf), np.full(rows, np.inf)
        for distance in (first, last):
            np.maximum.at(farthest, row, distance)
            np.minimum.at(nearest, row, distance)
        reason = windows.reasons.max(axis=1)
        reason[(windows.reasons == 0).any(axis=1)] = 0
        detected = _earliest(windows.first_detection_s, rows)
        return Engaged(outside, reason, detected, _finite(farthest), _finite(nearest), anywhere)

    def _outside(self, windows: EngagementWindows, flown: Trajectories, destination: Array) -> Counts:
        """Return the shots of each window whose intercept lies at least `keep_out_m` from the destination."""
        window = np.repeat(np.arange(len(windows)), windows.opportunities.astype(np.intp))
        row = windows.threat.astype(np.int64)[window]
        shots = np.zeros(len(windows), dtype=np.int64)
        np.add.at(shots, window, windows.shot_intercept_s <= _crossing_s(flown, destination, self.keep_out_m)[row])
        return shots


def reason_words() -> list[str]:
    """Return the reasons by code."""
    return list(_core.reason_words())


def dominant(engaged: Engaged, least: int) -> list[tuple[str, int]]:
    """Return why flights have fewer opportunities than `least`, the most frequent reason first, with how many."""
    words = reason_words()
    short = engaged.opportunities < least
    said = [
        (KEPT_OUT if all_shots >= least else TOO_FEW) if words[code] == ENGAGED else words[code]
        for code, all_shots in zip(engaged.reason[short], engaged.anywhere[short], strict=True)
    ]
    names, counts = np.unique(np.array(said, dtype=object).astype(str), return_counts=True)
    return sorted(((str(n), int(c)) for n, c in zip(names, counts, strict=True)), key=lambda pair: (-pair[1], pair[0]))


def _summed(shots: Counts, row: npt.NDArray[np.int64], rows: int) -> Counts:
    total = np.zeros(rows, dtype=np.int64)
    np.add.at(total, row, shots)
    return total


def _earliest(first_detection_s: Array, rows: int) -> Array:
    times = first_detection_s.reshape(rows, -1)
    best = np.fmin.reduce(times, axis=1, initial=np.inf)
    return _finite(best)


def _finite(values: Array) -> Array:
    return np.where(np.isfinite(values), values, np.nan)


def _ends(windows: EngagementWindows, flown: Trajectories, destination: Array, end: int) -> Array:
    """Return the distance from the destination of the first (0) or last (-1) intercept of each window."""
    return ground_distance_m(flown, destination, windows.threat.astype(np.int64), windows.intercept_s[:, end])


def ground_distance_m(flown: Trajectories, destination: Array, row: npt.NDArray[np.int64], time_s: Array) -> Array:
    """Return how far along the ground the flights of rows are from their destinations at times since launch."""
    if not len(row):
        return np.empty(0)
    position, _ = flown.sample(row, time_s)
    latitude, longitude, _ = _core.ecef_to_geodetic(position)
    distance, _, _ = _core.geodesic_inverse(latitude, longitude, destination[row, 0].copy(), destination[row, 1].copy())
    return distance


def _crossing_s(flown: Trajectories, destination: Array, distance_m: float) -> Array:
    """Return when each flight comes within a distance of its destination for good; NaN where it did not fly there."""
    rows = np.flatnonzero(np.isin(flown.outcome, (Outcome.IMPACT, Outcome.RECORDED)))
    outside, inside = np.zeros(len(rows)), flown.table()["flight_time_s"][rows].astype(float)
    for _ in range(HALVINGS):
        middle = 0.5 * (outside + inside)
        out = ground_distance_m(flown, destination, rows, middle) >= distance_m
        outside, inside = np.where(out, middle, outside), np.where(out, inside, middle)
    times = np.full(len(flown), np.nan)
    times[rows] = outside
    return times
