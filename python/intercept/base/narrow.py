"""Columns of long tables, kept in the narrowest type that holds them and widened when they are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[Any]
TYPES = (np.uint8, np.uint16, np.uint32)


def narrow(values: Values) -> Values:
    """Return unsigned whole numbers in the narrowest type that holds the largest; anything else as it is."""
    if values.dtype.kind != "u":
        return values
    most = int(values.max(initial=0))
    kind = next((kind for kind in TYPES if most <= np.iinfo(kind).max), values.dtype.type)
    return values.astype(kind, copy=False)


def all_narrow(arrays: Mapping[str, Values]) -> dict[str, Values]:
    """Return named arrays, each as `narrow` makes it."""
    return {name: narrow(values) for name, values in arrays.items()}


@dataclass(frozen=True, eq=False)
class Narrow:
    """A column of whole numbers, or of text, kept as few narrow numbers.

    Attributes
    ----------
    values
        Whole numbers from 0, shape (n,): the numbers themselves, or of each text its place in `names`.
    each, times
        Each number stands for so many rows, one after another; and all of that comes so many times.
    names
        The texts; None for numbers.
    """

    values: Values
    each: int = 1
    times: int = 1
    names: tuple[str, ...] | None = None

    def __len__(self) -> int:
        return len(self.values) * self.each * self.times

    def __getitem__(self, rows: slice) -> Values:
        return self.whole()[rows]

    def numbers(self) -> Values:
        """Return the numbers of all rows, narrow."""
        return np.tile(np.repeat(self.values, self.each), self.times)

    def whole(self) -> Values:
        """Return the column of a table: read-only 64-bit numbers, or text."""
        found = self.numbers().astype(np.int64) if self.names is None else self._texts()[self.numbers()]
        found.flags.writeable = False
        return found

    def codes(self) -> tuple[list[Any], npt.NDArray[np.intp]]:
        """Return the distinct values in order of appearance, and each row's index among them."""
        kinds, first, index = np.unique(self.numbers(), return_index=True, return_inverse=True)
        order = np.argsort(first)
        place = np.empty(len(order), np.intp)
        place[order] = np.arange(len(order))
        shown = kinds[order].tolist()
        return shown if self.names is None else [self.names[k] for k in shown], place[index]

    def _texts(self) -> Values:
        texts = np.empty(len(self.names or ()), dtype=object)
        texts[:] = self.names
        return texts
