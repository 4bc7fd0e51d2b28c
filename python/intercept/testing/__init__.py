"""Hypothesis strategies by physical regime, and the laws that results obey: for tests of models built on this package.

    from hypothesis import given
    from intercept.testing import laws, releases_in_vacuum

    @given(releases_in_vacuum())
    def test_energy(body):
        laws.assert_jacobi_constant(body.fly(), relative=1e-9)

Needs the extra ``testing`` (hypothesis); `laws` alone does not. Names are imported when first used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from intercept.testing import laws
    from intercept.testing.bodies import Body, entries_with_drag, lofted_bodies, releases_in_vacuum
    from intercept.testing.places import edge_sites, geodetic_points, launch_sites
    from intercept.testing.raids import one_unit_a_threat_raids, raid_plans, with_more_rounds
    from intercept.testing.scenarios import ballistic_engagements, drone_routes, small_scenarios
    from intercept.testing.vehicles import stages, vehicles

_HOME = {
    "Body": "bodies",
    "ballistic_engagements": "scenarios",
    "drone_routes": "scenarios",
    "edge_sites": "places",
    "entries_with_drag": "bodies",
    "geodetic_points": "places",
    "launch_sites": "places",
    "lofted_bodies": "bodies",
    "one_unit_a_threat_raids": "raids",
    "raid_plans": "raids",
    "releases_in_vacuum": "bodies",
    "small_scenarios": "scenarios",
    "stages": "vehicles",
    "vehicles": "vehicles",
    "with_more_rounds": "raids",
}

__all__ = [
    "Body",
    "ballistic_engagements",
    "drone_routes",
    "edge_sites",
    "entries_with_drag",
    "geodetic_points",
    "launch_sites",
    "laws",
    "lofted_bodies",
    "one_unit_a_threat_raids",
    "raid_plans",
    "releases_in_vacuum",
    "small_scenarios",
    "stages",
    "vehicles",
    "with_more_rounds",
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
