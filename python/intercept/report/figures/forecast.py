"""The share that did not hit against the size of the raid: the record's claims, its model, a scenario, given rates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from intercept.claim import kinds
from intercept.claim.forecasts.precedents import of_year
from intercept.claim.forecasts.tables import NAMES
from intercept.report.figures.saturation import band
from intercept.report.look.chart import Panel, Series

if TYPE_CHECKING:
    from intercept.claim.forecasts.expected import Source
    from intercept.claim.forecasts.found import Forecast

COLOURS: dict[Source, str] = {"rates": "#009e73", "record": "#0072b2", "scenario": "#d55e00"}
_FAINT = "#b8c2cb"
_DRAWN = 0.9999  # of a distribution
_BANDS = "Lines: the mean; bands: 90 % of nights."
_POINTS = (
    " Points: the record's last year, by date, as claimed; where there are none, the model of the record extrapolates."
)


def panel(found: Forecast) -> Panel:
    """Return the chart; of rates alone, which know no size, that of their distribution by luck."""
    if not any(one.against for one in found.expected):
        return _by_luck(found)
    series = []
    points = of_year(found.precedents)
    if points:
        x = [float(point.launched) for point in points]
        y = [100.0 * point.did_not_hit / point.launched for point in points]
        series.append(Series("recorded dates", x, y, _FAINT, marks=True))
    most = max([float(found.raid.objects), *(float(point.launched) for point in points)])
    for one in found.expected:
        colour, name = COLOURS[one.source], NAMES[one.source].lower()
        if one.against:
            x_of = np.array([size.objects for size in one.against], float)
            low, mean, high = (
                100.0 * np.array([getattr(size, key) for size in one.against]) / x_of for key in ("low", "mean", "high")
            )
            if len(x_of) > 1:
                series.append(band(x_of, low, high, colour))
            series.append(Series(name, x_of, mean, colour, marks=len(x_of) == 1))
        else:
            share = 100.0 * one.number / one.total.n
            series.append(Series(name, [0.0, most], [share, share], colour, "dash"))
    label = kinds.label(found.raid.kinds)
    several = ", together" if len(found.raid.groups) > 1 else ""
    return Panel(
        f"Share that did not hit: {label}",
        f"Number of {label}{several}",
        "Did not hit, %",
        series,
        _BANDS + (_POINTS if points else ""),
        x_range=(0.0, 1.05 * most),
        y_range=(-2.0, 102.0),
    )


def _by_luck(found: Forecast) -> Panel:
    one = found.expected[0]
    low, high = one.total.interval(_DRAWN)
    x = np.arange(max(low - 1, 0), min(high + 1, one.total.n) + 1)
    told = "Each object on its own, with the rate given. Real nights vary more than luck alone."
    series = [Series("rates", x, 100.0 * one.total.pmf[x], COLOURS["rates"], marks=len(x) < 3)]
    name = f"Of {one.total.n:,}, did not hit"
    return Panel("By luck alone", name, "Nights, %", series, told)
