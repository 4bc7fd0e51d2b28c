"""The compiled plan: everything a raid needs as arrays in SI units and radians, frozen, picklable and hashable.

A plan is one geometry sample of a scenario. Times count from the start of the raid.
"""

from __future__ import annotations

import dataclasses
import hashlib
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Index = npt.NDArray[np.uint64]

BOOSTED_COLUMNS = (
    *("launch_latitude_rad", "launch_longitude_rad", "launch_altitude_m"),
    *("aim_latitude_rad", "aim_longitude_rad", "aim_altitude_m"),
    *("apogee_m", "launch_speed_m_s", "specific_impulse_s", "stages", "stage_dropped_share"),
    *("burn_time_s", "mass_ratio_max"),
    *("ballistic_coefficient_kg_m2", "lift_to_drag", "lateral_acceleration_m_s2"),
    *("pull_up_altitude_m", "dive_speed_m_s", "dive_angle_rad"),
    *("climb_angle_rad", "weave_acceleration_m_s2", "weave_period_s"),
)
GLIDE_COLUMNS = (
    *BOOSTED_COLUMNS[:6],
    *("speed_min_m_s", "speed_max_m_s", "lift_to_drag", "ballistic_coefficient_kg_m2"),
    *("lateral_acceleration_m_s2", "dive_altitude_m", "dive_angle_rad"),
)
ROUTE_COLUMNS = (
    *("altitude_start_m", "altitude_cruise_m", "altitude_end_m", "cruise_speed_m_s", "terminal_speed_m_s"),
    *("climb_angle_rad", "dive_angle_rad", "lateral_acceleration_m_s2", "bank_rad", "range_m"),
)
HYPERSONIC_COLUMNS = (
    *BOOSTED_COLUMNS[:6],
    *("cruise_speed_m_s", "cruise_altitude_m", "lift_to_drag", "ballistic_coefficient_kg_m2"),
    *("lateral_acceleration_m_s2", "dive_angle_rad", "terminal_speed_m_s"),
)
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
MAGAZINE_COLUMNS = (
    "class",
    "rounds",
    "channels",
    "reload_time_s",
    "reloads",
    "salvo",
    "shoot_look_shoot",
    "assess_time_s",
)


@dataclass(frozen=True, eq=False)
class Flights:
    """What flies, by kind: which threats (rows), and their parameters in the columns named above."""

    boosted_rows: Index
    boosted: Array
    glide_rows: Index
    glide: Array
    hypersonic_rows: Index
    hypersonic: Array
    route_rows: Index
    route: Array
    waypoints: Array
    waypoint_offsets: Index


@dataclass(frozen=True, eq=False)
class Threats:
    """The threats: arrays of shape (n,), `class_index` and `wave` into the plan's names, `asset` into its assets.

    `manoeuvre_m_s2` is what a threat may pull besides the turns of its flight.
    """

    class_index: Index
    wave: Index
    asset: npt.NDArray[np.int64]
    launch_s: Array
    radar_cross_section_m2: Array
    manoeuvre_m_s2: Array
    flights: Flights


@dataclass(frozen=True, eq=False)
class Sensors:
    """Sensors that work in this sample: `parameters` (m, 25), range by threat class (m, classes)."""

    names: tuple[str, ...]
    class_names: tuple[str, ...]
    parameters: Array
    range_by_class_m: Array


@dataclass(frozen=True, eq=False)
class FireUnits:
    """Fire units: `parameters` (m, 22), `flyouts` (k, 18), `magazines` (m, 8).

    `variant` indexes `class_names`: a class, or a class with overrides at a site; `may_engage`, `kill_scale` and
    `preference` are of shape (variants, threat classes); `priors` (variants, 9) holds low, mode, high of kill
    probability, common-cause share and availability; `cued_by` the indices of the sensors whose tracks each unit may
    use, None for all of them.
    """

    names: tuple[str, ...]
    parameters: Array
    variant: Index
    flyout: Index
    flyouts: Array
    magazines: Array
    class_names: tuple[str, ...]
    may_engage: npt.NDArray[np.bool_]
    kill_scale: Array
    preference: npt.NDArray[np.uint8]
    priors: Array
    cued_by: tuple[tuple[int, ...] | None, ...]


@dataclass(frozen=True, eq=False)
class Plan:
    """One geometry sample of a scenario, compiled.

    `threat_priors` (classes, 6) holds low, mode, high of the failure share and of the jam share.
    """

    scenario_hash: str
    sample: int
    wave_names: tuple[str, ...]
    threat_classes: tuple[str, ...]
    threat_priors: Array
    asset_names: tuple[str, ...]
    asset_classes: tuple[str, ...]
    threats: Threats
    sensors: Sensors
    units: FireUnits
    decision_time_s: float

    def __len__(self) -> int:
        """Return the number of threats."""
        return len(self.threats.launch_s)

    def hash(self) -> str:
        """Return the SHA-256, in hex, of every name and array of the plan."""
        digest = hashlib.sha256()
        _feed(digest, self)
        return digest.hexdigest()


def _feed(digest: hashlib._Hash, value: object) -> None:
    if dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            digest.update(field.name.encode())
            _feed(digest, getattr(value, field.name))
    elif isinstance(value, np.ndarray):
        digest.update(f"{value.dtype.str}{value.shape}".encode())
        digest.update(np.ascontiguousarray(value).tobytes())
    else:
        digest.update(repr(value).encode())
