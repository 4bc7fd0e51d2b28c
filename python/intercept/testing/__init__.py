"""Hypothesis strategies by physical regime, the laws that results obey, and trials of other people's propagators.

    from hypothesis import given
    from intercept.testing import laws, parametrize_propagator, releases_in_vacuum

    @given(releases_in_vacuum())
    def test_energy(body):
        for states in laws.flights(body.fly()):
            laws.assert_jacobi_constant(*states, relative=1e-9)

    @parametrize_propagator(my_propagator)
    def test_my_propagator(law):
        law()

Strategies need the extra ``testing`` (hypothesis), `parametrize_propagator` pytest; `laws`, `Body` and
`check_propagator` need neither. Names are imported when first used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from intercept.testing import laws
    from intercept.testing.batteries import defences
    from intercept.testing.bodies import entries_with_drag, lofted_bodies, releases_in_vacuum
    from intercept.testing.body import Body
    from intercept.testing.places import edge_sites, geodetic_points, launch_sites
    from intercept.testing.planets import airs, winds, worlds
    from intercept.testing.propagators import check_propagator, parametrize_propagator, propagator_laws
    from intercept.testing.raids import one_unit_a_threat_raids, raid_plans, raid_tables, with_more_rounds
    from intercept.testing.rockets import stages, vehicles
    from intercept.testing.scenarios import ballistic_engagements, drone_routes, small_scenarios

_HOME = {
    "Body": "body",
    "airs": "planets",
    "ballistic_engagements": "scenarios",
    "check_propagator": "propagators",
    "defences": "batteries",
    "drone_routes": "scenarios",
    "edge_sites": "places",
    "entries_with_drag": "bodies",
    "geodetic_points": "places",
    "launch_sites": "places",
    "lofted_bodies": "bodies",
    "one_unit_a_threat_raids": "raids",
    "parametrize_propagator": "propagators",
    "propagator_laws": "propagators",
    "raid_plans": "raids",
    "raid_tables": "raids",
    "releases_in_vacuum": "bodies",
    "small_scenarios": "scenarios",
    "stages": "rockets",
    "vehicles": "rockets",
    "winds": "planets",
    "with_more_rounds": "raids",
    "worlds": "planets",
}

__all__ = [
    "Body",
    "airs",
    "ballistic_engagements",
    "check_propagator",
    "defences",
    "drone_routes",
    "edge_sites",
    "entries_with_drag",
    "geodetic_points",
    "launch_sites",
    "laws",
    "lofted_bodies",
    "one_unit_a_threat_raids",
    "parametrize_propagator",
    "propagator_laws",
    "raid_plans",
    "raid_tables",
    "releases_in_vacuum",
    "small_scenarios",
    "stages",
    "vehicles",
    "winds",
    "with_more_rounds",
    "worlds",
]


def __getattr__(name: str) -> object:
    if name == "laws":
        return importlib.import_module("intercept.testing.laws")
    if name not in _HOME:
        raise AttributeError(f"module 'intercept.testing' has no attribute {name!r}")
    value = getattr(importlib.import_module(f"intercept.testing.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
