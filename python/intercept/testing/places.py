"""Places on and above the WGS-84 ellipsoid, by what is hard about them."""

from __future__ import annotations

import math

from intercept.testing._hypothesis import st

Place = tuple[float, float]
Point = tuple[float, float, float]

# Nearer to a pole than 10 degrees a bearing turns fast along a path; such places come from `edge_sites` on purpose.
SITE_LATITUDE_MAX_RAD = math.radians(80.0)
_EDGES_LATITUDE_RAD = (0.0, 1e-9, math.pi / 4, math.pi / 2 - 1e-9, math.pi / 2)
_EDGES_LONGITUDE_RAD = (0.0, math.pi / 2, math.pi - 1e-12, math.pi)


def launch_sites() -> st.SearchStrategy[Place]:
    """Latitude and longitude (rad) off the poles, where bearings are well conditioned.

    Examples
    --------
    >>> from hypothesis import find
    >>> from intercept.testing import launch_sites
    >>> find(launch_sites(), lambda place: True)
    (0.0, 0.0)
    """
    return st.tuples(st.floats(-SITE_LATITUDE_MAX_RAD, SITE_LATITUDE_MAX_RAD), st.floats(-math.pi, math.pi))


def edge_sites() -> st.SearchStrategy[Place]:
    """Latitude and longitude (rad) on or next to poles, equator and antimeridian: where formulas divide by zero.

    Examples
    --------
    >>> from hypothesis import find
    >>> from intercept.testing import edge_sites
    >>> len(find(edge_sites(), lambda place: True))
    2
    """
    # Singular on purpose: at a pole longitude means nothing and north is every way.
    sign = st.sampled_from((-1.0, 1.0))
    return st.tuples(
        st.builds(lambda s, x: s * x, sign, st.sampled_from(_EDGES_LATITUDE_RAD)),
        st.builds(lambda s, x: s * x, sign, st.sampled_from(_EDGES_LONGITUDE_RAD)),
    )


def geodetic_points(altitude_min_m: float = -10_000.0, altitude_max_m: float = 1_000_000.0) -> st.SearchStrategy[Point]:
    """Latitude, longitude (rad) and altitude (m), singular places among them.

    Examples
    --------
    >>> from hypothesis import find
    >>> from intercept.testing import geodetic_points
    >>> find(geodetic_points(altitude_min_m=1e3), lambda point: True)[2]
    1000.0
    """
    altitude = st.floats(altitude_min_m, altitude_max_m)
    place = st.one_of(
        launch_sites(), edge_sites(), st.tuples(st.floats(-math.pi / 2, math.pi / 2), st.floats(-math.pi, math.pi))
    )
    return st.builds(lambda p, h: (p[0], p[1], h), place, altitude)
