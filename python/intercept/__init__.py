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
    from intercept.engagements import EngagementWindows, engagement_windows
    from intercept.raids import RaidPlan, Tally, simulate
    from intercept.record import read_record
    from intercept.result import Result
    from intercept.run import run
    from intercept.scenario.catalogue import Catalogue
    from intercept.scenario.compile import compile_plan
    from intercept.scenario.model import Scenario
    from intercept.scenario.plan import Plan
    from intercept.scenario.theatre import expand
    from intercept.table import Table
    from intercept.trajectories import Event, Outcome, Trajectories, fly, release, us76
    from intercept.world import Air, World

__version__ = _core.VERSION

_HOME = {
    "Air": "intercept.world",
    "Catalogue": "intercept.scenario.catalogue",
    "EngagementWindows": "intercept.engagements",
    "Event": "intercept.trajectories",
    "Outcome": "intercept.trajectories",
    "Plan": "intercept.scenario.plan",
    "RaidPlan": "intercept.raids",
    "Result": "intercept.result",
    "Scenario": "intercept.scenario.model",
    "Table": "intercept.table",
    "Tally": "intercept.raids",
    "Trajectories": "intercept.trajectories",
    "World": "intercept.world",
    "check_claim": "intercept.analysis.claim",
    "compile_plan": "intercept.scenario.compile",
    "engagement_windows": "intercept.engagements",
    "expand": "intercept.scenario.theatre",
    "fly": "intercept.trajectories",
    "read_record": "intercept.record",
    "release": "intercept.trajectories",
    "run": "intercept.run",
    "simulate": "intercept.raids",
    "us76": "intercept.trajectories",
}

__all__ = [
    "Air",
    "Catalogue",
    "EngagementWindows",
    "Event",
    "Outcome",
    "Plan",
    "RaidPlan",
    "Result",
    "Scenario",
    "Table",
    "Tally",
    "Trajectories",
    "World",
    "__version__",
    "check_claim",
    "compile_plan",
    "engagement_windows",
    "expand",
    "fly",
    "read_record",
    "release",
    "run",
    "simulate",
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
