"""Rows that stand twice in the record: copies count once, a revision replaces, a second event stays.

Two rows of one event (the same window, model, launch place and target):

- the same post and the same counts: a copy, left out;
- the same post and other counts: a revision; the one that stands later in the file counts, the earlier is left out;
- another post: a second event, which counts. With the same counts it may be one event told twice; that is listed.
"""

from __future__ import annotations

from collections.abc import Sequence

from intercept.record.row import Row, RowProblem


def once(rows: Sequence[Row]) -> tuple[tuple[Row, ...], tuple[RowProblem, ...]]:
    """Return the rows that count, in their order, and what was found, by line."""
    counted: dict[tuple[object, ...], Row] = {}
    problems: list[RowProblem] = []
    for row in rows:
        earlier = counted.get((*row.event, row.source))
        if earlier is None or earlier.counts != row.counts:
            counted[*row.event, row.source] = row
        if earlier is None:
            continue
        if earlier.counts == row.counts:
            problems.append(RowProblem(row.line, f"the same row as line {earlier.line}", kept=False))
        else:
            revised = f"revised by line {row.line}, which has the same window, model, places and post"
            problems.append(RowProblem(earlier.line, revised, kept=False))
    kept = sorted(counted.values(), key=lambda row: row.line)
    by_event: dict[tuple[object, ...], Row] = {}
    for row in kept:
        other = by_event.setdefault((*row.event, *row.counts), row)
        if other is not row:
            again = f"the same window, model, places and counts as line {other.line}, from another post"
            problems.append(RowProblem(row.line, again, kept=True))
    return tuple(kept), tuple(sorted(problems, key=lambda problem: problem.line))
