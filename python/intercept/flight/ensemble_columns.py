"""The columns of an ensemble: one value for all, or one a body."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from intercept.base.arguments import column, numbers
from intercept.errors import InvalidParameterError
from intercept.flight.kinds.vehicle import Aerodynamics

Array = npt.NDArray[np.float64]


def rows(value: npt.ArrayLike | None) -> int:
    """Return how many bodies a column speaks of; one number speaks of one."""
    if value is None or type(value) is float:
        return 1
    shape = np.shape(value)
    return shape[0] if shape else 1


def repeated(name: str, array: Array, n: int) -> Array:
    """Return n vectors, of n or of one.

    Raises
    ------
    InvalidParameterError
        There are neither.
    """
    if len(array) not in {1, n}:
        raise InvalidParameterError(f"{name} of shape {array.shape} is not allowed: must be of shape ({n}, 3) or (3,)")
    return array if len(array) == n else np.repeat(array, n, axis=0)


def thickness(
    n: int, ballistic_coefficient_kg_m2: npt.ArrayLike | None, mass_kg: npt.ArrayLike | None, drag: Aerodynamics | None
) -> Array:
    """Return 1/(2 beta), or A/(2 m) of bodies with a drag table (m^2/kg), shape (n,).

    Raises
    ------
    InvalidParameterError
        Both are given or neither, or the table has no area.
    """
    if ballistic_coefficient_kg_m2 is not None and mass_kg is None and drag is None:
        beta = ballistic_coefficient_kg_m2
        if type(beta) is float and beta > 0.0:
            return np.full(n, 0.5 / beta)
        with np.errstate(divide="ignore"):
            return 0.5 / column("ballistic_coefficient_kg_m2", beta, n)
    if ballistic_coefficient_kg_m2 is not None or mass_kg is None or drag is None:
        raise InvalidParameterError(
            "drag must be given by ballistic_coefficient_kg_m2, or by mass_kg and aerodynamics, and not by both"
        )
    if drag.reference_area_m2 is None:
        raise InvalidParameterError("aerodynamics of an ensemble must be a drag table over a reference area")
    with np.errstate(divide="ignore"):
        return 0.5 * drag.reference_area_m2 / column("mass_kg", mass_kg, n)


def bank_schedules(
    n: int, bank_rad: npt.ArrayLike, bank_times_s: npt.ArrayLike | None
) -> tuple[Array | None, Array | None]:
    """Return times of shape (k,) and bank angles of shape (n, k); none where all are level.

    Raises
    ------
    InvalidParameterError
        The shapes do not fit.
    """
    if bank_times_s is None and type(bank_rad) is float and bank_rad == 0.0:
        return None, None
    bank = numbers("bank_rad", bank_rad)
    if bank_times_s is None:
        if not bank.any():
            return None, None
        return np.zeros(1), column("bank_rad", bank, n).reshape(n, 1)
    times = column("bank_times_s", bank_times_s)
    if bank.ndim == 1:
        bank = bank.reshape(1, -1)
    if bank.shape not in {(1, len(times)), (n, len(times))}:
        allowed = f"({n}, {len(times)}), one angle a body and time, or ({len(times)},)"
        raise InvalidParameterError(f"bank_rad of shape {bank.shape} is not allowed: must be of shape {allowed}")
    return times, np.ascontiguousarray(np.broadcast_to(bank, (n, len(times))))
