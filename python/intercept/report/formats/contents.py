"""What each kind of thing holds: one function for each, chosen by its class."""

from __future__ import annotations

from collections.abc import Sequence
from functools import singledispatch

from intercept.areas.area import DefendedArea
from intercept.areas.covered import Coverage
from intercept.areas.loss import AreaLoss
from intercept.base.arguments import refused
from intercept.base.table import Table
from intercept.engagement.windows import EngagementWindows
from intercept.flight.dispersion import Dispersion
from intercept.flight.trajectories import Trajectories
from intercept.report.formats import areas, impacts, tabular
from intercept.report.formats.flights import flights
from intercept.report.formats.shapes import Contents, Part
from intercept.report.formats.windows import windows

KINDS = "Table, Trajectories, EngagementWindows, Dispersion, DefendedArea, AreaLoss or Coverage"


@singledispatch
def contents(thing: object) -> Contents:
    """Return what a thing holds; the options of its kind are keywords.

    Raises
    ------
    InvalidParameterError
        It is none of those that can be written, or an option is not allowed.
    """
    raise refused("thing", thing, f"a {KINDS}, a sequence of areas, an ic.Result, an ic.Sweep or an answer")


contents.register(Trajectories, flights)
contents.register(EngagementWindows, windows)
contents.register(Dispersion, impacts.impacts)
contents.register(Coverage, areas.along_a_line)
contents.register(AreaLoss, areas.loss)


@contents.register
def _(thing: Table) -> Contents:
    title = "Table"
    holds: frozenset[Part] = frozenset({"table", "dataset"})
    return Contents(
        kind=title, title=title, holds=holds, table=lambda: thing, dataset=lambda: tabular.dataset(thing, title)
    )


@contents.register
def _(thing: DefendedArea) -> Contents:
    return areas.regions([thing], thing.table)


@contents.register(list)
@contents.register(tuple)
def _(thing: Sequence[DefendedArea]) -> Contents:
    if not thing or not all(isinstance(one, DefendedArea) for one in thing):
        raise refused("thing", thing, "one or more areas, all of them ic.DefendedArea")
    return areas.regions(thing, lambda: areas.grid(thing))
