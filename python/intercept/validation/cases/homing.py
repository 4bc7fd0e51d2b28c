"""Homing by proportional navigation in the reduced mode: linear, planar, constant speeds (data/homing/SOURCE.md).

The closed loop of `intercept.fly_out` flies head-on at a target, with a heading error or a step of acceleration so
small that its geometry is linear.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np

import intercept._core as _core
from intercept.validation.check import Case, Check, Source
from intercept.validation.closed_forms import homing_acceleration_ratio, homing_miss_ratios
from intercept.validation.tables import Library

TITLE = "Zarchan, Tactical and Strategic Missile Guidance, 6th ed."
# Its closed loop, reduced to a plane and constant speeds.
PART = "ic.fly_out"
SPEED_M_S, TARGET_M_S = 2_000.0, 1_000.0
HEADING_RAD, STEP_M_S2 = 1e-5, 1e-3
REASON = "stated: the closed forms were confirmed to 1e-4"


def guidance(navigation_ratio: float, lag_s: float) -> list[float]:
    """Return true proportional navigation without a limit, as columns."""
    return [navigation_ratio, lag_s, math.nan, math.inf, 0.0]


def misses(library: Library) -> Iterable[Check]:  # noqa: ARG001 - closed forms
    """Compare the misses by a heading error and by a step of the target, over their scales."""
    source = Source("homing-miss", TITLE, PART)
    time_s = 4.0
    for ratio in (3, 4):
        for x in (1.0, 2.5, 5.0, 8.0):
            law = guidance(ratio, time_s / x)
            motion = (SPEED_M_S, TARGET_M_S, time_s)
            by_heading = _core.fly_out_reduced(law, motion, (HEADING_RAD, 0.0))[0]
            by_step = -_core.fly_out_reduced(law, motion, (0.0, STEP_M_S2))[0]
            decay = math.exp(-x)
            heading, step = homing_miss_ratios(ratio, x)
            figures = (by_heading / (SPEED_M_S * HEADING_RAD * time_s * decay), heading)
            allowed = 1e-4 * (1.0 + abs(heading))
            yield source.absolute(f"flown: heading error, N' {ratio}, x {x:g}", figures, "1", allowed, REASON)
            figures = (by_step / (STEP_M_S2 * time_s**2 * decay), step)
            allowed = 1e-4 * (1.0 + abs(step))
            yield source.absolute(f"flown: target step, N' {ratio}, x {x:g}", figures, "1", allowed, REASON)


def acceleration(library: Library) -> Iterable[Check]:  # noqa: ARG001 - a closed form
    """Compare the acceleration after a step of the target without a lag, along the flight."""
    source = Source("homing-acceleration", TITLE, PART)
    time_s = 10.0
    for ratio in (3.0, 4.0, 5.0):
        motion = (SPEED_M_S, TARGET_M_S, time_s)
        _, times, _, lateral = _core.fly_out_reduced(guidance(ratio, 0.0), motion, (0.0, STEP_M_S2))
        flown = lateral[:, 1] / STEP_M_S2
        # The last hundredth is left out: the line of sight turns ever faster by what the rounding leaves.
        shown = times < 0.99 * time_s
        theirs = np.array([homing_acceleration_ratio(ratio, t / time_s) for t in times[shown]])
        worst = int(np.argmax(np.abs(flown[shown] - theirs)))
        figures = (float(flown[shown][worst]), float(theirs[worst]))
        quantity = f"flown: acceleration over the target's, N' {ratio:g}, worst of {shown.sum()} times"
        yield source.absolute(quantity, figures, "1", 1e-4, REASON)


def cases(library: Library) -> list[Case]:  # noqa: ARG001 - closed forms
    """Return the two cases."""
    return [Case("homing-miss", TITLE, misses), Case("homing-acceleration", TITLE, acceleration)]
