"""The air of a world: the US Standard Atmosphere 1976, exponential air, or none.

Models and limits: docs/models/air.md.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

import intercept._core as _core
from intercept.base.arguments import column, number
from intercept.base.arguments import threads as checked_threads
from intercept.errors import InvalidParameterError

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Array = npt.NDArray[np.float64]

_AIR_COLUMNS = ("temperature_k", "pressure_pa", "density_kg_m3", "speed_of_sound_m_s", "viscosity_pa_s")


@dataclass(frozen=True, repr=False)
class Air:
    """The air of a world. Make it by `Air.us76`, `Air.exponential` or `Air.vacuum`.

    Model, sources, limits: docs/models/air.md.

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

    Examples
    --------
    >>> import intercept as ic
    >>> ic.Air.us76(density_factor=1.1).at([0.0])["density_kg_m3"].round(4).tolist()
    [1.3475]
    >>> ic.Air.exponential(1.2, 7200.0).at([0.0, 7200.0])["density_kg_m3"].round(4).tolist()
    [1.2, 0.4415]
    >>> ic.Air.vacuum()
    Air.vacuum()
    """

    density_0_kg_m3: float | None = None
    scale_height_m: float = 7200.0
    density_factor: float = field(default=1.0, kw_only=True)
    temperature_offset_k: float = field(default=0.0, kw_only=True)
    scale_height_above_86_km_m: float | None = field(default=None, kw_only=True)

    def __post_init__(self) -> None:
        """Check the parameters."""
        for item in fields(self):
            if (value := getattr(self, item.name)) is not None or item.default is not None:
                object.__setattr__(self, item.name, number(item.name, value))
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
        return f"Air.us76({given(self)})"

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

        Raises
        ------
        InvalidParameterError
            A value is out of range.
        """
        return cls(
            density_factor=density_factor,
            temperature_offset_k=temperature_offset_k,
            scale_height_above_86_km_m=scale_height_above_86_km_m,
        )

    @classmethod
    def exponential(cls, density_0_kg_m3: float, scale_height_m: float) -> Air:
        """Return isothermal air: density at altitude zero (kg/m^3), falling by e over a scale height (m).

        Raises
        ------
        InvalidParameterError
            A value is out of range.
        """
        return cls(density_0_kg_m3, scale_height_m)

    @classmethod
    def vacuum(cls) -> Air:
        """Return no air."""
        return cls(0.0)

    def at(self, altitude_m: npt.ArrayLike, *, threads: int = 0) -> dict[str, Array]:
        """Return the air at geometric altitudes (m), shape (n,): keys and threads as of `us76`.

        Raises
        ------
        InvalidParameterError
            The altitudes are not numbers, or not of shape (n,); NaN gives NaN.
        """
        values = self.core().at(column("altitude_m", altitude_m), checked_threads(threads))
        return dict(zip(_AIR_COLUMNS, values, strict=True))

    def core(self) -> _core.Air:
        """Return the compiled air."""
        if self.density_0_kg_m3 is not None:
            return _core.Air.exponential(self.density_0_kg_m3, self.scale_height_m)
        return _core.Air.us76(self.density_factor, self.temperature_offset_k, self.scale_height_above_86_km_m)


def us76(altitude_m: npt.ArrayLike, *, threads: int = 0) -> dict[str, Array]:
    """Return the US Standard Atmosphere 1976 (NOAA-S/T 76-1562) at geometric altitudes (m), shape (n,).

    Keys: temperature_k, pressure_pa, density_kg_m3, speed_of_sound_m_s and viscosity_pa_s (dynamic). The last two are
    NaN above 86 km, where the standard has none. Flights beyond go on as docs/models/air.md says, and so does `Air.at`.
    At most `threads` threads, 0 for all cores, share some thousand rows or more; the result is the same for any number.

    Raises
    ------
    InvalidParameterError
        An altitude is outside the -5 to 1000 km of the standard.

    Examples
    --------
    >>> import intercept as ic
    >>> air = ic.earth.us76([0.0, 11e3])
    >>> air["temperature_k"].round(2).tolist(), air["pressure_pa"].round().tolist()
    ([288.15, 216.77], [101325.0, 22700.0])
    """
    altitude = column("altitude_m", altitude_m)
    outside = altitude[(altitude < -5e3) | (altitude > 1e6)]
    if len(outside):
        raise InvalidParameterError(
            f"altitude_m = {outside[0]} is not allowed: the standard is stated from -5000 to 1000000"
        )
    return Air.us76().at(altitude, threads=threads)


def given(description: DataclassInstance) -> str:
    """Return the arguments that are not the defaults, as written in a call."""
    values = {item.name: getattr(description, item.name) for item in fields(description) if item.repr}
    defaults = {item.name: item.default for item in fields(description)}
    return ", ".join(f"{name}={value!r}" for name, value in values.items() if value != defaults[name])
