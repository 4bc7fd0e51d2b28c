"""Why a fire unit can engage a threat, or why not, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

import intercept._core as _core
from intercept.engagement.sight import Condition, Sight, amount, conditions, length, sight, time
from intercept.engagement.tables import spans

if TYPE_CHECKING:
    from intercept.engagement.windows import EngagementWindows

# What fails where geometry alone does not tell by how much.
_SAID = {
    "too_agile": "Wherever all else holds, the interceptor has less lateral acceleration than the threat asks for.",
    "track_lost": "Launches are possible, but track or illumination does not last to the intercept.",
}


def explain(found: EngagementWindows, threat: int, unit: int) -> str:
    """Return the sentences: see `EngagementWindows.explain`."""
    plan = found.plan
    reason = _core.reason_words()[found.reasons[threat, unit]]
    name, variant = plan.units.names[unit], plan.units.class_names[plan.units.variant[unit]]
    threat_class = plan.threat_classes[plan.threats.class_index[threat]]
    label = f"Threat {threat} ({threat_class}) and {name} ({variant})"
    if reason == "engageable":
        return f"{label}: {_windows(found, threat, unit)} {_track(found, threat)}"
    if reason == "not_flown":
        why = found.trajectories.fault(threat) or "the flight has no end"
        return f"{label}: no window, because the threat was not flown: {why}."
    if reason == "not_assigned":
        return f"{label}: no window, because this unit does not engage {threat_class} (not_assigned)."
    if reason == "never_tracked":
        return f"{label}: no window (never_tracked). {_sensors(found, threat, unit)}"
    return f"{label}: no window ({reason}). {_failing(found, threat, unit, reason)} {_track(found, threat)}"


def _windows(found: EngagementWindows, threat: int, unit: int) -> str:
    mine = np.flatnonzero((found.threat == threat) & (found.unit == unit))
    shots = int(found.opportunities[mine].sum())
    told = []
    for i in mine:
        places = zip(
            (found.intercept_s[i, 0], found.intercept_s[i, -1]),
            (found.slant_range_first_m[i], found.slant_range_last_m[i]),
            (found.intercept_first_rad_m[i, 2], found.intercept_last_rad_m[i, 2]),
            strict=True,
        )
        meets = [f"at {time(t)}, {length(r)} away and {length(h)} high" for t, r, h in places]
        span = f"launch from {time(found.launch_s[i, 0])} to {time(found.launch_s[i, -1])}"
        told.append(f"{span} meets it first {meets[0]}, last {meets[1]}")
    count = "1 window" if len(mine) == 1 else f"{len(mine)} windows"
    times = "1 opportunity" if shots == 1 else f"{shots} opportunities"
    return f"{count}, {times}: {'; '.join(told)}."


def _track(found: EngagementWindows, threat: int) -> str:
    tracks = found.track_core
    if not np.isfinite(found.first_detection_s[threat]):
        return f"No sensor ever saw it ({tracks.reason_words()[threat]})."
    sensor = found.plan.sensors.names[tracks.first_sensor()[threat]]
    seen = f"{sensor} saw it first, at {time(found.first_detection_s[threat])}"
    counts, starts, ends = tracks.intervals()
    begin = int(counts[:threat].sum())
    spans = [f"from {time(starts[i])} to {time(ends[i])}" for i in range(begin, begin + int(counts[threat]))]
    if not spans:
        return f"{seen}, but no track was made of it ({tracks.reason_words()[threat]})."
    return f"{seen}; it was tracked {', '.join(spans[:3])}{' and later' if len(spans) > 3 else ''}."


def _sensors(found: EngagementWindows, threat: int, unit: int) -> str:
    """Tell how far each sensor that a unit hears got: the reasons, the furthest first."""
    cues = found.plan.units.cued_by[unit]
    names = found.plan.sensors.names
    heard = list(range(len(names))) if cues is None else list(cues)
    if not heard:
        return "There is no sensor." if cues is None else "Its own sensors are down."
    codes = found.track_core.sensor_reason()[heard, threat]
    told = []
    for code in sorted(set(codes.tolist()), reverse=True):
        mine = [names[k] for k, own in zip(heard, codes.tolist(), strict=True) if own == code]
        told.append(
            f"{_core.track_reason_words()[code]}: {', '.join(mine[:3])}{f' and {len(mine) - 3} more' * (len(mine) > 3)}"
        )
    return f"Of the sensors it hears, {'; '.join(told)}."


def _usable(
    found: EngagementWindows, threat: int, unit: int
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return begins and ends (s) of the tracks that a unit may use."""
    cues = found.plan.units.cued_by[unit]
    if cues is None:
        counts, starts, ends = found.track_core.intervals()
        begin = int(counts[:threat].sum())
        return starts[begin : begin + int(counts[threat])], ends[begin : begin + int(counts[threat])]
    own = [spans(found.track_core.sensor_tracked(), sensor, threat) for sensor in cues]
    return np.concatenate([s for s, _ in own] or [np.zeros(0)]), np.concatenate([e for _, e in own] or [np.zeros(0)])


def _failing(found: EngagementWindows, threat: int, unit: int, reason: str) -> str:
    seen, limit = sight(found, threat, unit), found.plan.units.limits(unit)
    holds = np.ones(len(seen.time_s), dtype=bool)
    for condition in conditions(seen, limit):
        if condition.reason == reason:
            return _nearest(seen, holds, condition)
        holds &= condition.short <= 0.0
    if reason == "too_brief":
        stretch = _longest_s(seen, holds)
        return f"All conditions hold for about {time(stretch)} at most; a burst takes {time(limit['burst_s'])}."
    if reason == "too_late":
        return _too_late(found, threat, unit, limit, (seen.time_s - seen.flight_s)[holds])
    return _SAID.get(reason, "The conditions and their order: docs/models/engagement.md.")


def _longest_s(seen: Sight, holds: npt.NDArray[np.bool_]) -> float:
    edges = np.flatnonzero(np.diff(np.concatenate([[False], holds, [False]]).astype(int)))
    return float(max(((seen.time_s[b - 1] - seen.time_s[a]) for a, b in edges.reshape(-1, 2)), default=0.0))


def _nearest(seen: Sight, holds: npt.NDArray[np.bool_], condition: Condition) -> str:
    """Tell the moment that comes nearest to passing a condition, among those that pass all before it."""
    short = np.where(holds & np.isfinite(condition.short), condition.short, np.inf)
    i = int(np.argmin(short))
    if not 0.0 < short[i] < np.inf:
        # The moments that matter are shorter than those looked at.
        return f"Whenever it passes all conditions before, it is {condition.text}."
    where = f"at {time(seen.time_s[i])}: {length(seen.slant_m[i])} away, {length(seen.height_m[i])} high"
    by = f" by about {amount(short[i], condition.unit)}" if condition.unit else ""
    return f"It comes nearest {where}, flying {seen.speed_m_s[i]:,.0f} m/s, and is then {condition.text}{by}."


def _too_late(
    found: EngagementWindows, threat: int, unit: int, limit: dict[str, float], launch: npt.NDArray[np.float64]
) -> str:
    """Tell by how much the best launch misses the time between order and the end of the track."""
    starts, ends = _usable(found, threat, unit)
    delay = found.plan.decision_time_s + limit["reaction_time_s"]
    told = f"An order takes {time(delay)} from the track ({found.plan.decision_time_s:,.1f} decision, "
    told += f"{limit['reaction_time_s']:,.1f} reaction)."
    best = None
    for i in range(len(starts)):
        for lateness, said in (
            (starts[i] + delay - launch, "before the first possible launch at " + time(starts[i] + delay)),
            (launch - ends[i], "after the track ended at " + time(ends[i])),
        ):
            bad = np.where(lateness > 0.0, lateness, np.inf)
            k = int(np.argmin(bad)) if len(bad) else -1
            if k >= 0 and np.isfinite(bad[k]) and (best is None or bad[k] < best[0]):
                best = (float(bad[k]), f"A launch that meets it would be at {time(launch[k])}, {time(bad[k])} {said}.")
    return f"{best[1]} {told}" if best else told
