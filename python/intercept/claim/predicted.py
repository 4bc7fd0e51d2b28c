"""Where a claim lies among what the model of claimed rates expects of such a raid: 22 of 100 such raids claim as much.

The model (`intercept.record.rates`) is fitted to what the record held before the date, or to all of it without one; it
predicts what is claimed not to have hit, not what happened. A claim's missiles whose class it does not give are
taken in the shares of classes of the 90 days before.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction

from intercept.base.words import counted as number_of
from intercept.claim import kinds
from intercept.claim.arithmetic import Arithmetic
from intercept.claim.as_many import SELDOM
from intercept.claim.findings import Finding, Grade
from intercept.claim.kinds import OF_RATES
from intercept.claim.of_record import last_known, ninety_days, totals_of
from intercept.claim.outcomes import arithmetic
from intercept.claim.parts import middle, parts
from intercept.claim.reading import Group, Reading, merged
from intercept.claim.words import listed
from intercept.errors import InvalidParameterError, RecordError
from intercept.record.nights import DEFINITION_CHANGE
from intercept.record.rates.model import Prediction, RateModel, fit
from intercept.record.rates.names import MOST_OBJECTS
from intercept.record.record import Record

_MIXED = ("drone", "subsonic_cruise", "supersonic_cruise", "ballistic", "aeroballistic_or_hypersonic")
AGAINST = "what such raids are claimed to have been"
_NEVER = 0.001
_FEW = 20  # dates of a class below which the model rests on its prior
# The model knows one definition: what a word about one outcome is compared with.
_TOGETHER = ' (shot down, jammed or lost together, as the daily posts count "shot down" since August 2025)'
_ASSUMES = "The model is learnt from claims, so that it says what is usually claimed of such a raid, not what happens."


def findings(reading: Reading, record: Record, day: date | None) -> list[Finding]:
    """Return where each statement lies in the distribution that the record leads one to expect of such a raid."""
    end = last_known(record, day) + timedelta(days=1)
    model, found, seen = fit(record), [], []
    for one in arithmetic(reading):
        statement = one.statement
        # Before the change of definition, what was shot down or lost alone is not what the model counts.
        alone = statement.outcome == "shot_down" and end < DEFINITION_CHANGE
        if statement.population in seen or alone or statement.outcome == "lost" or one.contradicts_itself:
            continue
        seen.append(statement.population)
        composition = composition_of(one, reading, record, end)
        try:
            expected = model.predict(composition, end) if composition else None
        except RecordError:  # the record has nothing of a class before the date
            continue
        if expected is not None:
            learnt = _learnt(model, composition, end, record, day)
            found.append(_finding(one, expected, learnt, record.authority))
    return found


def composition_of(one: Arithmetic, reading: Reading, record: Record, day: date | None) -> dict[str, int]:
    """Return how many objects of each class of the model a statement is of; empty where that is not known.

    Numbers that are ranges count as their middle. What is not given by class is shared out as in the 90 days before.
    """
    total = one.objects
    if total is None or not 1 <= (total.low + total.high) // 2 <= MOST_OBJECTS:
        return {}
    # The statement's own groups, then those inside it whose number is said.
    own = merged([group for group in one.statement.population if group.count is not None])
    inside = [group for group in reading.groups if not any(kinds.same(group.kinds, other.kinds) for other in own)]
    known = [group for group in (*own, *inside) if kinds.within(group.kinds, one.statement.kinds)]
    try:
        apart = parts("claim", known)
    except InvalidParameterError:  # more of a kind than its classes can hold
        return {}
    found = together([shared_out(part, record, day) for part in apart])
    return found if sum(found.values()) == _middles(one) else {}


def together(shares: Sequence[Mapping[str, int]]) -> dict[str, int]:
    """Return the sum of numbers by class of the model, which counts srbm among ballistic where both are given."""
    found: dict[str, int] = {}
    for share in shares:
        for name, number in share.items():
            found[name] = found.get(name, 0) + number
    if {"srbm", "ballistic"} <= set(found):
        found["ballistic"] += found.pop("srbm")
    return found


def _middles(one: Arithmetic) -> int:
    """Return how many objects a statement is of, ranges of its groups as their middle."""
    return sum(map(middle, one.statement.population))


def shared_out(part: Group, record: Record, day: date | None) -> dict[str, int]:
    """Share a group out over classes of the model, in whole numbers by largest remainder.

    To a single class where there is but one, else by the launched counts of the 90 days before; empty where these have
    none of it, or the group has no object.
    """
    names, number = part.kinds, middle(part)
    if not number:
        return {}
    single = next((name for name, of in OF_RATES.items() if kinds.classes(of) >= kinds.classes(names)), None)
    if single is not None:
        return {single: number}
    open_to = [name for name in _MIXED if not kinds.apart(OF_RATES[name], names)]
    _, nights = ninety_days(record, day)
    launched = {name: sum(totals_of(night, OF_RATES[name]).launched or 0 for night in nights) for name in open_to}
    total = sum(launched.values())
    if not total:
        return {}
    exact = {name: Fraction(number * count, total) for name, count in launched.items()}
    whole = {name: math.floor(share) for name, share in exact.items()}
    left = number - sum(whole.values())
    for name in sorted(exact, key=lambda name: (whole[name] - exact[name], name))[:left]:
        whole[name] += 1
    return {name: count for name, count in whole.items() if count}


def _learnt(
    model: RateModel, composition: Mapping[str, int], end: date, record: Record, day: date | None
) -> tuple[int, str]:
    """Return of how many dates the class that the record has least of is known, and in words what was learnt from."""
    dates = {name: len(model.observed[name].before(end)) for name in composition}
    least = min(dates, key=lambda name: dates[name])
    some = number_of(dates[least], "date")
    many = f"; of {kinds.label(OF_RATES[least])}, the fewest, {some}" if len(dates) > 1 else f" of {some}"
    return dates[least], f"learnt from claims to {last_known(record, day)}{many}"


def _beyond(expected: Prediction) -> str:
    """Say where more are claimed than the record ever had on one date: there the model extends a line."""
    more = [
        f"{expected.classes[name].n:,} {kinds.label(OF_RATES[name])} (at most {expected.largest[name]:,} on one date)"
        for name in expected.beyond
    ]
    return f" The record never held {listed(more, 'or')}: beyond that the model extends a line." if more else ""


def _finding(one: Arithmetic, prediction: Prediction, learnt: tuple[int, str], authority: str) -> Finding:
    expected = prediction.total
    low, high = _ends(one, expected.n)
    as_much = expected.at_least(low) if low <= expected.n else 0.0
    as_little = 1.0 - expected.at_least(high + 1) if high < expected.n else 1.0
    unusual = min(as_much, as_little)
    (dates, source), middle, (least, most) = learnt, expected.quantile(0.5), expected.interval(0.9)
    meant = _TOGETHER if one.statement.outcome == "shot_down" else ""
    told = (
        f"Of {expected.n:,} {kinds.label(one.statement.kinds, expected.n)} {middle:,} would be expected to be claimed"
        f" not to have hit{meant} by the {authority}, {least:,} to {most:,} nine times in ten ({source});"
        f" {_of_hundred(unusual)} such raids claim {_side(low, high, as_few=as_little < as_much)}"
    )
    numbers: dict[str, object] = {
        "composition": {name: part.n for name, part in prediction.classes.items()},
        "dates": dates,
        "median": middle,
        "p05": least,
        "p95": most,
        "claimed_low": low,
        "claimed_high": high,
        "as_much_or_more": as_much,
        "as_much_or_less": as_little,
        "beyond": {name: prediction.largest[name] for name in prediction.beyond},
    }
    beyond = _beyond(prediction)
    told = f"{told}.{beyond}"
    (grade, changes), need = _graded(unusual, dates, beyond), ""
    if grade == "possible":
        side = "best" if as_much <= as_little else "worst"
        need = f"the claim was among the {side} {_of_hundred(unusual)} of such raids"
        told = f"Possible only if {need}: {told[:1].lower()}{told[1:]}"
    return Finding(
        "record",
        grade,
        AGAINST,
        told,
        need,
        key=bool(beyond) or grade != "open",
        of="usual",
        numbers=numbers,
        assumes=(_ASSUMES,),
        changes=changes,
    )


def _side(low: int, high: int, *, as_few: bool) -> str:
    """Say on which side of what is expected a claim lies: "none" is no "0 or more"."""
    if as_few:
        return f"{high:,} or fewer" if high else "none"
    return f"{low:,} or more"


def _graded(unusual: float, dates: int, beyond: str) -> tuple[Grade, tuple[str, ...]]:
    if beyond:
        return "open", ("A record of raids as large as this one.",)
    if dates < _FEW:
        return "open", (f"A record with {_FEW} dates or more of each class.",)
    grade: Grade = "agrees" if unusual >= SELDOM else "not_reconcilable" if unusual < _NEVER else "possible"
    return grade, ()


def _of_hundred(chance: float) -> str:
    if chance < 0.0005:
        return "fewer than 1 of 1,000"
    return f"{1000 * chance:.0f} of 1,000" if chance < 0.005 else f"{100 * chance:.0f} of 100"


def _ends(one: Arithmetic, n: int) -> tuple[int, int]:
    """Return the fewest and most of n objects that did not hit by a statement."""
    if one.share is not None:
        low, high = math.ceil(one.share.low * n), math.floor(one.share.high * n)
        low += (not one.share.low_in) and Fraction(low, n) == one.share.low
        high -= (not one.share.high_in) and Fraction(high, n) == one.share.high
        # A share that no whole number of n gives: the numbers on both sides of it.
        return (low, high) if low <= high else (high, low)
    number = one.statement.number
    if number is None:
        return 0, n
    low, high = min(number.low, n), min(number.high, n)
    return (n - high, n - low) if one.statement.outcome == "hit" else (low, high)
