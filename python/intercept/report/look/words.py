"""Words and numbers as people read them, the same on the terminal and in the report."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from intercept.base.words import counted, spelled

if TYPE_CHECKING:
    from intercept.raid.result import Result

ABSENT = "–"

_LINES = """
Modelled: the flight of each threat over a rotating Earth, radar horizon and detection, the times at which each fire \
unit can launch, channels, rounds and reloading, the chance of a kill for each shot, failures and jamming as shares.
Not modelled: real places and batteries, weapon effects, {surroundings}, the judgement of crews, how a force \
adapts during the night.
Theatre and sites are notional: the country does not exist.
Intervals are 5–95 % over replications: they cover chance, and what is not known about the classes within their ranges.
A public claim is the statement of one belligerent; kill probabilities are judgement: this is a what-if, not an \
estimate of the true rate.
"""
FLIGHT_NOTE = (
    "A generic class from public sources, over a notional place. The path follows from the values below; it is an"
    " illustration of the class, not of any one system."
)
# What is not modelled of the surroundings, by whether there are ground and wind.
_LACKING = {
    (False, False): "terrain and weather",
    (True, False): "weather",
    (False, True): "terrain, weather other than wind",
    (True, True): "weather other than wind",
}


def modelled(result: Result) -> tuple[str, ...]:
    """Return in lines what is modelled, what the ground and the wind are if there are any, and what is not modelled."""
    ground, wind = (any(line.startswith(word) for line in result.surroundings) for word in ("Ground:", "Wind:"))
    first, *others = _LINES.format(surroundings=_LACKING[ground, wind]).strip().splitlines()
    return (first, *result.surroundings, *others)


def label(name: str) -> str:
    """Return a class's, reason's or parameter's name as words: ``radar_gun`` is ``Radar gun``."""
    words = spelled(name)
    return words[:1].upper() + words[1:]


def number(value: float) -> str:
    """Return a number with three digits that matter, or all digits of its whole part; a dash for NaN."""
    if not math.isfinite(value):
        return ABSENT
    if value == round(value) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def mean(value: float) -> str:
    """Return the mean of a count: whole from 10 up, one decimal below, one digit that matters below 0.05."""
    if not math.isfinite(value):
        return ABSENT
    if value >= 10 or value == 0:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 0.05 else f"{value:.1g}"


def spread(middle: float, low: float, high: float) -> str:
    """Return a mean count and its 5–95 % interval: ``61 (31–98)``."""
    if not math.isfinite(middle):
        return ABSENT
    return f"{mean(middle)} ({number(low)}–{number(high)})"


def percent(share: float) -> str:
    """Return a share as a percentage: one decimal, none at 0 and 100 %."""
    if not math.isfinite(share):
        return ABSENT
    return f"{100 * share:.0f} %" if share in {0.0, 1.0} else f"{100 * share:.1f} %"


def percent_spread(middle: float, low: float, high: float) -> str:
    """Return a mean share and its 5–95 % interval as percentages: ``88.9 % (82.1–94.4)``."""
    if not math.isfinite(middle):
        return ABSENT
    return f"{percent(middle)} ({100 * low:.1f}–{100 * high:.1f})"


def claim(row: dict[str, float]) -> str:
    """Return the claim in a row of the summary: ``439 of 496 (88.5 %)``, a dash without one."""
    if not math.isfinite(row["claimed_launched"]):
        return ABSENT
    return f"{row['claimed_down']:,.0f} of {row['claimed_launched']:,.0f} ({percent(row['claimed_rate'])})"


def money(value: float) -> str:
    """Return an amount in thousands or millions: ``1.2 M``."""
    for size, letter in ((1e9, "bn"), (1e6, "M"), (1e3, "k")):
        if abs(value) >= size:
            return f"{value / size:,.3g} {letter}"
    return number(value)


def headline(result: Result) -> str:
    """Return the result in one or two sentences, with its interval and, where there is one, the public claim."""
    rows = {row["threat_class"]: row for row in result.table().records()}
    total = rows["all"]
    if not result.replications_done:
        return f"No replication was finished: {counted(total['launched'], 'threat')} flown, geometry only."
    times = counted(result.replications_done, "replication")
    interval = f"5–95 %: {number(total['leaked_p05'])}–{number(total['leaked_p95'])}, {times}"
    leak = "leaks" if total["launched"] == 1 else "leak"
    launched = counted(total["launched"], "threat")
    said = f"On average {mean(total['leaked_mean'])} of {launched} {leak} ({interval})."
    if not math.isfinite(total["claimed_down"]):
        return said
    down, of = total["claimed_down"], total["claimed_launched"]
    return f"{said} The public claim counts {down:,.0f} of {of:,.0f} as shot down, jammed or lost."


def interrupted(result: Result) -> str:
    """Return a sentence that says what is missing from an interrupted run, or nothing."""
    if not result.interrupted:
        return ""
    return (
        f"The run was interrupted: {result.replications_done:,} of"
        f" {counted(result.replications_planned, 'replication')} are complete, and only these are counted."
    )
