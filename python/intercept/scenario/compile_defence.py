"""Sensors and fire units of a plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from intercept.catalogue.draw import draw, stream
from intercept.engagement.defence.columns import (
    FLYOUT_COLUMNS,
    MAGAZINE_COLUMNS,
    SEES_ALL_ROUND,
    SENSOR_COLUMNS,
    SHOOTS_ALL_ROUND,
    UNIT_COLUMNS,
    FireUnits,
    Sensors,
    row,
)
from intercept.engagement.defence.of_class import flyout_row, ranges_by_class_m, sensor_values, unit_values
from intercept.scenario.model.limits import FireUnitLimits, SensorLimits
from intercept.scenario.model.values import places

if TYPE_CHECKING:
    from intercept.catalogue.catalogue import Catalogue, GenericClass
    from intercept.catalogue.rules import SensorRule
    from intercept.catalogue.uncertain import Stated
    from intercept.scenario.model.defence import Decision, FireUnit, Light, Sensor
    from intercept.scenario.prepare import Sample

Values = dict[str, float]
Overrides = tuple[tuple[str, float, float, float], ...]
# Magazines refill without limit unless a fire unit says otherwise.
RELOADS_WITHOUT_LIMIT = 2**32 - 1
NEVER = 255
FLYOUT_STEP_M = 50.0
RANGES_OF_RADARS = ("range_for_1_m2_m", "instrumented_range_m")


class Stores(NamedTuple):
    """What a raid asks of fire units besides their geometry: see `intercept.engagement.plan.Chances`."""

    magazines: npt.NDArray[np.float64]
    kill_scale: npt.NDArray[np.float64]
    preference: npt.NDArray[np.uint8]
    priors: npt.NDArray[np.float64]


class _Drawn:
    """Draws of classes, and of classes with a site's overrides: the same random numbers for all sites of a class."""

    def __init__(self, seed: int, sample: int) -> None:
        self.seed, self.sample = seed, sample
        self._known: dict[tuple[str, str, Overrides], Values] = {}

    def values(self, generic: GenericClass, overrides: Mapping[str, Stated]) -> Values:
        """Return the drawn parameters by key."""
        key = (generic.kind, generic.name, _frozen(overrides))
        if key not in self._known:
            rng = stream(self.seed, self.sample, f"{generic.kind} {generic.name}")
            drawn = draw(generic.with_values(overrides), rng)
            self._known[key] = {name: float(value[0]) for name, value in drawn.items()}
        return self._known[key]


def _frozen(overrides: Mapping[str, Stated]) -> Overrides:
    return tuple(sorted((key, value.low, value.mode, value.high) for key, value in overrides.items()))


def compile_sensors(sites: Sequence[Sensor], light: Light, sample: Sample) -> Sensors:
    """Return the sensors that work in this sample: each site is up with the drawn availability of its class."""
    catalogue, threat_classes = sample.catalogue, sample.threat_classes
    latitude, longitude = places(sample.frame, (sensor.position for sensor in sites))
    ground_m = sample.ground_m(latitude, longitude)
    drawn = _Drawn(sample.seed, sample.number)
    names, classes, rows, ranges = [], [], [], []
    for i, sensor in enumerate(sites):
        generic = catalogue.sensors[sensor.class_name]
        rule = catalogue.sensor_rule(sensor.class_name)
        v = drawn.values(generic, sensor.overrides)
        if stream(sample.seed, sample.number, f"availability of {sensor.name}").random() >= v["availability"]:
            continue
        # The altitude of an aircraft does not count from the ground.
        altitude_m = 0.0 if rule.is_airborne else ground_m[i]
        place = {"latitude_rad": latitude[i], "longitude_rad": longitude[i], "altitude_m": altitude_m}
        stated = {**dict.fromkeys(RANGES_OF_RADARS, np.nan), **SEES_ALL_ROUND, **sensor_values(v, rule), **place}
        rows.append(row(SENSOR_COLUMNS, {**stated, **_stated(sensor.limits or SensorLimits(), rule)}))
        names.append(sensor.name)
        classes.append(sensor.class_name)
        keys = [rule.range_key(catalogue.threats[name].base, light) for name in threat_classes]
        ranges.append([0.0 if rule.is_radar or key is None else 1e3 * v[key] for key in keys])
    return Sensors(
        tuple(names),
        tuple(classes),
        np.array(rows, dtype=float).reshape(-1, len(SENSOR_COLUMNS)),
        np.array(ranges, dtype=float).reshape(-1, len(threat_classes)),
    )


def compile_warnings(class_name: str | None, sample: Sample) -> npt.NDArray[np.float64]:
    """Return the time from launch to warning (s) of each threat class, infinite where there is none in this sample."""
    catalogue = sample.catalogue
    none = np.full(len(sample.threat_classes), np.inf)
    if class_name is None:
        return none
    v = _Drawn(sample.seed, sample.number).values(catalogue.sensors[class_name], {})
    if stream(sample.seed, sample.number, f"availability of {class_name}").random() >= v["availability"]:
        return none
    warned = catalogue.sensor_rule(class_name).warns
    bases = [catalogue.threats[name].base for name in sample.threat_classes]
    return np.array([v["report_delay_s"] if base in warned else np.inf for base in bases])


def _stated(limits: SensorLimits, rule: SensorRule) -> dict[str, float]:
    """Return the columns that a site states, and those that follow from a scan period."""
    if not limits.scan_period_s:
        return limits.columns()
    # A radar's track delay stands for its scans: where these are stated, they count instead. A track is kept without
    # hits for as long as its scans take.
    delay = {"track_delay_s": 0.0} if rule.is_radar else {}
    coast_s = limits.scan_period_s * float(limits.track_scans or limits.track_hits or 1)
    return {**delay, "coast_s": coast_s, **limits.columns()}


def compile_fire_units(
    sites: Sequence[FireUnit], decision: Decision, sensors: tuple[str, ...], sample: Sample
) -> tuple[FireUnits, Stores]:
    """Return the fire units, one row for each of a site's `count`; `sensors` are the names of those that work."""
    catalogue = sample.catalogue
    drawn = _Drawn(sample.seed, sample.number)
    variants: dict[tuple[str, Overrides], int] = {}
    generics: list[GenericClass] = []
    flyouts: dict[tuple[int, float], tuple[int, list[float]]] = {}
    reaches, names, rows, magazines, variant_of, flyout_of = [], [], [], [], [], []
    cued_by: list[tuple[int, ...] | None] = []
    guided_by: list[tuple[int, ...] | None] = []
    for unit in sites:
        key = (unit.class_name, _frozen(unit.overrides))
        generic = catalogue.defences[unit.class_name]
        v = drawn.values(generic, unit.overrides)
        if key not in variants:
            variants[key] = len(variants)
            generics.append(generic.with_values(unit.overrides))
            reaches.append(ranges_by_class_m(v, catalogue, sample.threat_classes))
        latitude, longitude = places(sample.frame, unit.positions())
        ground_m = sample.ground_m(latitude, longitude)
        magazine = _magazine(unit, v, variants[key])
        limits = unit.limits or FireUnitLimits()
        cues, guides = (_up(sensors, named) for named in (limits.cued_by, limits.guided_by))
        stated = {**SHOOTS_ALL_ROUND, **unit_values(v, generic.base), **limits.columns()}
        for i in range(unit.count):
            names.append(unit.name if unit.count == 1 else f"{unit.name} {i + 1}")
            place = {"latitude_rad": latitude[i], "longitude_rad": longitude[i], "altitude_m": ground_m[i]}
            # Units whose ground differs by less share a table: its air differs by half a per cent at most.
            level_m = FLYOUT_STEP_M * round(ground_m[i] / FLYOUT_STEP_M)
            if (variants[key], level_m) not in flyouts:
                rule = catalogue.rules.interceptors[generic.base]
                flyouts[variants[key], level_m] = len(flyouts), flyout_row(v, {"launch_altitude_m": level_m, **rule})
            flyout_of.append(flyouts[variants[key], level_m][0])
            rows.append(row(UNIT_COLUMNS, {**stated, **place}))
            cued_by.append(cues)
            guided_by.append(guides)
            magazines.append(magazine)
            variant_of.append(variants[key])
    index = np.array(variant_of, dtype=np.uint64)
    may_engage, kill_scale, preference = _rules(decision, catalogue, generics, sample.threat_classes)
    units = FireUnits(
        names=tuple(names),
        parameters=np.array(rows, dtype=float).reshape(-1, len(UNIT_COLUMNS)),
        variant=index,
        flyout=np.array(flyout_of, dtype=np.uint64),
        flyouts=np.array([row for _, row in flyouts.values()], dtype=float).reshape(-1, len(FLYOUT_COLUMNS)),
        class_names=tuple(generic.name for generic in generics),
        range_by_class_m=_ranges(may_engage, reaches, sample.threat_classes),
        cued_by=tuple(cued_by),
        guided_by=tuple(guided_by),
    )
    stored = np.array(magazines, dtype=float).reshape(-1, len(MAGAZINE_COLUMNS))
    return units, Stores(stored, kill_scale, preference, _priors(decision, generics))


def _up(sensors: tuple[str, ...], named: tuple[str, ...] | None) -> tuple[int, ...] | None:
    """Return the indices of the sensors named that work: one that is down in this sample cues and guides nobody."""
    return None if named is None else tuple(sensors.index(name) for name in named if name in sensors)


def _magazine(unit: FireUnit, v: Values, variant: int) -> list[float]:
    # A gun's rounds are shells; a shot of it is a burst.
    per_shot = v.get("rounds_per_engagement", 1.0)
    rounds = round(v["ready_rounds"] / per_shot) if unit.rounds is None else unit.rounds
    salvo = round(v["shots_per_target"]) if unit.doctrine.salvo is None else unit.doctrine.salvo
    reloads = RELOADS_WITHOUT_LIMIT if unit.reloads is None else unit.reloads
    values = {
        "class": variant,
        "rounds": rounds,
        "channels": max(1, round(v["channels"])),
        "reload_time_s": v["reload_time_s"],
        "reloads": reloads,
        "assess_time_s": v["assess_time_s"],
        "salvo": salvo,
        "shoot_look_shoot": unit.doctrine.shoot_look_shoot,
    }
    return row(MAGAZINE_COLUMNS, values)


def _rules(
    decision: Decision, catalogue: Catalogue, generics: list[GenericClass], threat_classes: tuple[str, ...]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return who may engage what, the scale of the kill probability, and the rank in which classes are tried."""
    may = catalogue.may_engage(decision.engage)
    order = catalogue.preference(decision.preference)
    shape = (len(generics), len(threat_classes))
    allowed, scale = np.zeros(shape, dtype=bool), np.ones(shape)
    rank = np.full(shape, NEVER, dtype=np.uint8)
    for d, generic in enumerate(generics):
        scales = decision.kill_scale.get(generic.name, {})
        for c, threat in enumerate(threat_classes):
            allowed[d, c] = threat in may[generic.name]
            scale[d, c] = scales.get(threat, 1.0)
            if allowed[d, c]:
                rank[d, c] = min(order.index(generic.name), NEVER - 1)
    return allowed, scale, rank


def _ranges(
    may_engage: npt.NDArray[np.bool_], reaches: Sequence[Mapping[str, float]], threat_classes: Sequence[str]
) -> npt.NDArray[np.float64]:
    """Return the greatest slant range of each variant against each threat class: infinite for no other than its own."""
    reach = [[by_class.get(name, np.inf) for name in threat_classes] for by_class in reaches]
    return np.where(may_engage, np.array(reach, dtype=float).reshape(may_engage.shape), np.nan)


def _priors(decision: Decision, generics: list[GenericClass]) -> np.ndarray:
    common = decision.common_cause_share
    rows = []
    for generic in generics:
        kill, up = generic.parameters["single_shot_kill_probability"], generic.parameters["availability"]
        rows.append([kill.low, kill.mode, kill.high, common.low, common.mode, common.high, up.low, up.mode, up.high])
    return np.array(rows, dtype=float).reshape(-1, 9)
