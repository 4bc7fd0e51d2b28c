"""Checks of arguments that public functions share: a message names the argument, its value and what is allowed."""

from __future__ import annotations

import operator
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from intercept.errors import InvalidParameterError

THREADS_MAX = 1024
Kind = TypeVar("Kind")


def whole(name: str, value: object, low: int, high: int) -> int:
    """Return a whole number (of Python or NumPy, not a boolean) from low to high.

    Raises
    ------
    InvalidParameterError
        The value is not a whole number, or out of range.
    """
    try:
        number = operator.index(value)  # type: ignore[arg-type]
    except TypeError:
        number = None
    if number is None or isinstance(value, bool | np.bool_) or not low <= number <= high:
        raise InvalidParameterError(f"{name} = {value} is not allowed: must be a whole number from {low} to {high}")
    return number


def finite(name: str, value: object, low: float, high: float) -> float:
    """Return a real number from low to high.

    Raises
    ------
    InvalidParameterError
        The value is not a real number, not finite, or out of range.
    """
    number = float(value) if isinstance(value, int | float | np.integer | np.floating) else np.nan
    if isinstance(value, bool) or not low <= number <= high:
        raise InvalidParameterError(f"{name} = {value} is not allowed: must be finite and within [{low}, {high}]")
    return number


def instance(name: str, value: Kind, *kinds: type) -> Kind:
    """Return a value that is one of the package's kinds of thing.

    Raises
    ------
    InvalidParameterError
        It is something else.
    """
    if isinstance(value, kinds):
        return value
    names = " or ".join(map(public_name, kinds))
    raise InvalidParameterError(f"{name} = {value!r} is not allowed: must be an {names}")


def public_name(kind: type) -> str:
    """Return the name by which users know a class, such as `ic.World` or `ic.flights.Vehicle`."""
    room = "flights." if kind.__module__.startswith("intercept.flight.kinds.") else ""
    return f"ic.{room}{kind.__name__}"


def threads(value: object) -> int:
    """Return a number of worker threads: 0 (all cores) to 1024."""
    return whole("threads", value, 0, THREADS_MAX)


def numbers(name: str, value: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Return an array of real numbers.

    Raises
    ------
    InvalidParameterError
        The values are not real numbers in an array.
    """
    try:
        array = np.asarray(value)
    except ValueError as error:
        raise InvalidParameterError(f"{name} is not allowed: must be numbers in rows of one length") from error
    if array.dtype.kind not in "fiu" and array.size:
        raise InvalidParameterError(f"{name} is not allowed: must be real numbers, not {array.dtype}")
    return array.astype(np.float64, copy=False)


def vectors(name: str, value: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Return vectors as an array of shape (n, 3); one vector may have the shape (3,).

    Raises
    ------
    InvalidParameterError
        The shape is another.
    """
    array = numbers(name, value)
    if array.shape == (3,):
        array = array.reshape(1, 3)
    if array.ndim != 2 or array.shape[1] != 3:
        raise InvalidParameterError(f"{name} of shape {array.shape} is not allowed: must be of shape (n, 3) or (3,)")
    return np.ascontiguousarray(array)


def column(name: str, value: npt.ArrayLike, length: int | None = None) -> npt.NDArray[np.float64]:
    """Return numbers as an array of shape (n,); one number stands for all where a length is given.

    Raises
    ------
    InvalidParameterError
        The shape is another.
    """
    if length is not None and type(value) is float:
        return np.full(length, value)
    array = np.atleast_1d(numbers(name, value))
    if array.ndim != 1 or (length is not None and array.shape not in {(1,), (length,)}):
        allowed = "(n,)" if length is None else f"({length},), or one number"
        raise InvalidParameterError(f"{name} of shape {array.shape} is not allowed: must be of shape {allowed}")
    if length is not None and len(array) != length:
        return np.full(length, array[0])
    return np.ascontiguousarray(array)
