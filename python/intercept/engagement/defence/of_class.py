"""Columns of sensors, fire units and fly-outs of a class: from the values of the catalogue and the model's choices.

What no source gives (lift, drag of lift, side thrusters, sustainer, climb) stands with its reason in data/rules.toml.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from intercept.base.arguments import choice, public_name, refused
from intercept.base.words import one_of
from intercept.catalogue.catalogue import Catalogue
from intercept.catalogue.draw import most_likely
from intercept.catalogue.generic_class import GenericClass, Kind
from intercept.catalogue.rules import Rules, SensorRule
from intercept.earth.places import MEAN_RADIUS_M
from intercept.engagement.defence.columns import BOOST_AND_COAST, EFFECTIVE_EARTH_FACTOR, FLYOUT_COLUMNS, row

# Required over the target's lateral acceleration for an effective navigation ratio of 3: N' / (N' - 2).
LATERAL_ACCELERATION_RATIO = 3.0
if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Made = TypeVar("Made", bound="DataclassInstance")

# What comes down from high altitude, boosted by a rocket: the reach against ballistic targets counts.
ROCKET_FLIGHTS = ("ballistic", "aeroballistic", "glide")
WIDTH = "azimuth_width_deg"
RADAR_RANGES = ("range_for_1_m2", "instrumented_range")
MISSILE = ("peak_speed_m_s", "boost_time_s", "ballistic_coefficient_kg_m2", "speed_min_m_s")


def generic_class(kind: Kind, name: str) -> GenericClass:
    """Return a class of the catalogue; raises InvalidParameterError with the names of all where there is none."""
    classes = Catalogue.load().of_kind(kind)
    return classes[choice("name", name, classes)]


def changed(made: Made, changes: Mapping[str, object]) -> Made:
    """Return a thing of a class with fields changed; raises InvalidParameterError for what is no field of it."""
    known = [field.name for field in fields(made)]
    for name, value in changes.items():
        if name not in known:
            raise refused(name, value, f"a field of {public_name(type(made))}, {one_of(name, known)}")
    return replace(made, **changes)


def interceptor_values(v: Mapping[str, float], rule: Mapping[str, float]) -> dict[str, float]:
    """Return the columns of a fly-out that a class states: `v` its values by key, `rule` the choices of the model."""
    chosen = dict(rule)
    # Side thrusters give their share of the class's lateral acceleration, lift the rest.
    share, limit = chosen.pop("divert_share", 0.0), v["lateral_acceleration_limit_m_s2"]
    lateral = {"lateral_acceleration_max_m_s2": (1.0 - share) * limit, "divert_acceleration_m_s2": share * limit}
    if "projectile_muzzle_speed_m_s" in v:
        speed = {"muzzle_speed_m_s": v["projectile_muzzle_speed_m_s"]}
    elif "peak_speed_m_s" in v:
        speed = {key: v[key] for key in MISSILE}
    else:
        speed = {"constant_speed_m_s": v["mean_speed_m_s"]}
    return speed | lateral | chosen


def unit_values(v: Mapping[str, float], base: str) -> dict[str, float]:
    """Return the columns of a fire unit that a class states: `v` its values by key, `base` its catalogue class.

    Guidance asks for a margin of lateral acceleration, a gun for a burst.
    """
    guided = v["lateral_acceleration_limit_m_s2"] > 0.0
    burst = "rate_of_fire_per_min" in v
    return {
        "fire_control_height_m": v["fire_control_height_m"],
        "slant_range_min_m": 1e3 * v["slant_range_min_km"],
        "slant_range_max_m": 1e3 * v["slant_range_max_km"],
        "altitude_min_m": v["altitude_min_m"],
        "altitude_max_m": v["altitude_max_m"],
        "target_speed_max_m_s": v["max_target_speed_m_s"],
        "reaction_time_s": v["reaction_time_s"],
        "assess_time_s": v["assess_time_s"],
        "closing_speed_min_m_s": v.get("closing_speed_min_m_s", 0.0),
        "lateral_acceleration_ratio": LATERAL_ACCELERATION_RATIO if guided else 0.0,
        "track_to_intercept": float(base in Rules.load().track_to_intercept),
        "burst_s": 60.0 * v["rounds_per_engagement"] / v["rate_of_fire_per_min"] if burst else 0.0,
    }


def ranges_by_class_m(v: Mapping[str, float], catalogue: Catalogue, threat_classes: Iterable[str]) -> dict[str, float]:
    """Return the greatest slant range (m) against those threat classes for which a defence class has one of its own."""
    reach_km = v.get("slant_range_max_against_ballistic_km")
    if reach_km is None:
        return {}
    return {name: 1e3 * reach_km for name in threat_classes if catalogue.threat_rule(name).flight in ROCKET_FLIGHTS}


def flyout_row(v: Mapping[str, float], rule: Mapping[str, float]) -> list[float]:
    """Return `FLYOUT_COLUMNS` of a class: `v` its values by key, `rule` the choices of the model."""
    reach = {"slant_range_max_m": 1e3 * v["slant_range_max_km"], "altitude_max_m": v["altitude_max_m"]}
    return row(FLYOUT_COLUMNS, {**BOOST_AND_COAST, **reach, **interceptor_values(v, rule)})


def sensor_values(v: Mapping[str, float], rule: SensorRule) -> dict[str, float]:
    """Return the columns of a sensor that a class states; the ranges only of a radar.

    A track is kept without hits for as long as it takes to make one. Of a sector the class knows the width; where its
    middle points is the site's to say.
    """
    height_m = v[rule.height]
    radar = {f"{name}_m": 1e3 * v[f"{name}_km"] for name in RADAR_RANGES} if rule.is_radar else {}
    sector = {"azimuth_half_width_rad": float(np.radians(v["azimuth_width_deg"] / 2))} if WIDTH in v else {}
    return {
        "height_m": height_m,
        "elevation_min_rad": lowest_elevation_rad(v, height_m),
        "elevation_max_rad": float(np.radians(v["elevation_max_deg"])),
        "track_delay_s": v["track_delay_s"],
        "coast_s": v["track_delay_s"],
        "signal_speed_m_s": rule.signal_speed_m_s,
        **sector,
        **radar,
    }


def warnings_of_class(name: str) -> dict[str, float]:
    """Return the most likely time from launch to warning (s) of a sensor class that warns, by threat class.

    Raises
    ------
    InvalidParameterError
        There is no such class, or it does not warn.
    """
    catalogue = Catalogue.load()
    warning = [each for each in catalogue.sensors if catalogue.sensor_rule(each).warns]
    generic = generic_class("sensor", choice("warning_s", name, warning))
    delay_s = most_likely(generic)["report_delay_s"]
    return dict.fromkeys(catalogue.sensor_rule(generic.name).warns, delay_s)


def lowest_elevation_rad(v: Mapping[str, float], height_m: float) -> float:
    """Return the lowest apparent elevation of a sensor of the catalogue, whose row counts from its horizon.

    At or below the horizon nothing but the horizon limits it. The dip of the horizon is arccos(k R/(k R + h)).
    """
    above = np.radians(v["elevation_min_deg"])
    effective_m = EFFECTIVE_EARTH_FACTOR * MEAN_RADIUS_M
    return -np.pi / 2 if above <= 0.0 else float(above - np.arccos(effective_m / (effective_m + height_m)))
