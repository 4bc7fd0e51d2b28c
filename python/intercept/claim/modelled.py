"""The section of a check that holds a claim against a scenario: what can be engaged, how often as much is down, why.

Where the claim says how many there were, the scenario is scaled to that (`scaled`): windows, channels and stocks are of
a raid of its size.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np

from intercept.base.printed import unit_of
from intercept.base.samples import sampled_of
from intercept.base.words import counted as number_of
from intercept.base.words import spelled
from intercept.claim import kinds
from intercept.claim.arithmetic import Arithmetic
from intercept.claim.findings import Finding, Grade
from intercept.claim.of_run import INTERVAL, Counted, Moved, counted, fitting, members, moved
from intercept.claim.outcomes import arithmetic
from intercept.claim.reading import Reading
from intercept.claim.scaled import Scaling
from intercept.claim.two_readings import NARROW, of_both
from intercept.claim.words import listed
from intercept.raid.estimates import mean_of
from intercept.raid.result import Result

_JUDGED = "Kill probabilities and shares of failure and jamming are judgement; theatre and sites are notional."
_OTHER = "Another scenario: other sites, stocks, numbers of threats, or priors."
_TOLD_MAX = 4
_NEAR = 2.0  # standard errors within which a share of nights is not told from a limit
_SELDOM = 0.05  # of nights: what is reached less often lies beyond the 90 % of them
# What of a run is counted as the outcome that is claimed.
FATES = {
    "shot_down": "shot down",
    "lost": "failed or jammed",
    "intercepted": "down (intercepted, failed or jammed)",
    "did_not_hit": "down (intercepted, failed or jammed)",
    "hit": "down (intercepted, failed or jammed)",
}


def findings(reading: Reading, result: Result | None, scaled: Scaling) -> list[Finding]:
    """Return what a run of a scenario says of a claim; `scaled` says how its numbers stand to those of the claim."""
    if result is None:
        return []
    found = [_engaged(result, scaled)]
    for one in arithmetic(reading):
        ends = shares(one)
        if ends is not None and not one.contradicts_itself:
            found += _of_outcome(result, one, ends, one.statement.outcome, scaled)
    return found


def _of_outcome(
    result: Result, one: Arithmetic, ends: tuple[float, float], outcome: str, scaled: Scaling
) -> list[Finding]:
    """Return what a run says of a statement; in both readings of a word that leaves open what it counts."""
    found = [*_of_statement(result, one, ends, outcome, scaled), *_of_groups(result, one, outcome)]
    if outcome not in NARROW:
        return found
    narrow = _of_outcome(result, one, ends, NARROW[outcome], scaled)
    return [of_both(*pair) for pair in zip(found, narrow, strict=True)]


def shares(one: Arithmetic) -> tuple[float, float] | None:
    """Return the smallest and largest share down that a statement can stand for; None where it gives none.

    An end that is not included ("more than half") is the next number inside it.
    """
    if (share := one.share) is not None:
        low, high = float(share.low), float(share.high)
        return low if share.low_in else math.nextafter(low, 1.0), high if share.high_in else math.nextafter(high, 0.0)
    number, objects = one.statement.number, one.objects
    if number is None or objects is None or not objects.low:
        return None
    low, high = number.low / objects.high, min(1.0, number.high / objects.low)
    return (1.0 - high, 1.0 - low) if one.statement.outcome == "hit" else (low, high)


def _engaged(result: Result, scaled: Scaling) -> Finding:
    """Say of each class of the scenario how many of it have a window at all, and how many shots there are."""
    threats, windows = result.threats, result.windows
    words, numbers = [], {}
    for name in sorted(set(threats["threat_class"].tolist())):
        launched = int((threats["threat_class"] == name).sum())
        own = windows["threat_class"] == name
        engaged = len(set(windows["threat"][own].tolist()))
        each = float(windows["opportunities"][own].sum()) / launched
        numbers[name] = {"launched": launched, "with_a_window": engaged, "opportunities_each": each}
        shots = f", on average with {_few(each)} opportunities for each" if engaged else ""
        label = kinds.label([name], launched) if name in kinds.KINDS else spelled(name)
        words.append(f"{engaged:,} of {launched:,} {label}{shots}")
    told = f"In the most likely case, with everything up, a window is open against {'; '.join(words)}."
    told = f"{scaled.told} {told}".lstrip()
    assumes = ("An opportunity is a shot with an assessment before the next, not a kill.",)
    return Finding("model", "noted", "the windows of the scenario", told, numbers=numbers, assumes=assumes)


def _few(each: float) -> str:
    """Return a mean number of opportunities: whole from ten on, with one decimal below that."""
    if 0.0 < each < 0.05:
        return "less than 0.1"
    return f"{each:,.0f}" if each >= 10.0 else f"{each:.1f}"


def _of_statement(
    result: Result, one: Arithmetic, ends: tuple[float, float], outcome: str, scaled: Scaling
) -> Iterator[Finding]:
    names = one.statement.kinds
    found = counted(result, names, outcome)
    if not found.launched or not found.down.size:
        told = f"The scenario has no {kinds.label(kinds.coarse(names))}."
        yield Finding("model", "open", "the scenario", told, changes=("A scenario with that kind of threat.",))
        return
    yield _frequency(found, names, outcome, *ends, scaled)
    yield _region(result, found, *ends)


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def _frequency(found: Counted, names: Sequence[str], outcome: str, low: float, high: float, scaled: Scaling) -> Finding:
    """Say in how many replications as much is down as is claimed, and the interval of the model."""
    name, down = kinds.label(kinds.coarse(names)), FATES[outcome]
    least, most = (float(q) for q in np.quantile(found.shares, INTERVAL, method="inverted_cdf"))
    reached, error, *_ = mean_of(np.array([float((part >= low).mean()) for part in found.by_scramble]))
    often = sampled_of(reached, int(found.down.size), "replication", error)
    told = f"Of the {found.launched:,} {name} of the scenario{f', {scaled.short},' if scaled.short else ''}"
    told += f" {_percent(float(found.shares.mean()))} are {down} on average"
    told += f", {_percent(least)} to {_percent(most)} on 90 % of nights; as much as claimed or more on {often}"
    fits = least <= high and most >= low
    grade: Grade = "agrees" if fits else "not_reconcilable"
    # Both ends are in question: how often at least the low one is reached, and at most the high one.
    near = [_is_near(reached, error)]
    near += [_is_near(*mean_of(np.array([float((part <= high).mean()) for part in found.by_scramble]))[:2])]
    numbers: dict[str, object] = {
        "launched": found.launched,
        "share_mean": float(found.shares.mean()),
        "share_p05": least,
        "share_p95": most,
        "claimed_low": low,
        "claimed_high": high,
        "reached": reached,
        "reached_standard_error": None if np.isnan(error) else error,
        "replications": int(found.down.size),
    }
    if any(near):
        told += f": too near to {100 * _SELDOM:.0f} % to decide with so many replications"
        changes = ("More replications.", _OTHER)
        return Finding(
            "model", "open", "the scenario", f"{told}.", key=True, numbers=numbers, assumes=(_JUDGED,), changes=changes
        )
    if not fits and float(found.shares.min()) <= high and float(found.shares.max()) >= low:
        need = "the night was outside the 90 % of nights of the scenario"
        told = f"Possible only if {need}: {told[:1].lower()}{told[1:]}"
        return Finding(
            "model",
            "possible",
            "the scenario",
            f"{told}.",
            need,
            key=True,
            numbers=numbers,
            assumes=(_JUDGED,),
            changes=(_OTHER,),
        )
    return Finding(
        "model", grade, "the scenario", f"{told}.", key=True, numbers=numbers, assumes=(_JUDGED,), changes=(_OTHER,)
    )


def _is_near(reached: float, error: float) -> bool:
    """Whether a share of nights is within two of its standard errors of the share below which it is seldom."""
    return bool(error > 0.0 and abs(reached - _SELDOM) <= _NEAR * error)


def _region(result: Result, found: Counted, low: float, high: float) -> Finding:
    """Say for which values of what is not known the claim lies within the 90 % interval of luck."""
    vectors, fits = fitting(found, low, high)
    against = "what the scenario does not know"
    numbers: dict[str, object] = {"vectors": len(vectors), "vectors_that_fit": int(fits.sum())}
    of = number_of(len(vectors), "vector")
    told = f"The claim lies within the 90 % interval of luck for {int(fits.sum()):,} of {of}"
    if not fits.any():
        told += " of kill probabilities, channels, stocks and shares: for none."
        return Finding(
            "model", "not_reconcilable", against, told, numbers=numbers, assumes=(_JUDGED,), changes=(_OTHER,)
        )
    if fits.all():
        told += ": for every value that was drawn."
        return Finding("model", "agrees", against, told, numbers=numbers, assumes=(_JUDGED,), changes=(_OTHER,))
    values = moved(result, vectors, fits)
    numbers["region"] = [value.to_dict() for value in values]
    told = f"{told} of kill probabilities, channels, stocks and shares"
    if not values:
        told += "; no single value decides it, or there are too few vectors to say which."
        return Finding("model", "noted", against, told, numbers=numbers, assumes=(_JUDGED,), changes=("More vectors.",))
    need = listed(_value(value) for value in values[:_TOLD_MAX])
    told = f"Possible only if {need}, within the priors of the scenario: {told[:1].lower()}{told[1:]}."
    return Finding("model", "possible", against, told, need, numbers=numbers, assumes=(_JUDGED,), changes=(_OTHER,))


def _value(value: Moved) -> str:
    """Return in words where a value lies for the vectors that fit, and where for all."""
    *_, of, key = value.column.split(".") if value.column.count(".") > 1 else ("", "", value.column.split(".")[-1])
    if value.column.startswith(("raid.", "decision.")) and of:
        of, key = key, of
    unit = unit_of(key)
    name = spelled(key.removesuffix(f"_{unit.replace('/', '_')}") if unit else key)
    side = "high" if value.errors > 0 else "low"
    low, high = value.fits
    told = f"{name}{f' of {spelled(of)}' if of else ''} is rather {side} ({low:.3g} to {high:.3g}"
    return f"{told}{f' {unit}' if unit else ''}, of {value.every[0]:.3g} to {value.every[1]:.3g} drawn)"


def _of_groups(result: Result, one: Arithmetic, outcome: str) -> Iterator[Finding]:
    """Say of each group how often the scenario reaches what the claim asks of it at least."""
    for bound in one.bounds:
        name = kinds.label(kinds.coarse(bound.group.kinds))
        found = counted(result, bound.group.kinds, outcome)
        if not bound.stated_least or not found.launched or not members(result, bound.group.kinds):
            continue
        least = float(bound.stated_share)
        reached, error, *_ = mean_of(np.array([float((part >= least).mean()) for part in found.by_scramble]))
        told = f"The claim asks for {_percent(least)} of the {name} at least"
        told += f"; the scenario reaches it on {sampled_of(reached, int(found.down.size), 'replication', error)}"
        numbers = {
            "kinds": list(bound.group.kinds),
            "asked": least,
            "reached": reached,
            "most": float(found.shares.max()),
        }
        if not reached:
            told += f", and {_percent(float(found.shares.max()))} at most"
        told += _unengaged(result, bound.group.kinds)
        against, need = f"the scenario, as to the {name}", ""
        grade: Grade = "agrees" if reached >= _SELDOM else "not_reconcilable"
        if _is_near(reached, error):
            grade, told = "open", f"{told}: too near to {100 * _SELDOM:.0f} % to decide with so many replications"
        elif 0.0 < reached < _SELDOM:
            grade, need = (
                "possible",
                f"the night was among the best {_percent(reached)} of the scenario, as to the {name}",
            )
            told = f"Possible only if {need}: {told[:1].lower()}{told[1:]}"
        yield Finding("model", grade, against, f"{told}.", need, numbers=numbers, assumes=(_JUDGED,), changes=(_OTHER,))


def _unengaged(result: Result, names: tuple[str, ...]) -> str:
    """Say where no window is open against any of some kinds, so that what is down of them failed by itself."""
    own = np.isin(result.windows["threat_class"].astype(str), members(result, names))
    return "" if own.any() else "; no window is open against any of them in the most likely case"
