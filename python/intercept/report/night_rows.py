"""Rows of tables on the course of the night, which the terminal and the report share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from intercept.base.words import KNOWN, column, first_of, spelled
from intercept.report.look import palette, words

if TYPE_CHECKING:
    from intercept.raid.result import Result

NIGHT = ["Defence", "Channels", "Busiest mean", "When, min", "Nights short of a round", "First, min"]
NOTE = (
    "Channels of the most likely case, with everything up. Busiest mean: channels in use, averaged over a step of"
    " {minutes} min and over all nights, in the busiest step, not the peak of a night. Short of a round: a unit with a"
    " window had none for it, in this share of nights; the first time is the mean of these nights. In brackets, 95 %"
    " intervals; times in minutes since the start of the raid."
)
PLACES = {"wave": ["Wave", "Leakers, mean", "Causes"], "asset": ["Asset", "Leakers, mean", "Causes"]}
# Of a place, and of all places in a table.
CAUSES_MAX, PLACES_MAX = 3, 8


def night_rows(result: Result) -> list[list[str]]:
    """Return one row for each class of defence, and one for all, as text under the headings ``NIGHT``.

    Channels are those of the most likely case, with everything up; the busiest mean is the greatest of those over all
    nights and a step of time, with its 95 % interval, and when that step is.
    """
    short = {row["of"]: row for row in result.shortages.records()}
    busiest: dict[str, dict[str, Any]] = {}
    for row in result.night.records():
        most = busiest.get(row["defence_class"])
        if most is None or row["channels_busy_mean"] > most["channels_busy_mean"]:
            busiest[row["defence_class"]] = row
    names = palette.in_order(busiest, palette.DEFENCES)
    used = column([_known(busiest[name], "channels_busy") for name in names])
    firsts = column([_known(short[of], "first_s", 1.0 / 60.0) for of in (*names, "all")])
    rows = []
    for name, busy, first in zip(names, used, firsts, strict=False):
        most = busiest[name]
        when = f"{minutes(most['from_s'])}–{minutes(most['to_s'])}" if most["channels_busy_mean"] else words.ABSENT
        nights = _nights(short[name])
        rows.append([words.label(name), words.number(most["channels"]), busy, when, nights, first])
    return [*rows, ["All", "", "", "", _nights(short["all"]), firsts[-1]]]


def note(result: Result) -> str:
    """Return what is in the rows, for under them."""
    step_s = float(result.night["to_s"][0] - result.night["from_s"][0])
    return NOTE.format(minutes=minutes(step_s))


def _known(row: dict[str, Any], quantity: str, unit: float = 1.0) -> tuple[float, float, float, float]:
    mean, error, low, high = (unit * row[f"{quantity}_{part}"] for part in KNOWN)
    return mean, error, low, high


def _nights(row: dict[str, Any]) -> str:
    """Return the share of nights with a shortage, with its interval."""
    nights, span = words.percent_known(*_known(row, "nights"))
    return nights if span == words.ABSENT else f"{nights} ({span.removesuffix(' %')})"


def minutes(time_s: float) -> str:
    """Return a time in minutes."""
    return words.number(time_s / 60.0)


def places_rows(result: Result, kind: str) -> tuple[list[list[str]], int]:
    """Return where most leak and why, as text under ``PLACES[kind]``, and how many more places there are.

    The mean of a place is that of its causes together; its own error is in the table `assets`.
    """
    table = result.causes_by_wave if kind == "wave" else result.causes_by_asset
    causes: dict[str, list[tuple[float, str]]] = {}
    for row in table.records():
        causes.setdefault(row[kind], []).append((row["leaked_mean"], row["cause"]))
    sums = {name: sum(mean for mean, _ in found) for name, found in causes.items()}
    order = sorted(sums, key=lambda name: -sums[name])
    rows = []
    for name in order[:PLACES_MAX]:
        found = sorted(causes[name], key=lambda each: -each[0])
        told = [f"{spelled(cause)} {words.percent(mean / sums[name])}" for mean, cause in found if mean]
        rest = sum(mean for mean, _ in found[CAUSES_MAX:]) / sums[name] if sums[name] else 0.0
        others = f"other causes {words.percent(rest)}"
        rows.append([name, words.mean(sums[name]), first_of(told, others, most=CAUSES_MAX)])
    return rows, max(len(order) - PLACES_MAX, 0)
