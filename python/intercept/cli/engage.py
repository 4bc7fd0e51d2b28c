"""`intercept catalog --engage`: what each defence class can do against each threat class, nominally."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from intercept.base import terminal
from intercept.base.arguments import refused
from intercept.base.words import spelled
from intercept.cli import output

if TYPE_CHECKING:
    from intercept.catalogue.generic_class import GenericClass

Row = dict[str, Any]
# Of the reasons in the small cells of the matrix.
SHORT = {
    "out_of_reach": "far",
    "inside_minimum_range": "near",
    "too_high": "high",
    "too_low": "low",
    "too_fast": "fast",
    "no_kinematic_reach": "reach",
    "closing_speed": "chase",
    "too_agile": "agile",
    "too_brief": "brief",
    "never_tracked": "unseen",
    "too_late": "late",
    "track_ended": "ended",
    "track_lost": "lost",
    "below_horizon": "horizon",
}
# Headings of the columns of the matrix, in two lines.
HEADINGS = {
    "mobile_fire_group": ("mobile", "group"),
    "interceptor_drone": ("interceptor", "drone"),
    "radar_gun": ("radar", "gun"),
    "manpads": ("", "MANPADS"),
    "short_range_sam": ("short", "range"),
    "medium_range_sam": ("medium", "range"),
    "long_range_sam": ("long", "range"),
    "terminal_hit_to_kill": ("terminal", "hit-to-kill"),
    "upper_tier": ("upper", "tier"),
}
FLIGHT_WIDTH = 29
NOT_ASSIGNED = "not assigned by the rules of a raid"


def show_engagements(generic: GenericClass | None, *, as_json: bool) -> None:
    """Print the matrix of all classes, or the rows of one."""
    from intercept.engagement.nominal import nominal_engagements  # noqa: PLC0415

    if generic is not None and generic.kind == "sensor":
        raise refused("CLASS", generic.name, "a threat or a defence with --engage")
    threats = [generic.name] if generic is not None and generic.kind == "threat" else None
    defences = [generic.name] if generic is not None and generic.kind == "defence" else None
    rows = list(nominal_engagements(threats, defences).records())
    if as_json:
        output.say_json({"engagements": rows})
    elif generic is None:
        _matrix(rows)
    else:
        _list(rows, of_threat=generic.kind == "threat")


def _flight(row: Row) -> str:
    profile = f", {row['profile']}" if row["profile"] else ""
    return f"{spelled(row['threat_class'])}{profile}"


def _cell(row: Row) -> str:
    if row["opportunities"] == 0:
        return "+".join(SHORT.get(code, code) for code in row["reasons"].split(","))
    return f"{row['opportunities']:,}{'' if row['assigned'] else '*'}"


def _matrix(rows: list[Row]) -> None:
    columns: dict[str, list[Row]] = {}
    for row in rows:
        columns.setdefault(row["defence_class"], []).append(row)
    headings = [HEADINGS.get(name, ("", name)) for name in columns]
    cells = [list(map(_cell, own)) for own in columns.values()]
    widths = [2 + max(map(len, (*two, *own))) for two, own in zip(headings, cells, strict=True)]
    flights = list(dict.fromkeys(map(_flight, rows)))
    for label, line in (
        ("", [two[0] for two in headings]),
        ("threat", [two[1] for two in headings]),
        *zip(flights, zip(*cells, strict=True), strict=True),
    ):
        row_text = "".join(f"{cell:>{width}}" for cell, width in zip(line, widths, strict=True))
        terminal.say(f"{label:<{FLIGHT_WIDTH - 2}}{row_text}".rstrip())
    terminal.say("")
    used = dict.fromkeys(code for row in rows for code in row["reasons"].split(",") if code)
    terminal.say(f"Shots of shoot-look-shoot, without regard to rounds and channels; * {NOT_ASSIGNED}.")
    terminal.say("Without shots: what stands in the way, and after + what would once the limit before it were lifted.")
    terminal.say("; ".join(f"{SHORT.get(code, code)}: {spelled(code)}" for code in used) + ".")


def _list(rows: list[Row], *, of_threat: bool) -> None:
    terminal.say(
        f"{'defence' if of_threat else 'threat':<29}{'shots':>6}{'first launch':>14}{'intercepts at km':>18}  reason"
    )
    for row in rows:
        label = spelled(row["defence_class"]) + (f" ({row['profile']})" if row["profile"] else "")
        label = label if of_threat else _flight(row)
        terminal.say(f"{label:<29}{_numbers(row)}  {_reason(row)}")
    terminal.say("")
    terminal.say("First launch before the flight ends; altitudes of the first and the last intercept.")
    for row in rows:
        if row["opportunities"] == 0:
            label = spelled(row["defence_class"]) if of_threat else _flight(row)
            terminal.say(f"{label}: {row['explanation']}")


def _numbers(row: Row) -> str:
    if row["opportunities"] == 0:
        return f"{'-':>6}{'-':>14}{'-':>18}"
    first, last = (row[f"{end}_intercept_altitude_m"] / 1e3 for end in ("first", "last"))
    return (
        f"{row['opportunities']:>6,}{row['first_launch_before_arrival_s']:>12,.0f} s{f'{first:.1f} to {last:.1f}':>18}"
    )


def _reason(row: Row) -> str:
    if row["opportunities"] == 0:
        return "; then ".join(map(spelled, row["reasons"].split(",")))
    return "" if row["assigned"] else NOT_ASSIGNED
