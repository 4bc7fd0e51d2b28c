"""The page of one threat: which fire unit can shoot at it first, which others can and when, and why the rest cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from intercept.base.table import Table
from intercept.base.titles import named_first, scenario_of_plan, titled
from intercept.base.words import counted, spelled
from intercept.engagement import explain, sight
from intercept.engagement import tables as window_tables
from intercept.report.figures import gantt, time_scales, windows_static
from intercept.report.figures import threat as threat_figure
from intercept.report.look import page, provenance, words
from intercept.report.look.chart import Drawing

if TYPE_CHECKING:
    from intercept.engagement.windows import EngagementWindows

# Fire units whose range is drawn, and points of a line.
RANGES_MAX, HISTORY_POINTS = 6, 1000
NEAREST = "A line for each class of fire unit and reason; of several units that share it, one is the example."


def drawing(found: EngagementWindows, threat: int, clock_start: str | None, note: str) -> Drawing:
    """Return how the time line of one threat is drawn."""
    tables = {"windows": found.table(), "pairs": found.pairs(), "shots": found.shots()}
    mine = {name: table.take(table["threat"] == threat) for name, table in tables.items()}
    alone = found.tracks().take([threat])
    track = next(alone.records())
    shown = _history(found, threat, mine["pairs"]), window_tables.sensing(found, threat)

    def written(figure: Any) -> str:  # noqa: ANN401 - plotly is an extra
        sections = [
            page.section("Time line", page.figure(figure, "threat", threat_figure.CAPTION), name="line"),
            _can(mine["windows"], track, clock_start),
            _cannot(found, threat, mine["pairs"]),
            made(found),
        ]
        by_clock = clock_start is not None and "threat_name" not in track
        times = f" Times in seconds count from the start of the raid, {clock_start}." if by_clock else ""
        answer = [told(found, threat, clock_start)]
        appendix = [page.tables_section(mine)]
        return page.document(
            titled(gantt.named(track), scenario_of_plan(found.plan)),
            answer,
            sections,
            note=note + times,
            appendix=appendix,
        )

    return Drawing(
        figure=lambda: threat_figure.figure(
            track, *shown, mine, (time_scales.scales(alone, clock_start=clock_start)[0], clock_start)
        ),
        page=written,
        static=lambda: windows_static.one_threat(
            track, *shown, mine, time_scales.scales(alone, time_scales.DAY_S, clock_start)[0]
        ),
    )


def told(found: EngagementWindows, threat: int, clock_start: str | None = None) -> str:
    """Say how many fire units can engage a threat, which of them first and when, and who detects it first."""
    track = next(found.tracks().take([threat]).records())
    windows = _by_launch(found.table(), threat)
    units, name = len(found.plan.units.names), words.threat_name(track)
    of = named_first(scenario_of_plan(found.plan))
    if not len(windows):
        return f"{of}None of {counted(units, 'fire unit')} can engage {name}.{_detected(track, clock_start)}"
    able, row = len(set(windows["unit"].tolist())), next(windows.records())
    launch, intercept = _spans(row, track, clock_start, "from {} to {}")
    return (
        f"{of}{able:,} of {counted(units, 'fire unit')} can engage {name}. The earliest chance: {row['unit']}"
        f" ({spelled(row['unit_class'])}) can launch {launch}, to intercept it {intercept};"
        f" {counted(row['opportunities'], 'shot')}.{_detected(track, clock_start)}"
    )


def _by_launch(windows: Table, threat: int) -> Table:
    mine = windows.take(windows["threat"] == threat)
    return mine.take(np.argsort(mine["launch_earliest_s"], kind="stable"))


def _detected(track: dict[str, Any], clock_start: str | None) -> str:
    if not np.isfinite(track["first_detection_s"]):
        return " No sensor detects it."
    at = time_scales.told(track["first_detection_s"], clock_start=clock_start, raid="threat_name" not in track)
    return f" {track['first_sensor']} detects it first, at {at}."


def _spans(row: dict[str, Any], track: dict[str, Any], clock_start: str | None, form: str = "{}–{}") -> tuple[str, str]:
    """Return when a window's launches and its intercepts are, each from its beginning to its end."""
    raid = "threat_name" not in track
    meets = sorted((row["intercept_first_s"], row["intercept_last_s"]))
    launch, intercept = (
        form.format(*(time_scales.told(end, clock_start=clock_start, raid=raid) for end in ends))
        for ends in ((row["launch_earliest_s"], row["launch_latest_s"]), meets)
    )
    return launch, intercept


def _can(windows: Table, track: dict[str, Any], clock_start: str | None) -> str:
    """Return a table of the fire units with a window, the first to launch on top; nothing without one."""
    if not len(windows):
        return ""
    rows = [
        [page.text(row["unit"]), *_spans(row, track, clock_start), f"{row['opportunities']:,}"]
        for row in _by_launch(windows, track["threat"]).records()
    ]
    made = page.table(["Fire unit", "Launch", "Intercept", "Shots"], rows, css="numbers narrow")
    return page.section("Who can shoot", made, name="can")


def _cannot(found: EngagementWindows, threat: int, pairs: Table) -> str:
    """Return a line for each class and reason of the fire units without a window; nothing where all have one."""
    groups: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in pairs.take(pairs["windows"] == 0).records():
        groups.setdefault((row["unit_class"], row["reason"]), []).append(row)
    if not groups:
        return ""
    lines = []
    for (name, reason), rows in sorted(groups.items(), key=lambda item: item[0][1] == "not_assigned"):
        why = explain.why_none(found, threat, int(rows[0]["unit_index"]))
        alike = reason in ("not_assigned", "not_flown")
        said = why[:1].upper() + why[1:] if alike else f"{rows[0]['unit']}: {why[:1].lower()}{why[1:]}"
        lines.append(f"{words.label(name)} × {len(rows):,}, {spelled(reason)}. {said}")
    return page.section("Who cannot, and why", page.paragraph(NEAREST), page.listed(lines), name="cannot")


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


def made(found: EngagementWindows) -> str:
    """Return how windows were made: the scenario, and the number of the draw unless it is the most likely."""
    draw = None if found.plan.draw is None else f"{found.plan.draw:,}"
    return provenance.section(provenance.of_scenario(scenario_of_plan(found.plan)) | {"draw": draw})
