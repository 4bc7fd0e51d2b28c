"""How the air acts on a body: drag and lift.

Model: docs/models/aerodynamics.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import intercept._core as _core
from intercept.base.arguments import choice, number, rising, scalars, unmasked
from intercept.base.values import Remade, ShortRepr
from intercept.earth.world import World, planet
from intercept.errors import InvalidParameterError
from intercept.flight.kinds.drag_curves import drag_curve

Points = Sequence[tuple[float, float]]
Between = Literal["linear", "monotone_cubic"]


def checked_points(name: str, points: Points) -> tuple[tuple[float, float], ...]:
    """Return pairs of numbers in rising order of the first, given as points or as two columns.

    Raises
    ------
    InvalidParameterError
        They are neither, or a tuple of two lists of two numbers, which could be either.
    """
    could_be_columns = isinstance(points, tuple) and not all(isinstance(part, tuple) for part in points)
    plain: Any = unmasked(points)
    try:
        listed = list(plain)
        given = [tuple(part) for part in listed]
        if len(given) == 2 and all(len(part) != 2 for part in given):
            given = list(zip(*given, strict=True))
        pairs = tuple((float(x), float(y)) for x, y in given)
    except (TypeError, ValueError, OverflowError) as error:
        raise InvalidParameterError(f"{name} is not allowed: must be pairs of numbers ({error})") from error
    if len(pairs) == 2 and could_be_columns:
        (a, b), (c, d) = pairs
        raise InvalidParameterError(
            f"{name} is not allowed: two lists of two numbers could be points or columns; must be tuples,"
            f" [({a:g}, {b:g}), ({c:g}, {d:g})] or [({a:g}, {c:g}), ({b:g}, {d:g})]"
        )
    return pairs[rising([x for x, _ in pairs])]


@dataclass(frozen=True, repr=False)
class Aerodynamics(Remade, ShortRepr):
    """How the air acts on a body; made by `ballistic_coefficient`, `table` or `published`.

    Drag is q A (C_D0(M) + k C_L^2), lift q A C_L(alpha), with q = rho v^2/2 and A the reference area.

    Model, sources, limits: docs/models/aerodynamics.md.

    Raises
    ------
    InvalidParameterError
        A value is out of range, or there is neither a ballistic coefficient nor a reference area.

    Examples
    --------
    >>> import intercept as ic
    >>> lift = {"lift": [(0.0, 0.0), (0.3, 1.2)], "induced_drag_factor": 0.4}
    >>> body = ic.flights.Aerodynamics.table(0.2, [(0.5, 0.2), (2.0, 0.35)], **lift)
    >>> trimmed = body.trim(altitude_m=5e3, speed_m_s=800.0, mass_kg=500.0, lift_m_s2=20.0)
    >>> {name: round(value, 3) for name, value in trimmed.items()}
    {'angle_of_attack_rad': 0.053, 'lift_m_s2': 20.0, 'drag_m_s2': 34.689}
    >>> ic.flights.Aerodynamics.published("sphere", 0.1).reference_area_m2
    0.1
    >>> ic.flights.Aerodynamics.ballistic_coefficient(5000.0)
    Aerodynamics(ballistic_coefficient_kg_m2=5000.0)
    """

    ballistic_coefficient_kg_m2: float | None = None
    reference_area_m2: float | None = None
    drag: tuple[tuple[float, float], ...] = ()
    lift: tuple[tuple[float, float], ...] = ()
    induced_drag_factor: float = 0.0
    between: Between = "linear"
    _compiled: _core.Aerodynamics = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Check every value."""
        choice("between", self.between, ("linear", "monotone_cubic"))
        if self.ballistic_coefficient_kg_m2 is not None:
            beta = number("ballistic_coefficient_kg_m2", self.ballistic_coefficient_kg_m2)
            made = _core.Aerodynamics.ballistic_coefficient(beta)
        elif self.reference_area_m2 is not None:
            made = _core.Aerodynamics.table(
                number("reference_area_m2", self.reference_area_m2),
                list(checked_points("drag", self.drag)),
                list(checked_points("lift", self.lift)) or None,
                number("induced_drag_factor", self.induced_drag_factor),
                self.between == "monotone_cubic",
            )
        else:
            raise InvalidParameterError(
                "ballistic_coefficient_kg_m2 = None and reference_area_m2 = None is not allowed: must be one of them"
            )
        object.__setattr__(self, "_compiled", made)

    @classmethod
    def ballistic_coefficient(cls, ballistic_coefficient_kg_m2: float) -> Aerodynamics:
        """Return a body of constant m/(C_D A), 1 to 1e9 kg/m^2, of the burnt-out vehicle; without lift.

        Raises
        ------
        InvalidParameterError
            The value is out of range.
        """
        return cls(ballistic_coefficient_kg_m2=number("ballistic_coefficient_kg_m2", ballistic_coefficient_kg_m2))

    @classmethod
    def table(
        cls,
        reference_area_m2: float,
        drag: Points,
        *,
        lift: Points = (),
        induced_drag_factor: float = 0.0,
        between: Between = "linear",
    ) -> Aerodynamics:
        """Return a body with coefficients over a reference area.

        Parameters
        ----------
        reference_area_m2
            1e-6 to 1000 m^2.
        drag
            (Mach number, drag coefficient at zero lift), Mach rising or falling; held outside.
        lift
            (angle of attack in rad, lift coefficient) from (0, 0), rising to the greatest coefficient; none by default.
        induced_drag_factor
            Induced drag over the square of the lift coefficient.
        between
            Straight lines or monotone cubics between the points.

        Raises
        ------
        InvalidParameterError
            A table is empty, its points are not in order, or a number is out of range.
        """
        return cls(
            reference_area_m2=reference_area_m2,
            drag=checked_points("drag", drag),
            lift=checked_points("lift", lift),
            induced_drag_factor=induced_drag_factor,
            between=between,
        )

    @classmethod
    def published(cls, name: str, reference_area_m2: float) -> Aerodynamics:
        """Return a body with a published drag curve (g1, g7, sphere or slender_missile) over a reference area (m^2).

        Raises
        ------
        InvalidParameterError
            There is no such curve, or the area is out of range.
        """
        return cls.table(reference_area_m2, drag_curve(name), between="monotone_cubic")

    def core(self) -> _core.Aerodynamics:
        """Return the compiled aerodynamics."""
        return self._compiled

    def trim(
        self, *, altitude_m: float, speed_m_s: float, mass_kg: float, lift_m_s2: float, world: World | None = None
    ) -> dict[str, float]:
        """Return the trimmed state that gives an acceleration by lift, or as much of it as there is.

        Keys: angle_of_attack_rad, lift_m_s2, drag_m_s2 (induced drag included).

        Raises
        ------
        InvalidParameterError
            Something is not a number.
        """
        state = scalars(altitude_m=altitude_m, speed_m_s=speed_m_s, mass_kg=mass_kg, lift_m_s2=lift_m_s2)
        values = self._compiled.trim(planet(world).core(), *state)
        return dict(zip(("angle_of_attack_rad", "lift_m_s2", "drag_m_s2"), values, strict=True))
