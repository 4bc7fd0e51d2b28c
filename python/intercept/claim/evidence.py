"""What was counted by others: impacts seen bound a rate from one side, interceptions observed by exact limits.

    m impacts seen among n            rate at most (n - m) / n
    k of n interceptions observed     the rate p is at most p_u, where P(X <= k; n, p_u) = 5 %,
                                      and at least p_l, where P(X >= k; n, p_l) = 5 %

X is binomial: the limits of Clopper and Pearson (Biometrika 26, 1934), each one-sided at 95 %. 0 of 29 allows at most
1 - 0.05^(1/29) = 9.8 %.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from intercept.base.arguments import by_name, refused, whole
from intercept.base.words import counted
from intercept.claim import kinds
from intercept.claim.arithmetic import Arithmetic
from intercept.claim.findings import Finding, Grade
from intercept.claim.outcomes import arithmetic
from intercept.claim.quantities import MOST_OBJECTS
from intercept.claim.reading import Reading
from intercept.claim.words import percent

OBSERVED_MAX = 10_000
ONE_SIDED = 0.05
_HALVINGS = 60
SEEN, OBSERVED = "the impacts counted", "the interceptions observed"
_COUNTED = "Each impact counted is one object of the raid that got through, and none is counted twice."
_FROM_BELOW = "An impact that nobody saw: the count is from below, so the true rate may be lower."
_ALIKE = "Those observed are a fair sample of one chance, independent of each other and the same on the night claimed."


@dataclass(frozen=True)
class Evidence:
    """What others counted: impacts `seen` of kinds, and interceptions `observed` as (k, n), both by kind."""

    seen: tuple[tuple[str, int], ...] = ()
    observed: tuple[tuple[str, int, int], ...] = ()

    def to_dict(self) -> dict[str, object]:
        """Return the counts as plain values, for JSON."""
        return {
            "impacts": dict(self.seen),
            "observed": {kind: {"intercepted": k, "of": n} for kind, k, n in self.observed},
        }


def evidence_of(impacts: Mapping[str, int] | None, observed: Mapping[str, str | tuple[int, int]] | None) -> Evidence:
    """Return evidence from impacts by kind, and from interceptions observed by kind as (k, n) or "k/n".

    Raises InvalidParameterError, naming the parameter, for anything else.
    """
    seen = [
        (kinds.known("impacts", kind), whole("impacts", number, 0, MOST_OBJECTS))
        for kind, number in by_name("impacts", impacts).items()
    ]
    pairs = [(kinds.known("observed", kind), *_pair(value)) for kind, value in by_name("observed", observed).items()]
    return Evidence(tuple(seen), tuple(pairs))


def _pair(value: object) -> tuple[int, int]:
    parts: list[object] = []
    if isinstance(value, str) and len(value) < 20:
        texts = [part.strip() for part in value.replace(" of ", "/").split("/")]
        parts = [int(part) for part in texts if part.isascii() and part.isdigit()]
        parts = parts if len(parts) == len(texts) else []
    elif isinstance(value, tuple | list):
        parts = list(value)
    if len(parts) != 2:
        raise refused("observed", value, "interceptions and objects observed, such as 0/29")
    of = whole("observed", parts[1], 1, OBSERVED_MAX)
    return whole("observed", parts[0], 0, of), of


def rate_limits(intercepted: int, of: int) -> tuple[float, float]:
    """Return the lowest and the highest rate that k of n observed interceptions allow, each one-sided at 95 %."""
    low = 0.0 if not intercepted else _root(lambda p: at_least(intercepted, of, p) - ONE_SIDED)
    high = 1.0 if intercepted == of else _root(lambda p: ONE_SIDED - (1.0 - at_least(intercepted + 1, of, p)))
    return low, high


def at_least(number: int, of: int, rate: float) -> float:
    """Return the chance of at least so many successes of n independent ones, each of the same chance."""
    if number <= 0:
        return 1.0
    if number > of or rate <= 0.0:
        return 0.0
    if rate >= 1.0:
        return 1.0
    # The shorter of the two tails, summed from its small end.
    upper = number > of * rate
    terms = range(of, number - 1, -1) if upper else range(number)
    whole_log = math.lgamma(of + 1)
    total = math.fsum(
        math.exp(
            whole_log - math.lgamma(k + 1) - math.lgamma(of - k + 1) + k * math.log(rate) + (of - k) * math.log1p(-rate)
        )
        for k in terms
    )
    return min(total, 1.0) if upper else max(1.0 - total, 0.0)


def _root(rising: Callable[[float], float]) -> float:
    """Return where a rising function of [0, 1] is zero, by halving."""
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = 0.5 * (low + high)
        low, high = (low, middle) if rising(middle) > 0.0 else (middle, high)
    return 0.5 * (low + high)


def findings(reading: Reading, evidence: Evidence) -> list[Finding]:
    """Return what counted impacts and observed interceptions say of the claim."""
    found: list[Finding] = []
    for kind, seen in evidence.seen:
        found += _impacts(reading, kind, seen)
    for kind, intercepted, of in evidence.observed:
        found += _observed(reading, kind, intercepted, of)
    return found


def _impacts(reading: Reading, kind: str, seen: int) -> Iterator[Finding]:
    found = list(_impacts_of(reading, kind, seen))
    yield from found or [_not_compared(reading, kind, seen)]


def _not_compared(reading: Reading, kind: str, seen: int) -> Finding:
    """Say why counted impacts bear on no statement, so that none is passed over in silence."""
    told = f"{counted(seen, 'impact')} of {kinds.label([kind])} {'is' if seen == 1 else 'are'} not compared: "
    within = [one for one in arithmetic(reading) if kinds.within([kind], one.statement.kinds)]
    of = [one.statement.kinds for one in arithmetic(reading)] or [group.kinds for group in reading.groups]
    name = kinds.label(of[0])
    if any(one.objects is None for one in within):
        change = f"How many {name} there were: --of {of[0][0]}=NUMBER."
        told += f"how many {name} there were is not said."
    elif within:
        change = "A claim that does not contradict itself."
        told += "the claim's own numbers allow no number that got through."
    else:
        change = f"The impacts of these alone: --impacts {of[0][0]}=NUMBER."
        told += f"the claim is of {name}, and how many of the impacts were of these is not said."
    return Finding("evidence", "open", SEEN, told, key=True, numbers={"impacts": seen}, changes=(change,))


def _impacts_of(reading: Reading, kind: str, seen: int) -> Iterator[Finding]:
    for one in arithmetic(reading):
        if one.stated is None or one.objects is None or not kinds.within([kind], one.statement.kinds):
            continue
        name = kinds.label([kind])
        most = one.objects.high
        if seen > most:
            raise refused("impacts", seen, f"at most the {most:,} objects there were")
        rate = Fraction(most - seen, most)
        stopped = f"at most {percent(rate, 1)} ({most - seen:,} of {most:,}) were stopped"
        told = f"{counted(seen, 'impact')} of {name} {'was' if seen == 1 else 'were'} counted, so {stopped}"
        allowed = one.stated.high
        grade: Grade = "agrees" if seen <= allowed else "not_reconcilable"
        told += f"; the claim allows {one.stated} to get through."
        numbers = {"impacts": seen, "rate_most": float(rate), "leakers_as_stated": one.stated.to_dict()}
        yield Finding(
            "evidence", grade, SEEN, told, key=True, numbers=numbers, assumes=(_COUNTED,), changes=(_FROM_BELOW,)
        )


def _observed(reading: Reading, kind: str, intercepted: int, of: int) -> Iterator[Finding]:
    low, high = rate_limits(intercepted, of)
    name = kinds.label([kind])
    told = (
        f"{intercepted:,} of {of:,} {name} observed were intercepted, so the chance of one is at most"
        f" {100 * high:.1f} % and at least {100 * low:.1f} % (exact binomial limits, each one-sided at 95 %)"
    )
    numbers: dict[str, object] = {"intercepted": intercepted, "of": of, "rate_least": low, "rate_most": high}
    for one in arithmetic(reading):
        least, size = _asked(one, kind)
        if not least:
            continue
        if size is None:
            fits = float(least) <= high
            asked = f"; the claim asks for {percent(least, 1)} or more of them"
        else:
            chance = at_least(least_of(least, size), size, high)
            numbers = {**numbers, "chance_most": chance}
            fits = chance >= ONE_SIDED
            asked = f"; the claim asks for {least_of(least, size):,} of {size:,}, of which the chance is then at most"
            asked += f" {100 * chance:.2g} %"
        grade: Grade = "agrees" if fits else "not_reconcilable"
        changes = ("More observations, or a reason why the night claimed was unlike those observed.",)
        told += asked
        yield Finding(
            "evidence", grade, OBSERVED, f"{told}.", key=True, numbers=numbers, assumes=(_ALIKE,), changes=changes
        )
        return
    told = f"{told}; the claim asks nothing of them."
    yield Finding("evidence", "open", OBSERVED, told, key=True, numbers=numbers, assumes=(_ALIKE,))


def least_of(share: Fraction, size: int) -> int:
    """Return the fewest of a number of objects that are a share of them."""
    return math.ceil(share * size)


def _asked(one: Arithmetic, kind: str) -> tuple[Fraction, int | None]:
    """Return the share of a kind that a statement asks for at least, and of how many; 0 where it asks for nothing."""
    if one.contradicts_itself:
        return Fraction(0), None
    if kinds.classes(one.statement.kinds) == kinds.classes([kind]):
        if one.stated is not None and one.objects is not None and one.objects.low:
            size = one.objects.low
            return Fraction(max(0, size - one.stated.high), size), size
        return (Fraction(0) if one.share is None else one.share.low), None
    for bound in one.bounds:
        if kinds.classes(bound.group.kinds) == kinds.classes([kind]):
            return Fraction(bound.stated_least, bound.of), bound.of
    return Fraction(0), None
