"""Each defence class against each threat class, everything at its most likely value: `intercept catalog --engage`.

The place: a fire unit stands where the flight ends, with the radar of its class (if it has one) looking back along the
course and guiding it, a surveillance radar and a gap filler at its side, and warning from space. What comes out is
whether such a unit can shoot at all, when first, and how often: docs/engagements.md.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
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


class Case(NamedTuple):
    """A threat class, its profile where it has two, and the windows of the defence classes asked for."""

    threat_class: str
    profile: str
    found: EngagementWindows


def nominal_engagements(
    threat_classes: Sequence[str] | None = None, defence_classes: Sequence[str] | None = None
) -> Table:
    """Return what each defence class can do against each threat class, both at their most likely values.

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
        first_intercept_altitude_m, last_intercept_altitude_m (NaN without a window), reason, explanation.

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
        },
    )


_COLUMNS = (
    *("threat_class", "profile", "defence_class", "range_m", "assigned", "opportunities"),
    *("first_launch_before_arrival_s", "first_intercept_slant_range_m", "first_intercept_altitude_m"),
    *("last_intercept_altitude_m", "reason", "explanation"),
)


def cases(threat_class: str, defence_classes: Sequence[str]) -> list[Case]:
    """Return the windows of the defence classes against each profile of a threat class."""
    profiles = Catalogue.load().threat_rule(threat_class).profiles
    return [
        Case(threat_class, profile, _windows(threat_class, profile, defence_classes))
        for profile in (tuple(profiles) if len(profiles) > 1 else ("",))
    ]


def _windows(threat_class: str, profile: str, defence_classes: Sequence[str]) -> EngagementWindows:
    flight = Flight.of_class(threat_class, profile=profile or None)  # type: ignore[arg-type]  # a name of the rules
    latitude, longitude, _ = geodesic_direct(
        *flight.launch_point, azimuth_rad=flight.azimuth_rad, distance_m=flight.range_m
    )
    place = (float(latitude[0]), float(longitude[0]))
    _, back, _ = geodesic_inverse(*place, *flight.launch_point)
    defence = _defence(place, float(back[0]), defence_classes)
    return engagement_windows(
        fly(flight),
        defence,
        threat_class=threat_class,
        radar_cross_section_m2=flight.radar_cross_section_m2,
    )


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
                said,
            )
        )
    return rows
