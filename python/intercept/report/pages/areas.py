"""Figures of defended areas and of their loss: what is drawn, as panels."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from intercept.areas.area import map_told, outline_told
from intercept.base.printed import parameter
from intercept.base.titles import OfScenario, titled
from intercept.base.words import counted, course, one_of_class
from intercept.report.figures import panels
from intercept.report.look import palette, provenance, words
from intercept.report.look.chart import COLOURS, Drawing, Panel, Series

if TYPE_CHECKING:
    from intercept.areas.area import DefendedArea
    from intercept.areas.loss import AreaLoss

EAST, NORTH = "East of the middle, km", "North of the middle, km"
# From here on an axis counts in kilometres, and in thousands of km2.
LONG_M, LARGE_KM2 = 1e4, 1e4
NOTE = (
    "What a defence that you wrote down can engage, seen from its own side: generic classes from public sources, over a"
    " notional place. Flights and windows follow from one set of values of the classes, the most likely ones unless"
    " given; how uncertain those are is not in the figures. Shots are opportunities, not kills."
)


def drawing(areas: Sequence[DefendedArea], title: str | None = None) -> Drawing:
    """Return how areas are drawn: a panel for each class, a contour for each direction and number of opportunities."""
    told = [area.explain() for area in areas]
    data = {f"area-{number}": area.table for number, area in enumerate(areas, 1)}
    return panels.drawing(
        titled("Defended area", *_scenarios(areas)) if title is None else title,
        told,
        NOTE,
        area_panels(areas),
        made=_made(areas),
        data=lambda: {name: table() for name, table in data.items()},
    )


def drawing_of_loss(loss: AreaLoss) -> Drawing:
    """Return how the loss of area is drawn: area against the value, and the contours."""
    lost = f"Loss of defended area against {one_of_class(loss.areas[0].threat_class)}"
    title = titled(lost, *_scenarios(loss.areas))
    made, curves = _made(loss.areas), loss_panels(loss)
    return panels.drawing(title, [_lost(loss)], NOTE, curves, made=made, data=lambda: {"loss": loss.table()})


def _made(areas: Sequence[DefendedArea]) -> dict[str, str | None]:
    """Return the scenarios of the areas, each once."""
    made = [provenance.of_scenario(each) for each in _scenarios(areas)]
    told = {name: "; ".join(value for each in made if (value := each[name])) for name in made[0]}
    return {name: value or None for name, value in told.items()}


def _scenarios(areas: Sequence[DefendedArea]) -> list[OfScenario]:
    return list(dict.fromkeys(area.scenario for area in areas))


def _lost(loss: AreaLoss) -> str:
    """Say by how much the area changes from the first value to the last."""
    first, last = loss.areas[0], loss.areas[-1]
    name, _, unit = parameter(loss.vary).partition(", ")
    change = f", which is {100.0 * last.area_km2 / first.area_km2:.0f} % of that" if first.area_km2 else ""
    shots = f"at least {counted(first.opportunities, 'opportunity', 'opportunities')}"
    low, high = (f"{value:,g} {unit}".strip() for value in (loss.values[0], loss.values[-1]))
    sizes = f"{first.area_km2:,.0f} km²", f"{last.area_km2:,.0f} km²{change}"
    cut = [area for area in (first, last) if not area.bounded]
    where = [f"an area of {size}" for size in sizes]
    if cut:
        both = (outline_told(area) if area.field.polygons else "of 0 km²" for area in (first, last))
        where = [f"an area {outline}" for outline in both]
    said = (
        f"At a {name[:1].lower()}{name[1:]} of {low} the defence has {shots} to shoot at"
        f" {one_of_class(first.threat_class)} in {where[0]}, and at {high} in {where[1]}."
    )
    if not cut:
        return f"{said} {_limits(loss.areas)}".strip()
    edge = f"{'Both are' if len(cut) == 2 else 'One of them is'} cut by the edge of {map_told(cut[0])}"
    return f"{said} {edge}: up to it they have {sizes[0]} and {sizes[1]}, and what lies beyond it is in neither number."


def area_panels(areas: Sequence[DefendedArea]) -> list[Panel]:
    """Return a panel for each class, in order of appearance."""
    grouped = {area.threat_class: [a for a in areas if a.threat_class == area.threat_class] for area in areas}
    # Different defences in one panel are distinguished by their units.
    return [
        _map(
            words.label(name),
            own,
            partial(_direction, unit=len({tuple(unit[1] for unit in area.fire_units) for area in own}) > 1),
        )
        for name, own in grouped.items()
    ]


def loss_panels(loss: AreaLoss) -> list[Panel]:
    """Return the curve of area against value, and the contours."""
    key, values = loss.vary, np.array(loss.values)
    if key.endswith("_m") and np.max(np.abs(values)) >= LONG_M:
        key, values = f"{key.removesuffix('_m')}_km", values / 1e3
    worded = parameter(key)
    label, areas = f"{worded[:1].upper()}{worded[1:]}", np.array([area.area_km2 for area in loss.areas])
    large = bool(areas.max() >= LARGE_KM2)
    colour = palette.THREATS[loss.areas[0].threat_class]
    order, areas = np.argsort(values), areas / (1e3 if large else 1.0)
    whole = np.array([area.bounded for area in loss.areas])
    curve = [Series("", values[order], areas[order], colour=colour)]
    for name, shown, ink in (("complete", whole, colour), ("cut off by the grid", ~whole, palette.MUTED)):
        if shown.any():
            curve.append(Series(name, values[shown], areas[shown], colour=ink, marks=True))
    names = {id(area): f"{value:g}" for area, value in zip(loss.areas, values, strict=True)}
    told = f"Area that can be engaged {loss.areas[0].opportunities} or more times, by {worded}. {_limits(loss.areas)}"
    return [
        Panel(
            f"Area against {one_of_class(loss.areas[0].threat_class)}",
            label,
            f"Defended area, {'thousand ' * large}km²",
            curve,
            told,
        ),
        _map(f"Contours by {worded}", loss.areas, lambda area: names[id(area)]),
    ]


def _direction(area: DefendedArea, *, unit: bool = False) -> str:
    if unit:
        classes = dict.fromkeys(words.label(name) for _, name, _, _ in area.fire_units)
        return f"{', '.join(classes)}, {_direction(area)}"
    least = f"{area.opportunities} or more" + (f", {area.keep_out_m / 1e3:g} km out" if area.keep_out_m else "")
    return f"flying {course(math.degrees(area.azimuth_rad))}, {least}"


def _map(title: str, areas: Sequence[DefendedArea], name_of: Callable[[DefendedArea], str]) -> Panel:
    series = []
    for area, colour in zip(areas, _shades(areas), strict=True):
        if area.field.polygons:
            x, y = _parted(area.local_rings_km())
            series.append(Series("", x, y, colour=colour, fill=True))
        x, y = _parted(area.local_lines_km())
        on_map = "" if area.bounded else " on the map"
        size = f"{area.area_km2:,.0f} km²{on_map}" if area.field.polygons else "nowhere"
        series.append(Series(f"{name_of(area)}: {size}", x, y, colour=colour))
    units = areas[0].fire_units_km()
    series.append(
        Series("fire units", [unit[1] for unit in units], [unit[2] for unit in units], colour=palette.INK, marks=True)
    )
    # A little beyond, so that what goes on beyond the grid is seen to end with it.
    extent = 1.04 * max(float(area.field.axis_m[-1]) for area in areas) / 1e3
    empty = (f"{name_of(area)}: {area.explain()}" for area in areas if not area.field.polygons)
    shown = "Flights to places inside a contour can be engaged as often as the legend says."
    told = " ".join([f"{shown} {_limits(areas)}", *empty])
    return Panel(title, EAST, NORTH, series, told, extent=extent)


def _parted(lines: Sequence[npt.NDArray[np.float64]]) -> npt.NDArray[np.float64]:
    """Return x and y of lines one after another, NaN between them."""
    parts = [np.vstack([line, [[np.nan, np.nan]]]) for line in lines]
    return np.vstack(parts or [np.full((1, 2), np.nan)]).T


def _limits(areas: Sequence[DefendedArea]) -> str:
    if all(area.bounded for area in areas):
        return ""
    maps = dict.fromkeys(map_told(area) for area in areas if not area.bounded)
    return f"Open contours continue beyond the map; areas are counted up to the edge of {' or '.join(maps)}."


def _shades(areas: Sequence[DefendedArea]) -> list[str]:
    if len(areas) == 1:
        return [palette.THREATS.get(areas[0].threat_class, COLOURS[0])]
    return [COLOURS[k % len(COLOURS)] for k in range(len(areas))]
