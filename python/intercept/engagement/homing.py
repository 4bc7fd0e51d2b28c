"""Closed-loop fly-out against a flown threat: the check of the fly-out tables.

A simulation of a point mass with published kinematics; no seeker, no body, no hardware. Model, symbols, sources,
limits: docs/models/interceptor.md.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

import intercept._core as _core
from intercept.base.arguments import choice, column, instance, number, refused, scalars
from intercept.base.arguments import threads as checked_threads
from intercept.base.factories import by_calls
from intercept.base.shown import Shown
from intercept.base.table import Table
from intercept.base.values import ByValue
from intercept.base.words import counted
from intercept.earth.places import place
from intercept.engagement.defence.flyout import FlyoutTable
from intercept.errors import InvalidParameterError
from intercept.flight.trajectories import Trajectories

Array = npt.NDArray[np.float64]
ENDS = ("passed", "too_slow", "timed_out", "target_gone", "no_course")
LAWS = ("true", "augmented")


@by_calls("ic.fly_out")
@dataclass(frozen=True, eq=False, repr=False)
class FlyOuts(ByValue, Shown):
    """Closed-loop fly-outs, one row for each launch; arrays of shape (n,), times since the launch of the threat (s).

    Model, sources, limits: docs/models/interceptor.md.

    Attributes
    ----------
    end
        How each ended: passed (the target), too_slow, timed_out, target_gone, or no_course where the table
        has none.
    predicted_s, intercept_s
        When the table predicts the intercept, and when it passed the target or ended.
    miss_m
        Distance when it passed the target, or when it ended.
    lateral_max_m_s2, lateral_margin_m_s2
        Greatest steering acceleration, and the least margin to the acceleration available.

    Examples
    --------
    >>> import intercept as ic
    >>> threat = ic.fly(ic.Flight.of_class("subsonic_cruise", range_m=200e3, launch_point=(-0.785, -2.18)))
    >>> table = ic.FlyoutTable.of_class("medium_range_sam")
    >>> flown = ic.fly_out(table, (-0.7845, -2.1357, 0.0), threat, [760.0, 780.0])
    >>> flown.table()["end"].tolist()
    ['passed', 'passed']
    """

    threat: npt.NDArray[np.uint64]
    launch_s: Array
    end: npt.NDArray[np.str_]
    predicted_s: Array
    intercept_s: Array
    miss_m: Array
    lateral_max_m_s2: Array
    lateral_margin_m_s2: Array

    def __len__(self) -> int:
        """Return the number of launches."""
        return len(self.launch_s)

    def __repr__(self) -> str:
        ends = (f"{number:,} {end}" for end, number in Counter(self.end.tolist()).items())
        return f"<FlyOuts: {', '.join((counted(len(self), 'launch', 'launches'), *ends))}>"

    def _shown(self) -> tuple[str, Table]:
        return repr(self).strip("<>"), self.table()

    def table(self) -> Table:
        """Return one row for each launch."""
        names = ("threat", "launch_s", "end", "predicted_s", "intercept_s", "miss_m", "lateral_max_m_s2")
        return Table({name: getattr(self, name) for name in (*names, "lateral_margin_m_s2")})


def fly_out(  # noqa: PLR0913 - the table, the pair and keyword-only guidance
    table: FlyoutTable,
    launcher: Sequence[float],
    trajectories: Trajectories,
    launch_s: npt.ArrayLike,
    *,
    threat: npt.ArrayLike = 0,
    law: Literal["true", "augmented"] = "true",
    navigation_ratio: float = 4.0,
    lag_s: float = 0.2,
    homing_from_s: float | None = None,
    lateral_acceleration_max_m_s2: float = math.inf,
    threads: int = 0,
) -> FlyOuts:
    """Fly interceptors in closed loop against flown threats: proportional navigation from the table's collision course.

    Model, sources, limits: docs/models/interceptor.md.

    Parameters
    ----------
    table
        The interceptor's table, which gives launch direction and speed along the path; not that of a gun.
    launcher
        Latitude, longitude (rad), altitude (m).
    trajectories
        The threats.
    launch_s
        Launch times since the launch of their threat (s): shape (n,), or one number. A launch that cannot meet the
        flight ends as no_course.
    threat
        Row of each launch's threat: shape (n,), or one for all.
    law
        `true` proportional navigation, or `augmented` by the target's acceleration.
    navigation_ratio
        Effective navigation ratio N', 2 to 10.
    lag_s
        Time constant of the first-order lag, 0 to 10.
    homing_from_s
        When homing begins, s after the launch, at half the way at the latest; at the end of the boost unless given.
    lateral_acceleration_max_m_s2
        A limit besides that of the table's interceptor, from 0.
    threads
        Worker threads, 0 for all cores.

    Raises
    ------
    InvalidParameterError
        A value is out of range, a threat does not exist, the lengths differ, or the interceptor is a gun's.

    Examples
    --------
    >>> import intercept as ic
    >>> threat = ic.fly(ic.Flight.of_class("subsonic_cruise", range_m=200e3, launch_point=(-0.785, -2.18)))
    >>> table = ic.FlyoutTable.of_class("medium_range_sam")
    >>> flown = ic.fly_out(table, (-0.7845, -2.1357, 0.0), threat, 780.0, law="augmented")
    >>> flown.end.tolist(), bool(flown.miss_m[0] < 20.0)
    (['passed'], True)
    """
    instance("table", table, FlyoutTable)
    instance("trajectories", trajectories, Trajectories)
    if table.interceptor.muzzle_speed_m_s is not None:
        raise refused("table", table.name or table.interceptor, "of a steered interceptor, not of a gun")
    choice("law", law, LAWS)
    launches = column("launch_s", launch_s)
    rows = column("threat", threat, len(launches))
    bad = rows[(rows < 0) | (rows != np.floor(rows)) | ~(rows < len(trajectories))]
    if len(bad):
        raise InvalidParameterError(
            f"threat = {bad[0]:g} is not allowed: must be a row of the trajectories, 0 to {len(trajectories) - 1}"
        )
    start = math.nan if homing_from_s is None else number("homing_from_s", homing_from_s, 0.0, 1e5)
    ratio, lag = scalars(navigation_ratio=navigation_ratio, lag_s=lag_s)
    limit = number("lateral_acceleration_max_m_s2", lateral_acceleration_max_m_s2, 0.0)
    index = rows.astype(np.uint64)
    found = _core.fly_out(
        table.core,
        list(place("launcher", launcher)),
        trajectories.core,
        index,
        launches,
        [ratio, lag, start, limit, float(law == "augmented")],
        checked_threads(threads),
    )
    return FlyOuts(
        threat=index,
        launch_s=launches,
        end=np.array(ENDS)[found["end"].astype(int)],
        predicted_s=found["predicted_s"],
        intercept_s=found["time_s"],
        miss_m=found["miss_m"],
        lateral_max_m_s2=found["lateral_max_m_s2"],
        lateral_margin_m_s2=found["lateral_margin_m_s2"],
    )
