"""Tracks of the user's own that lie below the ground: terrain would hide them, and they would leak for that alone.

Altitudes above sea level and above the ellipsoid differ by up to 107 m, and elevation models are off by tens of metres
in steep country: what lies a little below is told, and only what lies far below is refused. Where a track ends it may
lie below, as it does where it was computed to the ellipsoid and not to the ground.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from intercept.errors import InvalidParameterError

if TYPE_CHECKING:
    from intercept.earth.terrain import Terrain
    from intercept.flight.trajectories import Trajectories

TOLD_FROM_M = 1.0
REFUSED_FROM_M = 150.0
# Before its last sample, in which a track may lie as far below as it likes.
END_S = 10.0


def heed_ground(trajectories: Trajectories, terrain: Terrain | None) -> None:
    """Warn of samples more than `TOLD_FROM_M` below the ground; flights are left as they are.

    The ground is that of the terrain, and the ellipsoid where there is none.

    Raises
    ------
    InvalidParameterError
        A sample lies more than `REFUSED_FROM_M` below it, and not within the last `END_S` of its track.
    """
    known = trajectories.recorded
    if known is None:
        return
    knots = trajectories.knots()
    latitude, longitude, altitude = trajectories.core.geodetic(knots["position_ecef_m"])
    ground = np.zeros(len(altitude)) if terrain is None else np.nan_to_num(terrain.height_m(latitude, longitude))
    depth, time_s, offsets = ground - altitude, knots["time_s"], trajectories.offsets.astype(np.int64)
    row = np.repeat(np.arange(len(trajectories)), offsets[1:] - offsets[:-1])
    left_s = time_s[offsets[1:] - 1][row] - time_s
    told = _told(depth, depth > TOLD_FROM_M)
    if not told:
        return
    deep = (depth > REFUSED_FROM_M) & (left_s > END_S)
    worst = int(np.argmax(np.where(deep, depth, -np.inf) if deep.any() else depth))
    at = f"row {known['row'][row[worst]]} at {known['begin_s'][row[worst]] + time_s[worst]:,.1f} s"
    if not deep.any():
        warnings.warn(f"{told}, the deepest in {at}: terrain hides them", stacklevel=3)
        return
    raise InvalidParameterError(
        f"{_told(depth, deep)}, the deepest in {at}: at most {REFUSED_FROM_M:g} m is allowed, except within the"
        f" last {END_S:g} s of a track; are these altitudes above the ground, not above the ellipsoid, or another unit?"
    )


def _told(depth: npt.NDArray[np.float64], which: npt.NDArray[np.bool_]) -> str:
    """Say how many samples lie how far below the ground; nothing for none."""
    number = int(which.sum())
    lie = "1 sample of a track lies" if number == 1 else f"{number:,} samples of tracks lie"
    return f"{lie} up to {depth[which].max():,.0f} m below the ground" if number else ""
