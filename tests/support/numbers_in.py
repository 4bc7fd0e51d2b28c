"""Every number that a scenario file can hold, as its schema has them, and a document with another value there."""

import copy
import itertools
import tomllib

from tree import ROOT

from intercept.scenario.model.scenario import json_schema

HERE = {"east_km": 10, "north_km": 20}
# What the small example lacks: sites of its own, and classes of the user's.
MORE = {
    "sensors": [{"name": "own sensor", "class": "surveillance_radar", "position": HERE}],
    "fire_units": [{"name": "own unit", "class": "medium_range_sam", "position": HERE}],
    "classes": {
        "threat": {"own_threat": {"base": "one_way_attack_drone"}},
        "defence": {"own_defence": {"base": "medium_range_sam"}},
        "sensor": {"own_sensor": {"base": "surveillance_radar"}},
    },
    "claimed": [{"class": "one_way_attack_drone", "launched": 9, "destroyed": 5, "not_reach_goal": 1}],
}
# Of tables whose keys are names: those of a class, by what holds the table, and any name elsewhere.
KEYS = {
    ("classes", "threat"): "own_threat",
    ("classes", "defence"): "own_defence",
    ("classes", "sensor"): "own_sensor",
    ("sensors", 0, "overrides"): "range_km",
    ("fire_units", 0, "overrides"): "slant_range_max_km",
}
ANY_KEY = "energy"
# The schema leaves the parameters of a class open.
OF_CLASSES = [
    ("classes", "threat", "own_threat", "cruise_speed_m_s"),
    ("classes", "defence", "own_defence", "slant_range_max_km"),
    ("classes", "sensor", "own_sensor", "range_km"),
]
SPAN = ("low", "mode", "high")


def document():
    """Return a document in which most tables are there."""
    small = tomllib.loads((ROOT / "examples" / "notional-small.toml").read_text(encoding="utf-8"))
    return copy.deepcopy({**small, **MORE})


def numbers_in():
    """Return the path of every number, with the kind that tables on the way must have, by their paths."""
    schema = json_schema()
    found = {(*path, *end): {} for path in OF_CLASSES for end in [(), *((part,) for part in SPAN)]}
    for path, kinds in _inside(schema, schema, ()):
        found.setdefault(path, kinds)
    return found


def _alternatives(part, schema):
    if "$ref" in part:
        yield from _alternatives(schema["$defs"][part["$ref"].rsplit("/", 1)[-1]], schema)
        return
    union = [each for key in ("anyOf", "oneOf") for each in part.get(key, ())]
    for each in union:
        yield from _alternatives(each, schema)
    if not union:
        yield part


def _inside(part, schema, path):
    for table in _alternatives(part, schema):
        if table.get("type") in ("integer", "number"):
            yield path, {}
        steps = dict(table.get("properties", {}))
        if isinstance(table.get("additionalProperties"), dict):
            steps[KEYS.get(path, ANY_KEY)] = table["additionalProperties"]
        if isinstance(table.get("items"), dict):
            steps[0] = table["items"]
        kind = table.get("properties", {}).get("kind", {}).get("const")
        for step, inside in steps.items():
            for full, kinds in _inside(inside, schema, (*path, step)):
                yield full, {path: kind, **kinds} if kind else kinds


def with_number(path, kinds, value):
    """Return the document with a number at a path, in tables that are made where there are none."""
    made = document()
    for table, kind in kinds.items():
        _put(made, (*table, "kind"), kind)
    if path[-1] in SPAN:
        _put(made, path[:-1], dict.fromkeys(SPAN, 1))
    _put(made, path, value)
    return made


def _put(node, path, value):
    for step, following in itertools.pairwise(path):
        empty = [] if isinstance(following, int) else {}
        if isinstance(node, list) and step == len(node):
            node.append(empty)
        if isinstance(node, dict) and not isinstance(node.get(step), dict | list):
            node[step] = empty
        node = node[step]
    if isinstance(node, list) and path[-1] == len(node):
        node.append(value)
    else:
        node[path[-1]] = value


def as_key(path):
    """Return a path as a message writes it."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).removeprefix(".")
