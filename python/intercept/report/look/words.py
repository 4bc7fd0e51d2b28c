"""Words and numbers as people read them, the same on the terminal and in the report."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from intercept.base.words import counted, known, measured, nights, spelled

if TYPE_CHECKING:
    from intercept.raid.result import Result

ABSENT = "–"
# What amounts of money are counted in, and its letter.
MONEY = ((1e9, "bn"), (1e6, "M"), (1e3, "k"))
# Fewer than this are told in whole numbers: a percentage of them would pretend to more.
FEW = 50

_LINES = """
Modelled: the flight of each threat over a rotating Earth, radar horizon and detection, the times at which each fire \
unit can launch, channels, rounds and reloading, the chance of a kill for each shot, failures and jamming as shares.
Not modelled: real places and batteries, weapon effects, {surroundings}, the judgement of crews, how a force \
adapts during the night.
Theatre and sites are notional: the country does not exist.
The interval of a mean says how far sampling may have it off. The 5–95 % of nights cover chance, and what is not known \
about the classes within their ranges.
A public claim is the statement of one belligerent; kill probabilities are judgement: this is a what-if, not an \
estimate of the true rate.
"""
# Of every page whose numbers rest on sites and kill probabilities.
NOTIONAL = "Sites are notional and classes generic, from public sources; kill probabilities are judgement."
FLIGHT_NOTE = (
    "Generic classes from public sources, over a notional place: illustrations of the classes, not of any one system."
)
# Of what follows from one set of values of the classes.
ONE_SET = "These numbers rest on one set of values of the classes; how uncertain the values are is not in them."
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


def threat_name(threat: Mapping[str, Any]) -> str:
    """Return what one threat is called in every chart, page and file: the name of its track, else class and index.

    `threat` has threat_name, or threat_class and threat, which is its index in the raid: `--threat` takes it.
    """
    known = threat.get("threat_name")
    return f"{spelled(str(threat['threat_class']))} {threat['threat']}" if known is None else str(known)


def number(value: float) -> str:
    """Return a number with three digits that matter, or all digits of its whole part; a dash for NaN."""
    if not math.isfinite(value):
        return ABSENT
    if value == round(value) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def value(of_key: object) -> str:
    """Return the value of a key of a scenario: a number, `true`, `false` or text."""
    if isinstance(of_key, bool):
        return str(of_key).lower()
    return number(of_key) if isinstance(of_key, int | float) else str(of_key)


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


def share_spread(middle: float, low: float, high: float, of: int) -> str:
    """Return a mean share of a number and its 5–95 % interval: percentages, and of few in whole numbers.

    Of 496 it is ``88.9 % (82.1–94.4)``, of two ``76.0 % (0 to 2 of 2)``.
    """
    if of >= FEW or not math.isfinite(middle):
        return percent_spread(middle, low, high)
    ends = dict.fromkeys((f"{low * of:.0f}", f"{high * of:.0f}"))
    return f"{percent(middle)} ({' to '.join(ends)} of {of})"


def claim(row: dict[str, float]) -> str:
    """Return the claim in a row of the summary: ``439 of 496 (88.5 %)``, a dash without one."""
    if not math.isfinite(row["claimed_launched"]):
        return ABSENT
    return f"{row['claimed_down']:,.0f} of {row['claimed_launched']:,.0f} ({percent(row['claimed_rate'])})"


def money(value: float) -> str:
    """Return an amount in thousands or millions: ``1.2 M``."""
    size, letter = money_unit(value)
    return f"{value / size:,.3g} {letter}" if letter else number(value)


def money_unit(value: float) -> tuple[float, str]:
    """Return what an amount is counted in, as a number and its letter: ``(1e6, "M")``; no letter for ones."""
    return next(((size, letter) for size, letter in MONEY if abs(value) >= size), (1.0, ""))


def unit(of_catalogue: str) -> str:
    """Return a unit of the catalogue as it is printed behind a number; nothing of a pure number."""
    return {"1": "", "degree": "degrees"}.get(of_catalogue, of_catalogue).replace("^2", "²")


def amount(value: float, unit: str) -> str:
    """Return an amount of USD in thousands or millions, or a share as a percentage."""
    return percent(value) if unit == "share" else money(value) if math.isfinite(value) else ABSENT


def headline(result: Result) -> str:
    """Return the result in a few sentences: mean with its error, nights, what was shot down, and the public claim."""
    return " ".join(found(result))


def found(result: Result) -> list[str]:
    """Return the result in lines: who leaks, with error and spread; what became of the others; the public claim."""
    rows = {row["threat_class"]: row for row in result.table().records()}
    total = rows["all"]
    if not result.replications_done:
        return [f"No replication was finished: {counted(total['launched'], 'threat')} flown, geometry only."]
    leak = "leaks" if total["launched"] == 1 else "leak"
    launched = counted(total["launched"], "threat")
    of_all = {row["quantity"]: row for row in result.estimates.records() if row["of"] == "all"}
    row = of_all["leaked"]
    leaked = known(*(row[part] for part in ("mean", "standard_error", "low", "high")))
    ends = nights(row["p05"], row["p95"], (row["p05_low"], row["p05_high"]), (row["p95_low"], row["p95_high"]))
    said = f"{leaked.mean} of {launched} {leak} on average ({leaked.how_well}). {ends}."
    down, failed, decoys = (
        with_error(of_all[what]["mean"], of_all[what]["standard_error"])
        for what in ("intercepted", "failed_or_jammed", "decoy")
    )
    how = " (± standard error)" if math.isfinite(row["standard_error"]) else ""
    others = f"Shot down on average{how}: {down}; failed or jammed: {failed}, an assumption."
    if of_all["decoy"]["mean"] > 0.0:
        others += f" Decoys that arrived, and harm nothing: {decoys}."
    if not math.isfinite(total["claimed_down"]):
        return [said, others]
    claimed, of = total["claimed_down"], total["claimed_launched"]
    return [said, others, f"The public claim counts {claimed:,.0f} of {of:,.0f} as shot down, jammed or lost."]


def change(difference: float, error: float) -> str:
    """Return a difference of means with its standard error: ``+12.0 ± 1.3``."""
    return measured(difference, error, sign=True)


def with_error(value: float, error: float) -> str:
    """Return a mean with its standard error: ``61.0 ± 1.2``; without one where there is none."""
    return measured(value, error) if math.isfinite(error) else mean(value)


def percent_known(share: float, error: float, low: float = math.nan, high: float = math.nan) -> tuple[str, str]:
    """Return a share and the ends of its interval as percentages, from 0 to 100, to two digits of its error.

    ``31.7 %`` and ``28.1 to 35.3 %``; a dash for what there is not.
    """
    if not error > 0.0:
        return percent(share), ABSENT
    ends = known(100 * share, 100 * error, 100 * max(low, 0.0), 100 * min(high, 1.0))
    span = f"{ends.low} to {ends.high} %" if math.isfinite(low) and math.isfinite(high) else ABSENT
    return f"{ends.mean} %", span


def span(low: float, high: float, error: float = math.nan) -> str:
    """Return two ends with their signs, to the decimals of an error: ``-3.2 to +0.4``; a dash where there are none."""
    if not math.isfinite(low) or not math.isfinite(high):
        return ABSENT
    ends = known(low, error, low, high, sign=True)
    return f"{ends.low} to {ends.high}"


def whole_span(low: float, high: float) -> str:
    """Return two counts as ``31 to 98``, and as one where they are the same."""
    return f"{low:,.0f}" if low == high else f"{low:,.0f} to {high:,.0f}"


def parts(result: Result) -> str:
    """Return how much of the spread of leakers among nights is luck, and how much what is not known."""
    found = next((r for r in result.estimates.records() if (r["quantity"], r["of"]) == ("leaked", "all")), None)
    if found is None or not found["variance"] > 0.0:
        return ""
    luck, routes, unknown = (found[f"variance_{part}"] / found["variance"] for part in ("luck", "routes", "ignorance"))
    if not math.isfinite(luck):
        return ""
    told = f"Of the variance of leakers among nights, {100 * unknown:.0f} % is what is not known about the classes"
    return f"{told}, {100 * luck:.0f} % luck and {100 * routes:.0f} % the routes and values of single threats."


def notices(result: Result) -> tuple[str, ...]:
    """Return in sentences what is missing from an interrupted run, and what the samples are too few for."""
    found = result.too_few()
    if not result.interrupted:
        return found
    done = f"{result.replications_done:,} of {counted(result.replications_planned, 'replication')}"
    return (
        f"The run was interrupted: {done} are counted, as many geometries of each scramble; the others are left out.",
        *found,
    )
