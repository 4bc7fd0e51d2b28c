"""The planet of a flight: the real Earth, or a simplified one as published cases use them.

Models and limits: docs/models/earth.md, air.md, wind.md.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

import intercept._core as _core
from intercept.base.arguments import column, instance, vectors
from intercept.earth.wind import Wind
from intercept.errors import InvalidParameterError

Array = npt.NDArray[np.float64]

_AIR_COLUMNS = ("temperature_k", "pressure_pa", "density_kg_m3", "speed_of_sound_m_s", "viscosity_pa_s")


class Geodetic(NamedTuple):
    """A place: geodetic latitude and longitude (rad, east positive), altitude above the ellipsoid (m).

    On a world that is a sphere: geocentric latitude, and altitude above the sphere.
    """

    latitude_rad: float
    longitude_rad: float
    altitude_m: float = 0.0


@dataclass(frozen=True, repr=False)
class Air:
    """The air of a world. Make it by `Air.us76`, `Air.exponential` or `Air.vacuum`.

    Parameters
    ----------
    density_0_kg_m3, scale_height_m
        Density at altitude zero (0 to 1000, 0: vacuum), falling by e over the scale height (1 to 1e6). Without a
        density the air is the US Standard Atmosphere 1976.
    density_factor, temperature_offset_k, scale_height_above_86_km_m
        Of the standard atmosphere only: see `Air.us76`.

    Raises
    ------
    InvalidParameterError
        A parameter is out of range, or belongs to the other kind of air.
    """

    density_0_kg_m3: float | None = None
    scale_height_m: float = 7200.0
    density_factor: float = field(default=1.0, kw_only=True)
    temperature_offset_k: float = field(default=0.0, kw_only=True)
    scale_height_above_86_km_m: float | None = field(default=None, kw_only=True)

    def __post_init__(self) -> None:
        """Check the parameters."""
        if self.density_0_kg_m3 is not None:
            for item in fields(self)[2:]:
                if getattr(self, item.name) != item.default:
                    raise InvalidParameterError(
                        f"{item.name} = {getattr(self, item.name)} is not allowed: belongs to Air.us76, "
                        "not to exponential air"
                    )
        self.core()

    def __repr__(self) -> str:
        if self.density_0_kg_m3 == 0.0:
            return "Air.vacuum()"
        if self.density_0_kg_m3 is not None:
            return f"Air.exponential({self.density_0_kg_m3!r}, {self.scale_height_m!r})"
        return f"Air.us76({_given(self)})"

    @classmethod
    def us76(
        cls,
        *,
        density_factor: float = 1.0,
        temperature_offset_k: float = 0.0,
        scale_height_above_86_km_m: float | None = None,
    ) -> Air:
        """Return the US Standard Atmosphere 1976, scaled for dispersions.

        Parameters
        ----------
        density_factor
            Factor of density and pressure, 0 to 100.
        temperature_offset_k
            Added to the temperature everywhere (-100 to 100 K), with pressure kept at its standard value against
            altitude: density is divided by 1 + offset / temperature.
        scale_height_above_86_km_m
            If given, density falls exponentially above 86 km with this scale height (1 to 1e6 m) at the temperature
            of 86 km, as some published problems have it.
        """
        return cls(
            density_factor=density_factor,
            temperature_offset_k=temperature_offset_k,
            scale_height_above_86_km_m=scale_height_above_86_km_m,
        )

    @classmethod
    def exponential(cls, density_0_kg_m3: float, scale_height_m: float) -> Air:
        """Return isothermal air: density at altitude zero (kg/m^3), falling by e over a scale height (m)."""
        return cls(density_0_kg_m3, scale_height_m)

    @classmethod
    def vacuum(cls) -> Air:
        """Return no air."""
        return cls(0.0)

    def at(self, altitude_m: npt.ArrayLike) -> dict[str, Array]:
        """Return the air at geometric altitudes (m), shape (n,): keys as of `us76`."""
        values = self.core().at(column("altitude_m", altitude_m))
        return dict(zip(_AIR_COLUMNS, values, strict=True))

    def core(self) -> _core.Air:
        """Return the compiled air."""
        if self.density_0_kg_m3 is not None:
            return _core.Air.exponential(self.density_0_kg_m3, self.scale_height_m)
        return _core.Air.us76(self.density_factor, self.temperature_offset_k, self.scale_height_above_86_km_m)


@dataclass(frozen=True, repr=False)
class World:
    """The planet of a flight; what is None is the real Earth's (WGS-84, J2, its rotation, the standard atmosphere).

    Parameters
    ----------
    sphere_radius_m
        Radius of a sphere from which altitude counts (1e3 to 1e9); None for the ellipsoid.
    gm_m3_s2
        Gravitational parameter, 0 to 1e20.
    j2, j3, j4
        Unnormalised zonal harmonics, -0.1 to 0.1, in place of those of `gravity`.
    rotation_rate_rad_s
        -1e-3 to 1e-3; 0 for a planet at rest.
    air
        The standard atmosphere unless given; see `Air`.
    gravity
        "j2" (central term and J2, as None), "j4" (J2 to J4) or "central". Not together with j2, j3 or j4.
    wind
        See `Wind`; none unless given: the air turns with the Earth.

    Raises
    ------
    InvalidParameterError
        A parameter is out of range.
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
        if self.gravity is not None:
            for name in ("j2", "j3", "j4"):
                if getattr(self, name) is not None:
                    raise InvalidParameterError(
                        f"{name} = {getattr(self, name)} is not allowed: gravity = {self.gravity!r} sets it"
                    )
        for name, kind in (("air", Air), ("wind", Wind)):
            if getattr(self, name) is not None:
                instance(name, getattr(self, name), kind)
        self.core()

    def __repr__(self) -> str:
        return f"World({_given(self)})"

    @property
    def zonal_harmonics(self) -> tuple[float, float, float]:
        """J2, J3 and J4 in effect."""
        return self.core().field()[1:4]

    def gravitation(self, position_ecef_m: npt.ArrayLike) -> Array:
        """Return gravitation (m/s^2), ECEF, without centrifugal term, at ECEF positions (m), both (n, 3)."""
        return self.core().gravitation(vectors("position_ecef_m", position_ecef_m))

    def potential(self, position_ecef_m: npt.ArrayLike) -> Array:
        """Return potential energy per mass (m^2/s^2), shape (n,), at ECEF positions (m).

        With the centrifugal term: with half the square of the speed relative to the Earth it is constant in free
        flight.
        """
        return self.core().potential(vectors("position_ecef_m", position_ecef_m))

    def wind_at(self, position_ecef_m: npt.ArrayLike) -> Array:
        """Return the velocity of the air relative to the rotating Earth (m/s), ECEF, at ECEF positions (m)."""
        return self.core().wind(vectors("position_ecef_m", position_ecef_m))

    def core(self) -> _core.World:
        """Return the compiled world."""
        return _core.World(
            sphere_radius_m=self.sphere_radius_m,
            gm_m3_s2=self.gm_m3_s2,
            gravity=self.gravity or "j2",
            j2=self.j2,
            j3=self.j3,
            j4=self.j4,
            rotation_rate_rad_s=self.rotation_rate_rad_s,
            air=None if self.air is None else self.air.core(),
            wind=None if self.wind is None else self.wind.core(),
        )


def planet(world: World | None) -> World:
    """Return a world, the real Earth for None.

    Raises
    ------
    InvalidParameterError
        It is something else.
    """
    return World() if world is None else instance("world", world, World)


def us76(altitude_m: npt.ArrayLike) -> dict[str, Array]:
    """Return the US Standard Atmosphere 1976 (NOAA-S/T 76-1562) at geometric altitudes (m), shape (n,).

    Keys: temperature_k, pressure_pa, density_kg_m3, speed_of_sound_m_s and viscosity_pa_s (dynamic). The last two are
    NaN above 86 km, where the standard has none. Flights beyond go on as docs/models/air.md says, and so does `Air.at`.

    Raises
    ------
    InvalidParameterError
        An altitude is outside the -5 to 1000 km of the standard.
    """
    altitude = column("altitude_m", altitude_m)
    outside = altitude[(altitude < -5e3) | (altitude > 1e6)]
    if len(outside):
        raise InvalidParameterError(
            f"altitude_m = {outside[0]} is not allowed: the standard is stated from -5000 to 1000000"
        )
    return Air.us76().at(altitude)


def _given(instance: Air | World) -> str:
    """Return the arguments that are not the defaults, as written in a call."""
    values = {item.name: getattr(instance, item.name) for item in fields(instance) if item.repr}
    defaults = {item.name: item.default for item in fields(instance)}
    return ", ".join(f"{name}={value!r}" for name, value in values.items() if value != defaults[name])
