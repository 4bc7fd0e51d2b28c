"""One flight in words and numbers: what the command line prints and the page repeats."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from intercept.catalogue.rules import LIMITS
from intercept.report.look import words
from intercept.report.pages.flight import NOTE, event_cells

if TYPE_CHECKING:
    from rich.console import Console

    from intercept.base.table import Table

_PEAKS = (
    ("Peak load factor", "load_factor_max", 1.0, "g"),
    ("Peak dynamic pressure", "dynamic_pressure_max_kpa", 1.0, "kPa"),
    ("Peak heat rate (nose 0.1 m)", "heat_rate_max_w_m2", 1e-3, "kW/m²"),
)


def rows(flight: dict[str, Any], summary: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the readings of a flight as pairs of name and text."""

    def has(name: str) -> bool:
        return math.isfinite(summary[name])

    burnout = (
        f"{clock(summary['burnout_time_s'])}, {summary['burnout_speed_m_s']:,.0f} m/s"
        f" at {summary['burnout_altitude_km']:.1f} km"
        if has("burnout_time_s")
        else "no boost in this model"
    )
    latitude, longitude = flight["launch_deg"]
    apogee = summary["apogee_km"]
    return [
        ("Outcome", summary["outcome"].replace("_", " ")),
        ("From", f"{latitude:g}, {longitude:g} degrees, azimuth {flight['azimuth_deg']:g} degrees"),
        ("Distance", f"{summary['distance_km']:,.1f} km"),
        ("Flight time", clock(summary["flight_time_s"])),
        ("Apogee", f"{apogee:.4g} km" if apogee >= 1 else f"{1e3 * apogee:.4g} m"),
        ("Burn-out", burnout),
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


def show(console: Console, title: str, readings: list[tuple[str, str]], events: Table, values: Table) -> None:
    """Print the flight: readings, events, then the values it rests on with their sources."""
    from rich.padding import Padding  # noqa: PLC0415 - only where something is printed
    from rich.table import Table as Grid  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    console.print(Text(title, style="bold"))
    grid = Grid(box=None, show_header=False, pad_edge=False, padding=(0, 3, 0, 0))
    for name, value in readings:
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
    console.print(Text(f"\n{NOTE}", style="dim"))


def _events(events: Table) -> Any:  # noqa: ANN401 - a rich table
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415
    from rich.table import Table as Grid  # noqa: PLC0415

    grid = Grid(box=SIMPLE_HEAD, pad_edge=False)
    grid.add_column("event")
    for heading in ("time, s", "altitude, km", "distance, km", "speed, m/s"):
        grid.add_column(heading, justify="right")
    for row in events.records():
        grid.add_row(words.label(row["event"]), *event_cells(row))
    return grid
