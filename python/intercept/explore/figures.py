"""The figures of the explorer, as plotly reads them: how many leak, why, and against how many are launched."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from intercept.base.table import Table
from intercept.base.words import spelled
from intercept.explore import told
from intercept.raid.estimates import estimate
from intercept.raid.sample import Sampled
from intercept.raid.tally import LEAKED
from intercept.report.figures.leaks import histogram
from intercept.report.look import palette

Figure = dict[str, Any]
HEIGHT = 250
# How opaque a first answer is.
PALE = 0.4


class Theme(NamedTuple):
    """Colours on a light or a dark page: text, lines of the grid, bars, a band, and what is marked."""

    ink: str
    rule: str
    bar: str
    band: str
    mark: str

    def pale(self) -> Theme:
        """Return the colours of what is not settled yet."""
        return self._replace(bar=palette.faint(self.bar, PALE))


LIGHT = Theme(palette.INK, palette.RULE, "#0072b2", "rgba(95,107,118,0.14)", palette.CLAIM)
DARK = Theme("#e6eaee", "#39434d", "#56b4e9", "rgba(160,175,190,0.16)", "#ff8a80")


def leaks(found: Sampled, theme: Theme) -> Figure:
    """Return how often each number leaks, with the mean, its interval, and the 5 to 95 % of nights."""
    counts = told.leaked(found)
    each = estimate(counts, most=told.launched(found))
    centres, shares, width = histogram(counts.ravel())
    bars = {
        "type": "bar",
        "x": np.asarray(centres).tolist(),
        "y": np.round(shares, 3).tolist(),
        "width": width,
        "marker": {"color": theme.bar},
        "hovertemplate": "%{x} leakers: %{y:.1f} % of replications<extra></extra>",
    }
    shapes = [_band(each.p05 - 0.5, each.p95 + 0.5, theme.band), _line(each.mean, theme.mark)]
    if np.isfinite(each.low):
        shapes.insert(1, _band(each.low, each.high, palette.faint(theme.mark, 0.25)))
    most = int(told.launched(found))
    axes = {"xaxis": _axis("Leakers", theme, range=[-0.5, min(most, float(centres[-1]) + 3 * width) + 0.5])}
    return _figure([bars], theme, **axes, yaxis=_axis("Replications, %", theme), shapes=shapes, bargap=0.0)


def causes(found: Sampled, theme: Theme) -> Figure:
    """Return the mean of leakers by cause, with its 95 % interval."""
    each = told.causes(found)[::-1]
    bars = {
        "type": "bar",
        "orientation": "h",
        "y": [spelled(cause.code) for cause in each],
        "x": [round(cause.mean, 4) for cause in each],
        "error_x": _error([(c.mean - c.low, c.high - c.mean) for c in each], theme),
        "marker": {"color": theme.bar},
        "hovertemplate": "%{y}: %{x:.3g} on average<extra></extra>",
    }
    across = _axis("Leakers on average, 95 % interval", theme, rangemode="tozero")
    return _figure([bars], theme, xaxis=across, yaxis=_axis("", theme, ticks=""))


def curve(table: Table | None, found: Sampled | None, name: str, theme: Theme) -> Figure:
    """Return leakers of a class against how many of it are launched, and where the raid itself lies."""
    traces = [] if table is None else [_curve(table, theme)]
    if found is not None and name in found.threat_classes:
        traces.append(_place(found, name, theme))
    title = f"{spelled(name).capitalize()} launched" if name else "The raid has no waves"
    axes = {"xaxis": _axis(title, theme, rangemode="tozero"), "yaxis": _axis("Leakers", theme, rangemode="tozero")}
    return _figure(traces, theme, **axes)


def _curve(table: Table, theme: Theme) -> Figure:
    rows = list(table.records())
    ends = [(row["leaked_mean"] - row["leaked_low"], row["leaked_high"] - row["leaked_mean"]) for row in rows]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": [int(row["size"]) for row in rows],
        "y": [float(row["leaked_mean"]) for row in rows],
        "error_y": _error(ends, theme),
        "line": {"color": theme.bar},
        "hovertemplate": "%{y:.3g} of %{x} leak on average<extra></extra>",
    }


def _place(found: Sampled, name: str, theme: Theme) -> Figure:
    """Return the raid as it is, with the 95 % interval of its mean."""
    index = found.threat_classes.index(name)
    sent = int(found.tally.fates[0, index].sum())
    each = estimate(found.counts(found.tally.fates[:, index, LEAKED].astype(np.int64)), most=sent)
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [sent],
        "y": [each.mean],
        "error_y": _error([(each.mean - each.low, each.high - each.mean)], theme, theme.mark),
        "marker": {"color": theme.mark, "size": 10, "symbol": "diamond"},
        "hovertemplate": "this raid: %{y:.3g} of %{x} leak on average<extra></extra>",
    }


def _error(ends: list[tuple[float, float]], theme: Theme, colour: str = "") -> Figure:
    """Return the bars of intervals; one that is not known has none."""
    known = [(low, high) if np.isfinite(low + high) else (0.0, 0.0) for low, high in ends]
    down, up = ([pair[k] for pair in known] for k in (0, 1))
    look = {"color": colour or theme.ink, "thickness": 1.3, "width": 4}
    return {"type": "data", "symmetric": False, "arrayminus": down, "array": up, **look}


def _band(low: float, high: float, colour: str) -> Figure:
    place = {"xref": "x", "x0": low, "x1": high, "yref": "paper", "y0": 0, "y1": 1}
    return {"type": "rect", **place, "fillcolor": colour, "line": {"width": 0}, "layer": "below"}


def _line(at: float, colour: str) -> Figure:
    place = {"xref": "x", "x0": at, "x1": at, "yref": "paper", "y0": 0, "y1": 1}
    return {"type": "line", **place, "line": {"color": colour, "width": 2}}


def _axis(title: str, theme: Theme, **more: Any) -> Figure:  # noqa: ANN401 - plotly's own keywords
    return palette.axis(title, gridcolor=theme.rule, linecolor=theme.ink, tickcolor=theme.ink, **more)


def _figure(traces: list[Figure], theme: Theme, **more: Any) -> Figure:  # noqa: ANN401
    clear = {"paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)"}
    shared = palette.layout(HEIGHT, showlegend=False, margin={"l": 52, "r": 12, "t": 8, "b": 44}, **clear)
    shared["font"] = {**shared["font"], "color": theme.ink}
    return {"data": traces, "layout": {**shared, **more}}
