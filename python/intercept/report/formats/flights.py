"""What trajectories hold: knots or a path at steps as rows, a dataset, and lines that know their times."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from intercept.base.arguments import number, refused
from intercept.base.table import Table
from intercept.errors import InvalidParameterError
from intercept.flight.clock import EXAMPLE, Clock, instant
from intercept.flight.export import knot_table, of_threats
from intercept.flight.trajectories import Trajectories
from intercept.report.formats.along import points
from intercept.report.formats.shapes import NOTIONAL, Contents, Line, Part
from intercept.report.look import palette
from intercept.report.look.chart import COLOURS
from intercept.report.pages.flight_path import known_of, names, path, steps

Array = npt.NDArray[np.float64]
HOLDS: frozenset[Part] = frozenset({"table", "dataset", "lines"})


class Label(NamedTuple):
    """What the line of a flight is called and drawn with, and what is known of it besides its summary."""

    key: str
    name: str
    colour: str
    properties: dict[str, Any]


def flights(thing: Trajectories, step_s: float | None = None, time_zero: object = None) -> Contents:
    """Return what trajectories hold.

    Without a step the rows are the knots, and lines have as many points as the path needs; with one both have a point
    every so many seconds, and rows have the readings there.
    """
    step = None if step_s is None else number("step_s", step_s, 1e-3, 1e6)
    known = thing.recorded
    return Contents(
        kind="Trajectories",
        title="Flights",
        holds=HOLDS,
        table=lambda: knot_table(thing.core, thing.threats) if step is None else _paths(thing, step),
        dataset=lambda: thing.to_xarray(step_s=step),
        shapes=lambda: lines(thing, _begin_s(thing), step, labels(thing)),
        clock=clock_of(time_zero, known),
    )


def clock_of(time_zero: object, known: Mapping[str, npt.NDArray[Any]] | Table | None) -> Clock:
    """Return the clock of a thing: the one given, that of its samples (a column time_zero), or a notional one.

    Raises
    ------
    InvalidParameterError
        What was given is no instant.
    """
    if time_zero is None:
        if known is None or "time_zero" not in known:
            return Clock(NOTIONAL, "")
        time_zero = known["time_zero"][0]
    found = instant(time_zero)
    if found is None:
        raise refused("time_zero", time_zero, f"an instant of ISO 8601 such as {EXAMPLE}")
    # Without a time zone it is one of UTC.
    utc = found if found.utcoffset() is None else found.astimezone(UTC).replace(tzinfo=None)
    return Clock(np.datetime64(utc, "us"), "")


def lines(thing: Trajectories, begin_s: Array, step_s: float | None, labels: Sequence[Label]) -> list[Line]:
    """Return the rows that were flown as lines, which begin at times of the clock.

    Raises
    ------
    InvalidParameterError
        No row was flown, or the step makes too many points.
    """
    lasted, first = thing.flight_time_s, _first_s(thing)
    rows = np.flatnonzero(lasted > 0.0)
    if not len(rows):
        raise InvalidParameterError("trajectories is not allowed: must have at least one flight that was flown")
    found = points(thing, rows, first[rows], first[rows] + lasted[rows], step_s)
    summary, made = list(thing.table().records()), []
    for row, (times, places, altitude) in zip(rows.tolist(), found, strict=True):
        label, clock = labels[row], begin_s[row] - first[row] + times
        made.append(
            Line(
                key=label.key,
                name=label.name,
                colour=label.colour,
                properties={"row": row, **label.properties, **summary[row]},
                span_s=(float(clock[0]), float(clock[-1])),
                places=places,
                altitude_m=altitude,
                time_s=clock,
            )
        )
    return made


def _first_s(thing: Trajectories) -> Array:
    """Return the time of the first knot of each row, 0 for one that was not flown."""
    begins = thing.offsets.astype(np.int64)
    times = np.append(thing.core.time_s(), 0.0)
    return np.where(begins[1:] > begins[:-1], times[begins[:-1]], 0.0)


def _begin_s(thing: Trajectories) -> Array:
    """Return when each row begins: its first sample, its launch in a raid, or 0."""
    for known, name in ((thing.recorded, "begin_s"), (thing.threats, "launch_s")):
        if known is not None and name in known:
            return np.asarray(known[name])
    return np.zeros(len(thing))


def labels(thing: Trajectories, of: Table | None = None, key: str = "flight") -> list[Label]:
    """Return what the line of each row is called and drawn with: see `names`.

    Parameters
    ----------
    thing, of
        The flights, and the threats that they are taken for; those that they know themselves unless given.
    key
        What the identifiers begin with.
    """
    called = names(thing, of)
    of = known_of(thing) if of is None else of
    told: list[dict[str, Any]] = [{}] * len(thing) if of is None else list(Table(of_threats(of)).records())
    made = []
    for row, (name, known) in enumerate(zip(called, told, strict=True)):
        colour = palette.THREATS.get(known.get("threat_class", ""), COLOURS[row % len(COLOURS) if of is None else 0])
        made.append(Label(f"{key}-{row}", name, colour, known))
    return made


def _paths(thing: Trajectories, step_s: float) -> Table:
    """Return the readings of every row that was flown, at steps from its launch to its end."""
    rows = np.flatnonzero(thing.flight_time_s > 0.0).tolist()
    if not rows:
        raise InvalidParameterError("trajectories is not allowed: must have at least one flight that was flown")
    told, parts = of_threats(thing.threats), []
    for row in rows:
        one = path(thing, steps(thing, step_s, row), row)
        known = {name: [values[row]] * len(one) for name, values in told.items()}
        parts.append(Table({"row": np.full(len(one), row), **known, **{name: one[name] for name in one.columns}}))
    return Table.concatenate(parts)
