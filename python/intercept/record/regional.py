"""Tallies of regional commands, which the national count of the same date already holds.

A regional command posts what it shot down ("6 of 6"); the air force's bulletin of that date counts the same drones
among all that were launched. Added up they inflate both counts and the rate. A row is such a tally when

- it is of drones, its target is a region (not the country as a whole), and all that it lists as launched it lists as
  destroyed,
- the post is a page of a regional command, and
- a row of the country as a whole, of drones, ends on the same date.

Before the national bulletin existed (2022 to 2023) such rows are the only count there is, and stay.
"""

from __future__ import annotations

from collections.abc import Sequence

from intercept.record.row import Row

_NATIONAL = "ukraine"
_REGIONAL_PAGES = ("pvk",)  # the air commands South, West, East and Centre: PvKPivden, PvKZahid, pvkshid, PvKCentr


def regional_tallies(rows: Sequence[Row]) -> frozenset[int]:
    """Return the lines of the rows that are such tallies."""
    national = {row.window.end.date() for row in rows if row.model.kind == "drone" and _is_national(row)}
    return frozenset(row.line for row in rows if _lists_what_fell(row) and row.window.end.date() in national)


def _is_national(row: Row) -> bool:
    return row.target.casefold() == _NATIONAL


def _lists_what_fell(row: Row) -> bool:
    only_destroyed = row.launched is not None and row.launched == row.destroyed
    of_a_command = row.source.casefold().startswith(_REGIONAL_PAGES)
    return row.model.kind == "drone" and not _is_national(row) and only_destroyed and of_a_command
