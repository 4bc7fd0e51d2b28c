"""Sums of claimed counts over rows, with blanks kept apart from zeros.

A sum is None when no row states the count. When some do, it is the sum of those, `blanks` says how many rows are
missing, and rates are None, because a rate over half a table would be a guess. So are the rates of excluded rows, which
exist because something was shot down, and those of counts that contradict each other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from intercept.record.models import EXCLUDED
from intercept.record.row import Row


@dataclass(frozen=True)
class Totals:
    """Claimed counts of a group of rows, in objects.

    `launched`, `destroyed` and `not_reach_goal` are None where no row states them; `blanks` is the number of rows
    without a count of launched or destroyed (a blank not_reach_goal is usual for missiles: then nothing but
    `destroyed` is claimed).
    `still_attacking` and `is_shahed` are as in `Row`. `sources` are the posts, in the order of the file.
    """

    name: str
    models: tuple[str, ...]
    launched: int | None
    destroyed: int | None
    not_reach_goal: int | None
    still_attacking: int | None
    is_shahed: int | None
    blanks: int
    sources: tuple[str, ...]

    @property
    def did_not_hit(self) -> int | None:
        """Claimed destroyed + not_reach_goal, in objects; None when destroyed is stated nowhere."""
        return None if self.destroyed is None else self.destroyed + (self.not_reach_goal or 0)

    @property
    def destroyed_rate(self) -> float | None:
        """Claimed destroyed / launched; None if the counts do not allow it (head of this module)."""
        return self._rate(self.destroyed)

    @property
    def did_not_hit_rate(self) -> float | None:
        """Claimed (destroyed + not_reach_goal) / launched; None if the counts do not allow it (head of this module)."""
        return self._rate(self.did_not_hit)

    def _rate(self, count: int | None) -> float | None:
        if self.name == EXCLUDED or self.blanks or count is None or not self.launched or count > self.launched:
            return None
        return count / self.launched

    def to_dict(self) -> dict[str, object]:
        """Return the counts and both rates as plain values, for JSON."""
        return {
            "name": self.name,
            "models": list(self.models),
            "launched": self.launched,
            "destroyed": self.destroyed,
            "not_reach_goal": self.not_reach_goal,
            "did_not_hit": self.did_not_hit,
            "destroyed_rate": self.destroyed_rate,
            "did_not_hit_rate": self.did_not_hit_rate,
            "still_attacking": self.still_attacking,
            "is_shahed": self.is_shahed,
            "rows_with_blanks": self.blanks,
            "sources": list(self.sources),
        }


def total(name: str, rows: Iterable[Row]) -> Totals:
    """Return the sums over `rows`, under `name`."""
    rows = tuple(rows)
    return Totals(
        name=name,
        models=tuple(dict.fromkeys(row.model.model for row in rows)),
        launched=_sum(row.launched for row in rows),
        destroyed=_sum(row.destroyed for row in rows),
        not_reach_goal=_sum(row.not_reach_goal for row in rows),
        still_attacking=_sum(row.still_attacking for row in rows),
        is_shahed=_sum(row.is_shahed for row in rows),
        blanks=sum(row.launched is None or row.destroyed is None for row in rows),
        sources=tuple(dict.fromkeys(row.source for row in rows)),
    )


def _sum(counts: Iterable[int | None]) -> int | None:
    stated = [count for count in counts if count is not None]
    return sum(stated) if stated else None
