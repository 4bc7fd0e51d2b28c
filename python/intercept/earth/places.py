"""Places on the Earth, and the check of one: geodetic latitude and longitude (rad), altitude (m)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

import intercept._core as _core
from intercept.base.arguments import column, number
from intercept.base.blocks import blocks
from intercept.base.words import counted
from intercept.errors import InvalidParameterError

# Mean radius of WGS-84, (2 a + b)/3, to a decimetre.
MEAN_RADIUS_M = 6_371_008.8
Array = npt.NDArray[np.float64]

RIGHT_ANGLE = math.pi / 2
GROUND_MIN_M, GROUND_MAX_M = -1e3, 1e5
GROUND = (GROUND_MIN_M, GROUND_MAX_M)
# The areas keep this far from a pole.
NEAR_POLE_RAD = math.radians(85.0)
# Single precision rounds a right angle up.
AXIS_MAX_RAD = RIGHT_ANGLE + 1e-7
# The ellipsoid as the core has it (WGS-84): where the frames put a point of the equator, and the pole.
EQUATORIAL_RADIUS_M = float(_core.geodetic_to_ecef(np.zeros(1), np.zeros(1), np.zeros(1))[0, 0])
POLAR_RADIUS_M = float(_core.geodetic_to_ecef(np.array([RIGHT_ANGLE]), np.zeros(1), np.zeros(1))[0, 2])


class Geodetic(NamedTuple):
    """A place: geodetic latitude and longitude (rad, east positive), altitude above the ellipsoid (m).

    On a world that is a sphere: geocentric latitude, and altitude above the sphere.

    Definitions: docs/models/earth.md.

    Examples
    --------
    >>> import intercept as ic
    >>> place = ic.earth.Geodetic(-0.785, -2.18)
    >>> place.altitude_m
    0.0
    >>> ic.earth.ecef_to_enu(ic.earth.geodetic_to_ecef(-0.785, -2.18, 500.0), place)[:, 2].round(3).tolist()
    [500.0]
    """

    latitude_rad: float
    longitude_rad: float
    altitude_m: float = 0.0


def place(
    name: str,
    value: Sequence[float] | npt.ArrayLike,
    *,
    altitude_m: tuple[float, float] = (-math.inf, math.inf),
    latitude_max_rad: float = RIGHT_ANGLE,
) -> Geodetic:
    """Return a place from latitude, longitude (rad) and, unless 0, altitude (m).

    Parameters
    ----------
    name
        The parameter, for messages.
    value
        Two or three numbers.
    altitude_m
        Lowest and highest altitude; unless given, the core judges the altitude.
    latitude_max_rad
        How far from the equator the place may lie.

    Raises
    ------
    InvalidParameterError
        There are not two or three numbers, or one is out of range.
    """
    values = column(name, value)
    if len(values) not in {2, 3}:
        raise InvalidParameterError(
            f"{name} of {counted(len(values), 'number')} is not allowed: must be latitude_rad, longitude_rad and,"
            " unless 0, altitude_m"
        )
    given = Geodetic(*values.tolist())
    _angle(f"{name} latitude_rad", given.latitude_rad, latitude_max_rad)
    _angle(f"{name} longitude_rad", given.longitude_rad, 2.0 * math.pi)
    number(f"{name} altitude_m", given.altitude_m, *altitude_m)
    return given


def point(name: str, value: Sequence[float] | npt.ArrayLike) -> tuple[float, float]:
    """Return latitude and longitude (rad), not within 5 degrees of a pole; raises InvalidParameterError as `place`."""
    values = column(name, value)
    if len(values) != 2:
        raise InvalidParameterError(
            f"{name} of {counted(len(values), 'number')} is not allowed: must be latitude_rad and longitude_rad"
        )
    return place(name, values, latitude_max_rad=NEAR_POLE_RAD)[:2]


def check_latitudes(name: str, array: Array, latitude_max_rad: float = RIGHT_ANGLE) -> None:
    """Raise InvalidParameterError where a latitude (rad) is out of range; NaN passes, as in rows not flown."""
    for part in blocks(np.atleast_1d(array)):
        beyond = part[np.abs(part) > latitude_max_rad]
        if beyond.size:
            _angle(name, float(beyond[0]), latitude_max_rad)


def _angle(name: str, value: float, largest: float) -> None:
    if not -largest <= value <= largest:
        hint = "; did you mean degrees?" if math.isfinite(value) else ""
        raise InvalidParameterError(
            f"{name} = {value:g} is not allowed: must be from {-largest:.5g} to {largest:.5g} radians{hint}"
        )
