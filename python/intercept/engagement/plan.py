"""Plans: what geometry needs, and what a raid draws from, as arrays in SI units and radians, frozen and picklable.

Times count from the start of the raid.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

import intercept._core as _core
from intercept.base.arguments import by_name, column, number, refused, texts, whole
from intercept.base.factories import by_calls
from intercept.base.narrow import Narrow, narrow
from intercept.base.shown import Shown
from intercept.base.table import Table
from intercept.base.values import ByValue
from intercept.base.words import counted, numeral
from intercept.catalogue.catalogue import Catalogue
from intercept.earth.terrain import Terrain
from intercept.earth.wind import Wind
from intercept.earth.world import EARTH, World
from intercept.engagement.chances import Chances
from intercept.engagement.defence.classes import check_given
from intercept.engagement.defence.classes import named as class_names
from intercept.engagement.defence.columns import FireUnits, Sensors
from intercept.engagement.defence.defence import Defence, sensors_of, units_of, warnings_of
from intercept.engagement.digest import digest_of
from intercept.errors import InvalidParameterError
from intercept.flight.rows import Flights, no_flights

Array = npt.NDArray[np.float64]
Index = npt.NDArray[np.uint64]

# Of a threat for which nothing is given.
THREAT_CLASS, RADAR_CROSS_SECTION_M2 = "threat", 1.0
LAUNCH_MAX_S, RADAR_CROSS_SECTION_MAX_M2, MANOEUVRE_MAX_M_S2 = 1e7, 1e6, 5e3


@dataclass(frozen=True, eq=False, repr=False)
class Threats(ByValue):
    """The threats: arrays of shape (n,), `class_index` and `wave` into the plan's names.

    `manoeuvre_m_s2` is the lateral acceleration of a threat besides the turns of its flight.
    """

    class_index: Index
    wave: Index
    launch_s: Array
    radar_cross_section_m2: Array
    manoeuvre_m_s2: Array
    flights: Flights


def wave_place(index: int, name: str) -> str:
    """Return how a message names a wave: by its place in the file, and its name."""
    return f'raid.waves[{index}] "{name}"'


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class GeometryPlan(ByValue, Shown):
    """What the search for engagement windows needs: threats, sensors, fire units and the time a decision takes (s).

    `warning_s` is the time from the launch of a flight of each threat class to the warning of it, infinite for none.
    `terrain` is the ground that hides threats, None for the bare ellipsoid; `wind` the wind that they fly in, None for
    still air. `draw` numbers the vector of what is not known, the first of those in one geometry; None is the most
    likely defence.
    """

    draw: int | None = None
    wave_names: tuple[str, ...]
    threat_classes: tuple[str, ...]
    threats: Threats
    sensors: Sensors
    units: FireUnits
    decision_time_s: float
    warning_s: Array
    terrain: Terrain | None = None
    wind: Wind | None = None

    @property
    def world(self) -> World:
        """The world that the threats fly over: the real Earth, with the wind."""
        return EARTH if self.wind is None else World(wind=self.wind)

    def __len__(self) -> int:
        """Return the number of threats."""
        return len(self.threats.launch_s)

    def __repr__(self) -> str:
        counts = (
            counted(len(self), "threat"),
            counted(len(self.sensors.names), "sensor"),
            counted(len(self.units.names), "fire unit"),
        )
        return f"<{type(self).__name__}: {', '.join(counts)}>"

    def _shown(self) -> tuple[str, Table]:
        threats = np.bincount(self.threats.class_index.astype(np.intp), minlength=len(self.threat_classes))
        return repr(self).strip("<>"), Table({"threat_class": list(self.threat_classes), "threats": threats})

    @property
    def known(self) -> Table:
        """What is known of each threat beside its flight: `Trajectories.threats`."""
        of, waves = self.threats.class_index, self.threats.wave
        return Table(
            {
                "threat_class": Narrow(narrow(of), names=self.threat_classes),
                "wave": Narrow(narrow(waves), names=self.wave_names),
                "launch_s": self.threats.launch_s,
            }
        )

    def threat_name(self, threat: int) -> str:
        """Return how a message names a threat: by its wave, its number within it from 1, and its class.

        Raises
        ------
        InvalidParameterError
            There is no such threat.
        """
        threat = whole("threat", threat, 0, len(self) - 1)
        wave = int(self.threats.wave[threat])
        number = int(np.count_nonzero(self.threats.wave[:threat] == wave)) + 1
        class_name = self.threat_classes[int(self.threats.class_index[threat])]
        return f"{wave_place(wave, self.wave_names[wave])}, threat {number} ({class_name})"

    def hash(self) -> str:
        """Return the SHA-256, in hex, of every name and array of the plan."""
        return digest_of(self)

    def flights_hash(self) -> str:
        """Return the SHA-256, in hex, of what decides how the threats of waves fly."""
        return digest_of(self.threats, self.terrain, self.wind)

    def encounters_hash(self) -> str:
        """Return the SHA-256, in hex, of what decides, beside the flights, what each unit could meet and sensors track.

        Which of them are up, and how long a decision takes, is no part of it.
        """
        return digest_of(self.threat_classes, self.sensors, self.units, self.warning_s, self.flights_hash())


@by_calls("ic.compile_plan")
@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Plan(GeometryPlan):
    """One geometry of a scenario, compiled; `scenario_name` and `scenario_hash` are those of the scenario as written.

    `down` names the sensors and fire units that are down in the replication that it was compiled for, if it was.

    Model, sources, limits: docs/models/uncertainty.md.

    Examples
    --------
    >>> import intercept as ic
    >>> plan = ic.compile_plan(ic.Scenario.from_file("examples/notional-small.toml"))
    >>> len(plan), plan.draw
    (32, None)
    >>> plan.threat_name(0)
    'raid.waves[0] "drones", threat 1 (one_way_attack_drone)'
    >>> len(plan.hash()) == len(plan.flights_hash()) == len(plan.encounters_hash()) == 64
    True
    """

    scenario_name: str
    scenario_hash: str
    chances: Chances
    down: tuple[str, ...] = ()

    def encounters_hash(self) -> str:
        """Return the SHA-256, in hex, of what decides what each unit could meet, and how well."""
        return digest_of(super().encounters_hash(), self.chances.kill_geometry)

    def fly_rows(self, start: int, stop: int, *, world: World, tolerance_m: float, threads: int) -> _core.Trajectories:
        """Fly the threats from one number to another, not included: what `ic.fly` calls."""
        flights = self.threats.flights
        if not len(flights) and len(self):
            raise InvalidParameterError(
                "a plan over tracks is not allowed: must be one of waves; tracks have flown, and are handed to"
                " engagement_windows as they are"
            )
        return flights.fly_rows(
            start, stop, world=world, tolerance_m=tolerance_m, threads=threads, terrain=self.terrain
        )

    def __repr__(self) -> str:
        drawn = "most likely values" if self.draw is None else f"draw {self.draw:,}"
        return f"{super().__repr__()[:-1]}; {drawn} of scenario {self.scenario_hash[:8]}>"


def plan_of(
    defence: Defence,
    rows: int,
    *,
    launch_s: npt.ArrayLike | None,
    radar_cross_section_m2: npt.ArrayLike | None,
    threat_class: str | Sequence[str] | None,
    manoeuvre_m_s2: npt.ArrayLike | None,
) -> GeometryPlan:
    """Return the plan of a defence against flown threats.

    Parameters
    ----------
    defence
        The defence.
    rows
        How many threats.
    launch_s, radar_cross_section_m2, threat_class, manoeuvre_m_s2
        As of `intercept.engagement_windows`.

    Raises
    ------
    InvalidParameterError
        A value is out of range, there is not one for each threat, or a class is not known or left out where the defence
        depends on it.
    """
    if not isinstance(threat_class, str | Sequence | None) or isinstance(threat_class, bytes) or threat_class == "":
        raise refused("threat_class", threat_class, "a name, or one for each threat")
    named = [threat_class or THREAT_CLASS] * rows if isinstance(threat_class, str | None) else list(threat_class)
    if len(named) != rows:
        raise InvalidParameterError(
            f"threat_class of {counted(len(named), 'name')} is not allowed: must be one name, or {rows:,} of them"
        )
    classes = texts("threat_class", named)
    own = {*class_names(defence.sensors, defence.fire_units), *by_name("warning_s", defence.warning_s)}
    check_given(
        None if threat_class is None else classes,
        own,
        by_class=bool(own),
        cross_section_given=radar_cross_section_m2 is not None,
    )
    index = np.array([classes.index(name) for name in named], dtype=np.uint64)
    given = {"launch_s": launch_s, "radar_cross_section_m2": radar_cross_section_m2, "manoeuvre_m_s2": manoeuvre_m_s2}
    limits = {
        "launch_s": (-LAUNCH_MAX_S, LAUNCH_MAX_S),
        "radar_cross_section_m2": (0.0, RADAR_CROSS_SECTION_MAX_M2),
        "manoeuvre_m_s2": (0.0, MANOEUVRE_MAX_M_S2),
    }
    usual = {"launch_s": 0.0, "radar_cross_section_m2": _cross_sections(classes)[index], "manoeuvre_m_s2": 0.0}
    columns = {
        name: np.full(rows, usual[name]) if value is None else _column(name, value, rows, limits[name])
        for name, value in given.items()
    }
    threats = Threats(
        class_index=index,
        wave=np.zeros(rows, dtype=np.uint64),
        flights=no_flights(),
        **columns,
    )
    return GeometryPlan(
        wave_names=("threats",),
        threat_classes=classes,
        threats=threats,
        sensors=sensors_of(defence, classes),
        units=units_of(defence, classes),
        decision_time_s=defence.decision_time_s,
        warning_s=warnings_of(defence, classes),
    )


def plan_of_some(plan: Plan, threat: npt.NDArray[np.uint32]) -> Plan:
    """Return the plan of some of the threats, by their numbers, which ascend: each flies and is met as it was."""
    columns = ("class_index", "wave", "launch_s", "radar_cross_section_m2", "manoeuvre_m_s2")
    own = {name: getattr(plan.threats, name)[threat] for name in columns}
    threats = Threats(**own, flights=plan.threats.flights.some(threat.astype(np.uint64)))
    return dataclasses.replace(plan, threats=threats, chances=plan.chances.some(threat))


def _column(name: str, value: npt.ArrayLike, rows: int, limits: tuple[float, float]) -> npt.NDArray[np.float64]:
    if isinstance(value, int | float):
        return np.full(rows, number(name, value, *limits))
    values = column(name, value, rows)
    outside = np.flatnonzero(~((values >= limits[0]) & (values <= limits[1])))
    if len(outside):
        raise InvalidParameterError(
            f"{name}[{outside[0]}] = {values[outside[0]]} is not allowed: must be a number from {numeral(limits[0])} to"
            f" {numeral(limits[1])}"
        )
    return values


def _cross_sections(classes: Sequence[str]) -> npt.NDArray[np.float64]:
    """Return the most likely radar cross-section (m^2) of catalogue classes, 1 for others."""
    known = Catalogue.load().threats
    return np.array(
        [
            known[name].parameters["radar_cross_section_m2"].mode if name in known else RADAR_CROSS_SECTION_M2
            for name in classes
        ]
    )
