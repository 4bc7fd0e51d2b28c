"""Columns of a table: frozen, compared, and chosen from."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from intercept.base.arguments import refused, shown, unmasked
from intercept.base.narrow import Narrow
from intercept.errors import InvalidParameterError

Column: TypeAlias = npt.NDArray[Any]
Rows: TypeAlias = npt.NDArray[np.bool_] | npt.NDArray[np.integer[Any]] | slice | Sequence[int]


def frozen_column(name: str, values: npt.ArrayLike | Sequence[str] | Narrow) -> Column | Narrow:
    """Return a read-only copy of a column; one that is narrow stays so.

    Raises
    ------
    InvalidParameterError
        It is not one-dimensional, or neither numbers nor text.
    """
    if isinstance(values, Narrow):
        return values
    try:
        column = np.array(unmasked(values))
    except ValueError as error:
        raise InvalidParameterError(f"column {shown(name)}: {error}") from error
    if column.ndim != 1:
        raise InvalidParameterError(f"column {shown(name)} has shape {column.shape}, must be one-dimensional")
    if column.dtype.kind not in "biufOU":
        raise InvalidParameterError(f"column {shown(name)} is of {column.dtype}: must be numbers, booleans or text")
    if column.dtype.kind in "OU":
        # From the values themselves: numpy would have turned the numbers of a mixed list into text.
        column = _text_column(name, list(values))  # type: ignore[arg-type]  # one-dimensional, so iterable
    column.flags.writeable = False
    return column


def _text_column(name: str, values: list[Any]) -> Column:
    wrong = [value for value in values if not isinstance(value, str)]
    if wrong:
        raise InvalidParameterError(f"column {shown(name)} holds {shown(wrong[0])}: must be all numbers or all text")
    column = np.empty(len(values), dtype=object)
    column[:] = [str(value) for value in values]
    return column


def row_index(rows: Rows, length: int) -> Column:
    """Return a mask or indices of rows as an array."""
    try:
        index = np.asarray(rows)
    except (ValueError, OverflowError):
        index = np.empty(0, dtype=object)
    if index.size == 0 and index.dtype == np.float64:
        index = index.astype(np.intp)
    mask = index.dtype == np.bool_ and index.shape == (length,)
    indices = index.dtype.kind in "iu" and index.ndim == 1 and bool(np.all((-length <= index) & (index < length)))
    if not mask and not indices:
        raise refused("rows", rows, f"a mask of {length} rows, indices below {length}, or a slice")
    return index


def equal_columns(one: Column, other: Column) -> bool:
    """Return whether two columns hold the same, NaN like NaN."""
    both_float = one.dtype.kind == "f" and other.dtype.kind == "f"
    return bool(np.array_equal(one, other, equal_nan=both_float))


def json_value(value: Any) -> Any:  # noqa: ANN401
    """Return a value as JSON has it: null for a number that is not finite."""
    return None if isinstance(value, float) and not math.isfinite(value) else value
