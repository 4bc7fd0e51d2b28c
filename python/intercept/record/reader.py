"""Read the published daily table of raids ("Massive Missile Attacks on Ukraine", P. Ivaniuk) from a user's file.

Answers: which rows can be used, which cannot and why, with the line of each. Nothing is dropped without being listed;
a blank count is None, never zero. The table itself is not part of this package. Limits: it is one belligerent's claims.
Clock times are Kyiv local time: the publisher says UTC, but posts carried between 06:01 and 07:16 UTC state windows
that end at 08:00 and 09:00 in the table.
"""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from intercept.base.arguments import shown
from intercept.base.files import path_of
from intercept.errors import RecordError
from intercept.record.models import classify
from intercept.record.repeats import once
from intercept.record.row import Row, RowProblem, Window
from intercept.record.table_text import content, decoded, records

PATH_VARIABLE = "INTERCEPT_RECORD"
COUNTS = ("launched", "destroyed", "not_reach_goal", "still_attacking", "is_shahed")
REQUIRED = ("time_start", "time_end", "model", "launched", "destroyed")  # earlier editions have no is_shahed, say
AUTHORITY = "Ukrainian Air Force"
ATTRIBUTION = (
    "Massive Missile Attacks on Ukraine, Petro Ivaniuk; from Ukrainian Air Force bulletins; "
    "ODC-BY 1.0 as stated by the author"
)

_HOW_TO_GIVE = (
    f"give the path of missile_attacks_daily.csv with --record PATH or in the variable {PATH_VARIABLE} "
    '(dataset "Massive Missile Attacks on Ukraine" by P. Ivaniuk on Kaggle)'
)
_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})(?: (\d{1,2}):(\d{2}))?")
_COUNT = re.compile(r"(\d{1,9})(?:\.0*)?")


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
    if path.suffix.lower() == ".toml":
        raise RecordError(
            f"{path}: reports of an authority (TOML) say nothing by night and model: they are printed by"
            f" `intercept record reports`. Here {_HOW_TO_GIVE}"
        )
    data = content(path, _HOW_TO_GIVE)
    read: list[Row] = []
    problems: list[RowProblem] = []
    for line, fields, width_fault in records(path, decoded(path, data, _HOW_TO_GIVE), REQUIRED, _HOW_TO_GIVE):
        try:
            read.append(_row(line, fields, width_fault))
        except ValueError as error:
            problems.append(RowProblem(line, str(error), kept=False))
    if not read:
        raise RecordError(f"{path}: no usable row: {'; '.join(map(str, problems[:3])) or 'the table is empty'}")
    rows, repeats = once(read)
    problems += [*repeats, *(problem for row in rows for problem in _inconsistencies(row))]
    problems.sort(key=lambda problem: problem.line)
    return RecordFile(path, hashlib.sha256(data).hexdigest(), rows, tuple(problems))


def _row(line: int, fields: dict[str, str], width_fault: str) -> Row:
    if width_fault:
        raise ValueError(width_fault)
    if not fields["model"]:
        raise ValueError("model is blank")
    counts = {name: _count(name, fields.get(name, "")) for name in COUNTS}
    return Row(
        line=line,
        window=_window(fields["time_start"], fields["time_end"]),
        model=classify(fields["model"]),
        launch_place=fields.get("launch_place", ""),
        target=fields.get("target", ""),
        source=fields.get("source", ""),
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
    raise ValueError(f"{name} {shown(text)} is not a time; allowed: YYYY-MM-DD or YYYY-MM-DD HH:MM")


def _count(name: str, text: str) -> int | None:
    if not text:
        return None
    match = _COUNT.fullmatch(text)
    if not match:
        raise ValueError(f"{name} {shown(text)} is not a count; allowed: whole numbers from 0, or blank")
    return int(match[1])


def _inconsistencies(row: Row) -> list[RowProblem]:
    down = (row.destroyed or 0) + (row.not_reach_goal or 0)
    if row.launched is None or down <= row.launched:
        return []
    down_words = f"destroyed {row.destroyed} + not_reach_goal {row.not_reach_goal}"
    return [RowProblem(row.line, f"{row.model.model}: {down_words} > launched {row.launched}", kept=True)]
