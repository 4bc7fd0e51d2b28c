"""The limits of a defence, each of which can be lifted to see what it costs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from intercept.engagement.chances import BY_VECTOR, MAGAZINE_COLUMNS, POST_COLUMNS, Chances, Doctrine
from intercept.raid.raid_plan import RaidPlan

# What is lifted: every threat is tracked from its launch on, for all units, by a sensor that is always up; each unit
# has a million channels, each command post as many operators, and any number of threats may wait; each unit has a
# million rounds on its launchers; no cap on rounds at a target, no unit that leaves one to others after so many misses,
# none that holds its fire or waits for a cheaper one, all under one command without delay.
LIMITS = ("sensors", "channels", "rounds", "doctrine")
PLENTY = 1_000_000.0


def first_vectors(raid: RaidPlan, count: int) -> RaidPlan:
    """Return a raid with the first vectors of its chances alone."""
    chances = raid.chances
    return replace(raid, chances=replace(chances, **{name: getattr(chances, name)[:count] for name in BY_VECTOR}))


def without(raid: RaidPlan, limit: str) -> RaidPlan:
    """Return a raid without one of `LIMITS` other than that of the sensors, which is one of encounters."""
    chances = raid.chances
    if limit == "doctrine":
        rules = Doctrine(priority=chances.doctrine.priority)
        free = _set(chances, rounds_per_target_max=np.inf, misses_max=PLENTY, shoot_look_shoot=1.0)
        return replace(raid, chances=replace(free, doctrine=rules, held=np.zeros_like(chances.held)))
    if limit == "channels":
        posts = chances.posts.copy()
        posts[:, POST_COLUMNS.index("operators")] = PLENTY
        return replace(raid, chances=replace(_set(chances, channels=PLENTY, waiting_max=np.inf), posts=posts))
    return replace(raid, chances=_set(chances, rounds=PLENTY))


def _set(chances: Chances, **values: float) -> Chances:
    magazines = chances.magazines.copy()
    for name, value in values.items():
        magazines[:, :, MAGAZINE_COLUMNS.index(name)] = value
    return replace(chances, magazines=magazines)
