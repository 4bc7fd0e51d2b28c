"""Each defence class against each threat class, everything at its most likely value: `intercept catalog --engage`.

The place: a fire unit stands where the flight ends, with the radar of its class (if it has one) looking back along the
course and guiding it, a surveillance radar and a gap filler at its side, and warning from space. What comes out is
whether such a unit can shoot at all, when first, and how often: docs/engagements.md.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from intercept.base.arguments import choice, texts
from intercept.base.table import Table
from intercept.catalogue.catalogue import Catalogue
from intercept.earth.geodesics import geodesic_direct, geodesic_inverse
from intercept.engagement.defence.defence import Defence
from intercept.engagement.defence.fire_unit import FireUnit
from intercept.engagement.defence.sensor import Sensor
from intercept.engagement.windows import EngagementWindows, engagement_windows
from intercept.flight.fly import fly
from intercept.flight.of_class import Flight

NETWORK = ("surveillance_radar", "gap_filler_radar")
WARNING = "satellite_early_warning"


# What lifts the limit of a fire unit behind a reason. The others are of geometry, sensors, time or the interceptor.
LIFTED: dict[str, dict[str, float]] = {
    "inside_minimum_range": {"slant_range_min_m": 0.0},
    "too_low": {"altitude_min_m": -1e3},
    "above_elevation": {"elevation_max_rad": math.pi / 2},
    "too_fast": {"target_speed_max_m_s": 2e4},
    "too_oblique": {"crossing_angle_max_rad": math.pi},
    "closing_speed": {"closing_speed_min_m_s": 0.0, "closing_speed_max_m_s": math.inf},
    "too_agile": {"lateral_acceleration_ratio": 0.0},
    "too_brief": {"burst_s": 0.0},
}


class Case(NamedTuple):
    """A threat class, its profile where it has two, the windows of the defence classes, and the reasons of each.

    They are in the order in which they come up as one limit after the other is lifted.
    """

    threat_class: str
    profile: str
    found: EngagementWindows
    reasons: tuple[tuple[str, ...], ...]


def nominal_engagements(
    threat_classes: Sequence[str] | None = None, defence_classes: Sequence[str] | None = None
) -> Table:
    """Return what each defence class can do against each threat class, both at their most likely values.

    What stands where, and all pairs: docs/engagements.md.

    Parameters
    ----------
    threat_classes, defence_classes
        Names of the catalogue; all unless given. A class that cruises has a row for each profile.

    Returns
    -------
    Table
        One row for each pair: threat_class, profile (empty where there is one), defence_class, range_m, assigned
        (whether the catalogue's rules let the class engage it in a raid), opportunities (shots of shoot-look-shoot,
        without regard to rounds and channels), first_launch_before_arrival_s, first_intercept_slant_range_m,
        first_intercept_altitude_m, last_intercept_altitude_m (NaN without a window), reason, reasons (all that stand in
        the way, joined by commas: the next is what stops the unit once the limit behind the one before is lifted),
        explanation.

    Raises
    ------
    InvalidParameterError
        There is no such class.

    Examples
    --------
    >>> table = nominal_engagements(["short_range_ballistic"], ["terminal_hit_to_kill"])
    >>> table["reason"].tolist()
    ['engageable']
    """
    catalogue = Catalogue.load()
    named = texts("threat_classes", list(catalogue.threats) if threat_classes is None else threat_classes)
    threats = [choice("threat_classes", name, catalogue.threats) for name in named]
    asked = texts("defence_classes", list(catalogue.defences) if defence_classes is None else defence_classes)
    defences = [choice("defence_classes", name, catalogue.defences) for name in asked]
    rows = [row for name in threats for case in cases(name, defences) for row in _rows(case, catalogue)]
    columns = [list(values) for values in zip(*rows, strict=True)] or [[] for _ in _COLUMNS]
    return Table(
        dict(zip(_COLUMNS, columns, strict=True)),
        {
            "assigned": "whether the rules of the catalogue let the class engage it in a raid",
            "opportunities": "shots of shoot-look-shoot, without regard to rounds and channels",
            "reason": "engageable, or the first condition that no instant of the flight passes with those before it",
            "reasons": "all of them: the next is what stops the unit once the limit behind the one before is lifted",
        },
    )


_COLUMNS = (
    *("threat_class", "profile", "defence_class", "range_m", "assigned", "opportunities"),
    *("first_launch_before_arrival_s", "first_intercept_slant_range_m", "first_intercept_altitude_m"),
    *("last_intercept_altitude_m", "reason", "reasons", "explanation"),
)


def cases(threat_class: str, defence_classes: Sequence[str]) -> list[Case]:
    """Return the windows of the defence classes against each profile of a threat class."""
    profiles = Catalogue.load().threat_rule(threat_class).profiles
    return [
        Case(threat_class, profile, *_windows(threat_class, profile, defence_classes))
        for profile in (tuple(profiles) if len(profiles) > 1 else ("",))
    ]


def _windows(
    threat_class: str, profile: str, defence_classes: Sequence[str]
) -> tuple[EngagementWindows, tuple[tuple[str, ...], ...]]:
    flight = Flight.of_class(threat_class, profile=profile or None)  # type: ignore[arg-type]  # a name of the rules
    latitude, longitude, _ = geodesic_direct(
        *flight.launch_point, azimuth_rad=flight.azimuth_rad, distance_m=flight.range_m
    )
    place = (float(latitude[0]), float(longitude[0]))
    _, back, _ = geodesic_inverse(*place, *flight.launch_point)
    defence = _defence(place, float(back[0]), defence_classes)
    flown = fly(flight)

    def search(of: Defence) -> EngagementWindows:
        return engagement_windows(
            flown, of, threat_class=threat_class, radar_cross_section_m2=flight.radar_cross_section_m2
        )

    found = search(defence)
    return found, _binding(found, defence, search)


def _binding(
    found: EngagementWindows, defence: Defence, search: Callable[[Defence], EngagementWindows]
) -> tuple[tuple[str, ...], ...]:
    """Return all reasons of each fire unit, by lifting its limits one after the other."""
    units, reasons = list(defence.fire_units), [list[str]() for _ in defence.fire_units]
    left = set(range(len(units)))
    while left:
        said = found.pairs()["reason"].tolist()
        # Lifting a limit twice would change nothing.
        stopped = {k for k in left if said[k] != "engageable" and said[k] not in reasons[k]}
        for k in stopped:
            reasons[k].append(said[k])
        left = {k for k in stopped if said[k] in LIFTED}
        for k in left:
            units[k] = replace(units[k], **LIFTED[said[k]])  # type: ignore[arg-type]  # by name
        if left:
            found = search(replace(defence, fire_units=units))
    return tuple(map(tuple, reasons))


def _defence(place: tuple[float, float], azimuth_rad: float, defence_classes: Sequence[str]) -> Defence:
    own = Catalogue.load().rules.own_radars
    sensors = [Sensor.of_class(name, position=place, name=name) for name in NETWORK]
    units = []
    for name in defence_classes:
        guides: tuple[str, ...] = ()
        if name in own:
            called = f"{name} radar"
            guides = (called,)
            sensors.append(Sensor.of_class(own[name], position=place, name=called, azimuth_centre_rad=azimuth_rad))
        units.append(FireUnit.of_class(name, position=place, name=name, cued_by=(*NETWORK, *guides), guided_by=guides))
    return Defence(sensors, units, warning_s=WARNING)


def _rows(case: Case, catalogue: Catalogue) -> list[tuple[object, ...]]:
    found = case.found
    rows: list[tuple[object, ...]] = []
    distance_m = 1e3 * float(found.trajectories.table()["distance_km"][0])
    may = catalogue.may_engage({})
    for k, name in enumerate(found.plan.units.names):
        mine = np.flatnonzero(found.unit == k)
        first = (math.nan,) * 4
        if len(mine):
            a, z = mine[0], mine[-1]
            before_s = float(found.arrival_s[0] - found.launch_s[a, 0])
            heights = (float(found.intercept_first_rad_m[a, 2]), float(found.intercept_last_rad_m[z, 2]))
            first = (before_s, float(found.slant_range_first_m[a]), *heights)
        shots = int(found.opportunities[mine].sum())
        reason = str(found.pairs()["reason"][k])
        said = found.explain(0, k).split(": ", 1)[1]
        rows.append(
            (
                case.threat_class,
                case.profile,
                name,
                distance_m,
                case.threat_class in may[name],
                shots,
                *first,
                reason,
                ",".join(case.reasons[k]),
                said,
            )
        )
    return rows
