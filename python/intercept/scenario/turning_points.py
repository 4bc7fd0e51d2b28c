"""Where routes turn between launch and aimpoint, and how long they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

import intercept._core as _core

if TYPE_CHECKING:
    from intercept.scenario.model.raid import Route

Array = npt.NDArray[np.float64]


def length_m(points: Array) -> float:
    """Return the length of the geodesic legs between points (latitude, longitude in rad)."""
    legs, _, _ = _core.geodesic_inverse(*points[:-1].T.copy(), *points[1:].T.copy())
    return float(np.sum(legs))


def turning_points(route: Route) -> Callable[[np.random.Generator, Array, Array], Array]:
    """Return a function that gives the turning points (east, north in m) between a start and an end."""
    if route.kind == "via":
        fixed = 1e3 * np.array([[p.east_km, p.north_km] for p in route.points])
        return lambda rng, start, end: fixed  # noqa: ARG005 - one signature for all kinds
    if route.kind == "direct":
        return lambda rng, start, end: np.empty((0, 2))  # noqa: ARG005

    def doglegs(rng: np.random.Generator, start: Array, end: Array) -> Array:
        """Evenly along the line, each up to `lateral_km` to either side."""
        share = np.arange(1, route.count + 1)[:, None] / (route.count + 1)
        along = (end - start) / max(float(np.hypot(*(end - start))), 1.0)
        side = 1e3 * route.lateral_km * (2.0 * rng.random((route.count, 1)) - 1.0)
        return np.asarray(start + share * (end - start) + side * np.array([along[1], -along[0]]))

    return doglegs
