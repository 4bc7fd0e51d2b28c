"""When each threat is detected and tracked: by all sensors together, and by each of them. Times are raid time (s)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

import intercept._core as _core
from intercept.base.values import same

Array = npt.NDArray[np.float64]
# How many there are of each row, then starts and ends of all, one row after another.
Intervals: TypeAlias = tuple[npt.NDArray[np.uint64], Array, Array]


class Tracks:
    """Arrays of the compiled search, taken from it when they are first read; pickled, copied and compared by value.

    Attributes
    ----------
    first_detection_s, first_sensor, reason
        First detection (NaN: never), the index of the sensor that made it (-1), and 0 or the code of
        `_core.track_reason_words` of the furthest condition that any sensor reached; shape (threats,).
    intervals
        When all sensors together track each threat.
    sensor_detection_s, sensor_track_s, sensor_reason
        The same of each sensor, with the begin of its first track; shape (sensors, threats).
    sensor_coverage, sensor_tracked
        When each sensor has each threat in coverage and in track (hand-over included).
    """

    first_detection_s: Array
    first_sensor: npt.NDArray[np.int64]
    reason: npt.NDArray[np.uint8]
    intervals: Intervals
    sensor_detection_s: Array
    sensor_track_s: Array
    sensor_reason: npt.NDArray[np.uint8]
    sensor_coverage: Intervals
    sensor_tracked: Intervals

    def __init__(self, core: _core.Tracks) -> None:
        self._core = core

    def __getattr__(self, name: str) -> object:
        # Called for what is not held yet. Not all of it is taken at once: of many sensors that takes long.
        if name not in Tracks.__annotations__ or "_core" not in self.__dict__:
            raise AttributeError(name)
        self.__dict__[name] = getattr(self._core, name)()
        return self.__dict__[name]

    def __getstate__(self) -> dict[str, object]:
        """Return all arrays: they are what is pickled and copied."""
        return {name: getattr(self, name) for name in Tracks.__annotations__}

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Tracks):
            return NotImplemented
        return all(same(getattr(self, name), getattr(other, name)) for name in Tracks.__annotations__)

    __hash__ = None  # type: ignore[assignment]  # compared by value, as arrays are

    def of_threat(self, threat: int) -> tuple[Array, Array]:
        """Return starts and ends (s) of the intervals in which any sensor tracks a threat."""
        return _row(self.intervals, threat)

    def of_sensor(self, sensor: int, threat: int, *, coverage: bool = False) -> tuple[Array, Array]:
        """Return starts and ends (s) of the intervals in which a sensor tracks a threat, or has it in coverage."""
        intervals = self.sensor_coverage if coverage else self.sensor_tracked
        return _row(intervals, sensor * intervals[0].shape[1] + threat)

    def of_sensors(self, sensors: Sequence[int], threat: int) -> tuple[Array, Array]:
        """Return starts and ends (s) of the intervals in which at least one of some sensors tracks a threat."""
        own = [self.of_sensor(sensor, threat) for sensor in sensors]
        joined: list[list[float]] = []
        for start, end in sorted((a, b) for starts, ends in own for a, b in zip(starts, ends, strict=True)):
            if joined and start <= joined[-1][1]:
                joined[-1][1] = max(joined[-1][1], end)
            else:
                joined.append([start, end])
        starts, ends = np.asarray(joined, dtype=np.float64).reshape(-1, 2).T
        return starts, ends


def _row(intervals: Intervals, row: int) -> tuple[Array, Array]:
    counts, starts, ends = intervals
    begin = int(counts.ravel()[:row].sum())
    mine = slice(begin, begin + int(counts.ravel()[row]))
    return starts[mine], ends[mine]
