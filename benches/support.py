"""What several benchmarks start from: the recorded night, compiled and flown once."""

from functools import cache
from pathlib import Path

import intercept as ic

EXAMPLES = Path(__file__).parents[1] / "examples"
NIGHT, SMALL = EXAMPLES / "recorded-night.toml", EXAMPLES / "notional-small.toml"
TRUCE = EXAMPLES / "compare" / "truce-on-energy.toml"
THREATS = 549


@cache
def night() -> tuple[ic.Plan, ic.Trajectories]:
    """Return plan and flights of the most likely case."""
    plan = ic.compile_plan(ic.Scenario.from_file(NIGHT))
    trajectories = ic.fly(plan)
    trajectories.check("threat")
    return plan, trajectories


@cache
def night_raid() -> ic.RaidPlan:
    """Return the raid of the most likely case, ready to replicate."""
    plan, trajectories = night()
    return ic.RaidPlan.of(plan, trajectories)
