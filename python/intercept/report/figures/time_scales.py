"""The ways in which the charts of engagement windows count time: from arrival, in raid time, or as tracks had it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from intercept.base.table import Table

# Of plotly's and of matplotlib's axes of dates, which count from 1970.
MILLISECOND_S, DAY_S = 1e-3, 86_400.0


class Scale(NamedTuple):
    """One way: its key in a trace, its button, the title of its axis, seconds in its unit, and what counts as zero."""

    key: str
    label: str
    title: str
    unit_s: float = 1.0
    digits: int = 2
    from_arrival: bool = False
    # Of an axis of dates: raid time 0, in units since 1970.
    zero: float | None = None

    def counted(self, time_s: npt.ArrayLike, arrival_s: npt.ArrayLike = 0.0) -> npt.NDArray[np.float64]:
        """Return raid times (s) as counted, each of a threat with an arrival."""
        seconds = np.asarray(time_s, dtype=float) - (np.asarray(arrival_s) if self.from_arrival else 0.0)
        return np.asarray((seconds / self.unit_s + (self.zero or 0.0)).round(self.digits))

    def length(self, span_s: npt.ArrayLike) -> npt.NDArray[np.float64]:
        """Return spans of time (s) as counted."""
        return np.asarray((np.asarray(span_s, dtype=float) / self.unit_s).round(self.digits))


ARRIVAL = Scale("to_arrival", "From arrival", "Time from arrival, s", from_arrival=True)
RAID = Scale("of_raid", "Raid time", "Raid time, min", 60.0, 4)


def scales(threats: Table, date_unit_s: float = MILLISECOND_S) -> tuple[Scale, Scale]:
    """Return the two ways for threats, the first shown first: tracks that were brought keep their own clock."""
    if "threat_name" not in threats or not len(threats):
        return ARRIVAL, RAID
    if "time_zero" not in threats:
        return Scale("of_tracks", "Time of the tracks", axis_title(threats["threat_name"][0], None)), ARRIVAL
    zero_s = np.datetime64(str(threats["time_zero"][0]).removesuffix("Z")).astype("datetime64[s]").astype(float)
    digits = 0 if date_unit_s == MILLISECOND_S else 9
    return Scale(
        "of_tracks", "Clock", "Time of the clock, UTC", date_unit_s, digits, zero=zero_s / date_unit_s
    ), ARRIVAL


def axis_title(threat_name: object | None, time_zero: object | None) -> str:
    """Return the title of an axis of raid time in seconds, of a threat with a name or none."""
    if time_zero is not None:
        return f"Time since {time_zero}, s"
    return "Raid time, s" if threat_name is None else "Time of the tracks, s"
