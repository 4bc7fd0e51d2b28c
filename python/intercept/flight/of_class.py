"""One flight of a generic class of the catalogue: the values, priors and rules of a raid, for one threat."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

import intercept._core as _core
from intercept.base.arguments import by_name, choice, number, shown, whole
from intercept.base.factories import by_calls
from intercept.base.keywords import keywords_meant
from intercept.base.real import FLOAT_MAX
from intercept.base.shown import Shown
from intercept.base.table import Table
from intercept.base.values import ByValue
from intercept.base.words import measured, numeral, one_of
from intercept.catalogue.catalogue import Catalogue
from intercept.catalogue.draw import draw, most_likely, stream
from intercept.catalogue.formulas import Drawn
from intercept.catalogue.generic_class import GenericClass, override_problems
from intercept.catalogue.rules import LIMITS, ProfileName, Rules
from intercept.catalogue.uncertain import Stated
from intercept.earth.local_frame import Frame
from intercept.earth.places import point
from intercept.earth.world import World
from intercept.errors import InvalidParameterError, ScenarioError, UnreachableError
from intercept.flight.class_joint import within
from intercept.flight.class_rows import ROUNDED_M, Ends, class_rows, given_distance, reach
from intercept.flight.class_values import value_table
from intercept.flight.rows import Flights

Array = npt.NDArray[np.float64]

# Where the default theatre of a scenario lies: open ocean, no real place.
NOTIONAL_PLACE_DEG = (-45.0, -125.0)
_NOTIONAL_PLACE = tuple(np.radians(NOTIONAL_PLACE_DEG).tolist())
LATITUDE_MAX_DEG = 85.0
RANGE_MIN_M = 1_000.0
SEED_MAX = 2**53


@by_calls("ic.Flight.of_class")
@dataclass(frozen=True, eq=False, repr=False)
class Flight(ByValue, Shown):
    """One flight of a class of the catalogue, made by `Flight.of_class` and flown by `ic.fly`.

    The classes and their sources: docs/classes.md.

    Attributes
    ----------
    class_name, range_m, azimuth_rad, launch_point
        Threat class, distance along the geodesic, course at launch from north, latitude and longitude (rad).
    values
        One row for each value of the class that the flight reads and that is not computed: the value used, the prior it
        comes from, its confidence and source. For a limit it is the end of the prior that bounds the flight.
    radar_cross_section_m2
        Radar cross-section of the threat.
    flights
        The rows that are flown.
    seed
        Of the values, where they were drawn.

    Examples
    --------
    >>> import intercept as ic
    >>> flight = ic.Flight.of_class("quasi_ballistic", range_m=400e3)
    >>> flight
    <Flight: quasi_ballistic over 400 km, azimuth 90 degrees>
    >>> ic.fly(flight).table()["outcome"].tolist()
    ['impact']
    >>> flight.values.take(flight.values["parameter"] == "burn_time_s")["confidence"].tolist()
    ['L']
    """

    class_name: str
    range_m: float
    azimuth_rad: float
    launch_point: tuple[float, float]
    values: Table
    radar_cross_section_m2: float
    flights: Flights
    seed: int | None = None

    def __repr__(self) -> str:
        azimuth_deg = math.degrees(self.azimuth_rad)
        return f"<Flight: {self.class_name} over {self.range_m / 1e3:,.6g} km, azimuth {azimuth_deg:g} degrees>"

    def _shown(self) -> tuple[str, Table]:
        names = ("parameter", "low", "mode", "high", "unit", "confidence", "source")
        # A limit bounds the flight: it is not what is flown.
        rows = zip(self.values["parameter"], self.values["used"].tolist(), strict=True)
        used = [f"{'at most ' if parameter in LIMITS else ''}{measured(value, math.nan)}" for parameter, value in rows]
        first: dict[str, npt.ArrayLike] = {"parameter": self.values["parameter"], "used": used}
        return repr(self).strip("<>"), Table(first | {name: self.values[name] for name in names[1:]})

    @classmethod
    @keywords_meant
    def of_class(
        cls,
        name: str,
        *,
        range_m: float | None = None,
        azimuth_rad: float = math.pi / 2,
        launch_point: Sequence[float] | None = None,
        profile: ProfileName | None = None,
        seed: int | None = None,
        overrides: Mapping[str, float] | None = None,
    ) -> Self:
        """Return one flight of a generic class, over open ocean unless another place is named.

        Parameters
        ----------
        name
            A threat class of the catalogue, such as "quasi_ballistic".
        range_m
            Distance along the geodesic to where the flight ends, 1 km to the longest range of the class; its most
            likely range unless given. One that the class cannot come down at gives a row that says why.
        azimuth_rad
            Clockwise from north, -2 pi to 2 pi; eastwards unless given.
        launch_point
            Latitude and longitude (rad); neither this nor the middle of the flight may be within 5 degrees of a pole.
        profile
            "low" or "high", for a class that has both; low unless given.
        seed
            Without a seed every value is the most likely one; with a seed (0 to 2^53) all are drawn, as in a raid.
        overrides
            Values to use instead, by parameter with its unit: `{"ballistic_coefficient_kg_m2": 4000.0}`.

        Raises
        ------
        InvalidParameterError
            The class or the profile does not exist, or a number is out of range.
        UnreachableError
            The class cannot fly that far.
        """
        generic = threat_class(name)
        given = by_name("overrides", overrides)
        try:
            changed = generic.with_values(stated(generic, given)) if given else generic
        except ScenarioError as error:
            raise InvalidParameterError(f"overrides: {error}") from error
        range_m = _range_m(changed, range_m)
        azimuth_rad = number("azimuth_rad", azimuth_rad, -2.0 * math.pi, 2.0 * math.pi)
        place = point("launch_point", _NOTIONAL_PLACE if launch_point is None else launch_point)
        seed = None if seed is None else whole("seed", seed, 0, SEED_MAX)
        check_profile(generic, profile)
        ends = _ends(place, azimuth_rad, range_m)
        values = _values(changed, ends, seed)
        fixed = changed.with_values({key: _certain(float(v[0])) for key, v in values.items() if key not in LIMITS})
        # Every value is certain by now: the number drawn does not matter.
        any_number = {key: np.full(1, 0.5) for key, p in fixed.parameters.items() if p.derived == "sourced"}
        rows = class_rows(fixed, ends, any_number, profile=profile)
        apogee_m = float(rows.flights.depressed[0, 6]) if len(rows.flights.depressed) else None
        bounds = within(changed, ends.distance_m / 1e3, ends.eastward)
        table = value_table(generic, changed, values, profile, bounds, apogee_m)
        return cls(name, range_m, azimuth_rad, place, table, float(rows.radar_cross_section_m2[0]), rows.flights, seed)

    @classmethod
    def fly_many(
        cls, flights: Sequence[Flight], *, world: World, tolerance_m: float, threads: int
    ) -> _core.Trajectories:
        """Fly several, one row each.

        Raises
        ------
        InvalidParameterError
            The world is not the real Earth, with or without wind, or an option is out of range.
        """
        rows = Flights.joined([flight.flights for flight in flights])
        flown = rows.fly_rows(0, len(rows), world=world, tolerance_m=tolerance_m, threads=threads)
        return flown.named([f"{flight.class_name} over range_m = {shown(flight.range_m)}" for flight in flights])


def threat_class(name: str) -> GenericClass:
    """Return a threat class of the catalogue; raises InvalidParameterError with all names if there is none."""
    threats = Catalogue.load().threats
    return threats[choice("name", name, threats)]


def check_profile(generic: GenericClass, profile: str | None) -> None:
    """Raise InvalidParameterError unless the class has the profile."""
    has = tuple(Rules.load().threats[generic.base].profiles)
    if profile is not None and profile not in has:
        allowed = f"must be {one_of(profile, has)}" if has else "only classes that cruise have a profile"
        raise InvalidParameterError(f"profile = {shown(profile)} is not allowed for {generic.name}: {allowed}")


def stated(generic: GenericClass, values: Mapping[str, float]) -> dict[str, Stated]:
    """Return values as a scenario states them.

    Raises
    ------
    ScenarioError
        A key is unknown or computed, or a value is outside its range: one message each.
    """
    made = {
        key: _certain(number(f"overrides[{shown(key)}]", value, -FLOAT_MAX, FLOAT_MAX)) for key, value in values.items()
    }
    problems = override_problems(generic, made)
    if problems:
        raise ScenarioError(problems)
    return made


def _certain(value: float) -> Stated:
    return Stated(low=value, mode=value, high=value)


def _range_m(generic: GenericClass, range_m: float | None) -> float:
    """Return the range asked for, or the most likely one, if the class can fly that far."""
    key, reach_m = reach(generic)
    if range_m is None:
        return 1e3 * generic.parameters[key].mode
    range_m = number("range_m", range_m)
    # Both ends are inside, however they were rounded.
    inside_m = min(max(range_m, RANGE_MIN_M), reach_m)
    range_m = inside_m if abs(range_m - inside_m) <= ROUNDED_M else range_m
    range_m = number("range_m", range_m, RANGE_MIN_M)
    if range_m > reach_m:
        raise UnreachableError(
            f"range_m = {shown(range_m)} is not allowed: {generic.name} reaches {reach_m:.12g} m at most ({key}), short"
            f" by {numeral(range_m - reach_m)} m"
        )
    return range_m


def _values(generic: GenericClass, ends: Ends, seed: int | None) -> Drawn:
    """Return one value for each row that is not computed: a draw, or without a seed the most likely one.

    Both are of what the class has over the distance, as in a raid.
    """
    range_km = ends.distance_m / 1e3
    given, bounds = given_distance(generic, range_km), within(generic, range_km, ends.eastward)
    if seed is None:
        likely = most_likely(generic, {key: float(value[0]) for key, value in given.items()}, bounds)
        drawn = {key: np.array([value]) for key, value in likely.items()}
    else:
        drawn = draw(generic, stream(seed, 0, "class flight"), given=given, within=bounds)
    return {key: drawn[key] for key, p in generic.parameters.items() if p.derived == "sourced"}


def _ends(launch_point: tuple[float, float], azimuth_rad: float, range_m: float) -> Ends:
    """Return where the flight begins and ends.

    As in a raid, both are places of a local frame, in degrees and kilometres as a scenario states them: a raid of this
    one threat is the same flight to the last bit. The frame's origin lies in the middle, where distances through it are
    exact.
    """
    start = (np.array([launch_point[0]]), np.array([launch_point[1]]))
    latitude, longitude, azimuth = _core.geodesic_direct(*start, np.array([azimuth_rad]), np.array([0.5 * range_m]))
    if abs(latitude[0]) > math.radians(LATITUDE_MAX_DEG):
        raise InvalidParameterError(
            f"launch_point, azimuth_rad and range_m: the middle of the flight, at {math.degrees(latitude[0]):.1f}"
            f" degrees of latitude, must lie from -{LATITUDE_MAX_DEG:g} to {LATITUDE_MAX_DEG:g}"
        )
    origin = [math.radians(math.degrees(angle[0])) for angle in (latitude, longitude)]
    east, north = 0.5e-3 * range_m * math.sin(azimuth[0]), 0.5e-3 * range_m * math.cos(azimuth[0])
    # A start due north or south is at an east of 0, not of -0, which has another bearing.
    places = 1e3 * np.array([[-east, -north], [east, north]]) + 0.0
    points = np.stack(Frame(*origin).to_geodetic(places[:, 0], places[:, 1]), axis=1)
    return Ends.between(points[:1], points[1:], "flight")
