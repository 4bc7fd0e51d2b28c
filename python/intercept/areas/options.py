"""Checks of what the areas are asked for."""

from __future__ import annotations

import math

from intercept.base.arguments import number, whole
from intercept.earth.places import POLAR_RADIUS_M
from intercept.errors import InvalidParameterError

OPPORTUNITIES_MAX = 1000
RESOLUTION_MIN, RESOLUTION_MAX = 5, 401
EXTENT_MIN_M, EXTENT_MAX_M = 100.0, 3e6
EDGE_MIN_M, EDGE_MAX_M = 0.1, 1e5


def azimuth(name: str, value: object) -> float:
    """Return an azimuth, rad."""
    return number(name, value, -2.0 * math.pi, 2.0 * math.pi)


def least(value: object) -> int:
    """Return a number of opportunities to ask for."""
    return whole("opportunities", value, 1, OPPORTUNITIES_MAX)


def resolution(value: object) -> int:
    """Return the points of a grid across."""
    return whole("resolution", value, RESOLUTION_MIN, RESOLUTION_MAX)


def extent_m(value: object) -> float:
    """Return half the width of a grid."""
    return number("extent_m", value, EXTENT_MIN_M, EXTENT_MAX_M)


def within_poles(extent_m: float, centre: tuple[float, float]) -> float:
    """Return half the width of a grid about a centre (rad), checked that no corner reaches a pole."""
    longest = farthest_m(centre)
    if extent_m > longest:
        raise InvalidParameterError(
            f"extent_m = {extent_m:g} is not allowed: must be at most {longest:.0f} m about this middle, so that the"
            " grid holds no pole"
        )
    return extent_m


def farthest_m(centre: tuple[float, float]) -> float:
    """Return half the width of the largest grid about a centre (rad) that holds no pole and is not too wide."""
    to_pole = (0.5 * math.pi - abs(centre[0])) * POLAR_RADIUS_M
    return min(EXTENT_MAX_M, math.floor(1e-3 * to_pole / math.sqrt(2.0)) * 1e3)


def edge_m(value: object) -> float:
    """Return how well the boundary is to be known."""
    return number("edge_m", value, EDGE_MIN_M, EDGE_MAX_M)
