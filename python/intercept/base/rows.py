"""A flight's values as numbers, or the name of the one that is none."""

from __future__ import annotations

from collections.abc import Sequence

from intercept.errors import InvalidParameterError


def floats(**named: float) -> list[float]:
    """Return values as floats, in order.

    Raises
    ------
    InvalidParameterError
        A value is not a number.
    """
    values = []
    for name, value in named.items():
        try:
            values.append(float(value))
        except (TypeError, ValueError) as error:
            raise InvalidParameterError(f"{name} = {value!r} is not allowed: must be a number") from error
    return values


def place(name: str, value: Sequence[float]) -> tuple[float, float, float]:
    """Return latitude (rad), longitude (rad) and altitude (m).

    Raises
    ------
    InvalidParameterError
        There are not three numbers.
    """
    try:
        latitude, longitude, altitude = map(float, value)
    except (TypeError, ValueError) as error:
        raise InvalidParameterError(
            f"{name} = {value!r} is not allowed: must be latitude (rad), longitude (rad), altitude (m)"
        ) from error
    return latitude, longitude, altitude
