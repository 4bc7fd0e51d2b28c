"""The defence as the areas need it: sensors and fire units against one class of threat, at their most likely values."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

import intercept._core as _core
from intercept.base.arguments import refused
from intercept.base.outside import contents_of
from intercept.base.titles import OfScenario, scenario_of_plan
from intercept.base.values import ByValue
from intercept.base.words import one_of, one_of_class, spelled
from intercept.catalogue.catalogue import Catalogue
from intercept.earth.terrain import Terrain
from intercept.earth.wind import Wind
from intercept.earth.world import EARTH, World
from intercept.engagement.defence.columns import FireUnits, Sensors
from intercept.engagement.defence.defence import Defence
from intercept.engagement.plan import GeometryPlan, Threats, plan_of
from intercept.engagement.windows import EngagementWindows, engagement_windows
from intercept.errors import InvalidParameterError
from intercept.flight.rows import no_flights
from intercept.scenario.model.scenario import Scenario
from intercept.scenario.most_likely import most_likely

if TYPE_CHECKING:
    from intercept.flight.trajectories import Trajectories

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False, repr=False)
class Sites(ByValue):
    """Sensors and fire units against one threat class."""

    threat_class: str
    sensors: Sensors
    units: FireUnits
    decision_time_s: float
    warning_s: Array
    terrain: Terrain | None = None
    wind: Wind | None = None
    # Said of it by itself, with its own terrain.
    defence: Defence | None = None
    # The name and the SHA-256 of the scenario that they are of, as far as there is one and they are known.
    scenario: OfScenario = (None, None)

    @property
    def world(self) -> World:
        """The world that threats fly over: the real Earth, with the wind."""
        return EARTH if self.wind is None else World(wind=self.wind)

    @property
    def places(self) -> Array:
        """The latitude and longitude (rad) of the fire units, shape (n, 2)."""
        return self.units.positions[:, :2]

    @property
    def reach_m(self) -> Array:
        """Greatest slant range of each fire unit."""
        return self.units.column("slant_range_max_m")

    @property
    def rule_told(self) -> str:
        """What the rules of a raid say of fire units that do not engage the class, as a sentence; empty if all do.

        In a scenario or a plan such units have no shot. A defence said by itself has no rules, and its shots count.
        """
        if self.defence is not None:
            may = Catalogue.load().may_engage({})
            engages = np.array([self.threat_class in may.get(n, {self.threat_class}) for n in self.units.class_names])
        else:
            engages = self.units.may_engage[:, 0]
        variants = dict.fromkeys(self.units.variant.tolist())
        classes = dict.fromkeys(spelled(self.units.class_names[v]) for v in variants if not engages[v])
        if not classes:
            return ""
        named = f"By the rules of a raid {', '.join(classes)} {'does' if len(classes) == 1 else 'do'} not engage"
        against = f"{named} {one_of_class(self.threat_class)}"
        if self.defence is not None:
            return f"{against}: the answer is of what {'it' if len(classes) == 1 else 'they'} could reach."
        others = len(classes) < len({spelled(self.units.class_names[v]) for v in variants})
        return f"{against}{': the reasons are those of the other units' if others else ''}."

    def windows(self, trajectories: Trajectories, radar_cross_section_m2: float, threads: int) -> EngagementWindows:
        """Return the launch windows against flights of the class, all launched at time 0."""
        if self.defence is not None:
            return engagement_windows(
                trajectories,
                self.defence,
                radar_cross_section_m2=radar_cross_section_m2,
                threat_class=self.threat_class,
                threads=threads,
            )
        return engagement_windows(trajectories, self._plan(len(trajectories), radar_cross_section_m2), threads=threads)

    def _plan(self, rows: int, radar_cross_section_m2: float) -> GeometryPlan:
        zero = np.zeros(rows, dtype=np.uint64)
        return GeometryPlan(
            wave_names=("flights",),
            threat_classes=(self.threat_class,),
            threats=Threats(
                class_index=zero,
                wave=zero,
                launch_s=np.zeros(rows),
                radar_cross_section_m2=np.full(rows, radar_cross_section_m2),
                manoeuvre_m_s2=np.zeros(rows),
                flights=no_flights(),
            ),
            sensors=self.sensors,
            units=self.units,
            decision_time_s=self.decision_time_s,
            warning_s=self.warning_s,
            terrain=self.terrain,
            wind=self.wind,
        )


def sites_of(defence: Defence | Scenario | GeometryPlan, threat_class: str) -> Sites:
    """Return the sites of a defence, of a scenario (all up and at their most likely values), or of a plan as drawn.

    Raises
    ------
    InvalidParameterError
        The defence is of another type or has no fire unit, or the plan was not compiled for the threat class.
    """
    if isinstance(defence, Defence):
        plan = plan_of(
            defence,
            1,
            launch_s=None,
            radar_cross_section_m2=None,
            threat_class=threat_class,
            manoeuvre_m_s2=None,
        )
        sites = dataclasses.replace(_of_plan(plan, threat_class), defence=defence)
    elif isinstance(defence, Scenario):
        sites = _of_plan(most_likely(defence, threat_class), threat_class)
        sites = dataclasses.replace(sites, scenario=(defence.name, defence.hash()))
    elif isinstance(defence, GeometryPlan):
        sites = _of_plan(defence, threat_class)
        sites = dataclasses.replace(sites, scenario=scenario_of_plan(defence))
    else:
        raise refused("defence", defence, "a Defence, Scenario, the path of its file, or a Plan")
    if not len(sites.units.names):
        with contents_of(defence.file if isinstance(defence, Scenario) else None):
            raise InvalidParameterError("defence is not allowed: must have at least one fire unit")
    return sites


def _of_plan(plan: GeometryPlan, threat_class: str) -> Sites:
    if threat_class not in plan.threat_classes:
        known = one_of(threat_class, plan.threat_classes)
        raise refused(
            "threat_class",
            threat_class,
            f"one that the plan is compiled against (give the scenario for others), {known}",
        )
    column = [plan.threat_classes.index(threat_class)]
    sensors = dataclasses.replace(plan.sensors, range_by_class_m=plan.sensors.range_by_class_m[:, column])
    units = plan.units
    engaged = dataclasses.replace(units, range_by_class_m=units.range_by_class_m[:, column])
    return Sites(threat_class, sensors, engaged, plan.decision_time_s, plan.warning_s[column], plan.terrain, plan.wind)


def centre_of(sites: Sites) -> tuple[float, float]:
    """Return latitude and longitude (rad) of the middle of the fire units: of their mean in space."""
    positions = _core.geodetic_to_ecef(sites.places[:, 0], sites.places[:, 1], np.zeros(1))
    latitude, longitude, _ = _core.ecef_to_geodetic(positions.mean(axis=0, keepdims=True))
    return float(latitude[0]), float(longitude[0])
