"""The values of its class that a flight reads, each with its prior and source."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from intercept.base.table import Table
from intercept.catalogue.draw import Bounds
from intercept.catalogue.generic_class import GenericClass
from intercept.catalogue.rules import LIMITS, ProfileName, Rules

Array = npt.NDArray[np.float64]

# What each kind of flight reads of its class; a cruise also the altitude and speed of its profile.
_BOOSTED = ("specific_impulse_s", "burn_time_s", "ballistic_coefficient_kg_m2")
_LIFTED = ("lift_to_drag", "dive_angle_deg")
READ = {
    "ballistic": {*_BOOSTED, "stages", "stage_dropped_share", "range_km"},
    "aeroballistic": {
        *(*_BOOSTED, *_LIFTED, "apogee_m", "launch_altitude_m", "launch_speed_m_s"),
        *("lateral_acceleration_m_s2", "pull_up_altitude_m", "dive_speed_m_s"),
        *("climb_angle_deg", "range_km"),
    },
    "hypersonic": {
        *(*_LIFTED, "cruise_speed_m_s", "altitude_cruise_m", "ballistic_coefficient_kg_m2", "terminal_speed_m_s"),
        "lateral_acceleration_m_s2",
    },
    "glide": {*_LIFTED, "ballistic_coefficient_kg_m2", "dive_altitude_m", *LIMITS},
    "cruise": {
        *("climb_angle_deg", "dive_angle_deg", "lateral_acceleration_m_s2", "bank_angle_deg"),
        "range_km",
    },
}
VALUE_COLUMNS = (
    *("parameter", "name", "used", "low", "mode", "high", "unit", "confidence", "source", "url", "note", "origin"),
)


def _read(generic: GenericClass, profile: ProfileName | None) -> set[str]:
    rule = Rules.load().threats[generic.base]
    if rule.flight != "cruise":
        return READ[rule.flight]
    flown = rule.profile(profile)
    return {*READ["cruise"], flown.altitude, flown.speed, flown.terminal}


def value_table(
    base: GenericClass,
    changed: GenericClass,
    values: Mapping[str, Array],
    profile: ProfileName | None,
    bounds: Bounds,
    apogee_m: float | None = None,
) -> Table:
    """Return a row for each value that a flight of a class reads: the value of the class as `changed`, its prior.

    Of a limit the end that bounds the flight is given. The note of a prior that the distance cuts says to what.
    `apogee_m` is the one that was flown, where a lower one would not carry over the distance, or a higher one not come
    down there: its row then says so.
    """
    read = _read(base, profile)
    rows = []
    for key, value in values.items():
        if key in read:
            p, prior = changed.parameters[key], base.parameters[key]
            used = p.high if key in LIMITS else float(value[0])
            source = (
                ("-", "given by you", "", "") if p.origin == "scenario" else (p.confidence, p.source, p.url, p.note)
            )
            low, high = (
                (max(prior.low, bounds[key][0][0]), min(prior.high, bounds[key][1][0])) if key in bounds else (0, 0)
            )
            if key in bounds and (low, high) != (prior.low, prior.high):
                source = (*source[:3], f"from {round(low, 2):,g} to {round(high, 2):,g} at this range. {source[3]}")
            if key == "apogee_m" and apogee_m is not None and abs(apogee_m - used) > 1.0:
                said = f"flown instead of {used:,.0f} m, bounded by the least-energy apogee"
                used, source = apogee_m, (*source[:3], f"{said}. {source[3]}".rstrip())
            rows.append((key, p.name, used, prior.low, prior.mode, prior.high, p.unit, *source, p.origin))
    return Table.of_rows(VALUE_COLUMNS, rows)
