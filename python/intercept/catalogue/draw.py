"""One draw of a class: sourced rows by triangular inverse distribution, formula rows computed from them.

Rows of the group `engine` (speeds at impact and the like) are outputs of a flight and are not in a draw. Rows that the
rules couple are drawn with one common random number, and formula rows are never drawn, so that a fast missile with a
low apogee and a long range cannot come about by chance. Formulas: spherical, non-rotating Earth without drag, R = 6371
km.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from intercept.catalogue.rules import Rules
from intercept.errors import InvalidParameterError

if TYPE_CHECKING:
    from intercept.catalogue.catalogue import GenericClass, Parameter
    from intercept.scenario.model.values import Uncertain

Array = NDArray[np.float64]
Drawn = dict[str, Array]

EARTH_RADIUS_M = 6.371e6
EARTH_MU_M3_S2 = 3.986004418e14
STANDARD_GRAVITY_M_S2 = 9.80665


def draw(
    generic: GenericClass, rng: np.random.Generator, size: int = 1, given: Mapping[str, float | Array] | None = None
) -> Drawn:
    """Draw `size` sets of parameter values.

    Parameters
    ----------
    generic
        The class.
    rng
        Source of the uniforms: one column is used for each row that is not computed, also for certain and given ones,
        so that fixing one value leaves the draws of all others as they were.
    size
        How many sets.
    given
        Values to take as they are instead of drawing them, by key, one for all sets or one each:
        `{"range_km": 420.0}` for a known distance. Rows coupled to a given one follow its place in its own prior.

    Returns
    -------
    dict
        Key -> array of shape (size,), for every sourced and formula row.

    Raises
    ------
    InvalidParameterError
        A given key is not a drawn row of the class.
    """
    drawn_rows = [parameter for parameter in generic.parameters.values() if parameter.derived == "sourced"]
    uniforms = rng.random((size, len(drawn_rows)))
    return draw_from_uniforms(
        generic, {row.key: uniforms[:, column] for column, row in enumerate(drawn_rows)}, given=given
    )


def draw_from_uniforms(
    generic: GenericClass, uniforms: Mapping[str, Array], given: Mapping[str, float | Array] | None = None
) -> Drawn:
    """Return the draw that belongs to given uniforms in [0, 1), one array for each sourced key; see `draw`."""
    given = given or {}
    for key in given:
        if key not in generic.parameters or generic.parameters[key].derived == "engine":
            raise InvalidParameterError(f"given: {generic.name} has no drawn parameter {key}")
    shared = _coupled(generic, uniforms, given)
    values: Drawn = {}
    for key, parameter in generic.parameters.items():
        if key in given:
            values[key] = _of_size(given[key], uniforms)
        elif parameter.derived == "sourced":
            values[key] = triangular_quantile(shared.get(key, uniforms[key]), parameter)
    for key, formula in FORMULAS.get(generic.base, {}).items():
        if generic.parameters[key].derived == "formula" and key not in given:
            values[key] = formula(values)
    return {key: values[key] for key in generic.parameters if key in values}


def most_likely(generic: GenericClass) -> dict[str, float]:
    """Return every sourced row at its mode, and the formula rows that follow from them."""
    modes = {key: parameter.mode for key, parameter in generic.parameters.items() if parameter.derived == "sourced"}
    uniforms = {key: np.full(1, 0.5) for key in modes}
    return {key: float(value[0]) for key, value in draw_from_uniforms(generic, uniforms, given=modes).items()}


def computed_by_engine(generic: GenericClass) -> list[str]:
    """Return the keys of the rows that a flight gives; their low-high is a plausibility range."""
    return [key for key, parameter in generic.parameters.items() if parameter.derived == "engine"]


def _of_size(value: float | Array, uniforms: Mapping[str, Array]) -> Array:
    """Return a new array of the draw's size, filled with a value or a copy of the values."""
    return np.array(np.broadcast_to(value, next(iter(uniforms.values())).shape), dtype=np.float64)


def _coupled(generic: GenericClass, uniforms: Mapping[str, Array], given: Mapping[str, float | Array]) -> Drawn:
    """Return the common uniforms of the coupled rows: that of the first one given, else that of the first row."""
    keys = [key for key in Rules.load().couplings.get(generic.base, ()) if generic.parameters[key].derived == "sourced"]
    if not keys:
        return {}
    leader = next((key for key in keys if key in given), None)
    if leader is None:
        common = uniforms[keys[0]]
    else:
        common = _of_size(triangular_cdf(given[leader], generic.parameters[leader]), uniforms)
    return dict.fromkeys(keys, common)


def triangular_quantile(uniform: Array, prior: Parameter | Uncertain) -> Array:
    """Return the inverse of the triangular distribution function on (low, mode, high); shape as `uniform`.

    F(x) = (x - a)^2 / ((b - a)(c - a)) for x <= c, and 1 - (b - x)^2 / ((b - a)(b - c)) above.
    """
    a, c, b = prior.low, prior.mode, prior.high
    rising = a + np.sqrt(uniform * (b - a) * (c - a))
    falling = b - np.sqrt((1.0 - uniform) * (b - a) * (b - c))
    at_mode = (c - a) / (b - a) if b > a else 1.0
    value: Array = np.clip(np.where(uniform < at_mode, rising, falling), a, b)
    return value


def triangular_cdf(value: float | Array, prior: Parameter | Uncertain) -> Array:
    """Return F(value) of the triangular distribution, 0 below and 1 above it; 0.5 where the prior is one number."""
    a, c, b = prior.low, prior.mode, prior.high
    x = np.clip(np.asarray(value, dtype=np.float64), a, b)
    if a == b:
        return np.full_like(x, 0.5)
    # With the mode at an end one branch is not used, and its width of zero must not divide.
    rising = (x - a) ** 2 / ((b - a) * ((c - a) or 1.0))
    falling = 1.0 - (b - x) ** 2 / ((b - a) * ((b - c) or 1.0))
    share: Array = np.where(x < c, rising, falling)
    return share


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
    """4/3-Earth horizon to a target at 50 m: d_km = 4.12 (sqrt(h_radar) + sqrt(50)), heights in metres."""
    distance: Array = 4.12 * (np.sqrt(height_m) + np.sqrt(50.0))
    return distance


def _track_delay_s(d: Drawn) -> Array:
    return d["track_scans"] * d["scan_period_s"]


Formulas = dict[str, Callable[[Drawn], Array]]

_BALLISTIC: Formulas = {
    "burnout_speed_m_s": lambda d: minimum_energy_speed_m_s(d["range_km"]),
    "apogee_m": lambda d: minimum_energy_apogee_m(d["range_km"]),
    "flight_time_s": lambda d: minimum_energy_flight_time_s(d["range_km"]),
    "mass_ratio": lambda d: _mass_ratio(d["burnout_speed_m_s"], d),
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
    "quasi_ballistic": {"mass_ratio": lambda d: _mass_ratio(d["max_speed_m_s"], d)},
    "air_launched_aeroballistic": {
        "range_missile_alone_km": _launch_helped_range_km,
        "mass_ratio": lambda d: _mass_ratio(d["peak_speed_m_s"] - d["launch_speed_m_s"], d),
    },
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
    "surveillance_radar": {
        "track_delay_s": _track_delay_s,
        "radar_horizon_target_50_m_km": lambda d: _radar_horizon_km(d["antenna_height_m"]),
    },
    "gap_filler_radar": {"track_delay_s": _track_delay_s},
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
