"""Sensors and fire units together, in SI, without a scenario file: what `ic.engagement_windows` takes beside flights.

Models and limits: docs/models/sensing.md, docs/models/engagement.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from intercept.base.arguments import column, number, texts
from intercept.catalogue.catalogue import Catalogue
from intercept.earth.terrain import Terrain
from intercept.engagement.defence.fire_unit import FireUnit
from intercept.engagement.defence.sensor import Sensor
from intercept.engagement.plan import (
    BOOSTED_COLUMNS,
    FLYOUT_COLUMNS,
    GLIDE_COLUMNS,
    HYPERSONIC_COLUMNS,
    ROUTE_COLUMNS,
    SENSOR_COLUMNS,
    UNIT_COLUMNS,
    FireUnits,
    Flights,
    Plan,
    Sensors,
    Threats,
)
from intercept.errors import InvalidParameterError

Site = TypeVar("Site", Sensor, FireUnit)

DECISION_TIME_MAX_S = 86_400.0
SITES_MAX = 100_000
# Of a threat about which nothing is said.
THREAT_CLASS, RADAR_CROSS_SECTION_M2 = "threat", 1.0
LAUNCH_MAX_S, RADAR_CROSS_SECTION_MAX_M2, MANOEUVRE_MAX_M_S2 = 1e7, 1e6, 5e3


@dataclass(frozen=True)
class Defence:
    """Sensors, fire units and the time a decision takes.

    Parameters
    ----------
    sensors, fire_units
        `Sensor` and `FireUnit`, at most 100,000 each; none is allowed. Names are unique; those without one get the
        class's and a number.
    decision_time_s
        From a track to the order to engage, before the unit's own reaction time (0 to 86,400).
    terrain
        Ground that hides threats from sensors: an `ic.Terrain`; a bare ellipsoid unless given.

    Raises
    ------
    InvalidParameterError
        Something else than a sensor or fire unit, a name given twice, a sensor of `cued_by` that is not there, or a
        time out of range.

    Examples
    --------
    >>> import intercept as ic
    >>> radar = ic.Sensor.of_class("surveillance_radar", position=(0.8, 0.5))
    >>> unit = ic.FireUnit.of_class("medium_range_sam", position=(0.8, 0.5))
    >>> [sensor.name for sensor in ic.Defence([radar, radar], [unit]).sensors]
    ['surveillance_radar 1', 'surveillance_radar 2']
    """

    sensors: Sequence[Sensor]
    fire_units: Sequence[FireUnit]
    decision_time_s: float = 15.0
    terrain: Terrain | None = None

    def __post_init__(self) -> None:
        """Check the parts and give names to those without one."""
        object.__setattr__(self, "sensors", _named("sensors", self.sensors, Sensor))
        object.__setattr__(self, "fire_units", _named("fire_units", self.fire_units, FireUnit))
        time_s = number("decision_time_s", self.decision_time_s, 0.0, DECISION_TIME_MAX_S)
        object.__setattr__(self, "decision_time_s", time_s)
        if not isinstance(self.terrain, Terrain | None):
            raise InvalidParameterError(f"terrain = {self.terrain!r} is not allowed: must be an ic.Terrain")
        known = {sensor.name for sensor in self.sensors}
        for unit in self.fire_units:
            for name in unit.cued_by:
                if name not in known:
                    raise InvalidParameterError(
                        f"cued_by = {name} of fire unit {unit.name} is not allowed: must be the name of a sensor of the"
                        " defence"
                    )


def _named(name: str, sites: Sequence[Site], kind: type[Site]) -> tuple[Site, ...]:
    if not isinstance(sites, Sequence) or len(sites) > SITES_MAX or not all(isinstance(site, kind) for site in sites):
        raise InvalidParameterError(f"{name} is not allowed: must be a list of at most {SITES_MAX} ic.{kind.__name__}")
    given = Counter(site.name for site in sites if site.name)
    twice = [each for each, count in given.items() if count > 1]
    if twice:
        raise InvalidParameterError(
            f"{name}: name = {twice[0]} is not allowed: {given[twice[0]]} have it, must be unique"
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


def plan_of(
    defence: Defence,
    rows: int,
    *,
    launch_s: npt.ArrayLike | None,
    radar_cross_section_m2: npt.ArrayLike | None,
    threat_class: str | Sequence[str] | None,
    manoeuvre_m_s2: npt.ArrayLike | None,
) -> Plan:
    """Return the plan of a defence against flown threats; without magazines, so that it makes no raid.

    Parameters
    ----------
    defence
        The defence.
    rows
        How many threats.
    launch_s, radar_cross_section_m2, threat_class, manoeuvre_m_s2
        As of `intercept.engagement_windows`.

    Raises
    ------
    InvalidParameterError
        A value is out of range, or there are not as many as threats.
    """
    if not isinstance(threat_class, str | Sequence | None) or threat_class == "":
        raise InvalidParameterError(f"threat_class = {threat_class!r} is not allowed: must be a name, or one a threat")
    named = [threat_class or THREAT_CLASS] * rows if isinstance(threat_class, str | None) else list(threat_class)
    if len(named) != rows:
        raise InvalidParameterError(f"threat_class of {len(named)} is not allowed: must be one name, or {rows}")
    classes = texts("threat_class", named)
    index = np.array([classes.index(name) for name in named], dtype=np.uint64)
    given = {"launch_s": launch_s, "radar_cross_section_m2": radar_cross_section_m2, "manoeuvre_m_s2": manoeuvre_m_s2}
    limits = {
        "launch_s": (-LAUNCH_MAX_S, LAUNCH_MAX_S),
        "radar_cross_section_m2": (0.0, RADAR_CROSS_SECTION_MAX_M2),
        "manoeuvre_m_s2": (0.0, MANOEUVRE_MAX_M_S2),
    }
    usual = {"launch_s": 0.0, "radar_cross_section_m2": _cross_sections(classes)[index], "manoeuvre_m_s2": 0.0}
    columns = {
        name: np.full(rows, usual[name]) if value is None else _column(name, value, rows, limits[name])
        for name, value in given.items()
    }
    threats = Threats(
        class_index=index,
        wave=np.zeros(rows, dtype=np.uint64),
        asset=np.full(rows, -1, dtype=np.int64),
        flights=no_flights(),
        **columns,
    )
    return Plan(
        scenario_hash="",
        sample=0,
        wave_names=("threats",),
        threat_classes=classes,
        threat_priors=np.zeros((len(classes), 6)),
        asset_names=(),
        asset_classes=(),
        threats=threats,
        sensors=_sensors(defence, classes),
        units=_fire_units(defence, classes),
        decision_time_s=defence.decision_time_s,
    )


def _column(name: str, value: npt.ArrayLike, rows: int, limits: tuple[float, float]) -> npt.NDArray[np.float64]:
    values = column(name, np.asarray(value, dtype=float) if isinstance(value, int | float) else value, rows)
    outside = np.flatnonzero(~((values >= limits[0]) & (values <= limits[1])))
    if len(outside):
        raise InvalidParameterError(
            f"{name}[{outside[0]}] = {values[outside[0]]} is not allowed: must be from {limits[0]:g} to {limits[1]:g}"
        )
    return values


def _cross_sections(classes: Sequence[str]) -> npt.NDArray[np.float64]:
    """Return the most likely radar cross-section (m^2) of catalogue classes, 1 for others."""
    known = Catalogue.load().threats
    return np.array(
        [
            known[name].parameters["radar_cross_section_m2"].mode if name in known else RADAR_CROSS_SECTION_M2
            for name in classes
        ]
    )


def no_flights() -> Flights:
    """Return the flights of a plan whose threats are flown elsewhere."""
    none = np.zeros(0, dtype=np.uint64)
    columns = (BOOSTED_COLUMNS, GLIDE_COLUMNS, HYPERSONIC_COLUMNS, ROUTE_COLUMNS)
    boosted, glide, hypersonic, route = (np.zeros((0, len(names))) for names in columns)
    return Flights(
        *(none, boosted, none, glide, none, hypersonic, none, route),
        waypoints=np.zeros((0, 2)),
        waypoint_offsets=np.zeros(1, dtype=np.uint64),
    )


def _sensors(defence: Defence, classes: Sequence[str]) -> Sensors:
    return Sensors(
        names=tuple(sensor.name for sensor in defence.sensors),
        class_names=tuple(sensor.class_name for sensor in defence.sensors),
        parameters=_rows([sensor.row() for sensor in defence.sensors], len(SENSOR_COLUMNS)),
        range_by_class_m=_rows([sensor.ranges_m(classes) for sensor in defence.sensors], len(classes)),
    )


def _fire_units(defence: Defence, classes: Sequence[str]) -> FireUnits:
    units = defence.fire_units
    # A variant is a class together with what it engages: the rules are kept by variant.
    variants = list(dict.fromkeys((unit.class_name, unit.engages) for unit in units))
    flyouts: dict[tuple[float | str, ...], int] = {}
    flyout = []
    for unit in units:
        row = unit.flyout_row()
        # NaN is not equal to itself: rows are compared as text.
        flyout.append(flyouts.setdefault(tuple(map(repr, row)), len(flyouts)))
    names = [sensor.name for sensor in defence.sensors]
    may = [[engages is None or name in engages for name in classes] for _, engages in variants]
    shape = (len(variants), len(classes))
    return FireUnits(
        names=tuple(unit.name for unit in units),
        parameters=_rows([unit.row() for unit in units], len(UNIT_COLUMNS)),
        variant=np.array([variants.index((unit.class_name, unit.engages)) for unit in units], dtype=np.uint64),
        flyout=np.array(flyout, dtype=np.uint64),
        flyouts=_rows([[float(text) for text in row] for row in flyouts], len(FLYOUT_COLUMNS)),
        magazines=np.zeros((0, 8)),
        class_names=tuple(name for name, _ in variants),
        may_engage=np.array(may, dtype=bool).reshape(shape),
        kill_scale=np.ones(shape),
        preference=np.zeros(shape, dtype=np.uint8),
        priors=np.zeros((0, 9)),
        cued_by=tuple(tuple(names.index(name) for name in unit.cued_by) or None for unit in units),
    )


def _rows(rows: Sequence[Sequence[float]], columns: int) -> npt.NDArray[np.float64]:
    return np.array(rows, dtype=float).reshape(-1, columns) if rows else np.zeros((0, columns))
