"""Sensors of a plan, and the warning of launches."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

import intercept._core as _core
from intercept.engagement.chances import Keys
from intercept.engagement.defence.columns import SEES_ALL_ROUND, SENSOR_COLUMNS, Sensors, row
from intercept.engagement.defence.of_class import sensor_values
from intercept.errors import InvalidParameterError, ScenarioError
from intercept.scenario.drawn import Array, by_vector, first
from intercept.scenario.sites import over_variants
from intercept.scenario.unknowns import UP, WARNING_UP

if TYPE_CHECKING:
    from intercept.scenario.model.defence import Light
    from intercept.scenario.prepare import Sample

# Of a place, and of a radar: what a class of another kind has not.
NOT_OF_THE_CLASS = (*SENSOR_COLUMNS[:3], "range_for_1_m2_m", "instrumented_range_m")


class Watch(NamedTuple):
    """What a raid asks of sensors besides their geometry: see `intercept.engagement.chances.Chances`."""

    sensor_keys: Keys
    sensor_classes: npt.NDArray[np.uint64]
    sensor_availability: Array
    sensor_tracks_max: Array


def compile_sensors(light: Light, sample: Sample) -> tuple[Sensors, Watch]:
    """Return the sensors, and with what probability each is up; ScenarioError names one that cannot be."""
    sites, threat_classes = sample.prepared.sensor_sites, sample.threat_classes
    bases = [sample.catalogue.threats[name].base for name in threat_classes]
    rows, ranges, up = [], [], []
    for generic, rule in zip(sites.variants, sites.rules, strict=True):
        every = sample.vectors.drawn(generic)
        up.append(every[UP])
        v = first(every)
        stated = {**dict.fromkeys(NOT_OF_THE_CLASS, np.nan), **SEES_ALL_ROUND, **sensor_values(v, rule)}
        rows.append(row(SENSOR_COLUMNS, stated))
        keys = [rule.range_key(base, light) for base in bases]
        ranges.append([0.0 if rule.is_radar or key is None else 1e3 * v[key] for key in keys])
    by_variant = np.array(ranges, dtype=float).reshape(-1, len(threat_classes))
    sensors = Sensors(
        sites.names,
        sites.class_names,
        over_variants(sites.stated, rows, sites.variant),
        by_variant[sites.variant.astype(np.intp)],
    )
    _check(sensors, len(sample.prepared.scenario.sensors))
    return sensors, Watch(sites.keys, sites.variant, by_vector(up, sample.vectors), sites.tracks_max)


def _check(sensors: Sensors, given: int) -> None:
    """Raise ScenarioError for a sensor of which no tracks can be sought, by its place in the file or its name."""
    try:
        _core.Sensors(sensors.parameters, sensors.range_by_class_m, 1)
    except InvalidParameterError as all_of_them:
        for i, name in enumerate(sensors.names):
            try:
                _core.Sensors(sensors.parameters[i : i + 1], sensors.range_by_class_m[i : i + 1], 1)
            except InvalidParameterError as error:
                # Those that are generated come after those of the file.
                place = f"sensors[{i}]" if i < given else f"theatre.generate.sensors.{sensors.class_names[i]}, {name}"
                raise ScenarioError(f"{place}: {error}") from None
        raise ScenarioError(f"sensors: {all_of_them}") from None


def compile_warnings(class_name: str | None, sample: Sample) -> npt.NDArray[np.float64]:
    """Return the time from launch to warning (s) of each threat class, infinite where there is none.

    Whether the warning is up belongs to the geometry: it moves windows, and is no site of its own.
    """
    catalogue = sample.catalogue
    none = np.full(len(sample.threat_classes), np.inf)
    if class_name is None:
        return none
    v = first(sample.vectors.drawn(catalogue.sensors[class_name]))
    up = sample.vectors.u.get(WARNING_UP)
    if v[UP] <= 0.0 or (up is not None and up[0] >= v[UP]):
        return none
    warned = catalogue.sensor_rule(class_name).warns
    bases = [catalogue.threats[name].base for name in sample.threat_classes]
    return np.array([v["report_delay_s"] if base in warned else np.inf for base in bases])
