"""Detection and track against geometry and scans counted by hand (data/sensing/SOURCE.md).

Targets come in level and straight along the equator, a circle of the radius a of WGS-84, at a constant speed towards a
radar that stands on it. The slant range at an angle c before it: s^2 = (a + h)^2 + a^2 - 2 a (a + h) cos c.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable

from intercept.earth.places import EQUATORIAL_RADIUS_M
from intercept.engagement.defence.defence import Defence
from intercept.engagement.defence.sensor import Sensor
from intercept.engagement.windows import engagement_windows
from intercept.flight.fly import fly
from intercept.flight.kinds.route import RouteFlight
from intercept.flight.trajectories import Trajectories
from intercept.validation.check import Case, Check, Source
from intercept.validation.closed_forms import radar_horizon_m
from intercept.validation.tables import Library

PART = "ic.engagement_windows"
EQUATION = "radar equation, range as the fourth root of the cross-section; Skolnik, Introduction to Radar Systems"
SCANS = "scans counted by hand"
CHANCE = "Swerling's case 1 and m of n by enumeration; RAND RM-1217, 1954"
HORIZON = "radar horizon, 4.12 km (sqrt h + sqrt h); atis.org glossary"
SPEED_M_S, HEIGHT_M, RANGE_M = 250.0, 10_000.0, 60_000.0
# Open ocean; the radar stands at the end of the route.
START_RAD, END_RAD = -2.60, -2.56
EDGE = (2e-5, "edges are exact to 1e-5 s: docs/models/sensing.md")


def flight(height_m: float) -> Trajectories:
    """Fly level along the equator to over the radar."""
    return fly(RouteFlight([(0.0, START_RAD), (0.0, END_RAD)], SPEED_M_S, altitude_m=height_m))


def slant_m(time_s: float) -> float:
    """Return the slant range from the radar at a time, by hand."""
    a, b = EQUATORIAL_RADIUS_M, EQUATORIAL_RADIUS_M + HEIGHT_M
    angle = END_RAD - START_RAD - SPEED_M_S * time_s / b
    return math.sqrt(a * a + b * b - 2.0 * a * b * math.cos(angle))


def entry_s(slant_range_m: float) -> float:
    """Return when the slant range has fallen to a value, by hand."""
    a, b = EQUATORIAL_RADIUS_M, EQUATORIAL_RADIUS_M + HEIGHT_M
    angle = math.acos((a * a + b * b - slant_range_m**2) / (2.0 * a * b))
    return (END_RAD - START_RAD - angle) * b / SPEED_M_S


def tracks(flown: Trajectories, cross_section_m2: float = 1.0, **radar: float) -> tuple[float, float]:
    """Return when a radar first detects the flight and when its track begins (s)."""
    sensor = Sensor(position=(0.0, END_RAD), **{"range_for_1_m2_m": RANGE_M, **radar})  # type: ignore[arg-type]
    found = engagement_windows(flown, Defence([sensor], []), radar_cross_section_m2=cross_section_m2)
    row = found.sensor_tracks()
    return float(row["first_detection_s"][0]), float(row["track_begin_s"][0])


def equation(library: Library) -> Iterable[Check]:  # noqa: ARG001 - a closed form
    """Compare the time of the first detection with that at which the slant range is R1 sigma^(1/4)."""
    source = Source("sensing-radar-equation", EQUATION, PART)
    flown = flight(HEIGHT_M)
    for sigma in (0.01, 1.0, 16.0):
        figures = (tracks(flown, sigma)[0], entry_s(RANGE_M * sigma**0.25))
        yield source.absolute(f"flown: first detection, {sigma:g} m2", figures, "s", *EDGE)


def scans(library: Library) -> Iterable[Check]:  # noqa: ARG001 - by hand
    """Compare the times of a radar that turns: a scan a period after the entry, 3 hits, the delays."""
    source = Source("sensing-scans", SCANS, PART)
    turning = {"scan_period_s": 4.0, "track_hits": 3, "track_scans": 5, "track_delay_s": 2.0, "handover_delay_s": 1.5}
    seen, tracked = tracks(flight(HEIGHT_M), **turning)
    entry = entry_s(RANGE_M)
    yield source.absolute("flown: first detection, a period after the entry", (seen, entry + 4.0), "s", *EDGE)
    by_hand = entry + 3 * 4.0 + 2.0 + 1.5
    yield source.absolute("flown: track after 3 periods and the delays", (tracked, by_hand), "s", *EDGE)


def by_chance(library: Library) -> Iterable[Check]:  # noqa: ARG001 - by enumeration
    """Compare first detection and track of a target that fluctuates, at the scans at which they reach 0.9."""
    source = Source("sensing-chance", CHANCE, PART)
    period, single, alarm, hits, last = 5.0, 0.5, 1e-6, 2, 3
    radar = {"scan_period_s": period, "single_scan_probability": single, "false_alarm_probability": alarm}
    radar |= {"track_hits": hits, "track_scans": last, "instrumented_range_m": 120e3, "required_probability": 0.9}
    seen, tracked = tracks(flight(HEIGHT_M), **radar)
    noise = math.log(alarm) / math.log(single) - 1.0
    # The pattern of the last scans, newest first, with its probability while the track is not there.
    patterns, missed, hit_s, track_s = {(False,) * (last - 1): 1.0}, 1.0, math.nan, math.nan
    for scan in itertools.count(math.ceil(entry_s(120e3) / period)):
        time_s = period * scan
        chance = alarm ** (1.0 / (1.0 + noise * (RANGE_M / slant_m(time_s)) ** 4))
        missed *= 1.0 - chance
        if math.isnan(hit_s) and 1.0 - missed >= 0.9:
            hit_s = time_s
        patterns = _scan(patterns, chance, hits)
        if 1.0 - sum(patterns.values()) >= 0.9:
            track_s = time_s
            break
    yield source.absolute("flown: first detection, probability 0.9 of one hit", (seen, hit_s), "s", *EDGE)
    yield source.absolute("flown: track, probability 0.9 of 2 hits in 3 scans", (tracked, track_s), "s", *EDGE)


def _scan(patterns: dict[tuple[bool, ...], float], chance: float, hits: int) -> dict[tuple[bool, ...], float]:
    """Return the patterns after one more scan, without those that have enough hits."""
    after: dict[tuple[bool, ...], float] = {}
    for pattern, probability in patterns.items():
        for hit, share in ((True, chance), (False, 1.0 - chance)):
            if sum(pattern) + hit < hits:
                key = (hit, *pattern[:-1])
                after[key] = after.get(key, 0.0) + probability * share
    return after


def horizon(library: Library) -> Iterable[Check]:  # noqa: ARG001 - a closed form
    """Compare the distance at which a radar on a mast first sees a body that comes in level."""
    source = Source("sensing-radar-horizon", HORIZON, PART)
    for mast_m, target_m in ((15.0, 50.0), (10.0, 3000.0), (30.0, 1000.0)):
        seen_s, _ = tracks(flight(target_m), range_for_1_m2_m=1e7, height_m=mast_m)
        angle = END_RAD - START_RAD - SPEED_M_S * seen_s / (EQUATORIAL_RADIUS_M + target_m)
        figures = (EQUATORIAL_RADIUS_M * angle / 1e3, radar_horizon_m(mast_m, target_m) / 1e3)
        reason = "half a digit of 4.12 is 1.2e-3; the local radius is within 3e-3 of the mean, its root within 1.5e-3"
        quantity = f"flown: first seen, mast {mast_m:g} m, target {target_m:g} m"
        yield source.relative(quantity, figures, "km", 2.7e-3, reason)


def cases(library: Library) -> list[Case]:  # noqa: ARG001 - by hand
    """Return the four cases."""
    return [
        Case("sensing-radar-horizon", HORIZON, horizon),
        Case("sensing-radar-equation", EQUATION, equation),
        Case("sensing-scans", SCANS, scans),
        Case("sensing-chance", CHANCE, by_chance),
    ]
