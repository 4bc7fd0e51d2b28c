"""Worlds and winds: planets with and without bulge, turning and air, and air that moves."""

from __future__ import annotations

from intercept.earth.air import Air
from intercept.earth.wind import Wind
from intercept.earth.world import World
from intercept.testing._hypothesis import st

# Of storms at the height of the jet stream.
WIND_MAX_M_S = 80.0


def airs() -> st.SearchStrategy[Air]:
    """Vacuum, exponential air, and the standard atmosphere, thinner or thicker by up to a fifth.

    Examples
    --------
    >>> from hypothesis import find
    >>> from intercept.testing import airs
    >>> find(airs(), lambda air: True)
    Air.vacuum()
    """
    exponential = st.builds(Air.exponential, st.floats(0.5, 2.0), st.floats(6e3, 9e3))
    standard = st.builds(lambda factor: Air.us76(density_factor=factor), st.floats(0.8, 1.2))
    return st.one_of(st.just(Air.vacuum()), exponential, standard)


def winds() -> st.SearchStrategy[Wind]:
    """Steady winds, the same everywhere or in levels of altitude, level, up to 80 m/s either way.

    Examples
    --------
    >>> from hypothesis import find
    >>> from intercept.testing import winds
    >>> find(winds(), lambda wind: True)
    Wind.constant(0, 0, 0)
    """
    component = st.floats(-WIND_MAX_M_S, WIND_MAX_M_S)
    levels = st.lists(st.tuples(st.floats(0.0, 3e4), component, component), min_size=2, max_size=6)
    distinct = levels.filter(lambda rows: len({row[0] for row in rows}) == len(rows))
    profile = distinct.map(lambda rows: Wind.profile(*zip(*sorted(rows), strict=True)))
    return st.one_of(st.builds(Wind.constant, component, component), profile)


def worlds() -> st.SearchStrategy[World]:
    """Planets with any gravity field of the package, turning or not, with any of `airs` and `winds`, or the Earth's.

    Examples
    --------
    >>> from hypothesis import find
    >>> from intercept.testing import worlds
    >>> type(find(worlds(), lambda world: True)).__name__
    'World'
    """
    return st.builds(
        lambda gravity, rate, air, wind: World(gravity=gravity, rotation_rate_rad_s=rate, air=air, wind=wind),
        st.sampled_from(("central", "j2", "j4")),
        st.sampled_from((None, 0.0)),
        st.one_of(st.none(), airs()),
        st.one_of(st.none(), winds()),
    )
