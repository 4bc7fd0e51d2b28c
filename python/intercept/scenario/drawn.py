"""Values of classes in each vector of what is not known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

from intercept.scenario.unknowns import Vectors

if TYPE_CHECKING:
    from intercept.catalogue.catalogue import GenericClass
    from intercept.catalogue.uncertain import Stated

Array: TypeAlias = npt.NDArray[np.float64]
Values: TypeAlias = dict[str, float]
Overrides: TypeAlias = tuple[tuple[str, float, float, float], ...]


class Drawn:
    """Values of classes, and of classes with a site's overrides: at the same places of the priors for all sites."""

    def __init__(self, vectors: Vectors) -> None:
        self.vectors = vectors
        self._known: dict[tuple[str, str, Overrides], dict[str, Array]] = {}

    def every(self, generic: GenericClass, overrides: Mapping[str, Stated]) -> dict[str, Array]:
        """Return the values by key, one for each vector."""
        key = (generic.kind, generic.name, frozen(overrides))
        if key not in self._known:
            self._known[key] = self.vectors.drawn(generic.with_values(overrides))
        return self._known[key]

    def values(self, generic: GenericClass, overrides: Mapping[str, Stated]) -> Values:
        """Return the values by key, in the first vector: those of the geometry are the same in all."""
        return {key: float(value[0]) for key, value in self.every(generic, overrides).items()}


def frozen(overrides: Mapping[str, Stated]) -> Overrides:
    """Return a site's overrides as a key: sites with equal ones are of one variant of their class."""
    return tuple(sorted((key, value.low, value.mode, value.high) for key, value in overrides.items()))


def by_vector(columns: Sequence[Array], vectors: Vectors) -> Array:
    """Return columns of one number for each vector as an array of shape (vectors, columns)."""
    return np.array(columns, dtype=float).reshape(-1, vectors.count).T.copy()
