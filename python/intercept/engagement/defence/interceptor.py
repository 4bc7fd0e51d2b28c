"""What flies out to meet a threat, and the interceptors of the catalogue's classes.

Model, symbols, sources, limits: docs/models/interceptor.md.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Self

import intercept._core as _core
from intercept.base.arguments import check_scalars
from intercept.base.values import ShortRepr
from intercept.catalogue.catalogue import Catalogue
from intercept.catalogue.draw import most_likely
from intercept.engagement.defence.columns import FLYOUT_COLUMNS, row
from intercept.engagement.defence.of_class import changed, generic_class, interceptor_values
from intercept.errors import InvalidParameterError

KINDS = ("constant_speed_m_s", "peak_speed_m_s", "muzzle_speed_m_s")


@dataclass(frozen=True, repr=False)
class Interceptor(ShortRepr):
    """What flies out to meet a threat: a missile, a gun's projectile or an interceptor drone.

    Exactly one of `constant_speed_m_s`, `peak_speed_m_s` and `muzzle_speed_m_s` says which kind it is. The model is a
    point mass on a straight line: docs/models/interceptor.md.

    Parameters
    ----------
    constant_speed_m_s
        Speed of an interceptor drone (or a mean speed of anything), m/s, 1 to 20,000.
    peak_speed_m_s
        Speed of a missile at the end of its boost on a line of 35 degrees elevation, m/s, 10 to 20,000.
    boost_time_s
        Duration of the boost, s, 0.05 to 300, and at most `peak_speed_m_s` / 10 m/s^2.
    ballistic_coefficient_kg_m2
        Mass over drag area, m / (C_D A), of a missile or projectile, kg/m^2, 10 to 1e6.
    speed_min_m_s
        Speed below which it no longer intercepts, m/s, 5 to the peak or muzzle speed.
    muzzle_speed_m_s
        Speed of a gun's projectile at the muzzle, m/s, 10 to 20,000.
    sustain_time_s, sustain_acceleration_m_s2
        The sustainer after the boost: duration, 0 to 600 s, and thrust over mass, 0 to 1,000 m/s^2.
    lateral_acceleration_max_m_s2
        Greatest lateral acceleration that the structure withstands, m/s^2, from 0; infinite for no limit.
    lift_ratio_max
        Greatest lift coefficient over the drag coefficient without lift, C_L,max / C_D0, up to 1,000; infinite where
        lift does not limit.
    induced_drag
        kappa in drag = q / beta (1 + kappa (C_L / C_D0)^2), 0 to 1; the greatest lift-to-drag ratio is
        1 / (2 sqrt(kappa)). Needs a finite `lift_ratio_max`.
    divert_acceleration_m_s2
        Lateral acceleration by side thrusters, m/s^2, 0 to 1e4, added to that of lift.
    lateral_acceleration_min_m_s2
        The fly-out ends, after the boost, where the lateral acceleration it has is less than this; 0 for never.
    flight_time_max_s
        Endurance, battery or self-destruction, s; infinite for none.
    climb_rate_m_s
        Of an interceptor drone, m/s: the time to a height is at least height over climb rate. Where that decides, its
        speed along the line is climb rate over the sine of the line's elevation.
    launch_altitude_m
        Height of the launcher above the sea, m, -1,000 to 1e5, for the density of the air.

    Raises
    ------
    InvalidParameterError
        A field is not a number or out of its range, or not exactly one of the three speeds is given.

    Examples
    --------
    >>> Interceptor(peak_speed_m_s=1200.0, boost_time_s=7.0).ballistic_coefficient_kg_m2
    6000.0
    >>> Interceptor.of_class("medium_range_sam").peak_speed_m_s
    1200.0
    """

    constant_speed_m_s: float | None = None
    peak_speed_m_s: float | None = None
    boost_time_s: float = 5.0
    ballistic_coefficient_kg_m2: float = 6_000.0
    speed_min_m_s: float = 300.0
    muzzle_speed_m_s: float | None = None
    sustain_time_s: float = 0.0
    sustain_acceleration_m_s2: float = 0.0
    lateral_acceleration_max_m_s2: float = math.inf
    lift_ratio_max: float = math.inf
    induced_drag: float = 0.0
    divert_acceleration_m_s2: float = 0.0
    lateral_acceleration_min_m_s2: float = 0.0
    flight_time_max_s: float = math.inf
    climb_rate_m_s: float = math.inf
    launch_altitude_m: float = 0.0

    def __post_init__(self) -> None:
        """Check the fields: all are numbers, and exactly one speed is given."""
        check_scalars(self, set())
        given = [name for name in KINDS if getattr(self, name) is not None]
        if len(given) != 1:
            raise InvalidParameterError(
                f"{' and '.join(given)} together are not allowed: must be exactly one of {', '.join(KINDS)}"
                if given
                else f"a speed is missing: must be exactly one of {', '.join(KINDS)}"
            )
        # An envelope that is always allowed: only the fields are looked at.
        _core.check_flyout(list(self.row(1e3, 1e3)))

    @classmethod
    def of_class(cls, name: str, /, **changes: Any) -> Self:  # noqa: ANN401
        """Return the interceptor of a defence class of the catalogue, at the modes of its values.

        What no source gives (lift, drag of lift, side thrusters, climb) is a choice of the model, with its reason in
        catalogue/data/rules.toml.

        Parameters
        ----------
        name
            Such as "medium_range_sam"; `intercept catalog` lists them.
        changes
            Any field, instead of the catalogue's value.

        Raises
        ------
        InvalidParameterError
            There is no such class or field, or a field is out of range.
        """
        generic = generic_class("defence", name)
        rule = Catalogue.load().rules.interceptors[generic.base]
        return changed(cls(**interceptor_values(most_likely(generic), rule)), changes)

    def row(self, slant_range_max_m: float, altitude_max_m: float) -> tuple[float, ...]:
        """Return the columns of a fly-out and its envelope: 18 numbers, as `FLYOUT_COLUMNS` names them.

        Parameters
        ----------
        slant_range_max_m, altitude_max_m
            Greatest slant range (m), and height above the launcher's horizontal plane (m): of the fire unit.
        """
        own = {name: getattr(self, name) for name in self.__dataclass_fields__}
        stated = {name: math.nan if value is None else value for name, value in own.items()}
        reach = {"slant_range_max_m": slant_range_max_m, "altitude_max_m": altitude_max_m}
        return tuple(row(FLYOUT_COLUMNS, {**stated, **reach}))
