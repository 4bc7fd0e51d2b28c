"""The Earth: frames and geodesics on the ellipsoid, and the standard atmosphere.

Worlds, air, wind and terrain to fly in are `ic.World`, `ic.Air`, `ic.Wind` and `ic.Terrain`.

Examples
--------
>>> import intercept as ic
>>> length_m, azimuth_1_rad, azimuth_2_rad = ic.earth.geodesic_inverse(-0.785, -2.18, -0.785, -2.17)
>>> length_m.round().tolist()
[45194.0]
"""

from intercept.earth.air import us76
from intercept.earth.frames import (
    aer_to_ecef,
    aer_to_enu,
    ecef_to_aer,
    ecef_to_enu,
    ecef_to_geodetic,
    ecef_vector_to_enu,
    enu_to_aer,
    enu_to_ecef,
    enu_vector_to_ecef,
    geodetic_to_ecef,
)
from intercept.earth.geodesics import geodesic_direct, geodesic_inverse
from intercept.earth.inertial import ecef_to_eci, eci_to_ecef
from intercept.earth.places import Geodetic

__all__ = [
    "Geodetic",
    "aer_to_ecef",
    "aer_to_enu",
    "ecef_to_aer",
    "ecef_to_eci",
    "ecef_to_enu",
    "ecef_to_geodetic",
    "ecef_vector_to_enu",
    "eci_to_ecef",
    "enu_to_aer",
    "enu_to_ecef",
    "enu_vector_to_ecef",
    "geodesic_direct",
    "geodesic_inverse",
    "geodetic_to_ecef",
    "us76",
]
