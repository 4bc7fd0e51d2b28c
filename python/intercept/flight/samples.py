"""Rows of samples, recorded or computed elsewhere, checked and made into a batch: see `Trajectories.from_samples`.

The path between samples and the measure of its error: docs/models/results.md.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt

import intercept._core as _core
from intercept.base.arguments import shown
from intercept.base.table import Table
from intercept.earth.world import World
from intercept.errors import InvalidParameterError
from intercept.flight import smoothing
from intercept.flight.clock import Clock

Array = npt.NDArray[np.float64]
Index = npt.NDArray[np.intp]

# Nothing on its way to or from the Earth is faster; wrong units nearly always are.
SPEED_MAX_M_S = 20_000.0
ALTITUDE_MIN_M, ALTITUDE_MAX_M = -10_000.0, 1e9
# Seconds since 1970 are allowed, milliseconds are not.
TIME_MAX_S = 1e10
# Two samples at one time are one if they are no farther apart (m, and m/s).
SAME = 1e-3
# Velocities whose median differs from that of the path by more than this share of it are in another unit.
VELOCITY_SHARE, VELOCITY_SLACK_M_S = 0.5, 10.0
DESCRIPTIONS = {
    "row": "the name that was given",
    "samples": "without those that repeat another",
    "begin_s": "time of the first sample as given, or since time_zero; times of the batch count from it",
    "time_zero": "the instant of UTC at which begin_s and end_s are 0: the first sample of all rows, to the second",
    "noise_m": "of the positions as given: standard deviation along one axis, from what no cubic through five explains",
    "noise_acceleration_m_s2": "what this noise alone gives the path through the positions as given, root mean square",
    "smooth_over_s": "the span of the parabolas by which positions were smoothed",
    "residual_m": "standard deviation along one axis of the positions about the parabolas; above noise_m turns are cut",
    "smoothed_position_error_m": "what is left of the noise where most is: standard deviation, three axes together",
    "smoothed_velocity_error_m_s": "the same of the velocity",
    "file": "the file that the samples were read from, as it was named",
    "time_zone": "whether the times were given with a time zone, or read as UTC",
    "gap_max_s": "longest time between two samples",
    "position_error_m": "greatest miss of the path when every second sample is left out",
    "velocity_error_m_s": "the same of the velocity",
}


def by_index(name: str, index: int) -> str:
    """Return how a message names one value of an array."""
    return f"{name}[{index}]"


@dataclass
class Samples:
    """Samples of one or more rows, in any order, as arrays of one length.

    Attributes
    ----------
    time_s, position_ecef_m, velocity_ecef_m_s, acceleration_ecef_m_s2
        The samples, finite; the last two may be missing.
    label, names
        Which row each sample belongs to, as an index into the names of the rows.
    place
        How a message names a value of a field by its index.
    clock
        The clock that the times count on, where they were times of one.
    position_name, velocity_name
        How the positions and the velocities are called by who gave them.
    smooth_over_s
        Over how long positions are smoothed; not at all unless given.
    """

    time_s: Array
    position_ecef_m: Array
    velocity_ecef_m_s: Array | None
    acceleration_ecef_m_s2: Array | None
    label: Index
    names: Sequence[str]
    place: Callable[[str, int], str] = by_index
    clock: Clock | None = None
    position_name: str = "position_ecef_m"
    velocity_name: str = "velocity_ecef_m_s"
    smooth_over_s: float | None = None
    # Of the samples in use: row after row, each in order of time.
    order: Index = field(init=False)

    def smoothed_over(self, span_s: float | None) -> Samples:
        """Return the samples with positions that are to be smoothed; InvalidParameterError where velocities are given.

        Without a span they stay as they are.
        """
        if span_s is not None and self.velocity_ecef_m_s is not None:
            raise InvalidParameterError(
                f"smooth_over_s = {span_s:g} is not allowed beside {self.velocity_name}: must be left out, because"
                " smoothing takes velocities from the positions"
            )
        return replace(self, smooth_over_s=span_s)

    def batch(self, facts: dict[str, npt.ArrayLike], world: World) -> tuple[_core.Trajectories, Table]:
        """Return the batch, and what is known of its rows.

        Raises
        ------
        InvalidParameterError
            A row has one sample only, two at one time that differ, moves faster than anything does, or lies inside the
            Earth; or the velocities are not those of the path.
        """
        self._check_places(world)
        self.order = np.lexsort((np.arange(len(self.label)), self.time_s, self.label))
        self._check_counts()
        self._drop_repeated()
        self._check_counts()
        self._check_speeds()
        time_s, label = self.time_s[self.order], self.label[self.order]
        offsets = np.searchsorted(label, np.arange(len(self.names) + 1))
        begin_s = time_s[offsets[:-1]]
        position, velocity, noise = self._noise(time_s, offsets)
        core, position_error, velocity_error = _core.trajectories_of_samples(
            offsets.astype(np.uint64),
            time_s - begin_s[label],
            position,
            velocity,
            self._sorted(self.acceleration_ecef_m_s2),
            world.core(),
        )
        gaps = np.diff(time_s, append=np.nan)
        gaps[offsets[1:] - 1] = 0.0
        known: dict[str, Any] = {
            "row": np.array(self.names, dtype=object),
            "samples": np.diff(offsets),
            "begin_s": begin_s,
            "end_s": time_s[offsets[1:] - 1],
            "gap_max_s": np.maximum.reduceat(gaps, offsets[:-1]),
            "position_error_m": position_error,
            "velocity_error_m_s": velocity_error,
        }
        told = {} if self.clock is None else self.clock.facts(len(self.names))
        columns = known | noise | told | facts
        return core, Table(columns, {name: words for name, words in DESCRIPTIONS.items() if name in columns})

    def _noise(self, time_s: Array, offsets: Index) -> tuple[Array, Array | None, dict[str, npt.ArrayLike]]:
        """Return positions and velocities in order, smoothed if that is wanted, and what is known of their noise.

        Where velocities are given the path takes its curvature from them, and noise in positions bends it little.
        """
        position, velocity = self.position_ecef_m[self.order], self._sorted(self.velocity_ecef_m_s)
        if velocity is not None:
            return position, velocity, {}
        noise = smoothing.noise_m(time_s, position, offsets)
        known: dict[str, npt.ArrayLike] = {
            "noise_m": noise,
            "noise_acceleration_m_s2": smoothing.noise_acceleration_m_s2(noise, time_s, offsets),
        }
        if self.smooth_over_s is None:
            return position, None, known
        found = smoothing.smoothed(time_s, position, offsets, self.smooth_over_s)
        known |= {
            "smooth_over_s": np.full(len(self.names), self.smooth_over_s),
            "residual_m": found.residual_m,
            "smoothed_position_error_m": found.position_error_m,
            "smoothed_velocity_error_m_s": found.velocity_error_m_s,
        }
        return found.position_m, found.velocity_m_s, known

    @property
    def timed(self) -> str:
        """How the times are called by who gave them."""
        return "time_s" if self.clock is None else "time"

    def _time(self, index: int) -> str:
        """Return a time as it is shown."""
        time_s = self.time_s[index]
        return f"{time_s:.9g}" if self.clock is None else self.clock.at(time_s)

    def _sorted(self, values: Array | None) -> Array | None:
        return None if values is None else values[self.order]

    def _check_places(self, world: World) -> None:
        altitude = _core.ecef_to_geodetic(self.position_ecef_m, world.core())[2]
        wrong = np.flatnonzero(~((altitude >= ALTITUDE_MIN_M) & (altitude <= ALTITUDE_MAX_M)))
        if len(wrong):
            first = int(wrong[0])
            raise self.refused(
                self.position_name,
                first,
                f"{altitude[first]:.6g} m above the ground",
                f"from {ALTITUDE_MIN_M:,.0f} to {ALTITUDE_MAX_M:,.0f} m above it; are these kilometres, not metres?",
            )

    def _check_counts(self) -> None:
        counts = np.bincount(self.label[self.order], minlength=len(self.names))
        if counts.min() < 2:
            row = int(np.argmin(counts))
            only = int(np.flatnonzero(self.label == row)[0])
            raise self.refused(self.timed, only, self._time(only), "followed by another time: one is no track")

    def _drop_repeated(self) -> None:
        """Leave out samples that repeat the one before; those with an acceleration may have jumped, and stay."""
        before, after = self._pairs()
        equal = self.time_s[before] == self.time_s[after]
        apart = np.zeros(len(before))
        for values in (self.position_ecef_m, self.velocity_ecef_m_s):
            if values is not None:
                apart = np.maximum(apart, np.linalg.norm(values[after] - values[before], axis=1))
        wrong = np.flatnonzero(equal & (apart > SAME))
        if len(wrong):
            first, second = sorted((int(before[wrong[0]]), int(after[wrong[0]])))
            metres = np.linalg.norm(self.position_ecef_m[second] - self.position_ecef_m[first])
            raise self.refused(
                self.timed,
                second,
                self._time(second),
                f"another time than {self.place(self.timed, first)}, which is {metres:.4g} m away: two tracks need two"
                " names, two measurements of one a mean",
            )
        if self.acceleration_ecef_m_s2 is None:
            keep = np.ones(len(self.order), dtype=bool)
            keep[1:][self._inside()] = ~equal
            self.order = self.order[keep]

    def _check_speeds(self) -> None:
        before, after = self._pairs()
        step_s = self.time_s[after] - self.time_s[before]
        moving = step_s > 0.0
        before, after, step_s = before[moving], after[moving], step_s[moving]
        length_m = np.linalg.norm(self.position_ecef_m[after] - self.position_ecef_m[before], axis=1)
        wrong = np.flatnonzero(length_m > SPEED_MAX_M_S * step_s)
        if len(wrong):
            first = int(wrong[0])
            earlier = self.place(self.position_name, int(before[first]))
            raise self.refused(
                self.position_name,
                int(after[first]),
                f"{length_m[first]:,.0f} m from {earlier} in {step_s[first]:g} s",
                f"nearer, because nothing exceeds {SPEED_MAX_M_S:,.0f} m/s; are times, angles and lengths in the units"
                " named, and is this one row?",
            )
        if self.velocity_ecef_m_s is not None and len(before):
            self._check_velocities(
                before, (self.position_ecef_m[after] - self.position_ecef_m[before]) / step_s[:, None]
            )

    def _check_velocities(self, before: Index, chord: Array) -> None:
        given = self.velocity_ecef_m_s
        assert given is not None  # noqa: S101 - asked for only where there is one
        edges = np.searchsorted(self.label[before], np.arange(len(self.names) + 1))
        for name, start, stop in zip(self.names, edges[:-1], edges[1:], strict=True):
            if start == stop:
                continue
            path = chord[start:stop]
            off, along = (float(np.median(np.linalg.norm(v, axis=1))) for v in (given[before[start:stop]] - path, path))
            if off > VELOCITY_SHARE * along + VELOCITY_SLACK_M_S:
                raise InvalidParameterError(
                    f"{self.velocity_name} of row {shown(name)} is not allowed: must be that of its positions,"
                    f" which move at {along:.4g} m/s (median), and differs from it by {off:.4g} m/s; is it in m/s and"
                    " along the axes named?"
                )

    def _inside(self) -> npt.NDArray[np.bool_]:
        """Tell of each two samples in order whether they are of one row."""
        label = self.label[self.order]
        return np.asarray(label[1:] == label[:-1])

    def _pairs(self) -> tuple[Index, Index]:
        inside = self._inside()
        return self.order[:-1][inside], self.order[1:][inside]

    def refused(self, name: str, index: int, value: str, allowed: str) -> InvalidParameterError:
        """Return the error of one sample: names the field, the row and the value."""
        row = shown(self.names[int(self.label[index])])
        return InvalidParameterError(
            f"{self.place(name, index)} (row {row}) = {value} is not allowed: must be {allowed}"
        )
