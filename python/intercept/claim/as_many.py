"""On how many recorded dates with as many objects of the kinds of a claim as large, or as small, a share is recorded.

A date is that on which the reporting windows ended, its day raid added to its night. The share of such dates has exact
binomial limits, each one-sided at 95 %. A claim agrees with such raids unless these exclude a share of 5 %, the tail
below which the model of claimed rates asks for a reason, too; too few dates, or none that reached it, decide nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from intercept.base.words import counted as number_of
from intercept.claim import kinds
from intercept.claim.evidence import rate_limits
from intercept.claim.findings import Finding
from intercept.claim.of_record import by_end, last_known, least_share, mixed_with, most_share, share_of, totals_of
from intercept.claim.outcomes import DOWN, arithmetic
from intercept.claim.reading import Reading
from intercept.claim.words import percent
from intercept.record.record import Record

SELDOM = 0.05
_FEW = 5  # dates below which they decide nothing
_ALIKE = "The dates are taken as alike and independent, which they are not quite."


def findings(reading: Reading, record: Record, day: date | None, assumes: tuple[str, ...]) -> Iterator[Finding]:
    """Return, for each population of a claim, how often as large a share of as many objects is recorded."""
    seen = []
    dates = by_end(record, day)
    for one in arithmetic(reading):
        least = least_share(one)
        if one.statement.population in seen:
            continue
        seen.append(one.statement.population)
        if one.objects is None or least is None or one.contradicts_itself or one.statement.outcome in {"hit", "lost"}:
            continue
        names, size = one.statement.kinds, one.objects.low
        sized = [(totals_of(each, names), mixed_with(each, names)) for each in dates]
        shares = [share_of(totals, one.statement.outcome) for totals, _ in sized if (totals.launched or 0) >= size]
        maybe = sum((totals.launched or 0) < size <= (totals.launched or 0) + mixed for totals, mixed in sized)
        what = f"{size:,} or more {kinds.label(names)}"
        also = f" (on {maybe:,} more there may have been, in rows that mix kinds)" if maybe else ""
        against = f"dates with {what} in the record of the {record.authority} to {last_known(record, day)}"
        known = [share for share in shares if share is not None]
        most = most_share(one)
        high, low = sum(share >= least for share in known), sum(share <= most for share in known)
        # The side on which the claim is the rarer: "none" is 0 % or less, not 0 % or more.
        rarer = low < high
        share, reached = (_most(most), low) if rarer else (_least(least), high)
        down = f"{share} were {DOWN[one.statement.outcome][0]}"
        counts = (reached, len(known))
        numbers: dict[str, object] = {"raids_that_may_be": maybe, "share_least": float(least)}
        numbers |= {"share_most": float(most), "side": "as few" if rarer else "as many"}
        yield _frequency((what, also, down), counts, against, numbers, assumes)


def _least(share: Fraction) -> str:
    return "all" if share == 1 else f"{percent(share, 1)} or more"


def _most(share: Fraction) -> str:
    return f"{percent(share, 1)} or less" if share else "none"


def _frequency(
    words: tuple[str, str, str],
    counts: tuple[int, int],
    against: str,
    known: dict[str, object],
    assumes: tuple[str, ...],
) -> Finding:
    (what, also, down), (reached, of) = words, counts
    numbers: dict[str, object] = {"raids": of, "reached": reached, **known}
    changes = ("More raids of that size.",)
    if not of:
        told = f"No date in the record has {what}{also}."
        return Finding("record", "open", against, told, of="usual", numbers=numbers, changes=changes)
    low, high = rate_limits(reached, of)
    numbers |= {"share_of_raids_least": low, "share_of_raids_most": high}
    told = f"{number_of(of, 'date')}, day raids added, had {what}{also}; on {reached:,} of them {down}"
    told += f" ({100 * reached / of:.0f} %, 90 % interval {100 * low:.0f} to {100 * high:.0f} %)."
    rests = (*assumes, _ALIKE)
    if high < SELDOM:
        need = f"the raid was unlike nearly all of the {of:,} recorded with {what}"
        told = f"Possible only if {need}: {told}"
        return Finding("record", "possible", against, told, need, key=True, of="usual", numbers=numbers, assumes=rests)
    if not reached or of < _FEW:
        return Finding("record", "open", against, told, of="usual", numbers=numbers, assumes=rests, changes=changes)
    return Finding("record", "agrees", against, told, key=True, of="usual", numbers=numbers, assumes=rests)
