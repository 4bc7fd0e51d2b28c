"""The points of a sweep: every combination of the values that are listed, or points drawn between them."""

from __future__ import annotations

import hashlib
import itertools
import json
import math
from collections.abc import Hashable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, cast

import numpy as np
import numpy.typing as npt

import intercept._core as _core
from intercept.base.arguments import choice, refused, shown, whole
from intercept.base.cut import cut
from intercept.base.outside import of_scenario
from intercept.catalogue.draw import named_stream
from intercept.errors import InvalidParameterError
from intercept.raid.recipe import plain
from intercept.scenario.design import check_power_of_two
from intercept.scenario.model.scenario import Scenario

Kind: TypeAlias = Literal["grid", "latin_hypercube", "sobol"]
Array: TypeAlias = npt.NDArray[np.float64]

KINDS: tuple[Kind, ...] = ("grid", "latin_hypercube", "sobol")
POINTS_MAX = 10_000
KEYS_MAX = 32
# Larger whole numbers are not exact as floating-point ones.
WHOLE_MAX = 2**53
# Between larger ones no number in (0, 1) tells whole numbers apart.
DRAWN_MAX = 2**64


@dataclass(frozen=True, eq=False)
class SweepPoint:
    """One point: the value of each key, and the scenario that has them."""

    values: Mapping[str, Any]
    scenario: Scenario


@dataclass(frozen=True, eq=False)
class SweepPlan:
    """What a sweep varies.

    Attributes
    ----------
    values
        As they were given: by key the values listed, or two numbers between which values are drawn.
    design, size
        "grid", "latin_hypercube" or "sobol"; how many points are drawn, None of a grid.
    points
        In the order of the grid, the last key the fastest, or as drawn.
    """

    values: Mapping[str, Sequence[Any]]
    design: Kind
    size: int | None
    points: tuple[SweepPoint, ...]

    @classmethod
    def of(cls, scenario: Scenario, values: object, design: object, size: object, seed: int) -> SweepPlan:
        """Return the plan of a sweep, with every scenario of it checked.

        Raises
        ------
        InvalidParameterError
            The values are not lists by keys, or the design or size is not allowed.
        ScenarioError
            A key or a value is not one of the scenario's; the message begins with the key and the value.
        """
        kind: Kind = choice("design", cast("Kind", design), KINDS)
        given = {key: _listed(key, each) for key, each in _keys(values).items()}
        if kind == "grid":
            if size is not None:
                raise refused("size", size, "left out of a grid, which has every combination of its values")
            count, number = math.prod(map(len, given.values())), None
            if count > POINTS_MAX:
                raise InvalidParameterError(
                    f"values with {count:,} combinations are not allowed: must be at most {POINTS_MAX:,}"
                )
            combined: Iterable[Sequence[Any]] = itertools.product(*given.values())
        else:
            number = whole("size", size, 1, POINTS_MAX)
            if kind == "sobol":
                check_power_of_two("size", number)
            for key, each in given.items():
                _check_ends(key, each)
            drawn = _drawn(tuple(given), kind, number, seed)
            combined = zip(*([_at(each, u) for u in drawn[key]] for key, each in given.items()), strict=True)
        points = tuple(_point(scenario, dict(zip(given, each, strict=True))) for each in combined)
        return cls(given, kind, number, points)

    def told(self) -> dict[str, Any]:
        """Return what makes the plan again, as plain values for JSON."""
        return {"values": dict(self.values), "design": self.design, "size": self.size}

    def column(self, key: str, points: Sequence[int]) -> list[Any]:
        """Return the values of a key at some points as a column of a table."""
        every = as_column([point.values[key] for point in self.points])
        return [every[k] for k in points]


def as_column(values: Sequence[Any]) -> list[Any]:
    """Return values of a key as a column of a table: numbers, whole if all are, true and false, or else text."""
    if all(isinstance(value, bool) for value in values):
        return list(values)
    if all(type(value) is int and abs(value) <= WHOLE_MAX for value in values):
        return list(values)
    if all(_is_number(value) for value in values):
        return [float(value) for value in values]
    return [value if isinstance(value, str) else json.dumps(value) for value in values]


def of_point(point: SweepPoint) -> AbstractContextManager[None]:
    """Put the values of a point before what is said of its scenario."""
    return of_scenario(point.scenario.file, _told(point.values))


def _told(values: Mapping[str, Any]) -> str:
    return ", ".join(f"{cut(key)} = {shown(value)}" for key, value in values.items())


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _keys(values: object) -> dict[str, object]:
    if not isinstance(values, Mapping) or not 1 <= len(values) <= KEYS_MAX:
        raise refused("values", values, f"a mapping of 1 to {KEYS_MAX} keys of the scenario to their values")
    for key in values:
        if not isinstance(key, str) or key == "run" or key.startswith("run."):
            raise refused("key of values", key, "a key of the scenario other than its run settings")
    return dict(values)


def _listed(key: str, values: object) -> list[Any]:
    if isinstance(values, str | bytes | Mapping) or not isinstance(values, Iterable) or not (found := list(values)):
        raise InvalidParameterError(
            f"values of {cut(key)} = {shown(values)} are not allowed: must be a list of at least one value"
        )
    listed = [plain(value) for value in found]
    if len({_same(value) for value in listed}) < len(listed):
        raise InvalidParameterError(f"values of {cut(key)} = {shown(values)} are not allowed: must all be different")
    return listed


def _same(value: object) -> Hashable:
    """Return what equal values share: 1 and 1.0 are the same number, of any size, and true is none."""
    if isinstance(value, Mapping):
        return frozenset((key, _same(each)) for key, each in value.items())
    if isinstance(value, list):
        return tuple(map(_same, value))
    return (isinstance(value, bool), value) if isinstance(value, Hashable) else id(value)


def _point(scenario: Scenario, values: dict[str, Any]) -> SweepPoint:
    with of_scenario(None, _told(values)):
        return SweepPoint(values, scenario.with_values(values))


def _drawn(keys: Sequence[str], kind: Kind, size: int, seed: int) -> dict[str, Array]:
    """Return for each key one number in (0, 1) for each point; those of a key depend on its name and the seed alone."""
    if kind == "latin_hypercube":
        streams = {key: named_stream(seed, 0, f"sweep {key}") for key in keys}
        return {key: (rng.permutation(size) + rng.random(size)) / size for key, rng in streams.items()}
    number = np.arange(size, dtype=np.uint64)
    digest = hashlib.sha256(f"sweep {seed}".encode()).digest()
    scramble = np.full(size, int.from_bytes(digest[:4], "little"), dtype=np.uint32)
    return {
        key: _core.sobol_points(number, np.full(size, place, dtype=np.uint64), scramble)
        for place, key in enumerate(keys)
    }


def _check_ends(key: str, values: Sequence[Any]) -> None:
    """Raise InvalidParameterError for whole numbers so large that nothing can be drawn between them."""
    wrong = [value for value in values if isinstance(value, int) and abs(value) > DRAWN_MAX]
    if wrong and len(values) == 2 and all(map(_is_number, values)):
        raise refused(f"values of {cut(key)}", wrong[0], "numbers from -2^64 to 2^64, as values are drawn between them")


def _at(values: Sequence[Any], u: float) -> Any:  # noqa: ANN401 - any value that a scenario has
    """Return the value at a place in (0, 1): between two numbers, whole if both are, or one of a list."""
    if len(values) == 2 and all(map(_is_number, values)):
        low, high = sorted(values)
        if isinstance(low, int) and isinstance(high, int):
            return low + math.floor(u * (high - low + 1))
        return low + float(u) * (high - low)
    return values[math.floor(u * len(values))]
