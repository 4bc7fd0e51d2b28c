"""Counts of replications."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Self

import numpy as np
import numpy.typing as npt

import intercept._core as _core
from intercept.base.arguments import instance, listed, refused
from intercept.base.factories import by_calls
from intercept.base.shown import Shown
from intercept.base.table import Table
from intercept.base.values import ByValue
from intercept.base.words import counted
from intercept.errors import InvalidParameterError
from intercept.raid.course import Course

# What becomes of a threat, in the order in which the core counts.
FATES = ("failed", "jammed", "intercepted", "leaked", "decoy")
LEAKED = FATES.index("leaked")
# Why a threat leaked, in the order in which the core counts: the first that holds.
CAUSES = tuple(_core.cause_words())

Counts = npt.NDArray[np.uint32]


@by_calls("ic.simulate")
@dataclass(frozen=True, eq=False, repr=False)
class Tally(ByValue, Shown):
    """Counts of replications. Row i belongs to replication `luck[i]` with vector `unknown[i]` of what is not known.

    Model, sources, limits: docs/models/raid.md.

    Attributes
    ----------
    unknown, luck
        Numbers of the vectors and of the replications, shape (n,).
    fates
        Threats by class and fate (failed, jammed, intercepted, leaked; decoy: arrived, and harmless), shape (n, threat
        classes, 5).
    causes
        Leaked threats by class and cause, in the order of `CAUSES`, shape (n, threat classes, 9).
    leaked, leaked_by_wave
        Leaked threats by asset, shape (n, assets), and by wave, shape (n, waves).
    rounds, wasted, left
        Rounds by unit class: spent; of those, what came after the threat was killed or gone; left at the end. Shape (n,
        unit classes).
    kills
        Shape (n, unit classes, threat classes).
    channels_busy_max
        The greatest number of channels in use at once, shape (n,).
    came, engaged, turned_away
        Threats by class: those that came to a unit, a window of theirs opening while they flew; those of them at which
        a round was fired; and those that were turned away wherever they came, because as many waited there as may.
        Shape (n, threat classes).
    waited_s
        How long those that came waited, together: each from the opening of its first window, unless it was turned away
        there, to the first launch at it, or until its last window closed or it left. Shape (n, threat classes).
    waiting_max
        The greatest number of threats that waited at once, shape (n,).
    first_shortage_s
        When a unit first had no round on its launchers for a threat that was in its window and that nobody engaged
        (raid time), infinite for never, shape (n,).
    course
        Sums over the replications: channels in use and rounds left over the night, shortages by class, and causes by
        asset and wave; None where they were not kept.

    Examples
    --------
    >>> import intercept as ic
    >>> plan = ic.compile_plan(ic.Scenario.from_file("examples/notional-small.toml"))
    >>> raid = ic.RaidPlan.of(plan, ic.fly(plan))
    >>> parts = [ic.simulate(raid, seed=1, replications=part) for part in (range(50, 100), range(50))]
    >>> tally = ic.Tally.concatenate(parts)
    >>> tally == ic.simulate(raid, seed=1, replications=100)
    True
    >>> tally.table()["launched"].tolist()[:3], len(tally.waits())
    ([24, 6, 2], 4)
    """

    unknown: npt.NDArray[np.uint64]
    luck: npt.NDArray[np.uint64]
    fates: Counts
    causes: Counts
    leaked: Counts
    leaked_by_wave: Counts
    rounds: Counts
    wasted: Counts
    left: Counts
    kills: Counts
    channels_busy_max: Counts
    came: Counts
    engaged: Counts
    turned_away: Counts
    waited_s: npt.NDArray[np.float64]
    waiting_max: Counts
    first_shortage_s: npt.NDArray[np.float64]
    course: Course | None = None

    def __len__(self) -> int:
        """Return the number of replications."""
        return len(self.unknown)

    def __repr__(self) -> str:
        launched = int(self.fates[0].sum()) if len(self) else 0
        leaked = f"; on average {self.fates[:, :, LEAKED].sum() / len(self):.4g} leak" if len(self) else ""
        return f"<Tally: {counted(len(self), 'replication')} of {counted(launched, 'threat')}{leaked}>"

    def _shown(self) -> tuple[str, Table | None]:
        if not len(self):
            return repr(self).strip("<>"), None
        means = self.fates.mean(axis=0)
        columns = {f"{name}_mean": means[:, place] for place, name in enumerate(FATES)}
        classes = [f"number {k} of the plan" for k in range(len(means))]
        return repr(self).strip("<>"), Table({"threat_class": classes, **columns})

    def table(self) -> Table:
        """Return one row for each replication and threat class: how many were launched, and what became of them.

        Columns: unknown, luck, class_index (of the plan's `threat_classes`), launched, failed, jammed, intercepted,
        leaked, decoy.
        """
        n, classes, _ = self.fates.shape
        fates = self.fates.astype(np.int64)
        return Table(
            {
                "unknown": np.repeat(self.unknown.astype(np.int64), classes),
                "luck": np.repeat(self.luck.astype(np.int64), classes),
                "class_index": np.tile(np.arange(classes), n),
                "launched": fates.sum(axis=2).ravel(),
                **{name: fates[:, :, k].ravel() for k, name in enumerate(FATES)},
            }
        )

    def waits(self) -> Table:
        """Return how long threats waited to be engaged: a row for each threat class, and one for all of them.

        Columns: class_index (of the plan's `threat_classes`, -1 for all), came, engaged and turned_away (means of
        a replication), mean_wait_s and its standard error over replications, which is that of a ratio of two means
        (W. G. Cochran, Sampling Techniques, 1977, section 6.3), NaN where none came or there is one replication.
        By Little's law, the mean number that wait over a time T is came * mean_wait_s / T.
        The error takes replications for independent, which those with one vector of what is not known are, given it.
        """
        columns: list[npt.NDArray[Any]] = [self.came, self.engaged, self.turned_away, self.waited_s]
        # By class, then all together; each of shape (n, classes + 1).
        came, engaged, away, waited_s = (np.column_stack([each, each.sum(axis=1)]).astype(float) for each in columns)
        n, total = len(self), came.sum(axis=0)
        mean_s = np.divide(waited_s.sum(axis=0), total, out=np.full(total.shape, np.nan), where=total > 0)
        # With w waited and m come, r = sum w / sum m: var r = sum (w - r m)^2 / (n (n - 1) mean(m)^2).
        square = ((waited_s - mean_s * came) ** 2).sum(axis=0)
        error_s = np.sqrt(square * n / max(n - 1, 1)) / np.where(total > 0, total, np.nan)
        return Table(
            {
                "class_index": np.append(np.arange(self.came.shape[1]), -1),
                "came": came.sum(axis=0) / max(n, 1),
                "engaged": engaged.sum(axis=0) / max(n, 1),
                "turned_away": away.sum(axis=0) / max(n, 1),
                "mean_wait_s": mean_s,
                "mean_wait_standard_error_s": error_s if n > 1 else np.full(total.shape, np.nan),
            }
        )

    @classmethod
    def concatenate(cls, tallies: Sequence[Tally]) -> Tally:
        """Return tallies together, in order of vector and replication: the same bytes whatever order they come in.

        Raises
        ------
        InvalidParameterError
            There is no tally, a replication is in two of them, or they are of different raids.
        """
        parts = [instance("tallies", tally, Tally) for tally in listed("tallies", tallies)]
        if not parts:
            raise refused("tallies", tallies, "at least one tally")
        names = cls.row_names()
        for name in names:
            widths = {getattr(tally, name).shape[1:] for tally in parts}
            if len(widths) > 1:
                raise InvalidParameterError(f"tallies of different raids are not allowed: {name} differs in shape")
        courses = [tally.course for tally in parts if tally.course is not None]
        course = Course.together(courses) if len(courses) == len(parts) else None
        whole = {name: np.concatenate([getattr(tally, name) for tally in parts]) for name in names}
        unknown, luck = whole["unknown"], whole["luck"]
        sorted_already = (unknown[1:] > unknown[:-1]) | ((unknown[1:] == unknown[:-1]) & (luck[1:] > luck[:-1]))
        if sorted_already.all():
            return cls(**whole, course=course)
        order = np.lexsort((luck, unknown))
        unknown, luck = unknown[order], luck[order]
        twice = np.flatnonzero((unknown[1:] == unknown[:-1]) & (luck[1:] == luck[:-1]))
        if len(twice):
            row = twice[0]
            raise InvalidParameterError(
                f"replication {luck[row]} of vector {unknown[row]} is in two tallies; each may be counted once"
            )
        return cls(**{name: column[order] for name, column in whole.items()}, course=course)

    @classmethod
    def row_names(cls) -> tuple[str, ...]:
        """Return the names of the columns with a row for each replication."""
        return tuple(field.name for field in fields(cls) if field.name != "course")

    def taken(self, rows: npt.NDArray[Any]) -> Self:
        """Return some replications, by number or mask, without the sums over all of them."""
        return type(self)(**{name: getattr(self, name)[rows] for name in self.row_names()})

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """Return everything as arrays by name."""
        sums = {} if self.course is None else {f"course.{name}": each for name, each in self.course.arrays().items()}
        return {**{name: getattr(self, name) for name in self.row_names()}, **sums}

    @classmethod
    def of_arrays(cls, arrays: Mapping[str, npt.NDArray[Any]]) -> Self:
        """Return the tally of what `arrays` gave."""
        sums = {name.removeprefix("course."): each for name, each in arrays.items() if name.startswith("course.")}
        rows = {name: arrays[name] for name in cls.row_names()}
        return cls(**rows, course=Course.of_arrays(sums) if sums else None)
