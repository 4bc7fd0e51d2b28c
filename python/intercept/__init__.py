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
    from intercept.analysis.claim import check_claim
    from intercept.areas.area import DefendedArea
    from intercept.areas.coverage import Coverage, coverage
    from intercept.areas.defended_area import defended_area, launch_area
    from intercept.areas.loss import AreaLoss, area_loss
    from intercept.areas.plots import plot_areas
    from intercept.defence import Defence
    from intercept.engagements import EngagementWindows, engagement_windows
    from intercept.ensemble import Ensemble, release
    from intercept.fire_unit import FireUnit
    from intercept.flights.boosted import BoostedFlight, PullUp
    from intercept.flights.depressed import DepressedFlight
    from intercept.flights.drag_curves import drag_curve
    from intercept.flights.glide import GlideFlight
    from intercept.flights.hypersonic_cruise import HypersonicCruiseFlight
    from intercept.flights.of_class import ClassFlight, class_flight
    from intercept.flights.route import Dive, Fuel, Loiter, PopUp, RouteFlight
    from intercept.flights.vehicle import Aerodynamics, GravityTurn, PitchProgramme, Stage, Vehicle
    from intercept.flying import fly
    from intercept.flyout import FlyoutTable, flyout_table
    from intercept.frames import (
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
    from intercept.homing import FlyOuts, fly_out
    from intercept.interceptor import Interceptor
    from intercept.launch import LaunchSolution, solve_launch
    from intercept.raids import RaidPlan, Tally, simulate
    from intercept.record import read_record
    from intercept.result import Result
    from intercept.running import run
    from intercept.scenario.catalogue import Catalogue
    from intercept.scenario.compile import compile_plan
    from intercept.scenario.model import Scenario
    from intercept.scenario.plan import Plan
    from intercept.scenario.theatre import expand
    from intercept.sensor import Sensor
    from intercept.table import Table
    from intercept.terrain import Terrain
    from intercept.trajectories import Event, Outcome, Trajectories
    from intercept.wind import Wind
    from intercept.world import Air, Geodetic, World, us76

__version__ = _core.VERSION

_HOME = {
    "Aerodynamics": "intercept.flights.vehicle",
    "Air": "intercept.world",
    "AreaLoss": "intercept.areas.loss",
    "BoostedFlight": "intercept.flights.boosted",
    "Catalogue": "intercept.scenario.catalogue",
    "ClassFlight": "intercept.flights.of_class",
    "Coverage": "intercept.areas.coverage",
    "Defence": "intercept.defence",
    "DefendedArea": "intercept.areas.area",
    "DepressedFlight": "intercept.flights.depressed",
    "Dive": "intercept.flights.route",
    "EngagementWindows": "intercept.engagements",
    "Ensemble": "intercept.ensemble",
    "Event": "intercept.trajectories",
    "FireUnit": "intercept.fire_unit",
    "FlyOuts": "intercept.homing",
    "FlyoutTable": "intercept.flyout",
    "Fuel": "intercept.flights.route",
    "Geodetic": "intercept.world",
    "GlideFlight": "intercept.flights.glide",
    "GravityTurn": "intercept.flights.vehicle",
    "HypersonicCruiseFlight": "intercept.flights.hypersonic_cruise",
    "Interceptor": "intercept.interceptor",
    "LaunchSolution": "intercept.launch",
    "Loiter": "intercept.flights.route",
    "Outcome": "intercept.trajectories",
    "PitchProgramme": "intercept.flights.vehicle",
    "Plan": "intercept.scenario.plan",
    "PopUp": "intercept.flights.route",
    "PullUp": "intercept.flights.boosted",
    "RaidPlan": "intercept.raids",
    "Result": "intercept.result",
    "RouteFlight": "intercept.flights.route",
    "Scenario": "intercept.scenario.model",
    "Sensor": "intercept.sensor",
    "Stage": "intercept.flights.vehicle",
    "Table": "intercept.table",
    "Tally": "intercept.raids",
    "Terrain": "intercept.terrain",
    "Trajectories": "intercept.trajectories",
    "Vehicle": "intercept.flights.vehicle",
    "Wind": "intercept.wind",
    "World": "intercept.world",
    "aer_to_ecef": "intercept.frames",
    "aer_to_enu": "intercept.frames",
    "area_loss": "intercept.areas.loss",
    "check_claim": "intercept.analysis.claim",
    "class_flight": "intercept.flights.of_class",
    "compile_plan": "intercept.scenario.compile",
    "coverage": "intercept.areas.coverage",
    "defended_area": "intercept.areas.defended_area",
    "drag_curve": "intercept.flights.drag_curves",
    "ecef_to_aer": "intercept.frames",
    "ecef_to_eci": "intercept.frames",
    "ecef_to_enu": "intercept.frames",
    "ecef_to_geodetic": "intercept.frames",
    "ecef_vector_to_enu": "intercept.frames",
    "eci_to_ecef": "intercept.frames",
    "engagement_windows": "intercept.engagements",
    "enu_to_aer": "intercept.frames",
    "enu_to_ecef": "intercept.frames",
    "enu_vector_to_ecef": "intercept.frames",
    "expand": "intercept.scenario.theatre",
    "fly": "intercept.flying",
    "fly_out": "intercept.homing",
    "flyout_table": "intercept.flyout",
    "geodesic_direct": "intercept.frames",
    "geodesic_inverse": "intercept.frames",
    "geodetic_to_ecef": "intercept.frames",
    "launch_area": "intercept.areas.defended_area",
    "plot_areas": "intercept.areas.plots",
    "read_record": "intercept.record",
    "release": "intercept.ensemble",
    "run": "intercept.running",
    "simulate": "intercept.raids",
    "solve_launch": "intercept.launch",
    "us76": "intercept.world",
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
]


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'intercept' has no attribute {name!r}")
    value = getattr(importlib.import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
