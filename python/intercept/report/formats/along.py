"""Points along flights: so many that straight lines between them lie near the path, or one every so many seconds."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

import intercept._core as _core
from intercept.base.arguments import number
from intercept.earth.places import EQUATORIAL_RADIUS_M
from intercept.errors import InvalidParameterError
from intercept.flight.trajectories import Trajectories

Array = npt.NDArray[np.float64]
Rows = npt.NDArray[np.int64]

# Of the middle between two points, half-way in time, from the path: in space, and on a map straight in degrees.
CHORD_M = 10.0
# Across a pole a map is never straight.
HALVINGS_MAX = 12
POINTS_MAX = 5_000_000


def points(
    trajectories: Trajectories, rows: Rows, begin_s: Array, end_s: Array, step_s: float | None = None
) -> list[tuple[Array, Array, Array]]:
    """Return times since launch (k,), places (k, 2) (rad) and altitudes (k,) of parts of flights, two points or more.

    Parameters
    ----------
    trajectories, rows
        The flights, and the row of each part.
    begin_s, end_s
        Where each part begins and ends, times since launch.
    step_s
        Time between points; without it they are as many as the path needs.

    Raises
    ------
    InvalidParameterError
        The step is no positive number, or makes more than 5 million points.
    """
    if not len(rows):
        return []
    if step_s is None:
        part, times = _halved(trajectories, rows, begin_s, end_s)
    else:
        part, times = _stepped(begin_s, end_s, step_s)
    position = trajectories.core.sample(rows[part].astype(np.uint64), times)[0]
    latitude, longitude, altitude = trajectories.core.geodetic(position)
    ends = np.cumsum(np.bincount(part, minlength=len(rows)))[:-1]
    columns = (times, np.column_stack([latitude, longitude]), altitude)
    return list(zip(*(np.split(column, ends) for column in columns), strict=True))


def _stepped(begin_s: Array, end_s: Array, step_s: object) -> tuple[Rows, Array]:
    step = number("step_s", step_s, 1e-6, 1e9)
    counts = np.maximum(np.ceil((end_s - begin_s) / step - 1e-9), 1.0).astype(np.int64) + 1
    if counts.sum() > POINTS_MAX:
        least = (end_s - begin_s).sum() / POINTS_MAX
        raise InvalidParameterError(
            f"step_s = {step:g} is not allowed: must be at least {least:.2g}, which makes {POINTS_MAX:,} points"
        )
    part = np.repeat(np.arange(len(counts)), counts)
    index = np.arange(len(part)) - np.repeat(np.cumsum(counts) - counts, counts)
    return part, np.minimum(begin_s[part] + index * step, end_s[part])


def _halved(trajectories: Trajectories, rows: Rows, begin_s: Array, end_s: Array) -> tuple[Rows, Array]:
    """Return the knots and ends of parts, and the times between them at which a straight line leaves the path."""
    core, found = trajectories.core, []
    offsets, knots = core.offsets().astype(np.int64), core.time_s()
    for k, row in enumerate(rows.tolist()):
        own = knots[offsets[row] : offsets[row + 1]]
        inside = own[(own > begin_s[k]) & (own < end_s[k])]
        found.append(np.concatenate([[begin_s[k]], np.unique(inside), [end_s[k]]]))
    part = np.repeat(np.arange(len(rows)), [len(times) for times in found])
    times = np.concatenate([np.empty(0), *found])
    inner = part[1:] == part[:-1]
    # Intervals that may still be halved.
    of, low, high = part[:-1][inner], times[:-1][inner], times[1:][inner]
    for _ in range(HALVINGS_MAX):
        middle = 0.5 * (low + high)
        away = _off_the_line(core, rows[of], low, middle, high) > CHORD_M
        if not away.any():
            break
        of, low, middle, high = of[away], low[away], middle[away], high[away]
        part, times = np.concatenate([part, of]), np.concatenate([times, middle])
        of, low, high = np.tile(of, 2), np.concatenate([low, middle]), np.concatenate([middle, high])
    order = np.lexsort((times, part))
    return part[order], times[order]


def _off_the_line(core: _core.Trajectories, rows: Rows, low: Array, middle: Array, high: Array) -> Array:
    """Return how far the path lies from half-way between two of its points, in space or on a map (m)."""
    chosen = rows.astype(np.uint64)
    ends = [core.sample(chosen, times)[0] for times in (low, middle, high)]
    in_space = np.linalg.norm(ends[1] - 0.5 * (ends[0] + ends[2]), axis=1)
    first, inner, last = (core.geodetic(position) for position in ends)
    shrink = (np.ones(len(rows)), np.cos(inner[0]))
    angles = (
        EQUATORIAL_RADIUS_M * width * np.abs(_turn(a - b) + _turn(c - b)) / 2.0
        for width, a, b, c in zip(shrink, first[:2], inner[:2], last[:2], strict=True)
    )
    return np.asarray(np.maximum(in_space, np.hypot(*angles)))


def _turn(angle: Array) -> Array:
    return np.asarray(np.remainder(angle + np.pi, 2.0 * np.pi) - np.pi)
