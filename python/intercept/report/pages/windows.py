"""Charts of engagement windows, as figures of plotly or as pages that open offline."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from intercept.base.files import write_text
from intercept.base.table import Table
from intercept.engagement import sight
from intercept.engagement import tables as window_tables
from intercept.errors import InvalidParameterError
from intercept.report.figures import gantt
from intercept.report.figures import threat as threat_figure
from intercept.report.look import page, words

if TYPE_CHECKING:
    from intercept.engagement.windows import EngagementWindows

ROWS_MAX = gantt.ROWS_MAX
# Fire units told of in words, units whose range is drawn, and points of a line.
TOLD_MAX, RANGES_MAX, HISTORY_POINTS = 20, 6, 1000
NOTE = (
    "Generic classes from public sources, over a place that stands for none. Who can shoot, when; not whether it hits."
)


def plot(found: EngagementWindows, path: str | Path | None, rows_max: int) -> Any:  # noqa: ANN401
    """Return the chart of all windows: see `EngagementWindows.plot`."""
    target = _page_path(path)
    tracks, windows = found.tracks(), found.table()
    figure = gantt.figure(tracks, windows, found.shots(), rows_max)
    if target is not None:
        counts, total = found.reason_table(), max(found.reasons.size, 1)
        caption = gantt.CAPTION + gantt.SHOTS_CAPTION + gantt.without(tracks, windows)
        rows = [
            [page.text(words.label(name)), f"{n:,}", words.percent(n / total)] for name, n in _reason_counts(counts)
        ]
        sections = [
            page.section("Windows", page.figure(figure, "windows", caption), name="windows-section"),
            page.section(
                "All pairs", page.table(["Reason", "Pairs", "Share"], rows, css="numbers narrow"), name="pairs"
            ),
        ]
        write_text(page.document("Engagement windows", NOTE, sections), target)
    return figure


def _page_path(path: str | Path | None) -> Path | None:
    """Return where a page is to be written, before any work is done."""
    if path is None:
        return None
    if not isinstance(path, str | Path) or Path(path).suffix != ".html" or not Path(path).parent.is_dir():
        raise InvalidParameterError(f"path = {path} is not allowed: must end in .html, in a folder that exists")
    return Path(path)


def _reason_counts(counts: Table) -> list[tuple[str, int]]:
    names, codes = counts.codes("reason")
    sums = [int(counts["pairs"][codes == k].sum()) for k in range(len(names))]
    return sorted(zip(names, sums, strict=True), key=lambda item: -item[1])


def plot_threat(found: EngagementWindows, threat: int, path: str | Path | None) -> Any:  # noqa: ANN401
    """Return the time line of one threat: see `EngagementWindows.plot_threat`."""
    target = _page_path(path)
    tables = {"windows": found.table(), "pairs": found.pairs(), "shots": found.shots()}
    mine = {name: table.take(table["threat"] == threat) for name, table in tables.items()}
    history = _history(found, threat, mine["pairs"])
    track = next(found.tracks().take([threat]).records())
    figure = threat_figure.figure(track, history, window_tables.sensing(found, threat), **mine)
    if target is not None:
        lines = "".join(f"<p>{page.text(found.explain(threat, unit))}</p>" for unit in _told(mine["pairs"]))
        title = f"Threat {threat}: {words.label(track['threat_class'])}"
        sections = [
            page.section("Time line", page.figure(figure, "threat", threat_figure.CAPTION), name="line"),
            page.section("In words", lines, name="words"),
        ]
        write_text(page.document(title, NOTE, sections), target)
    return figure


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
