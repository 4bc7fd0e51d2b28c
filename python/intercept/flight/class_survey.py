"""How a class flies, against its own rows: readings of its flights over its distances, most likely and drawn.

A row of the catalogue that a flight has too (its apogee, a speed, a time) is compared with the reading of that flight.
Rows are rounded: a reading is inside a row when it is within half a percent of its ends.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import get_args

import numpy as np
import numpy.typing as npt

from intercept.catalogue.catalogue import GenericClass
from intercept.catalogue.parameter import Parameter
from intercept.catalogue.rules import ProfileName, Rules
from intercept.earth.frames import ecef_to_geodetic
from intercept.flight.class_rows import reach
from intercept.flight.fly import fly
from intercept.flight.of_class import Flight
from intercept.flight.outcomes import Outcome
from intercept.flight.trajectories import Trajectories

Array = npt.NDArray[np.float64]

DISTANCES = 10
DRAWS = 10
ROUNDED = 0.005
LOW_ALTITUDE_M = 15_000.0
# Halvings of the time between two knots: to a millionth of it.
HALVINGS = 20


@dataclass(frozen=True)
class Compared:
    """A row of a class beside the readings of its flights.

    `most_likely` has one reading for each distance, `drawn` one for each draw (NaN where it was not flown). A limit,
    such as an endurance, is a row of which a flight takes a part: only its high end bounds the flight.
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
    """Flights of a class over its distances, on one profile.

    `range_km` has the distances; `flown` tells which draws were flown, distance after distance.
    """

    class_name: str
    profile: ProfileName | None
    range_km: Array
    flown: npt.NDArray[np.bool_]
    rows: tuple[Compared, ...]

    def outside(self) -> npt.NDArray[np.bool_]:
        """Return which draws lie outside a row of confidence H or M, or were not flown."""
        outside = ~self.flown
        for row in self.rows:
            if row.parameter.confidence in {"H", "M"}:
                outside = outside | row.outside(row.drawn)
        return outside


def surveys(generic: GenericClass, *, distances: int = DISTANCES, draws: int = DRAWS) -> list[Survey]:
    """Return a survey of a threat class of the catalogue for each of its profiles.

    `distances` even steps from the low to the high end of its range, with `draws` draws at each. The draws are those of
    `Flight.of_class` with the seeds 0, 1, ... in order of distance: the same at every call.
    """
    own = Rules.load().threats[generic.base].profiles
    profiles: list[ProfileName | None] = [name for name in get_args(ProfileName) if name in own]
    return [_survey(generic, profile, distances, draws) for profile in profiles or [None]]


def _survey(generic: GenericClass, profile: ProfileName | None, distances: int, draws: int) -> Survey:
    key, _ = reach(generic)
    range_km = np.linspace(generic.parameters[key].low, generic.parameters[key].high, distances)
    likely = [Flight.of_class(generic.name, range_m=1e3 * km, profile=profile) for km in range_km]
    drawn = [
        Flight.of_class(generic.name, range_m=1e3 * km, profile=profile, seed=number)
        for number, km in enumerate(np.repeat(range_km, draws).tolist())
    ]
    batch = fly([*likely, *drawn], progress_bar=False)
    readings = _Readings(batch)
    compared = []
    for key, (read, is_limit) in _readings(generic, profile).items():
        values = read(readings)
        row = Compared(generic.parameters[key], is_limit, values[: len(likely)], values[len(likely) :])
        compared.append(row)
    flown = batch.outcome == Outcome.IMPACT
    return Survey(generic.name, profile, range_km, flown[len(likely) :], tuple(compared))


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


def share_outside(found: Sequence[Survey]) -> float:
    """Return the share of all draws of a class that lie outside a row of confidence H or M, or were not flown."""
    return float(np.mean(np.concatenate([survey.outside() for survey in found])))
