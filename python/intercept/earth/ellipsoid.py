"""Areas on the WGS-84 ellipsoid, by a projection that keeps them.

With the authalic latitude xi, sin(xi) = q(phi)/q(pi/2), the map (longitude, sin(xi)) keeps areas: an element of the
ellipsoid is R_q^2 d(sin xi) d(longitude), R_q = a sqrt(q(pi/2)/2), and

    q(phi) = (1 - e^2) [ sin(phi)/(1 - e^2 sin^2(phi)) + artanh(e sin(phi))/e ]

(Snyder, Map Projections: A Working Manual, USGS Professional Paper 1395, 1987, eqs. 3-11 to 3-13.) A polygon's area is
Green's theorem there; its edges are taken as straight in the map.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

SEMI_MAJOR_AXIS_M = 6_378_137.0
FLATTENING = 1.0 / 298.257223563
_E2 = FLATTENING * (2.0 - FLATTENING)
_E = np.sqrt(_E2)


def area_m2(latitude_rad: Array, longitude_rad: Array) -> float:
    """Return the signed area of a ring, positive counter-clockwise; the last point is not repeated, none is a pole."""
    height = 0.5 * SEMI_MAJOR_AXIS_M**2 * _q(np.asarray(latitude_rad))
    step = np.remainder(np.roll(longitude_rad, -1) - longitude_rad + np.pi, 2.0 * np.pi) - np.pi
    # Relative to the first point, so that small areas keep their digits.
    height = height - height[0]
    return float(-0.5 * np.sum((height + np.roll(height, -1)) * step))


def _q(latitude_rad: Array) -> Array:
    s = np.sin(latitude_rad)
    return np.asarray((1.0 - _E2) * (s / (1.0 - _E2 * s**2) + np.arctanh(_E * s) / _E))
