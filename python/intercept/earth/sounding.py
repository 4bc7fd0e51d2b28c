"""Soundings: wind by the direction it blows from and its speed, and files of levels."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import numpy as np
import numpy.typing as npt

from intercept.base.arguments import refused, shown
from intercept.base.files import path_of
from intercept.base.outside import contents_of, outside
from intercept.base.text_file import text_of
from intercept.errors import InvalidParameterError

Array = npt.NDArray[np.float64]

SPEED_MAX_M_S = 500.0
ALTITUDE, BY_COMPONENTS, BY_DIRECTION = "altitude_m", ("east_m_s", "north_m_s"), ("direction_from_deg", "speed_m_s")
ALLOWED = f"{ALTITUDE} and {' and '.join(BY_COMPONENTS)}, or {ALTITUDE} and {' and '.join(BY_DIRECTION)}"


def components(direction_from_rad: Array, speed_m_s: Array) -> tuple[Array, Array]:
    """Return east and north (m/s) of winds by where they blow from (rad, clockwise from north) and speed (m/s).

    Raises
    ------
    InvalidParameterError
        A direction is not from -2 pi to 2 pi, or a speed not from 0 to 500.
    """
    _within("direction_from_rad", direction_from_rad, -2.0 * math.pi, 2.0 * math.pi, " radians; did you mean degrees?")
    _within("speed_m_s", speed_m_s, 0.0, SPEED_MAX_M_S)
    # To the place it blows to, which is opposite. Adding zero makes -0 zero.
    east, north = -speed_m_s * np.sin(direction_from_rad), -speed_m_s * np.cos(direction_from_rad)
    # At whole quarters the sine and cosine of rounded angles leave some 1e-16.
    return tuple(np.where(np.abs(each) < 1e-12, 0.0, each) for each in (east, north))  # type: ignore[return-value]


def _within(name: str, values: Array, low: float, high: float, hint: str = "") -> None:
    wrong = values[~((values >= low) & (values <= high))]
    if wrong.size:
        raise refused(name, float(wrong[0]), f"from {low:.5g} to {high:.5g}{hint if np.isfinite(wrong[0]) else ''}")


def sounding(path: str | Path) -> tuple[Array, Array, Array]:
    """Return altitude (m), east and north (m/s) of the levels of a CSV file.

    Raises
    ------
    InvalidParameterError
        The file cannot be read, a column is missing, or a field is not a number; the message names the line.
    """
    with outside("path", path, "a CSV file that can be read"):
        text = text_of(path_of("path", path))
        rows = [row for row in csv.reader(text.splitlines(), strict=True) if row]
    with contents_of(path):
        header = [name.strip() for name in rows[0]] if rows else []
        kind = next((kind for kind in (BY_COMPONENTS, BY_DIRECTION) if {ALTITUDE, *kind} <= set(header)), None)
        if kind is None:
            raise refused("columns", header, ALLOWED)
        values = np.array([[_number(header, row, n, name) for name in (ALTITUDE, *kind)] for n, row in _lines(rows)])
        altitude, first, second = values.reshape(-1, 3).T
        if kind == BY_COMPONENTS:
            return altitude, first, second
        _within("direction_from_deg", first, -360.0, 360.0)
        return altitude, *components(np.radians(first), second)


def _lines(rows: list[list[str]]) -> list[tuple[int, list[str]]]:
    return list(enumerate(rows[1:], start=2))


def _number(header: list[str], row: list[str], line: int, name: str) -> float:
    field = row[header.index(name)] if len(row) > header.index(name) else ""
    try:
        return float(field)
    except ValueError:
        raise InvalidParameterError(
            f"{name} = {shown(field)} in line {line} is not allowed: must be a number"
        ) from None
