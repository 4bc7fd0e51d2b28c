"""Scenario files: reading TOML, checking what is read, and changing one key."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from intercept.base.arguments import refused
from intercept.base.cut import cut
from intercept.base.files import path_of
from intercept.base.outside import contents_of
from intercept.base.text_file import text_of, toml
from intercept.base.words import counted, near, visible
from intercept.catalogue.catalogue import Catalogue
from intercept.catalogue.generic_class import KINDS
from intercept.errors import ScenarioError
from intercept.scenario.model.class_keys import PREFIX, set_of_class
from intercept.scenario.model.consistency import consistency_problems
from intercept.scenario.model.messages import control_characters, message, not_allowed
from intercept.scenario.model.versions import READ, TODAY, Migrated, migrated, outdated, read_as_today, too_new

Model = TypeVar("Model", bound=BaseModel)
CONSISTENCY_ERROR = "scenario_consistency"


def read_document(path: str | Path) -> dict[str, Any]:
    """Return the TOML file as a dictionary; a ScenarioError names the file and, for syntax, the line and column."""
    return _parsed(*_content(path))


def migrated_file(path: str | Path) -> Migrated:
    """Return a scenario file as one of today's version; raises ScenarioError as `read_document` and `validate` do."""
    path, content = _content(path)
    document = _parsed(path, content)
    with contents_of(path):
        _check_version(document)
        if problems := too_new(document):
            raise ScenarioError(problems)
        return migrated(content)


def _content(path: str | Path) -> tuple[Path, str]:
    """Return a path and the text of its file."""
    path = path_of("path", path)
    with contents_of(path):
        try:
            # As TOML has it: lines end in LF or CR LF, and no byte-order mark is part of it.
            return path, text_of(path)
        except OSError as error:
            raise ScenarioError(f"cannot be read: {error.strerror or error}{_of_class(path)}") from error
        except ValueError as error:
            raise ScenarioError(str(error)) from error


def _of_class(path: Path) -> str:
    """Say so where a path that leads nowhere is the name of a class."""
    catalogue = Catalogue.load()
    kind = next((kind for kind in KINDS if str(path) in catalogue.of_kind(kind)), None)
    return "" if kind is None else f"; it is the name of a {kind} class, and the path of a scenario file is wanted"


def _parsed(path: Path, content: str) -> dict[str, Any]:
    with contents_of(path):
        try:
            return toml(content)
        except ValueError as error:
            raise ScenarioError(str(error)) from error


def validate(kind: type[Model], document: Mapping[str, Any]) -> Model:
    """Return the scenario a document describes, or raise a ScenarioError with every mistake.

    Cross-references are checked on the document itself, so that a mistyped number does not hide an unknown name.
    """
    if not isinstance(document, Mapping):
        raise ScenarioError(not_allowed("the scenario", document, "must be a dictionary with the keys of a file"))
    _check_version(document)
    problems = [*too_new(document), *control_characters(document)]
    try:
        made = kind.model_validate(read_as_today(document))
    except ValidationError as error:
        found = mistakes(error, read_as_today(document), kind)
        raise ScenarioError(list(map(visible, [*problems, *found, *outdated(document)]))) from None
    if problems:
        raise ScenarioError(problems)
    return made


def _check_version(document: Mapping[str, Any]) -> None:
    version = document.get("schema_version")
    if version is None:
        raise ScenarioError(f"schema_version is missing: write schema_version = {TODAY} at the top of the file")
    if isinstance(version, bool) or not isinstance(version, int) or version not in READ:
        older = " or ".join(map(str, READ[:-1]))
        must = f"must be {TODAY}, or {older} of an older file, the versions that this program reads"
        raise ScenarioError(not_allowed("schema_version", version, must))


def mistakes(error: ValidationError, document: Mapping[str, Any], kind: type[BaseModel]) -> list[str]:
    """Return one message for each mistake in a document, those of names that do not agree among them."""
    entries = error.errors(include_url=False)
    # A scenario that is made by its constructor has found them already.
    inner = entries[0].get("ctx", {}).get("error")
    if isinstance(inner, ScenarioError):
        return inner.problems
    problems = [message(entry, document, kind) for entry in entries if not _is_echo(entry)]
    if not any(isinstance(value, BaseModel) for value in document.values()):
        problems += consistency_problems(document)
    else:
        for entry in entries:
            problems += str(entry["ctx"]["problems"]).splitlines() if entry["type"] == CONSISTENCY_ERROR else []
    # What the document says in another way than the scenario made of it, such as a key that is None.
    problems = problems or [entry["msg"] for entry in entries]
    # A plain number that is not finite fails as low, mode and high; it is one mistake.
    return list(dict.fromkeys(problems))


def _is_echo(entry: ErrorDetails) -> bool:
    """Whether an error only repeats others: the summary of cross-checks, or a list "too short" for its bad items."""
    return entry["type"] == CONSISTENCY_ERROR or (entry["type"] == "too_short" and bool(entry["input"]))


STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")


def set_value(document: dict[str, Any], key: str, value: object) -> dict[str, Any]:
    """Set the value at a path such as `raid.waves[0].count` and return the document.

    Intermediate tables must exist; the last name may be new (the scenario's own checks then judge it). A key that
    begins with `class:` is that of everything of a class, as `class_keys` says.
    """
    if not isinstance(key, str):
        raise refused("key", key, "the path of a key, as text")
    if key.startswith(PREFIX):
        set_of_class(document, key, value, set_value)
        return document
    parts = list(STEP.finditer(key))
    node: Any = document
    for place, part in enumerate(parts):
        last = place == len(parts) - 1
        step: str | int = int(part[2]) if part[2] else part[1]
        known = step in node if isinstance(node, dict) else isinstance(node, list) and step in range(len(node))
        if not known and not (last and isinstance(node, dict)):
            raise ScenarioError(f"{cut(key)} is not a key of the scenario{_hint(key, part, node)}")
        if last:
            node[step] = value
            return document
        node = node[step]
    raise ScenarioError(f"{cut(key)} is not a key of the scenario")


def _hint(key: str, part: re.Match[str], node: Any) -> str:  # noqa: ANN401 - any part of a document
    """Say which key may be meant by one that leads nowhere from a part of it on."""
    if isinstance(node, list) and part[2]:
        return f": {key[: part.start()]} has {counted(len(node), 'item')}, and places count from 0"
    if not isinstance(node, dict) or not part[1]:
        return ""
    asked = [f"{key[: part.start()]}{each}{key[part.end() :]}" for each in near(part[1], node)]
    return f"; did you mean {' or '.join(asked)}?" if asked else ""
