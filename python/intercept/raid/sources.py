"""Where the encounters of a raid come from: a plan that is searched, a part of one, or windows that are given."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

import intercept._core as _core
from intercept.base.cached import cached_property
from intercept.base.values import ByValue, Remade
from intercept.engagement.plan import Plan
from intercept.engagement.search import encounters
from intercept.flight.trajectories import Trajectories

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False, repr=False)
class GivenWindows(ByValue):
    """Windows that somebody else has found, one row each.

    `threat` and `unit` are indices, shape (windows,); `launch_s` ascends along each row and `intercept_s` has the
    intercepts that follow, linear between them, both of shape (windows, points), in raid time. `kill_factor` has the
    factors on the kill probability of these launches, 0 to 1.
    """

    threat: npt.NDArray[np.uint32]
    unit: npt.NDArray[np.uint32]
    launch_s: Array
    intercept_s: Array
    kill_factor: Array


@dataclass(frozen=True, eq=False, repr=False)
class Searched(Remade, ByValue):
    """A plan and its flights, whose encounters are searched once: raids that differ in their chances share them."""

    plan: Plan
    trajectories: Trajectories
    threads: int = field(default=0, compare=False)

    @cached_property
    def encounters(self) -> _core.Encounters:
        """What each threat gives every unit to shoot at."""
        return encounters(self.trajectories, self.plan, self.plan.chances.kill_geometry, self.threads)


@dataclass(frozen=True, eq=False, repr=False)
class SomeOf(Remade, ByValue):
    """The encounters of some threats, by their numbers; `seen`: each is tracked from its launch on, for every unit."""

    whole: Searched
    threat: npt.NDArray[np.uint32]
    seen: bool = False

    @cached_property
    def encounters(self) -> _core.Encounters:
        """What each of these threats gives every unit to shoot at."""
        launch_s = self.whole.plan.threats.launch_s[self.threat] if self.seen else None
        return self.whole.encounters.part(self.threat, launch_s)
