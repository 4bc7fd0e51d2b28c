"""Sensors of a plan, and the warning of launches."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from intercept.engagement.chances import Keys, keys_of
from intercept.engagement.defence.columns import SEES_ALL_ROUND, SENSOR_COLUMNS, Sensors, row
from intercept.engagement.defence.of_class import sensor_values
from intercept.scenario.drawn import Array, Drawn, Overrides, by_vector, frozen
from intercept.scenario.model.limits import SensorLimits
from intercept.scenario.model.values import places
from intercept.scenario.unknowns import UP, WARNING_UP

if TYPE_CHECKING:
    from intercept.catalogue.rules import SensorRule
    from intercept.scenario.model.defence import Light, Sensor
    from intercept.scenario.prepare import Sample

RANGES_OF_RADARS = ("range_for_1_m2_m", "instrumented_range_m")


class Watch(NamedTuple):
    """What a raid asks of sensors besides their geometry: see `intercept.engagement.chances.Chances`."""

    sensor_keys: Keys
    sensor_classes: npt.NDArray[np.uint64]
    sensor_availability: Array
    sensor_tracks_max: Array


def compile_sensors(sites: Sequence[Sensor], light: Light, sample: Sample) -> tuple[Sensors, Watch]:
    """Return the sensors, and with what probability each is up."""
    catalogue, threat_classes = sample.catalogue, sample.threat_classes
    latitude, longitude = places(sample.frame, (sensor.position for sensor in sites))
    ground_m = sample.ground_m(latitude, longitude)
    drawn = Drawn(sample.vectors)
    rows, ranges, variant_of, up = [], [], [], []
    variants: dict[tuple[str, Overrides], int] = {}
    for i, sensor in enumerate(sites):
        generic = catalogue.sensors[sensor.class_name]
        rule = catalogue.sensor_rule(sensor.class_name)
        v = drawn.values(generic, sensor.overrides)
        key = (sensor.class_name, frozen(sensor.overrides))
        if key not in variants:
            variants[key] = len(variants)
            up.append(drawn.every(generic, sensor.overrides)[UP])
        variant_of.append(variants[key])
        # The altitude of an aircraft does not count from the ground.
        altitude_m = 0.0 if rule.is_airborne else ground_m[i]
        place = {"latitude_rad": latitude[i], "longitude_rad": longitude[i], "altitude_m": altitude_m}
        stated = {**dict.fromkeys(RANGES_OF_RADARS, np.nan), **SEES_ALL_ROUND, **sensor_values(v, rule), **place}
        rows.append(row(SENSOR_COLUMNS, {**stated, **_stated(sensor.limits or SensorLimits(), rule)}))
        keys = [rule.range_key(catalogue.threats[name].base, light) for name in threat_classes]
        ranges.append([0.0 if rule.is_radar or key is None else 1e3 * v[key] for key in keys])
    names = tuple(sensor.name for sensor in sites)
    sensors = Sensors(
        names,
        tuple(sensor.class_name for sensor in sites),
        np.array(rows, dtype=float).reshape(-1, len(SENSOR_COLUMNS)),
        np.array(ranges, dtype=float).reshape(-1, len(threat_classes)),
    )
    availability = by_vector(up, sample.vectors)
    tracks = np.array([np.inf if sensor.tracks_max is None else sensor.tracks_max for sensor in sites], dtype=float)
    return sensors, Watch(keys_of("sensor", names), np.array(variant_of, dtype=np.uint64), availability, tracks)


def compile_warnings(class_name: str | None, sample: Sample) -> npt.NDArray[np.float64]:
    """Return the time from launch to warning (s) of each threat class, infinite where there is none.

    Whether the warning is up belongs to the geometry: it moves windows, and is no site of its own.
    """
    catalogue = sample.catalogue
    none = np.full(len(sample.threat_classes), np.inf)
    if class_name is None:
        return none
    v = Drawn(sample.vectors).values(catalogue.sensors[class_name], {})
    up = sample.vectors.u.get(WARNING_UP)
    if v[UP] <= 0.0 or (up is not None and up[0] >= v[UP]):
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
