"""Why a threat of a raid cannot be flown, in the places of its scenario's file.

Flights know their waypoints by number, and where they begin and end; who wrote the file knows points of a route, launch
areas and assets.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from intercept.errors import UnreachableError

if TYPE_CHECKING:
    from intercept.engagement.plan import Plan
    from intercept.flight.trajectories import Trajectories
    from intercept.scenario.model.defence import Asset
    from intercept.scenario.model.raid import LaunchArea
    from intercept.scenario.prepare import Prepared

_PLACES = re.compile(r"waypoint (?P<number>\d+)|the start\b|the end\b|the destination\b")


def check(flown: Trajectories, plan: Plan, prepared: Prepared, threat_name: Callable[[int], str]) -> None:
    """Raise an error if a threat of a plan did not come down at its destination.

    Raises
    ------
    UnreachableError
        One did not; the message names it, and each place of its way by its key in the file.
    """
    named: list[tuple[int, str]] = []

    def name(row: int) -> str:
        named.append((row, f"{threat_name(row)}: "))
        return threat_name(row)

    try:
        flown.check(name)
    except UnreachableError as error:
        row, called = named[0]
        before, _, why = str(error).partition(called)
        raise UnreachableError(f"{before}{called}{_in_file(why, plan, prepared, row)}") from None


def _in_file(why: str, plan: Plan, prepared: Prepared, row: int) -> str:
    """Return why a threat was not flown with its places by their keys in the file, and a value of its class by its."""
    index = int(plan.threats.wave[row])
    wave = prepared.expanded.raid.waves[index]
    generic = prepared.catalogue.threats[wave.class_name]
    asset = prepared.expanded.assets[int(plan.chances.asset[row])].name
    ends = {
        "the start": _key("raid.launch_areas", prepared.scenario.raid.launch_areas, wave.launch_area),
        "the end": _key("assets", prepared.scenario.assets, asset),
    }
    ends["the destination"] = ends["the end"]

    def placed(found: re.Match[str]) -> str:
        if found["number"] is None:
            return f"{found[0]} ({ends[found[0]]})"
        number, route = int(found["number"]), f"raid.waves[{index}].route"
        return f"{route}.points[{number - 1}]" if wave.route.kind == "via" else f"turning point {number} of {route}"

    key, equals, rest = why.partition(" = ")
    if equals and key in generic.parameters:
        why = f"classes.threat.{wave.class_name}.{key}{equals}{rest}"
    return _PLACES.sub(placed, why)


def _key(key: str, given: tuple[LaunchArea, ...] | tuple[Asset, ...], name: str) -> str:
    """Return the place of something in the file by its name; of what was generated the name alone."""
    names = [one.name for one in given]
    return f"{key}[{names.index(name)}]" if name in names else name
