"""Limits that a site of a scenario may state beyond those of its class; what is left out does not limit it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Self

import numpy as np
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from intercept.catalogue.uncertain import Between, Section
from intercept.engagement.defence.columns import FALSE_ALARM_PROBABILITY, REQUIRED_PROBABILITY
from intercept.scenario.model.values import Name

if TYPE_CHECKING:
    from collections.abc import Mapping

CUES_MAX = 1000
# What the search for tracks takes: how seldom scans of chance are, and the smallest circle flown.
SCAN_PERIOD_MIN_S, ORBIT_MIN_KM = 0.01, 0.1
# Limits that name sensors.
SENSORS_NAMED = ("cued_by", "guided_by")


class SensorLimits(Section):
    """Where a sensor looks, how it makes a track, and the circle it flies.

    azimuth_centre_deg, azimuth_width_deg
        Middle and whole width of the sector it looks into.
    blind_cone_half_angle_deg
        Half the angle of the cone overhead in which it sees nothing.
    scan_period_s, track_hits, track_scans
        A track needs `track_hits` hits within `track_scans` scans. With a period, the track delay of a radar's class
        no longer counts, because it stands for some scans itself.
    handover_delay_s
        Until fire units have the track.
    coast_s
        How long a track is kept while the threat is out of coverage; as long as it takes to make one unless given.
    effective_earth_factor
        For the horizon: 4/3 in the standard atmosphere.
    signal_speed_m_s
        About 340 for sound; the speed of light unless given.
    single_scan_probability, false_alarm_probability, required_probability
        The probability of detection in one scan at the range against 1 m^2 (Swerling 1), that of a false alarm, and
        that of a track from which on the threat counts as tracked.
    orbit_radius_km, orbit_speed_m_s, orbit_phase_deg
        An airborne sensor circles its position clockwise; the phase is its bearing from the centre at raid time 0.
    """

    azimuth_centre_deg: Annotated[float, Between(-360, 360)] | None = None
    azimuth_width_deg: Annotated[float, Between(0.001, 360)] | None = None
    blind_cone_half_angle_deg: Annotated[float, Between(0, 90)] | None = None
    scan_period_s: Annotated[float, Between(0, 3600)] | None = None
    track_hits: Annotated[int, Between(1, 12)] | None = None
    track_scans: Annotated[int, Between(1, 12)] | None = None
    handover_delay_s: Annotated[float, Between(0, 1e6)] | None = None
    coast_s: Annotated[float, Between(0, 1e6)] | None = None
    effective_earth_factor: Annotated[float, Between(0.5, 10)] | None = None
    signal_speed_m_s: Annotated[float, Between(1, 3e8)] | None = None
    single_scan_probability: Annotated[float, Between(1e-6, 1 - 1e-6)] | None = None
    false_alarm_probability: Annotated[float, Between(1e-15, 0.1)] | None = None
    required_probability: Annotated[float, Between(1e-3, 1 - 1e-9)] | None = None
    orbit_radius_km: Annotated[float, Between(0, 200)] | None = None
    orbit_speed_m_s: Annotated[float, Between(0, 1000)] | None = None
    orbit_phase_deg: Annotated[float, Between(-360, 360)] | None = None

    @model_validator(mode="after")
    def _hits_within_scans(self) -> Self:
        if (self.track_hits or 1) > (self.track_scans or self.track_hits or 1):
            context = {"hits": self.track_hits, "scans": self.track_scans}
            raise PydanticCustomError("hits", "must have track_hits ({hits}) of at most track_scans ({scans})", context)
        return self

    @model_validator(mode="after")
    def _seen_by_chance(self) -> Self:
        chance = self.single_scan_probability
        if chance is None:
            return self
        false_alarm, period = self.false_alarm_probability, self.scan_period_s or 0.0
        false_alarm = FALSE_ALARM_PROBABILITY if false_alarm is None else false_alarm
        if period < SCAN_PERIOD_MIN_S:
            told = "must have scan_period_s ({period}) of at least {least} beside single_scan_probability"
            raise PydanticCustomError("period", told, {"period": f"{period:g}", "least": f"{SCAN_PERIOD_MIN_S:g}"})
        if chance < false_alarm:
            told = "must have single_scan_probability ({chance}) of at least false_alarm_probability ({false_alarm})"
            raise PydanticCustomError("chance", told, {"chance": f"{chance:g}", "false_alarm": f"{false_alarm:g}"})
        return self

    @model_validator(mode="after")
    def _orbits(self) -> Self:
        radius_km = self.orbit_radius_km or 0.0
        if 0.0 < radius_km < ORBIT_MIN_KM:
            told = "must have orbit_radius_km ({radius}) of 0, for none, or of at least {least}"
            raise PydanticCustomError("orbit", told, {"radius": f"{radius_km:g}", "least": f"{ORBIT_MIN_KM:g}"})
        if self.signal_speed_m_s is not None and (radius_km or self.single_scan_probability is not None):
            other = "orbit_radius_km" if radius_km else "single_scan_probability"
            raise PydanticCustomError("signal", "must not have signal_speed_m_s beside {other}", {"other": other})
        return self

    def columns(self) -> dict[str, float]:
        """Return the columns of a plan that are stated."""
        stated = _columns(self)
        if self.track_hits is not None and self.track_scans is None:
            stated["track_scans"] = float(self.track_hits)
        if self.single_scan_probability is not None:
            stated.setdefault("false_alarm_probability", FALSE_ALARM_PROBABILITY)
            stated.setdefault("required_probability", REQUIRED_PROBABILITY)
        return stated


class FireUnitLimits(Section):
    """What a fire unit may shoot at, and the tracks of which sensors it may use.

    azimuth_centre_deg, azimuth_width_deg, elevation_max_deg
        The sector an intercept lies in: its middle, its whole width, its highest elevation.
    crossing_angle_max_deg
        Largest angle between the reversed velocity of the threat and that of the interceptor: 0 is head-on, 180 a
        chase.
    closing_speed_min_m_s, closing_speed_max_m_s
        Range of the closing speed of interceptor and threat; the least is the class's unless either is stated.
    lateral_acceleration_ratio
        Least ratio of the interceptor's lateral acceleration to that of the threat; 0: no limit.
    illumination_s
        For how long before the intercept fire control must see the threat, all the time within the sector of azimuth,
        below the highest elevation and above the horizon; 1e6: from the launch on.
    track_to_intercept
        Whether the threat must be tracked up to the intercept.
    burst_s
        For how long the threat must stay inside the envelope after the first intercept.
    effective_earth_factor
        For the horizon of fire control.
    cued_by
        Names of the sensors whose tracks it may use; all unless given.
    guided_by
        Names of the sensors of which at least one must have its own track of the threat at every moment from the launch
        to the intercept.
    """

    azimuth_centre_deg: Annotated[float, Between(-360, 360)] | None = None
    azimuth_width_deg: Annotated[float, Between(0, 360)] | None = None
    elevation_max_deg: Annotated[float, Between(0, 90)] | None = None
    crossing_angle_max_deg: Annotated[float, Between(0, 180)] | None = None
    closing_speed_min_m_s: Annotated[float, Between(0, 4e4)] | None = None
    closing_speed_max_m_s: Annotated[float, Between(0, 4e4)] | None = None
    lateral_acceleration_ratio: Annotated[float, Between(0, 100)] | None = None
    illumination_s: Annotated[float, Between(0, 1e6)] | None = None
    track_to_intercept: Annotated[bool, Field(strict=True)] | None = None
    burst_s: Annotated[float, Between(0, 3600)] | None = None
    effective_earth_factor: Annotated[float, Between(0.5, 10)] | None = None
    cued_by: Annotated[tuple[Name, ...], Field(min_length=1, max_length=CUES_MAX)] | None = None
    guided_by: Annotated[tuple[Name, ...], Field(min_length=1, max_length=CUES_MAX)] | None = None

    @model_validator(mode="after")
    def _rising(self) -> Self:
        low, high = self.closing_speed_min_m_s, self.closing_speed_max_m_s
        if low is not None and high is not None and low >= high:
            context = {"low": f"{low:g}", "high": f"{high:g}"}
            raise PydanticCustomError(
                "rising", "must have closing_speed_min_m_s ({low}) below closing_speed_max_m_s ({high})", context
            )
        return self

    def columns(self) -> dict[str, float]:
        """Return the columns of a plan that are stated; who states a closing speed states both ends."""
        stated = _columns(self)
        if "closing_speed_max_m_s" in stated:
            stated.setdefault("closing_speed_min_m_s", 0.0)
        return stated


def _columns(limits: SensorLimits | FireUnitLimits) -> dict[str, float]:
    """Return stated values in the names and units of a plan's columns; widths become halves, degrees radians."""
    columns = {}
    for key, value in _stated(limits).items():
        if key == "azimuth_width_deg":
            columns["azimuth_half_width_rad"] = float(np.radians(value / 2))
        elif key.endswith("_deg"):
            columns[key.removesuffix("_deg") + "_rad"] = float(np.radians(value))
        elif key.endswith("_km"):
            columns[key.removesuffix("_km") + "_m"] = 1e3 * value
        else:
            columns[key] = float(value)
    return columns


def _stated(limits: SensorLimits | FireUnitLimits) -> Mapping[str, float]:
    return {key: value for key, value in limits if value is not None and key not in SENSORS_NAMED}
