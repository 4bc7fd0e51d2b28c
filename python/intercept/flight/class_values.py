"""Which values of its class a flight reads, as a table with their sources."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from intercept.base.table import Table
from intercept.catalogue.catalogue import Catalogue, GenericClass
from intercept.catalogue.rules import ProfileName
from intercept.report.pages.flight_path import LIMITS

# What each kind of flight reads of its class; a cruise also the altitude and speed of its profile.
_BOOSTED = ("specific_impulse_s", "burn_time_s", "ballistic_coefficient_kg_m2")
_LIFTED = ("lift_to_drag", "dive_angle_deg")
READ = {
    "ballistic": {*_BOOSTED, "stages", "stage_dropped_share", "range_km"},
    "aeroballistic": {
        *(*_BOOSTED, *_LIFTED, "apogee_m", "apogee_share_min", "launch_altitude_m", "launch_speed_m_s"),
        *("lateral_acceleration_m_s2", "pull_up_altitude_m", "dive_speed_share"),
        *("climb_angle_deg", "range_km"),
    },
    "hypersonic": {
        *(*_LIFTED, "cruise_speed_m_s", "altitude_cruise_m", "ballistic_coefficient_kg_m2", "terminal_speed_m_s"),
        "lateral_acceleration_m_s2",
    },
    "glide": {*_LIFTED, "ballistic_coefficient_kg_m2", "dive_altitude_m", *LIMITS},
    "cruise": {
        *("terminal_speed_m_s", "climb_angle_deg", "dive_angle_deg", "lateral_acceleration_m_s2", "bank_angle_deg"),
        "range_km",
    },
}
VALUE_COLUMNS = (
    *("parameter", "name", "used", "low", "mode", "high", "unit", "confidence", "source", "url", "note", "origin"),
)


def _read(generic: GenericClass, profile: ProfileName | None) -> set[str]:
    rule = Catalogue.load().threat_rule(generic.name)
    if rule.flight != "cruise":
        return READ[rule.flight]
    flown = rule.profile(profile)
    return {*READ["cruise"], flown.altitude, flown.speed}


def value_table(
    base: GenericClass,
    changed: GenericClass,
    values: Mapping[str, npt.NDArray[np.float64]],
    profile: ProfileName | None,
    apogee_m: float | None = None,
) -> Table:
    """Return a row for each value that a flight of a class reads: the value of the class as `changed`, its prior.

    Of a limit the end that bounds the flight is given. `apogee_m` is the one that was flown, where a lower one would
    not carry over the distance, or a higher one not come down there: its row then says so.
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
            if key == "apogee_m" and apogee_m is not None and abs(apogee_m - used) > 1.0:
                said = f"flown instead of {used:,.0f} m, bounded by the least-energy apogee"
                used, source = apogee_m, (*source[:3], f"{said}. {source[3]}".rstrip())
            rows.append((key, p.name, used, prior.low, prior.mode, prior.high, p.unit, *source, p.origin))
    return Table.of_rows(VALUE_COLUMNS, rows)
