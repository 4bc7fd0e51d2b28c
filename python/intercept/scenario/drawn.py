"""Values of classes in each vector of what is not known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from intercept.scenario.unknowns import Vectors

Array: TypeAlias = npt.NDArray[np.float64]
Values: TypeAlias = dict[str, float]


def first(drawn: Mapping[str, Array]) -> Values:
    """Return the values of a class by key, in the first vector: those of the geometry are the same in all."""
    return {key: float(value[0]) for key, value in drawn.items()}


def by_vector(columns: Sequence[Array], vectors: Vectors) -> Array:
    """Return columns of one number for each vector as an array of shape (vectors, columns)."""
    return np.array(columns, dtype=float).reshape(-1, vectors.count).T.copy()
