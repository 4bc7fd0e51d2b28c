"""The columns of an ensemble: one value for all, or one for each body, brought to one length."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from intercept.base.arguments import column, instance, numbers, rising, vectors
from intercept.errors import InvalidParameterError
from intercept.flight.kinds.vehicle import Aerodynamics

Array = npt.NDArray[np.float64]

STATES = ("position_ecef_m", "velocity_ecef_m_s")
DRAG = ("ballistic_coefficient_kg_m2", "mass_kg")
SCALARS = (*DRAG, "lift_to_drag", "density_factor")


def columns(given: dict[str, Any]) -> dict[str, Array]:
    """Return those fields of an ensemble that may differ between bodies as arrays with one row for each.

    What is the same for all is held once: such an array cannot be written to.

    Raises
    ------
    InvalidParameterError
        The shapes do not fit, or drag is given in both ways or in neither.
    """
    _check_drag(given)
    states = {name: vectors(name, given[name]) for name in STATES}
    # Of the two ways to give drag, one is left out.
    names = [name for name in (*SCALARS, "bank_rad") if given[name] is not None or name not in DRAG]
    others = {name: _numbers(name, given[name]) for name in names}
    lengths = [len(array) for array in states.values()]
    n = max(*lengths, *map(_length, others.values())) if all(lengths) else 0
    bank = others["bank_rad"] if given["bank_times_s"] is None else others.pop("bank_rad")
    made = {name: _repeated(name, array, n) for name, array in states.items()}
    for name, value in others.items():
        made[name] = _column(name, value, n)
    if given["bank_times_s"] is None:
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
    by_table = [given[name] is not None for name in ("mass_kg", "aerodynamics")]
    if not (all(by_table) if not by_coefficient else not any(by_table)):
        raise InvalidParameterError(
            "drag must be given by ballistic_coefficient_kg_m2, or by mass_kg and aerodynamics, and not by both"
        )
    drag = given["aerodynamics"]
    if drag is not None and instance("aerodynamics", drag, Aerodynamics).reference_area_m2 is None:
        raise InvalidParameterError("aerodynamics of an ensemble must be a drag table over a reference area")


def _numbers(name: str, value: npt.ArrayLike) -> float | Array:
    """Return one number as it is, anything else as an array."""
    return value if type(value) is float else numbers(name, value)


def _length(value: float | Array) -> int:
    """Return how many bodies a column speaks of; one number speaks of one."""
    return 1 if isinstance(value, float) or not value.shape else value.shape[0]


def _column(name: str, value: float | Array, n: int) -> Array:
    """Return a column of n numbers, of n or of one."""
    array = np.array([value]) if type(value) is float else np.atleast_1d(value)
    if array.shape != (1,):
        return column(name, array, n)
    return array if n == 1 else np.broadcast_to(array, (n,))


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
