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
    position, velocity = vectors(STATES[0], given[STATES[0]]), vectors(STATES[1], given[STATES[1]])
    made, arrays = {STATES[0]: position, STATES[1]: velocity}, {}
    for name in NUMBERS:
        value = given[name]
        if type(value) is float:
            made[name] = _one(value)
        # Of the two ways to give drag, one is left out.
        elif value is not None or name not in DRAG:
            arrays[name] = numbers(name, value)
    lengths, times = (len(position), len(velocity)), given["bank_times_s"]
    # One body, given by single numbers, is ready: it takes no longer to make than to fly.
    if lengths == (1, 1) and not arrays and times is None:
        return made
    n = max(*lengths, *(len(array) if array.shape else 1 for array in arrays.values())) if all(lengths) else 0
    bank = arrays.pop("bank_rad", given["bank_rad"]) if times is not None else None
    repeated = {name: _repeated(name, array, n) for name, array in made.items()}
    repeated |= {name: _column(name, array, n) for name, array in arrays.items()}
    if bank is None:
        return repeated
    times = column("bank_times_s", times)
    schedules, order = _schedules(bank, n, len(times)), rising(times)
    return repeated | {"bank_times_s": times[order].copy(), "bank_rad": np.ascontiguousarray(schedules[:, order])}


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
    return _repeated(name, array, n) if array.shape == (1,) else column(name, array, n)


# Most are one of a few defaults.
@lru_cache(maxsize=64)
def _one(number: float) -> Array:
    """Return an array of one number, which cannot be written to."""
    array = np.array([number])
    array.flags.writeable = False
    return array


def _repeated(name: str, array: Array, n: int) -> Array:
    """Return n numbers or vectors, of n or of one, held once; raises InvalidParameterError if there are neither."""
    if len(array) == n:
        return array
    if len(array) != 1:
        raise InvalidParameterError(f"{name} of shape {array.shape} is not allowed: must be of shape ({n}, 3) or (3,)")
    return np.broadcast_to(array, (n, *array.shape[1:]))


def _schedules(bank_rad: float | Array, n: int, moments: int) -> Array:
    """Return bank angles of shape (n, moments); raises InvalidParameterError if the shape is another."""
    bank = np.asarray(bank_rad)
    if bank.ndim == 1:
        bank = bank.reshape(1, -1)
    if bank.shape not in {(1, moments), (n, moments)}:
        allowed = f"({n}, {moments}), one angle a body and time, or ({moments},)"
        raise InvalidParameterError(f"bank_rad of shape {bank.shape} is not allowed: must be of shape {allowed}")
    return np.ascontiguousarray(np.broadcast_to(bank, (n, moments)))
