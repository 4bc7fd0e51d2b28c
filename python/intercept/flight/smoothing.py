"""Noise in samples: how much of it there is, and positions and velocities by local least squares with less of it.

The filter is that of A. Savitzky and M. J. E. Golay, Analytical Chemistry 36 (1964) 1627, for samples at any times:
docs/models/results.md.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Index = npt.NDArray[np.intp]

# Of the square of the length of a normal vector with three components of variance 1.
MEDIAN_CHI_SQUARE_3 = 2.36597
AXES_3 = np.sqrt(3.0)
# Of the spline through evenly spaced samples: the spread of its acceleration at them, in spreads of the samples over
# the square of their step.
SPLINE_ACCELERATION = 6.0
# A parabola through three samples smooths nothing.
LEAST = 4
# Values held at once.
CHUNK = 2_000_000


class Smoothed(NamedTuple):
    """Positions and velocities at the samples; of each row the noise about the fit and what is left of it."""

    position_m: Array
    velocity_m_s: Array
    residual_m: Array
    position_error_m: Array
    velocity_error_m_s: Array


def noise_m(time_s: Array, position_m: Array, offsets: Index) -> Array:
    """Return the noise of each row's positions: standard deviation along one axis (m), NaN for less than 5 samples.

    The part of five neighbours that no cubic explains is, over the length of its weights, as noisy as one sample. Its
    median over the row is taken, which turns here and there do not move.
    """
    found = np.full(len(offsets) - 1, np.nan)
    if len(time_s) < 5:
        return found
    times = np.stack([time_s[k : len(time_s) - 4 + k] for k in range(5)], axis=1)
    apart = times[:, :, None] - times[:, None, :]
    apart[:, range(5), range(5)] = (times[:, 4] - times[:, 0])[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        weight = 1.0 / np.prod(apart / (times[:, 4] - times[:, 0])[:, None, None], axis=2)
        weight /= np.linalg.norm(weight, axis=1)[:, None]
    part = sum(weight[:, k, None] * position_m[k : len(time_s) - 4 + k] for k in range(5))
    square = np.einsum("ij,ij->i", part, part)
    for row, (start, stop) in enumerate(pairwise(offsets)):
        own = square[start : max(stop - 4, start)]
        own = own[np.isfinite(own)]
        if len(own):
            found[row] = np.sqrt(np.median(own) / MEDIAN_CHI_SQUARE_3)
    return found


def noise_acceleration_m_s2(noise: Array, time_s: Array, offsets: Index) -> Array:
    """Return the acceleration (m/s^2, root mean square) that noise alone gives the spline of each row."""
    step_s = [np.median(np.diff(time_s[a:b])) if b - a > 1 else np.nan for a, b in pairwise(offsets)]
    return np.asarray(AXES_3 * SPLINE_ACCELERATION * noise / np.square(step_s))


def smoothed(time_s: Array, position_m: Array, offsets: Index, over_s: float) -> Smoothed:
    """Return samples smoothed: at each the parabola in time fitted to the samples within half of `over_s` of it.

    Near an end the samples are those of the first or last `over_s`; where there are fewer than four, the nearest four.
    A row of three samples or fewer stays as it is.
    """
    first, last = _neighbours(time_s, offsets, over_s)
    value, slope = position_m.copy(), np.zeros_like(position_m)
    leverage, slope_share = np.ones(len(time_s)), np.full(len(time_s), np.nan)
    step = max(1, CHUNK // (8 * int((last - first).max())))
    for start in range(0, len(time_s), step):
        own = slice(start, min(start + step, len(time_s)))
        value[own], slope[own], leverage[own], slope_share[own] = _fit(time_s, position_m, (first, last), own)
    residual, left, left_rate = (np.full(len(offsets) - 1, np.nan) for _ in range(3))
    for row, (a, b) in enumerate(pairwise(offsets)):
        if b - a < LEAST:
            value[a:b] = position_m[a:b]
            if b - a == 2:
                slope[a:b] = (position_m[a + 1] - position_m[a]) / (time_s[a + 1] - time_s[a])
            continue
        # Of the noise each residual has a share of 1 less its own weight in the fit.
        free = 3.0 * np.sum(1.0 - leverage[a:b])
        residual[row] = np.sqrt(np.sum((position_m[a:b] - value[a:b]) ** 2) / free)
        left[row] = AXES_3 * residual[row] * np.sqrt(leverage[a:b].max())
        left_rate[row] = AXES_3 * residual[row] * np.sqrt(slope_share[a:b].max())
    return Smoothed(value, slope, residual, left, left_rate)


def _neighbours(time_s: Array, offsets: Index, over_s: float) -> tuple[Index, Index]:
    """Return the first sample that each fit uses, and the one after the last."""
    first, last = np.zeros(len(time_s), dtype=np.intp), np.zeros(len(time_s), dtype=np.intp)
    for a, b in pairwise(offsets):
        own = time_s[a:b]
        slack = 1e-9 * over_s
        begin = np.clip(own - 0.5 * over_s, own[0], max(own[0], own[-1] - over_s))
        low = np.searchsorted(own, begin - slack)
        high = np.searchsorted(own, begin + over_s + slack, side="right")
        least = min(LEAST, b - a)
        few = high - low < least
        low[few] = np.clip(np.flatnonzero(few) - least // 2, 0, b - a - least)
        high[few] = low[few] + least
        first[a:b], last[a:b] = a + low, a + high
    return first, last


def _fit(time_s: Array, position_m: Array, ends: tuple[Index, Index], own: slice) -> tuple[Array, Array, Array, Array]:
    """Return value and slope of the parabola at each sample, the sample's weight in it, and the slope's variance."""
    first, last = ends[0][own], ends[1][own]
    index = first[:, None] + np.arange(int((last - first).max()))
    used = index < last[:, None]
    index = np.minimum(index, len(time_s) - 1)
    since = np.where(used, time_s[index] - time_s[own][:, None], 0.0)
    scale = np.abs(since).max(axis=1)
    share = since / scale[:, None]
    powers = np.stack([used.astype(float), share, share * share], axis=2)
    normal = np.einsum("nki,nkj->nij", powers, powers)
    # A row of two or three samples has no parabola of its own to fit.
    normal[last - first < 3] = np.eye(3)
    inverse = np.linalg.inv(normal)
    centre = position_m[own]
    offsets = np.where(used[:, :, None], position_m[index] - centre[:, None, :], 0.0)
    found = inverse @ np.einsum("nki,nkj->nij", powers, offsets)
    return centre + found[:, 0], found[:, 1] / scale[:, None], inverse[:, 0, 0], inverse[:, 1, 1] / scale**2
