"""Checks of the fields of a frozen description when it is made: numbers within their ranges, places, texts."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from intercept.base.arguments import column
from intercept.earth.world import Geodetic
from intercept.errors import InvalidParameterError

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

NAME_LENGTH_MAX = 100
GROUND_MIN_M, GROUND_MAX_M = -1e3, 1e5


def number(name: str, value: object, low: float, high: float) -> float:
    """Return a real number from low to high; an infinite end allows infinity, for "no limit".

    Raises
    ------
    InvalidParameterError
        The value is not a real number, or out of range.
    """
    real = isinstance(value, int | float | np.integer | np.floating) and not isinstance(value, bool)
    # A whole number beyond the greatest float is out of every range.
    try:
        found = float(value) if real else math.nan  # type: ignore[arg-type]
    except OverflowError:
        found = math.nan
    if not low <= found <= high:
        raise InvalidParameterError(f"{name} = {value} is not allowed: must be a number from {low:g} to {high:g}")
    return found


def check_numbers(instance: DataclassInstance, ranges: Mapping[str, tuple[float, float]]) -> None:
    """Turn the fields named into numbers within their ranges; None stays where it is the default.

    Raises
    ------
    InvalidParameterError
        A field is not a number, or out of range.
    """
    optional = {name for name, field in instance.__dataclass_fields__.items() if field.default is None}
    for name, (low, high) in ranges.items():
        value = getattr(instance, name)
        if value is not None or name not in optional:
            object.__setattr__(instance, name, number(name, value, low, high))


def check_rise(instance: DataclassInstance, low: str, high: str) -> None:
    """Raise InvalidParameterError unless the first field named is below the second."""
    if not getattr(instance, low) < getattr(instance, high):
        raise InvalidParameterError(
            f"{low} = {getattr(instance, low):g} is not allowed: must be below {high} = {getattr(instance, high):g}"
        )


def place(name: str, value: Sequence[float]) -> Geodetic:
    """Return a place on the ground: latitude, longitude (rad), altitude (m, 0 unless given).

    Raises
    ------
    InvalidParameterError
        There are not two or three numbers, or one is out of range.
    """
    values = column(name, np.asarray(value))
    if len(values) not in {2, 3}:
        raise InvalidParameterError(
            f"{name} of {len(values)} numbers is not allowed: must be latitude_rad, longitude_rad and, unless 0,"
            " altitude_m"
        )
    found = Geodetic(*values.tolist())
    number(f"{name}.latitude_rad", found.latitude_rad, -math.pi / 2, math.pi / 2)
    number(f"{name}.longitude_rad", found.longitude_rad, -2 * math.pi, 2 * math.pi)
    number(f"{name}.altitude_m", found.altitude_m, GROUND_MIN_M, GROUND_MAX_M)
    return found


def text(name: str, value: object) -> str:
    """Return a name of 1 to 100 characters; raises InvalidParameterError for anything else."""
    if not isinstance(value, str) or not 1 <= len(value) <= NAME_LENGTH_MAX:
        raise InvalidParameterError(
            f"{name} = {value!r} is not allowed: must be text of 1 to {NAME_LENGTH_MAX} letters"
        )
    return value


def texts(name: str, value: object) -> tuple[str, ...]:
    """Return names as a tuple without repetitions; raises InvalidParameterError for anything else."""
    if isinstance(value, str) or not isinstance(value, Sequence | frozenset | set):
        raise InvalidParameterError(f"{name} = {value!r} is not allowed: must be a sequence of names")
    return tuple(dict.fromkeys(text(name, each) for each in value))
