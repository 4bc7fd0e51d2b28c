"""The places that the repository's files name: each latitude and longitude that stands in them as a number.

A number is known to be a coordinate by the name that it is given: that of a keyword, a parameter, a variable, a key, or
an option. The names of parameters come from the file itself and from the package's signatures, so that a place counts
whether it is passed by keyword or by position.
"""

from __future__ import annotations

import ast
import dataclasses
import doctest
import inspect
import itertools
import json
import math
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import numpy as np

import intercept as ic

# The South Pacific around the default place, without an island. Rapa (27.6 S), Pitcairn (25 S) and Easter Island (27 S)
# lie north of it, the Chatham Islands (176 W) west, Chile and its islands (from 81 W on) east, Antarctica south.
LATITUDES_DEG, LONGITUDES_DEG = (-60.0, -30.0), (-150.0, -95.0)
# No land lies farther north: what is near the pole is tried there.
ARCTIC_DEG = 84.0
PLACE = re.compile(
    r"(?:.*_)?(?:place|point|launch|launcher|destination|aim|aimpoint|position|reference|middle|centre|center|site|home|"
    r"here|there|start|end|target|origin|along|waypoint|far|near|corner|track|route|line)s?",
    re.IGNORECASE,
)
COORDINATE = re.compile(r"(?:.*_)?(lat|lon)(?:g?itude)?s?(?:_\d)?(_rad|_deg)?", re.IGNORECASE)
# Points of other planes than the Earth's surface, such as (time, pitch); as keywords they are `points` alone.
NO_PLACES = {"PitchProgramme", "linspace", "interp"}
_EXAMPLES = doctest.DocTestParser()


class Named(NamedTuple):
    """A coordinate in degrees, the line it stands in, and the outermost function or constant it belongs to."""

    line: int
    owner: str
    coordinate: str
    degrees: float

    def is_at_sea(self) -> bool:
        """Whether the coordinate lies in open ocean, or beyond the globe: no place, as in tests of bad input."""
        if self.coordinate == "longitude":
            return LONGITUDES_DEG[0] <= self.degrees <= LONGITUDES_DEG[1] or abs(self.degrees) > 360.0
        return LATITUDES_DEG[0] <= self.degrees <= LATITUDES_DEG[1] or self.degrees > ARCTIC_DEG or self.degrees < -90.0


def in_python(text: str) -> list[Named]:
    """Return the coordinates in Python's code and in the examples of its docstrings."""
    tree, found = ast.parse(text), []
    reader = _Reader(tree)
    for statement in tree.body:
        reader.owner = _name(statement)
        for node in ast.walk(statement):
            found += reader.coordinates(node)
            found += _in_docstring(node)
    return sorted({*found, *_in_docstring(tree), *in_options(text)})


def _in_docstring(node: ast.AST) -> list[Named]:
    """Return the coordinates in the examples of a docstring."""
    if not isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
        return []
    shown = "".join(example.source for example in _EXAMPLES.get_examples(ast.get_docstring(node) or ""))
    line = getattr(node, "lineno", 1)
    return [named._replace(line=line, owner="docstring") for named in in_python(shown)] if shown else []


def in_markdown(text: str) -> list[Named]:
    """Return the coordinates in the blocks of Python and of TOML in a page, and after --from."""
    found = in_options(text)
    for block in re.finditer(r"^```(python|toml)\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        first = text.count("\n", 0, block.start(2))
        read = in_python if block[1] == "python" else in_toml
        found += [named._replace(line=first + named.line, owner="block") for named in read(block[2])]
    return found


def in_notebook(text: str) -> list[Named]:
    """Return the coordinates in the code of a notebook; lines are counted over its cells."""
    sources = ["".join(cell["source"]) for cell in json.loads(text)["cells"] if cell["cell_type"] == "code"]
    return in_python("\n".join(source for source in sources if not source.startswith("!")))


def in_toml(text: str) -> list[Named]:
    """Return the coordinates in a scenario file."""
    return list(_in_table(tomllib.loads(text), "scenario"))


def _in_table(value: object, key: str) -> Iterator[Named]:
    if isinstance(value, dict):
        yield from (named for inner, item in value.items() for named in _in_table(item, inner))
    elif isinstance(value, list):
        yield from (named for item in value for named in _in_table(item, key))
    elif (which := COORDINATE.fullmatch(key)) and isinstance(value, int | float):
        yield _named(1, key, which[1], float(value), which[2] or "_deg")


def in_options(text: str) -> list[Named]:
    """Return the coordinates after --from, in commands and in lists of arguments."""
    number = r"(-?\d+(?:\.\d+)?)"
    options = re.finditer(rf"--from(?:=|\s+|\",\s*)[\"']?{number},{number}", text)
    pairs = ((text.count("\n", 0, option.start()) + 1, option.groups()) for option in options)
    return [
        _named(line, "--from", which, float(v), "_deg")
        for line, pair in pairs
        for which, v in zip(("lat", "lon"), pair, strict=True)
    ]


def _named(line: int, owner: str, which: str, value: float, unit: str) -> Named:
    """Return a coordinate; without a unit it is in radians, unless it is too large for that."""
    which = "latitude" if which.lower() == "lat" else "longitude"
    turn = math.pi / 2 if which == "latitude" else 2 * math.pi
    in_degrees = unit.lower() == "_deg" or (not unit and abs(value) > turn + 0.1)
    return Named(line, owner, which, value if in_degrees else math.degrees(value))


def _name(node: ast.stmt) -> str:
    """Return the name of what a statement of a module defines."""
    if isinstance(node, ast.Assign):
        return ast.unparse(node.targets[0])
    return getattr(node, "name", type(node).__name__)


def _last(call: ast.Call) -> str:
    """Return the last part of the name that is called."""
    return ast.unparse(call.func).split(".")[-1]


class _Reader:
    """Finds the coordinates in the nodes of one file."""

    def __init__(self, tree: ast.Module) -> None:
        self.owner = ""
        self.known: dict[str, object] = {"np": np, "math": math, "radians": math.radians}
        self.parameters = public_parameters() | {
            node.name: [argument.arg for argument in node.args.args if argument.arg not in ("self", "cls")]
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef)
        }
        for statement in tree.body:
            if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
                value = self.number(statement.value)
                self.known |= {} if value is None else {statement.targets[0].id: value}

    def number(self, node: ast.expr) -> float | None:
        """Return the value of an expression of numbers and constants of the module, or None."""
        if not isinstance(node, ast.Constant | ast.UnaryOp | ast.BinOp | ast.Name | ast.Attribute | ast.Call):
            return None
        if any(isinstance(inner, ast.Name) and inner.id not in self.known for inner in ast.walk(node)):
            return None
        try:
            value = eval(compile(ast.Expression(node), "number", "eval"), {"__builtins__": {}}, self.known)  # noqa: S307
        except Exception:  # noqa: BLE001 - not an expression of numbers
            return None
        return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None

    def coordinates(self, node: ast.AST) -> Iterator[Named]:
        """Yield the coordinates that a node names."""
        for name, value in self.names(node):
            if which := COORDINATE.fullmatch(name):
                yield from self.values(value, which[1], which[2] or "")
            elif PLACE.fullmatch(name):
                yield from self.pairs(value)

    def names(self, node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
        """Yield what a node gives names to: each name with its value."""
        if isinstance(node, ast.Call):
            yield from (
                (keyword.arg, keyword.value) for keyword in node.keywords if keyword.arg not in (None, "points")
            )
            yield from self.positional(node)
        elif isinstance(node, ast.Dict):
            keyed = zip(node.keys, node.values, strict=True)
            yield from ((str(k.value), v) for k, v in keyed if isinstance(k, ast.Constant) and k.value != "points")
        elif isinstance(node, ast.Assign):
            yield from (pair for target in node.targets for pair in unpacked(target, node.value))
        elif isinstance(node, ast.AnnAssign) and node.value:
            yield from unpacked(node.target, node.value)
        elif isinstance(node, ast.For | ast.comprehension) and isinstance(node.iter, ast.Tuple | ast.List):
            yield from (pair for value in node.iter.elts for pair in unpacked(node.target, value))
        elif isinstance(node, ast.arguments):
            given = [*node.args[len(node.args) - len(node.defaults) :], *node.kwonlyargs]
            defaults = [*node.defaults, *node.kw_defaults]
            yield from ((argument.arg, value) for argument, value in zip(given, defaults, strict=True) if value)
        elif isinstance(node, ast.Tuple) and len(node.elts) == 2 and isinstance(node.elts[0], ast.Constant):
            yield str(node.elts[0].value), node.elts[1]

    def positional(self, call: ast.Call) -> Iterator[tuple[str, ast.expr]]:
        """Yield the positional arguments of a call with the names of its parameters."""
        name = ast.unparse(call.func)
        last = name.split(".")[-1]
        if last in NO_PLACES:
            return
        if last == "parametrize" and len(call.args) == 2 and isinstance(call.args[1], ast.List | ast.Tuple):
            words = ast.literal_eval(call.args[0])
            names = ast.Tuple(
                [ast.Name(word.strip()) for word in (words.split(",") if isinstance(words, str) else words)]
            )
            target = names if len(names.elts) > 1 else names.elts[0]
            yield from (pair for row in call.args[1].elts for pair in unpacked(target, row))
        of = ".".join(name.split(".")[-2:])
        given = itertools.takewhile(lambda argument: not isinstance(argument, ast.Starred), call.args)
        yield from zip(self.parameters.get(of, self.parameters.get(last, [])), given, strict=False)

    def pairs(self, node: ast.expr, unit: str = "_rad") -> Iterator[Named]:
        """Yield the coordinates of a place, or of the places in a list, an array or a choice."""
        if isinstance(node, ast.Call) and node.args and (call := _last(node)) in ("array", "radians"):
            yield from self.pairs(node.args[0], "_deg" if call == "radians" else unit)
        elif isinstance(node, ast.IfExp):
            yield from (named for branch in (node.body, node.orelse) for named in self.pairs(branch, unit))
        elif isinstance(node, ast.Tuple | ast.List):
            if (
                len(node.elts) in (2, 3)
                and not isinstance(node.elts[0], ast.Starred)
                and self.can_be_place(node.elts, 90.0 if unit == "_deg" else math.pi / 2)
            ):
                for which, item in zip(("lat", "lon"), node.elts[:2], strict=True):
                    yield from self.values(item, which, unit)
            else:
                yield from (named for item in node.elts for named in self.pairs(item, unit))

    def can_be_place(self, items: list[ast.expr], right_angle: float) -> bool:
        """Whether the items can be a latitude and a longitude, as far as they are numbers."""
        latitude, longitude = (self.number(item) for item in items[:2])
        whole = all(isinstance(item, ast.Constant) and isinstance(item.value, int) for item in items[:2])
        if whole or (latitude is None and longitude is None):
            return False
        return abs(latitude or 0.0) <= right_angle and abs(longitude or 0.0) <= 4 * right_angle

    def values(self, node: ast.expr, which: str, unit: str) -> Iterator[Named]:
        """Yield a coordinate, or those of a list or an array of one coordinate."""
        value = self.number(node)
        if value is not None:
            yield _named(node.lineno, self.owner, which, value, unit)
        elif isinstance(node, ast.Tuple | ast.List):
            yield from (named for item in node.elts for named in self.values(item, which, unit))
        elif isinstance(node, ast.Call) and node.args and _last(node) in ("array", "radians", "linspace", "uniform"):
            for item in node.args[:2]:
                yield from self.values(item, which, "_deg" if _last(node) == "radians" else unit)


def unpacked(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    """Yield the names of a target of an assignment, each with its part of the value."""
    if isinstance(target, ast.Name):
        yield target.id, value
    elif (
        isinstance(target, ast.Tuple)
        and isinstance(value, ast.Tuple | ast.List)
        and len(target.elts) == len(value.elts)
    ):
        yield from (pair for t, v in zip(target.elts, value.elts, strict=True) for pair in unpacked(t, v))
    elif isinstance(target, ast.Tuple) and isinstance(value, ast.Call) and value.args:
        parts = value.args if isinstance(value.args[0], ast.Constant) else getattr(value.args[0], "elts", [])
        yield from (pair for t, v in zip(target.elts, parts, strict=False) for pair in unpacked(t, v))


@cache
def public_parameters() -> dict[str, list[str]]:
    """Return the names of the parameters of all that is public and called, by its name (`Sensor.of_class`, `fly`)."""
    found: dict[str, list[str]] = {}
    for home in (ic, ic.earth, ic.flights):
        for name in home.__all__:
            thing = getattr(home, name)
            if inspect.isfunction(thing) or dataclasses.is_dataclass(thing) or hasattr(thing, "_fields"):
                found[name] = list(inspect.signature(thing).parameters)
            if isinstance(thing, type):
                for member, what in inspect.getmembers(thing, inspect.isroutine):
                    if inspect.isfunction(what) or inspect.ismethod(what):
                        found[f"{name}.{member}"] = [p for p in inspect.signature(what).parameters if p != "self"]
    return found
