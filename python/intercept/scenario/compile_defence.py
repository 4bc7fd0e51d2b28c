"""Sensors and fire units of a plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from intercept.catalogue.draw import draw
from intercept.catalogue.streams import stream
from intercept.engagement.defence.of_class import engagement_values, interceptor_values
from intercept.engagement.plan import FLYOUT_COLUMNS, SENSOR_COLUMNS, UNIT_COLUMNS, FireUnits, Sensors
from intercept.scenario.model.limits import FireUnitLimits, SensorLimits, row

if TYPE_CHECKING:
    from intercept.catalogue.catalogue import Catalogue, GenericClass
    from intercept.scenario.model.defence import Decision, FireUnit, Light, Sensor
    from intercept.scenario.model.values import Stated
    from intercept.scenario.prepare import Sample

Values = dict[str, float]
Overrides = tuple[tuple[str, float, float, float], ...]
# Magazines refill without limit unless a fire unit says otherwise.
RELOADS_WITHOUT_LIMIT = 2**32 - 1
NEVER = 255
EFFECTIVE_EARTH_FACTOR = 4.0 / 3.0
MEAN_RADIUS_M = 6_371_008.8
# Columns of a sensor that the catalogue says nothing of: it looks all round, without a blind cone, confirms by the
# track delay alone, hands over at once, sees at once, surely, from a fixed place, and keeps no track without hits.
SEES_ALL_ROUND = (
    *(0.0, np.pi, 0.0),
    *(0.0, 1.0, 1.0, 0.0),
    *(EFFECTIVE_EARTH_FACTOR, np.inf),
    *(np.nan, np.nan, np.nan),
    *(0.0, 0.0, 0.0, 0.0),
)
# The same for a fire unit: no sector, no limit of crossing angle, closing speed or lateral acceleration, no
# illumination.
SHOOTS_ALL_ROUND = (0.0, np.pi, np.pi / 2, np.pi, 0.0, np.inf, 0.0, 0.0, 0.0, 0.0, EFFECTIVE_EARTH_FACTOR)
# And for a fly-out: no gun, no sustainer, no limits of lift and time, launched at sea level.
BOOST_AND_COAST = (np.nan, 0.0, 0.0, np.inf, np.inf, 0.0, 0.0, 0.0, np.inf, np.inf, 0.0)


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


def lowest_elevation_rad(values: Values, height_m: float) -> float:
    """Return the lowest apparent elevation of a sensor of the catalogue, whose row counts from its horizon.

    At or below the horizon nothing but the horizon limits it. The dip of the horizon is arccos(k R/(k R + h)).
    """
    above = np.radians(values["elevation_min_deg"])
    effective_m = EFFECTIVE_EARTH_FACTOR * MEAN_RADIUS_M
    return -np.pi / 2 if above <= 0.0 else float(above - np.arccos(effective_m / (effective_m + height_m)))


def coast_s(values: Values, limits: SensorLimits | None = None) -> float:
    """Return how long a sensor of the catalogue keeps a track without hits: as long as it takes to make one."""
    if limits is None or not limits.scan_period_s:
        return values["track_delay_s"]
    return limits.scan_period_s * float(limits.track_scans or limits.track_hits or 1)


def _frozen(overrides: Mapping[str, Stated]) -> Overrides:
    return tuple(sorted((key, value.low, value.mode, value.high) for key, value in overrides.items()))


def compile_sensors(sites: Sequence[Sensor], light: Light, sample: Sample) -> Sensors:
    """Return the sensors that work in this sample: each site is up with the drawn availability of its class."""
    catalogue, threat_classes = sample.catalogue, sample.threat_classes
    latitude, longitude = sample.frame.places(sensor.position for sensor in sites)
    drawn = _Drawn(sample.seed, sample.number)
    names, classes, rows, ranges = [], [], [], []
    for i, sensor in enumerate(sites):
        generic = catalogue.sensors[sensor.class_name]
        rule = catalogue.sensor_rule(sensor.class_name)
        v = drawn.values(generic, sensor.overrides)
        if stream(sample.seed, sample.number, f"availability of {sensor.name}").random() >= v["availability"]:
            continue
        radar = rule.is_radar
        limits = sensor.limits or SensorLimits()
        # A radar's track delay stands for its scans: where these are stated, they count instead.
        delay_s = 0.0 if radar and limits.scan_period_s else v["track_delay_s"]
        names.append(sensor.name)
        classes.append(sensor.class_name)
        values = [
            *(latitude[i], longitude[i], 0.0, v[rule.height]),
            lowest_elevation_rad(v, v[rule.height]),
            *(np.radians(v["elevation_max_deg"]), delay_s),
            *((1e3 * v["range_for_1_m2_km"], 1e3 * v["instrumented_range_km"]) if radar else (np.nan, np.nan)),
            *SEES_ALL_ROUND,
        ]
        rows.append(row(SENSOR_COLUMNS, values, {"coast_s": coast_s(v, limits), **limits.columns()}))
        keys = [rule.range_key(catalogue.threats[name].base, light) for name in threat_classes]
        ranges.append([0.0 if radar or key is None else 1e3 * v[key] for key in keys])
    return Sensors(
        tuple(names),
        tuple(classes),
        np.array(rows, dtype=float).reshape(-1, len(SENSOR_COLUMNS)),
        np.array(ranges, dtype=float).reshape(-1, len(threat_classes)),
    )


def compile_fire_units(
    sites: Sequence[FireUnit], decision: Decision, sensors: tuple[str, ...], sample: Sample
) -> FireUnits:
    """Return the fire units, one row for each of a site's `count`; `sensors` are the names of those that work."""
    catalogue = sample.catalogue
    drawn = _Drawn(sample.seed, sample.number)
    variants: dict[tuple[str, Overrides], int] = {}
    generics: list[GenericClass] = []
    flyouts, names, rows, magazines, variant_of = [], [], [], [], []
    cued_by: list[tuple[int, ...] | None] = []
    for unit in sites:
        key = (unit.class_name, _frozen(unit.overrides))
        generic = catalogue.defences[unit.class_name]
        v = drawn.values(generic, unit.overrides)
        if key not in variants:
            variants[key] = len(variants)
            generics.append(generic.with_values(unit.overrides))
            flyouts.append(_flyout(v, catalogue.rules.interceptors[generic.base]))
        latitude, longitude = sample.frame.places(unit.positions())
        magazine = _magazine(unit, v, variants[key])
        limits = unit.limits or FireUnitLimits()
        # A sensor that is down in this sample cues nobody.
        cues = None if limits.cued_by is None else tuple(sensors.index(n) for n in limits.cued_by if n in sensors)
        stated = engagement_values(v) | limits.columns()
        for i in range(unit.count):
            names.append(unit.name if unit.count == 1 else f"{unit.name} {i + 1}")
            rows.append(row(UNIT_COLUMNS, [latitude[i], longitude[i], *_envelope(v)], stated))
            cued_by.append(cues)
            magazines.append(magazine)
            variant_of.append(variants[key])
    index = np.array(variant_of, dtype=np.uint64)
    rules = _rules(decision, catalogue, generics, sample.threat_classes)
    return FireUnits(
        names=tuple(names),
        parameters=np.array(rows, dtype=float).reshape(-1, len(UNIT_COLUMNS)),
        variant=index,
        flyout=index,
        flyouts=np.array(flyouts, dtype=float).reshape(-1, len(FLYOUT_COLUMNS)),
        magazines=np.array(magazines, dtype=float).reshape(-1, 8),
        class_names=tuple(generic.name for generic in generics),
        may_engage=rules[0],
        kill_scale=rules[1],
        preference=rules[2],
        priors=_priors(decision, generics),
        cued_by=tuple(cued_by),
    )


def _envelope(v: Values) -> list[float]:
    return [
        *(0.0, v["fire_control_height_m"], 1e3 * v["slant_range_min_km"], 1e3 * v["slant_range_max_km"]),
        *(v["altitude_min_m"], v["altitude_max_m"], v["max_target_speed_m_s"]),
        *(v["reaction_time_s"], v["assess_time_s"]),
        *SHOOTS_ALL_ROUND,
    ]


def _flyout(v: Values, rule: Mapping[str, float]) -> list[float]:
    reach = [1e3 * v["slant_range_max_km"], v["altitude_max_m"]]
    return row(FLYOUT_COLUMNS, [*(np.nan,) * 5, *reach, *BOOST_AND_COAST], interceptor_values(v, rule))


def _magazine(unit: FireUnit, v: Values, variant: int) -> list[float]:
    # A gun's rounds are shells; a shot of it is a burst.
    per_shot = v.get("rounds_per_engagement", 1.0)
    rounds = round(v["ready_rounds"] / per_shot) if unit.rounds is None else unit.rounds
    salvo = round(v["shots_per_target"]) if unit.doctrine.salvo is None else unit.doctrine.salvo
    reloads = RELOADS_WITHOUT_LIMIT if unit.reloads is None else unit.reloads
    return [
        *(variant, rounds, max(1, round(v["channels"])), v["reload_time_s"], reloads),
        *(salvo, float(unit.doctrine.shoot_look_shoot), v["assess_time_s"]),
    ]


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


def _priors(decision: Decision, generics: list[GenericClass]) -> np.ndarray:
    common = decision.common_cause_share
    rows = []
    for generic in generics:
        kill, up = generic.parameters["single_shot_kill_probability"], generic.parameters["availability"]
        rows.append([kill.low, kill.mode, kill.high, common.low, common.mode, common.high, up.low, up.mode, up.high])
    return np.array(rows, dtype=float).reshape(-1, 9)
