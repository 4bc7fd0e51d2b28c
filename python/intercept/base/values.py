"""Frozen dataclasses that hold arrays: compared by what they hold, printed in a line."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

SHOWN_MAX = 4


class ByValue:
    """Base of a dataclass declared with ``eq=False, repr=False``.

    Two of one type are equal if all their compared fields are: arrays if type, shape and values agree, NaN like NaN.
    Such a thing has no ``hash()``, as an array has none.
    """

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return all(same(value, getattr(other, name)) for name, value in held(self, compared=True))

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={brief(value)}' for name, value in held(self))})"


class ShortRepr:
    """Base of a dataclass declared with ``repr=False``: it prints only what differs from the defaults."""

    def __repr__(self) -> str:
        fields = dataclasses.fields(self)  # type: ignore[arg-type]  # declared a dataclass
        values = [(field, getattr(self, field.name)) for field in fields if field.repr]
        told = [f"{field.name}={brief(value)}" for field, value in values if not same(value, _default(field))]
        return f"{type(self).__name__}({', '.join(told)})"


class Remade:
    """Base of a dataclass with compiled parts: it is copied and pickled by its fields, and made anew from them."""

    def __reduce__(self) -> tuple[Any, ...]:
        fields = dataclasses.fields(self)  # type: ignore[arg-type]  # declared a dataclass
        return _make, (type(self), {field.name: getattr(self, field.name) for field in fields if field.init})


def _make(kind: type, given: dict[str, Any]) -> object:
    return kind(**given)


def _default(field: dataclasses.Field[Any]) -> object:
    return field.default if field.default_factory is dataclasses.MISSING else field.default_factory()


def held(thing: DataclassInstance | ByValue, *, compared: bool = False) -> list[tuple[str, Any]]:
    """Return names and values of the fields that a dataclass prints, or of those that it compares."""
    fields = dataclasses.fields(thing)  # type: ignore[arg-type]  # a ByValue is declared a dataclass
    return [(field.name, getattr(thing, field.name)) for field in fields if (field.compare if compared else field.repr)]


def same(one: object, other: object) -> bool:
    """Tell whether two values are equal, looking into arrays, tuples and mappings; NaN is equal to NaN."""
    if isinstance(one, np.ndarray) or isinstance(other, np.ndarray):
        if not (isinstance(one, np.ndarray) and isinstance(other, np.ndarray)):
            return False
        alike = one.dtype == other.dtype and one.shape == other.shape
        return alike and bool(np.array_equal(one, other, equal_nan=one.dtype.kind == "f"))
    if isinstance(one, tuple | list) and type(one) is type(other):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(same(value, other[key]) for key, value in one.items())
    if isinstance(one, float) and isinstance(other, float):
        return one == other or (math.isnan(one) and math.isnan(other))
    return bool(one == other)


def brief(value: object) -> str:
    """Return a value as text: of an array its type and shape, of a long tuple its first items and its length."""
    if isinstance(value, np.ndarray):
        return f"<{value.dtype}{list(value.shape)}>"
    if isinstance(value, tuple) and len(value) > SHOWN_MAX:
        return f"({', '.join(map(repr, value[:SHOWN_MAX]))}, ... {len(value):,} in all)"
    return repr(value)
