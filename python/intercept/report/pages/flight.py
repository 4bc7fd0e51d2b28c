"""Flights as charts and as a page that opens offline: of one its readings, events and assumptions, of many a table."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from intercept.base.arguments import instance, text, whole
from intercept.base.printed import in_words
from intercept.base.table import Table
from intercept.base.words import counted, one_of_class, spelled
from intercept.catalogue.rules import LIMITS
from intercept.errors import InvalidParameterError
from intercept.flight.of_class import Flight
from intercept.report import terminal
from intercept.report.figures import panels
from intercept.report.look import page, palette, provenance, static, words
from intercept.report.look.chart import COLOURS, Drawing, Panel, Series, Span
from intercept.report.pages.assumptions import sources
from intercept.report.pages.flight_path import CHARTS, Chart, known_of, names, path, plot_times

if TYPE_CHECKING:
    from intercept.flight.trajectories import Trajectories

CHART_HEIGHT, TRACK_SPAN_DEG = 330, 0.5
ROWS, ROWS_MAX = 12, 200


def drawing(
    trajectories: Trajectories, rows: int = ROWS, title: str | None = None, flight: Flight | None = None
) -> Drawing:
    """Return how flights are drawn: at most so many, spread evenly over those that were flown."""
    most = whole("rows", rows, 1, ROWS_MAX)
    if title is not None:
        text("title", title)
    if flight is not None:
        instance("flight", flight, Flight)
    flown = np.flatnonzero(trajectories.flight_time_s > 0.0)
    if not len(flown):
        raise InvalidParameterError("trajectories is not allowed: must have at least one flight that was flown")
    chosen = flown[np.unique(np.linspace(0, len(flown) - 1, min(most, len(flown))).round().astype(int))].tolist()
    name = title or _title(trajectories, chosen)
    charts = _panels(trajectories, chosen, flight)
    return Drawing(
        figure=lambda: panels.together(charts, CHART_HEIGHT),
        page=lambda _: _page(name, trajectories, chosen, charts, flight),
        static=lambda: static.sheet(charts, columns=2, height=260.0, title=name),
    )


def _title(trajectories: Trajectories, chosen: Sequence[int]) -> str:
    if len(chosen) > 1:
        some = "" if len(chosen) == len(trajectories) else f"{len(chosen):,} of "
        return f"{some}{len(trajectories):,} flights"
    known = known_of(trajectories)
    if trajectories.recorded is None and known is not None and len(known) == 1:
        return f"Flight of {one_of_class(known['threat_class'][0])}"
    name = names(trajectories)[chosen[0]]
    return name[:1].upper() + name[1:]


def events(trajectories: Trajectories, row: int = 0) -> Table:
    """Return the events of a row with the readings of its path at their times."""
    found = trajectories.events()
    found = found.take(found["row"] == row)
    # From the launch, so that distances count from there.
    readings = path(trajectories, [0.0, *found["time_s"]], row).take(slice(1, None))
    return Table({"event": found["event"], **{name: readings[name] for name in readings.columns}})


def _panels(trajectories: Trajectories, rows: Sequence[int], flight: Flight | None) -> list[Panel]:
    paths = [path(trajectories, plot_times(trajectories, row), row) for row in rows]
    marks = events(trajectories, rows[0]) if len(rows) == 1 else Table({"event": np.array([], dtype=str)})
    colours = [COLOURS[k % len(COLOURS)] for k in range(len(rows))]
    if flight is not None:
        colours[0] = palette.THREATS.get(flight.class_name, COLOURS[0])
    called = names(trajectories)
    shown = [called[row] if 1 < len(rows) <= ROWS else "" for row in rows]
    made = []
    for chart in CHARTS:
        lines = [Series(n, p[chart.x], p[chart.y], colour=c) for n, p, c in zip(shown, paths, colours, strict=True)]
        if len(marks):
            lines.append(Series("events", marks[chart.x], marks[chart.y], colour=palette.INK, marks=True))
        x, y = _ranges(chart, paths)
        made.append(
            Panel(chart.title + chart.remark, chart.x_label, chart.y_label, lines, _told(marks), x_range=x, y_range=y)
        )
    return made


def _told(marks: Table) -> str:
    named = ", ".join(spelled(name) for name in marks["event"].tolist())
    return f"Dots, in order of time: {named}." if named else ""


def _ranges(chart: Chart, paths: Sequence[Table]) -> tuple[Span, Span]:
    """Return the ends of both axes: from zero, but for the track, whose degrees are as long upwards as sideways."""
    x, y = (np.concatenate([one[name] for one in paths]) for name in (chart.x, chart.y))
    if chart.y != "latitude_deg":
        high = float(np.nanmax(y)) if np.isfinite(y).any() else 1.0
        return (0.0, float(np.max(x))), (0.0, 1.06 * high or 1.0)
    middle = (float(np.max(x) + np.min(x)) / 2.0, float(np.max(y) + np.min(y)) / 2.0)
    # A degree of longitude is shorter by the cosine of the latitude; the frame is about 1.7 times as wide as high.
    shrink = math.cos(math.radians(middle[1]))
    half = 0.55 * max(np.ptp(y), shrink * np.ptp(x) / 1.7, TRACK_SPAN_DEG)
    wide = 1.7 * half / shrink
    return (middle[0] - wide, middle[0] + wide), (middle[1] - half, middle[1] + half)


def _page(
    title: str, trajectories: Trajectories, rows: Sequence[int], charts: Sequence[Panel], flight: Flight | None
) -> str:
    summary = list(trajectories.table().records())
    if len(rows) == 1:
        first = _one(trajectories, rows[0], summary[rows[0]], flight)
    else:
        first = page.section("The flights", _many(rows, names(trajectories), summary), name="flight")
    sections = [first, panels.section(charts, CHART_HEIGHT)]
    if flight is not None:
        sections.append(page.section("Assumptions", _assumptions(flight.values), name="assumptions"))
    seed = None if flight is None or flight.seed is None else str(flight.seed)
    sections.append(provenance.section({"seed": seed}))
    data = {"flights": trajectories.table()} if len(rows) > 1 else {"events": events(trajectories, rows[0])}
    return page.document(
        title,
        [told([summary[row] for row in rows], given=trajectories.recorded is not None)],
        sections,
        note="" if trajectories.recorded is not None else words.FLIGHT_NOTE,
        appendix=[page.tables_section(data)],
    )


def told(summary: Sequence[dict[str, Any]], *, given: bool = False) -> str:
    """Say how far, how long, how high and how fast flights are, each by its least and its greatest.

    `given` ones are tracks, which rest on no values of classes.
    """
    parts = [
        f"{words.number(ends[0])}{f' to {words.number(ends[1])}' if ends[1] != ends[0] else ''} {unit}"
        for name, unit in _TOLD.items()
        for ends in [(min(row[name] for row in summary), max(row[name] for row in summary))]
    ]
    rest = "Tracks as they were given, between whose samples a path is laid." if given else words.ONE_SET
    distance, time, height, speed, last = parts
    if len(summary) == 1:
        return (
            f"The flight goes {distance} in {time}, at most {height} high and {speed} fast; at the end {last}. {rest}"
        )
    return (
        f"{counted(len(summary), 'flight')} go {distance} in {time}. Their greatest heights are {height}, their"
        f" greatest speeds {speed}; at the end they have {last}. {rest}"
    )


_TOLD = {
    "distance_km": "km",
    "flight_time_s": "s",
    "apogee_km": "km",
    "speed_max_m_s": "m/s",
    "impact_speed_m_s": "m/s",
}


def _one(trajectories: Trajectories, row: int, summary: dict[str, object], flight: Flight | None) -> str:
    start = path(trajectories, [0.0], row)
    asked: dict[str, Any] = {"launch_point_deg": (start["latitude_deg"][0], start["longitude_deg"][0])}
    if flight is not None:
        asked["azimuth_deg"] = round(math.degrees(flight.azimuth_rad), 9)
    told = [[page.text(name), page.text(value)] for name, value in terminal.readings(asked, summary)]
    happened = [
        [page.text(words.label(event["event"])), *(page.text(text) for text in terminal.event_cells(event))]
        for event in events(trajectories, row).records()
    ]
    table = page.table(terminal.EVENT_HEADINGS, happened, css="numbers")
    readings = page.table(["", ""], told, css="provenance")
    return page.section("The flight", f'<div class="pair">{readings}<div>{table}</div></div>', name="flight")


def _many(rows: Sequence[int], called: Sequence[str], summary: Sequence[dict[str, object]]) -> str:
    columns = ("distance_km", "flight_time_s", "apogee_km", "speed_max_m_s", "impact_speed_m_s")
    headings = ["Flight", "Outcome", "Distance, km", "Time, s", "Apogee, km", "Greatest speed, m/s", "Impact, m/s"]
    cells = [
        [page.text(called[row]), page.text(words.label(str(summary[row]["outcome"])))]
        + [words.number(float(summary[row][name])) for name in columns]  # type: ignore[arg-type]  # numbers
        for row in rows
    ]
    return page.table(headings, cells, css="numbers")


def _assumptions(values: Table) -> str:
    rows = [
        [
            page.text(words.label(in_words(row["parameter"], row["unit"]))),
            page.text(("at most " if row["parameter"] in LIMITS else "") + words.number(row["used"])),
            page.text(f"{words.number(row['low'])}–{words.number(row['high'])}"),
            page.text(words.unit(row["unit"])),
            page.text(row["confidence"]),
            sources(row["source"], row["url"]),
        ]
        for row in values.records()
    ]
    note = "<p>Confidence: H, official, peer-reviewed or consistent reports; M, one good source; L, judgement.</p>"
    return note + page.table(
        ["Parameter", "Used", "Low–high", "Unit", "Confidence", "Source"], rows, css="assumptions used"
    )
