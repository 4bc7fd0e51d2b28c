"""The planet of a flight: the real Earth, or a simplified one as published cases use them."""

from __future__ import annotations

from dataclasses import dataclass

from intercept import _core


@dataclass(frozen=True)
class Air:
    """Air of a world: density at altitude zero (kg/m^3), falling by e over a scale height (m). Density 0: vacuum."""

    density_0_kg_m3: float
    scale_height_m: float = 7200.0


@dataclass(frozen=True)
class World:
    """The planet of a flight; what is None is the real Earth's (WGS-84, J2, its rotation, the standard atmosphere)."""

    sphere_radius_m: float | None = None
    gm_m3_s2: float | None = None
    j2: float | None = None
    rotation_rate_rad_s: float | None = None
    air: Air | None = None

    def core(self) -> _core.World:
        """Return the compiled world.

        Raises
        ------
        InvalidParameterError
            A parameter is out of range.
        """
        return _core.World(
            sphere_radius_m=self.sphere_radius_m,
            gm_m3_s2=self.gm_m3_s2,
            j2=self.j2,
            rotation_rate_rad_s=self.rotation_rate_rad_s,
            air=None if self.air is None else (self.air.density_0_kg_m3, self.air.scale_height_m),
        )
