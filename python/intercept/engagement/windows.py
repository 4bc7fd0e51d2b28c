"""Which fire unit can engage which threat, and when: detection, tracks, launch windows, and reasons why not.

Models and limits: docs/models/engagement.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from intercept.base.arguments import instance, refused, whole
from intercept.base.arguments import threads as checked_threads
from intercept.base.factories import by_calls
from intercept.base.shown import Shown
from intercept.base.table import Table
from intercept.base.words import counted, one_of
from intercept.engagement import explain, search, tables
from intercept.engagement.defence.defence import Defence
from intercept.engagement.given import given_facts
from intercept.engagement.plan import GeometryPlan, plan_of
from intercept.errors import InvalidParameterError
from intercept.flight.trajectories import Trajectories
from intercept.flight.under_ground import heed_ground

if TYPE_CHECKING:
    from intercept.engagement.search import Aspects

Array = npt.NDArray[np.float64]


@by_calls("ic.engagement_windows")
@dataclass(frozen=True, eq=False, repr=False)
class EngagementWindows(search.Windows, Shown):
    """Launch windows of every threat and fire unit, and the tracks they rest on. Times are raid time (s).

    Windows can be pickled and deep-copied, and compare by value.

    Model, sources, limits: docs/models/engagement.md.

    Attributes
    ----------
    plan, trajectories
        What was searched.
    threat, unit, part
        Threat and fire unit of each window (indices), and its number among those of the pair: shape (windows,), sorted.
    launch_s, intercept_s
        Launches from the earliest to the latest, and their intercepts: shape (windows, 8).
    intercept_first_rad_m, intercept_last_rad_m
        First and last intercept: latitude and longitude (rad), altitude (m), shape (windows, 3).
    slant_range_first_m, slant_range_last_m
        Their slant ranges from the fire unit, shape (windows,).
    best_launch_s, best_intercept_s, best_intercept_rad_m
        The intercept with the greatest margin of lateral acceleration.
    best_crossing_angle_rad, best_closing_speed_m_s, best_lateral_margin_m_s2
        Its crossing angle (0: head-on), closing speed and margin.
    opportunities
        Shots of shoot-look-shoot that fit into each window, shape (windows,).
    shot_launch_s, shot_intercept_s
        These shots, one window after another.
    reasons
        0 where a pair has a window, else the code of the reason why not, shape (threats, units); `pairs` has the words.
    tracking
        When each threat is detected and tracked.

    Examples
    --------
    >>> import intercept as ic
    >>> plan = ic.compile_plan(ic.Scenario.from_file("examples/notional-small.toml"))
    >>> windows = ic.engagement_windows(ic.fly(plan), plan)
    >>> windows
    <EngagementWindows: 89 windows, in 89 of 640 pairs of 32 threats and 20 fire units>
    >>> windows.explain(0, "medium_range_sam-1")[:90]
    'Threat 0 (one-way attack drone) and medium_range_sam-1 (medium-range SAM): 1 window with 2'
    >>> table = windows.table()
    >>> len(table) == len(windows), len(windows.pairs()), len(windows.tracks()), len(windows.sensor_tracks())
    (True, 640, 32, 704)
    >>> len(windows.shots()) == int(windows.opportunities.sum())
    True
    >>> windows.reason_table().head(2)
    threat_class          unit_class         reason        pairs
    one_way_attack_drone  interceptor_drone  engageable       16
    one_way_attack_drone  interceptor_drone  out_of_reach     80
    (2 rows)
    >>> windows.to_arrow().schema.names == list(table.columns)
    True
    >>> len(windows.to_pandas()) == len(windows.to_polars()) == len(table)
    True
    """

    def __repr__(self) -> str:
        threats, units = self.reasons.shape
        pairs = f"{np.count_nonzero(self.reasons == 0):,} of {counted(threats * units, 'pair')}"
        of = f"{counted(threats, 'threat')} and {counted(units, 'fire unit')}"
        return f"<EngagementWindows: {counted(len(self), 'window')}, in {pairs} of {of}>"

    def table(self) -> Table:
        """Return one row for each window.

        Columns: threat, threat_class, wave, unit_index, unit, unit_class, part; launch_earliest_s and
        launch_latest_s; of the intercepts of these two launches: time, place, altitude above the ellipsoid and slant
        range from the unit (`intercept_first_s`, `intercept_*` and `intercept_last_*`); the launch with the
        greatest margin of lateral acceleration and its intercept (`best_*`); margin_s, how long an order may wait;
        margin_lateral_m_s2, available less required at best (infinite where nothing limits it); opportunities.
        """
        return tables.windows(self)

    def pairs(self) -> Table:
        """Return one row for each pair of threat and fire unit, with or without a window.

        Columns: those of `table`, and windows, opportunities (of all windows), launch_earliest_s and launch_latest_s
        (NaN without a window), reason_code and reason.
        """
        return tables.pairs(self)

    def shots(self) -> Table:
        """Return one row for each shot of shoot-look-shoot: threat, unit, part, shot, launch_s, intercept_s."""
        return tables.shots(self)

    def tracks(self) -> Table:
        """Return one row for each threat: launch_s, arrival_s, first detection and its sensor, track, reason.

        Tracks with times of a clock also have time_zero, the instant of UTC at which times are 0.
        """
        return tables.tracks(self)

    def sensor_tracks(self) -> Table:
        """Return one row for each threat and sensor: detection, tracks and how long they last, or why there are none.

        Columns: threat, threat_class, wave, sensor_index, sensor, sensor_class, first_detection_s, track_begin_s,
        coverage_intervals, coverage_s, track_intervals, track_s (hand-over included), reason_code, reason.
        """
        return tables.sensor_tracks(self)

    def reason_table(self) -> Table:
        """Return by class how many pairs of threat and fire unit have a window, and for each reason how many do not."""
        return tables.reasons(self)

    def _shown(self) -> tuple[str, Table]:
        return repr(self).strip("<>"), self.reason_table()

    def explain(self, threat: int, unit: int | str) -> str:
        """Say in sentences whether a fire unit can engage a threat: when and where, or what fails and by how much.

        Parameters
        ----------
        threat
            Index of the threat.
        unit
            Index or name of the fire unit.

        Raises
        ------
        InvalidParameterError
            The threat or unit does not exist.
        """
        return explain.explain(self, self._threat(threat), self._unit(unit))

    def to_arrow(self) -> Any:  # noqa: ANN401 - pyarrow is an extra
        """Return the windows, as in `table`, as a `pyarrow.Table` whose fields carry their `unit` (extra `tables`)."""
        return self.table().to_arrow()

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Hand the windows to any reader of the Arrow PyCapsule interface."""
        return self.table().__arrow_c_stream__(requested_schema)

    def to_pandas(self) -> Any:  # noqa: ANN401
        """Return the windows, as in `table`, as a `pandas.DataFrame` (extra `pandas`)."""
        return self.table().to_pandas()

    def to_polars(self) -> Any:  # noqa: ANN401
        """Return the windows, as in `table`, as a `polars.DataFrame` (extra `polars`)."""
        return self.table().to_polars()

    def _threat(self, threat: int) -> int:
        if not len(self.plan):
            raise refused("threat", threat, "the index of a threat, but there are no threats")
        return whole("threat", threat, 0, len(self.plan) - 1)

    def _unit(self, unit: int | str) -> int:
        names = self.plan.units.names
        if not names:
            raise refused("unit", unit, "the index or name of a fire unit, but there are no fire units")
        if not isinstance(unit, str):
            return whole("unit", unit, 0, len(names) - 1)
        if unit not in names:
            raise refused("unit", unit, f"the name of a fire unit, {one_of(unit, names)}")
        return names.index(unit)


def engagement_windows(  # noqa: PLR0913 - keyword-only facts about the threats
    trajectories: Trajectories,
    defence: GeometryPlan | Defence,
    *,
    launch_s: npt.ArrayLike | None = None,
    radar_cross_section_m2: npt.ArrayLike | None = None,
    threat_class: str | Sequence[str] | None = None,
    manoeuvre_m_s2: npt.ArrayLike | None = None,
    aspects: Aspects | None = None,
    threads: int = 0,
) -> EngagementWindows:
    """Find when each fire unit can launch at each threat.

    Model, sources, limits: docs/models/engagement.md.

    Parameters
    ----------
    trajectories
        The flights, from `fly`; for a plan those of its threats, or others in the same order. What was given as samples
        begins when its first sample was, and has the facts that were given with it.
    defence
        An `ic.Defence`, or a compiled plan. A plan holds launch times, cross-sections, classes and manoeuvres itself:
        they may not be given together with it.
    launch_s
        When each flight starts (raid time, -1e7 to 1e7), one for all or shape (n,); 0 unless given.
    radar_cross_section_m2
        0 to 1e6, one for all or shape (n,). Unless given, the most likely one of the threat class in the catalogue,
        and 1 for other names.
    threat_class
        A name for all, or one for each: a class of the catalogue, or one that a sensor or fire unit of the defence
        names. It may be left out where nothing in the defence depends on it; with a radar cross-section given, any name
        may then stand for it in tables.
    manoeuvre_m_s2
        Lateral acceleration of a threat besides the turns of its flight (0 to 5000), one for all or shape (n,); 0
        unless given.
    aspects
        Radar cross-section by aspect: for a threat class, angles from nose on (rad, rising or falling, 0 to pi) and the
        factors on the cross-section there (1e-6 to 1e6), log-linear in between. It may be given together with a plan,
        too.
    threads
        Worker threads, 0 for all cores.

    Raises
    ------
    InvalidParameterError
        The trajectories are not those of the plan's threats, or a parameter is out of range.

    Examples
    --------
    >>> import intercept as ic
    >>> flight = ic.Flight.of_class("subsonic_cruise", range_m=200e3, launch_point=(-0.785, -2.18))
    >>> end = (-0.7845, -2.1357)
    >>> radar = ic.Sensor.of_class("surveillance_radar", position=end)
    >>> unit = ic.FireUnit.of_class("medium_range_sam", position=end)
    >>> windows = ic.engagement_windows(ic.fly(flight), ic.Defence([radar], [unit]), threat_class="subsonic_cruise")
    >>> windows.pairs()["reason"].tolist()
    ['engageable']
    """
    given = {
        "launch_s": launch_s,
        "radar_cross_section_m2": radar_cross_section_m2,
        "threat_class": threat_class,
        "manoeuvre_m_s2": manoeuvre_m_s2,
    }
    threads = checked_threads(threads)
    instance("trajectories", trajectories, Trajectories)
    if not isinstance(defence, Defence | GeometryPlan):
        raise refused("defence", defence, "an ic.Defence or an ic.Plan")
    if isinstance(defence, Defence):
        facts = given_facts(trajectories, launched=launch_s is not None)
        known = {name: facts[name] if value is None else value for name, value in given.items()}
        plan = plan_of(defence, len(trajectories), **known)  # type: ignore[arg-type]  # by name
        terrain = defence.terrain
        heed_ground(trajectories, terrain)
    else:
        for name, value in given.items():
            if value is not None:
                raise InvalidParameterError(
                    f"{name} is not allowed together with a plan, which holds it for each threat"
                )
        plan, terrain = defence, defence.terrain
    if len(trajectories) != len(plan):
        raise InvalidParameterError(
            f"trajectories = {counted(len(trajectories), 'row')} is not allowed: must be one for each of the plan's"
            f" {counted(len(plan), 'threat')}"
        )
    found = search.search(trajectories, plan, aspects, terrain, threads)
    return EngagementWindows(**vars(found))
