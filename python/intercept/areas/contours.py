"""Marching squares: rings about the cells of a grid that are inside, through given crossings of its edges.

W. E. Lorensen and H. E. Cline, "Marching Cubes", SIGGRAPH 1987, in two dimensions. A cell with two opposite corners
inside is joined or parted as its middle says.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
# An edge of the grid: 0 along a row or 1 along a column, and the row and column of its first node.
Edge = tuple[int, int, int]


@dataclass(frozen=True)
class Crossings:
    """Where the boundary crosses the edges: shares of the edge from its first node, NaN where it does not."""

    along_rows: Array
    along_columns: Array


def crossed(inside: Mask) -> tuple[Mask, Mask]:
    """Return which edges along the rows (n, m - 1), and along the columns (n - 1, m), have one end inside."""
    return inside[:, 1:] != inside[:, :-1], inside[1:] != inside[:-1]


def saddles(inside: Mask) -> npt.NDArray[np.intp]:
    """Return the cells, (k, 2) row and column, whose opposite corners are alike and neighbours differ."""
    a, b, c, d = inside[:-1, :-1], inside[:-1, 1:], inside[1:, 1:], inside[1:, :-1]
    return np.argwhere((a == c) & (b == d) & (a != b))


def rings(inside: Mask, crossings: Crossings, x: Array, y: Array, joined: set[tuple[int, int]]) -> list[Array]:
    """Return closed rings, (k, 2) each without the first point again, with what is inside on the left.

    Parameters
    ----------
    inside
        Of the nodes, (n, m); outside the grid nothing is.
    crossings
        On the edges that `crossed` names.
    x, y
        Ascending coordinates of the columns (m,) and of the rows (n,).
    joined
        Saddle cells whose middle is inside.
    """
    follows: dict[Edge, Edge] = {}
    padded = np.pad(inside, 1)
    mixed = padded[:-1, :-1].astype(int) + padded[:-1, 1:] + padded[1:, 1:] + padded[1:, :-1]
    for i, j in np.argwhere((mixed > 0) & (mixed < 4)).tolist():
        corners = (padded[i, j], padded[i, j + 1], padded[i + 1, j + 1], padded[i + 1, j])
        edges: tuple[Edge, ...] = ((0, i, j), (1, i, j + 1), (0, i + 1, j), (1, i, j))
        leaving = [k for k in range(4) if corners[k] and not corners[(k + 1) % 4]]
        entering = [k for k in range(4) if not corners[k] and corners[(k + 1) % 4]]
        for k in leaving:
            # Of two, the boundary turns to the next edge about an outer corner where the middle is inside, else to the
            # one before.
            turn = 1 if (i - 1, j - 1) in joined else 3
            to = entering[0] if len(entering) == 1 else (k + turn) % 4
            follows[edges[k]] = edges[to]
    place = _Places(crossings, x, y)
    found = []
    while follows:
        start, nxt = follows.popitem()
        points = [place.of(start)]
        while nxt != start:
            points.append(place.of(nxt))
            nxt = follows.pop(nxt)
        ring = _distinct(np.array(points))
        if len(ring) > 2:
            found.append(ring)
    return found


class _Places:
    """Coordinates of the crossings; the ring of nodes about the grid lies on its border."""

    def __init__(self, crossings: Crossings, x: Array, y: Array) -> None:
        self.x, self.y = np.pad(x, 1, mode="edge"), np.pad(y, 1, mode="edge")
        self.along_rows = np.pad(crossings.along_rows, 1, constant_values=0.0)
        self.along_columns = np.pad(crossings.along_columns, 1, constant_values=0.0)

    def of(self, edge: Edge) -> tuple[float, float]:
        kind, i, j = edge
        x, y = self.x[j], self.y[i]
        if kind == 0:
            return float(x + self.along_rows[i, j] * (self.x[j + 1] - x)), float(y)
        return float(x), float(y + self.along_columns[i, j] * (self.y[i + 1] - y))


def _distinct(ring: Array) -> Array:
    return ring[np.any(ring != np.roll(ring, 1, axis=0), axis=1)]


def polygons(found: list[Array]) -> list[list[Array]]:
    """Return rings as polygons, largest first: each an outer ring followed by its holes."""
    sizes = [signed_area(ring) for ring in found]
    outer = sorted((k for k, size in enumerate(sizes) if size > 0.0), key=lambda k: -sizes[k])
    made = {k: [found[k]] for k in outer}
    for k, size in enumerate(sizes):
        if size < 0.0:
            middle = found[k][:2].mean(axis=0)
            # The smallest that contains it; rings do not cross.
            made[next(o for o in reversed(outer) if contains(found[o], middle))].append(found[k])
    return list(made.values())


def signed_area(ring: Array) -> float:
    """Return the area in the plane, positive counter-clockwise."""
    x, y = (ring - ring[0]).T
    return float(0.5 * np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y))


def contains(ring: Array, point: Array) -> bool:
    """Tell whether a point lies inside a ring: an odd number of its edges cross the ray to the right."""
    a, b = ring, np.roll(ring, -1, axis=0)
    spans = (a[:, 1] > point[1]) != (b[:, 1] > point[1])
    with np.errstate(divide="ignore", invalid="ignore"):
        at = a[:, 0] + (point[1] - a[:, 1]) / (b[:, 1] - a[:, 1]) * (b[:, 0] - a[:, 0])
    return bool(np.sum(spans & (at > point[0])) % 2)
