"""Bodies with a given state, by regime: coasting in vacuum, falling with drag, launched on a moderate loft."""

from __future__ import annotations

import math

from intercept.earth.world import World
from intercept.testing._hypothesis import st
from intercept.testing.body import VACUUM, Body
from intercept.testing.places import Place, launch_sites


def _body(site: Place, numbers: tuple[float, float, float, float], beta: float, world: World) -> Body:
    altitude, speed, flight_path, azimuth = numbers
    return Body(*site, altitude, speed, flight_path, azimuth, beta, world)


def _azimuths() -> st.SearchStrategy[float]:
    return st.floats(-math.pi, math.pi)


def releases_in_vacuum(world: World = VACUUM) -> st.SearchStrategy[Body]:
    """Suborbital bodies without air: 1 to 500 km up, to 6 km/s, in any direction that is not straight down.

    Examples
    --------
    >>> from hypothesis import find
    >>> from intercept.testing import laws, releases_in_vacuum
    >>> body = find(releases_in_vacuum(), lambda body: body.speed_m_s > 100.0)
    >>> for states in laws.flights(body.fly()):
    ...     laws.assert_jacobi_constant(*states, relative=1e-9)
    """
    numbers = st.tuples(st.floats(1e3, 5e5), st.floats(0.0, 6000.0), st.floats(-1.2, math.pi / 2), _azimuths())
    return st.builds(_body, launch_sites(), numbers, st.just(1e9), st.just(world))


def entries_with_drag() -> st.SearchStrategy[Body]:
    """Bodies on their way down through the standard atmosphere: 5 to 120 km up, 100 m/s to 6 km/s.

    Examples
    --------
    >>> from hypothesis import find
    >>> from intercept.testing import entries_with_drag
    >>> find(entries_with_drag(), lambda body: True).fly()
    <Trajectories: 1 row, 1 impact>
    """
    numbers = st.tuples(st.floats(5e3, 1.2e5), st.floats(100.0, 6000.0), st.floats(-1.5, 0.3), _azimuths())
    return st.builds(_body, launch_sites(), numbers, st.floats(100.0, 20_000.0), st.just(World()))


def lofted_bodies() -> st.SearchStrategy[Body]:
    """Bodies thrown upwards from near the ground at 30 to 60 degrees, 200 m/s to 2.5 km/s, through air.

    Within these angles less drag always means more range; a body thrown much more steeply than at the best angle
    need not obey on a rotating Earth.

    Examples
    --------
    >>> from hypothesis import find
    >>> from intercept.testing import lofted_bodies
    >>> find(lofted_bodies(), lambda body: True).fly()
    <Trajectories: 1 row, 1 impact>
    """
    angle = st.floats(math.radians(30.0), math.radians(60.0))
    numbers = st.tuples(st.floats(10.0, 3e3), st.floats(200.0, 2500.0), angle, _azimuths())
    return st.builds(_body, launch_sites(), numbers, st.floats(500.0, 20_000.0), st.just(World()))
