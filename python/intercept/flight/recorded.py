"""Arrays of samples into batches: shapes, names of rows, and the facts about them that nothing flown tells."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

import intercept._core as _core
from intercept.base.arguments import NAME_LENGTH_MAX, column, number, refused, shown, text, vectors
from intercept.base.table import Table
from intercept.base.words import numeral
from intercept.earth.world import World
from intercept.errors import InvalidParameterError
from intercept.flight.clock import Clock, array_of, seconds
from intercept.flight.samples import ALTITUDE_MAX_M, ALTITUDE_MIN_M, TIME_MAX_S, Index, Samples, by_index

Array = npt.NDArray[np.float64]
PLACES = ("latitude_rad", "longitude_rad", "altitude_m")
RIGHT_ANGLE_RAD = math.pi / 2.0
RANGES = (
    *((-TIME_MAX_S, TIME_MAX_S), (-RIGHT_ANGLE_RAD, RIGHT_ANGLE_RAD), (-4.0 * RIGHT_ANGLE_RAD, 4.0 * RIGHT_ANGLE_RAD)),
    (ALTITUDE_MIN_M, ALTITUDE_MAX_M),
)
LIMITS = dict(zip(("time_s", *PLACES), RANGES, strict=True))
# Facts about rows, and their ranges: what `engagement_windows` takes.
FACT_LIMITS = {"radar_cross_section_m2": (0.0, 1e6), "manoeuvre_m_s2": (0.0, 5e3)}
FACTS = ("threat_class", *FACT_LIMITS)
SMOOTH_RANGE_S = (1e-3, 1e4)
# The only row where none is named.
ONLY = "0"


def of_arrays(
    time_s: npt.ArrayLike | None,
    given: Mapping[str, npt.ArrayLike | None],
    row: npt.ArrayLike | None,
    facts: Mapping[str, object],
    world: World,
    smooth_over_s: object,
) -> tuple[_core.Trajectories, Table]:
    """Return the batch of samples, and what is known of its rows: see `Trajectories.from_samples`.

    `time` of `given` has times of a clock, in place of `time_s`.
    """
    instants = given["time"]
    if (time_s is None) == (instants is None):
        raise InvalidParameterError("time_s (seconds), or time (of a clock), must be given, and not both")
    name, listed = ("time_s", column("time_s", time_s)) if time_s is not None else ("time", array_of(instants))
    if listed.ndim != 1 or len(listed) < 2:
        raise refused(name, time_s if instants is None else instants, "at least two times: one sample is no track")
    label, names = rows_of(row, len(listed))
    place = Placed(label, names)
    clock = None
    if instants is None:
        times = listed
        place.check("time_s", times, *LIMITS["time_s"])
    else:
        times, clock = place.times("time", listed)
    position = _position(given, place, world)
    velocity = _vectors("velocity_ecef_m_s", given["velocity_ecef_m_s"], place)
    acceleration = _vectors("acceleration_ecef_m_s2", given["acceleration_ecef_m_s2"], place)
    if acceleration is not None and velocity is None:
        raise InvalidParameterError("acceleration_ecef_m_s2 is not allowed without velocity_ecef_m_s")
    called = "position_ecef_m" if given["position_ecef_m"] is not None else ", ".join(PLACES)
    samples = Samples(
        times, position, velocity, acceleration, label, names, clock=clock, position_name=called
    ).smoothed_over(span_of(smooth_over_s))
    return samples.batch(facts_of(facts, names), world)


def span_of(smooth_over_s: object) -> float | None:
    """Return the span that positions are smoothed over (s), None for none."""
    return None if smooth_over_s is None else number("smooth_over_s", smooth_over_s, *SMOOTH_RANGE_S)


class Placed:
    """Checks values of samples; a message names the field, the place and the row of a value."""

    def __init__(self, label: Index, names: Sequence[str], place: Callable[[str, int], str] = by_index) -> None:
        self.label, self.names, self.place = label, names, place

    def refused(self, name: str, index: int, value: str, allowed: str) -> InvalidParameterError:
        """Return the error of the value at an index: names the field, the place and the row."""
        row = shown(self.names[int(self.label[index])])
        return InvalidParameterError(
            f"{self.place(name, index)} (row {row}) = {value} is not allowed: must be {allowed}"
        )

    def times(self, name: str, values: npt.NDArray[Any]) -> tuple[Array, Clock]:
        """Return times of a clock in seconds, and the clock; InvalidParameterError for the first that is no time."""
        found, clock = seconds(values, lambda index, value, allowed: self.refused(name, index, value, allowed))
        self.check(name, found, -TIME_MAX_S, TIME_MAX_S)
        return found, clock

    def check(self, name: str, values: Array, low: float, high: float) -> None:
        """Raise InvalidParameterError for the first value that is not a number from low to high."""
        wrong = np.flatnonzero(~((values >= low) & (values <= high) & np.isfinite(values)))
        if len(wrong):
            first = int(wrong[0])
            span = "a finite number" if math.isinf(low) else f"a number from {numeral(low)} to {numeral(high)}"
            angle = name.endswith("_rad") and np.isfinite(values[first])
            hint = "; did you mean degrees?" if angle else ""
            raise self.refused(name, first, str(values[first]), f"{span}{hint}")


def _position(given: Mapping[str, npt.ArrayLike | None], place: Placed, world: World) -> Array:
    ecef = given["position_ecef_m"]
    stated = [name for name in PLACES if given[name] is not None]
    if (ecef is None) == (not stated) or (stated and len(stated) < len(PLACES)):
        raise InvalidParameterError(
            "position_ecef_m, or latitude_rad, longitude_rad and altitude_m, must be given, and not both"
        )
    if not stated:
        found = _vectors("position_ecef_m", ecef, place)
        assert found is not None  # noqa: S101 - given, as checked above
        return found
    columns = []
    for name in PLACES:
        values = column(name, given[name], len(place.label))  # type: ignore[arg-type]  # all of them are given
        place.check(name, values, *LIMITS[name])
        columns.append(values)
    return _core.geodetic_to_ecef(columns[0], columns[1], columns[2], world.core())


def _vectors(name: str, value: npt.ArrayLike | None, place: Placed) -> Array | None:
    if value is None:
        return None
    found = vectors(name, value)
    if len(found) != len(place.label):
        raise InvalidParameterError(
            f"{name} of shape {found.shape} is not allowed: must be of shape ({len(place.label)}, 3), as time_s"
        )
    finite = np.where(np.isfinite(found).all(axis=1), 0.0, np.nan)
    place.check(name, finite, -math.inf, math.inf)
    return found


def rows_of(row: npt.ArrayLike | None, length: int) -> tuple[Index, list[str]]:
    """Return the row of each sample, numbered in order of appearance, and the names of the rows.

    Raises
    ------
    InvalidParameterError
        A name is missing, too long, or neither text nor a whole number; or there is not one for each sample.
    """
    if row is None:
        return np.zeros(length, dtype=np.intp), [ONLY]
    try:
        listed = np.ma.filled(np.ma.asarray(row).astype(object), None)
    except ValueError as error:
        raise refused("row", row, "one name or number for each sample") from error
    if listed.shape != (length,):
        raise InvalidParameterError(f"row of shape {listed.shape} is not allowed: must be of shape ({length},)")
    known: dict[object, int] = {}
    try:
        label = np.fromiter((known.setdefault(each, len(known)) for each in listed.tolist()), np.intp, length)
    except TypeError as error:
        raise refused("row", row, "text or whole numbers") from error
    names = [_name(key, int(np.argmax(label == place))) for key, place in known.items()]
    if len(set(names)) < len(names):
        raise refused("row", row, "text or whole numbers, not both")
    return label, names


def _name(value: object, index: int) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    whole = isinstance(value, int) and not isinstance(value, bool)
    name = str(value) if whole else value
    if not isinstance(name, str) or not 1 <= len(name) <= NAME_LENGTH_MAX:
        raise refused(by_index("row", index), value, f"text of 1 to {NAME_LENGTH_MAX} characters, or a whole number")
    return name


def facts_of(facts: Mapping[str, object], names: Sequence[str]) -> dict[str, npt.ArrayLike]:
    """Return what is given of the rows, one value for each: columns of `Trajectories.recorded`."""
    found: dict[str, npt.ArrayLike] = {}
    for name in FACTS:
        value = facts.get(name)
        if value is None:
            continue
        if name == "threat_class":
            found[name] = _classes(value, len(names))
        else:
            low, high = FACT_LIMITS[name]
            if isinstance(value, int | float):
                found[name] = np.full(len(names), number(name, value, low, high))
                continue
            values = column(name, value, len(names))  # type: ignore[arg-type]  # checked there
            Placed(np.arange(len(names)), names).check(name, values, low, high)
            found[name] = values
    return found


def _classes(value: Any, rows: int) -> npt.NDArray[np.object_]:  # noqa: ANN401 - checked here
    listed = [value] * rows if isinstance(value, str) else value
    if not isinstance(listed, Sequence | np.ndarray) or isinstance(listed, bytes) or len(listed) != rows:
        raise refused("threat_class", value, f"one name, or one for each of the {rows} rows")
    return np.array([text("threat_class", each) for each in listed], dtype=object)
