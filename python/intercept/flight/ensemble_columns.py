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
SCALARS = ("ballistic_coefficient_kg_m2", "mass_kg", "lift_to_drag", "density_factor")


def columns(given: dict[str, Any]) -> dict[str, Array]:
    """Return those fields of an ensemble that may differ between bodies as arrays with one row for each.

    Raises
    ------
    InvalidParameterError
        The shapes do not fit, or drag is given in both ways or in neither.
    """
    _check_drag(given)
    states = {name: vectors(name, given[name]) for name in STATES}
    lengths = [len(array) for array in states.values()]
    n = max(*lengths, *(_length(name, given[name]) for name in (*SCALARS, "bank_rad"))) if all(lengths) else 0
    made = {name: _repeated(name, array, n) for name, array in states.items()}
    made |= {name: column(name, given[name], n) for name in SCALARS if given[name] is not None}
    if given["bank_times_s"] is None:
        return made | {"bank_rad": column("bank_rad", given["bank_rad"], n)}
    times = column("bank_times_s", given["bank_times_s"])
    bank, order = _schedules(given["bank_rad"], n, len(times)), rising(times)
    return made | {"bank_times_s": times[order].copy(), "bank_rad": np.ascontiguousarray(bank[:, order])}


def thickness(beta: Array | None, mass_kg: Array | None, area_m2: float | None) -> Array:
    """Return 1/(2 beta), or A/(2 m) of bodies with a drag table (m^2/kg), shape (n,)."""
    with np.errstate(divide="ignore"):
        return np.asarray(0.5 / beta if beta is not None else 0.5 * area_m2 / mass_kg)  # type: ignore[operator]  # as checked


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


def _length(name: str, value: npt.ArrayLike | None) -> int:
    """Return how many bodies a column speaks of; one number speaks of one."""
    if value is None or type(value) is float:
        return 1
    shape = numbers(name, value).shape
    return shape[0] if shape else 1


def _repeated(name: str, array: Array, n: int) -> Array:
    """Return n vectors, of n or of one; raises InvalidParameterError if there are neither."""
    if len(array) not in {1, n}:
        raise InvalidParameterError(f"{name} of shape {array.shape} is not allowed: must be of shape ({n}, 3) or (3,)")
    return array if len(array) == n else np.repeat(array, n, axis=0)


def _schedules(bank_rad: npt.ArrayLike, n: int, moments: int) -> Array:
    """Return bank angles of shape (n, moments); raises InvalidParameterError if the shape is another."""
    bank = numbers("bank_rad", bank_rad)
    if bank.ndim == 1:
        bank = bank.reshape(1, -1)
    if bank.shape not in {(1, moments), (n, moments)}:
        allowed = f"({n}, {moments}), one angle a body and time, or ({moments},)"
        raise InvalidParameterError(f"bank_rad of shape {bank.shape} is not allowed: must be of shape {allowed}")
    return np.ascontiguousarray(np.broadcast_to(bank, (n, moments)))
