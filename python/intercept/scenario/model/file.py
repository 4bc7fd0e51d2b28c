"""Scenario files: reading and writing TOML, and turning pydantic's errors into one plain message for each mistake.

A message is `path.in.the.file: what is wrong (got VALUE)`; list places count from 0, as in `raid.waves[2].count`.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import tomli_w
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from intercept.errors import ScenarioError
from intercept.scenario.model.consistency import consistency_problems

if TYPE_CHECKING:
    from intercept.scenario.model.scenario import Scenario

ScenarioT = TypeVar("ScenarioT", bound="Scenario")
MAX_FILE_BYTES = 50_000_000


def read_document(path: str | Path) -> dict[str, Any]:
    """Return the TOML file as a dictionary; a ScenarioError names the file and, for syntax, the line and column."""
    try:
        if Path(path).stat().st_size > MAX_FILE_BYTES:
            raise ScenarioError(f"{path}: larger than {MAX_FILE_BYTES // 1_000_000} MB, which no scenario needs")
        text = Path(path).read_bytes().decode("utf-8")
    except OSError as error:
        raise ScenarioError(f"{path}: cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise ScenarioError(f"{path}: is not UTF-8 text (byte {error.start})") from error
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        raise ScenarioError(f"{path}: is not valid TOML: {error}") from error


def write_document(document: Mapping[str, Any], path: str | Path) -> None:
    """Write a document as TOML."""
    Path(path).write_text(tomli_w.dumps(document), encoding="utf-8")


def validate(kind: type[ScenarioT], document: Mapping[str, Any]) -> ScenarioT:
    """Return the scenario a document describes, or raise a ScenarioError with every mistake.

    Cross-references are checked on the document itself, so that a mistyped number does not hide an unknown name.
    """
    version = document.get("schema_version")
    if version is None:
        raise ScenarioError("schema_version: is missing; write schema_version = 1 at the top of the file")
    if isinstance(version, bool) or version != 1 or not isinstance(version, int):
        raise ScenarioError(f"schema_version: version {shown(version)} is not known; this program reads version 1")
    try:
        return kind.model_validate(document)
    except ValidationError as error:
        details = [entry for entry in error.errors(include_url=False) if not _is_echo(entry)]
        problems = [message(entry, document, kind) for entry in details]
        problems += consistency_problems(document)
        # A plain number that is not finite fails as low, mode and high; it is one mistake.
        raise ScenarioError(list(dict.fromkeys(problems))) from None


def _is_echo(entry: ErrorDetails) -> bool:
    """Whether an error only repeats others: the summary of cross-checks, or a list "too short" for its bad items."""
    return entry["type"] == "scenario_consistency" or (entry["type"] == "too_short" and bool(entry["input"]))


def message(entry: ErrorDetails, document: Mapping[str, Any], kind: type[Scenario]) -> str:
    """Return one pydantic error as `path: what is wrong (got value)`."""
    path = toml_path(entry["loc"], document)
    if entry["type"] == "missing":
        return f"{path}: is missing"
    if entry["type"] == "extra_forbidden":
        return f"{path}: is not a known key{_near(str(entry['loc'][-1]), _known_keys(kind))}"
    if entry["type"] == "union_tag_not_found":
        return f"{path}.kind: is missing; must be {entry['ctx'].get('expected_tags') or 'one of the known kinds'}"
    if entry["type"] == "union_tag_invalid":
        context = entry["ctx"]
        return f"{path}.kind: must be one of {context['expected_tags']} (got {shown(context['tag'])})".replace("'", '"')
    text = TEXTS.get(entry["type"], entry["msg"])
    if entry["type"] == "string_pattern_mismatch":
        text = _pattern_text(entry["ctx"]["pattern"])
    text = text.replace("Input should be", "must be").replace("'", '"')
    text = text.replace("List should", "must").replace("Tuple should", "must").replace(" after validation", "")
    return f"{path}: {text[0].lower()}{text[1:]} (got {shown(entry['input'])})"


TEXTS = {
    "finite_number": "must be a finite number",
    "float_type": "must be a number",
    "int_type": "must be a whole number",
    "bool_type": "must be true or false",
    "string_type": "must be text in quotes",
    "tuple_type": "must be a list",
    "model_type": "must be a table",
    "model_attributes_type": "must be a table",
    "dict_type": "must be a table",
}


def _pattern_text(pattern: str) -> str:
    if ":" in pattern:
        return 'must be a clock time "HH:MM" from 00:00 to 23:59'
    return "must be lower-case letters, digits and underscores, starting with a letter"


def toml_path(location: tuple[int | str, ...], document: Mapping[str, Any]) -> str:
    """Return a pydantic location as a path in the file.

    Pydantic adds steps that are not in the file (the chosen alternative of a union, `[key]` of a mapping); a name
    that is not a key of the table it stands in is left out, unless it is the last one, which may be missing.
    """
    path, node = "", document
    for place, step in enumerate(location):
        if isinstance(step, int):
            path += f"[{step}]"
            node = node[step] if isinstance(node, list | tuple) and step < len(node) else None  # type: ignore[assignment]
        elif isinstance(node, Mapping) and (step in node or place == len(location) - 1):
            if step == "[key]" or (step not in node and step in str(node.get("kind"))):
                continue
            path += f"{'.' if path else ''}{step}"
            node = node.get(step)  # type: ignore[assignment]
    return path or "the file"


def shown(value: object) -> str:
    """Return a value as TOML would show it, shortened."""
    text = _inline(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _inline(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key} = {_inline(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_inline(item) for item in value) + "]"
    return f'"{value}"' if isinstance(value, str) else str(value)


def _near(name: str, known: set[str]) -> str:
    close = difflib.get_close_matches(name, sorted(known), n=3, cutoff=0.6)
    return f"; did you mean {' or '.join(close)}?" if close else ""


@cache
def _known_keys(kind: type[Scenario]) -> set[str]:
    schema = kind.model_json_schema(by_alias=True)
    tables = [schema, *schema.get("$defs", {}).values()]
    return {key for table in tables for key in table.get("properties", {})}


STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")


def set_value(document: dict[str, Any], key: str, value: object) -> dict[str, Any]:
    """Set the value at a path such as `raid.waves[0].count` and return the document.

    Intermediate tables must exist; the last name may be new (the scenario's own checks then judge it).
    """
    steps: list[str | int] = [int(index) if index else name for name, index in STEP.findall(key)]
    node: Any = document
    for place, step in enumerate(steps):
        last = place == len(steps) - 1
        known = step in node if isinstance(node, dict) else isinstance(node, list) and step in range(len(node))
        if not known and not (last and isinstance(node, dict)):
            break
        if last:
            node[step] = value
            return document
        node = node[step]
    raise ScenarioError(f"{key}: there is no such key in the scenario")
