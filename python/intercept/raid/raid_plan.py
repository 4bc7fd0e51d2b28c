"""A raid ready to be replicated: one geometry, with what each threat gives every unit to shoot at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

import numpy as np
import numpy.typing as npt

import intercept._core as _core
from intercept.base.arguments import by_name, instance, refused, texts
from intercept.base.arguments import threads as checked_threads
from intercept.base.factories import by_calls
from intercept.base.shown import Shown
from intercept.base.table import Table
from intercept.base.values import ByValue, Remade
from intercept.base.words import counted, one_of
from intercept.engagement.chances import BY_VECTOR, THREAT_SHARES, UNIT_SHARES, Chances
from intercept.engagement.plan import Plan
from intercept.errors import InvalidParameterError
from intercept.flight.trajectories import Trajectories
from intercept.raid import tables
from intercept.raid.posts import pairs_of, posts_of
from intercept.raid.sources import GivenWindows, Searched, SomeOf
from intercept.scenario.doctrine import stated_doctrine

Array = npt.NDArray[np.float64]


@by_calls("ic.RaidPlan.of", "ic.RaidPlan.from_tables")
@dataclass(frozen=True, eq=False, repr=False)
class RaidPlan(Remade, ByValue, Shown):
    """A raid ready to be replicated.

    Model, sources, limits: docs/models/raid.md.

    Attributes
    ----------
    threat_classes, unit_classes, wave_names
        Names of the classes and waves, in the order of a tally's columns; unit classes by variant.
    threats
        Class, wave, asset (-1: none), launch and arrival (s, raid time), shape (threats, 5).
    units
        Variant of each unit's class, shape (units,).
    chances
        What is drawn.
    source
        Plan and flights whose encounters are searched, or the windows that somebody else has found.
    core
        The compiled raid.

    Raises
    ------
    InvalidParameterError
        A value is out of range, or the shapes do not fit together.

    Examples
    --------
    >>> import intercept as ic
    >>> plan = ic.compile_plan(ic.Scenario.from_file("examples/notional-small.toml"))
    >>> raid = ic.RaidPlan.of(plan, ic.fly(plan))
    >>> raid
    <RaidPlan: 32 threats, 20 fire units>
    >>> harmless = raid.with_chances(kill_probability=0.0 * plan.chances.kill_probability)
    >>> int(ic.simulate(harmless, seed=1, replications=10).kills.sum())
    0
    """

    threat_classes: tuple[str, ...]
    unit_classes: tuple[str, ...]
    wave_names: tuple[str, ...]
    threats: Array
    units: npt.NDArray[np.uint64]
    chances: Chances
    source: Searched | SomeOf | GivenWindows
    core: _core.RaidPlan = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if isinstance(self.source, GivenWindows):
            windows = self.source
            met = _core.Encounters(
                len(self.threats),
                windows.threat,
                windows.unit,
                windows.launch_s,
                windows.intercept_s,
                windows.kill_factor,
            )
        else:
            met = self.source.encounters
        chances, doctrine = self.chances, self.chances.doctrine
        core = _core.RaidPlan(
            encounters=met,
            threats=np.column_stack([self.threats, chances.jitter_s]),
            threat_keys=chances.threat_keys,
            units=self.units,
            unit_keys=chances.unit_keys,
            sensors=np.column_stack([chances.sensor_classes, chances.sensor_tracks_max]).astype(float),
            sensor_keys=chances.sensor_keys,
            unit_class_keys=chances.unit_class_keys,
            threat_classes=len(self.threat_classes),
            sensor_classes=chances.sensor_availability.shape[1],
            waves=len(self.wave_names),
            asset_values=chances.asset_values,
            kill_scale=chances.kill_scale,
            preference=chances.preference,
            held=chances.held,
            command=(chances.posts, chances.unit_posts, chances.comes_at),
            deconfliction_delay_s=doctrine.deconfliction_delay_s,
            rounds_per_target_max=doctrine.rounds_per_target_max,
            wait_for_cheaper=doctrine.wait_for_cheaper,
            priority=doctrine.priority,
        )
        object.__setattr__(self, "core", core)

    def __len__(self) -> int:
        """Return the number of threats."""
        return len(self.threats)

    def __repr__(self) -> str:
        return f"<RaidPlan: {counted(len(self), 'threat')}, {counted(len(self.units), 'fire unit')}>"

    def _shown(self) -> tuple[str, Table]:
        threats = np.bincount(self.threats[:, 0].astype(np.intp), minlength=len(self.threat_classes))
        return repr(self).strip("<>"), Table({"threat_class": list(self.threat_classes), "threats": threats})

    @classmethod
    def of(cls, plan: Plan, trajectories: Trajectories, *, threads: int = 0) -> RaidPlan:
        """Return the raid of a compiled plan whose threats were flown: all that every sensor and unit could do.

        Which sensors are up, and how long a decision takes, is drawn when it is replicated.

        Raises
        ------
        UnreachableError
            A threat was not flown, so that it cannot take part in a raid.
        InvalidParameterError
            The plan is not a compiled one, or a value of it is out of range.
        """
        instance("plan", plan, Plan)
        instance("trajectories", trajectories, Trajectories).check(plan.threat_name)
        return cls.searched(plan, Searched(plan, trajectories, checked_threads(threads)))

    @classmethod
    def searched(cls, plan: Plan, source: Searched) -> RaidPlan:
        """Return the raid of a plan whose encounters are those of another one: `Plan.encounters_hash` is the same."""
        threats, chances, trajectories = plan.threats, plan.chances, source.trajectories
        arrival_s = threats.launch_s + trajectories.flight_time_s
        return cls(
            threat_classes=plan.threat_classes,
            unit_classes=plan.units.class_names,
            wave_names=plan.wave_names,
            threats=np.column_stack(
                [threats.class_index, threats.wave, chances.asset, threats.launch_s, arrival_s]
            ).astype(float),
            units=plan.units.variant,
            chances=chances,
            source=source,
        )

    @classmethod
    def from_tables(  # noqa: PLR0913 - settings by keyword
        cls,
        threats: tables.Columns,
        units: tables.Columns,
        windows: tables.Columns,
        *,
        assets: tables.Columns | None = None,
        shares: Mapping[str, tables.ByClass] | None = None,
        kill_scale: Mapping[str, Mapping[str, float]] | None = None,
        preference: tuple[str, ...] = (),
        held: Mapping[str, tuple[str, ...]] | None = None,
        depots: Mapping[str, Mapping[str, float]] | None = None,
        command_posts: Mapping[str, Mapping[str, float]] | None = None,
        comes_at: tables.Columns | None = None,
        doctrine: Mapping[str, object] | None = None,
    ) -> RaidPlan:
        """Return a raid of numbers alone: other people's windows, queues, textbook cases.

        Parameters
        ----------
        threats
            Columns (a mapping or a data frame) `launch_s` and `arrival_s` (raid time); and, if given, `name`,
            `threat_class`, `wave` and `asset` (names) and `jitter_s`, by which all times of the threat are moved
            either way, uniformly, in each replication.
        units
            Columns `name`, `defence_class`, `command_post` (empty for none) and any of `MAGAZINE_COLUMNS`; at least
            one column. A unit has one round, one channel and no limit unless given. `waiting_max` is the most threats
            that wait for the unit at once: who comes to it beyond these is turned away (M/M/c/K with K = channels +
            waiting_max).
        windows
            Columns `threat` and `unit` (row numbers), `launch_s` and `intercept_s`: arrays of shape (windows,) or
            (windows, points), launches ascending; and, if given, `kill_factor`, of the same shape, 0 to 1: what
            geometry leaves of the kill probability.
        assets
            Columns `name` and, if given, `asset_class` and `value`.
        shares
            By name (`kill_probability`, `common_cause_share`, `unit_availability`, `failure_share`, `jam_share`,
            `jam_crash_share`, `decoy_share`, `discrimination_share`): one value, or one by class, or arrays of one for
            each vector of what is not known. Unless given, every round kills, every unit is up and no threat fails.
        kill_scale
            By defence class and threat class, a factor from 0 to 1.
        preference
            Defence classes in the order in which they are tried; those left out come last, as equals.
        held
            By defence class, the threat classes at which it holds its fire.
        depots
            By defence class, `DEPOT_COLUMNS`.
        command_posts
            By name, `operators` (1 to 2^32 - 1) and `operator_time_s` (0 to 1e10): an engagement by any unit of the
            post takes one of its operators for so long, from the launch on.
        comes_at
            Columns `threat` and `unit` (row numbers): which units a threat comes at. A unit that can choose takes such
            a threat before all others.
        doctrine
            How fire is controlled, by keys of a scenario's `[decision]` with their ranges and defaults: `command`
            ("coordinated" or "autonomous"), `deconfliction_delay_s`, `rounds_per_target_max` (no limit unless given),
            `wait_for_cheaper` and `priority` ("earliest_impact", "value_at_risk" or "hardest_first").

        Raises
        ------
        InvalidParameterError
            A column is missing, unknown or too short, or a value is out of range.

        Examples
        --------
        >>> import intercept as ic
        >>> threats = {"launch_s": [0.0, 0.0], "arrival_s": [100.0, 100.0]}
        >>> windows = {"threat": [0, 1], "unit": [0, 0], "launch_s": [10.0, 20.0], "intercept_s": [30.0, 40.0]}
        >>> raid = ic.RaidPlan.from_tables(threats, {"name": ["with one round"]}, windows)
        >>> ic.simulate(raid, seed=1, replications=3).leaked_by_wave.tolist()
        [[1], [1], [1]]
        """
        listed = tables.Listed.of(threats, units, assets)
        chances = tables.chances(
            listed,
            shares=by_name("shares", shares),
            kill_scale={k: by_name(f"kill_scale[{k}]", v) for k, v in by_name("kill_scale", kill_scale).items()},
            preference=texts("preference", preference),
            held={k: texts(f"held[{k}]", v) for k, v in by_name("held", held).items()},
            depots={k: by_name(f"depots[{k}]", v) for k, v in by_name("depots", depots).items()},
            posts=posts_of(listed.unit_posts, command_posts),
            comes_at=pairs_of(comes_at, listed),
            doctrine=stated_doctrine(doctrine),
        )
        return cls(
            threat_classes=listed.threat_classes,
            unit_classes=listed.unit_classes,
            wave_names=listed.wave_names,
            threats=listed.threats,
            units=listed.units,
            chances=chances,
            source=GivenWindows(*tables.windows(windows, listed)),
        )

    def with_chances(self, **values: Any) -> RaidPlan:  # noqa: ANN401 - of the type of each field
        """Return the raid with some values of its chances changed, such as `magazines`, or its `doctrine`.

        The doctrine is given by keys, as of `from_tables`.

        Raises
        ------
        InvalidParameterError
            The chances have no value of that name, or it is not allowed.
        """
        known = {entry.name for entry in fields(Chances)}
        for name in values:
            if name not in known:
                raise InvalidParameterError(f"{name} is not allowed: must be {one_of(name, sorted(known))}")
        if "doctrine" in values:
            values["doctrine"] = stated_doctrine(values["doctrine"])
        changed = replace(self.chances, **values)
        up, was = (np.shape(each.sensor_availability) for each in (changed, self.chances))
        if not set(values) <= set(BY_VECTOR) or up[1:] != was[1:]:
            return replace(self, chances=changed)
        # The core holds nothing of what each vector has but how many classes of sensors; to make it again takes longer
        # than some replications.
        made = object.__new__(type(self))
        for entry in fields(self):
            object.__setattr__(made, entry.name, getattr(self, entry.name))
        object.__setattr__(made, "chances", changed)
        return made


def some_of(raid: RaidPlan, threat: npt.NDArray[np.uint32], *, seen: bool = False) -> RaidPlan:
    """Return the raid of some threats of a searched one, each with its own luck; `seen` as of `SomeOf`."""
    if not isinstance(raid.source, Searched):
        raise refused("raid", raid, "one of a compiled plan")
    source = SomeOf(raid.source, threat, seen)
    return replace(raid, threats=raid.threats[threat], chances=raid.chances.some(threat), source=source)


def unknowns(chances: Chances) -> _core.Unknowns:
    """Return the vectors of chances for the core."""
    shares = {name: getattr(chances, name) for name in (*UNIT_SHARES, "sensor_availability", *THREAT_SHARES)}
    return _core.Unknowns(
        **shares, decision_time_s=chances.decision_time_s, magazines=chances.magazines, depots=chances.depots
    )
