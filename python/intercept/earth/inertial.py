"""The inertial frame, for arrays: ECI, which coincides with ECEF at time 0 of a flight (docs/models/earth.md)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

import intercept._core as _core
from intercept.base.arguments import threads as checked_threads
from intercept.earth.frame_arguments import (
    as_many,
    positions,
    rate,
    times,
)
from intercept.earth.world import World

Array = npt.NDArray[np.float64]


def ecef_to_eci(
    position_ecef_m: npt.ArrayLike,
    velocity_ecef_m_s: npt.ArrayLike,
    *,
    time_s: npt.ArrayLike,
    world: World | None = None,
    threads: int = 0,
) -> tuple[Array, Array]:
    """Return inertial positions (m) and velocities (m/s) of Earth-fixed ones.

    ECI is the inertial frame that coincides with ECEF at time 0 of the flight; the Earth has turned by its rate times
    `time_s` (s, one or shape (n,)) since. The velocity that goes in is relative to the rotating Earth.

    Definitions: docs/models/earth.md.

    Raises
    ------
    InvalidParameterError
        A length beyond 1e15 m, or shapes that do not fit.

    Examples
    --------
    >>> import intercept as ic
    >>> at, moves = ic.earth.ecef_to_eci([(7e6, 0.0, 0.0)], [(0.0, 0.0, 0.0)], time_s=[0.0])
    >>> at.tolist(), moves.round(1).tolist()
    ([[7000000.0, 0.0, 0.0]], [[0.0, 510.4, 0.0]])
    """
    position = positions("position_ecef_m", position_ecef_m)
    velocity = as_many("velocity_ecef_m_s", velocity_ecef_m_s, position)
    time = times(time_s, len(position))
    return _core.ecef_to_eci(position, velocity, time, rate(world), checked_threads(threads))


def eci_to_ecef(
    position_eci_m: npt.ArrayLike,
    velocity_eci_m_s: npt.ArrayLike,
    *,
    time_s: npt.ArrayLike,
    world: World | None = None,
    threads: int = 0,
) -> tuple[Array, Array]:
    """Return Earth-fixed positions (m) and velocities (m/s) relative to the rotating Earth: see `ecef_to_eci`.

    Definitions: docs/models/earth.md.

    Raises
    ------
    InvalidParameterError
        A length beyond 1e15 m, or shapes that do not fit.

    Examples
    --------
    >>> import intercept as ic
    >>> at, moves = ic.earth.eci_to_ecef([(7e6, 0.0, 0.0)], [(0.0, 7500.0, 0.0)], time_s=[60.0])
    >>> moves.round().tolist()
    [[31.0, 6989.0, 0.0]]
    """
    position = positions("position_eci_m", position_eci_m)
    velocity = as_many("velocity_eci_m_s", velocity_eci_m_s, position)
    time = times(time_s, len(position))
    return _core.eci_to_ecef(position, velocity, time, rate(world), checked_threads(threads))
