"""Engagement windows as tables: one row for each window, pair, shot or threat. Times are raid time (s)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

import intercept._core as _core
from intercept.base.table import Table
from intercept.engagement.search import Windows
from intercept.engagement.tracks import Intervals

Text = npt.NDArray[Any]


def windows(found: Windows) -> Table:
    """Return one row for each window: see `EngagementWindows.table`."""
    first, last = found.intercept_first_rad_m, found.intercept_last_rad_m
    return Table(
        {
            **_threat_columns(found, found.threat),
            **_unit_columns(found, found.unit),
            "part": found.part,
            "launch_earliest_s": found.launch_s[:, 0],
            "launch_latest_s": found.launch_s[:, -1],
            "intercept_first_s": found.intercept_s[:, 0],
            "intercept_last_s": found.intercept_s[:, -1],
            "intercept_latitude_deg": np.degrees(first[:, 0]),
            "intercept_longitude_deg": np.degrees(first[:, 1]),
            "intercept_altitude_m": first[:, 2],
            "intercept_slant_range_m": found.slant_range_first_m,
            "intercept_last_latitude_deg": np.degrees(last[:, 0]),
            "intercept_last_longitude_deg": np.degrees(last[:, 1]),
            "intercept_last_altitude_m": last[:, 2],
            "intercept_last_slant_range_m": found.slant_range_last_m,
            "best_launch_s": found.best_launch_s,
            "best_intercept_s": found.best_intercept_s,
            "best_latitude_deg": np.degrees(found.best_intercept_rad_m[:, 0]),
            "best_longitude_deg": np.degrees(found.best_intercept_rad_m[:, 1]),
            "best_altitude_m": found.best_intercept_rad_m[:, 2],
            "best_crossing_angle_deg": np.degrees(found.best_crossing_angle_rad),
            "best_closing_speed_m_s": found.best_closing_speed_m_s,
            "margin_s": found.launch_s[:, -1] - found.launch_s[:, 0],
            "margin_lateral_m_s2": found.best_lateral_margin_m_s2,
            "opportunities": found.opportunities,
        },
        {
            "margin_s": "from the earliest to the latest launch: how much later than at once is still in time",
            "margin_lateral_m_s2": "available less required at the best intercept; infinite where nothing limits it",
            "best_crossing_angle_deg": "0 head-on, 180 a tail chase",
            "threat": "index of the threat, that of its trajectory",
            **({} if found.trajectories.recorded is None else {"threat_name": "the name of its row of samples"}),
            "part": "number of the window among those of its pair",
            "intercept_first_s": "of the earliest launch",
            "intercept_last_s": "of the latest launch",
            "best_launch_s": "of the intercept with the greatest margin of lateral acceleration",
            "opportunities": "shots with an assessment between them, within this window",
        },
    )


def pairs(found: Windows) -> Table:
    """Return one row for each threat and fire unit: see `EngagementWindows.pairs`."""
    threats, units = found.reasons.shape
    threat, unit = (each.ravel() for each in np.indices((threats, units)))
    place = found.threat.astype(np.intp) * units + found.unit
    count, shots = np.zeros(threats * units, dtype=np.int64), np.zeros(threats * units, dtype=np.int64)
    np.add.at(count, place, 1)
    np.add.at(shots, place, found.opportunities)
    # The parts of a pair are in order of launch.
    earliest, latest = np.full(threats * units, np.nan), np.full(threats * units, np.nan)
    earliest[place[::-1]] = found.launch_s[::-1, 0]
    latest[place] = found.launch_s[:, -1]
    return Table(
        {
            **_threat_columns(found, threat),
            **_unit_columns(found, unit),
            "windows": count,
            "opportunities": shots,
            "launch_earliest_s": earliest,
            "launch_latest_s": latest,
            "reason_code": found.reasons.ravel(),
            "reason": _words(_core.reason_words(), found.reasons.ravel()),
        },
        {"reason": "engageable, or the first condition that no instant of the flight passes with those before it"},
    )


def reasons(found: Windows) -> Table:
    """Return how many pairs there are of each class and reason: see `EngagementWindows.reason_table`."""
    plan, words = found.plan, _core.reason_words()
    counts = np.zeros((len(plan.threat_classes), len(plan.units.class_names), len(words)), dtype=np.int64)
    rows, columns = np.indices(found.reasons.shape)
    np.add.at(
        counts, (plan.threats.class_index[rows].astype(int), plan.units.variant[columns].astype(int), found.reasons), 1
    )
    threat, unit, reason = np.nonzero(counts)
    return Table(
        {
            "threat_class": _words(plan.threat_classes, threat),
            "unit_class": _words(plan.units.class_names, unit),
            "reason": _words(words, reason),
            "pairs": counts[threat, unit, reason],
        }
    )


def shots(found: Windows) -> Table:
    """Return one row for each shot of shoot-look-shoot: see `EngagementWindows.shots`.

    The first is launched when the window opens, the next when the one before has met the threat and been assessed.
    """
    each = found.opportunities.astype(np.intp)
    row = np.repeat(np.arange(len(found)), each)
    begins = np.cumsum(each) - each
    return Table(
        {
            **_threat_columns(found, found.threat[row]),
            **_unit_columns(found, found.unit[row]),
            "part": found.part[row],
            "shot": np.arange(len(row)) - begins[row] + 1,
            "launch_s": found.shot_launch_s,
            "intercept_s": found.shot_intercept_s,
        }
    )


def tracks(found: Windows) -> Table:
    """Return one row for each threat: see `EngagementWindows.tracks`."""
    tracking, threats = found.tracking, np.arange(len(found.plan))
    counts, starts, ends = tracking.intervals
    edges = np.concatenate([[0], np.cumsum(counts.astype(np.intp))])
    tracked = counts > 0
    first, last = np.full(len(threats), np.nan), np.full(len(threats), np.nan)
    first[tracked], last[tracked] = starts[edges[:-1][tracked]], ends[edges[1:][tracked] - 1]
    sensors = np.array([*found.plan.sensors.names, ""], dtype=object)
    return Table(
        {
            **_threat_columns(found, threats),
            **time_zero(found),
            "launch_s": found.plan.threats.launch_s,
            "arrival_s": found.arrival_s,
            "first_detection_s": found.first_detection_s,
            "first_sensor": sensors[tracking.first_sensor],
            "track_begin_s": first,
            "track_end_s": last,
            "track_intervals": counts.astype(np.int64),
            "reason": _words(_core.track_reason_words(), tracking.reason),
        },
        {"reason": "tracked, or the furthest condition that any sensor reached", "arrival_s": "end of the flight"},
    )


def time_zero(found: Windows) -> dict[str, Text]:
    """Return the instant at which raid time is 0 as a column, where the threats are tracks with times of a clock."""
    known = found.trajectories.recorded
    if known is None or "time_zero" not in known or (known["begin_s"] != found.plan.threats.launch_s).any():
        return {}
    return {"time_zero": known["time_zero"]}


def sensor_tracks(found: Windows) -> Table:
    """Return one row for each threat and sensor: see `EngagementWindows.sensor_tracks`."""
    tracking, sensors = found.tracking, found.plan.sensors
    threat, sensor = (each.ravel() for each in np.indices((len(found.plan), len(sensors.names))))
    reason = tracking.sensor_reason.T.ravel()
    return Table(
        {
            **_threat_columns(found, threat),
            "sensor_index": sensor,
            "sensor": _words(sensors.names, sensor),
            "sensor_class": _words(sensors.class_names, sensor),
            "first_detection_s": tracking.sensor_detection_s.T.ravel(),
            "track_begin_s": tracking.sensor_track_s.T.ravel(),
            **_totals("coverage", tracking.sensor_coverage),
            **_totals("track", tracking.sensor_tracked),
            "reason_code": reason,
            "reason": _words(_core.track_reason_words(), reason),
        },
        {
            "track_s": "time in which fire units can use the track",
            "reason": "tracked, or the furthest condition reached",
        },
    )


def _totals(name: str, intervals: Intervals) -> dict[str, npt.ArrayLike]:
    """Return how many intervals a pair has, and how long they last together."""
    counts, starts, ends = intervals
    pair = np.repeat(np.arange(counts.size), counts.ravel().astype(np.intp))
    lasts = np.bincount(pair, weights=ends - starts, minlength=counts.size).reshape(counts.shape)
    return {f"{name}_intervals": counts.T.ravel().astype(np.int64), f"{name}_s": lasts.T.ravel()}


def sensing(found: Windows, threat: int) -> Table:
    """Return when each sensor that ever sees a threat has it in coverage and in track."""
    tracking, rows = found.tracking, []
    for state in ("coverage", "track"):
        for sensor in np.flatnonzero(np.isfinite(tracking.sensor_detection_s[:, threat])):
            spans = tracking.of_sensor(int(sensor), threat, coverage=state == "coverage")
            for begin, end in zip(*spans, strict=True):
                rows.append((found.plan.sensors.names[sensor], state, float(begin), float(end)))
    rows.sort(key=lambda row: (row[1], row[2]))
    columns = [list(values) for values in zip(*rows, strict=True)] or [np.array([], dtype=str)] * 2 + [[], []]
    return Table(dict(zip(("sensor", "state", "begin_s", "end_s"), columns, strict=True)))


def _threat_columns(found: Windows, threat: npt.NDArray[Any]) -> dict[str, npt.ArrayLike]:
    plan, known = found.plan, found.trajectories.recorded
    named = {} if known is None else {"threat_name": known["row"][threat]}
    return {
        "threat": threat,
        **named,
        "threat_class": _words(plan.threat_classes, plan.threats.class_index[threat]),
        "wave": _words(plan.wave_names, plan.threats.wave[threat]),
    }


def _unit_columns(found: Windows, unit: npt.NDArray[Any]) -> dict[str, npt.ArrayLike]:
    units = found.plan.units
    return {
        "unit_index": unit,
        "unit": _words(units.names, unit),
        "unit_class": _words(units.class_names, units.variant[unit]),
    }


def _words(names: Sequence[str], index: npt.NDArray[Any] | None = None) -> Text:
    """Return names by index; the rows share the strings."""
    words = np.empty(len(names), dtype=object)
    words[:] = list(names)
    return words if index is None else words[index]
