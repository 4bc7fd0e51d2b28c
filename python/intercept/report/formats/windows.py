"""What engagement windows hold: their rows, and on the globe units, sensors, threats and where intercepts can be."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import numpy.typing as npt

from intercept.base.arguments import flag, refused, whole
from intercept.base.table import Table
from intercept.base.titles import scenario_of_plan, titled
from intercept.base.words import one_of
from intercept.engagement import tables
from intercept.engagement.windows import EngagementWindows
from intercept.report.formats import tabular
from intercept.report.formats.along import points
from intercept.report.formats.flights import clock_of, labels, lines
from intercept.report.formats.shapes import AnyShape, Contents, Line, Part, Place
from intercept.report.look import palette
from intercept.report.pages.flight_path import names

HOLDS: frozenset[Part] = frozenset({"table", "dataset", "lines", "places"})


def windows(
    thing: EngagementWindows,
    threat: int | None = None,
    unit: str | None = None,
    pairs: bool = False,  # noqa: FBT001, FBT002 - an option of `write`, by keyword
    step_s: float | None = None,
    time_zero: object = None,
) -> Contents:
    """Return what windows hold, of one threat or one unit if asked; `pairs` makes a row for each pair."""
    if threat is not None:
        whole("threat", threat, 0, len(thing.plan) - 1)
    names = thing.plan.units.names
    if unit is not None and unit not in names:
        known = f"the name of a fire unit, {one_of(unit, names)}" if names else "left out: there is none"
        raise refused("unit", unit, known)
    title = titled("Engagement windows", scenario_of_plan(thing.plan))
    made = thing.pairs if flag("pairs", pairs) else thing.table
    table = partial(_table, made, threat, unit)
    return Contents(
        kind="EngagementWindows",
        title=title,
        holds=HOLDS,
        table=table,
        dataset=lambda: tabular.dataset(table(), title),
        shapes=lambda: [*_sites(thing, unit), *_threats(thing, threat, step_s), *_windows(thing, threat, unit, step_s)],
        clock=clock_of(time_zero, tables.time_zero(thing)),
    )


def _table(made: Callable[[], Table], threat: int | None, unit: str | None) -> Table:
    table = made()
    if threat is not None:
        table = table.take(table["threat"] == threat)
    return table if unit is None else table.take(table["unit"] == unit)


def _sites(found: EngagementWindows, unit: str | None) -> list[Place]:
    units, sensors = found.plan.units, found.plan.sensors
    of_units = [units.class_names[variant] for variant in units.variant.tolist()]
    made = []
    for kind, called, classes, positions, colours in (
        ("unit", units.names, of_units, units.positions, palette.DEFENCES),
        ("sensor", sensors.names, sensors.class_names, sensors.positions, palette.SENSORS),
    ):
        for k, (name, of, (latitude, longitude, _)) in enumerate(zip(called, classes, positions.tolist(), strict=True)):
            if kind == "unit" and unit is not None and name != unit:
                continue
            made.append(
                Place(
                    key=f"{kind}-{k}",
                    name=name,
                    properties={f"{kind}_class": of},
                    colour=colours.get(of, palette.INK),
                    place=(latitude, longitude),
                )
            )
    return made


def _threats(found: EngagementWindows, threat: int | None, step_s: float | None) -> list[Line]:
    plan = found.plan
    named = labels(found.trajectories, plan.known, "threat")
    flown = lines(found.trajectories, plan.threats.launch_s, step_s, named)
    return [line for line in flown if threat is None or line.properties["row"] == threat]


def _windows(found: EngagementWindows, threat: int | None, unit: str | None, step_s: float | None) -> list[AnyShape]:
    """Return where the threat is when it can be intercepted, which says when the unit can launch."""
    chosen = np.flatnonzero(_chosen(found, threat, unit))
    rows = found.threat[chosen].astype(np.int64)
    launch = found.plan.threats.launch_s[rows]
    first, last = found.intercept_s[chosen, 0] - launch, found.intercept_s[chosen, -1] - launch
    parts = points(found.trajectories, rows, first, np.maximum(first, last), step_s)
    known, made = list(found.table().take(chosen).records()), []
    named = names(found.trajectories, found.plan.known)
    for number, told, begins, (times, places, altitude) in zip(chosen, known, launch.tolist(), parts, strict=True):
        launches = (told["launch_earliest_s"], told["launch_latest_s"])
        made.append(
            Line(
                key=f"window-{number}",
                name=f"{told['unit']} at {named[told['threat']]}",
                colour=palette.DEFENCES.get(told["unit_class"], palette.INK),
                properties=told,
                span_s=(float(begins + times[0]), float(begins + times[-1])),
                places=places,
                altitude_m=altitude,
                time_s=begins + times,
                between=(f"unit-{told['unit_index']}", f"threat-{told['threat']}"),
                between_s=launches,
            )
        )
    return list(made)


def _chosen(found: EngagementWindows, threat: int | None, unit: str | None) -> npt.NDArray[np.bool_]:
    mask = np.ones(len(found.threat), dtype=bool)
    if threat is not None:
        mask &= found.threat == threat
    if unit is not None:
        mask &= found.unit == found.plan.units.names.index(unit)
    return mask
