"""Why a fire unit has no window on a threat: shares of all pairs, by class of threat and of defence."""

from __future__ import annotations

import html
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np

from intercept.base.extras import require
from intercept.base.words import spelled
from intercept.report.look import palette, words

if TYPE_CHECKING:
    from intercept.raid.result import Result

WINDOW, NOT_ASSIGNED = "window", "not_assigned"
# Ordered as the conditions are: geometry first, then sensing, then time.
COLOURS = {
    WINDOW: "#009e73",
    "not_flown": "#4b505c",
    "never_tracked": "#cc79a7",
    "not_cued": "#e3b1cd",
    "out_of_reach": "#9fb8cc",
    "inside_minimum_range": "#b3a369",
    "too_high": "#56b4e9",
    "too_low": "#f0c75e",
    "outside_sector": "#8a7fb8",
    "above_elevation": "#c3bfe0",
    "below_horizon": "#e69f00",
    "masked_by_terrain": "#7a6a53",
    "too_fast": "#d55e00",
    "no_kinematic_reach": "#0072b2",
    "too_oblique": "#44aa99",
    "closing_speed": "#117733",
    "too_agile": "#882255",
    "too_brief": "#cc8866",
    "too_late": "#8c2d04",
    "track_ended": "#5b3a6e",
    "track_lost": "#1f2933",
}

Pairs = dict[tuple[str, str], dict[str, float]]


def pairs(result: Result) -> Pairs:
    """Return, for each (threat class, unit class), the number of pairs by reason.

    Pairs that do have a window are counted under ``window``.
    """
    found: Pairs = defaultdict(lambda: defaultdict(float))
    for row in result.reasons.records():
        if row["pairs"]:
            found[row["threat_class"], row["unit_class"]][row["reason"]] += row["pairs"]
    windows = result.windows
    _, threat = windows.codes("threat")
    _, unit = windows.codes("unit")
    # One pair may have several windows; it counts once.
    _, first = np.unique(np.column_stack([threat, unit]), axis=0, return_index=True)
    for one, other in zip(windows["threat_class"][first], windows["unit_class"][first], strict=True):
        found[one, other][WINDOW] += 1
    return found


def not_assigned(result: Result) -> str:
    """Return a line about who does not engage whom, or nothing."""
    by_unit: dict[str, list[str]] = defaultdict(list)
    for (threat, unit), counts in pairs(result).items():
        if counts.keys() == {NOT_ASSIGNED}:
            by_unit[unit].append(threat)
    told = [
        f"{words.label(unit)}: {', '.join(spelled(t) for t in palette.in_order(listed, palette.THREATS))}"
        for unit, listed in ((u, by_unit[u]) for u in palette.in_order(by_unit, palette.DEFENCES))
    ]
    return f"Left out, because the fire unit does not engage the class: {'; '.join(told)}." if told else ""


def figure(result: Result) -> Any:  # noqa: ANN401  (plotly is an extra)
    """Return stacked bars, a panel for each class of threat; MissingExtraError names the extra ``report``."""
    go = require("plotly.graph_objects", "report")
    found = {
        key: {reason: n for reason, n in counts.items() if reason != NOT_ASSIGNED}
        for key, counts in pairs(result).items()
        if counts.keys() != {NOT_ASSIGNED}
    }
    threats = palette.in_order((threat for threat, _ in found), palette.THREATS)
    units = {
        t: palette.in_order((unit for threat, unit in found if threat == t), palette.DEFENCES)[::-1] for t in threats
    }
    rows = max(len(threats), 1)
    lines = [len(units[threat]) for threat in threats] or [1]
    height = 24 * sum(lines) + 40 * rows
    chart = require("plotly.subplots", "report").make_subplots(
        rows=rows,
        cols=1,
        row_heights=lines,
        shared_xaxes=True,
        subplot_titles=[html.escape(words.label(threat)) for threat in threats],
        vertical_spacing=36 / height,
    )
    look = palette.layout(120 + height, barmode="stack", bargap=0.25)
    # Above the title of the first panel.
    chart.update_layout(look | {"legend": look["legend"] | {"y": 1 + 28 / height, "traceorder": "normal"}})
    for row, threat in enumerate(threats, start=1):
        for trace in _stack(found, threat, units[threat], first=row == 1):
            chart.add_trace(go.Bar(**trace), row=row, col=1)
        title = "Pairs of threat and fire unit, %" if row == len(threats) else ""
        chart.update_xaxes(palette.axis(title, range=[0, 100]), row=row, col=1)
        chart.update_yaxes(palette.axis("", ticks=""), row=row, col=1)
    chart.update_annotations(font={"size": 13, "weight": "bold"}, x=0, xanchor="left")
    return chart


def _stack(found: Pairs, threat: str, units: list[str], *, first: bool) -> list[dict[str, Any]]:
    """Return one bar trace a reason for one class of threat; all reasons of the run, so that legends agree."""
    reasons = palette.in_order((reason for counts in found.values() for reason in counts), COLOURS)
    colours = palette.colours(reasons, COLOURS)
    totals = {unit: sum(found[threat, unit].values()) if (threat, unit) in found else 0.0 for unit in units}
    traces = []
    for reason in reasons:
        counts = [found[threat, unit].get(reason, 0.0) if totals[unit] else 0.0 for unit in units]
        traces.append(
            {
                "orientation": "h",
                "y": [html.escape(words.label(unit)) for unit in units],
                "x": [
                    round(100 * n / totals[unit], 3) if totals[unit] else 0
                    for n, unit in zip(counts, units, strict=True)
                ],
                "customdata": [words.number(round(n, 1)) for n in counts],
                "name": "Has a window" if reason == WINDOW else html.escape(words.label(reason)),
                "legendgroup": reason,
                "showlegend": first,
                "marker": {"color": colours[reason], "line": {"color": "#ffffff", "width": 0.5}},
                "hovertemplate": "%{y}: %{x:.1f} % (%{customdata} pairs)<extra>%{fullData.name}</extra>",
            }
        )
    return traces
