"""What is wrong with a scenario file, in words: one message for each mistake.

A message is `KEY = VALUE is not allowed: must be ...`, where KEY is the path in the file, such as
`raid.waves[2].count`; places in a list count from 0.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from intercept.base import arguments
from intercept.base.words import meant

SHOWN_MAX = 60
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


def not_allowed(path: str, value: object, must: str) -> str:
    """Return the message for a value that a key cannot have."""
    return f"{path} = {shown(value)} is not allowed: {must}"


def not_a_name(what: str, name: str, known: Collection[str]) -> str:
    """Say that a name must be one of those known, and which are like it."""
    article = "an" if what[0] in "aeiou" else "a"
    if near := meant(name, known):
        return f"must be the name of {article} {what}; {near}"
    return f"must be the name of {article} {what}: {', '.join(sorted(known))}" if known else f"there is no {what}"


def message(entry: ErrorDetails, document: Mapping[str, Any], kind: type[BaseModel]) -> str:
    """Return one of pydantic's errors about a document as a message."""
    path = toml_path(entry["loc"], document)
    if entry["type"] == "missing":
        return f"{path} is missing"
    if entry["type"] == "extra_forbidden":
        near = meant(str(entry["loc"][-1]), _known_keys(kind), cutoff=0.6)
        return f"{path} is not a known key" + (f"; {near}" if near else "")
    if entry["type"] == "union_tag_not_found":
        return f"{path}.kind is missing: must be {entry['ctx'].get('expected_tags') or 'one of the known kinds'}"
    if entry["type"] == "union_tag_invalid":
        context = entry["ctx"]
        expected = context["expected_tags"].replace("'", '"')
        return not_allowed(f"{path}.kind", context["tag"], f"must be one of {expected}")
    return not_allowed(path, entry["input"], _must(entry))


def _must(entry: ErrorDetails) -> str:
    """Return what a value must be, from pydantic's own words where they are plain."""
    if entry["type"] == "string_pattern_mismatch":
        return _pattern_text(entry["ctx"]["pattern"])
    text = TEXTS.get(entry["type"], entry["msg"]).replace("Input should be", "must be").replace("'", '"')
    for start in ("List should", "Tuple should", "String should", "Dictionary should"):
        text = text.replace(start, "must")
    text = text.replace(" after validation", "")
    if entry["type"] == "too_short":
        text = text.split(", not")[0]
    return text[0].lower() + text[1:]


def _pattern_text(pattern: str) -> str:
    if "{64}" in pattern:
        return "must be 64 hexadecimal digits, as sha256sum prints them"
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
            # Of a table of several kinds, pydantic names the kind before the key, which may have the same name.
            is_kind = step == node.get("kind") and place < len(location) - 1
            if step == "[key]" or is_kind or (step not in node and step in str(node.get("kind"))):
                continue
            path += f"{'.' if path else ''}{step}"
            node = node.get(step)  # type: ignore[assignment]
    return path or "the file"


def shown(value: object) -> str:
    """Return a value as TOML would show it, shortened."""
    text = _inline(value)
    return text if len(text) <= SHOWN_MAX else text[: SHOWN_MAX - 3] + "..."


def _inline(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key} = {_inline(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_inline(item) for item in value) + "]"
    return f'"{value}"' if isinstance(value, str) else arguments.shown(value)


@cache
def _known_keys(kind: type[BaseModel]) -> set[str]:
    schema = kind.model_json_schema(by_alias=True)
    tables = [schema, *schema.get("$defs", {}).values()]
    return {key for table in tables for key in table.get("properties", {})}
