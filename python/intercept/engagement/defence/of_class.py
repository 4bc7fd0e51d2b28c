"""What flies out from a fire unit of a class: from the values of the catalogue and the choices of the model.

What no source gives (lift, drag of lift, side thrusters, sustainer, climb) stands with its reason in data/rules.toml.
"""

from __future__ import annotations

from collections.abc import Mapping

# Required over the target's lateral acceleration for an effective navigation ratio of 3: N' / (N' - 2).
LATERAL_ACCELERATION_RATIO = 3.0
MISSILE = ("peak_speed_m_s", "boost_time_s", "ballistic_coefficient_kg_m2", "speed_min_m_s")


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
