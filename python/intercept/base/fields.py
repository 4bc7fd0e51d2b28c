"""Checks of a flight's fields when it is made: numbers must be numbers. Their ranges are checked when it flies."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from intercept.base.arguments import column, numbers
from intercept.errors import InvalidParameterError

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def point(name: str, value: npt.ArrayLike) -> tuple[float, ...]:
    """Return latitude, longitude (rad) and altitude (m) as three numbers.

    Raises
    ------
    InvalidParameterError
        There are not three of them.
    """
    three = column(name, value)
    if len(three) != 3:
        raise InvalidParameterError(
            f"{name} of {len(three)} numbers is not allowed: must be latitude, longitude, altitude"
        )
    return tuple(three.tolist())


def check_scalars(flight: DataclassInstance, other: set[str]) -> None:
    """Check that all fields of a flight but the others named are single numbers (or None, or switches) as declared.

    Raises
    ------
    InvalidParameterError
        One is not.
    """
    for field in fields(flight):
        value = getattr(flight, field.name)
        optional = field.default is None and value is None
        if field.name in other or optional:
            continue
        if isinstance(field.default, bool):
            if not isinstance(value, bool | np.bool_):
                raise InvalidParameterError(f"{field.name} = {value!r} is not allowed: must be true or false")
            object.__setattr__(flight, field.name, bool(value))
        elif isinstance(value, bool) or numbers(field.name, value).ndim:
            raise InvalidParameterError(f"{field.name} = {value!r} is not allowed: must be one number")
        else:
            object.__setattr__(flight, field.name, float(value))
