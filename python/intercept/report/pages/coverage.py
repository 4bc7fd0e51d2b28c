"""The figure of a coverage: a map of the line and the sites, and the strip along the line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from intercept.base.titles import titled
from intercept.base.words import counted, one_of_class
from intercept.earth.local_frame import Frame
from intercept.report.figures import panels
from intercept.report.look import page, palette, provenance, words
from intercept.report.look.chart import Drawing, Panel, Series
from intercept.report.pages.areas import NOTE

if TYPE_CHECKING:
    from intercept.areas.covered import Coverage

Array = npt.NDArray[np.float64]

# Rows of a table in the page; more are saved from it.
GAPS_MAX = 50
GAP, COVERED, DETECTED = palette.GAP, palette.COVERED, "#0072b2"


def drawing(found: Coverage) -> Drawing:
    """Return how a coverage is drawn."""
    title = titled(f"Coverage against {one_of_class(found.threat_class)}", found.sites.scenario)
    drawn = [_map(found), _strip(found), _detection(found)]
    data = {"coverage": found.table, "gaps": found.gaps}
    return panels.drawing(
        title,
        [found.explain()],
        NOTE,
        drawn,
        tables=_gaps(found),
        made=provenance.of_scenario(found.sites.scenario),
        data=lambda: {name: table() for name, table in data.items()},
    )


def _gaps(found: Coverage) -> list[str]:
    """Return the gaps as a section, none where the whole line is covered."""
    gaps = found.gaps()
    rows = [
        [page.text(f"{row['from_km']:,.1f}"), page.text(f"{row['to_km']:,.1f}"), page.text(words.label(row["reason"]))]
        for row in gaps.take(slice(0, GAPS_MAX)).records()
    ]
    more = (
        f"The first {GAPS_MAX} of {counted(len(gaps), 'gap')}; all of them are below." if len(gaps) > GAPS_MAX else ""
    )
    table = page.table(["From, km along the line", "To, km", "Most frequent reason"], rows, css="numbers narrow")
    return [page.section("Gaps", table, more, name="gaps")] if rows else []


def _map(found: Coverage) -> Panel:
    frame, series = found.origin, []
    sites = found.sites
    for name, rows, colour in (
        ("fire units", sites.units.positions, palette.INK),
        ("sensors", sites.sensors.positions, palette.MUTED),
    ):
        if len(rows):
            x, y = _local(frame, rows[:, :2]).T
            series.append(Series(name, x, y, colour=colour, marks=True))
    for gap, name, colour in ((False, "covered", COVERED), (True, "gap", GAP)):
        parts = [
            np.vstack([_local(frame, found.line.between(a, b, found.distance_m)), [[np.nan, np.nan]]])
            for a, b, is_gap in found.parts_m()
            if is_gap == gap
        ]
        if parts:
            x, y = np.vstack(parts).T
            series.append(Series(name, x, y, colour=colour))
    x, y = (np.concatenate([getattr(line, axis) for line in series]) for axis in ("x", "y"))
    low, high = np.array([np.nanmin(x), np.nanmin(y)]), np.array([np.nanmax(x), np.nanmax(y)])
    caption = "East and north of the scenario's origin, or of the middle of the line."
    return Panel(
        "Map",
        "East, km",
        "North, km",
        series,
        caption,
        extent=0.55 * float(np.max(high - low)),
        middle=(0.5 * float(low[0] + high[0]), 0.5 * float(low[1] + high[1])),
    )


def _strip(found: Coverage) -> Panel:
    x, shots = found.distance_m / 1e3, found.engaged.opportunities.astype(float)
    # Counts change by leaps: between two places half-way.
    halfway = 0.5 * (x[1:] + x[:-1])
    steps, short = np.sort(np.concatenate([x[:1], halfway, halfway, x[-1:]])), np.repeat(shots < found.opportunities, 2)
    counts = np.repeat(shots, 2)
    series = [
        Series("opportunities", steps, counts, colour=COVERED),
        Series("too few", steps, np.where(short, counts, np.nan), colour=GAP),
        Series("asked for", x[[0, -1]], [found.opportunities] * 2, colour=palette.MUTED, dash="dash"),
    ]
    told = (
        "Shots that can be fired at a flight that crosses there, summed over the fire units. The count changes half-way"
        " between the places tried."
    )
    return Panel(
        "Opportunities", "Distance along the line, km", "Opportunities", series if short.any() else series[::2], told
    )


def _detection(found: Coverage) -> Panel:
    before = np.where(np.isfinite(found.detected_before_m), found.detected_before_m, np.nan) / 1e3
    shown = np.maximum(before, 0.0)
    told = (
        "Distance before the line at which a flight is first detected; blank where no sensor detects it, zero where"
        " it is detected only beyond the line."
    )
    series = [Series("", found.distance_m / 1e3, shown, colour=DETECTED)]
    return Panel("First detection", "Distance along the line, km", "Before the line, km", series, told)


def _local(frame: Frame, points: Array) -> Array:
    return np.column_stack(frame.to_local(points[:, 0].copy(), points[:, 1].copy())) / 1e3
