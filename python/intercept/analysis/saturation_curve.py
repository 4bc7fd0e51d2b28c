"""A saturation curve: its tables, and one paragraph made from its numbers."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from intercept.analysis.answer import Answer, cut_short, percent, probability
from intercept.base.table import Table
from intercept.base.words import TOLD_MAX, counted, first_of, measured, spelled

Row = Mapping[str, Any]


@dataclass(frozen=True, eq=False, repr=False)
class Saturation(Answer):
    """What gets through of a class against how many of it are launched.

    Attributes
    ----------
    threat_class, sizes
        The class that changes, and how many of it are launched.
    curve
        By size: the number of geometries, in all scrambles together; the mean of leakers of the class with its standard
        error and 95 % t-interval (leaked_mean, leaked_standard_error, leaked_low, leaked_high), the 5, 50 and 95 % of
        nights (leaked_p05, ...), leak_share with its ends; and next_share, of the objects added since the size before
        (from none, at the first) the share by which leakers grow: the chance that the next object leaks, with its
        standard error and ends.
    causes
        By size and cause: the mean of leakers of the class, its standard error and interval, and its share.
    lifted
        By limit (sensors, channels, rounds, doctrine) and size: the number of geometries, in all scrambles together,
        and of vectors of each, with which the limit was lifted; the mean of leakers of the class without that limit,
        which is that of the curve and the difference together; and the difference to the same nights with the limit;
        each with its standard error and interval; empty if not asked.
    knee, knee_low, knee_high
        The size at which the chance that the next object leaks first reaches one half, and the ends of its 95 %
        interval, from leaving out one scramble at a time; infinite for none up to the largest size, 0 for one below
        the smallest. A knee that is 0 lies at the first objects.
    asked
        The size that the words judge; None for none.
    """

    QUESTION: ClassVar[str] = "saturation"
    threat_class: str
    sizes: tuple[int, ...]
    curve: Table
    causes: Table
    lifted: Table
    knee: float
    knee_low: float
    knee_high: float
    asked: int | None

    @property
    def words(self) -> str:
        """The answer in one paragraph."""
        return told(self)


def told(found: Saturation) -> str:
    """Return the words of a curve."""
    rows = list(found.curve.records())
    said = [_ends(found, rows), _knee(found), *_judged(found, rows), *_why(found), *_limits(found)]
    return " ".join([*said, *cut_short(found.made)])


def _ends(found: Saturation, rows: Sequence[Row]) -> str:
    parts = [f"{leaking(row)} of {row['size']:,.0f} leak ({percent(row['leak_share'])})" for row in (rows[0], rows[-1])]
    known = " (± standard error)" if len(found.curve) and math.isfinite(rows[0]["leaked_standard_error"]) else ""
    return f"{spelled(found.threat_class).capitalize()}: {', and '.join(parts)}{known}."


def leaking(row: Row) -> str:
    """Return a mean of leakers with its standard error."""
    error = row["leaked_standard_error"]
    return measured(row["leaked_mean"], error)


def _knee(found: Saturation) -> str:
    last = f"{found.sizes[-1]:,}"
    reached = "The chance that the next object leaks reaches one half"
    if math.isinf(found.knee):
        may = f", though the 95 % interval of the chance does from about {_size(found.knee_low)} on"
        tail = may if found.knee_low < math.inf else ""
        chance = "the chance that the next object leaks does not reach one half"
        return f"The defence does not saturate up to {last}: {chance}{tail}."
    if found.knee == 0.0:
        return f"{reached} from the first objects on."
    low = f"less than {found.sizes[0]:,}" if found.knee_low == 0.0 else _size(found.knee_low)
    high = f"more than {last}" if math.isinf(found.knee_high) else _size(found.knee_high)
    known = "" if math.isnan(found.knee_low) else f" (95 % interval {low} to {high})"
    return f"{reached}, the knee of the curve, at about {_size(found.knee)}{known}."


def _size(value: float) -> str:
    return f"{float(f'{value:.2g}'):,.0f}"


def _judged(found: Saturation, rows: Sequence[Row]) -> Iterator[str]:
    """Answer whether a size would overwhelm the defence: whether it lies beyond the knee and its interval."""
    if found.asked is None:
        return
    row = next(row for row in rows if row["size"] == found.asked)
    chance = f"{probability(row['next_share'])} of the objects added between {row['next_from']:,.0f} and it leak"
    if math.isfinite(row["next_low"]):
        chance += (
            f" (95 % interval {probability(max(row['next_low'], 0.0))} to {probability(min(row['next_high'], 1.0))})"
        )
    answer = "The samples do not tell"
    if found.asked < found.knee_low:
        answer = "No"
    elif found.asked > found.knee_high:
        answer = "Yes"
    whole = f"in all {leaking(row)}, on 5 to 95 % of nights {row['leaked_p05']:.0f} to {row['leaked_p95']:.0f}"
    yield (
        f"Would {found.asked:,} a night overwhelm it, by the definition that at least half of what is added gets"
        f" through? {answer}: {chance}; {whole}.{_commonest(found)}"
    )


def _commonest(found: Saturation) -> str:
    """Say of what most leak at the size that is judged."""
    rows = [row for row in found.causes.records() if row["size"] == found.asked]
    most = max(rows, key=lambda row: row["leaked_mean"])
    if not most["leaked_mean"] > 0.0:
        return ""
    return f" The commonest cause there: {spelled(most['cause'])} ({percent(most['share'])} of leakers)."


def _why(found: Saturation) -> Iterator[str]:
    """Say of what most leak at the smallest and the largest size."""
    parts = []
    for size in (found.sizes[0], found.sizes[-1]):
        rows = [row for row in found.causes.records() if row["size"] == size and row["leaked_mean"] > 0.0]
        rows.sort(key=lambda row: -row["leaked_mean"])
        if rows:
            told = [f"{spelled(row['cause'])} {percent(row['share'])}" for row in rows]
            causes = first_of(told, f"other causes {percent(math.fsum(row['share'] for row in rows[TOLD_MAX:]))}")
            parts.append(f"at {size:,} {causes}")
    if parts:
        yield f"Most common causes of leakers: {'; '.join(parts)}."


def _limits(found: Saturation) -> Iterator[str]:
    """Say how many fewer leak at the largest size without each limit."""
    rows = [row for row in found.lifted.records() if row["size"] == found.sizes[-1]]
    if rows:
        parts = [
            f"{row['limit']} by {measured(row['difference_mean'], row['difference_standard_error'], sign=True)}"
            for row in sorted(rows, key=lambda row: row["difference_mean"])
        ]
        yield f"At {found.sizes[-1]:,}, leakers change if one limit is lifted: {', '.join(parts)} ({rests_on(found)})."


def rests_on(found: Saturation) -> str:
    """Say on what the differences rest that lifting a limit makes."""
    row = next(iter(found.lifted.records()))
    vectors = counted(row["vectors"], "vector")
    return f"paired differences on the first {vectors} of {counted(row['geometries'], 'geometry', 'geometries')}"
