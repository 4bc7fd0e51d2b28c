"""The course of the night, and why threats leaked where: sums over replications, of which none is kept by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from intercept.base.values import ByValue
from intercept.errors import InvalidParameterError

Sums = npt.NDArray[np.uint64]
Changes = npt.NDArray[np.int64]
# Of steps, by which two neighbours are added up.
BY_STEP = ("busy_ms", "change")


@dataclass(frozen=True, eq=False, repr=False)
class Course(ByValue):
    """Whole numbers summed over replications, a row for each 65,536 vectors of what is not known: a scramble of a run.

    Whole sums are the same in whatever order replications are added, and however they are spread over threads.

    Attributes
    ----------
    group, replications
        Number of the 65,536 vectors, and how many replications were summed up; shape (groups,).
    step_ms
        Length of a step, in ms from the beginning of the raid on, the same in all groups, shape (groups,): 7.5 s,
        doubled until 512 steps reach to when the last threat has gone.
    busy_ms
        For how long channels were in use, in ms, until the last threat had gone: shape (groups, steps, classes).
    change
        By how much the rounds left changed: what depots sent less what was launched, of the shape of `busy_ms`.
    begun
        Rounds at the beginning, shape (groups, classes).
    short, short_ms
        In how many replications a unit with a window had no round for it, and when that first was, in ms: by class and,
        last, of any class, shape (groups, classes + 1).
    causes_by_asset, causes_by_wave
        Leaked threats by cause, shape (groups, assets, 9) and (groups, waves, 9).

    Classes are those of fire units, each once.
    """

    group: Sums
    replications: Sums
    step_ms: Sums
    busy_ms: Sums
    change: Changes
    begun: Sums
    short: Sums
    short_ms: Changes
    causes_by_asset: Sums
    causes_by_wave: Sums

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """Return the sums by name."""
        return dict(vars(self))

    @classmethod
    def of_arrays(cls, arrays: Mapping[str, npt.NDArray[Any]]) -> Self:
        """Return the sums of what `arrays` gave, whatever kept them as narrower numbers."""
        wide: dict[str, Any] = {"change": np.int64, "short_ms": np.int64}
        known = {field.name: wide.get(field.name, np.uint64) for field in fields(cls)}
        return cls(**{name: arrays[name].astype(kind, copy=False) for name, kind in known.items()})

    def in_steps_of(self, step_ms: int) -> Self:
        """Return the sums with steps that are doubled until they are as long."""
        found = self
        while len(found.step_ms) and int(found.step_ms[0]) < step_ms:
            by_step = {name: _folded(getattr(found, name)) for name in BY_STEP}
            found = replace(found, step_ms=2 * found.step_ms, **by_step)
        return found

    def reaching(self, steps: int) -> Self:
        """Return the sums with so many steps, nothing happening in those that are added."""
        rest = ((0, 0), (0, steps - self.busy_ms.shape[1]), (0, 0))
        return replace(self, **{name: np.pad(getattr(self, name), rest) for name in BY_STEP})

    @classmethod
    def together(cls, courses: Sequence[Self]) -> Self:
        """Return sums of different replications of one raid together.

        Raises
        ------
        InvalidParameterError
            They are of different raids.
        """
        some = [course for course in courses if len(course.group)] or [*courses[:1]]
        for name in ("begun", "causes_by_asset", "causes_by_wave"):
            if len({getattr(course, name).shape[1:] for course in some}) > 1:
                raise InvalidParameterError(f"tallies of different raids are not allowed: {name} differs in shape")
        step_ms = max((int(course.step_ms[0]) for course in some if len(course.group)), default=0)
        same = [course.in_steps_of(step_ms) for course in some]
        steps = max(course.busy_ms.shape[1] for course in same)
        same = [course.reaching(steps) for course in same]
        groups, place = np.unique(np.concatenate([course.group for course in same]), return_inverse=True)
        summed: dict[str, Any] = {}
        for name in (f.name for f in fields(cls) if f.name not in {"group", "step_ms"}):
            rows = np.concatenate([getattr(course, name) for course in same])
            summed[name] = np.zeros((len(groups), *rows.shape[1:]), rows.dtype)
            np.add.at(summed[name], place, rows)
        return cls(group=groups, step_ms=np.full(len(groups), step_ms, np.uint64), **summed)


def _folded(rows: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Return sums of shape (groups, steps, classes) with every two neighbouring steps added up."""
    even = np.pad(rows, ((0, 0), (0, rows.shape[1] % 2), (0, 0)))
    folded: npt.NDArray[Any] = even[:, 0::2] + even[:, 1::2]
    return folded
