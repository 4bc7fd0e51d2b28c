"""The public record of raids: a reader of the daily table, nights with claimed counts per class, and caveats.

The table is not in the package: pass its path, or set INTERCEPT_RECORD. Counts are claims of one belligerent.
"""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from intercept.base.arguments import choice, refused
from intercept.base.cached import cached_property
from intercept.base.files import path_of
from intercept.base.shown import Shown
from intercept.base.table import Table
from intercept.base.words import counted
from intercept.errors import RecordError
from intercept.record.nights import Night, Part, group_dates, group_nights
from intercept.record.reader import AUTHORITY, RecordFile, read_file, record_path


@dataclass(frozen=True)
class Record(Shown):
    """A file of the public record, read: its `file` (rows, problems, hash) and the nights it holds.

    What is read, and how it is counted: docs/how-to/record.md.

    Examples
    --------
    >>> import intercept as ic
    >>> record = ic.record.read_record("examples/nights/made-up.csv")
    >>> record
    <Record made-up.csv: 5 nights and day raids, 2 problems>
    >>> record.night("2031-02-04").headline.launched
    133
    >>> record.night("2031-02-04").title
    'night ended 2031-02-04'
    """

    file: RecordFile

    def __repr__(self) -> str:
        nights, problems = (
            counted(len(self.nights), "night or day raid", "nights and day raids"),
            len(self.file.problems),
        )
        return f"<Record {self.file.path.name}: {nights}, {counted(problems, 'problem')}>"

    def _shown(self) -> tuple[str, Table]:
        rows = [(str(night.date), night.part, len(night.rows)) for night in self.nights]
        return repr(self).strip("<>"), Table.of_rows(("date", "part", "rows"), rows)

    @cached_property
    def nights(self) -> tuple[Night, ...]:
        """Every night and day raid, oldest first."""
        return group_nights(self.file.rows)

    @cached_property
    def dates(self) -> tuple[Night, ...]:
        """Every date, its night and its day raid together (`part` "date"), oldest first."""
        return group_dates(self.nights)

    @property
    def authority(self) -> str:
        """Whose claims the table holds."""
        return AUTHORITY

    @property
    def last(self) -> date:
        """The last date of the record."""
        return self.dates[-1].date

    @property
    def unmapped(self) -> tuple[str, ...]:
        """Names of models that the table of models does not know, sorted; their rows are in no count."""
        return tuple(sorted({row.model.model for row in self.file.rows if row.model.kind == "unmapped"}))

    def night(self, day: date | str, *, part: Part = "night") -> Night:
        """Return the night that ended on `day` (a date or YYYY-MM-DD), the day raid of that date, or both ("date").

        Raises InvalidParameterError for what is not a date, and RecordError, with the nearest nights, when there is
        no such night.
        """
        wanted = date_of("day", day)
        choice("part", part, ("night", "day", "date"))
        for night in (*self.nights, *self.dates):
            if night.date == wanted and night.part == part:
                return night
        pool = self.dates if part == "date" else self.nights
        of_part = [night.date for night in pool if night.part == part and night.headline.models]
        nearest = sorted(of_part, key=lambda other: abs(other - wanted))[:5]
        words = {"night": "night", "day": "day raid", "date": "raid"}[part]
        others = [night.part for night in self.nights if night.date == wanted]
        hint = f"; that date has a {others[0]} part (--part {others[0]})" if others else ""
        listed = ", ".join(map(str, sorted(nearest))) or "none"
        raise RecordError(
            f"no {words} of {wanted} in the record, which runs from {self.nights[0].date} to {self.nights[-1].date}; "
            f"nearest: {listed}{hint}"
        )


def read_record(path: str | Path | None = None) -> Record:
    """Read the record from `path`, or from the path in INTERCEPT_RECORD. Raises RecordError when it cannot be read.

    What is read, and how it is counted: docs/how-to/record.md.

    Examples
    --------
    >>> import intercept as ic
    >>> ic.record.read_record("examples/nights/made-up.csv")
    <Record made-up.csv: 5 nights and day raids, 2 problems>
    """
    return Record(read_file(record_path(path)))


def record_of(name: str, record: object) -> Record:
    """Return a record, or read the file it is in; raises InvalidParameterError naming it for anything else."""
    if isinstance(record, str | os.PathLike):
        return read_record(path_of(name, record))
    if isinstance(record, Record):
        return record
    raise refused(name, record, "an ic.record.Record or the path of its file")


def date_of(name: str, value: date | str) -> date:
    """Return a date, or that written as YYYY-MM-DD; InvalidParameterError, by name, for anything else."""
    if type(value) is date:
        return value
    parsed = None
    if isinstance(value, str):
        with contextlib.suppress(ValueError):
            parsed = date.fromisoformat(value)
    # fromisoformat also takes 20251005 and week dates; one way of writing is enough.
    if parsed is None or value != parsed.isoformat():
        raise refused(name, value, "a date, or text as YYYY-MM-DD: the day on which the night ended")
    return parsed
