"""The search for tracks and launch windows by the compiled core, and what it finds, as arrays."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

import intercept._core as _core
from intercept.base.arguments import column, refused, rising
from intercept.base.values import ByValue
from intercept.base.words import one_of
from intercept.engagement.plan import GeometryPlan
from intercept.engagement.tracks import Tracks
from intercept.flight.trajectories import Trajectories

if TYPE_CHECKING:
    from intercept.earth.terrain import Terrain

Array = npt.NDArray[np.float64]
# Of a threat class: angles from nose on (rad) and factors on the radar cross-section.
Aspects: TypeAlias = Mapping[str, tuple[npt.ArrayLike, npt.ArrayLike]]


@dataclass(frozen=True, eq=False, repr=False)
class Windows(ByValue):
    """Launch windows of every threat and fire unit, and the tracks they rest on: see `EngagementWindows`."""

    plan: GeometryPlan
    trajectories: Trajectories
    threat: npt.NDArray[np.uint32]
    unit: npt.NDArray[np.uint32]
    part: npt.NDArray[np.uint32]
    launch_s: Array
    intercept_s: Array
    intercept_first_rad_m: Array
    intercept_last_rad_m: Array
    slant_range_first_m: Array
    slant_range_last_m: Array
    best_launch_s: Array
    best_intercept_s: Array
    best_intercept_rad_m: Array
    best_crossing_angle_rad: Array
    best_closing_speed_m_s: Array
    best_lateral_margin_m_s2: Array
    opportunities: npt.NDArray[np.uint32]
    shot_launch_s: Array
    shot_intercept_s: Array
    reasons: npt.NDArray[np.uint8]
    tracking: Tracks

    def __len__(self) -> int:
        """Return the number of windows."""
        return len(self.threat)

    @property
    def arrival_s(self) -> Array:
        """When each flight ends (s, raid time), shape (threats,); NaN for one that was not flown."""
        return np.asarray(self.plan.threats.launch_s + self.trajectories.flight_time_s)

    @property
    def first_detection_s(self) -> Array:
        """When any sensor first detects each threat (s, raid time), shape (threats,); NaN for never."""
        return self.tracking.first_detection_s


def _aspects(plan: GeometryPlan, aspects: Aspects) -> list[tuple[Array, Array] | None]:
    """Return angles and factors of each threat class of the plan, None where none are given."""
    if not isinstance(aspects, Mapping):
        raise refused("aspects", aspects, "a mapping of threat class to angles (rad) and factors")
    for name in aspects:
        if name not in plan.threat_classes:
            raise refused("threat class of aspects", name, one_of(name, plan.threat_classes))
    return [_table(name, aspects[name]) if name in aspects else None for name in plan.threat_classes]


def _table(name: str, table: tuple[npt.ArrayLike, npt.ArrayLike]) -> tuple[Array, Array]:
    if not isinstance(table, Sequence) or len(table) != 2:
        raise refused(f"aspects[{name}]", table, "two sequences: angles (rad) and factors")
    angles, factors = column(f"aspects[{name}] angle_rad", table[0]), column(f"aspects[{name}] factor", table[1])
    order = rising(angles)
    return angles[order].copy(), factors[order].copy()


def _listed(sensors: Sequence[tuple[int, ...] | None]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.uint64]]:
    """Return how many sensors each unit names, -1 where it names none, and their indices one unit after another."""
    counts = [-1 if named is None else len(named) for named in sensors]
    listed = [index for named in sensors for index in named or ()]
    return np.array(counts, dtype=np.int64), np.array(listed, dtype=np.uint64)


# Tables of interceptors by their rows, the latest last: a class has the same in every call.
_KNOWN: OrderedDict[bytes, _core.FlyoutTable] = OrderedDict()
_KNOWN_MAX = 128
_LOCK = Lock()


def flyout_tables(flyouts: Array, threads: int) -> list[_core.FlyoutTable]:
    """Return the fly-out table of each row; those of the last calls are not made again."""
    keys = [row.tobytes() for row in flyouts]
    with _LOCK:
        known = {key: _KNOWN[key] for key in keys if key in _KNOWN}
    missing = {key: row for key, row in zip(keys, flyouts, strict=True) if key not in known}
    if missing:
        known |= dict(zip(missing, _core.flyout_tables(np.array(list(missing.values())), threads), strict=True))
    with _LOCK:
        for key in keys:
            _KNOWN[key] = known[key]
            _KNOWN.move_to_end(key)
        while len(_KNOWN) > _KNOWN_MAX:
            _KNOWN.popitem(last=False)
    return [known[key] for key in keys]


def search(
    trajectories: Trajectories, plan: GeometryPlan, aspects: Aspects | None, terrain: Terrain | None, threads: int
) -> Windows:
    """Return the windows of a plan whose threats were flown."""
    meetings = _meetings(trajectories, plan, aspects, terrain, threads)
    return _found(trajectories, plan, *meetings.windows(plan.decision_time_s, threads))


def encounters(trajectories: Trajectories, plan: GeometryPlan, kill_geometry: Array, threads: int) -> _core.Encounters:
    """Return what each threat of a plan gives every unit to shoot at, for any set of the plan's sensors."""
    return _meetings(trajectories, plan, None, plan.terrain, threads).encounters(kill_geometry, threads)


def _sensors(plan: GeometryPlan, aspects: Aspects | None, terrain: Terrain | None, threads: int) -> _core.Sensors:
    return _core.Sensors(
        plan.sensors.parameters,
        plan.sensors.range_by_class_m,
        threads,
        aspects=_aspects(plan, {} if aspects is None else aspects),
        terrain=None if terrain is None else terrain.core,
    )


def _meetings(
    trajectories: Trajectories, plan: GeometryPlan, aspects: Aspects | None, terrain: Terrain | None, threads: int
) -> _core.Meetings:
    threats, units = plan.threats, plan.units
    return _core.Meetings(
        trajectories.core,
        threats.launch_s,
        threats.class_index,
        threats.radar_cross_section_m2,
        _sensors(plan, aspects, terrain, threads),
        units.parameters,
        units.variant,
        units.flyout,
        flyout_tables(units.flyouts, threads),
        units.range_by_class_m,
        _listed(units.cued_by),
        _listed(units.guided_by),
        threats.manoeuvre_m_s2,
        threats.launch_s + plan.warning_s[threats.class_index],
        threads,
        terrain=None if terrain is None else terrain.core,
    )


def _found(trajectories: Trajectories, plan: GeometryPlan, tracks: _core.Tracks, windows: _core.Windows) -> Windows:
    threat, unit, part = windows.keys()
    first, last = windows.intercept_points()
    slant_first, slant_last = windows.slant_range_m()
    best, best_point = windows.best()
    shot_launch, shot_intercept = windows.shots()
    return Windows(
        plan=plan,
        trajectories=trajectories,
        threat=threat,
        unit=unit,
        part=part,
        launch_s=windows.launch_s(),
        intercept_s=windows.intercept_s(),
        intercept_first_rad_m=first,
        intercept_last_rad_m=last,
        slant_range_first_m=slant_first,
        slant_range_last_m=slant_last,
        best_launch_s=best[:, 0],
        best_intercept_s=best[:, 1],
        best_intercept_rad_m=best_point,
        best_crossing_angle_rad=best[:, 2],
        best_closing_speed_m_s=best[:, 3],
        best_lateral_margin_m_s2=best[:, 4],
        opportunities=windows.opportunities(),
        shot_launch_s=shot_launch,
        shot_intercept_s=shot_intercept,
        reasons=windows.reasons(),
        tracking=Tracks(tracks),
    )
