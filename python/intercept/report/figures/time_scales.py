"""The ways in which the charts of engagement windows count time: by a clock, from arrival, or as tracks had it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from intercept.base.table import Table

# Of plotly's and of matplotlib's axes of dates, which count from 1970.
MILLISECOND_S, DAY_S = 1e-3, 86_400.0
MINUTE_S, HOUR_S = 60.0, 3_600.0
# Seen for longer than this before it arrives, a threat's times from arrival are counted in minutes.
SECONDS_MAX = 20 * MINUTE_S


class Scale(NamedTuple):
    """One way: its key in a trace, its button, the title of its axis, seconds in its unit, and what counts as zero.

    An axis of dates that is not `dated` shows the time of the day alone.
    """

    key: str
    label: str
    title: str
    unit_s: float = 1.0
    digits: int = 2
    from_arrival: bool = False
    # Of an axis of dates: raid time 0, in units since 1970.
    zero: float | None = None
    dated: bool = True

    def counted(self, time_s: npt.ArrayLike, arrival_s: npt.ArrayLike = 0.0) -> npt.NDArray[np.float64]:
        """Return raid times (s) as counted, each of a threat with an arrival."""
        seconds = np.asarray(time_s, dtype=float) - (np.asarray(arrival_s) if self.from_arrival else 0.0)
        return np.asarray((seconds / self.unit_s + (self.zero or 0.0)).round(self.digits))

    def length(self, span_s: npt.ArrayLike) -> npt.NDArray[np.float64]:
        """Return spans of time (s) as counted."""
        return np.asarray((np.asarray(span_s, dtype=float) / self.unit_s).round(self.digits))


def scales(threats: Table, date_unit_s: float = MILLISECOND_S, clock_start: str | None = None) -> tuple[Scale, Scale]:
    """Return the two ways for threats, the first shown first: tracks that were brought keep their own clock.

    The clock of a raid shows `clock_start` ("20:00") at its raid time 0, or without one the time since the start.
    """
    second, digits = _arrival(threats), 0 if date_unit_s == MILLISECOND_S else 9
    if "threat_name" not in threats or not len(threats):
        label, title = ("Raid time", "Raid time, h:min")
        if clock_start is not None:
            label, title = ("Clock", "Time of the clock, h:min")
        zero = seconds_of(clock_start) / date_unit_s
        return Scale("of_raid", label, title, date_unit_s, digits, zero=zero, dated=False), second
    if "time_zero" not in threats:
        return Scale("of_tracks", "Time of the tracks", "Time of the tracks, s"), second
    zero_s = np.datetime64(str(threats["time_zero"][0]).removesuffix("Z")).astype("datetime64[s]").astype(float)
    return Scale("of_tracks", "Clock", "Time of the clock, UTC", date_unit_s, digits, zero=zero_s / date_unit_s), second


def _arrival(threats: Table) -> Scale:
    seen_s = threats["arrival_s"] - np.fmax(threats["first_detection_s"], threats["launch_s"])
    long = bool(np.max(seen_s, initial=0.0, where=np.isfinite(seen_s)) > SECONDS_MAX)
    title = f"Time from arrival, {'min' if long else 's'}"
    return Scale("to_arrival", "From arrival", title, MINUTE_S if long else 1.0, 4 if long else 2, from_arrival=True)


def seconds_of(clock_start: str | None) -> float:
    """Return the seconds since midnight of a time of the day such as "20:00"; 0 where there is none."""
    parts = [float(part) for part in (clock_start or "0").split(":")]
    return sum(part * unit for part, unit in zip(parts, (HOUR_S, MINUTE_S, 1.0), strict=False))


def clock(time_s: float, clock_start: str | None = None) -> str:
    """Return a raid time as hours, minutes and seconds of the clock, or without one since the start of the raid."""
    seconds = round(time_s + seconds_of(clock_start))
    hours = seconds // int(HOUR_S)
    shown = f"{hours % 24 if clock_start is not None else hours:02d}"
    return f"{shown}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def told(first_s: float, last_s: float | None = None, *, clock_start: str | None, raid: bool) -> str:
    """Return a time or a span: of a raid by the clock, of tracks that were brought in seconds."""
    ends = [first_s] if last_s is None else [first_s, last_s]
    return "–".join(clock(end, clock_start) if raid else f"{end:,.1f}" for end in ends) + ("" if raid else " s")


def ticks(scale: Scale) -> dict[str, Any]:
    """Return what an axis of plotly needs to count as a scale does; of a clock without dates, hours and minutes."""
    if scale.zero is None or scale.dated:
        return {"type": "linear" if scale.zero is None else "date", "tickformatstops": []}
    # Ticks a minute apart or more need no seconds.
    stops = [([None, 59_999], "%H:%M:%S"), ([60_000, None], "%H:%M")]
    return {"type": "date", "tickformatstops": [{"dtickrange": ends, "value": form} for ends, form in stops]}
