"""A sweep in one paragraph, made from its numbers: its points in their own order, none of them ranked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from intercept.base.words import counted, measured
from intercept.raid.estimates import student_t

if TYPE_CHECKING:
    from intercept.analysis.sweep_result import Sweep

Row = Mapping[str, Any]
# Of more points than this only the first is told by itself: the others stand in the table.
TOLD = 6


def told(found: Sweep) -> str:
    """Return the words of a sweep."""
    rows = list(found.table.take(found.table["threat_class"] == "all").records())
    points = counted(len(rows), "point")
    said = [
        f"{found.scenario_name}, {points} of {', '.join(found.keys)} with the same random numbers.",
        *(_each(found, rows) if len(rows) <= TOLD else _many(found, rows)),
    ]
    if found.interrupted:
        done = f"{found.points_done} of {counted(found.points_planned, 'point')}"
        said.append(f"The sweep was interrupted: {done} are counted; what was not finished is left out.")
    return " ".join([*said, *found.too_few()])


def _each(found: Sweep, rows: Sequence[Row]) -> list[str]:
    """Tell every point, the first one and then the change to it."""
    parts = [_leaks(found, rows[0])]
    parts += [f"{_leaks(found, row)}{_change(row) if row['point'] else ''}" for row in rows[1:]]
    said = [f"On average leak {'; '.join(parts)}."]
    others = [row for row in rows if row["point"] and rows[0]["point"] == 0]
    if others:
        said.append(f"In brackets the change to the first point. {_distinguished(found, others)}")
    return said


def _many(found: Sweep, rows: Sequence[Row]) -> list[str]:
    means = [row["leaked_mean"] for row in rows]
    first = f"On average leak {_leaks(found, rows[0])}, the first of them;"
    low, high = (measured(end, float("nan")) for end in (min(means), max(means)))
    said = [f"{first} over all points the means lie between {low} and {high}, and the table has each."]
    if rows[0]["point"] == 0:
        said.append(_distinguished(found, rows[1:]))
    return said


def _leaks(found: Sweep, row: Row) -> str:
    at = ", ".join(f"{key} {_value(row[key])}" for key in found.keys)
    leaked = measured(row["leaked_mean"], row["leaked_standard_error"])
    return f"{leaked} of {row['launched']:,} at {at}"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:,.10g}" if isinstance(value, int | float) else str(value)


def _change(row: Row) -> str:
    return f" ({measured(row['difference_mean'], row['difference_standard_error'], sign=True)})"


def _distinguished(found: Sweep, others: Sequence[Row]) -> str:
    """Say of how many points the change to the first one is known to be one."""
    if found.sampling.scrambles < 2:
        return "One scramble does not tell whether a change is chance."
    limit = student_t(found.sampling.scrambles - 1)
    known = sum(abs(row["difference_mean"]) > limit * row["difference_standard_error"] > 0.0 for row in others)
    return (
        f"Of {counted(len(others), 'change')} {known:,} {'has' if known == 1 else 'have'} a 95 % interval without zero."
    )
