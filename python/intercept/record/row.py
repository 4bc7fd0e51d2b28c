"""One row of the record: one model in one reporting window, and what may be wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from intercept.record.models import ModelClass


@dataclass(frozen=True, order=True)
class Window:
    """A reporting window; an end without a clock time stands at 00:00 and has its `..._has_hour` False."""

    start: datetime
    end: datetime
    start_has_hour: bool
    end_has_hour: bool

    def __str__(self) -> str:
        """Return the window as the record writes it: dates, with clock times where known."""
        ends = ((self.start, self.start_has_hour), (self.end, self.end_has_hour))
        return " to ".join(f"{time:%Y-%m-%d %H:%M}" if has_hour else f"{time:%Y-%m-%d}" for time, has_hour in ends)


@dataclass(frozen=True)
class Row:
    """One row of the table: one model in one window. Counts are objects; None where the table is blank.

    `still_attacking` is how many were still in the air at the time of the post, `is_shahed` how many of the launched
    the source called Shahed-type. `line` is the line of the file the row starts on.
    """

    line: int
    window: Window
    model: ModelClass
    launched: int | None
    destroyed: int | None
    not_reach_goal: int | None
    still_attacking: int | None
    is_shahed: int | None
    launch_place: str
    target: str
    source: str

    @property
    def event(self) -> tuple[object, ...]:
        """What is reported, apart from the post that reports it and the counts it gives."""
        return (self.window, self.model.model.casefold(), self.launch_place.casefold(), self.target.casefold())

    @property
    def counts(self) -> tuple[int | None, ...]:
        """Every count of the row."""
        return (self.launched, self.destroyed, self.not_reach_goal, self.still_attacking, self.is_shahed)


@dataclass(frozen=True)
class RowProblem:
    """A row with a mistake: where, what, and whether it is `kept` (counted all the same) or left out."""

    line: int
    message: str
    kept: bool

    def __str__(self) -> str:
        """Return "line N: message (kept | left out)"."""
        return f"line {self.line}: {self.message} ({'kept' if self.kept else 'left out'})"
