"""Sensors, fire units and fly-outs as the core takes them: rows of numbers whose columns have names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from intercept.base.values import ByValue

Array = npt.NDArray[np.float64]
Index = npt.NDArray[np.uint64]

SENSOR_COLUMNS = (
    *("latitude_rad", "longitude_rad", "altitude_m", "height_m", "elevation_min_rad", "elevation_max_rad"),
    *("track_delay_s", "range_for_1_m2_m", "instrumented_range_m"),
    *("azimuth_centre_rad", "azimuth_half_width_rad", "blind_cone_half_angle_rad"),
    *("scan_period_s", "track_hits", "track_scans", "handover_delay_s"),
    *("effective_earth_factor", "signal_speed_m_s"),
    *("single_scan_probability", "false_alarm_probability", "required_probability"),
    *("orbit_radius_m", "orbit_speed_m_s", "orbit_phase_rad", "coast_s"),
)
UNIT_COLUMNS = (
    *("latitude_rad", "longitude_rad", "altitude_m", "fire_control_height_m"),
    *("slant_range_min_m", "slant_range_max_m", "altitude_min_m", "altitude_max_m"),
    *("target_speed_max_m_s", "reaction_time_s", "assess_time_s"),
    *("azimuth_centre_rad", "azimuth_half_width_rad", "elevation_max_rad"),
    *("crossing_angle_max_rad", "closing_speed_min_m_s", "closing_speed_max_m_s", "lateral_acceleration_ratio"),
    *("illumination_s", "track_to_intercept", "burst_s", "effective_earth_factor"),
)
FLYOUT_COLUMNS = (
    *("constant_speed_m_s", "peak_speed_m_s", "boost_time_s", "ballistic_coefficient_kg_m2", "speed_min_m_s"),
    *("slant_range_max_m", "altitude_max_m"),
    *("muzzle_speed_m_s", "sustain_time_s", "sustain_acceleration_m_s2"),
    *("lateral_acceleration_max_m_s2", "lift_ratio_max", "induced_drag", "divert_acceleration_m_s2"),
    *("lateral_acceleration_min_m_s2", "flight_time_max_s", "climb_rate_m_s", "launch_altitude_m"),
)

# One false alarm in a million looks is the figure of textbooks; nine tracks of ten: judgement.
FALSE_ALARM_PROBABILITY, REQUIRED_PROBABILITY = 1e-6, 0.9
# Of a horizon in the standard atmosphere.
EFFECTIVE_EARTH_FACTOR = 4.0 / 3.0
# Columns of a sensor about which the catalogue says nothing: it looks all round, without a blind cone, confirms by the
# track delay alone, hands over at once, sees at once and surely, from a fixed place, and keeps no track without hits.
SEES_ALL_ROUND: Mapping[str, float] = {
    "azimuth_centre_rad": 0.0,
    "azimuth_half_width_rad": np.pi,
    "blind_cone_half_angle_rad": 0.0,
    "scan_period_s": 0.0,
    "track_hits": 1.0,
    "track_scans": 1.0,
    "handover_delay_s": 0.0,
    "effective_earth_factor": EFFECTIVE_EARTH_FACTOR,
    "signal_speed_m_s": np.inf,
    **dict.fromkeys(("single_scan_probability", "false_alarm_probability", "required_probability"), np.nan),
    **dict.fromkeys(("orbit_radius_m", "orbit_speed_m_s", "orbit_phase_rad", "coast_s"), 0.0),
}
# The same for a fire unit: no sector, no limit of crossing angle, closing speed or lateral acceleration, no
# illumination, no burst.
SHOOTS_ALL_ROUND: Mapping[str, float] = {
    "azimuth_centre_rad": 0.0,
    "azimuth_half_width_rad": np.pi,
    "elevation_max_rad": np.pi / 2,
    "crossing_angle_max_rad": np.pi,
    "closing_speed_min_m_s": 0.0,
    "closing_speed_max_m_s": np.inf,
    **dict.fromkeys(("lateral_acceleration_ratio", "illumination_s", "track_to_intercept", "burst_s"), 0.0),
    "effective_earth_factor": EFFECTIVE_EARTH_FACTOR,
}
# And for a fly-out: no speed of any kind, no sustainer, no limits of lift and time, launched at sea level.
BOOST_AND_COAST: Mapping[str, float] = {
    **dict.fromkeys((*FLYOUT_COLUMNS[:5], "muzzle_speed_m_s"), np.nan),
    "sustain_time_s": 0.0,
    "sustain_acceleration_m_s2": 0.0,
    "lateral_acceleration_max_m_s2": np.inf,
    "lift_ratio_max": np.inf,
    "induced_drag": 0.0,
    "divert_acceleration_m_s2": 0.0,
    "lateral_acceleration_min_m_s2": 0.0,
    "flight_time_max_s": np.inf,
    "climb_rate_m_s": np.inf,
    "launch_altitude_m": 0.0,
}


def row(names: Sequence[str], values: Mapping[str, float]) -> list[float]:
    """Return values in the order of the columns named."""
    return [float(values[name]) for name in names]


@dataclass(frozen=True, eq=False, repr=False)
class Sensors(ByValue):
    """Sensors that work in this sample: `parameters` (m, 25), range by threat class (m, classes)."""

    names: tuple[str, ...]
    class_names: tuple[str, ...]
    parameters: Array
    range_by_class_m: Array

    def column(self, name: str) -> Array:
        """Return one of `SENSOR_COLUMNS`, shape (m,): a view into `parameters`."""
        return self.parameters[:, SENSOR_COLUMNS.index(name)]

    @property
    def positions(self) -> Array:
        """Latitude, longitude (rad) and altitude of the ground (m), shape (m, 3)."""
        return np.column_stack([self.column(name) for name in SENSOR_COLUMNS[:3]])


@dataclass(frozen=True, eq=False, repr=False)
class FireUnits(ByValue):
    """Fire units as geometry needs them: `parameters` (m, 22), `flyouts` (k, 18).

    `variant` (m,) indexes `class_names`: a class, or a class with overrides at a site; `flyout` (m,) the rows of
    `flyouts`; `range_by_class_m` of shape (variants, threat classes) is the greatest slant range against each class,
    infinite where only that of the unit counts and NaN where it does not engage the class; `cued_by` holds the indices
    of the sensors whose tracks each unit may use, None for all of them, and `guided_by` those of which one at least
    must track the threat at every moment from the launch to the intercept, None for no such need.
    """

    names: tuple[str, ...]
    parameters: Array
    variant: Index
    flyout: Index
    flyouts: Array
    class_names: tuple[str, ...]
    range_by_class_m: Array
    cued_by: tuple[tuple[int, ...] | None, ...]
    guided_by: tuple[tuple[int, ...] | None, ...]

    @property
    def may_engage(self) -> npt.NDArray[np.bool_]:
        """Which variant engages which threat class, shape (variants, threat classes)."""
        return ~np.isnan(self.range_by_class_m)

    def column(self, name: str) -> Array:
        """Return one of `UNIT_COLUMNS`, shape (m,): a view into `parameters`."""
        return self.parameters[:, UNIT_COLUMNS.index(name)]

    @property
    def positions(self) -> Array:
        """Latitude, longitude (rad) and altitude of the ground (m), shape (m, 3)."""
        return np.column_stack([self.column(name) for name in UNIT_COLUMNS[:3]])

    def limits(self, unit: int) -> dict[str, float]:
        """Return `UNIT_COLUMNS` of a unit, by index, by name."""
        return dict(zip(UNIT_COLUMNS, self.parameters[unit].tolist(), strict=True))
