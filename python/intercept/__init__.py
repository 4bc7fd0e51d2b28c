"""Trajectories, engagement windows and raid outcomes from public sources.

    import intercept as ic
    result = ic.run(ic.Scenario.from_file("examples/recorded-night.toml"), replications=200, seed=1)
    result.summary()

Names are imported when first used, so that `import intercept` itself costs next to nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from intercept import _core

if TYPE_CHECKING:
    from intercept.areas.area import DefendedArea
    from intercept.areas.coverage import Coverage, coverage
    from intercept.areas.defended_area import defended_area, launch_area
    from intercept.areas.loss import AreaLoss, area_loss
    from intercept.base.table import Table
    from intercept.catalogue.catalogue import Catalogue
    from intercept.earth.frames import (
        aer_to_ecef,
        aer_to_enu,
        ecef_to_aer,
        ecef_to_eci,
        ecef_to_enu,
        ecef_to_geodetic,
        ecef_vector_to_enu,
        eci_to_ecef,
        enu_to_aer,
        enu_to_ecef,
        enu_vector_to_ecef,
        geodesic_direct,
        geodesic_inverse,
        geodetic_to_ecef,
    )
    from intercept.earth.terrain import Terrain
    from intercept.earth.wind import Wind
    from intercept.earth.world import Air, Geodetic, World, us76
    from intercept.engagement.defence.defence import Defence
    from intercept.engagement.defence.fire_unit import FireUnit
    from intercept.engagement.defence.flyout import FlyoutTable, flyout_table
    from intercept.engagement.defence.interceptor import Interceptor
    from intercept.engagement.defence.sensor import Sensor
    from intercept.engagement.homing import FlyOuts, fly_out
    from intercept.engagement.plan import Plan
    from intercept.engagement.windows import EngagementWindows, engagement_windows
    from intercept.flight.ensemble import Ensemble, release
    from intercept.flight.fly import fly
    from intercept.flight.kinds.boosted import BoostedFlight, PullUp
    from intercept.flight.kinds.depressed import DepressedFlight
    from intercept.flight.kinds.drag_curves import drag_curve
    from intercept.flight.kinds.glide import GlideFlight
    from intercept.flight.kinds.hypersonic_cruise import HypersonicCruiseFlight
    from intercept.flight.kinds.launch import LaunchSolution, solve_launch
    from intercept.flight.kinds.route import Dive, Fuel, Loiter, PopUp, RouteFlight
    from intercept.flight.kinds.vehicle import Aerodynamics, GravityTurn, PitchProgramme, Stage, Vehicle
    from intercept.flight.of_class import ClassFlight, class_flight
    from intercept.flight.trajectories import Event, Outcome, Trajectories
    from intercept.raid.result import Result
    from intercept.raid.run import run
    from intercept.raid.simulate import RaidPlan, Tally, simulate
    from intercept.record import read_record
    from intercept.record.claim import check_claim
    from intercept.report.pages.areas import plot_areas
    from intercept.report.write import write
    from intercept.scenario.compile import compile_plan
    from intercept.scenario.model.scenario import Scenario
    from intercept.scenario.theatre import expand

__version__ = _core.VERSION

_HOME = {
    "Aerodynamics": "intercept.flight.kinds.vehicle",
    "Air": "intercept.earth.world",
    "AreaLoss": "intercept.areas.loss",
    "BoostedFlight": "intercept.flight.kinds.boosted",
    "Catalogue": "intercept.catalogue.catalogue",
    "ClassFlight": "intercept.flight.of_class",
    "Coverage": "intercept.areas.coverage",
    "Defence": "intercept.engagement.defence.defence",
    "DefendedArea": "intercept.areas.area",
    "DepressedFlight": "intercept.flight.kinds.depressed",
    "Dive": "intercept.flight.kinds.route",
    "EngagementWindows": "intercept.engagement.windows",
    "Ensemble": "intercept.flight.ensemble",
    "Event": "intercept.flight.trajectories",
    "FireUnit": "intercept.engagement.defence.fire_unit",
    "FlyOuts": "intercept.engagement.homing",
    "FlyoutTable": "intercept.engagement.defence.flyout",
    "Fuel": "intercept.flight.kinds.route",
    "Geodetic": "intercept.earth.world",
    "GlideFlight": "intercept.flight.kinds.glide",
    "GravityTurn": "intercept.flight.kinds.vehicle",
    "HypersonicCruiseFlight": "intercept.flight.kinds.hypersonic_cruise",
    "Interceptor": "intercept.engagement.defence.interceptor",
    "LaunchSolution": "intercept.flight.kinds.launch",
    "Loiter": "intercept.flight.kinds.route",
    "Outcome": "intercept.flight.trajectories",
    "PitchProgramme": "intercept.flight.kinds.vehicle",
    "Plan": "intercept.engagement.plan",
    "PopUp": "intercept.flight.kinds.route",
    "PullUp": "intercept.flight.kinds.boosted",
    "RaidPlan": "intercept.raid.simulate",
    "Result": "intercept.raid.result",
    "RouteFlight": "intercept.flight.kinds.route",
    "Scenario": "intercept.scenario.model.scenario",
    "Sensor": "intercept.engagement.defence.sensor",
    "Stage": "intercept.flight.kinds.vehicle",
    "Table": "intercept.base.table",
    "Tally": "intercept.raid.simulate",
    "Terrain": "intercept.earth.terrain",
    "Trajectories": "intercept.flight.trajectories",
    "Vehicle": "intercept.flight.kinds.vehicle",
    "Wind": "intercept.earth.wind",
    "World": "intercept.earth.world",
    "aer_to_ecef": "intercept.earth.frames",
    "aer_to_enu": "intercept.earth.frames",
    "area_loss": "intercept.areas.loss",
    "check_claim": "intercept.record.claim",
    "class_flight": "intercept.flight.of_class",
    "compile_plan": "intercept.scenario.compile",
    "coverage": "intercept.areas.coverage",
    "defended_area": "intercept.areas.defended_area",
    "drag_curve": "intercept.flight.kinds.drag_curves",
    "ecef_to_aer": "intercept.earth.frames",
    "ecef_to_eci": "intercept.earth.frames",
    "ecef_to_enu": "intercept.earth.frames",
    "ecef_to_geodetic": "intercept.earth.frames",
    "ecef_vector_to_enu": "intercept.earth.frames",
    "eci_to_ecef": "intercept.earth.frames",
    "engagement_windows": "intercept.engagement.windows",
    "enu_to_aer": "intercept.earth.frames",
    "enu_to_ecef": "intercept.earth.frames",
    "enu_vector_to_ecef": "intercept.earth.frames",
    "expand": "intercept.scenario.theatre",
    "fly": "intercept.flight.fly",
    "fly_out": "intercept.engagement.homing",
    "flyout_table": "intercept.engagement.defence.flyout",
    "geodesic_direct": "intercept.earth.frames",
    "geodesic_inverse": "intercept.earth.frames",
    "geodetic_to_ecef": "intercept.earth.frames",
    "launch_area": "intercept.areas.defended_area",
    "plot_areas": "intercept.report.pages.areas",
    "read_record": "intercept.record",
    "release": "intercept.flight.ensemble",
    "run": "intercept.raid.run",
    "simulate": "intercept.raid.simulate",
    "solve_launch": "intercept.flight.kinds.launch",
    "us76": "intercept.earth.world",
    "write": "intercept.report.write",
}

__all__ = [
    "Aerodynamics",
    "Air",
    "AreaLoss",
    "BoostedFlight",
    "Catalogue",
    "ClassFlight",
    "Coverage",
    "Defence",
    "DefendedArea",
    "DepressedFlight",
    "Dive",
    "EngagementWindows",
    "Ensemble",
    "Event",
    "FireUnit",
    "FlyOuts",
    "FlyoutTable",
    "Fuel",
    "Geodetic",
    "GlideFlight",
    "GravityTurn",
    "HypersonicCruiseFlight",
    "Interceptor",
    "LaunchSolution",
    "Loiter",
    "Outcome",
    "PitchProgramme",
    "Plan",
    "PopUp",
    "PullUp",
    "RaidPlan",
    "Result",
    "RouteFlight",
    "Scenario",
    "Sensor",
    "Stage",
    "Table",
    "Tally",
    "Terrain",
    "Trajectories",
    "Vehicle",
    "Wind",
    "World",
    "__version__",
    "aer_to_ecef",
    "aer_to_enu",
    "area_loss",
    "check_claim",
    "class_flight",
    "compile_plan",
    "coverage",
    "defended_area",
    "drag_curve",
    "ecef_to_aer",
    "ecef_to_eci",
    "ecef_to_enu",
    "ecef_to_geodetic",
    "ecef_vector_to_enu",
    "eci_to_ecef",
    "engagement_windows",
    "enu_to_aer",
    "enu_to_ecef",
    "enu_vector_to_ecef",
    "expand",
    "fly",
    "fly_out",
    "flyout_table",
    "geodesic_direct",
    "geodesic_inverse",
    "geodetic_to_ecef",
    "launch_area",
    "plot_areas",
    "read_record",
    "release",
    "run",
    "simulate",
    "solve_launch",
    "us76",
    "write",
]


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'intercept' has no attribute {name!r}")
    value = getattr(importlib.import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
