"""Read an authority's reports from a small TOML file, and make them of the daily table.

authority = "Ministry of ..."          # required
source = "posts of ..."                # required
grade = "C"                            # reliability of the source, A to F; F unless given
[outcomes]                             # what each outcome means: down, harmless, hit, unknown
intercepted = "down"
[[report]]                             # one for each day, oldest first
day = 2026-02-28
running = true                         # totals since the first report; false unless given
drone = { detected = 209, intercepted = 195, fell = 14 }
stated_for_the_day.drone = { intercepted = 195 }     # beside running totals, what the release says of the day
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

from intercept.base.arguments import refused, shown
from intercept.base.files import path_of
from intercept.base.text_file import toml
from intercept.base.words import one_of
from intercept.errors import RecordError
from intercept.record.record import Record, read_record, record_of
from intercept.record.reports.report import BASES, MEANINGS, Counted, Meaning, Report
from intercept.record.reports.reports import GRADES, Reports
from intercept.record.table_text import content, decoded

_HOW_TO_GIVE = "an authority's reports are a TOML file with authority, source, [outcomes] and [[report]]"
_KEYS = ("authority", "source", "grade", "outcomes", "report")
_MOST = 10**9


def read_reports(path: str | Path) -> Reports:
    """Return the reports of an authority from a TOML file. RecordError, by file and key, for another file.

    The file, and what is read in it: docs/how-to/record.md.

    Examples
    --------
    >>> import intercept as ic
    >>> ic.record.read_reports("examples/records/emirates-2026.toml").grade_words
    'source graded C, fairly reliable'
    """
    file = path_of("path", path)
    data = content(file, _HOW_TO_GIVE)
    text = decoded(file, data, _HOW_TO_GIVE)
    try:
        document = toml(text)
    except ValueError as error:
        raise RecordError(f"{file}: {error}") from error
    try:
        return replace(_reports(document), file=file.name, sha256=hashlib.sha256(data).hexdigest())
    except _WrongError as error:
        raise RecordError(f"{file}: {error}") from error


def counts_of(name: str, counts: object) -> Record | Reports:
    """Return a record or reports, or read the file they are in: reports end in .toml. Anything else is refused."""
    if isinstance(counts, str | os.PathLike):
        path = path_of(name, counts)
        return read_reports(path) if path.suffix.lower() == ".toml" else read_record(path)
    if isinstance(counts, Record | Reports):
        return counts
    raise refused(name, counts, "an ic.record.Record, an ic.record.Reports or the path of their file")


def reports_of(record: Record | str | Path) -> Reports:
    """Return the dates of the daily table as reports: fired, destroyed and did not reach their goal.

    The file, and what is read in it: docs/how-to/record.md.

    Raises
    ------
    InvalidParameterError
        It is neither a record nor the path of its file.

    Examples
    --------
    >>> import intercept as ic
    >>> reports = ic.record.reports_of(ic.record.read_record("examples/nights/made-up.csv"))
    >>> len(reports.days)
    4
    """
    record = record_of("record", record)
    reports = []
    for night in record.dates:
        counted = {}
        for totals in (*night.classes, night.drones, night.missiles):
            if totals.launched is not None and totals.name not in ("mixed", "excluded", "unmapped"):
                named = {"destroyed": totals.destroyed, "did not reach its goal": totals.not_reach_goal}
                outcomes = {name: count for name, count in named.items() if count is not None}
                counted[totals.name] = Counted("fired", totals.launched, outcomes)
        if counted:
            reports.append(Report(night.date, running=False, counted=counted, stated={}, source=night.sources[0]))
    meanings: dict[str, Meaning] = {"destroyed": "down", "did not reach its goal": "harmless"}
    name, sha256 = record.file.path.name, record.file.sha256
    return Reports(record.authority, name, "F", meanings, tuple(reports), name, sha256)


class _WrongError(Exception):
    """What is wrong with a document, by key."""


def _reports(document: Mapping[str, Any]) -> Reports:
    unknown = [key for key in document if key not in _KEYS]
    if unknown:
        raise _WrongError(f"{unknown[0]} is not a known key: must be {one_of(unknown[0], _KEYS)}")
    grade = document.get("grade", "F")
    if grade not in GRADES:
        raise _WrongError(f"grade = {shown(grade)} is not allowed: must be {one_of(grade, GRADES)}")
    outcomes = _table("outcomes", document.get("outcomes", {}))
    for name, meaning in outcomes.items():
        if meaning not in MEANINGS:
            raise _WrongError(f"outcomes.{name} = {shown(meaning)} is not allowed: must be {one_of(meaning, MEANINGS)}")
    reports = document.get("report")
    if not isinstance(reports, list) or not reports:
        raise _WrongError("report is missing: there must be at least one [[report]]")
    source = _text("source", document.get("source"))
    read = tuple(_report(f"report[{k}]", each, source, outcomes) for k, each in enumerate(reports))
    for k, (earlier, later) in enumerate(pairwise(read), start=1):
        if later.day <= earlier.day:
            raise _WrongError(f"report[{k}].day = {later.day} is not allowed: must be after {earlier.day}")
    return Reports(_text("authority", document.get("authority")), source, grade, outcomes, read)


def _report(name: str, value: object, source: str, outcomes: Mapping[str, Meaning]) -> Report:
    given = dict(_table(name, value))
    day = given.pop("day", None)
    if not isinstance(day, date) or isinstance(day, datetime):
        raise _WrongError(f"{name}.day = {shown(day)} is not allowed: must be a date, as 2026-02-28")
    running = given.pop("running", False)
    if not isinstance(running, bool):
        raise _WrongError(f"{name}.running = {shown(running)} is not allowed: must be true or false")
    own = _text(f"{name}.source", given.pop("source", source))
    stated = _table(f"{name}.stated_for_the_day", given.pop("stated_for_the_day", {}))
    counted = {key: _counted(f"{name}.{key}", each, outcomes) for key, each in given.items()}
    if not counted:
        raise _WrongError(f"{name} holds no class")
    for key, each in stated.items():
        if key not in counted:
            raise _WrongError(f"{name}.stated_for_the_day.{key} is not allowed: {name} holds no {key}")
        for outcome, count in _table(f"{name}.stated_for_the_day.{key}", each).items():
            _count(f"{name}.stated_for_the_day.{key}.{outcome}", count)
    return Report(day, running, counted, stated, own)


def _counted(name: str, value: object, outcomes: Mapping[str, Meaning]) -> Counted:
    given = {key: _count(f"{name}.{key}", count) for key, count in _table(name, value).items()}
    bases = [basis for basis in BASES if basis in given]
    if len(bases) != 1:
        raise _WrongError(f"{name} must hold one of {', '.join(BASES)}")
    number = given.pop(bases[0])
    for outcome in given:
        if outcome not in outcomes:
            raise _WrongError(f"{name}.{outcome} has no meaning: add it to [outcomes]")
    return Counted(bases[0], number, given)


def _count(name: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _MOST:
        raise _WrongError(f"{name} = {shown(value)} is not allowed: must be a whole number from 0 to {_MOST:,}")
    return value


def _text(name: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _WrongError(f"{name} = {shown(value)} is not allowed: must be text")
    return value


def _table(name: str, value: object) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise _WrongError(f"{name} = {shown(value)} is not allowed: must be a table")
    return value
