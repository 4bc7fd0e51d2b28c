"""The planet of a flight: the real Earth, or a simplified one as published cases use them.

Models and limits: docs/models/earth.md, air.md, wind.md.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import NoneType
from typing import Literal

import numpy as np
import numpy.typing as npt

import intercept._core as _core
from intercept.base.arguments import choice, instance, number, shown, vectors
from intercept.base.arguments import threads as checked_threads
from intercept.base.at_once import at_once
from intercept.base.cached import cached_property
from intercept.base.values import Remade
from intercept.earth.air import Air, given
from intercept.earth.wind import Wind
from intercept.errors import InvalidParameterError

Array = npt.NDArray[np.float64]
# To compile it for every call takes as long as a short flight.
_REAL = _core.World()


@at_once
@dataclass(frozen=True, repr=False)
class World(Remade):
    """The planet of a flight. A parameter that is None has the value of the real Earth.

    The real Earth is WGS-84 with J2, its rotation and the US Standard Atmosphere 1976, without wind.

    In the methods at most `threads` threads, 0 for all cores, share some thousand rows or more; the result is the same
    for any number.

    Model, sources, limits: docs/models/earth.md.

    Parameters
    ----------
    sphere_radius_m
        Radius of a sphere from which altitude counts (1e3 to 1e9); None for the ellipsoid.
    gm_m3_s2
        Gravitational parameter, 0 to 1e20.
    j2, j3, j4
        Unnormalised zonal harmonics, -0.1 to 0.1, in place of those of `gravity`.
    rotation_rate_rad_s
        Rate of rotation, -1e-3 to 1e-3; 0 for a planet at rest.
    air
        The standard atmosphere unless given; see `Air`.
    gravity
        "j2" (central term and J2, as None), "j4" (J2 to J4) or "central". Not together with j2, j3 or j4.
    wind
        See `Wind`. Without wind the air turns with the Earth.

    Raises
    ------
    InvalidParameterError
        A parameter is out of range.

    Examples
    --------
    >>> import intercept as ic
    >>> simple = ic.World(rotation_rate_rad_s=0.0, gravity="central", wind=ic.Wind.constant(10.0, 0.0))
    >>> at = ic.earth.geodetic_to_ecef(-0.785, -2.18, 0.0)
    >>> (simple.gravitation(at) ** 2).sum(axis=1).round(1).tolist()
    [96.6]
    >>> simple.wind_at(at).round(2).tolist(), (simple.potential(at) / 1e6).round(3).tolist()
    ([[8.2, -5.72, 0.0]], [-62.599])
    """

    sphere_radius_m: float | None = None
    gm_m3_s2: float | None = None
    j2: float | None = None
    rotation_rate_rad_s: float | None = None
    air: Air | None = None
    gravity: Literal["j2", "j4", "central"] | None = field(default=None, kw_only=True)
    j3: float | None = field(default=None, kw_only=True)
    j4: float | None = field(default=None, kw_only=True)
    wind: Wind | None = field(default=None, kw_only=True)

    def __post_init__(self) -> None:
        """Check the parameters."""
        if set(map(type, vars(self).values())) == {NoneType}:
            # The real Earth has nothing to check, and is compiled once.
            vars(self)["_compiled"] = _REAL
        else:
            self._check()
            self.core()

    def _check(self) -> None:
        """Check the parameters that are given."""
        for name in ("sphere_radius_m", "gm_m3_s2", "j2", "j3", "j4", "rotation_rate_rad_s"):
            if (value := getattr(self, name)) is not None:
                object.__setattr__(self, name, number(name, value))
        if self.gravity is not None:
            choice("gravity", self.gravity, ("j2", "j4", "central"))
            for name in ("j2", "j3", "j4"):
                if getattr(self, name) is not None:
                    raise InvalidParameterError(
                        f"{name} = {getattr(self, name)} is not allowed: gravity = {shown(self.gravity)} sets it"
                    )
        for name, kind in (("air", Air), ("wind", Wind)):
            if getattr(self, name) is not None:
                instance(name, getattr(self, name), kind)

    def __repr__(self) -> str:
        return f"World({given(self)})"

    @property
    def zonal_harmonics(self) -> tuple[float, float, float]:
        """J2, J3 and J4 in effect."""
        return self.core().field()[1:4]

    def gravitation(self, position_ecef_m: npt.ArrayLike, *, threads: int = 0) -> Array:
        """Return gravitation (m/s^2), ECEF, without centrifugal term, at ECEF positions (m), both (n, 3).

        Raises
        ------
        InvalidParameterError
            The positions are not of shape (n, 3) or (3,).
        """
        return self.core().gravitation(vectors("position_ecef_m", position_ecef_m), checked_threads(threads))

    def potential(self, position_ecef_m: npt.ArrayLike, *, threads: int = 0) -> Array:
        """Return potential energy per mass (m^2/s^2), shape (n,), at ECEF positions (m).

        With the centrifugal term: with half the square of the speed relative to the Earth it is constant in free
        flight.

        Raises
        ------
        InvalidParameterError
            The positions are not of shape (n, 3) or (3,).
        """
        return self.core().potential(vectors("position_ecef_m", position_ecef_m), checked_threads(threads))

    def wind_at(self, position_ecef_m: npt.ArrayLike, *, threads: int = 0) -> Array:
        """Return the velocity of the air relative to the rotating Earth (m/s), ECEF, at ECEF positions (m).

        Raises
        ------
        InvalidParameterError
            The positions are not of shape (n, 3) or (3,).
        """
        return self.core().wind(vectors("position_ecef_m", position_ecef_m), checked_threads(threads))

    def core(self) -> _core.World:
        """Return the compiled world."""
        return self._compiled

    @cached_property
    def _compiled(self) -> _core.World:
        given = {name: value for name, value in vars(self).items() if value is not None}
        for name in given.keys() & {"air", "wind"}:
            given[name] = given[name].core()
        return _core.World(**given)


def planet(world: World | None) -> World:
    """Return a world, the real Earth for None.

    Raises
    ------
    InvalidParameterError
        It is something else.
    """
    return EARTH if world is None else instance("world", world, World)


EARTH = World()
