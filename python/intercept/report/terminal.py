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

from intercept.base.words import counted
from intercept.catalogue.rules import LIMITS
from intercept.raid.spread import per_replication, spread
from intercept.report.look import palette, words

if TYPE_CHECKING:
    from intercept.base.table import Table
    from intercept.raid.result import Result

TOP_REASONS = 8


def print_result(result: Result, console: Console | None = None) -> None:
    """Print summary, rounds, reasons and sweep of a result, then what is and is not modelled."""
    (console or Console()).print(everything(result))


def everything(result: Result) -> RenderableType:
    """Return all that ``print_result`` prints, as one rich renderable."""
    parts: list[RenderableType] = [Text(words.headline(result), style="bold")]
    if notice := words.interrupted(result):
        parts.append(Text(notice, style="bold yellow"))
    parts += [summary(result), rounds(result)]
    if len(result.reasons):
        parts.append(reasons(result))
    if result.sweep is not None:
        parts.append(sweep(result))
    return Group(*parts, Text("\n".join(words.modelled(result)), style="dim"))


def summary(result: Result) -> Grid:
    """Return the table of outcomes by class of threat, means and 5-95 % beside the public claim."""
    grid = _grid(
        f"{result.scenario_name}: mean (5–95 %) over {counted(result.replications_done, 'replication')}",
        ["Threat", "Launched", "Leaked", "Inter-\ncepted", "Failed or\njammed", "Down", "Claimed\ndown"],
    )
    rows = list(result.table().records())
    for row in rows:
        cells = [words.spread(*(row[f"{name}_{part}"] for part in ("mean", "p05", "p95"))) for name in _FATES]
        down = words.percent_spread(*(row[f"modelled_down_rate_{part}"] for part in ("mean", "p05", "p95")))
        style = "bold" if row is rows[-1] else ""
        name = escape(words.label(row["threat_class"]))
        # The interval below the mean: seven columns then fit into eighty characters.
        lines = [cell.replace(" (", "\n(").replace(" of ", "/") for cell in (*cells, down, words.claim(row))]
        grid.add_row(name, f"{row['launched']:,}", *lines, style=style)
    for column in grid.columns[1:]:
        column.no_wrap = True
    grid.padding = (0, 1, 0, 0)
    grid.columns[0].min_width = 13
    return grid


_FATES = ("leaked", "intercepted", "failed_or_jammed")


def rounds(result: Result) -> Grid:
    """Return rounds spent by class of defence and what they cost, where the assumptions have a price a round."""
    grid = _grid("Rounds spent: mean (5–95 %)", ROUNDS)
    for row in rounds_rows(result):
        grid.add_row(escape(row[0]), *row[1:])
    return grid


ROUNDS = ["Defence", "Rounds", "Kills, mean", "Cost, low–high"]


def rounds_rows(result: Result) -> list[list[str]]:
    """Return one row for each class of defence, as text under the headings ``ROUNDS``; cost is that of the mean."""
    spent = per_replication(result.rounds, "defence_class", "rounds")
    prices = round_prices(result)
    kills = kills_by_defence(result)
    rows = []
    for name in palette.in_order(spent, palette.DEFENCES):
        found = spread(spent[name])
        killed = kills.get(name, 0) / result.replications_done if result.replications_done else float("nan")
        counts = [words.spread(found.mean, found.p05, found.p95), words.mean(killed)]
        rows.append([words.label(name), *counts, cost(found.mean, prices.get(name))])
    return rows


def kills_by_defence(result: Result) -> dict[str, int]:
    """Return kills over all replications by class of defence."""
    classes, rows = result.kills.codes("defence_class")
    sums = np.zeros(len(classes), np.int64)
    np.add.at(sums, rows, result.kills["kills"])
    return dict(zip(classes, sums.tolist(), strict=True))


def round_prices(result: Result) -> dict[str, tuple[float, float, str]]:
    """Return the assumed price of a round by class: low, high, currency.

    A gun's round, in the tables, is a burst: its price is that of a shell times the shells of an engagement.
    """
    rows = list(result.assumptions.records())
    shells = {row["subject"]: row for row in rows if row["parameter"] == "rounds_per_engagement"}
    prices = {}
    for row in rows:
        if row["parameter"].startswith("cost_per_round"):
            burst = shells.get(row["subject"], {"low": 1.0, "high": 1.0})
            prices[row["subject"]] = (row["low"] * burst["low"], row["high"] * burst["high"], row["unit"])
    return prices


def cost(rounds_mean: float, price: tuple[float, float, str] | None) -> str:
    """Return what the mean number of rounds costs at the low and the high price."""
    if price is None or not np.isfinite(rounds_mean):
        return words.ABSENT
    low, high, currency = price
    return f"{words.money(rounds_mean * low)}–{words.money(rounds_mean * high)} {currency}"


def reasons(result: Result) -> Grid:
    """Return the most frequent reasons why a fire unit has no window on a threat, for each class of threat."""
    grid = _grid("Why there is no window: pairs of threat and fire unit", ["Reason", "Pairs", "Share", "Most often"])
    names, rows = result.reasons.codes("reason")
    pairs = np.bincount(rows, weights=result.reasons["pairs"], minlength=len(names))
    for index in np.argsort(-pairs, kind="stable")[:TOP_REASONS]:
        of_reason = result.reasons.take(rows == index)
        classes, class_rows = of_reason.codes("threat_class")
        most = classes[np.bincount(class_rows, weights=of_reason["pairs"]).argmax()]
        per_sample = pairs[index] / max(result.geometry_samples, 1)
        share = words.percent(pairs[index] / pairs.sum()) if pairs.sum() else words.ABSENT
        grid.add_row(escape(words.label(names[index])), words.mean(per_sample), share, escape(words.label(most)))
    return grid


def sweep(result: Result) -> Grid:
    """Return the leak curve: leaked by value of the swept parameter; raises ValueError without a sweep."""
    if result.sweep is None:
        raise ValueError("this result has no sweep")
    grid = _grid("Sweep: leaked, mean (5–95 %)", ["Parameter", "Value", "Threat", "Launched", "Leaked", "Intercepted"])
    for row in result.sweep.records():
        leaked = words.spread(row["leaked_mean"], row["leaked_p05"], row["leaked_p95"])
        grid.add_row(
            escape(row["parameter"]),
            words.number(row["value"]),
            escape(words.label(row["threat_class"])),
            f"{row['launched']:,}",
            leaked,
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
        unit = "" if row["unit"] == "1" else f" {row['unit'].replace('^2', '²')}"
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
    grid.add_column("event")
    for heading in ("time, s", "altitude, km", "distance, km", "speed, m/s"):
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
