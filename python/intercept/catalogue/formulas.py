"""The computed values of a class: formulas over the values drawn, on a spherical Earth at rest, without drag."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Drawn = dict[str, Array]

# Of the formulas' own sphere; flights use the ellipsoid and gravity of the core.
EARTH_RADIUS_M = 6.371e6
EARTH_MU_M3_S2 = 3.986004418e14
STANDARD_GRAVITY_M_S2 = 9.80665


def minimum_energy_speed_m_s(range_km: Array) -> Array:
    """Return the surface speed of the minimum-energy ellipse.

    v^2 = 2 (mu/R) s/(1 + s), s = sin(phi/2), phi = range/R.
    """
    s = np.sin(_half_angle(range_km))
    speed: Array = np.sqrt(2.0 * EARTH_MU_M3_S2 / EARTH_RADIUS_M * s / (1.0 + s))
    return speed


def minimum_energy_range_km(speed_m_s: Array) -> Array:
    """Return the inverse of `minimum_energy_speed_m_s`.

    s = w/(1 - w), w = v^2 R/(2 mu); valid up to half the globe (w = 1/2).
    """
    w = speed_m_s**2 * EARTH_RADIUS_M / (2.0 * EARTH_MU_M3_S2)
    range_km: Array = 2.0 * np.arcsin(np.clip(w / (1.0 - w), 0.0, 1.0)) * EARTH_RADIUS_M / 1000.0
    return range_km


def minimum_energy_apogee_m(range_km: Array) -> Array:
    """Return h = (R/2)(sin(phi/2) + cos(phi/2) - 1)."""
    half = _half_angle(range_km)
    apogee: Array = 0.5 * EARTH_RADIUS_M * (np.sin(half) + np.cos(half) - 1.0)
    return apogee


def minimum_energy_flight_time_s(range_km: Array) -> Array:
    """Return the time from surface to surface on the minimum-energy ellipse (Kepler's equation, no boost, no drag).

    a = R (1 + s)/2; e = (R + h)/a - 1; cos E0 = (1 - R/a)/e; t = 2 sqrt(a^3/mu) (pi - E0 + e sin E0).
    """
    a = 0.5 * EARTH_RADIUS_M * (1.0 + np.sin(_half_angle(range_km)))
    e = (EARTH_RADIUS_M + minimum_energy_apogee_m(range_km)) / a - 1.0
    e0 = np.arccos((1.0 - EARTH_RADIUS_M / a) / e)
    time: Array = 2.0 * np.sqrt(a**3 / EARTH_MU_M3_S2) * (np.pi - e0 + e * np.sin(e0))
    return time


def _half_angle(range_km: Array) -> Array:
    return range_km * 1000.0 / EARTH_RADIUS_M / 2.0


def _mass_ratio(speed_gain_m_s: Array, d: Drawn) -> Array:
    """MR = exp(k dv/(Isp g0)), k the loss factor for gravity and drag."""
    ratio: Array = np.exp(d["loss_factor"] * speed_gain_m_s / (d["specific_impulse_s"] * STANDARD_GRAVITY_M_S2))
    return ratio


def _bank_deg(d: Drawn) -> Array:
    """Bank of a level turn: tan(bank) = a/g."""
    bank: Array = np.degrees(np.arctan(d["lateral_acceleration_m_s2"] / STANDARD_GRAVITY_M_S2))
    return bank


def _launch_helped_range_km(d: Drawn) -> Array:
    """Minimum-energy range of a 500-km-class missile whose burn-out speed is raised by the kept launch speed."""
    class_speed_m_s = minimum_energy_speed_m_s(np.asarray(500.0))
    return minimum_energy_range_km(class_speed_m_s + d["launch_speed_share"] * d["launch_speed_m_s"])


def _radar_horizon_km(height_m: Array) -> Array:
    """4/3-Earth horizon to a target at 50 m: d_km = 4.12 (sqrt(h_radar) + sqrt(50)), heights in metres.

    Published ranges against low flyers are some 0.8 of it: docs/models/sensing.md.
    """
    distance: Array = 4.12 * (np.sqrt(height_m) + np.sqrt(50.0))
    return distance


def _track_delay_s(d: Drawn) -> Array:
    return d["track_scans"] * d["scan_period_s"]


Formulas = dict[str, Callable[[Drawn], Array]]

_BALLISTIC: Formulas = {
    "least_energy_speed_m_s": lambda d: minimum_energy_speed_m_s(d["range_km"]),
    "apogee_m": lambda d: minimum_energy_apogee_m(d["range_km"]),
    "least_energy_flight_time_s": lambda d: minimum_energy_flight_time_s(d["range_km"]),
    "mass_ratio": lambda d: _mass_ratio(d["least_energy_speed_m_s"], d),
}
_RADAR: Formulas = {
    "track_delay_s": _track_delay_s,
    "radar_horizon_target_50_m_km": lambda d: _radar_horizon_km(d["antenna_height_m"]),
}
_BANK: Formulas = {"bank_angle_deg": _bank_deg}

# Catalogue class -> key -> formula, in an order in which each finds its inputs.
FORMULAS: Mapping[str, Formulas] = {
    # A level turn: a = g tan(bank).
    "one_way_attack_drone": {
        "lateral_acceleration_m_s2": lambda d: STANDARD_GRAVITY_M_S2 * np.tan(np.radians(d["bank_angle_deg"]))
    },
    "jet_drone": _BANK,
    "decoy_drone": _BANK,
    "subsonic_cruise": _BANK,
    "supersonic_cruise": _BANK,
    "short_range_ballistic": _BALLISTIC,
    "medium_range_ballistic": _BALLISTIC,
    "air_launched_aeroballistic": {"range_missile_alone_km": _launch_helped_range_km},
    # Lift over mass: a = q (L/D)/beta.
    "hypersonic_glide": {
        "lateral_acceleration_m_s2": lambda d: (
            d["dynamic_pressure_pa"] * d["lift_to_drag"] / d["ballistic_coefficient_kg_m2"]
        )
    },
    "mobile_fire_group": {"mean_speed_m_s": lambda d: d["mean_speed_share"] * d["projectile_muzzle_speed_m_s"]},
    "interceptor_drone": {"max_target_speed_m_s": lambda d: d["target_speed_share"] * d["mean_speed_m_s"]},
    "radar_gun": {
        "mean_speed_m_s": lambda d: d["mean_speed_share"] * d["projectile_muzzle_speed_m_s"],
        "cost_per_engagement_eur": lambda d: d["rounds_per_engagement"] * d["cost_per_round_eur"],
    },
    "upper_tier": {"max_target_speed_m_s": lambda d: minimum_energy_speed_m_s(d["target_range_class_km"])},
    "long_range_sam": {"slant_range_max_target_50_m_km": lambda d: _radar_horizon_km(d["fire_control_height_m"])},
    "surveillance_radar": _RADAR,
    "gap_filler_radar": _RADAR,
    "engagement_radar_sector": _RADAR,
    "engagement_radar_rotating": _RADAR,
    # High targets only: their horizon is no limit.
    "upper_tier_radar": {"track_delay_s": _track_delay_s},
    "early_warning_radar": {"track_delay_s": _track_delay_s},
    "airborne_early_warning": {
        "track_delay_s": _track_delay_s,
        "radar_horizon_target_50_m_km": lambda d: _radar_horizon_km(d["platform_altitude_m"]),
    },
    "acoustic_network": {
        # Mean spacing of sensors spread evenly: sqrt(area/sensors).
        "mean_spacing_km": lambda d: np.sqrt(d["network_area_km2"] / d["sensors_in_network"]),
        "track_delay_s": lambda d: d["report_delay_s"],
    },
    # Optical horizon of a ground target: d_km = 3.57 sqrt(h)
    "optical_post": {"horizon_distance_km": lambda d: 3.57 * np.sqrt(d["observer_height_m"])},
}
