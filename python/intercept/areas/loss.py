"""How a defended area shrinks as one value of the threat changes: speed, altitude, depression.

Method and limits: docs/models/defended_area.md.
"""

from __future__ import annotations

import inspect
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from intercept.areas.defended_area import defended_area
from intercept.base.arguments import by_name, column, refused, shown, text
from intercept.base.printed import parameter
from intercept.base.shown import Shown
from intercept.base.table import Table
from intercept.base.values import ByValue
from intercept.base.words import counted, one_of, spelled
from intercept.errors import InvalidParameterError, UnreachableError
from intercept.scenario.read import scenario_of

if TYPE_CHECKING:
    from intercept.areas.area import DefendedArea
    from intercept.engagement.defence.defence import Defence
    from intercept.engagement.plan import Plan
    from intercept.scenario.model.scenario import Scenario

VALUES_MAX = 100


@dataclass(frozen=True, eq=False, repr=False)
class AreaLoss(ByValue, Shown):
    """Defended areas of the same defence against one class with one value changed, in the order of `values`.

    A loss can be pickled and deep-copied, and compares by value.
    """

    vary: str
    values: tuple[float, ...]
    areas: tuple[DefendedArea, ...]

    def __repr__(self) -> str:
        """Tell the class, the value and the areas at its ends."""
        ends = " to ".join(f"{self.areas[k].area_km2:,.0f} km² at {self.values[k]:g}" for k in (0, -1))
        by = f"{spelled(self.areas[0].threat_class)} by {parameter(self.vary)}"
        return f"<AreaLoss: {by}, {counted(len(self.values), 'value')}: {ends}>"

    def _shown(self) -> tuple[str, Table]:
        return repr(self).strip("<>"), self.table()

    def table(self) -> Table:
        """Return one row for each value: the area, its share of the first, whether it is bounded, the main reason."""
        areas = np.array([area.area_km2 for area in self.areas])
        first = areas[0] if areas[0] > 0.0 else math.nan
        reasons = [area.dominant_reasons for area in self.areas]
        return Table(
            {
                self.vary: np.array(self.values),
                "area_km2": areas,
                "share_of_first": areas / first,
                "bounded": np.array([area.bounded for area in self.areas]),
                "extent_km": np.array([area.field.axis_m[-1] / 1e3 for area in self.areas]),
                "dominant_reason": np.array([found[0][0] if found else "" for found in reasons], dtype=np.str_),
            }
        )


def area_loss(
    defence: Defence | Scenario | Plan | str | Path,
    threat_class: str,
    *,
    vary: str,
    values: Sequence[float],
    **options: Any,  # noqa: ANN401
) -> AreaLoss:
    """Return the defended area for each of some values of the threat.

    Model, sources, limits: docs/models/defended_area.md.

    Parameters
    ----------
    defence, threat_class
        As for `defended_area`.
    vary
        A parameter of the class with its unit, such as "cruise_speed_m_s", or "range_m" for the distance flown.
    values
        1 to 100 values of the parameter; the others are compared with the first.
    options
        The other arguments of `defended_area`, the same for all values.

    Raises
    ------
    InvalidParameterError
        No value is given, a parameter is out of range, or the class has no such parameter.
    UnreachableError
        With one of the values the class cannot fly that far.

    Examples
    --------
    >>> import intercept as ic
    >>> place = (-0.7845, -2.1357)
    >>> radar = ic.Sensor.of_class("surveillance_radar", position=place)
    >>> defence = ic.Defence([radar], [ic.FireUnit.of_class("medium_range_sam", position=place)])
    >>> ic.area_loss(defence, "subsonic_cruise", vary="cruise_speed_m_s", values=[200.0, 250.0], resolution=11)
    <AreaLoss: subsonic cruise by cruise speed, m/s, 2 values: 4,182 km² at 200 to 4,011 km² at 250>
    """
    vary, listed = text("vary", vary), column("values", values)
    if not 1 <= len(listed) <= VALUES_MAX or not np.isfinite(listed).all():
        raise refused("values", values, f"1 to {VALUES_MAX} finite numbers")
    known = [name for name in inspect.signature(defended_area).parameters if name not in ("defence", "threat_class")]
    for name, value in options.items():
        if name not in known:
            raise refused(f"option {name}", value, one_of(name, known))
    if isinstance(defence, str | Path):
        defence = scenario_of("defence", defence)
    overrides = by_name("overrides", options.pop("overrides", None))
    areas = []
    for value in listed.tolist():
        changed = {"range_m": value} if vary == "range_m" else {"overrides": overrides | {vary: value}}
        try:
            areas.append(defended_area(defence, threat_class, **({"overrides": overrides} | options | changed)))
        except (InvalidParameterError, UnreachableError) as error:
            raise type(error)(f"vary = {shown(vary)} with values of {value:g}: {error}") from error
    return AreaLoss(vary, tuple(listed.tolist()), tuple(areas))
