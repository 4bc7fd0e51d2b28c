"""A threat as a fire unit sees it, and the conditions of an intercept that geometry tells, for sentences and charts.

Figures come from the flight at `POINTS` moments: they are for people, the windows are exact.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

import intercept._core as _core
from intercept.earth.frames import ecef_to_enu, ecef_vector_to_enu, enu_to_aer
from intercept.earth.places import MEAN_RADIUS_M
from intercept.engagement.search import Windows, flyout_tables

Array = npt.NDArray[np.float64]

POINTS = 4001


class Sight(NamedTuple):
    """Of each moment: raid time, place and speed as seen from the unit, and the fly-out to it (NaN out of its reach).

    `crossing_rad` lies between the reversed velocity of the threat and the line to it; `closing_m_s` is the closing
    speed along that line.
    """

    time_s: Array
    slant_m: Array
    azimuth_rad: Array
    elevation_rad: Array
    ground_m: Array
    height_m: Array
    speed_m_s: Array
    flight_s: Array
    crossing_rad: Array
    closing_m_s: Array


class Condition(NamedTuple):
    """A condition by its reason code: how far each moment is from passing it (above 0 it fails), in words and unit."""

    reason: str
    short: Array
    text: str
    unit: str


def sight(found: Windows, threat: int, unit: int) -> Sight:
    """Return a threat as a fire unit sees it, at moments evenly spread over the flight."""
    start = found.plan.threats.launch_s[threat]
    since = np.linspace(0.0, found.arrival_s[threat] - start, POINTS)
    position, velocity = found.trajectories.sample(threat, since)
    site = found.plan.units.positions[unit]
    enu, moving = ecef_to_enu(position, site), ecef_vector_to_enu(velocity, site)
    azimuth, elevation, slant = enu_to_aer(enu)
    ground, speed = np.hypot(enu[:, 0], enu[:, 1]), np.linalg.norm(moving, axis=1)
    row = found.plan.units.flyouts[found.plan.units.flyout[[unit]]]
    flight, interceptor, _ = flyout_tables(row, 1)[0].at(ground, enu[:, 2].copy())
    reached = np.isfinite(flight)
    along = np.einsum("ij,ij->i", moving, enu) / np.maximum(slant, 1e-3)
    _, _, altitude = _core.ecef_to_geodetic(position)
    return Sight(
        time_s=since + start,
        slant_m=slant,
        azimuth_rad=azimuth,
        elevation_rad=elevation,
        ground_m=ground,
        height_m=altitude - site[2],
        speed_m_s=speed,
        flight_s=np.where(reached, flight, np.nan),
        crossing_rad=np.arccos(np.clip(-along / np.maximum(speed, 1e-9), -1.0, 1.0)),
        closing_m_s=np.where(reached, interceptor - along, np.nan),
    )


def conditions(seen: Sight, limit: dict[str, float]) -> list[Condition]:
    """Return the conditions of an intercept, in the order of the reason codes, as far as geometry tells them."""
    factor = limit["effective_earth_factor"]
    horizon = _horizon_m(limit["fire_control_height_m"], factor) + _horizon_m(seen.height_m, factor)
    far, near = limit["slant_range_max_m"], limit["slant_range_min_m"]
    high, low = limit["altitude_max_m"], limit["altitude_min_m"]
    fast, steep = limit["target_speed_max_m_s"], limit["elevation_max_rad"]
    aside = np.abs((seen.azimuth_rad - limit["azimuth_centre_rad"] + np.pi) % (2 * np.pi) - np.pi)
    # A sector of the whole circle has no edge to pass.
    half = limit["azimuth_half_width_rad"] if limit["azimuth_half_width_rad"] < np.pi else 4.0
    crossing = limit["crossing_angle_max_rad"]
    slow, quick = limit["closing_speed_min_m_s"], limit["closing_speed_max_m_s"]
    closing = np.maximum(slow - seen.closing_m_s, seen.closing_m_s - quick)
    return [
        Condition("out_of_reach", seen.slant_m - far, f"beyond the greatest slant range of {length(far)}", "m"),
        Condition("inside_minimum_range", near - seen.slant_m, f"inside the least slant range of {length(near)}", "m"),
        Condition("too_high", seen.height_m - high, f"above the highest altitude of {length(high)}", "m"),
        Condition("too_low", low - seen.height_m, f"below the lowest altitude of {length(low)}", "m"),
        Condition("outside_sector", aside - half, f"outside the sector of {degrees(2 * half)}", "rad"),
        Condition("above_elevation", seen.elevation_rad - steep, f"above the elevation of {degrees(steep)}", "rad"),
        Condition("below_horizon", seen.ground_m - horizon, "below the horizon of fire control", "m"),
        Condition("too_fast", seen.speed_m_s - fast, f"above the greatest target speed of {fast:,.0f} m/s", "m/s"),
        Condition(
            "no_kinematic_reach",
            np.where(np.isfinite(seen.flight_s), -1.0, seen.slant_m),
            "beyond the kinematic reach of the interceptor",
            "",
        ),
        Condition(
            "too_oblique", seen.crossing_rad - crossing, f"beyond the crossing angle of {degrees(crossing)}", "rad"
        ),
        Condition("closing_speed", closing, f"outside the closing speeds of {slow:,.0f} to {quick:,.0f} m/s", "m/s"),
    ]


def _horizon_m(height_m: npt.ArrayLike, factor: float) -> Array:
    """D(h) = k R atan(sqrt(h (2 k R + h)) / (k R)): docs/models/sensing.md."""
    radius, height = factor * MEAN_RADIUS_M, np.maximum(height_m, 0.0)
    return np.asarray(radius * np.arctan(np.sqrt(height * (2.0 * radius + height)) / radius))


def amount(value: float, unit: str) -> str:
    """Return a shortfall with its unit."""
    return {"m": length(value), "rad": degrees(value), "m/s": f"{value:,.0f} m/s"}[unit]


def time(value_s: float) -> str:
    """Return a time with a tenth of a second."""
    return f"{value_s:,.1f} s"


def degrees(value_rad: float) -> str:
    """Return an angle in degrees."""
    return f"{np.degrees(value_rad):.1f} degrees"


def length(value_m: float) -> str:
    """Return a length in metres below 1 km, else in kilometres."""
    value_m = value_m if abs(value_m) >= 0.5 else 0.0
    return f"{value_m:,.0f} m" if abs(value_m) < 1000 else f"{value_m / 1e3:,.1f} km"
