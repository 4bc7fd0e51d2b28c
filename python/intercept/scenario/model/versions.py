"""Versions of the scenario file: which are read, what has changed from each to the next, and files brought up to date.

1
    The first. Files of the program's first weeks may state an angle of climb and of bank for a hypersonic cruise, which
    has none any more, and turning points for it, which it does not fly.
2
    Wind and terrain of the theatre (`theatre.wind`, `theatre.terrain`), tracks in a file (`raid.tracks`).
3
    A run has scrambles, points and vectors (`run.scrambles`, `run.points`, `run.vectors`) in place of
    `run.geometry_samples`. Of an older file, the points of each scramble are the least power of two with which there
    are as many geometries.
"""

from __future__ import annotations

import copy
import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import tomli_w

TODAY = 3
READ = (1, 2, 3)
# Tables that version 1 has not.
NEW = (("theatre", "wind"), ("theatre", "terrain"), ("raid", "tracks"))
# Of a run of version 1 and 2, and the key in its place; the scrambles are those of a run of today.
SAMPLES, POINTS, SCRAMBLES = "geometry_samples", "points", 8
# What a class of version 1 could state and a class of today cannot, by the catalogue's class.
GONE = {"hypersonic_cruise": ("climb_angle_deg", "bank_angle_deg")}

Document = dict[str, Any]
Path = tuple[str | int, ...]


class Migrated(NamedTuple):
    """A scenario file of today's version, what was changed in it, and whether its comments are still there."""

    text: str
    document: Document
    changes: tuple[str, ...]
    comments_kept: bool


def read_as_today(document: Mapping[str, Any]) -> Document:
    """Return a document of any version that is read as one of today's; what its version has not stays for the model."""
    return _with_points({**document, "schema_version": TODAY}) if _is_older(document) else dict(document)


def _is_older(document: Mapping[str, Any]) -> bool:
    version = document.get("schema_version")
    return isinstance(version, int) and not isinstance(version, bool) and version in READ and version < TODAY


def _samples(document: Mapping[str, Any]) -> int | None:
    """Return the geometry samples of an older document, where it has as many as were allowed."""
    samples = _table(document, "run").get(SAMPLES)
    is_number = isinstance(samples, int) and not isinstance(samples, bool) and 1 <= samples <= 1000
    return samples if _is_older(document) and is_number else None


def _points(samples: int) -> int:
    """Return the least power of two of points with which the scrambles have as many geometries."""
    points = 1
    while SCRAMBLES * points < samples:
        points *= 2
    return points


def _with_points(document: Document) -> Document:
    """Return an older document with points in place of its geometry samples."""
    older = {**document, "schema_version": READ[0]}
    samples = _samples(older)
    if samples is None:
        return document
    run = {key: value for key, value in _table(document, "run").items() if key != SAMPLES}
    return {**document, "run": {**run, POINTS: _points(samples)}}


def too_new(document: Mapping[str, Any]) -> list[str]:
    """Return a message for each key of a later version that an older document has, where it may not be read."""
    if not _is_older(document):
        return []
    new = NEW if document["schema_version"] == 1 else ()
    found = [
        f"{table}.{name} is not allowed in version 1: write schema_version = {TODAY}"
        for table, name in new
        if name in _table(document, table)
    ]
    run = _table(document, "run")
    # Which of the two is meant cannot be told.
    found += [
        f"run.{name} is not allowed beside run.{SAMPLES}: write schema_version = {TODAY} and leave out run.{SAMPLES}"
        for name in ("scrambles", POINTS, "vectors")
        if SAMPLES in run and name in run
    ]
    return found


def outdated(document: Mapping[str, Any]) -> list[str]:
    """Return a message if the document has what version 1 allowed and today's does not."""
    if document.get("schema_version") != 1 or not list(_gone(document)):
        return []
    return ["the file is of an older version of the program: intercept migrate FILE brings it up to date"]


def migrated(text: str) -> Migrated:
    """Return the text of a scenario file, which is TOML of a version that is read, as one of today's version.

    Lines are changed in place, so that comments stay. Where that would not give the document wanted, as in tables that
    stand in one line, the file is written anew, without them.
    """
    document = tomllib.loads(text)
    wanted = copy.deepcopy(document)
    changes, edited = [], text
    if document["schema_version"] != TODAY:
        wanted["schema_version"] = TODAY
        changes.append(f"schema_version = {TODAY}")
        edited = re.sub(r"(?m)^(\s*schema_version\s*=\s*)[12]\b", rf"\g<1>{TODAY}", edited, count=1)
        for path in list(_gone(document)):
            _remove(wanted, path)
            changes.append(f"{_spelled(path)} left out")
            edited = _without(edited, path)
        samples = _samples(document)
        if samples is not None:
            wanted = _with_points(wanted)
            changes.append(f"run.{SAMPLES} is now run.{POINTS} = {_points(samples)}")
            edited = re.sub(rf"(?m)^(\s*){SAMPLES}(\s*=\s*)[0-9_]+", rf"\g<1>{POINTS}\g<2>{_points(samples)}", edited)
    if _parsed(edited) == wanted:
        return Migrated(edited, wanted, tuple(changes), comments_kept=True)
    return Migrated(tomli_w.dumps(wanted), wanted, tuple(changes), comments_kept=False)


def _gone(document: Mapping[str, Any]) -> Iterator[Path]:
    """Yield where a document of version 1 has what is gone."""
    own = _table(_table(document, "classes"), "threat")
    bases = {name: _table(own, name).get("base", name) for name in own}
    for name, base in bases.items():
        yield from (("classes", "threat", name, key) for key in GONE.get(str(base), ()) if key in _table(own, name))
    waves = _table(document, "raid").get("waves")
    for index, wave in enumerate(waves if isinstance(waves, list) else []):
        if isinstance(wave, Mapping) and _table(wave, "route").get("kind") in ("doglegs", "via"):
            name = str(wave.get("class"))
            if bases.get(name, name) in GONE:
                yield ("raid", "waves", index, "route")


def _table(document: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    table = document.get(key)
    return table if isinstance(table, Mapping) else {}


def _remove(document: Document, path: Path) -> None:
    node: Any = document
    for step in path[:-1]:
        node = node[step]
    del node[path[-1]]


def _spelled(path: Path) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)[1:]


def _without(text: str, path: Path) -> str:
    """Return a text without the line of a key in a table that has a heading of its own, if there is one."""
    *table, key = path
    numbers = [step for step in table if isinstance(step, int)]
    name = r"\s*\.\s*".join(re.escape(str(step)) for step in table if isinstance(step, str))
    heading = rf"^\s*\[\[\s*{name}\s*\]\]" if numbers else rf"^\s*\[\s*{name}\s*\]"
    wanted, seen, inside, lines = (numbers or [0])[0], -1, False, []
    for line in text.splitlines(keepends=True):
        if re.match(heading, line):
            seen += 1
            inside = seen == wanted
        elif re.match(r"^\s*\[", line):
            inside = False
        if not (inside and re.match(rf"^\s*{key}\s*=", line)):
            lines.append(line)
    return "".join(lines)


def _parsed(text: str) -> Document | None:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None
