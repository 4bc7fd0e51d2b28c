"""Read the published daily table of raids ("Massive Missile Attacks on Ukraine", P. Ivaniuk) from a user's file.

Answers: which rows can be used, which cannot and why, with the line of each. Nothing is dropped without being listed;
a blank count is None, never zero. The table itself is not part of this package. Limits: it is one belligerent's claims,
and its clock times are kept without a zone, because the publisher says UTC while they read like local time.
"""

from __future__ import annotations

import csv
import hashlib
import io
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from intercept.base.files import path_of
from intercept.errors import RecordError
from intercept.record.models import ModelClass, classify

PATH_VARIABLE = "INTERCEPT_RECORD"
COUNTS = ("launched", "destroyed", "not_reach_goal", "still_attacking", "is_shahed")
COLUMNS = ("time_start", "time_end", "model", "launch_place", "target", *COUNTS, "source")
ATTRIBUTION = (
    "Massive Missile Attacks on Ukraine, Petro Ivaniuk; from Ukrainian Air Force bulletins; "
    "ODC-BY 1.0 as stated by the author"
)

_HOW_TO_GIVE = (
    f"give the path of missile_attacks_daily.csv with --record PATH or in the variable {PATH_VARIABLE} "
    "(dataset 'Massive Missile Attacks on Ukraine' by P. Ivaniuk on Kaggle)"
)
_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})(?: (\d{1,2}):(\d{2}))?")
_COUNT = re.compile(r"(\d{1,9})(?:\.0*)?")


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


@dataclass(frozen=True)
class RowProblem:
    """A row with a mistake: where, what, and whether it is `kept` (counted all the same) or left out."""

    line: int
    message: str
    kept: bool

    def __str__(self) -> str:
        """Return "line N: message (kept | left out)"."""
        return f"line {self.line}: {self.message} ({'kept' if self.kept else 'left out'})"


@dataclass(frozen=True)
class RecordFile:
    """What a file holds: rows in its order, problems, and the file's SHA-256 (past rows are revised upstream)."""

    path: Path
    sha256: str
    rows: tuple[Row, ...] = field(repr=False)
    problems: tuple[RowProblem, ...] = field(repr=False)


def record_path(path: str | Path | None = None) -> Path:
    """Return the path given, else the one in the variable INTERCEPT_RECORD; RecordError when there is neither."""
    given = os.environ.get(PATH_VARIABLE) if path is None else path
    if given is None or (isinstance(given, str) and not given):
        raise RecordError(f"no record file given: {_HOW_TO_GIVE}")
    return path_of("path", given)


def read_file(path: Path) -> RecordFile:
    """Read the table. RecordError when the file cannot be read, is not this table, or has no usable row."""
    content = _content(path)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RecordError(f"{path}: not UTF-8 text (byte {error.start}): {_HOW_TO_GIVE}") from error
    rows: list[Row] = []
    problems: list[RowProblem] = []
    first_line: dict[tuple[str, ...], int] = {}
    for line, fields, width_fault in _records(path, text):
        try:
            row = _row(line, fields, width_fault)
        except ValueError as error:
            problems.append(RowProblem(line, str(error), kept=False))
            continue
        rows.append(row)
        key = tuple(fields[name] for name in ("time_start", "time_end", "model", "launch_place", "target", "source"))
        earlier = first_line.setdefault(key, line)
        if earlier != line:
            message = f"same window, model, place, target and source as line {earlier}"
            problems.append(RowProblem(line, message, kept=True))
        problems.extend(_inconsistencies(row))
    if not rows:
        raise RecordError(f"{path}: no usable row: {'; '.join(map(str, problems[:3])) or 'the table is empty'}")
    return RecordFile(path, hashlib.sha256(content).hexdigest(), tuple(rows), tuple(problems))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise RecordError(f"cannot read the record file {path}: {error.strerror}: {_HOW_TO_GIVE}") from error


def _records(path: Path, text: str) -> Iterator[tuple[int, dict[str, str], str]]:
    """Yield (first line of the row, fields by column, what is wrong with the number of fields)."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
        missing = [name for name in COLUMNS if name not in header]
        if missing:
            raise RecordError(f"{path}: not the daily table, columns missing: {', '.join(missing)}: {_HOW_TO_GIVE}")
        line = reader.line_num + 1
        for values in reader:
            if values:
                fields = dict(zip(header, (value.strip() for value in values), strict=False))
                yield line, fields, "" if len(values) == len(header) else f"{len(values)} fields, not {len(header)}"
            line = reader.line_num + 1
    except csv.Error as error:
        raise RecordError(f"{path}: line {reader.line_num}: not readable as CSV: {error}") from error


def _row(line: int, fields: dict[str, str], width_fault: str) -> Row:
    if width_fault:
        raise ValueError(width_fault)
    if not fields["model"]:
        raise ValueError("model is blank")
    counts = {name: _count(name, fields[name]) for name in COUNTS}
    return Row(
        line=line,
        window=_window(fields["time_start"], fields["time_end"]),
        model=classify(fields["model"]),
        launch_place=fields["launch_place"],
        target=fields["target"],
        source=fields["source"],
        **counts,
    )


def _window(start_text: str, end_text: str) -> Window:
    start, start_has_hour = _time("time_start", start_text)
    end, end_has_hour = _time("time_end", end_text)
    # A date without a clock time is the whole day, so only the dates can be compared then.
    both = start_has_hour and end_has_hour
    if (end < start) if both else (end.date() < start.date()):
        raise ValueError(f"time_end {end_text} is before time_start {start_text}")
    return Window(start, end, start_has_hour, end_has_hour)


def _time(name: str, text: str) -> tuple[datetime, bool]:
    match = _TIME.fullmatch(text)
    try:
        if match and match[2]:
            return datetime.fromisoformat(f"{match[1]}T{match[2]:0>2}:{match[3]}"), True
        if match:
            return datetime.fromisoformat(match[1]), False
    except ValueError:
        pass
    raise ValueError(f"{name} {text!r} is not a time; allowed: YYYY-MM-DD or YYYY-MM-DD HH:MM")


def _count(name: str, text: str) -> int | None:
    if not text:
        return None
    match = _COUNT.fullmatch(text)
    if not match:
        raise ValueError(f"{name} {text!r} is not a count; allowed: whole numbers from 0, or blank")
    return int(match[1])


def _inconsistencies(row: Row) -> list[RowProblem]:
    down = (row.destroyed or 0) + (row.not_reach_goal or 0)
    if row.launched is None or down <= row.launched:
        return []
    down_words = f"destroyed {row.destroyed} + not_reach_goal {row.not_reach_goal}"
    return [RowProblem(row.line, f"{row.model.model}: {down_words} > launched {row.launched}", kept=True)]
