"""Nights in a row: leakers of each night, and the rounds left of each class of defence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from intercept.base.words import spelled
from intercept.report.figures.saturation import INTERVAL, NIGHTS, band
from intercept.report.look import palette
from intercept.report.look.chart import Panel, Series

if TYPE_CHECKING:
    from intercept.analysis.endurance import Endurance


def panels(found: Endurance) -> list[Panel]:
    """Return the charts of nights in a row."""
    charts = [_leakers(found)]
    return [*charts, _stocks(found)] if len(found.stocks) else charts


def _leakers(found: Endurance) -> Panel:
    own = found.leakers.take(found.leakers["threat_class"] == "all")
    x = own["night"].astype(float)
    series = [band(x, own["leaked_p05"], own["leaked_p95"], palette.INK, NIGHTS)]
    if np.isfinite(own["leaked_low"]).all():
        series.append(band(x, own["leaked_low"], own["leaked_high"], palette.INK, INTERVAL))
    series.append(Series("all threats", x, own["leaked_mean"], colour=palette.INK))
    series.append(Series("", x, own["leaked_mean"], colour=palette.INK, marks=True))
    told = "Mean of leakers; pale: 5 to 95 % of replications, darker: 95 % interval of the mean."
    return Panel(
        "Leakers of each night", "Night", "Leakers", series, told, x_range=(0.0, found.nights + 0.2), whole=True
    )


def _stocks(found: Endurance) -> Panel:
    names = palette.in_order(found.stocks["defence_class"].tolist(), palette.DEFENCES)
    colours, series = palette.colours(names, palette.DEFENCES), []
    for name in names:
        own = found.stocks.take(found.stocks["defence_class"] == name)
        start = own["left_mean"][0]
        if start > 0.0:
            share = 100.0 * own["left_mean"] / start
            series.append(Series(spelled(name), own["night"].astype(float), share, colour=colours[name]))
    if not series:
        series.append(Series("none", np.arange(found.nights + 1.0), np.zeros(found.nights + 1)))
    told = "Mean of what is left after each night, with the depots, as a share of what there was before the first."
    return Panel(
        "Rounds left", "Night", "Left of the stock, %", series, told, x_range=(0.0, found.nights + 0.2), whole=True
    )
