"""Defended areas: the places that a given defence can protect, because it has enough shots at flights to them.

The question is the defender's: is what I mean to protect inside? The direction and distance of flight are given, and
nothing is searched for. Method, exactness and limits: docs/models/defended_area.md.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from intercept.areas import options
from intercept.areas.area import DefendedArea, destinations
from intercept.areas.boundary import enclose
from intercept.areas.counting import Engaged, Shooting
from intercept.areas.sites import Sites, centre_of, sites_of
from intercept.areas.threat import Threat
from intercept.base.arguments import number
from intercept.base.arguments import threads as checked_threads
from intercept.base.keywords import keywords_meant
from intercept.earth.local_frame import Frame
from intercept.earth.places import point
from intercept.scenario.read import scenario_of

if TYPE_CHECKING:
    from intercept.catalogue.rules import ProfileName
    from intercept.engagement.defence.defence import Defence
    from intercept.engagement.plan import Plan
    from intercept.scenario.model.scenario import Scenario

Array = npt.NDArray[np.float64]

# The grid reaches this many times as far from the middle as the farthest intercept.
BEYOND_REACH = 1.25
KEEP_OUT_MAX_M = 1e6
RESOLUTION, RESOLUTION_SOLVED = 61, 25


@keywords_meant
def defended_area(  # noqa: PLR0913 - keyword-only options
    defence: Defence | Scenario | Plan | str | Path,
    threat_class: str,
    *,
    azimuth_rad: float = math.pi / 2,
    opportunities: int = 1,
    range_m: float | None = None,
    profile: ProfileName | None = None,
    overrides: Mapping[str, float] | None = None,
    keep_out_m: float = 0.0,
    centre: Sequence[float] | None = None,
    extent_m: float | None = None,
    resolution: int | None = None,
    edge_m: float = 25.0,
    threads: int = 0,
) -> DefendedArea:
    """Return the places that a defence can protect against a class, with at least `opportunities` shots at each flight.

    A flight of the class is flown to every point of a grid about the fire units, and the boundary is found on the edges
    of the grid by flying there. Shots are summed over the fire units, each shoot-look-shoot by itself.

    Model, sources, limits: docs/models/defended_area.md.

    Parameters
    ----------
    defence
        An `ic.Defence`, a scenario or the path of its file (all sites up, at their most likely values), or a plan (as
        drawn).
    threat_class
        A threat class of the catalogue, flown at its most likely values.
    azimuth_rad
        Direction of flight at the destination: clockwise from north at the middle of the grid, and parallel to that
        elsewhere.
    opportunities
        The least number of shots at a flight, 1 to 1000.
    range_m, profile, overrides
        How the class flies, as for `Flight.of_class`.
    keep_out_m
        Count only intercepts at least this far from the destination along the ground (0 to 1e6).
    centre
        Middle of the grid, latitude and longitude (rad); the middle of the fire units unless given.
    extent_m
        Half the width of the grid (100 to 3e6, without a pole in it); 1.25 times the reach of the units unless given.
        To compare areas that continue beyond the grid, give the same value for all.
    resolution
        Number of points across the grid, 5 to 401; 401 points make 160,801 flights. Unless given, it is 61 for a class
        that cruises, whose flights are quick to compute, and 25 for the other classes.
    edge_m
        Accuracy of the boundary on the edges of the grid (0.1 to 1e5).
    threads
        Worker threads, 0 for all cores. The result is the same for any number.

    Raises
    ------
    InvalidParameterError
        A parameter is out of range, or the defence has no fire unit.
    UnreachableError
        The class cannot fly that far.

    Examples
    --------
    >>> import intercept as ic
    >>> place = (-0.7845, -2.1357)
    >>> radar = ic.Sensor.of_class("surveillance_radar", position=place)
    >>> unit = ic.FireUnit.of_class("medium_range_sam", position=place)
    >>> area = ic.defended_area(ic.Defence([radar], [unit]), "subsonic_cruise", resolution=11)
    >>> round(area.area_km2, -2)
    4000.0
    """
    if isinstance(defence, str | Path):
        defence = scenario_of("defence", defence)
    threat = Threat.named(threat_class, range_m, profile, overrides)
    azimuth_rad = options.azimuth("azimuth_rad", azimuth_rad)
    sites, least = sites_of(defence, threat_class), options.least(opportunities)
    keep_out_m = number("keep_out_m", keep_out_m, 0.0, KEEP_OUT_MAX_M)
    shooting = Shooting(sites, threat, keep_out_m, checked_threads(threads))
    middle = point("defence", centre_of(sites)) if centre is None else point("centre", centre)
    axis = _axis(_extent_m(sites, middle), extent_m, middle, resolution, threat)

    squadron = threat.towards(*destinations(middle, np.zeros((1, 2)), azimuth_rad), shooting.sites, shooting.threads)

    def fly(x: Array, y: Array) -> Engaged:
        destination, azimuth = destinations(middle, np.column_stack([x, y]), azimuth_rad)
        return shooting.count(squadron.fly(destination, azimuth), destination)

    return DefendedArea(
        threat_class=threat_class,
        azimuth_rad=azimuth_rad,
        opportunities=least,
        keep_out_m=keep_out_m,
        range_m=threat.flight.range_m,
        overrides=dict(threat.overrides),
        centre=middle,
        fire_units=_named(sites),
        field=enclose(fly, axis, least, options.edge_m(edge_m)),
        rule=sites.rule_told,
        scenario=sites.scenario,
    )


def _axis(
    usual_m: float, extent_m: float | None, centre: tuple[float, float], resolution: int | None, threat: Threat
) -> Array:
    if extent_m is None:
        half = min(usual_m, options.farthest_m(centre))
    else:
        half = options.within_poles(options.extent_m(extent_m), centre)
    points = RESOLUTION if threat.cruises else RESOLUTION_SOLVED
    return np.linspace(-half, half, points if resolution is None else options.resolution(resolution))


def _extent_m(sites: Sites, centre: tuple[float, float]) -> float:
    east, north = Frame(*centre).to_local(*sites.places.T.copy())
    return BEYOND_REACH * float(np.max(np.hypot(east, north) + sites.reach_m))


def _named(sites: Sites) -> tuple[tuple[str, str, float, float], ...]:
    units = sites.units
    return tuple(
        (name, units.class_names[variant], float(row[0]), float(row[1]))
        for name, variant, row in zip(units.names, units.variant, units.positions, strict=True)
    )
