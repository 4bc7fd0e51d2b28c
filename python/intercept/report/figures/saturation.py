"""Leakers against the size of the raid: the curve, the chance that the next object leaks, causes, limits lifted."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from intercept.analysis.saturation_curve import rests_on
from intercept.base.words import spelled
from intercept.report.figures.causes import COLOURS as CAUSES
from intercept.report.look import palette
from intercept.report.look.chart import Panel, Series

if TYPE_CHECKING:
    from intercept.analysis.saturation_curve import Saturation
    from intercept.base.table import Table

LIMITS = {"sensors": "#cc79a7", "channels": "#e69f00", "rounds": "#d55e00", "doctrine": "#8a7fb8"}
CURVE, LAUNCHED = "#0072b2", "Launched"
# What bands are called in a legend.
NIGHTS, INTERVAL = "5–95 % of nights", "95 % interval of the mean"


def panels(found: Saturation) -> list[Panel]:
    """Return the charts of a curve."""
    charts = [_leakers(found), _next(found), _causes(found)]
    return [*charts, _lifted(found)] if len(found.lifted) else charts


def band(x: np.ndarray, low: np.ndarray, high: np.ndarray, colour: str, name: str = "") -> Series:
    """Return the inside of a band about a curve."""
    ring = np.concatenate([x, x[::-1], x[:1]]), np.concatenate([high, low[::-1], high[:1]])
    return Series(name, *ring, colour=colour, fill=True, opacity=0.1 if name == NIGHTS else 0.25)


def _leakers(found: Saturation) -> Panel:
    curve, x = found.curve, found.curve["size"].astype(float)
    series = [band(x, curve["leaked_p05"], curve["leaked_p95"], CURVE, NIGHTS)]
    if np.isfinite(curve["leaked_low"]).all():
        series.append(band(x, curve["leaked_low"], curve["leaked_high"], CURVE, INTERVAL))
    series.append(Series("mean", x, curve["leaked_mean"], colour=CURVE))
    told = "Pale: 5 to 95 % of nights; darker: 95 % interval of the mean. A smaller raid is a part of the larger ones."
    return Panel(f"Leakers: {spelled(found.threat_class)}", LAUNCHED, "Leakers", series, told)


def _next(found: Saturation) -> Panel:
    curve = found.curve
    x = (curve["next_from"] + curve["size"]) / 2.0
    series = []
    if np.isfinite(curve["next_low"]).all():
        series.append(band(x, curve["next_low"], curve["next_high"], CURVE, "95 % interval"))
    series.append(Series("chance", x, curve["next_share"], colour=CURVE))
    ends = np.linspace(0, curve["size"][-1], 2)
    series.append(Series("one half", ends, np.full(2, 0.5), colour=palette.MUTED, dash="dash"))
    if 0.0 < found.knee < math.inf:
        series.append(Series("knee", np.array([found.knee]), np.array([0.5]), colour=palette.CLAIM, marks=True))
    told = "Of the objects by which a size exceeds the one before, the share by which leakers grow, with its interval."
    return Panel("Chance that the next object leaks", LAUNCHED, "Chance", series, told, y_range=(0.0, 1.0))


def _causes(found: Saturation) -> Panel:
    names = [name for name in CAUSES if _of(found.causes, "cause", name)["leaked_mean"].any()]
    series = []
    for name in names:
        own = _of(found.causes, "cause", name)
        series.append(Series(spelled(name), own["size"].astype(float), own["leaked_mean"], colour=CAUSES[name]))
    if not series:
        series.append(Series("none", found.curve["size"].astype(float), found.curve["leaked_mean"]))
    return Panel("Why they leak", LAUNCHED, "Leakers", series, "Mean number of leakers of each cause.")


def _lifted(found: Saturation) -> Panel:
    x = found.curve["size"].astype(float)
    series = [Series("as it is", x, found.curve["leaked_mean"], colour=palette.INK)]
    for name, colour in LIMITS.items():
        own = _of(found.lifted, "limit", name)
        series.append(Series(f"no limit of {name}", x, own["leaked_mean"], colour=colour, dash="dash"))
    told = f"The curve, and what it becomes when one limit is lifted: {rests_on(found)}."
    return Panel("Each limit lifted in turn", LAUNCHED, "Leakers", series, told)


def _of(table: Table, column: str, name: str) -> Table:
    return table.take(table[column] == name)
