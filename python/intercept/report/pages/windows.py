"""Charts of engagement windows: all of them, or the time line of one threat."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from intercept.base.arguments import refused, whole
from intercept.base.table import Table
from intercept.base.words import counted, spelled
from intercept.engagement import sight
from intercept.engagement import tables as window_tables
from intercept.errors import InvalidParameterError
from intercept.report.figures import gantt, windows_static
from intercept.report.figures import threat as threat_figure
from intercept.report.figures.time_scales import DAY_S, scales
from intercept.report.look import page, words
from intercept.report.look.chart import Drawing

if TYPE_CHECKING:
    from intercept.engagement.windows import EngagementWindows

_CLOCK = re.compile("([01][0-9]|2[0-3]):[0-5][0-9]")
# Threats drawn by default, and at most.
ROWS, ROWS_MAX = gantt.ROWS_MAX, 2000
# Fire units described in words, units whose range is drawn, and points of a line.
TOLD_MAX, RANGES_MAX, HISTORY_POINTS = 20, 6, 1000
NOTE = (
    "Generic classes from public sources, over a notional place. Shown is which fire unit can launch, and when; not"
    " whether the intercept succeeds."
)


def drawing(
    found: EngagementWindows, rows: int | None = None, threat: int | None = None, clock_start: str | None = None
) -> Drawing:
    """Return how windows are drawn: all of them, about so many threats, or the time line of one threat."""
    if clock_start is not None and (not isinstance(clock_start, str) or not _CLOCK.fullmatch(clock_start)):
        raise refused("clock_start", clock_start, 'a time of the clock such as "21:30"')
    if threat is not None:
        if rows is not None:
            raise InvalidParameterError(
                f"rows = {rows} is not allowed together with threat: it is the number of threats drawn"
            )
        if not len(found.plan):
            raise InvalidParameterError(f"threat = {threat} is not allowed: there is no threat")
        return _one(found, whole("threat", threat, 0, len(found.plan) - 1), clock_start)
    most = whole("rows", ROWS if rows is None else rows, 1, ROWS_MAX)
    shown = found.tracks(), found.table(), found.shots()
    return Drawing(
        figure=lambda: gantt.figure(*shown, most, clock_start),
        page=partial(_page, found),
        static=lambda: windows_static.all_windows(*shown, most, clock_start),
    )


def _page(found: EngagementWindows, figure: Any) -> str:  # noqa: ANN401 - plotly is an extra
    counts, total = found.reason_table(), max(found.reasons.size, 1)
    caption = gantt.CAPTION + gantt.SHOTS_CAPTION + gantt.without(found.tracks(), found.table())
    rows = [[page.text(words.label(name)), f"{n:,}", words.percent(n / total)] for name, n in _reason_counts(counts)]
    sections = [
        page.section("Windows", page.figure(figure, "windows", caption), name="windows-section"),
        page.section("All pairs", page.table(["Reason", "Pairs", "Share"], rows, css="numbers narrow"), name="pairs"),
    ]
    data = {"windows": found.table(), "tracks": found.tracks()}
    return page.document("Engagement windows", [told(found)], sections, note=NOTE, appendix=[page.tables_section(data)])


def told(found: EngagementWindows) -> str:
    """Say how many threats can be engaged, and why the other pairs of threat and fire unit have no window."""
    pairs, windows = found.pairs(), found.table()
    engaged = len(np.unique(windows["threat"]))
    said = (
        f"{engaged:,} of {counted(len(found.plan), 'threat')} can be engaged, in"
        f" {counted(len(windows), 'window')} of {counted(len(np.unique(windows['unit'])), 'fire unit')}."
    )
    none = [(name, n) for name, n in _reason_counts(found.reason_table()) if name != "engageable"]
    if none and len(pairs):
        said += f" The most common reason why a pair of threat and fire unit has no window: {spelled(none[0][0])}"
        said += f" ({words.percent(none[0][1] / len(pairs))} of {counted(len(pairs), 'pair')})."
    return f"{said} {words.ONE_SET}"


def _reason_counts(counts: Table) -> list[tuple[str, int]]:
    names, codes = counts.codes("reason")
    sums = [int(counts["pairs"][codes == k].sum()) for k in range(len(names))]
    return sorted(zip(names, sums, strict=True), key=lambda item: -item[1])


def _one(found: EngagementWindows, threat: int, clock_start: str | None) -> Drawing:
    tables = {"windows": found.table(), "pairs": found.pairs(), "shots": found.shots()}
    mine = {name: table.take(table["threat"] == threat) for name, table in tables.items()}
    alone = found.tracks().take([threat])
    track = next(alone.records())
    shown = _history(found, threat, mine["pairs"]), window_tables.sensing(found, threat)

    def written(figure: Any) -> str:  # noqa: ANN401 - plotly is an extra
        first, *others = (found.explain(threat, unit) for unit in _told(mine["pairs"]))
        able = int(np.count_nonzero(mine["pairs"]["windows"]))
        answer = f"{able:,} of {counted(len(mine['pairs']), 'fire unit')} can engage it. {first}"
        sections = [
            page.section("Time line", page.figure(figure, "threat", threat_figure.CAPTION), name="line"),
            page.section("In words", *map(page.paragraph, [first, *others]), name="words"),
        ]
        by_clock = clock_start is not None and "threat_name" not in track
        note = f"{NOTE} Times in words count from the start of the raid, {clock_start}." if by_clock else NOTE
        return page.document(gantt.named(track), [answer], sections, note=note, appendix=[page.tables_section(mine)])

    return Drawing(
        figure=lambda: threat_figure.figure(
            track, *shown, mine, (scales(alone, clock_start=clock_start)[0], clock_start)
        ),
        page=written,
        static=lambda: windows_static.one_threat(track, *shown, mine, scales(alone, DAY_S, clock_start)[0]),
    )


def _told(pairs: Table) -> list[str]:
    """Return the fire units to tell of: those with a window, and one of each class and reason of the others."""
    units: list[str] = pairs["unit"][pairs["windows"] > 0].tolist()[:TOLD_MAX]
    known = {(row["unit_class"], row["reason"]): row["unit"] for row in pairs.records() if row["windows"] == 0}
    others = [unit for (_, reason), unit in known.items() if reason != "not_assigned"]
    return units + others or list(known.values())


def _history(found: EngagementWindows, threat: int, pairs: Table) -> Table:
    """Return altitude and the range from the units with a window, or from the nearest ones where there is none."""
    assigned = pairs["reason"] != "not_assigned"
    chosen = (pairs["unit_index"][rows].tolist() for rows in (pairs["windows"] > 0, assigned, slice(None)))
    units: list[int] = next(filter(None, chosen), [])
    flown = bool(np.isfinite(found.arrival_s[threat]))
    seen = {unit: sight.sight(found, threat, unit) for unit in units} if flown else {}
    nearest = sorted(seen, key=lambda unit: float(seen[unit].slant_m.min()))[:RANGES_MAX]
    if not nearest:
        return Table({"time_s": [], "altitude_km": []})
    thin = slice(None, None, sight.POINTS // HISTORY_POINTS)
    names = found.plan.units.names
    ranges = {names[unit]: seen[unit].slant_m[thin] / 1e3 for unit in nearest}
    ground_m = found.plan.units.column("altitude_m")[nearest[0]]
    first = seen[nearest[0]]
    return Table({"time_s": first.time_s[thin], "altitude_km": (first.height_m[thin] + ground_m) / 1e3, **ranges})
