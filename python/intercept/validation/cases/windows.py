"""Launch windows and shots against geometry by hand: a level straight target, a constant speed of the interceptor.

The target flies along the equator, a circle of the radius a of WGS-84, and passes over the unit, which stands on it: at
an angle c from it the slant range is s^2 = (a + h)^2 + a^2 - 2 a (a + h) cos c, its rate a V sin(c)/s (data/windows).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

from intercept.earth.places import EQUATORIAL_RADIUS_M
from intercept.engagement.defence.defence import Defence
from intercept.engagement.defence.fire_unit import FireUnit
from intercept.engagement.defence.interceptor import Interceptor
from intercept.engagement.defence.sensor import Sensor
from intercept.engagement.windows import EngagementWindows, engagement_windows
from intercept.flight.fly import fly
from intercept.flight.kinds.route import RouteFlight
from intercept.validation.check import Case, Check, Source
from intercept.validation.tables import Library
from intercept.validation.worlds import when

HAND = "geometry by hand: a level target, an interceptor of constant speed"
PART = "ic.engagement_windows"
SPEED_M_S, HEIGHT_M, INTERCEPTOR_M_S = 250.0, 10_000.0, 200.0
SLANT_MAX_M = 40_000.0
ASSESS_S, DECISION_S, REACTION_S = 15.0, 5.0, 12.0
# Open ocean; the unit stands in the middle of the route.
START_RAD, UNIT_RAD, END_RAD = -2.60, -2.57, -2.54
EDGE = (2e-5, "edges and intercepts are exact to 1e-5 s: docs/models/engagement.md")


def angle_rad(time_s: float) -> float:
    """Return the angle of the target past the unit."""
    return SPEED_M_S * time_s / (EQUATORIAL_RADIUS_M + HEIGHT_M) - (UNIT_RAD - START_RAD)


def slant_m(time_s: float) -> float:
    """Return the slant range of the target from the unit."""
    a, b = EQUATORIAL_RADIUS_M, EQUATORIAL_RADIUS_M + HEIGHT_M
    return math.sqrt(a * a + b * b - 2.0 * a * b * math.cos(angle_rad(time_s)))


def range_rate_m_s(time_s: float) -> float:
    """Return how fast the slant range grows."""
    return EQUATORIAL_RADIUS_M * SPEED_M_S * math.sin(angle_rad(time_s)) / slant_m(time_s)


def over_s() -> float:
    """Return when the target passes over the unit."""
    return (UNIT_RAD - START_RAD) * (EQUATORIAL_RADIUS_M + HEIGHT_M) / SPEED_M_S


def rising(f: Callable[[float], float], low: float, high: float) -> float:
    """Return where a function that rises passes zero."""
    return when(lambda t: f(t) < 0.0, low, high)


def intercept_s(launch_s: float) -> float:
    """Return when an interceptor launched at a time meets the target: v (t - launch) = s(t)."""
    return rising(lambda t: INTERCEPTOR_M_S * (t - launch_s) - slant_m(t), launch_s, last_s() + 1.0)


def last_s() -> float:
    """Return the last intercept: from then on the target recedes faster than the interceptor flies."""
    return rising(lambda t: range_rate_m_s(t) - INTERCEPTOR_M_S, over_s(), over_s() + 300.0)


def windows(radar_range_m: float) -> EngagementWindows:
    """Return the windows of the unit, seen by a radar beside it."""
    flown = fly(RouteFlight([(0.0, START_RAD), (0.0, END_RAD)], SPEED_M_S, altitude_m=HEIGHT_M))
    radar = Sensor(position=(0.0, UNIT_RAD), range_for_1_m2_m=radar_range_m)
    unit = FireUnit(
        position=(0.0, UNIT_RAD),
        interceptor=Interceptor(constant_speed_m_s=INTERCEPTOR_M_S),
        slant_range_max_m=SLANT_MAX_M,
        altitude_max_m=20_000.0,
        assess_time_s=ASSESS_S,
        reaction_time_s=REACTION_S,
    )
    return engagement_windows(flown, Defence([radar], [unit], decision_time_s=DECISION_S))


def by_reach(library: Library) -> Iterable[Check]:  # noqa: ARG001 - by hand
    """Compare a window that the greatest slant range opens and the receding target closes, and its shots."""
    source = Source("windows-of-a-pass", HAND, PART)
    found = windows(1e6)
    # Inbound: the slant range falls to its greatest.
    first = when(lambda t: slant_m(t) > SLANT_MAX_M, 0.0, over_s())
    earliest, latest = first - SLANT_MAX_M / INTERCEPTOR_M_S, last_s() - slant_m(last_s()) / INTERCEPTOR_M_S
    row = found.table()
    for name, ours, by_hand in (
        ("earliest launch", row["launch_earliest_s"][0], earliest),
        ("its intercept", row["intercept_first_s"][0], first),
        ("latest launch", row["launch_latest_s"][0], latest),
    ):
        yield source.absolute(f"flown: {name}", (float(ours), by_hand), "s", *EDGE)
    # There the launch hardly moves the intercept: an error of launch is one of its root in the intercept.
    reason = "the launch is exact to 1e-5 s, and the intercept moves by its root there"
    figures = (float(row["intercept_last_s"][0]), last_s())
    yield source.absolute("flown: the last intercept", figures, "s", 0.05, reason)
    yield from _shots(source, found, earliest, latest)


def _shots(source: Source, found: EngagementWindows, launch: float, latest: float) -> Iterable[Check]:
    """Compare shoot-look-shoot: launch, intercept, assess, launch again while the window is open."""
    by_hand = []
    while launch <= latest:
        by_hand.append((launch, intercept_s(launch)))
        launch = by_hand[-1][1] + ASSESS_S
    shots = found.shots()
    yield source.absolute("flown: number of shots", (float(len(shots)), float(len(by_hand))), "", 0.0, "a count")
    for i, (launch_s, hit_s) in enumerate(by_hand):
        allowed = ((i + 1) * EDGE[0], f"each shot: {EDGE[1]}")
        for name, time_s in (("launch", launch_s), ("intercept", hit_s)):
            figures = (float(shots[f"{name}_s"][i]), time_s)
            yield source.absolute(f"flown: {name} of shot {i + 1}", figures, "s", *allowed)


def by_track(library: Library) -> Iterable[Check]:  # noqa: ARG001 - by hand
    """Compare a window that opens with the track: its begin, the decision and the reaction time."""
    source = Source("windows-of-a-track", HAND, PART)
    radar_range_m = 35_000.0
    row = windows(radar_range_m).table()
    launch = when(lambda t: slant_m(t) > radar_range_m, 0.0, over_s()) + DECISION_S + REACTION_S
    yield source.absolute("flown: earliest launch", (float(row["launch_earliest_s"][0]), launch), "s", *EDGE)
    figures = (float(row["intercept_first_s"][0]), intercept_s(launch))
    yield source.absolute("flown: its intercept", figures, "s", *EDGE)


def cases(library: Library) -> list[Case]:  # noqa: ARG001 - by hand
    """Return the two cases."""
    return [Case("windows-of-a-pass", HAND, by_reach), Case("windows-of-a-track", HAND, by_track)]
