"""Checks of arguments that public functions share: a message names the argument, its value and what is allowed."""

from __future__ import annotations

import math
import operator
import sys
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import fields
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import numpy.typing as npt

from intercept.base.blocks import copied
from intercept.base.cut import SHOWN_MAX, cut
from intercept.base.words import numeral, obeyed, one_of, quoted
from intercept.errors import InvalidParameterError

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

THREADS_MAX = 1024
FLOAT64 = np.dtype(np.float64)
NAME_LENGTH_MAX = 100
Kind = TypeVar("Kind")
# Public modules below the package, by the modules in which their classes are written.
_ROOMS = {"intercept.earth.places": "earth.", "intercept.flight.kinds.": "flights.", "intercept.record.": "record."}


def shown(value: object) -> str:
    """Return a value as a message shows it: on one line, cut where it is long; of a path the end stays."""
    try:
        text = _told(value)
    except Exception:  # noqa: BLE001 - a whole number of more digits than Python writes, or a class whose repr fails
        most = sys.get_int_max_str_digits()
        text = f"<{f'a whole number of over {most:,} digits' if isinstance(value, int) else type(value).__name__}>"
    return cut(" ".join(text.split()), end=isinstance(value, PurePath))


def _told(value: object) -> str:
    """Return a value as Python writes it, but for text, which is in double quotes everywhere."""
    if isinstance(value, str | PurePath):
        return quoted(str(value))
    # Of a class derived from one of these the own way of being written stays; what is long is cut anyway.
    if type(value) is dict and len(value) <= SHOWN_MAX:
        return "{" + ", ".join(f"{_told(key)}: {_told(each)}" for key, each in value.items()) + "}"
    if type(value) is list and len(value) <= SHOWN_MAX:
        return f"[{', '.join(map(_told, value))}]"
    if type(value) is tuple and len(value) <= SHOWN_MAX:
        return f"({', '.join(map(_told, value))}{',' if len(value) == 1 else ''})"
    return str(value) if isinstance(value, float | np.number) else repr(value)


def refused(name: str, value: object, allowed: str) -> InvalidParameterError:
    """Return the error of an argument that is not what it must be."""
    return InvalidParameterError(f"{name} = {shown(value)} is not allowed: must be {allowed}")


def no_option(thing: object, name: str, value: object, allowed: Sequence[str]) -> InvalidParameterError:
    """Return the error of an option that a kind of thing does not have; `allowed` are those that it has."""
    must = f"must be {one_of(name, allowed)}" if allowed else "it has none"
    return InvalidParameterError(f"option {name} = {shown(value)} is not allowed for {type(thing).__name__}: {must}")


def whole(name: str, value: object, low: int, high: int) -> int:
    """Return a whole number (of Python or NumPy, not a boolean) from low to high.

    Raises
    ------
    InvalidParameterError
        The value is not a whole number, or out of range.
    """
    if type(value) is int and low <= value <= high:
        return value
    try:
        found = operator.index(value)  # type: ignore[arg-type]
    except TypeError:
        found = None
    if found is None or isinstance(value, bool | np.bool_) or not low <= found <= high:
        raise refused(name, value, f"a whole number from {low} to {high}")
    return found


def number(name: str, value: object, low: float = -math.inf, high: float = math.inf) -> float:
    """Return a real number from low to high; an infinite end allows infinity, for "no limit".

    Without both ends any number is returned, NaN too: for values whose range the core checks.

    Raises
    ------
    InvalidParameterError
        The value is not a real number, or out of range.
    """
    if type(value) is float and low <= value <= high:
        return value
    real = isinstance(value, int | float | np.integer | np.floating) and not isinstance(value, bool)
    if not real and isinstance(value, np.ndarray) and value.ndim == 0 and value.dtype.kind in "fiu":
        real = True
    anything = low == -math.inf and high == math.inf
    # A whole number beyond the greatest float is out of every range.
    try:
        found = float(value) if real else math.nan  # type: ignore[arg-type]
    except OverflowError:
        found, real = math.nan, False
    if not real or not (anything or low <= found <= high):
        raise refused(name, value, _span(low, high))
    return found


def _span(low: float, high: float) -> str:
    if low == -math.inf:
        return "one number" if high == math.inf else f"a number of at most {numeral(high)}"
    if high == math.inf:
        return f"a number of at least {numeral(low)}"
    return f"a number from {numeral(low)} to {numeral(high)}"


def scalars(**named: float) -> list[float]:
    """Return single numbers, in order, whose ranges the core checks; raises InvalidParameterError for anything else."""
    return [number(name, value) for name, value in named.items()]


def flag(name: str, value: object) -> bool:
    """Return true or false; raises InvalidParameterError for anything else."""
    if not isinstance(value, bool | np.bool_):
        raise refused(name, value, "True or False")
    return bool(value)


def text(name: str, value: object) -> str:
    """Return a name of 1 to 100 characters, none of them a control character; raises InvalidParameterError else."""
    if not isinstance(value, str) or not 1 <= len(value) <= NAME_LENGTH_MAX or obeyed(value):
        raise refused(name, value, f"text of 1 to {NAME_LENGTH_MAX} characters, without control characters")
    return value


def texts(name: str, value: object) -> tuple[str, ...]:
    """Return names as a tuple without repetitions; raises InvalidParameterError for anything else."""
    if isinstance(value, str | bytes) or not isinstance(value, Sequence | AbstractSet):
        raise refused(name, value, "a sequence of names")
    return tuple(dict.fromkeys(text(name, each) for each in value))


def listed(name: str, value: object) -> list[Any]:
    """Return the items of a sequence or array; raises InvalidParameterError for anything else, text too."""
    if isinstance(value, np.ndarray) and value.ndim:
        return list(value)
    if not isinstance(value, Sequence) or isinstance(value, str | bytes):
        raise refused(name, value, "a sequence")
    return list(value)


def by_name(name: str, value: object) -> dict[str, Any]:
    """Return a mapping whose keys are text as a dictionary, empty for None; raises InvalidParameterError otherwise."""
    if value is None:
        return {}
    if not isinstance(value, Mapping) or not all(isinstance(key, str) for key in value):
        raise refused(name, value, "a mapping from names")
    return dict(value)


def choice(name: str, value: Kind, allowed: Iterable[Kind]) -> Kind:
    """Return one of the values allowed; raises InvalidParameterError, which lists them, for anything else."""
    known, kind = list(allowed), str if isinstance(value, str) else type(value)  # NumPy has text of its own
    if same := [each for each in known if type(each) is kind and value == each]:
        return same[0]
    raise refused(name, value, one_of(value, [each if isinstance(each, str) else shown(each) for each in known]))


def instance(name: str, value: Kind, *kinds: type) -> Kind:
    """Return a value that is one of the package's kinds of thing; raises InvalidParameterError for anything else."""
    if isinstance(value, kinds):
        return value
    raise refused(name, value, "an " + " or ".join(map(public_name, kinds)))


def public_name(kind: type) -> str:
    """Return the name by which users know a class, such as `ic.World` or `ic.flights.Vehicle`."""
    room = next((room for start, room in _ROOMS.items() if kind.__module__.startswith(start)), "")
    return f"ic.{room}{kind.__name__}"


def threads(value: object) -> int:
    """Return a number of worker threads: 0 (all cores) to 1024; no more work than there are cores."""
    return whole("threads", value, 0, THREADS_MAX)


def numbers(name: str, value: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Return an array of real numbers; what is masked is missing, NaN.

    Raises
    ------
    InvalidParameterError
        The values are not real numbers in an array.
    """
    # Checks of what needs none take longer than a short flight.
    if type(value) is np.ndarray and value.dtype is FLOAT64:
        return value
    try:
        array = np.asarray(value if isinstance(value, list) else unmasked(value))
    except ValueError as error:
        raise InvalidParameterError(f"{name} is not allowed: must be numbers in rows of one length") from error
    if array.dtype is not FLOAT64 and array.dtype.kind not in "fiu" and array.size:
        raise refused(name, value, "real numbers")
    return array if array.dtype is FLOAT64 else copied(array)


def unmasked(value: npt.ArrayLike) -> npt.ArrayLike:
    """Return numbers with NaN where a masked array has none: the data under a mask are not the user's."""
    if isinstance(value, np.ma.MaskedArray) and np.ma.is_masked(value) and value.dtype.kind in "fiu":
        return np.ma.filled(value.astype(np.float64), np.nan)
    return value


def vectors(name: str, value: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Return vectors as an array of shape (n, 3); one vector may have the shape (3,).

    Raises
    ------
    InvalidParameterError
        The shape is another.
    """
    array = numbers(name, value)
    shape = array.shape
    if shape == (3,):
        array = array.reshape(1, 3)
    elif len(shape) != 2 or shape[1] != 3:
        raise InvalidParameterError(f"{name} of shape {shape} is not allowed: must be of shape (n, 3) or (3,)")
    return array if array.flags.c_contiguous else copied(array)


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
    return array if array.flags.c_contiguous else copied(array)


def rising(axis: npt.NDArray[np.float64] | Sequence[float]) -> slice:
    """Return the slice that makes a falling axis of a table rise; any other stays as it is, for the core to judge."""
    return slice(None, None, -1) if len(axis) > 1 and axis[0] > axis[-1] else slice(None)


def frozen(array: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return a copy of an array that cannot be written to."""
    copy = np.array(array, dtype=np.float64, order="C")
    copy.setflags(write=False)
    return copy


def check_numbers(description: DataclassInstance, ranges: Mapping[str, tuple[float, float]]) -> None:
    """Make numbers of the fields named, each within its range; a field is left out (None) where that is the default.

    Raises
    ------
    InvalidParameterError
        A field is not a number, or out of range.
    """
    optional = {field.name for field in fields(description) if field.default is None}
    for name, (low, high) in ranges.items():
        value = getattr(description, name)
        if value is not None or name not in optional:
            object.__setattr__(description, name, number(name, value, low, high))


def check_scalars(description: DataclassInstance, other: AbstractSet[str]) -> None:
    """Make numbers or switches of all fields but the others named, as declared; the core checks their ranges.

    Raises
    ------
    InvalidParameterError
        A field is neither, nor left out (None) where that is the default.
    """
    for field in fields(description):
        value = getattr(description, field.name)
        if field.name not in other and not (field.default is None and value is None):
            check = flag if isinstance(field.default, bool) else number
            object.__setattr__(description, field.name, check(field.name, value))


def check_rise(description: DataclassInstance, low: str, high: str) -> None:
    """Raise InvalidParameterError unless the first field named is below the second."""
    if not getattr(description, low) < getattr(description, high):
        raise refused(low, getattr(description, low), f"below {high} = {getattr(description, high):g}")
