"""What areas and lines that are covered hold: their tables, and their shapes on the ground."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from intercept.areas.area import DefendedArea
from intercept.areas.covered import Coverage
from intercept.areas.loss import AreaLoss
from intercept.base.table import Table
from intercept.base.titles import titled
from intercept.base.words import course, one_of_class, spelled
from intercept.report.formats import tabular
from intercept.report.formats.shapes import Contents, Line, Part, Region
from intercept.report.look import palette
from intercept.report.look.chart import COLOURS

REGIONS: frozenset[Part] = frozenset({"table", "dataset", "regions"})
LINES: frozenset[Part] = frozenset({"table", "dataset", "lines"})
GAP, COVERED = palette.GAP, palette.COVERED


def regions(areas: Sequence[DefendedArea], table: Callable[[], Table], kind: str = "DefendedArea") -> Contents:
    """Return what areas hold."""
    title = titled("Defended area", *dict.fromkeys(area.scenario for area in areas))
    return Contents(
        kind=kind,
        title=title,
        holds=REGIONS,
        table=table,
        dataset=lambda: tabular.dataset(table(), title),
        shapes=lambda: [_region(k, area) for k, area in enumerate(areas)],
    )


def loss(thing: AreaLoss) -> Contents:
    """Return what the loss of an area holds: a row and a shape for each value."""
    return regions(thing.areas, thing.table, "AreaLoss")


def grid(areas: Sequence[DefendedArea]) -> Table:
    """Return the points of the grids of several areas, one area after another, with its number."""
    tables = [area.table() for area in areas]
    return Table.concatenate(
        [
            Table({"area": [number] * len(table), **{name: table[name] for name in table.columns}})
            for number, table in enumerate(tables)
        ]
    )


def along_a_line(thing: Coverage) -> Contents:
    """Return what a coverage holds: a row for each place, and the parts of the line, gaps and covered."""
    title = titled(f"Coverage against {one_of_class(thing.threat_class)}", thing.sites.scenario)
    return Contents(
        kind="Coverage",
        title=title,
        holds=LINES,
        table=thing.table,
        dataset=lambda: tabular.dataset(thing.table(), title),
        shapes=partial(_parts, thing),
    )


def _region(number: int, area: DefendedArea) -> Region:
    known = area.properties()
    name = f"{spelled(area.threat_class)} flying {course(known['azimuth_deg'])}"
    colour = palette.THREATS.get(area.threat_class, COLOURS[0])
    return Region(key=f"area-{number}", name=name, properties=known, colour=colour, polygons=area.polygons)


def _parts(found: Coverage) -> list[Line]:
    return [
        Line(
            key=f"part-{k}",
            name="gap" if gap else "covered",
            properties=found.part_properties(a, b, gap=gap),
            colour=GAP if gap else COVERED,
            places=found.line.between(a, b, found.distance_m),
        )
        for k, (a, b, gap) in enumerate(found.parts_m())
    ]
