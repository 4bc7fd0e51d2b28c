"""Why a fire unit can engage a threat, or why not, in sentences."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

import intercept._core as _core
from intercept.base.words import counted, spelled
from intercept.engagement.plan import Plan
from intercept.engagement.search import Windows
from intercept.engagement.sight import Condition, Sight, amount, conditions, length, sight, time

# What fails where geometry alone does not tell by how much.
_SAID = {
    "masked_by_terrain": "Whenever the conditions before this one hold, terrain hides it from fire control.",
    "too_agile": "Wherever all else holds, the interceptor has less lateral acceleration than the threat requires.",
    "track_lost": "Launches are possible, but track, guidance or illumination does not last to the intercept.",
}
# Where a threat is for the sensors that follow, by the furthest condition that they reached.
_UNSEEN = {
    "tracked": "tracked for a time by",
    "out_of_sensor_range": "out of the range of",
    "below_horizon": "below the horizon of",
    "outside_elevation": "outside the elevation limits of",
    "outside_azimuth": "outside the sector of",
    "blind_cone": "in the blind cone of",
    "masked_by_terrain": "hidden by terrain from",
    "not_confirmed": "detected, but not confirmed as a track, by",
    "too_short": "in coverage too briefly for a track by",
}
NAMED_MAX = 3

Array = npt.NDArray[np.float64]


def explain(found: Windows, threat: int, unit: int) -> str:
    """Return the sentences: see `EngagementWindows.explain`."""
    plan = found.plan
    reason = _core.reason_words()[found.reasons[threat, unit]]
    name, variant = plan.units.names[unit], plan.units.class_names[plan.units.variant[unit]]
    threat_class = spelled(plan.threat_classes[plan.threats.class_index[threat]])
    known = found.trajectories.recorded
    named = "" if known is None else f' "{known["row"][threat]}"'
    label = f"Threat {threat}{named} ({threat_class}) and {name} ({spelled(variant)})"
    if reason == "engageable":
        return f"{label}: {_windows(found, threat, unit)} {_track(found, threat, unit)}"
    if reason in ("not_flown", "not_assigned"):
        return f"{label}: no window, because {why_none(found, threat, unit)}"
    said = f"{label}: no window ({spelled(reason)}). {why_none(found, threat, unit)}"
    if reason == "never_tracked":
        return said
    if reason == "not_cued":
        others = f"Sensors whose tracks it may not use do track it: {_told(found, threat, None)}"
        return f"{said} {others}"
    return f"{said} {_track(found, threat, unit)}"


def why_none(found: Windows, threat: int, unit: int) -> str:
    """Return why a fire unit has no window, in sentences, without who detects the threat."""
    plan = found.plan
    reason = _core.reason_words()[found.reasons[threat, unit]]
    if reason == "not_flown":
        return f"the threat was not flown: {found.trajectories.fault(threat) or 'the flight has no end'}."
    if reason == "not_assigned":
        return f"this unit does not engage {spelled(plan.threat_classes[plan.threats.class_index[threat]])}."
    return (
        _unseen(found, threat, unit)
        if reason in ("never_tracked", "not_cued")
        else _failing(found, threat, unit, reason)
    )


def _windows(found: Windows, threat: int, unit: int) -> str:
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
        meets = [f"at {time(t)} ({length(r)} away, altitude {length(h)})" for t, r, h in places]
        span = f"a launch between {time(found.launch_s[i, 0])} and {time(found.launch_s[i, -1])}"
        told.append(f"{span} intercepts it at the earliest {meets[0]} and at the latest {meets[1]}")
    times = "1 shooting opportunity" if shots == 1 else f"{shots:,} shooting opportunities"
    return f"{counted(len(mine), 'window')} with {times}: {'; '.join(told)}."


def _track(found: Windows, threat: int, unit: int) -> str:
    """Tell which of the sensors whose tracks a unit may use detects a threat first, and when these track it."""
    return _told(found, threat, found.plan.units.cued_by[unit])


def _told(found: Windows, threat: int, cues: tuple[int, ...] | None) -> str:
    """Tell the first detection and the tracks of some sensors, or of all of them."""
    sensors = list(range(len(found.plan.sensors.names)) if cues is None else cues)
    detected = found.tracking.sensor_detection_s[sensors, threat]
    first = int(np.nanargmin(detected))
    spans = [f"from {time(a)} to {time(b)}" for a, b in zip(*_usable(found, threat, cues), strict=True)]
    more = " and later" if len(spans) > NAMED_MAX else ""
    tracked = f"it is tracked {', '.join(spans[:NAMED_MAX])}{more}"
    return f"{found.plan.sensors.names[sensors[first]]} detects it first, at {time(detected[first])}; {tracked}."


def _unseen(found: Windows, threat: int, unit: int) -> str:
    """Tell how far each sensor got whose tracks a unit may use, the furthest first."""
    plan, cues = found.plan, found.plan.units.cued_by[unit]
    heard = list(range(len(plan.sensors.names))) if cues is None else list(cues)
    if not heard:
        # A plan for one replication has the sensors that are up in it; a defence all that it was given.
        down = plan.down if isinstance(plan, Plan) else ()
        if not down:
            return "The defence has no sensor."
        which = "No sensor" if cues is None else "None of the sensors whose tracks it may use"
        more = f" and {len(down) - NAMED_MAX:,} more" if len(down) > NAMED_MAX else ""
        return f"{which} is up in this replication; down: {', '.join(down[:NAMED_MAX])}{more}."
    return f"At best it is {_furthest(found, threat, heard)}."


def _furthest(found: Windows, threat: int, heard: list[int]) -> str:
    """Tell where a threat is for each of some sensors, the furthest condition first."""
    names, codes = found.plan.sensors.names, found.tracking.sensor_reason[heard, threat]
    told = []
    for code in sorted(set(codes.tolist()), reverse=True):
        mine = [names[k] for k, own in zip(heard, codes.tolist(), strict=True) if own == code]
        more = f" and {len(mine) - NAMED_MAX:,} more" if len(mine) > NAMED_MAX else ""
        told.append(f"{_UNSEEN[_core.track_reason_words()[code]]} {', '.join(mine[:NAMED_MAX])}{more}")
    return "; ".join(told)


def _usable(found: Windows, threat: int, cues: tuple[int, ...] | None) -> tuple[Array, Array]:
    """Return begins and ends (s) of the tracks of the sensors that cue a unit, or of the network."""
    return found.tracking.of_threat(threat) if cues is None else found.tracking.of_sensors(cues, threat)


def _failing(found: Windows, threat: int, unit: int, reason: str) -> str:
    seen, limit = sight(found, threat, unit), found.plan.units.limits(unit)
    holds = np.ones(len(seen.time_s), dtype=bool)
    for condition in conditions(seen, limit):
        if condition.reason == reason:
            return _nearest(seen, holds, condition)
        holds &= condition.short <= 0.0
    if reason == "too_brief":
        stretch = _longest_s(seen, holds)
        return f"All conditions hold for about {time(stretch)} at most; a burst takes {time(limit['burst_s'])}."
    if reason in ("too_late", "track_ended"):
        return _too_late(found, threat, unit, limit, (seen.time_s - seen.flight_s)[holds])
    guides = found.plan.units.guided_by[unit]
    if reason == "track_lost" and guides is not None:
        seen_by = f"At best it is {_furthest(found, threat, list(guides))}." if guides else "None of these works."
        return f"{_SAID[reason]} A sensor that guides must track it from the launch on. {seen_by}"
    return _SAID[reason]


def _longest_s(seen: Sight, holds: npt.NDArray[np.bool_]) -> float:
    edges = np.flatnonzero(np.diff(np.concatenate([[False], holds, [False]]).astype(int)))
    return float(max(((seen.time_s[b - 1] - seen.time_s[a]) for a, b in edges.reshape(-1, 2)), default=0.0))


def _nearest(seen: Sight, holds: npt.NDArray[np.bool_], condition: Condition) -> str:
    """Tell the moment that is nearest to passing a condition, among those that pass all before it."""
    short = np.where(holds & np.isfinite(condition.short), condition.short, np.inf)
    # Where it is as short at many moments, the closest of them is the one to tell.
    i = int(np.lexsort((seen.slant_m, short))[0])
    if not 0.0 < short[i] < np.inf:
        # The moments that matter are shorter than those looked at.
        return f"Whenever the conditions before this one hold, it is {condition.text}."
    where = f"{length(seen.slant_m[i])} away, {length(seen.height_m[i])} above the unit"
    by = f", by about {amount(short[i], condition.unit)}" if condition.unit else ""
    speed = f"flying at {seen.speed_m_s[i]:,.0f} m/s"
    return f"It is nearest to being engaged at {time(seen.time_s[i])}: {where} and {speed}, it is {condition.text}{by}."


def _too_late(found: Windows, threat: int, unit: int, limit: dict[str, float], launch: Array) -> str:
    """Tell by how much the best launch misses the time between order and the end of the track."""
    starts, ends = _usable(found, threat, found.plan.units.cued_by[unit])
    decision, reaction = found.plan.decision_time_s, limit["reaction_time_s"]
    told = f"From track to launch it takes {time(decision + reaction)}: {time(decision)} for the decision and"
    told += f" {time(reaction)} for the unit's reaction."
    kind = int(found.plan.threats.class_index[threat])
    warned = float(found.plan.threats.launch_s[threat] + found.plan.warning_s[kind])
    if np.isfinite(warned):
        told += f" A warning comes at {time(warned)}: the decision counts from it where it is the earlier."
    best = None
    for i in range(len(starts)):
        ready = max(starts[i], min(starts[i], warned) + decision) + reaction
        for lateness, said in (
            (ready - launch, "before the first possible launch, at " + time(ready)),
            (launch - ends[i], "after the track ends, at " + time(ends[i])),
        ):
            bad = np.where(lateness > 0.0, lateness, np.inf)
            k = int(np.argmin(bad)) if len(bad) else -1
            if k >= 0 and np.isfinite(bad[k]) and (best is None or bad[k] < best[0]):
                best = (
                    float(bad[k]),
                    f"To intercept it, a launch would be due at {time(launch[k])}, {time(bad[k])} {said}.",
                )
    return f"{best[1]} {told}" if best else told
