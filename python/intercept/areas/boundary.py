"""The boundary between engaged and not, found on a grid and refined on its edges by flying there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from intercept.areas import contours

if TYPE_CHECKING:
    from intercept.areas.counting import Engaged

Array = npt.NDArray[np.float64]
# Flies to places x, y (m), arrays of shape (k,), and counts.
Fly = Callable[[Array, Array], "Engaged"]


@dataclass(frozen=True, eq=False)
class Field:
    """What can be done on a square grid: `engaged` in rows of y, flattened; `polygons` of rings (k, 2) in m."""

    axis_m: Array
    engaged: Engaged
    polygons: list[list[Array]]
    flights: int

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns of the grid."""
        return len(self.axis_m), len(self.axis_m)


def enclose(fly: Fly, axis_m: Array, least: int, edge_m: float) -> Field:
    """Return the field over a grid and the polygons where at least so many shots are possible.

    Edges whose ends differ are halved until the boundary on them is known to `edge_m`.
    """
    x, y = np.meshgrid(axis_m, axis_m)
    engaged = fly(x.ravel(), y.ravel())
    inside = engaged.opportunities.reshape(x.shape) >= least
    flights = x.size
    rows, columns = contours.crossed(inside)
    first = np.concatenate([np.argwhere(rows), np.argwhere(columns)])
    second = first + np.repeat([[0, 1], [1, 0]], [rows.sum(), columns.sum()], axis=0)
    starts, ends = axis_m[first][:, ::-1], axis_m[second][:, ::-1]
    share, used = bisect(
        lambda at: _least(fly, starts + at[:, None] * (ends - starts), least),
        inside[first[:, 0], first[:, 1]],
        edge_m / (axis_m[1] - axis_m[0]),
    )
    flights += used
    crossings = contours.Crossings(np.full(rows.shape, np.nan), np.full(columns.shape, np.nan))
    crossings.along_rows[rows], crossings.along_columns[columns] = np.split(share, [int(rows.sum())])
    saddles = contours.saddles(inside)
    middle = 0.5 * (axis_m[saddles] + axis_m[saddles + 1])[:, ::-1]
    joined = {tuple(cell) for cell in saddles[_least(fly, middle, least)].tolist()}
    rings = contours.rings(inside, crossings, axis_m, axis_m, joined)
    return Field(axis_m, engaged, contours.polygons(rings), flights + len(saddles))


def bisect(
    inside_at: Callable[[Array], npt.NDArray[np.bool_]], first: npt.NDArray[np.bool_], width: float
) -> tuple[Array, int]:
    """Return where, from 0 to 1, each of k lines goes from inside to outside or back, and how many points were tried.

    The place is known to `width`. `first` tells whether the lines begin inside; the other ends are not.
    """
    low, high = np.zeros(len(first)), np.ones(len(first))
    used = 0
    for _ in range(max(0, int(np.ceil(-np.log2(2.0 * width)))) if len(first) else 0):
        middle = 0.5 * (low + high)
        as_first = inside_at(middle) == first
        low, high = np.where(as_first, middle, low), np.where(as_first, high, middle)
        used += len(first)
    return 0.5 * (low + high), used


def _least(fly: Fly, places: Array, least: int) -> npt.NDArray[np.bool_]:
    if not len(places):
        return np.zeros(0, dtype=bool)
    return np.asarray(fly(places[:, 0].copy(), places[:, 1].copy()).opportunities >= least)
