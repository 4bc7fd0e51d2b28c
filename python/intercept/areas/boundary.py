"""The boundary between engaged and not, found on a grid and refined on its edges by flying there.

contourpy finds which edges of the grid a contour runs through, and which contours are holes; the place on an edge is
found by halving it. Two opposite corners of a cell that are inside are joined if the middle of the cell is inside.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from intercept.base.extras import require
from intercept.base.values import ByValue

if TYPE_CHECKING:
    from intercept.areas.counting import Engaged

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
# An edge of the grid: 0 along a row or 1 along a column, and the row and column of its first node.
Edge = tuple[int, int, int]
# Flies to places x, y (m), arrays of shape (k,), and counts.
Fly = Callable[[Array, Array], "Engaged"]


@dataclass(frozen=True, eq=False, repr=False)
class Field(ByValue):
    """What can be done on a square grid: `engaged` in rows of y, flattened; `polygons` of rings (k, 2) in m.

    Each polygon is an outer ring, counter-clockwise, followed by its holes; the largest comes first.
    """

    axis_m: Array
    engaged: Engaged
    polygons: list[list[Array]]
    flights: int

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns of the grid."""
        return len(self.axis_m), len(self.axis_m)


def enclose(fly: Fly, axis_m: Array, least: int, edge_m: float) -> Field:
    """Return the field over a grid, with the polygons in which the least number of shots or more is possible.

    Edges whose ends differ are halved until the boundary on them is known to `edge_m`.

    Raises
    ------
    MissingExtraError
        The extra `areas` is missing.
    """
    require("contourpy", "areas")
    x, y = np.meshgrid(axis_m, axis_m)
    engaged = fly(x.ravel(), y.ravel())
    inside = engaged.opportunities.reshape(x.shape) >= least
    # Edges along the rows, and along the columns, with one end inside.
    rows, columns = inside[:, 1:] != inside[:, :-1], inside[1:] != inside[:-1]
    first = np.concatenate([np.argwhere(rows), np.argwhere(columns)])
    second = first + np.repeat([[0, 1], [1, 0]], [rows.sum(), columns.sum()], axis=0)
    starts, ends = axis_m[first][:, ::-1], axis_m[second][:, ::-1]
    share, used = bisect(
        lambda at: _least(fly, starts + at[:, None] * (ends - starts), least),
        inside[first[:, 0], first[:, 1]],
        edge_m / (axis_m[1] - axis_m[0]),
    )
    saddles = _saddles(inside)
    middle = 0.5 * (axis_m[saddles] + axis_m[saddles + 1])[:, ::-1]
    joined = saddles[_least(fly, middle, least)]
    crossings = dict(zip(_edges(rows, first), share.tolist(), strict=True))
    flights = x.size + used + len(saddles)
    return Field(axis_m, engaged, polygons(inside, crossings, joined, axis_m), flights)


def polygons(
    inside: Mask, crossings: dict[Edge, float], joined: npt.NDArray[np.intp], axis_m: Array
) -> list[list[Array]]:
    """Return the polygons about the nodes inside, those at the border ending there.

    Parameters
    ----------
    inside
        Of the nodes, (n, n).
    crossings
        Where the boundary crosses an edge, as a share of it from its first node.
    joined
        Cells (k, 2) with two opposite corners inside whose middle is inside, too.
    axis_m
        Coordinates of the rows and of the columns, (n,).
    """
    # Between the nodes stand the middles of edges and of cells: inside if all about them is, or if they join a saddle.
    fine = np.full([2 * n - 1 for n in inside.shape], -1.0)
    fine[::2, ::2][inside] = 1.0
    across, along = inside[:, 1:] & inside[:, :-1], inside[1:] & inside[:-1]
    fine[::2, 1::2][across], fine[1::2, ::2][along] = 1.0, 1.0
    fine[1::2, 1::2][across[1:] & across[:-1]] = 1.0
    # More than the two corners outside, so that the mean of a quarter of the cell, which contourpy goes by, is inside.
    fine[2 * joined[:, 0] + 1, 2 * joined[:, 1] + 1] = 3.0
    generator = require("contourpy", "areas").contour_generator(z=fine, name="serial", fill_type="OuterOffset")
    found = [
        [_ring(points[a:b], crossings, axis_m) for a, b in itertools.pairwise(offsets)]
        for points, offsets in zip(*generator.filled(0.0, 4.0), strict=True)
    ]
    shape = require("shapely", "areas").Polygon
    return sorted(found, key=lambda rings: -float(shape(rings[0]).area))


def _ring(points: Array, crossings: dict[Edge, float], axis_m: Array) -> Array:
    """Return a ring of the fine grid by nodes and crossings of the coarse one, without the first point again."""
    made = []
    for column, row in points[:-1].tolist():
        i, j = int(row // 2), int(column // 2)
        x, y = axis_m[j], axis_m[i]
        if row % 2 == 0.0 and column % 1.0:
            made.append((x + crossings[0, i, j] * (axis_m[j + 1] - x), y))
        elif column % 2 == 0.0 and row % 1.0:
            made.append((x, y + crossings[1, i, j] * (axis_m[i + 1] - y)))
        elif row % 2 == 0.0 and column % 2 == 0.0:
            made.append((x, y))
    return np.array(made)


def bisect(inside_at: Callable[[Array], Mask], first: Mask, width: float) -> tuple[Array, int]:
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


def _saddles(inside: Mask) -> npt.NDArray[np.intp]:
    """Return the cells, (k, 2) row and column, whose opposite corners are alike and neighbours differ."""
    a, b, c, d = inside[:-1, :-1], inside[:-1, 1:], inside[1:, 1:], inside[1:, :-1]
    return np.argwhere((a == c) & (b == d) & (a != b))


def _edges(rows: Mask, first: npt.NDArray[np.intp]) -> list[Edge]:
    """Return the edges that are crossed, those along rows before those along columns."""
    along_columns = (np.arange(len(first)) >= rows.sum()).astype(int)
    return list(zip(along_columns.tolist(), *first.T.tolist(), strict=True))


def _least(fly: Fly, places: Array, least: int) -> Mask:
    if not len(places):
        return np.zeros(0, dtype=bool)
    return np.asarray(fly(places[:, 0].copy(), places[:, 1].copy()).opportunities >= least)
