"""What the record gives the model of claimed rates: for each class and date, how many were launched and did not hit.

A date is that of a window's end (a night by its morning, with the day raid of the date added), because what ends on a
date is known on that date: a prediction from the file cut at a date is that from the whole file. Did not hit =
destroyed + not_reach_goal, which the change of definition of August 2025 leaves as it was. Rows without a count of
launched or destroyed, rows of unnamed types, excluded rows and tallies of regional commands are left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from intercept.record.rates.names import CLASSES
from intercept.record.record import Record
from intercept.record.regional import regional_tallies
from intercept.record.row import Row

_OF_CATALOGUE: dict[str, frozenset[str]] = {
    "drone": frozenset({"one_way_attack_drone", "jet_drone", "decoy_drone"}),
    "subsonic_cruise": frozenset({"subsonic_cruise"}),
    "supersonic_cruise": frozenset({"supersonic_cruise"}),
    "srbm": frozenset({"quasi_ballistic"}),
    "ballistic": frozenset({"quasi_ballistic", "short_range_ballistic"}),
    "aeroballistic_or_hypersonic": frozenset({"air_launched_aeroballistic", "hypersonic_cruise", "hypersonic_glide"}),
}


@dataclass(frozen=True)
class Observed:
    """Counts of one class: `day` (ordinals of dates, rising), `launched` and `did_not_hit`, one entry for each date."""

    day: npt.NDArray[np.int64]
    launched: npt.NDArray[np.int64]
    did_not_hit: npt.NDArray[np.int64]

    def before(self, day: date) -> Observed:
        """Return what ended before a date."""
        stop = int(np.searchsorted(self.day, day.toordinal()))
        return Observed(self.day[:stop], self.launched[:stop], self.did_not_hit[:stop])

    def __len__(self) -> int:
        return len(self.day)


def observed(record: Record) -> dict[str, Observed]:
    """Return what the record holds of each class of `CLASSES`."""
    rows = record.file.rows
    tallies = regional_tallies(rows)
    counted = [row for row in rows if row.line not in tallies and row.launched and row.destroyed is not None]
    return {name: _of_class(counted, _OF_CATALOGUE[name]) for name in CLASSES}


def _of_class(rows: Iterable[Row], of_catalogue: frozenset[str]) -> Observed:
    launched: dict[int, int] = defaultdict(int)
    did_not_hit: dict[int, int] = defaultdict(int)
    for row in rows:
        if of_catalogue.issuperset(row.model.classes):
            day = row.window.end.date().toordinal()
            launched[day] += row.launched or 0
            did_not_hit[day] += (row.destroyed or 0) + (row.not_reach_goal or 0)
    days = sorted(launched)
    # One row of the published table says that more came down than were launched; no more than all can.
    down = [min(did_not_hit[day], launched[day]) for day in days]
    return Observed(
        np.array(days, np.int64), np.array([launched[day] for day in days], np.int64), np.array(down, np.int64)
    )
