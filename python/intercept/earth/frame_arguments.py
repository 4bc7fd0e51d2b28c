"""What the conversions of frames take: positions, times, a reference and the shape of a world, checked."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

import intercept._core as _core
from intercept.base.arguments import column, refused, vectors
from intercept.base.blocks import blocks
from intercept.base.words import numeral
from intercept.earth.places import Geodetic, check_latitudes, place
from intercept.earth.world import World, planet

Array = npt.NDArray[np.float64]
# Of a reference: nothing is meant farther out.
ALTITUDE = (-1e9, 1e9)
# Of a position: squares of it, and of its distance from the centre, are numbers.
FAR_M = 1e15


def together(given: dict[str, npt.ArrayLike]) -> list[Array]:
    """Return columns of one length, or of length one where one number stands for all; names the one that does not fit.

    Where any is empty all are.
    """
    arrays = [column(name, value) for name, value in given.items()]
    length = max(map(len, arrays)) if all(map(len, arrays)) else 0
    for name, array in zip(given, arrays, strict=True):
        if name.startswith("latitude"):
            check_latitudes(name, array)
        if name in {"altitude_m", "slant_range_m"}:
            _check_lengths(name, array)
        if len(array) not in {1, length}:
            column(name, array, length)
    return arrays if length else [array[:0] for array in arrays]


def positions(name: str, value: npt.ArrayLike) -> Array:
    """Return positions, none of them farther away along an axis than anything is."""
    found = vectors(name, value)
    _check_lengths(name, found)
    return found


def _check_lengths(name: str, lengths: Array) -> None:
    """Refuse lengths (m) whose squares are not numbers; NaN stays."""
    for part in blocks(lengths):
        far = np.abs(part) > FAR_M
        if far.any():
            raise refused(name, part[far][0], f"from {numeral(-FAR_M)} to {numeral(FAR_M)}")


def times(time_s: npt.ArrayLike, rows: int) -> Array:
    """Return times of the rows, or one that stands for all."""
    time = column("time_s", time_s)
    return time if len(time) == 1 else column("time_s", time, rows)


def as_many(name: str, value: npt.ArrayLike, position: Array) -> Array:
    """Return vectors, as many as there are positions."""
    found = vectors(name, value)
    if found.shape != position.shape:
        raise refused(name, value, f"as many vectors as there are positions: {len(position)}")
    return found


def shape(world: World | None) -> _core.World | None:
    """Return the compiled world whose shape counts, None for WGS-84."""
    return None if world is None else planet(world).core()


def rate(world: World | None) -> float:
    """Return the rate of rotation of a world (rad/s)."""
    return planet(world).core().field()[4]


def reference_place(reference: Sequence[float]) -> Geodetic:
    """Return the place from which others are seen."""
    return place("reference", reference, altitude_m=ALTITUDE)
