"""Group the rows of the public record into nights.

The rule, for a row whose window ends on date D (Kyiv local time):

1. Its window begins on an earlier date: it belongs to the night of D.
2. Begin and end are dates without a clock time, both D: it counts with the night of D, and the night says so.
3. Begin and end are both on D and at least one has a clock time (an unknown one is taken to be the other):
   a. it begins at 12:00 or later, and its middle lies in a window (of known begin) that begins on D and ends on D + 1:
      night of D + 1;
   b. else it begins before 06:00, or ends by 12:00: night of D;
   c. else it is the day raid of D, a group of its own with `part` "day".

3a follows the posts: an evening strike that lies by half or more in the window of the coming night is reported with it.
A night is a group of windows reported together, not proof of one coordinated raid. A date is its night and its day raid
together. Tallies of regional commands (`regional`) stand beside the counts, in none of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal

from intercept.base.arguments import choice
from intercept.base.cached import cached_property
from intercept.base.shown import Shown
from intercept.base.table import Table
from intercept.record.models import CLASS_ORDER, EXCLUDED, GROUPS, Group, Kind
from intercept.record.regional import regional_tallies
from intercept.record.row import Row, Window
from intercept.record.totals import Totals, total

Part = Literal["night", "day", "date"]

_TITLES: dict[Part, str] = {"night": "night ended", "day": "day raid of", "date": "raids of"}
_NIGHT_BEGINS_BEFORE_HOUR = 6
_NOON = 12
# Drones lost or jammed are first in not_reach_goal, later inside destroyed. The change is dated 1 August 2025; in the
# file the national drone windows that end from 24 July on already have zero there.
DEFINITION_CHANGE = date(2025, 8, 1)
FIRST_FOLDED = date(2025, 7, 24)


@dataclass(frozen=True)
class Night(Shown):
    """The rows of one night (or day raid: `part` "day"; or both: "date"), dated by its end.

    `rows` are those that count, in the order of the file; `day_rows` is how many rows of the day raid of the same date
    are left out here; `regional` are tallies of regional commands, which the national count holds already.

    What is read, and how it is counted: docs/how-to/record.md.

    Examples
    --------
    >>> import intercept as ic
    >>> night = ic.record.read_record("examples/nights/made-up.csv").night("2031-02-04")
    >>> night.title, [one.name for one in night.classes], night.group("ballistic").launched
    ('night ended 2031-02-04', ['one_way_attack_drone', 'subsonic_cruise', 'mixed', 'excluded'], 5)
    """

    date: date
    part: Part
    rows: tuple[Row, ...] = field(repr=False)
    day_rows: int = field(default=0)
    regional: tuple[Row, ...] = field(default=(), repr=False)

    @property
    def title(self) -> str:
        """The night in words: "night ended 2025-10-05", "day raid of 2025-10-05" or "raids of 2025-10-05"."""
        return f"{_TITLES[self.part]} {self.date}"

    @cached_property
    def classes(self) -> tuple[Totals, ...]:
        """One `Totals` for each class, in the order of the catalogue, then mixed, unmapped and excluded."""
        by_class: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows:
            by_class[row.model.threat_class].append(row)
        return tuple(total(name, by_class[name]) for name in CLASS_ORDER if name in by_class)

    @cached_property
    def drones(self) -> Totals:
        """Counts over one-way attack drones, decoys included, as a headline has them."""
        return self._of("drones", "drone")

    @cached_property
    def missiles(self) -> Totals:
        """Counts over missiles of every class, mixed ones included."""
        return self._of("missiles", "missile")

    @cached_property
    def headline(self) -> Totals:
        """Counts over drones and missiles; excluded, unclear and unmapped rows are in no headline."""
        return self._of("drones and missiles", "drone", "missile")

    def group(self, name: Group) -> Totals:
        """Return the counts over one reported group, `ballistic` or `hypersonic`, mixed rows included.

        Raises InvalidParameterError for another name.
        """
        choice("name", name, GROUPS)
        return total(name, (row for row in self.rows if row.model.group == name))

    def _of(self, name: str, *kinds: Kind) -> Totals:
        return total(name, (row for row in self.rows if row.model.kind in kinds))

    def _shown(self) -> tuple[str, Table]:
        names = ("class", "launched", "destroyed", "not_reach_goal")
        rows: list[tuple[str | float, ...]] = [
            (one.name, *map(_or_nan, (one.launched, one.destroyed, one.not_reach_goal))) for one in self.classes
        ]
        return f"Claims of the {self.title}", Table.of_rows(names, rows)

    @property
    def windows(self) -> tuple[Window, ...]:
        """The distinct reporting windows, in time."""
        return tuple(sorted({row.window for row in self.rows}))

    @property
    def sources(self) -> tuple[str, ...]:
        """The posts behind the rows that are counted, as the record writes them."""
        return tuple(dict.fromkeys(row.source for row in self.rows if row.model.kind != EXCLUDED))

    @property
    def undated_rows(self) -> int:
        """How many counted rows have a date but no clock time."""
        return sum(not row.window.end_has_hour for row in self.rows if row.model.kind != EXCLUDED)


def group_nights(rows: Sequence[Row]) -> tuple[Night, ...]:
    """Group rows by the rule at the head of this module: one `Night` for each date and part, oldest first."""
    crossings = _crossings(row.window for row in rows)
    tallies = regional_tallies(rows)
    groups: dict[tuple[date, Part], list[Row]] = defaultdict(list)
    for row in rows:
        groups[night_of(row.window, crossings)].append(row)
    nights = []
    for (day, part), members in sorted(groups.items(), key=lambda item: (item[0][0], item[0][1] == "day")):
        others = 0 if part == "day" else _counted(groups.get((day, "day"), ()), tallies)
        nights.append(_night(day, part, members, others, tallies))
    return tuple(nights)


def group_dates(nights: Sequence[Night]) -> tuple[Night, ...]:
    """Add the day raid of each date to its night: one `Night` of part "date" for each date, oldest first."""
    by_date: dict[date, list[Night]] = defaultdict(list)
    for night in nights:
        by_date[night.date].append(night)
    return tuple(
        Night(
            day,
            "date",
            tuple(sorted((row for one in parts for row in one.rows), key=lambda row: row.line)),
            regional=tuple(sorted((row for one in parts for row in one.regional), key=lambda row: row.line)),
        )
        for day, parts in sorted(by_date.items())
    )


def _night(day: date, part: Part, members: list[Row], day_rows: int, tallies: frozenset[int]) -> Night:
    counted = tuple(row for row in members if row.line not in tallies)
    return Night(day, part, counted, day_rows, tuple(row for row in members if row.line in tallies))


def _counted(rows: Iterable[Row], tallies: frozenset[int]) -> int:
    return sum(row.line not in tallies for row in rows)


def night_of(window: Window, crossings: dict[date, list[Window]]) -> tuple[date, Part]:
    """Return the date and part of a window; `crossings` holds the windows over midnight by the date they begin."""
    ends_on = window.end.date()
    if window.start.date() < ends_on or not (window.start_has_hour or window.end_has_hour):
        return ends_on, "night"
    start = window.start if window.start_has_hour else window.end
    end = window.end if window.end_has_hour else window.start
    middle = start + (end - start) / 2
    if start.hour >= _NOON and any(other.start <= middle for other in crossings.get(ends_on, [])):
        return ends_on + timedelta(days=1), "night"
    noon = datetime.combine(ends_on, datetime.min.time()).replace(hour=_NOON)
    is_night = start.hour < _NIGHT_BEGINS_BEFORE_HOUR or end <= noon
    return ends_on, "night" if is_night else "day"


def _crossings(windows: Iterable[Window]) -> dict[date, list[Window]]:
    """Return, by the date they begin, the windows with a known begin that end on the next date."""
    found: dict[date, list[Window]] = defaultdict(list)
    for window in dict.fromkeys(windows):
        if window.start_has_hour and window.end.date() - window.start.date() == timedelta(days=1):
            found[window.start.date()].append(window)
    return found


def _or_nan(count: int | None) -> float:
    return float("nan") if count is None else float(count)
