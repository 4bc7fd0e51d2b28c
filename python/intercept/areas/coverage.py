"""Coverage along a line that the defender holds: where too few shots are possible at a class that crosses it.

It describes a defence that the user wrote down, from the defender's side: the line to be held and the direction in
which it is crossed are given, and nothing is searched for.
Method and limits: docs/models/coverage.md.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

import intercept._core as _core
from intercept.areas import counting, options
from intercept.areas.boundary import bisect
from intercept.areas.counting import Engaged, Shooting
from intercept.areas.covered import Coverage
from intercept.areas.sites import sites_of
from intercept.areas.threat import Squadron, Threat
from intercept.base.arguments import flag, number
from intercept.base.arguments import threads as checked_threads
from intercept.base.cached import cached_property
from intercept.base.keywords import keywords_meant
from intercept.earth.geodesics import Polyline
from intercept.earth.local_frame import Frame
from intercept.scenario.model.scenario import Scenario
from intercept.scenario.read import scenario_of

if TYPE_CHECKING:
    from intercept.catalogue.rules import ProfileName
    from intercept.engagement.defence.defence import Defence
    from intercept.engagement.plan import Plan

Array = npt.NDArray[np.float64]

STEPS, STEPS_MAX = 200, 100_000
BEYOND_MAX_M = 1e6


@keywords_meant
def coverage(  # noqa: PLR0913 - keyword-only options
    defence: Defence | Scenario | Plan | str | Path,
    along: npt.ArrayLike,
    threat_class: str,
    *,
    opportunities: int = 1,
    azimuth_rad: float | None = None,
    beyond_m: float = 50e3,
    before_line: bool = False,
    range_m: float | None = None,
    profile: ProfileName | None = None,
    overrides: Mapping[str, float] | None = None,
    step_m: float | None = None,
    edge_m: float = 10.0,
    threads: int = 0,
) -> Coverage:
    """Return the gaps along a line, where a defence has too few opportunities against a class that crosses it.

    Model, sources, limits: docs/models/coverage.md.

    Parameters
    ----------
    defence
        As for `defended_area`.
    along
        Corners of the line, latitude and longitude (rad), of shape (n, 2); geodesics between them.
    threat_class
        A threat class of the catalogue, flown at its most likely values.
    opportunities
        The least number of shots at a flight, 1 to 1000.
    azimuth_rad
        Direction of flight where it crosses the line. Unless it is given, flights cross at right angles, from the right
        of the line (as seen along it) to the left.
    beyond_m
        How far beyond the line the flight ends (0 to 1e6, and less than the distance flown).
    before_line
        Count only intercepts before the line.
    range_m, profile, overrides
        How the class flies, as for `Flight.of_class`.
    step_m
        Distance between the places tried; a 200th of the line unless given. Shorter gaps may be missed.
    edge_m
        Accuracy of the ends of gaps (0.1 to 1e5).
    threads
        Worker threads, 0 for all cores. The result is the same for any number.

    Raises
    ------
    InvalidParameterError
        A parameter is out of range, the line has no length, or the defence has no fire unit.
    UnreachableError
        The class cannot fly that far.

    Examples
    --------
    >>> import intercept as ic
    >>> scenario = ic.Scenario.from_file("examples/notional-small.toml")
    >>> line = [(-0.80, -2.18), (-0.77, -2.18)]
    >>> ic.coverage(scenario, line, "one_way_attack_drone", step_m=20e3)
    <Coverage: one-way attack drone, at least 1 opportunity, 3 gaps in 191.0 km>
    """
    if isinstance(defence, str | Path):
        defence = scenario_of("defence", defence)
    line, least = Polyline.of(along), options.least(opportunities)
    threat = Threat.named(threat_class, range_m, profile, overrides)
    beyond_m = number("beyond_m", beyond_m, 0.0, min(BEYOND_MAX_M, 0.9 * threat.flight.range_m))
    azimuth = None if azimuth_rad is None else options.azimuth("azimuth_rad", azimuth_rad)
    sites = sites_of(defence, threat_class)
    shooting = Shooting(sites, threat, beyond_m if flag("before_line", before_line) else 0.0, checked_threads(threads))
    crossing = _Crossing(line, shooting, azimuth, beyond_m)
    distance = _distances(line, step_m)
    engaged, before = crossing.fly(distance)
    gaps = _gaps(crossing, distance, engaged.opportunities < least, least, options.edge_m(edge_m))
    direction, origin = crossing.direction(distance), _origin(defence, line)
    return Coverage(threat_class, least, line, distance, direction, engaged, before, gaps, sites, origin)


def _origin(defence: Defence | Scenario | Plan, line: Polyline) -> Frame:
    if isinstance(defence, Scenario):
        return defence.theatre.frame
    return Frame(*line.at(np.array([0.5 * line.length_m]))[0][0].tolist())


@dataclass(frozen=True)
class _Crossing:
    line: Polyline
    shooting: Shooting
    azimuth_rad: float | None
    beyond_m: float

    def direction(self, distance_m: Array) -> Array:
        """Return the direction of flight at places along the line."""
        _, along = self.line.at(distance_m)
        return along - 0.5 * math.pi if self.azimuth_rad is None else np.full(len(along), self.azimuth_rad)

    def ends(self, distance_m: Array) -> tuple[Array, Array]:
        """Return where flights that cross there end, (n, 2), and the direction in which they arrive."""
        places, _ = self.line.at(distance_m)
        length = np.full(len(places), self.beyond_m)
        latitude, longitude, arriving = _core.geodesic_direct(
            places[:, 0].copy(), places[:, 1].copy(), self.direction(distance_m), length
        )
        return np.column_stack([latitude, longitude]), arriving

    @cached_property
    def squadron(self) -> Squadron:
        """What flies across the line, led by the flight across its middle."""
        middle = self.ends(np.array([0.5 * self.line.length_m]))
        return self.shooting.threat.towards(*middle, self.shooting.sites, self.shooting.threads)

    def fly(self, distance_m: Array) -> tuple[Engaged, Array]:
        """Return what can be done against flights that cross there, and how far before the line they are detected."""
        destination, arriving = self.ends(distance_m)
        flown = self.squadron.fly(destination, arriving)
        engaged = self.shooting.count(flown, destination)
        detected = np.flatnonzero(np.isfinite(engaged.first_detection_s))
        before = np.full(len(distance_m), np.nan)
        away = counting.ground_distance_m(flown, destination, detected, engaged.first_detection_s[detected])
        before[detected] = away - self.beyond_m
        return engaged, before


def _distances(line: Polyline, step_m: float | None) -> Array:
    # Rounded, so that the message is readable: the exact bounds mean nothing.
    smallest, longest = math.ceil(line.length_m / STEPS_MAX), math.ceil(line.length_m)
    step = line.length_m / STEPS if step_m is None else number("step_m", step_m, smallest, longest)
    return np.linspace(0.0, line.length_m, math.ceil(line.length_m / step - 1e-9) + 1)


def _gaps(crossing: _Crossing, distance: Array, short: npt.NDArray[np.bool_], least: int, edge_m: float) -> Array:
    """Return where gaps begin and end, (k, 2): between places that differ, by halving."""
    change = np.flatnonzero(short[1:] != short[:-1])
    start, step = distance[change], distance[1] - distance[0]
    share, _ = bisect(lambda at: crossing.fly(start + at * step)[0].opportunities < least, short[change], edge_m / step)
    edges = start + share * step
    ends = [np.array([0.0] * bool(short[0])), edges, np.array([distance[-1]] * bool(short[-1]))]
    return np.concatenate(ends).reshape(-1, 2)
