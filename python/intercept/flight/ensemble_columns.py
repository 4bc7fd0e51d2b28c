"""The columns of an ensemble: one value for all, or one for each body, brought to one length."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from intercept.base.arguments import column, instance, numbers, rising, vectors
from intercept.errors import InvalidParameterError
from intercept.flight.kinds.aerodynamics import Aerodynamics

Array = npt.NDArray[np.float64]

STATES = ("position_ecef_m", "velocity_ecef_m_s")
DRAG = ("ballistic_coefficient_kg_m2", "mass_kg")
NUMBERS = (*DRAG, "lift_to_drag", "density_factor", "bank_rad")


def columns(given: dict[str, Any]) -> dict[str, Array]:
    """Return those fields of an ensemble that may differ between bodies as arrays with one row for each.

    What is the same for all is held once: such an array cannot be written to.

    Raises
    ------
    InvalidParameterError
        The shapes do not fit, or drag is given in both ways or in neither.
    """
    _check_drag(given)
    # One number speaks of one body, and needs no look at its shape: a body takes no longer to make than to fly.
    single, arrays, n = {}, {}, 1
    states = {name: vectors(name, given[name]) for name in STATES}
    for name in NUMBERS:
        value = given[name]
        if type(value) is float:
            single[name] = value
        # Of the two ways to give drag, one is left out.
        elif value is not None or name not in DRAG:
            arrays[name] = array = numbers(name, value)
            n = max(n, array.shape[0] if array.shape else 1)
    position, velocity = map(len, states.values())
    n = max(n, position, velocity) if position and velocity else 0
    scheduled = given["bank_times_s"] is not None
    bank = (single if "bank_rad" in single else arrays).pop("bank_rad") if scheduled else None
    made = {name: _repeated(name, array, n) for name, array in states.items()}
    for name, number in single.items():
        made[name] = _held(_one(number), n)
    for name, array in arrays.items():
        made[name] = _column(name, array, n)
    if bank is None:
        return made
    times = column("bank_times_s", given["bank_times_s"])
    schedules, order = _schedules(bank, n, len(times)), rising(times)
    return made | {"bank_times_s": times[order].copy(), "bank_rad": np.ascontiguousarray(schedules[:, order])}


def is_level(bank_rad: Array) -> bool:
    """Tell whether no body ever banks: such an ensemble needs no schedules."""
    if bank_rad.ndim == 1 and len(bank_rad) and (len(bank_rad) == 1 or bank_rad.strides[0] == 0):
        return bool(bank_rad.item(0) == 0.0)
    return not bank_rad.any()


def _check_drag(given: dict[str, Any]) -> None:
    """Raise InvalidParameterError unless drag is given in one way."""
    by_coefficient = given["ballistic_coefficient_kg_m2"] is not None
    mass, drag = given["mass_kg"] is not None, given["aerodynamics"] is not None
    if mass is not drag or mass is by_coefficient:
        raise InvalidParameterError(
            "drag must be given by ballistic_coefficient_kg_m2, or by mass_kg and aerodynamics, and not by both"
        )
    if drag and instance("aerodynamics", given["aerodynamics"], Aerodynamics).reference_area_m2 is None:
        raise InvalidParameterError("aerodynamics of an ensemble must be a drag table over a reference area")


def _column(name: str, value: Array, n: int) -> Array:
    """Return a column of n numbers, of n or of one."""
    array = np.atleast_1d(value)
    return _held(array, n) if array.shape == (1,) else column(name, array, n)


# Most are one of a few defaults.
@lru_cache(maxsize=64)
def _one(number: float) -> Array:
    """Return an array of one number, which cannot be written to."""
    array = np.array([number])
    array.flags.writeable = False
    return array


def _held(one: Array, n: int) -> Array:
    """Return one number n times, held once."""
    return one if n == 1 else np.broadcast_to(one, (n,))


def _repeated(name: str, array: Array, n: int) -> Array:
    """Return n vectors, of n or of one; raises InvalidParameterError if there are neither."""
    if len(array) == n:
        return array
    if len(array) != 1:
        raise InvalidParameterError(f"{name} of shape {array.shape} is not allowed: must be of shape ({n}, 3) or (3,)")
    return np.broadcast_to(array, (n, 3))


def _schedules(bank_rad: float | Array, n: int, moments: int) -> Array:
    """Return bank angles of shape (n, moments); raises InvalidParameterError if the shape is another."""
    bank = np.asarray(bank_rad)
    if bank.ndim == 1:
        bank = bank.reshape(1, -1)
    if bank.shape not in {(1, moments), (n, moments)}:
        allowed = f"({n}, {moments}), one angle a body and time, or ({moments},)"
        raise InvalidParameterError(f"bank_rad of shape {bank.shape} is not allowed: must be of shape {allowed}")
    return np.ascontiguousarray(np.broadcast_to(bank, (n, moments)))
