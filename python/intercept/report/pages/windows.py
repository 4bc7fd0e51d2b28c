"""Charts of engagement windows: all of them, or the time line of one threat."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from intercept.base.arguments import refused, whole
from intercept.base.table import Table
from intercept.base.titles import named_first, scenario_of_plan, titled
from intercept.base.words import counted, spelled
from intercept.errors import InvalidParameterError
from intercept.report.figures import gantt, windows_static
from intercept.report.look import page, words
from intercept.report.look.chart import Drawing
from intercept.report.pages import threat_windows

if TYPE_CHECKING:
    from intercept.engagement.windows import EngagementWindows

_CLOCK = re.compile("([01][0-9]|2[0-3]):[0-5][0-9]")
# Threats drawn by default, and at most.
ROWS, ROWS_MAX = gantt.ROWS_MAX, 2000
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
        return threat_windows.drawing(found, whole("threat", threat, 0, len(found.plan) - 1), clock_start, NOTE)
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
        threat_windows.made(found),
    ]
    data = {"windows": found.table(), "tracks": found.tracks()}
    title = titled("Engagement windows", scenario_of_plan(found.plan))
    return page.document(title, [told(found)], sections, note=NOTE, appendix=[page.tables_section(data)])


def told(found: EngagementWindows) -> str:
    """Say how many threats can be engaged, and why the other pairs of threat and fire unit have no window."""
    pairs, windows = found.pairs(), found.table()
    engaged = len(np.unique(windows["threat"]))
    of = named_first(scenario_of_plan(found.plan))
    said = (
        f"{of}{engaged:,} of {counted(len(found.plan), 'threat')} can be engaged, in"
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
