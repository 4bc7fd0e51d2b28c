"""One flight of a generic class of the catalogue: the values, priors and rules of a raid, for one threat.

A scenario of one threat is compiled, so that a class flies here as it does in raids.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

import intercept._core as _core
from intercept.base.arguments import numbers, whole
from intercept.base.table import Table
from intercept.catalogue.catalogue import Catalogue, GenericClass
from intercept.catalogue.checks import override_problems
from intercept.catalogue.draw import Drawn, draw, draw_from_uniforms, triangular_cdf
from intercept.catalogue.rules import ProfileName, Rules
from intercept.catalogue.streams import stream
from intercept.earth.world import World
from intercept.engagement.plan import Plan
from intercept.errors import InvalidParameterError, ScenarioError, UnreachableError
from intercept.flight.class_values import value_table
from intercept.flight.kinds.hypersonic_cruise import fly_class_rows
from intercept.report.pages.flight_path import LIMITS
from intercept.scenario.compile import compile_plan
from intercept.scenario.model.scenario import Scenario
from intercept.scenario.model.values import Stated

# Where the default theatre of a scenario lies: open ocean, no real place.
NOTIONAL_PLACE_DEG = (-45.0, -125.0)
LATITUDE_MAX_DEG = 85.0
RANGE_MIN_M = 1_000.0
SEED_MAX = 2**53


@dataclass(frozen=True, eq=False)
class ClassFlight:
    """One flight of a class, made by `class_flight` and flown by `ic.fly`.

    `values` has one row for each value of the class that the flight reads and that is not computed: what was used, the
    prior it comes from, its confidence and source. Of a limit the end that bounds the flight is given.
    """

    class_name: str
    range_m: float
    azimuth_rad: float
    launch: tuple[float, float]
    values: Table
    plan: Plan

    @classmethod
    def fly_many(
        cls, flights: Sequence[ClassFlight], *, world: World, tolerance_m: float, threads: int
    ) -> _core.Trajectories:
        """Fly several, one row each.

        Raises
        ------
        InvalidParameterError
            The world is not the real Earth, whose launch solutions these are, or an option is out of range.
        """
        if world != World():
            raise InvalidParameterError(f"world = {world} is not allowed: flights of a class are of the real Earth")
        parts = [flight.plan.threats.flights for flight in flights]
        kind = [int(np.argmax([len(p.boosted), len(p.glide), len(p.route), len(p.hypersonic)])) for p in parts]
        row = [kind[:place].count(own) for place, own in enumerate(kind)]
        ends = np.cumsum([0, *(len(p.waypoints) for p in parts if len(p.route))])
        batches = [
            _core.fly_boosted(np.concatenate([p.boosted for p in parts]), tolerance_m, threads),
            _core.fly_glide(np.concatenate([p.glide for p in parts]), tolerance_m, threads),
            _core.fly_routes(
                np.concatenate([p.route for p in parts]),
                np.concatenate([p.waypoints for p in parts]),
                ends.astype(np.uint64),
                threads,
            ),
            fly_class_rows(np.concatenate([p.hypersonic for p in parts]), tolerance_m, threads),
        ]
        return _core.gather(batches, np.array(kind, dtype=np.uint64), np.array(row, dtype=np.uint64))


def class_flight(
    class_name: str,
    *,
    range_m: float | None = None,
    azimuth_rad: float = math.pi / 2,
    launch: Sequence[float] | None = None,
    profile: ProfileName | None = None,
    seed: int | None = None,
    overrides: Mapping[str, float] | None = None,
) -> ClassFlight:
    """Return one flight of a generic class, over a place that is open ocean unless another is named.

    Parameters
    ----------
    class_name
        A threat class of the catalogue, such as "quasi_ballistic".
    range_m
        Distance along the geodesic to where the flight ends, 1 km to the longest range of the class; its most likely
        range unless given.
    azimuth_rad
        Clockwise from north, -2 pi to 2 pi; eastwards unless given.
    launch
        Latitude and longitude (rad); neither this nor the middle of the flight may be within 5 degrees of a pole.
    profile
        "low" or "high", for a class that has both; low unless given.
    seed
        Without one every value is the most likely of its prior; with one (0 to 2^53) all are drawn, as in a raid.
    overrides
        Values to use instead, by parameter with its unit: `{"ballistic_coefficient_kg_m2": 4000.0}`.

    Raises
    ------
    InvalidParameterError
        The class or the profile does not exist, or a number is out of range.
    UnreachableError
        The class does not reach so far.

    Examples
    --------
    >>> import intercept as ic
    >>> flight = ic.class_flight("quasi_ballistic", range_m=400e3)
    >>> ic.fly(flight).outcome[0] == ic.Outcome.IMPACT
    np.True_
    """
    generic = threat_class(class_name)
    given = dict(overrides or {})
    try:
        changed = generic.with_values(stated(generic, given)) if given else generic
    except ScenarioError as error:
        raise InvalidParameterError(f"overrides: {error}") from error
    key, reach_m = reach(changed)
    range_m = 1e3 * changed.parameters[key].mode if range_m is None else _number("range_m", range_m)
    if range_m > reach_m:
        raise UnreachableError(
            f"range_m = {range_m:g} is not allowed: {class_name} reaches {reach_m:g} m at most ({key}), short by"
            f" {range_m - reach_m:g} m"
        )
    azimuth_rad = _within("azimuth_rad", azimuth_rad, -2.0 * math.pi, 2.0 * math.pi)
    place = _launch(launch)
    _within("range_m", range_m, RANGE_MIN_M, reach_m)
    if seed is not None:
        seed = whole("seed", seed, 0, SEED_MAX)
    check_profile(generic, profile)
    values = _values(changed, range_m / 1e3, seed)
    scenario = _scenario(changed, values, range_m, _line(place, azimuth_rad, range_m), profile)
    plan = compile_plan(scenario)
    boosted = plan.threats.flights.boosted
    apogee_m = float(boosted[0, 6]) if len(boosted) else None
    table = value_table(generic, changed, values, profile, apogee_m)
    return ClassFlight(class_name, range_m, azimuth_rad, place, table, plan)


def threat_class(class_name: str) -> GenericClass:
    """Return a threat class of the catalogue; raises InvalidParameterError with all names if there is none."""
    threats = Catalogue.load().threats
    if class_name not in threats:
        raise InvalidParameterError(f'class = "{class_name}" is not allowed: must be one of {", ".join(threats)}')
    return threats[class_name]


def reach(generic: GenericClass) -> tuple[str, float]:
    """Return the key of a class's range and its longest range, m."""
    key = next(key for key in ("range_missile_alone_km", "range_km") if key in generic.parameters)
    return key, 1e3 * generic.parameters[key].high


def check_profile(generic: GenericClass, profile: str | None) -> None:
    """Raise InvalidParameterError unless the class has the profile."""
    has = tuple(Catalogue.load().threat_rule(generic.name).profiles)
    if profile is not None and profile not in has:
        allowed = f"must be one of {', '.join(has)}" if has else "only classes that cruise have a profile"
        raise InvalidParameterError(f"profile = {profile} is not allowed for {generic.name}: {allowed}")


def stated(generic: GenericClass, values: Mapping[str, float]) -> dict[str, Stated]:
    """Return values as a scenario states them.

    Raises
    ------
    ScenarioError
        A key is unknown or computed, or a value is outside its range: one message each.
    """
    made = {key: Stated(low=v, mode=v, high=v) for key, value in values.items() for v in [_number(key, value)]}
    problems = override_problems(generic, made)
    if problems:
        raise ScenarioError(problems)
    return made


def _number(name: str, value: object) -> float:
    array = numbers(name, value)  # type: ignore[arg-type]
    if array.ndim or not math.isfinite(float(array)):
        raise InvalidParameterError(f"{name} = {value!r} is not allowed: must be one finite number")
    return float(array)


def _within(name: str, value: object, low: float, high: float) -> float:
    number = _number(name, value)
    if not low <= number <= high:
        raise InvalidParameterError(f"{name} = {number:g} is not allowed: must lie from {low:g} to {high:g}")
    return number


def _launch(launch: Sequence[float] | None) -> tuple[float, float]:
    place = numbers("launch", np.radians(NOTIONAL_PLACE_DEG) if launch is None else launch)
    if place.shape != (2,):
        raise InvalidParameterError(f"launch = {launch!r} is not allowed: must be latitude and longitude in rad")
    limit = math.radians(LATITUDE_MAX_DEG)
    latitude = _within("launch latitude_rad", place[0], -limit, limit)
    return latitude, _within("launch longitude_rad", place[1], -math.pi, math.pi)


def _values(generic: GenericClass, range_km: float, seed: int | None) -> Drawn:
    """Return one value for each row that is not computed: the mode of each prior, or a draw.

    Rows coupled with the range follow it where a raid lets them, as the apogee of a quasi-ballistic flight does.
    """
    follows = Catalogue.load().threat_rule(generic.name).flight in {"ballistic", "aeroballistic"}
    given = {"range_km": range_km} if follows and "range_km" in generic.parameters else {}
    chosen = {key: p for key, p in generic.parameters.items() if p.derived == "sourced"}
    if seed is not None:
        drawn = draw(generic, stream(seed, 0, "class flight"), given=given)
        return {key: drawn[key] for key in chosen}
    at_mode = {key: np.atleast_1d(triangular_cdf(p.mode, p)) for key, p in chosen.items()}
    drawn = draw_from_uniforms(generic, at_mode, given=given)
    tied = Rules.load().couplings.get(generic.base, ()) if given else ()
    return {key: drawn[key] if key in tied else np.array([p.mode]) for key, p in chosen.items()}


def _line(launch: tuple[float, float], azimuth_rad: float, range_m: float) -> tuple[float, float, float]:
    """Return the middle of the flight (rad) and the azimuth there.

    The local frame of the scenario has its origin in the middle: distances through the origin are exact, and neither
    end is further from it than a scenario allows.
    """
    start = (np.array([launch[0]]), np.array([launch[1]]))
    latitude, longitude, azimuth = _core.geodesic_direct(*start, np.array([azimuth_rad]), np.array([0.5 * range_m]))
    if abs(latitude[0]) > math.radians(LATITUDE_MAX_DEG):
        raise InvalidParameterError(
            f"launch, azimuth_rad and range_m: the middle of the flight, at {math.degrees(latitude[0]):.1f} degrees of"
            f" latitude, must lie from -{LATITUDE_MAX_DEG:g} to {LATITUDE_MAX_DEG:g}"
        )
    return float(latitude[0]), float(longitude[0]), float(azimuth[0])


def _scenario(
    generic: GenericClass,
    values: Drawn,
    range_m: float,
    line: tuple[float, float, float],
    profile: ProfileName | None,
) -> Scenario:
    """Return the scenario of one threat, from one end of the line to the other."""
    latitude, longitude, azimuth = line
    east, north = 0.5e-3 * range_m * math.sin(azimuth), 0.5e-3 * range_m * math.cos(azimuth)
    fixed = {key: float(value[0]) for key, value in values.items() if key not in LIMITS}
    # What the user changed of the computed rows, and the limits, as they stand.
    changed = {
        key: {"low": p.low, "mode": p.mode, "high": p.high}
        for key, p in generic.parameters.items()
        if p.origin == "scenario" and key not in fixed
    }
    wave = {"name": "flight", "class": generic.name, "count": 1, "launch_area": "launch"}
    start = {"east_km": -east, "north_km": -north}
    document = {
        "schema_version": 1,
        "name": f"one flight of {generic.name}",
        "theatre": {"latitude_deg": math.degrees(latitude), "longitude_deg": math.degrees(longitude)},
        "assets": [{"name": "end", "class": "military", "position": {"east_km": east, "north_km": north}}],
        "raid": {
            "launch_areas": [{"name": "launch", "position": start, "radius_km": 0.0}],
            "waves": [wave | ({"profile": profile} if profile else {})],
        },
        "classes": {"threat": {generic.name: fixed | changed}},
    }
    return Scenario.from_dict(document)
