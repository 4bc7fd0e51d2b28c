"""Rules of fire that are off unless stated: command posts, and how geometry lowers the kill probability."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from intercept.catalogue.uncertain import Between, Section
from intercept.scenario.model.values import Name

Share = Annotated[float, Between(0, 1)]


class CommandPost(Section):
    """A command post: an engagement by any of its fire units takes one of its operators for a time.

    fire_units
        Names of sites of `fire_units`; all units of a site belong to it.
    operators
        How many there are.
    operator_time_s
        How long an engagement takes one, from the launch on.
    """

    name: Name
    fire_units: Annotated[tuple[Name, ...], Field(min_length=1)]
    operators: Annotated[int, Between(1, 10_000)]
    operator_time_s: Annotated[float, Between(0, 3600)]


class KillGeometry(Section):
    """Factors of an intercept's geometry on the kill probability of a defence class; each is off unless given.

    A factor is 1 where the geometry is easy, falls in a straight line to its `_least` where it is hardest, and is held
    there; the factors multiply. Shape, ends and least values are assumptions of the user's.

    lateral_margin_full_m_s2
        The factor is 1 from this margin of available over required lateral acceleration on, least where none is left.
    closing_speed_full_m_s, closing_speed_end_m_s
        The factor is 1 up to the first closing speed, least from the second on.
    altitude_edge_km
        The factor is 1 so far inside the lowest and highest altitude of an intercept, least at either.
    """

    lateral_margin_full_m_s2: Annotated[float, Between(0.1, 10_000)] | None = None
    lateral_margin_least: Share = 0.5
    closing_speed_full_m_s: Annotated[float, Between(0, 20_000)] | None = None
    closing_speed_end_m_s: Annotated[float, Between(0, 20_000)] | None = None
    closing_speed_least: Share = 0.5
    altitude_edge_km: Annotated[float, Between(0.001, 100)] | None = None
    altitude_edge_least: Share = 0.5

    @model_validator(mode="after")
    def _speeds_in_order(self) -> Self:
        full, end = self.closing_speed_full_m_s, self.closing_speed_end_m_s
        if (full is None) != (end is None) or (full is not None and end is not None and full >= end):
            raise PydanticCustomError(
                "closing_speeds",
                "must have closing_speed_full_m_s below closing_speed_end_m_s, or neither of them",
            )
        return self

    def columns(self) -> dict[str, float]:
        """Return the values of `KILL_GEOMETRY_COLUMNS` that are stated, in SI units."""
        stated: dict[str, float] = {}
        if self.lateral_margin_full_m_s2 is not None:
            stated |= _ramp("lateral_margin", "_m_s2", self.lateral_margin_full_m_s2, 0.0, self.lateral_margin_least)
        if self.closing_speed_full_m_s is not None and self.closing_speed_end_m_s is not None:
            ends = (self.closing_speed_full_m_s, self.closing_speed_end_m_s)
            stated |= _ramp("closing_speed", "_m_s", *ends, self.closing_speed_least)
        if self.altitude_edge_km is not None:
            stated |= _ramp("altitude_edge", "_m", 1e3 * self.altitude_edge_km, 0.0, self.altitude_edge_least)
        return stated


def _ramp(name: str, unit: str, full: float, end: float, least: float) -> dict[str, float]:
    return {f"{name}_full{unit}": full, f"{name}_end{unit}": end, f"{name}_least": least}
