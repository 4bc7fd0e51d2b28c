"""Leakers at the points of a sweep: a curve for each class against one key, or all classes against each of several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from intercept.base.titles import titled
from intercept.base.words import counted
from intercept.raid.made import Made
from intercept.report.figures import panels
from intercept.report.look import palette, provenance, words
from intercept.report.look.chart import COLOURS, Drawing, Panel, Series

if TYPE_CHECKING:
    from intercept.analysis.sweep_result import Sweep
    from intercept.base.table import Table

# Curves of one panel; more cannot be told apart.
CURVES_MAX = len(COLOURS)
BARS = "Bars are 95 % intervals of the mean: how far sampling may have it off."
BAND = "The band holds 5 to 95 % of nights for all classes together."


def drawing(sweep: Sweep) -> Drawing:
    """Return how a sweep is drawn."""
    each = counted(sweep.replications_done // max(sweep.points_done, 1), "replication")
    note = f"{each[:1].upper()}{each[1:]} of each point."
    return panels.drawing(
        titled(f"Sweep of {', '.join(sweep.keys)}", (sweep.scenario_name, sweep.scenario_hash)),
        [sweep.words],
        note,
        sweep_panels(sweep),
        made=provenance.of_made(Made.by(sweep), "sweep"),
        data=sweep.tables,
    )


def sweep_panels(sweep: Sweep) -> list[Panel]:
    """Return one panel with a curve for each class, or where several keys are varied one panel for each key."""
    table = sweep.table
    together = table.take(table["threat_class"] == "all")
    if len(sweep.keys) == 1:
        (key,) = sweep.keys
        order = palette.in_order((name for name in table.codes("threat_class")[0] if name != "all"), palette.THREATS)
        curves = [_band(together, key), *_interval(together, key, palette.INK)]
        for name in ["all", *order] if len(order) > 1 else order:
            own = table.take(table["threat_class"] == name)
            colour = palette.INK if name == "all" else palette.THREATS.get(name, palette.MUTED)
            curves.append(_curve(own, key, words.label(name), colour, palette.DASHES.get(name, "solid")))
        return [_panel(together, key, curves, f"Mean number of leakers by {key}. {BAND} {BARS}")]
    return [_panel_of_key(sweep, together, key) for key in sweep.keys]


def _panel_of_key(sweep: Sweep, table: Table, key: str) -> Panel:
    others = [other for other in sweep.keys if other != key]
    settings = [tuple(row[other] for other in others) for row in table.records()]
    known = list(dict.fromkeys(settings))
    if sweep.design == "grid" and len(known) <= CURVES_MAX:
        curves = []
        for place, setting in enumerate(known):
            own = table.take([row for row, each in enumerate(settings) if each == setting])
            name = ", ".join(f"{other} {words.value(value)}" for other, value in zip(others, setting, strict=True))
            curves += [*_interval(own, key, COLOURS[place]), _curve(own, key, name, COLOURS[place])]
        told = f"Mean number of leakers of all classes by {key}, for the other keys as named."
        return _panel(table, key, curves, f"{told} {BARS}")
    marks = Series("", _places(table, key), table["leaked_mean"], palette.INK, marks=True)
    told = f"Mean number of leakers of all classes at each point, by {key}; the other keys differ between the points."
    return _panel(table, key, [*_interval(table, key, palette.INK), marks], f"{told} {BARS}")


def _panel(table: Table, key: str, series: Sequence[Series], caption: str) -> Panel:
    ticks = tuple(map(words.value, table.codes(key)[0])) if _is_named(table, key) else ()
    return Panel(f"Leakers by {key}", f"{key} (value in the scenario)", "Leakers", series, caption, x_ticks=ticks)


def _curve(own: Table, key: str, name: str, colour: str, dash: str = "solid") -> Series:
    x = _places(own, key)
    order = np.argsort(x, kind="stable")
    marks = len(own) == 1 or _is_named(own, key)
    return Series(name, x[order], own["leaked_mean"][order], colour, dash, marks=marks)


def _interval(own: Table, key: str, colour: str) -> list[Series]:
    """Return a bar for the interval of each mean that has one."""
    known = own.take(np.isfinite(own["leaked_low"]))
    if not len(known):
        return []
    x = np.repeat(_places(own, key)[np.isfinite(own["leaked_low"])], 3)
    y = np.column_stack([known["leaked_low"], known["leaked_high"], np.full(len(known), np.nan)])
    return [Series("", x, y.ravel(), colour)]


def _band(own: Table, key: str) -> Series:
    x = _places(own, key)
    order = np.argsort(x, kind="stable")
    around = np.concatenate([x[order], x[order][::-1]])
    edges = np.concatenate([own["leaked_p05"][order], own["leaked_p95"][order][::-1]])
    # A ring ends where it begins.
    return Series("", np.append(around, around[:1]), np.append(edges, edges[:1]), palette.INK, fill=True)


def _is_named(table: Table, key: str) -> bool:
    """Tell whether a key has text, or true and false: its values then stand side by side."""
    return table.is_text(key) or table[key].dtype == np.bool_


def _places(table: Table, key: str) -> npt.NDArray[np.float64]:
    values = table.codes(key)[1] if _is_named(table, key) else table[key]
    return np.asarray(values, dtype=np.float64)
