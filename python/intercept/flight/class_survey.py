"""How a class flies, against its own rows: readings of its flights over its distances, most likely and drawn.

A row of the catalogue that a flight has too (its apogee, a speed, a time) is compared with the reading of that flight.
Rows are rounded: a reading is inside a row when it is within half a percent of its ends.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import get_args

import numpy as np
import numpy.typing as npt

from intercept.catalogue.generic_class import GenericClass
from intercept.catalogue.parameter import Parameter
from intercept.catalogue.rules import ProfileName, Rules
from intercept.earth.frames import ecef_to_geodetic
from intercept.flight.class_rows import reach
from intercept.flight.fly import fly
from intercept.flight.of_class import NOTIONAL_PLACE_DEG, Flight
from intercept.flight.outcomes import Outcome
from intercept.flight.trajectories import Trajectories

Array = npt.NDArray[np.float64]

DISTANCES = 10
# Courses (degrees from north): the rotating Earth adds speed eastwards and takes it westwards.
COURSES_DEG = (0, 90, 180, 270)
# At each distance, taking turns on the courses.
DRAWS = 20
ROUNDED = 0.005
LOW_ALTITUDE_M = 15_000.0
# Halvings of the time between two knots: to a millionth of it.
HALVINGS = 20


@dataclass(frozen=True)
class Compared:
    """A row of a class beside the readings of its flights.

    `most_likely` has one reading for each course and distance, shape (courses, distances), `drawn` one for each
    distance and draw, shape (distances, draws); NaN where it was not flown. A limit, such as an endurance, is a row of
    which a flight takes a part: only its high end bounds the flight.
    """

    parameter: Parameter
    is_limit: bool
    most_likely: Array
    drawn: Array

    def outside(self, readings: Array) -> npt.NDArray[np.bool_]:
        """Return which readings lie outside the row; one that is missing does not."""
        above = readings > self.parameter.high * (1.0 + ROUNDED)
        below = readings < self.parameter.low * (1.0 - ROUNDED)
        return above if self.is_limit else above | below


@dataclass(frozen=True)
class Survey:
    """Flights of a class over its distances and courses, on one of its profiles (None where there is one, or none).

    `range_km` has the distances, `from_deg` latitude and longitude of where they begin, `flown` which draws were flown,
    shape (distances, draws).
    """

    class_name: str
    profile: ProfileName | None
    from_deg: tuple[float, float]
    range_km: Array
    flown: npt.NDArray[np.bool_]
    rows: tuple[Compared, ...]

    def outside(self) -> npt.NDArray[np.bool_]:
        """Return which draws lie outside a row of confidence H or M, or were not flown; shape (distances, draws)."""
        outside = ~self.flown
        for row in self.rows:
            if row.parameter.confidence in {"H", "M"}:
                outside = outside | row.outside(row.drawn)
        return outside

    def share(self) -> tuple[float, float]:
        """Return the share of draws that are `outside`, and its standard error.

            P = mean of P_k        SE = sqrt(sum of P_k (1 - P_k) / (n - 1)) / K

        over K distances of n draws each (W. G. Cochran, Sampling Techniques, 1977, 5.3: strata of equal weight).
        """
        outside = self.outside()
        at = outside.mean(axis=1)
        spread = at * (1.0 - at) / (outside.shape[1] - 1)
        return float(at.mean()), float(np.sqrt(spread.sum())) / len(at)


def surveys(generic: GenericClass, *, distances: int = DISTANCES, draws: int = DRAWS) -> list[Survey]:
    """Return a survey of a threat class of the catalogue for each of its profiles.

    `distances` even steps from the low to the high end of its range, each on all courses at the most likely values and
    with `draws` draws, which take turns on the courses. The draws are those of `Flight.of_class` with the seeds 0, 1,
    ... in order of distance: the same at every call.
    """
    own = Rules.load().threats[generic.base].profiles
    profiles: list[ProfileName | None] = [name for name in get_args(ProfileName) if name in own]
    # A single profile goes without saying.
    return [_survey(generic, profile, distances, draws) for profile in (profiles if len(profiles) > 1 else [None])]


def _survey(generic: GenericClass, profile: ProfileName | None, distances: int, draws: int) -> Survey:
    key, _ = reach(generic)
    range_km = np.linspace(generic.parameters[key].low, generic.parameters[key].high, distances)

    def flight(km: float, course: int, seed: int | None) -> Flight:
        azimuth_rad = math.radians(COURSES_DEG[course % len(COURSES_DEG)])
        return Flight.of_class(generic.name, range_m=1e3 * km, azimuth_rad=azimuth_rad, profile=profile, seed=seed)

    likely = [flight(km, course, None) for course in range(len(COURSES_DEG)) for km in range_km.tolist()]
    drawn = [flight(km, seed, seed) for seed, km in enumerate(np.repeat(range_km, draws).tolist())]
    batch = fly([*likely, *drawn], progress_bar=False)
    readings = _Readings(batch)
    compared = []
    for key, (read, is_limit) in _readings(generic, profile).items():
        values = read(readings)
        first, rest = values[: len(likely)].reshape(-1, distances), values[len(likely) :].reshape(distances, draws)
        compared.append(Compared(generic.parameters[key], is_limit, first, rest))
    flown = (batch.outcome == Outcome.IMPACT)[len(likely) :].reshape(distances, draws)
    return Survey(generic.name, profile, NOTIONAL_PLACE_DEG, range_km, flown, tuple(compared))


class _Readings:
    """Readings of a batch, one for each row; NaN where a flight was not flown or does not have it."""

    def __init__(self, batch: Trajectories) -> None:
        self.batch = batch
        self.table = batch.table()
        self.events = batch.events()

    def column(self, name: str, scale: float = 1.0) -> Array:
        """Return a column of the summary."""
        return np.where(self.batch.outcome == Outcome.IMPACT, scale * self.table[name], np.nan)

    def time_s(self, event: str) -> Array:
        """Return when an event happened, the last time."""
        times = np.full(len(self.batch), np.nan)
        chosen = self.events["event"] == event
        times[self.events["row"][chosen].astype(np.int64)] = self.events["time_s"][chosen]
        return times

    def at(self, time_s: Array, quantity: str) -> Array:
        """Return a quantity at a time of each row; NaN where the time is."""
        found = np.isfinite(time_s)
        values = np.full(len(self.batch), np.nan)
        values[found] = self.batch.quantities(np.flatnonzero(found), time_s[found])[quantity]
        return values

    def falls_through_s(self, altitude_m: float) -> Array:
        """Return when each row last was at an altitude, on its way down: between the knots by halving."""
        knots = self.batch.knots()
        high = ecef_to_geodetic(knots["position_ecef_m"])[2] > altitude_m
        before, after = (np.full(len(self.batch), np.nan) for _ in range(2))
        for row, (start, stop) in enumerate(zip(self.batch.offsets[:-1], self.batch.offsets[1:], strict=True)):
            above = np.flatnonzero(high[int(start) : int(stop)])
            if len(above) and above[-1] + 1 < int(stop) - int(start):
                last = int(start) + int(above[-1])
                before[row], after[row] = knots["time_s"][last : last + 2]
        for _ in range(HALVINGS):
            middle = 0.5 * (before + after)
            above_there = self.at(middle, "altitude_m") > altitude_m
            before, after = np.where(above_there, middle, before), np.where(above_there, after, middle)
        return np.asarray(0.5 * (before + after))


Read = tuple[Callable[[_Readings], Array], bool]


def _readings(generic: GenericClass, profile: ProfileName | None) -> dict[str, Read]:
    """Return how the rows of a class are read from its flights, by key, and whether each is a limit."""
    rule = Rules.load().threats[generic.base]
    read: dict[str, Read] = {
        "apogee_m": (lambda r: r.column("apogee_km", 1e3), False),
        "max_speed_m_s": (lambda r: r.column("speed_max_m_s"), False),
        "peak_speed_m_s": (lambda r: r.column("speed_max_m_s"), False),
        "burnout_speed_m_s": (lambda r: r.at(r.time_s("burnout"), "speed_m_s"), False),
        "mean_speed_m_s": (lambda r: r.column("distance_km", 1e3) / r.column("flight_time_s"), False),
        "speed_at_15_km_m_s": (lambda r: r.at(r.falls_through_s(LOW_ALTITUDE_M), "speed_m_s"), False),
        "impact_speed_m_s": (lambda r: r.column("impact_speed_m_s"), False),
        "flight_time_s": (lambda r: r.column("flight_time_s"), False),
        "initial_glide_speed_m_s": (lambda r: r.at(r.time_s("glide"), "speed_m_s"), False),
        "glide_altitude_m": (lambda r: r.at(r.time_s("glide"), "altitude_m"), False),
        "powered_flight_time_s": (lambda r: r.time_s("dive") - r.time_s("burnout"), True),
    }
    if rule.flight == "cruise":
        flown = rule.profile(profile)
        read = {
            flown.altitude: (lambda r: r.column("apogee_km", 1e3), False),
            flown.speed: (lambda r: r.at(r.time_s("dive"), "speed_m_s"), False),
        }
        if flown.terminal != flown.speed:
            read[flown.terminal] = (lambda r: r.column("impact_speed_m_s"), False)
    elif rule.flight == "hypersonic":
        read["cruise_speed_m_s"] = (lambda r: r.at(r.time_s("dive"), "speed_m_s"), False)
        read["altitude_cruise_m"] = (lambda r: r.at(r.time_s("dive"), "altitude_m"), False)
    if rule.flight != "cruise":
        read["terminal_speed_m_s"] = (lambda r: r.column("impact_speed_m_s"), False)
    return {key: read[key] for key in generic.parameters if key in read}
