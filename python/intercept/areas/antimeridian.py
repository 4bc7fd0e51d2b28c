"""Polygons cut along the antimeridian, as RFC 7946 (3.1.9) asks: no ring of a file crosses it.

A ring is unrolled to a continuous longitude and clipped to each turn of 360 degrees that it touches. The pieces of its
boundary on one side of a meridian are joined along it between neighbouring crossings, two by two from the south:
between them, and nowhere else on the meridian, lies the inside.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from intercept.areas import contours

Array = npt.NDArray[np.float64]


def cut(polygons: list[list[Array]]) -> list[list[Array]]:
    """Return polygons of rings (k, 2), longitude and latitude in degrees, all of them from -180 to 180."""
    made: list[list[Array]] = []
    for polygon in polygons:
        rings = [_unrolled(polygon[0])]
        rings += [_beside(rings[0], _unrolled(ring)) for ring in polygon[1:]]
        low, high = float(rings[0][:, 0].min()), float(rings[0][:, 0].max())
        first, last = math.floor((low + 180.0) / 360.0), math.ceil((high + 180.0) / 360.0) - 1
        for turn in range(first, max(first, last) + 1):
            part = rings
            if first < last:
                part = _clipped(_clipped(rings, 360.0 * turn - 180.0, 1.0), 360.0 * turn + 180.0, -1.0)
            made += contours.polygons([ring - np.array([360.0 * turn, 0.0]) for ring in part])
    return made


def _unrolled(ring: Array) -> Array:
    """Return a ring whose longitude has no jump."""
    step = np.remainder(np.diff(ring[:, 0]) + 180.0, 360.0) - 180.0
    return np.column_stack([ring[0, 0] + np.concatenate([[0.0], np.cumsum(step)]), ring[:, 1]])


def _beside(outer: Array, hole: Array) -> Array:
    """Return a hole moved by whole turns to lie between the longitudes of its outer ring."""
    turns = np.round((outer[:, 0].mean() - hole[:, 0].mean()) / 360.0)
    return np.asarray(hole + np.array([360.0 * turns, 0.0]))


def _clipped(rings: list[Array], meridian: float, side: float) -> list[Array]:
    """Return what lies east (side 1) or west (side -1) of a meridian, closed along it."""
    whole, chains = [], []
    for ring in rings:
        inside = side * (ring[:, 0] - meridian) >= 0.0
        if inside.all():
            whole.append(ring)
        elif inside.any():
            chains += _chains(ring, inside, meridian)
    return whole + _joined(chains)


def _chains(ring: Array, inside: npt.NDArray[np.bool_], meridian: float) -> list[Array]:
    """Return the pieces of a ring inside, each from where it enters to where it leaves, both on the meridian."""
    entering = np.flatnonzero(inside & ~np.roll(inside, 1))
    pieces = []
    for start in entering.tolist():
        turned, kept = np.roll(ring, -start, axis=0), np.roll(inside, -start)
        length = int(np.argmin(kept))
        ends = (_on(turned[-1], turned[0], meridian), _on(turned[length - 1], turned[length], meridian))
        pieces.append(np.vstack([ends[0], turned[:length], ends[1]]))
    return pieces


def _on(a: Array, b: Array, meridian: float) -> Array:
    share = (meridian - a[0]) / (b[0] - a[0])
    return np.array([meridian, a[1] + share * (b[1] - a[1])])


def _joined(chains: list[Array]) -> list[Array]:
    """Return closed rings: where a chain leaves, the neighbour on the meridian is where the next one enters."""
    ends = sorted((float(chain[k, 1]), place, k) for place, chain in enumerate(chains) for k in (0, -1))
    partner = {}
    for one, other in zip(ends[::2], ends[1::2], strict=True):
        partner[one[1:]], partner[other[1:]] = other[1:], one[1:]
    left, rings = set(range(len(chains))), []
    while left:
        start = place = min(left)
        parts = []
        while place in left:
            left.remove(place)
            parts.append(chains[place])
            place = partner[place, -1][0]
        if place == start:
            rings.append(np.vstack(parts))
    return rings
