"""What is wrong with a scenario file, in words: one message for each mistake.

A message is `KEY = VALUE is not allowed: must be ...`, where KEY is the path in the file, such as
`raid.waves[2].count`; places in a list count from 0.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from intercept.base import arguments
from intercept.base.cut import cut
from intercept.base.words import meant, near, obeyed, visible

# How like a wrong key those must be that are named.
LIKENESS = 0.6
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
    if asked := meant(name, known):
        return f"must be the name of {article} {what}; {asked}"
    return f"must be the name of {article} {what}: {', '.join(sorted(known))}" if known else f"there is no {what}"


def message(entry: ErrorDetails, document: Mapping[str, Any], kind: type[BaseModel]) -> str:
    """Return one of pydantic's errors about a document as a message."""
    path = toml_path(entry["loc"], document)
    if entry["type"] == "missing":
        return f"{path} is missing"
    if entry["type"] == "extra_forbidden":
        like = _like(str(entry["loc"][-1]), _keys_at(entry["loc"][:-1], _schema(kind)))
        within = f"{toml_path(entry['loc'][:-1], document)}." if len(entry["loc"]) > 1 else ""
        whole = [f"{within}{key}" for key in like]
        return f"{cut(path)} is not a known key" + (f"; did you mean {' or '.join(whole)}?" if whole else "")
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
    text = TEXTS.get(entry["type"], entry["msg"]).replace("Input should be", "must be")
    # Around a value, and no apostrophe.
    text = re.sub(r"(?<!\w)'([^']*)'(?!\w)", r'"\1"', text)
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
    return cut(_inline(value))


def _inline(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key} = {_inline(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_inline(item) for item in value) + "]"
    return arguments.shown(value)


def control_characters(part: object, path: str = "") -> list[str]:
    """Return a message for each text of a document that has control characters, which a terminal would obey."""
    if isinstance(part, str) and obeyed(part):
        return [not_allowed(path or "the file", part, "must have no control characters")]
    if isinstance(part, Mapping):
        inside = {f"{path}.{key}" if path else str(key): each for key, each in part.items()}
        wrong = [f"{visible(key)} is not allowed: must have no control characters" for key in inside if obeyed(key)]
        return wrong + [one for key, each in inside.items() for one in control_characters(each, key)]
    if isinstance(part, list | tuple):
        return [one for k, each in enumerate(part) for one in control_characters(each, f"{path}[{k}]")]
    return []


def _like(name: str, paths: Collection[str]) -> list[str]:
    """Return the paths from a table to the keys that are like a name: those of the same name, else up to three."""
    same = [path for path in paths if path.split(".")[-1] == name]
    if same:
        return same
    ends = {path.split(".")[-1] for path in paths}
    # A key of the table itself before the same one further in.
    return [min((path for path in paths if path.split(".")[-1] == end), key=len) for end in near(name, ends, LIKENESS)]


def _keys_at(location: tuple[int | str, ...], schema: dict[str, Any]) -> set[str]:
    """Return the keys that a table at a place may have, and, as `limits.burst_s`, those of the tables in it."""
    tables = _tables(schema, schema)
    for step in location:
        inside = [found for table in tables for found in _tables(_child(table, step), schema)]
        # The chosen kind of a union is a step of pydantic's, not of the file.
        tables = inside or tables
    own = {key: _tables(item, schema) for table in tables for key, item in table.get("properties", {}).items()}
    further = {f"{key}.{end}" for key, parts in own.items() for part in parts for end in part.get("properties", {})}
    return {*own, *further}


def _child(table: Mapping[str, Any], step: int | str) -> Any:  # noqa: ANN401 - any JSON
    """Return the schema of what stands in a table under a key, or in a list at a place; None for neither."""
    if isinstance(step, int):
        return table.get("items")
    return table.get("properties", {}).get(step) or table.get("additionalProperties")


def _tables(schema: Any, root: dict[str, Any]) -> list[dict[str, Any]]:  # noqa: ANN401 - any JSON
    """Return the tables and lists that a schema may stand for: of references and unions all of theirs."""
    if not isinstance(schema, dict):
        return []
    if "$ref" in schema:
        return _tables(root["$defs"][schema["$ref"].rsplit("/", 1)[-1]], root)
    parts = [part for union in ("anyOf", "oneOf") for part in schema.get(union, ())]
    return [found for part in parts for found in _tables(part, root)] if parts else [schema]


@cache
def _schema(kind: type[BaseModel]) -> dict[str, Any]:
    return kind.model_json_schema(by_alias=True)
