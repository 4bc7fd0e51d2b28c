"""What can be shot at, and when: detection, tracks, launch windows, and why not.

Models and limits: docs/models/engagement.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from intercept import _core
from intercept.checks import threads as checked_threads
from intercept.errors import InvalidParameterError
from intercept.table import Table

if TYPE_CHECKING:
    from intercept.scenario.plan import Plan
    from intercept.trajectories import Trajectories

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class EngagementWindows:
    """Launch windows of every threat and fire unit of a plan, and the tracks they rest on. Times are raid time (s).

    Rows are sorted by threat, unit and part; launch and intercept grids are of shape (windows, 8).
    """

    plan: Plan
    threat: npt.NDArray[np.uint32]
    unit: npt.NDArray[np.uint32]
    part: npt.NDArray[np.uint32]
    launch_s: Array
    intercept_s: Array
    intercept_first_rad_m: Array
    opportunities: npt.NDArray[np.uint32]
    reasons: npt.NDArray[np.uint8]
    first_detection_s: Array

    def __len__(self) -> int:
        """Return the number of windows."""
        return len(self.threat)

    def table(self) -> Table:
        """Return one row a window: names, times (s, raid time), first intercept point, shoot-look-shoot shots."""
        plan = self.plan
        classes = np.array(plan.threat_classes, dtype=object)[plan.threats.class_index]
        waves = np.array(plan.wave_names, dtype=object)[plan.threats.wave]
        units = np.array(plan.units.names, dtype=object)
        variants = np.array(plan.units.class_names, dtype=object)
        return Table(
            {
                "geometry_sample": np.full(len(self), plan.sample),
                "threat": self.threat,
                "threat_class": _text(classes[self.threat]),
                "wave": _text(waves[self.threat]),
                "unit": _text(units[self.unit]),
                "unit_class": _text(variants[plan.units.variant[self.unit]]),
                "part": self.part,
                "launch_earliest_s": self.launch_s[:, 0],
                "launch_latest_s": self.launch_s[:, -1],
                "intercept_first_s": self.intercept_s[:, 0],
                "intercept_last_s": self.intercept_s[:, -1],
                "intercept_latitude_deg": np.degrees(self.intercept_first_rad_m[:, 0]),
                "intercept_longitude_deg": np.degrees(self.intercept_first_rad_m[:, 1]),
                "intercept_altitude_m": self.intercept_first_rad_m[:, 2],
                "opportunities": self.opportunities,
            }
        )

    def reason_table(self) -> Table:
        """Return how many pairs of threat and fire unit have a window, or none for which reason, by class."""
        plan = self.plan
        words = _core.reason_words()
        shape = (len(plan.threat_classes), len(plan.units.class_names), len(words))
        counts = np.zeros(shape, dtype=np.int64)
        rows, columns = np.indices(self.reasons.shape)
        np.add.at(
            counts,
            (plan.threats.class_index[rows].astype(int), plan.units.variant[columns].astype(int), self.reasons),
            1,
        )
        threat, unit, reason = np.nonzero(counts)
        return Table(
            {
                "geometry_sample": np.full(len(threat), plan.sample),
                "threat_class": _text(plan.threat_classes[i] for i in threat),
                "unit_class": _text(plan.units.class_names[i] for i in unit),
                "reason": _text(words[i] for i in reason),
                "pairs": counts[threat, unit, reason],
            }
        )

    def explain(self, threat: int, unit: int) -> str:
        """Say in words whether a fire unit can engage a threat, both by index, and when or why not.

        Raises
        ------
        InvalidParameterError
            The threat or unit does not exist.
        """
        for name, value, limit in (("threat", threat, len(self.plan)), ("unit", unit, len(self.plan.units.names))):
            if not 0 <= value < limit:
                raise InvalidParameterError(f"{name} = {value} is not allowed: must be from 0 to {limit - 1}")
        reason = _core.reason_words()[self.reasons[threat, unit]]
        mine = np.flatnonzero((self.threat == threat) & (self.unit == unit))
        label = f"threat {threat} and {self.plan.units.names[unit]}"
        if not len(mine):
            return f"{label}: no window: {reason}"
        spans = [f"launch {self.launch_s[i, 0]:.0f} to {self.launch_s[i, -1]:.0f} s" for i in mine]
        return f"{label}: {'; '.join(spans)}; {self.opportunities[mine].sum()} opportunities"


def _text(values: Iterable[str]) -> npt.NDArray[np.str_]:
    return np.array(list(values), dtype=np.str_)


def engagement_windows(trajectories: Trajectories, plan: Plan, *, threads: int = 0) -> EngagementWindows:
    """Find when each fire unit of a plan can launch at each threat.

    Parameters
    ----------
    trajectories
        The plan's flights, from `fly`, or others in the same order.
    plan
        The compiled plan.
    threads
        Worker threads, 0 for all cores.

    Raises
    ------
    InvalidParameterError
        The trajectories are not those of the plan's threats, or a parameter is out of range.
    """
    if len(trajectories) != len(plan):
        raise InvalidParameterError(
            f"trajectories = {len(trajectories)} rows is not allowed: must be the plan's {len(plan)} threats"
        )
    threads = checked_threads(threads)
    threats, sensors, units = plan.threats, plan.sensors, plan.units
    tracks = _core.track_threats(
        trajectories.core,
        threats.launch_s,
        threats.class_index,
        threats.radar_cross_section_m2,
        sensors.parameters,
        sensors.range_by_class_m,
        threads,
    )
    windows = _core.engagement_windows(
        trajectories.core,
        threats.launch_s,
        threats.class_index,
        tracks,
        units.parameters,
        units.variant,
        units.flyout,
        units.flyouts,
        units.may_engage,
        plan.decision_time_s,
        threads,
    )
    threat, unit, part = windows.keys()
    first, _ = windows.intercept_points()
    return EngagementWindows(
        plan=plan,
        threat=threat,
        unit=unit,
        part=part,
        launch_s=windows.launch_s(),
        intercept_s=windows.intercept_s(),
        intercept_first_rad_m=first,
        opportunities=windows.opportunities(),
        reasons=windows.reasons(),
        first_detection_s=tracks.first_detection_s(),
    )
