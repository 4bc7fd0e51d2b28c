"""Columns of sensors, fire units and fly-outs of a class: from the values of the catalogue and the model's choices.

What no source gives (lift, drag of lift, side thrusters, sustainer, climb) stands with its reason in data/rules.toml.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from intercept.base.arguments import choice, public_name, refused
from intercept.catalogue.catalogue import Catalogue, GenericClass, Kind
from intercept.engagement.defence.columns import (
    BOOST_AND_COAST,
    EFFECTIVE_EARTH_FACTOR,
    FLYOUT_COLUMNS,
    SHOOTS_ALL_ROUND,
)

# Required over the target's lateral acceleration for an effective navigation ratio of 3: N' / (N' - 2).
LATERAL_ACCELERATION_RATIO = 3.0
if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Made = TypeVar("Made", bound="DataclassInstance")

MEAN_RADIUS_M = 6_371_008.8
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
            raise refused(name, value, f"a field of {public_name(type(made))}: {', '.join(known)}")
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


def engagement_values(v: Mapping[str, float]) -> dict[str, float]:
    """Return the limits that follow from a class: guidance asks for lateral acceleration, guns for a burst."""
    guided = v["lateral_acceleration_limit_m_s2"] > 0.0
    burst = "rate_of_fire_per_min" in v
    return {
        "lateral_acceleration_ratio": LATERAL_ACCELERATION_RATIO if guided else 0.0,
        "burst_s": 60.0 * v["rounds_per_engagement"] / v["rate_of_fire_per_min"] if burst else 0.0,
    }


def lowest_elevation_rad(v: Mapping[str, float], height_m: float) -> float:
    """Return the lowest apparent elevation of a sensor of the catalogue, whose row counts from its horizon.

    At or below the horizon nothing but the horizon limits it. The dip of the horizon is arccos(k R/(k R + h)).
    """
    above = np.radians(v["elevation_min_deg"])
    effective_m = EFFECTIVE_EARTH_FACTOR * MEAN_RADIUS_M
    return -np.pi / 2 if above <= 0.0 else float(above - np.arccos(effective_m / (effective_m + height_m)))


def coast_s(v: Mapping[str, float], scan_period_s: float | None = None, scans: int = 1) -> float:
    """Return how long a sensor of the catalogue keeps a track without hits: as long as it takes to make one."""
    return scan_period_s * float(scans) if scan_period_s else v["track_delay_s"]


def envelope_columns(v: Mapping[str, float]) -> list[float]:
    """Return what follows latitude and longitude in `UNIT_COLUMNS`."""
    return [
        *(0.0, v["fire_control_height_m"], 1e3 * v["slant_range_min_km"], 1e3 * v["slant_range_max_km"]),
        *(v["altitude_min_m"], v["altitude_max_m"], v["max_target_speed_m_s"]),
        *(v["reaction_time_s"], v["assess_time_s"]),
        *SHOOTS_ALL_ROUND,
    ]


def flyout_columns(v: Mapping[str, float], rule: Mapping[str, float]) -> list[float]:
    """Return `FLYOUT_COLUMNS` of a class."""
    reach = [1e3 * v["slant_range_max_km"], v["altitude_max_m"]]
    return with_stated(FLYOUT_COLUMNS, [*(np.nan,) * 5, *reach, *BOOST_AND_COAST], interceptor_values(v, rule))


def with_stated(names: Sequence[str], values: Sequence[float], stated: Mapping[str, float]) -> list[float]:
    """Return the values of a row, with those that are stated by name in their place."""
    return [stated.get(name, value) for name, value in zip(names, values, strict=True)]
