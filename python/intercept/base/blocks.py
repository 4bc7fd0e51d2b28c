"""Large arrays part by part: Ctrl-C is seen between two operations on arrays, but not within one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

# Rows of a large array that are checked or copied at once.
BLOCK = 1 << 18


def blocks(array: npt.NDArray[Any]) -> Iterator[npt.NDArray[Any]]:
    """Yield the rows of an array of one dimension or more, some at a time, in order; the parts are views."""
    for first in range(0, len(array), BLOCK):
        yield array[first : first + BLOCK]


def copied(array: npt.NDArray[Any]) -> npt.NDArray[np.float64]:
    """Return the numbers of an array in an array of the same shape that has them side by side in memory."""
    if array.size <= BLOCK:
        return np.array(array, dtype=np.float64, order="C")
    copy = np.empty(array.shape)
    for part, given in zip(blocks(copy), blocks(array), strict=True):
        part[:] = given
    return copy
