"""What the command line prints: rich tables and a few lines of plain words."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
from rich.box import SIMPLE_HEAD
from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from intercept.base import terminal
from intercept.base.words import counted
from intercept.catalogue.rules import LIMITS
from intercept.report.answers.drawing import NOTE, tables_of
from intercept.report.look import words
from intercept.report.rows import BURSTS, CAUSES, ROUNDS, causes_rows, rounds_rows
from intercept.report.terminal_night import night

if TYPE_CHECKING:
    from intercept.analysis.answer import Answer
    from intercept.analysis.sweep_result import Sweep
    from intercept.base.table import Table
    from intercept.raid.result import Result

TOP_REASONS = 8
EVENT_HEADINGS = ("Event", "Time, s", "Altitude, km", "Distance, km", "Speed, m/s")


def print_result(result: Result, console: Console | None = None) -> None:
    """Print summary, causes, rounds and reasons of a result, then what is and is not modelled."""
    (console or terminal.console()).print(everything(result))


def print_answer(found: Answer, console: Console | None = None) -> None:
    """Print the answer to a question: its words, then its tables."""
    parts: list[RenderableType] = []
    for place, (first, *below) in enumerate(found.parts):
        parts.append(Text(f"\n{first}" if place else first, style="bold"))
        parts += [Padding(Text(line), (0, 0, 0, 2), expand=False) for line in below]
    for shown in tables_of(found):
        grid = _grid(shown.title, list(shown.headings))
        for column in grid.columns if shown.prose else ():
            column.justify = "left"
        for row in shown.rows:
            grid.add_row(*map(escape, row))
        parts.append(grid)
    (console or terminal.console()).print(Group(*parts, Text(NOTE, style="dim")))


def everything(result: Result) -> RenderableType:
    """Return all that ``print_result`` prints, as one rich renderable."""
    first = Text(words.headline(result), style="bold")
    noted = [Text(notice, style="bold yellow") for notice in words.notices(result)]
    # What was interrupted is not the answer that was asked for.
    parts: list[RenderableType] = [*noted, first] if result.interrupted else [first, *noted]
    parts.append(summary(result))
    if len(result.causes):
        parts.append(causes(result))
    parts.append(rounds(result))
    parts += night(result, _grid)
    if told := words.parts(result):
        parts.append(Text(f"\n{told}"))
    if len(result.reasons):
        parts.append(reasons(result))
    return Group(*parts, Text("\n".join(words.modelled(result)), style="dim"))


def summary(result: Result) -> Grid:
    """Return the table of outcomes by class of threat, means and 5-95 % beside the public claim."""
    grid = _grid(
        f"{result.scenario_name}: mean (5–95 % of nights), {counted(result.replications_done, 'replication')}",
        ["Threat", "Launched", "Leaked", "Inter-\ncepted", "Failed or\njammed", "Down", "Claimed\ndown"],
    )
    rows = list(result.table().records())
    for row in rows:
        cells = [words.spread(*(row[f"{name}_{part}"] for part in ("mean", "p05", "p95"))) for name in _FATES]
        share, low, high = (row[f"modelled_down_rate_{part}"] for part in ("mean", "p05", "p95"))
        down = words.share_spread(share, low, high, row["launched"])
        style = "bold" if row is rows[-1] else ""
        name = escape(words.label(row["threat_class"]))
        # The interval below the mean: seven columns then fit into eighty characters.
        # A count is told as one, on lines of its own; what was claimed is a count alone.
        told = (*cells, down.replace(" of ", "\nof "), words.claim(row).replace(" of ", "/"))
        lines = [cell.replace(" (", "\n(") for cell in told]
        grid.add_row(name, f"{row['launched']:,}", *lines, style=style)
    for column in grid.columns[1:]:
        column.no_wrap = True
    grid.padding = (0, 1, 0, 0)
    grid.columns[0].min_width = 13
    return grid


_FATES = ("leaked", "intercepted", "failed_or_jammed")


def causes(result: Result) -> Grid:
    """Return why threats leaked: for each cause the mean number, its share, and the class that it lets through most."""
    grid = _grid("Why they leaked: one cause for each leaker", CAUSES)
    for row in causes_rows(result):
        grid.add_row(*map(escape, row))
    return grid


def rounds(result: Result) -> Grid:
    """Return rounds spent, wasted and left by class of defence, and what they cost where there is a price."""
    grid = _grid(
        "Rounds spent, wasted and left: mean (5–95 % of nights)", [name.replace(", ", ",\n") for name in ROUNDS]
    )
    for row in rounds_rows(result):
        # Intervals and the higher cost below: six columns then fit into eighty characters.
        lines = (
            cell.replace(" (", "\n(").replace("–", "–\n" if place == len(row) - 1 else "–")
            for place, cell in enumerate(row)
        )
        grid.add_row(*map(escape, lines))
    for column in grid.columns[1:]:
        column.no_wrap = True
    grid.padding, grid.columns[0].min_width = (0, 1, 0, 0), 13
    grid.caption, grid.caption_justify, grid.caption_style = BURSTS, "left", "dim"
    return grid


def reasons(result: Result) -> Grid:
    """Return the most frequent reasons why a fire unit has no window on a threat, for each class of threat."""
    grid = _grid(
        "Why there is no window: pairs of threat and fire unit, most likely case",
        ["Reason", "Pairs", "Share", "Most often"],
    )
    names, rows = result.reasons.codes("reason")
    pairs = np.bincount(rows, weights=result.reasons["pairs"], minlength=len(names))
    order = np.argsort(-pairs, kind="stable")
    for index in order[:TOP_REASONS]:
        of_reason = result.reasons.take(rows == index)
        classes, class_rows = of_reason.codes("threat_class")
        most = classes[np.bincount(class_rows, weights=of_reason["pairs"]).argmax()]
        share = words.percent(pairs[index] / pairs.sum()) if pairs.sum() else words.ABSENT
        grid.add_row(escape(words.label(names[index])), f"{pairs[index]:,.0f}", share, escape(words.label(most)))
    if len(order) > TOP_REASONS:
        rest = pairs[order[TOP_REASONS:]].sum()
        grid.add_row("Other reasons", f"{rest:,.0f}", words.percent(rest / pairs.sum()), "")
    return grid


def print_sweep(swept: Sweep, console: Console | None = None) -> None:
    """Print a sweep: its words, then the leakers at each point."""
    (console or terminal.console()).print(Group(Text(swept.words, style="bold"), sweep(swept)))


def sweep(swept: Sweep) -> Grid:
    """Return leakers by point and class of threat."""
    short = [key.rpartition(".")[2] for key in swept.keys]
    named = [key if short.count(last) > 1 else last for key, last in zip(swept.keys, short, strict=True)]
    headings = [*named, "Threat", "Launched", "Leaked", "Change\n± error", "Inter-\ncepted"]
    title = f"{swept.scenario_name}, sweep of {', '.join(swept.keys)}"
    grid = _grid(f"{title}: leaked, mean (5–95 % of nights); change to the first point", headings)
    for place, column in enumerate(grid.columns):
        column.no_wrap = place != len(swept.keys)
    grid.columns[len(swept.keys)].justify, grid.columns[len(swept.keys)].min_width = "left", 13
    grid.padding = (0, 1, 0, 0)
    for row in swept.table.records():
        grid.add_row(
            *(escape(words.value(row[key])) for key in swept.keys),
            escape(words.label(row["threat_class"])),
            f"{row['launched']:,}",
            words.spread(row["leaked_mean"], row["leaked_p05"], row["leaked_p95"]),
            words.change(row["difference_mean"], row["difference_standard_error"]),
            words.percent(row["intercepted_share_mean"]),
            style="bold" if row["threat_class"] == "all" else "",
        )
    return grid


def _grid(title: str, headings: list[str]) -> Grid:
    grid = Grid(title=f"\n{escape(title)}", box=SIMPLE_HEAD, pad_edge=False, min_width=60)
    grid.title_justify, grid.title_style, grid.header_style = "left", "bold", "dim"
    for index, heading in enumerate(headings):
        grid.add_column(heading, justify="left" if index == 0 else "right")
    return grid


_PEAKS = (
    ("Peak load factor", "load_factor_max", 1.0, "g"),
    ("Peak dynamic pressure", "dynamic_pressure_max_kpa", 1.0, "kPa"),
    ("Peak heat rate (nose 0.1 m)", "heat_rate_max_w_m2", 1e-3, "kW/m²"),
)


def readings(asked: dict[str, Any], summary: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the readings of a flight as pairs of name and text."""
    latitude, longitude = asked["launch_point_deg"]
    towards = f", azimuth {asked['azimuth_deg']:g} degrees" if "azimuth_deg" in asked else ""
    apogee = summary["apogee_km"]
    return [
        ("Outcome", summary["outcome"].replace("_", " ")),
        ("From", f"{latitude:.6g}, {longitude:.6g} degrees" + towards),
        ("Distance", f"{summary['distance_km']:,.1f} km"),
        ("Flight time", clock(summary["flight_time_s"])),
        ("Apogee", f"{apogee:.4g} km" if apogee >= 1 else f"{1e3 * apogee:.4g} m"),
        ("Greatest speed", f"{summary['speed_max_m_s']:,.0f} m/s"),
        *(_peak(summary, *peak) for peak in _PEAKS),
        ("Heat taken up", f"{words.number(summary['heat_load_j_m2'] / 1e6)} MJ/m²"),
        (
            "Impact",
            f"{summary['impact_speed_m_s']:,.0f} m/s, {summary['impact_angle_deg']:.0f} degrees below the horizontal",
        ),
    ]


def _peak(summary: dict[str, Any], name: str, key: str, scale: float, unit: str) -> tuple[str, str]:
    when = summary[key.partition("_max")[0] + "_max_time_s"]
    at = f" at {clock(when)}" if math.isfinite(when) else ""
    return name, f"{words.number(scale * summary[key])} {unit}{at}"


def clock(time_s: float) -> str:
    """Return a time as seconds, and above two minutes as hours and minutes too: `6 min 28 s (388 s)`."""
    if not math.isfinite(time_s):
        return words.ABSENT
    if time_s < 120.0:
        return f"{time_s:.1f} s"
    hours, rest = divmod(round(time_s), 3600)
    minutes, seconds = divmod(rest, 60)
    spoken = f"{hours} h {minutes} min" if hours else f"{minutes} min {seconds} s"
    return f"{spoken} ({time_s:,.0f} s)"


def print_flight(console: Console, title: str, told: list[tuple[str, str]], events: Table, values: Table) -> None:
    """Print the flight: readings, events, then the values it rests on with their sources."""
    console.print(Text(title, style="bold"))
    grid = Grid(box=None, show_header=False, pad_edge=False, padding=(0, 3, 0, 0))
    for name, value in told:
        grid.add_row(Text(name, style="dim"), Text(value))
    console.print(grid)
    if len(events):
        console.print(_events(events))
    console.print(Text("\nValues used (low to high of the prior, confidence), and their sources", style="bold"))
    for row in values.records():
        unit = f" {words.unit(row['unit'])}".rstrip()
        span = f"({words.number(row['low'])} to {words.number(row['high'])}, {row['confidence']})"
        console.print(Text(words.label(row["name"])), end=" ")
        bound = "at most " if row["parameter"] in LIMITS else ""
        console.print(Text(f"{bound}{words.number(row['used'])}{unit} {span}", style="bold"))
        if row["note"].startswith("flown instead of"):
            console.print(Padding(Text(row["note"].split(". ")[0]), (0, 0, 0, 4)))
        for source in row["source"].split(" | "):
            console.print(Padding(Text(source, style="dim"), (0, 0, 0, 4)))
    console.print(Text(f"\n{words.FLIGHT_NOTE}", style="dim"))


def _events(events: Table) -> Grid:
    grid = Grid(box=SIMPLE_HEAD, pad_edge=False)
    first, *others = EVENT_HEADINGS
    grid.add_column(first)
    for heading in others:
        grid.add_column(heading, justify="right")
    for row in events.records():
        grid.add_row(words.label(row["event"]), *event_cells(row))
    return grid


def event_cells(row: dict[str, Any]) -> list[str]:
    """Return time, altitude, distance and speed of an event as text."""
    return [
        f"{row['time_s']:,.1f}",
        f"{row['altitude_km']:.2f}".replace("-0.00", "0.00"),
        f"{row['ground_distance_km']:,.1f}",
        f"{row['speed_m_s']:,.0f}",
    ]
