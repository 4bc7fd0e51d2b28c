"""Sensors and fire units together, in SI, without a scenario file: `ic.engagement_windows` takes it with flights.

Models and limits: docs/models/sensing.md, docs/models/engagement.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from intercept.base.arguments import by_name, number, refused
from intercept.base.shown import Shown
from intercept.base.table import Table
from intercept.base.words import counted
from intercept.earth.terrain import Terrain
from intercept.engagement.defence.classes import check as check_classes
from intercept.engagement.defence.classes import named
from intercept.engagement.defence.columns import FLYOUT_COLUMNS, SENSOR_COLUMNS, UNIT_COLUMNS, FireUnits, Sensors
from intercept.engagement.defence.fire_unit import FireUnit
from intercept.engagement.defence.of_class import warnings_of_class
from intercept.engagement.defence.sensor import Sensor
from intercept.errors import InvalidParameterError

Site = TypeVar("Site", Sensor, FireUnit)

DECISION_TIME_MAX_S = 86_400.0
SITES_MAX = 100_000


@dataclass(frozen=True, repr=False)
class Defence(Shown):
    """Sensors, fire units and the time a decision takes.

    Parameters
    ----------
    sensors, fire_units
        `Sensor` and `FireUnit`, 0 to 100,000 each. Names are unique; one without a name gets that of its class and a
        number.
    decision_time_s
        Time from a track to the order to engage, before the unit's own reaction time (0 to 86,400).
    terrain
        Ground that hides threats from sensors: an `ic.Terrain`; the bare ellipsoid unless given.
    warning_s
        Time from a launch to the warning of it at the fire units, by threat class (0 to 86,400), or the name of a
        sensor class that warns ("satellite_early_warning"), at its most likely delay. From a warning on, a decision can
        be prepared: `docs/models/engagement.md`. A class that is left out gives none; each is one of the catalogue, or
        one that a sensor or fire unit of the defence names.

    Raises
    ------
    InvalidParameterError
        Something is not a sensor or fire unit, a name is given twice, a sensor of `cued_by` or `guided_by` is not in
        the defence, a threat class of `warning_s` is not known, or a time is out of range.

    Examples
    --------
    >>> import intercept as ic
    >>> radar = ic.Sensor.of_class("surveillance_radar", position=(-0.785, -2.18))
    >>> unit = ic.FireUnit.of_class("medium_range_sam", position=(-0.785, -2.18))
    >>> [sensor.name for sensor in ic.Defence([radar, radar], [unit]).sensors]
    ['surveillance_radar 1', 'surveillance_radar 2']
    """

    sensors: Sequence[Sensor]
    fire_units: Sequence[FireUnit]
    decision_time_s: float = 15.0
    terrain: Terrain | None = None
    warning_s: Mapping[str, float] | str = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Check the parts and give names to those without one."""
        object.__setattr__(self, "sensors", _named("sensors", self.sensors, Sensor))
        object.__setattr__(self, "fire_units", _named("fire_units", self.fire_units, FireUnit))
        time_s = number("decision_time_s", self.decision_time_s, 0.0, DECISION_TIME_MAX_S)
        object.__setattr__(self, "decision_time_s", time_s)
        if not isinstance(self.terrain, Terrain | None):
            raise refused("terrain", self.terrain, "an ic.Terrain")
        stated = warnings_of_class(self.warning_s) if isinstance(self.warning_s, str) else self.warning_s
        warnings = by_name("warning_s", stated)
        check_classes("warning_s", tuple(warnings), named(self.sensors, self.fire_units))
        checked = {name: number(f"warning_s[{name}]", s, 0.0, DECISION_TIME_MAX_S) for name, s in warnings.items()}
        object.__setattr__(self, "warning_s", checked)
        known = {sensor.name for sensor in self.sensors}
        for unit in self.fire_units:
            for field_name in ("cued_by", "guided_by"):
                for name in getattr(unit, field_name):
                    if name not in known:
                        raise InvalidParameterError(
                            f"{field_name} = {name} of fire unit {unit.name} is not allowed: must be the name of a"
                            " sensor of the defence"
                        )

    def __repr__(self) -> str:
        counts = f"{counted(len(self.sensors), 'sensor')}, {counted(len(self.fire_units), 'fire unit')}"
        terrain = "" if self.terrain is None else f", {self.terrain!r}"
        return f"<Defence: {counts}, {self.decision_time_s:g} s for a decision{terrain}>"

    def _shown(self) -> tuple[str, Table]:
        sites = [("sensor", site.name, site.class_name) for site in self.sensors]
        sites += [("fire unit", site.name, site.class_name) for site in self.fire_units]
        return repr(self).strip("<>"), Table.of_rows(("kind", "name", "class"), sites)


def _named(name: str, sites: Sequence[Site], kind: type[Site]) -> tuple[Site, ...]:
    if not isinstance(sites, Sequence) or len(sites) > SITES_MAX or not all(isinstance(site, kind) for site in sites):
        raise refused(name, sites, f"a list of at most {SITES_MAX:,} ic.{kind.__name__}")
    given = Counter(site.name for site in sites if site.name)
    twice = [each for each, count in given.items() if count > 1]
    if twice:
        raise InvalidParameterError(
            f"name = {twice[0]} is not allowed in {name}: must be unique, but {given[twice[0]]} of them have it"
        )
    numbers: Counter[str] = Counter()
    made = []
    for site in sites:
        if not site.name:
            numbers[site.class_name] += 1
            while f"{site.class_name} {numbers[site.class_name]}" in given:
                numbers[site.class_name] += 1
        made.append(site if site.name else replace(site, name=f"{site.class_name} {numbers[site.class_name]}"))
    return tuple(made)


def warnings_of(defence: Defence, classes: Sequence[str]) -> npt.NDArray[np.float64]:
    """Return the time from launch to warning (s) of each threat class, infinite for none."""
    known = by_name("warning_s", defence.warning_s)
    return np.array([known.get(name, np.inf) for name in classes], dtype=np.float64)


def sensors_of(defence: Defence, classes: Sequence[str]) -> Sensors:
    """Return the sensors of a defence in columns, with their ranges against threat classes."""
    return Sensors(
        names=tuple(sensor.name for sensor in defence.sensors),
        class_names=tuple(sensor.class_name for sensor in defence.sensors),
        parameters=_rows([sensor.row() for sensor in defence.sensors], len(SENSOR_COLUMNS)),
        range_by_class_m=_rows([sensor.ranges_m(classes) for sensor in defence.sensors], len(classes)),
    )


def units_of(defence: Defence, classes: Sequence[str]) -> FireUnits:
    """Return the fire units of a defence in columns, with what they may engage of threat classes."""
    units = defence.fire_units
    # A variant is a class together with what it engages how far: the rules are kept by variant.
    keys = [(unit.class_name, tuple(map(repr, unit.ranges_m(classes)))) for unit in units]
    variants = list(dict.fromkeys(keys))
    flyouts: dict[tuple[float | str, ...], int] = {}
    flyout = []
    for unit in units:
        row = unit.flyout_row()
        # NaN is not equal to itself: rows are compared as text.
        flyout.append(flyouts.setdefault(tuple(map(repr, row)), len(flyouts)))
    names = [sensor.name for sensor in defence.sensors]
    ranges = [[float(text) for text in ranges] for _, ranges in variants]
    return FireUnits(
        names=tuple(unit.name for unit in units),
        parameters=_rows([unit.row() for unit in units], len(UNIT_COLUMNS)),
        variant=np.array([variants.index(key) for key in keys], dtype=np.uint64),
        flyout=np.array(flyout, dtype=np.uint64),
        flyouts=_rows([[float(text) for text in row] for row in flyouts], len(FLYOUT_COLUMNS)),
        class_names=tuple(name for name, _ in variants),
        range_by_class_m=np.array(ranges, dtype=float).reshape(len(variants), len(classes)),
        cued_by=tuple(tuple(names.index(name) for name in unit.cued_by) or None for unit in units),
        guided_by=tuple(tuple(names.index(name) for name in unit.guided_by) or None for unit in units),
    )


def _rows(rows: Sequence[Sequence[float]], columns: int) -> npt.NDArray[np.float64]:
    return np.array(rows, dtype=float).reshape(-1, columns) if rows else np.zeros((0, columns))
