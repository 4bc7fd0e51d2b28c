"""What gets through: replications of a raid, each a pure function of plan, seed and index.

Models and limits: docs/models/raid.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

import intercept._core as _core
from intercept.base.arguments import threads as checked_threads
from intercept.base.arguments import whole
from intercept.errors import InvalidParameterError

if TYPE_CHECKING:
    from intercept.engagement.windows import EngagementWindows
    from intercept.flight.trajectories import Trajectories

# In one call; more are thrown in several, over as many machines as wanted, and merged.
REPLICATIONS_MAX = 10_000_000
FATES = ("leaked", "intercepted", "failed", "jammed")


@dataclass(frozen=True, eq=False)
class Tally:
    """Counts of replications. Row i belongs to `replication[i]`.

    Attributes
    ----------
    replication
        Indices, shape (n,).
    fates
        Threats by class and fate (leaked, intercepted, failed, jammed), shape (n, threat classes, 4).
    leaked
        Leaked threats by asset, shape (n, assets).
    rounds
        Rounds spent by unit class, shape (n, unit classes).
    kills
        Kills of all replications, shape (unit classes, threat classes).
    """

    replication: npt.NDArray[np.uint64]
    fates: npt.NDArray[np.uint32]
    leaked: npt.NDArray[np.uint32]
    rounds: npt.NDArray[np.uint32]
    kills: npt.NDArray[np.uint64]

    def __len__(self) -> int:
        """Return the number of replications."""
        return len(self.replication)

    @classmethod
    def concatenate(cls, tallies: Sequence[Tally]) -> Tally:
        """Return tallies together, in order of replication: the same bytes whatever order they come in.

        Raises
        ------
        InvalidParameterError
            There is none, or a replication is in two of them.
        """
        if not tallies:
            raise InvalidParameterError("tallies: there is none; at least one is needed")
        replication = np.concatenate([tally.replication for tally in tallies])
        order = np.argsort(replication)
        replication = replication[order]
        twice = np.flatnonzero(replication[1:] == replication[:-1])
        if len(twice):
            raise InvalidParameterError(
                f"replication {replication[twice[0]]} is in two tallies; each may be counted once"
            )
        columns = {
            name: np.concatenate([getattr(tally, name) for tally in tallies])[order]
            for name in ("fates", "leaked", "rounds")
        }
        return cls(replication=replication, kills=np.sum([tally.kills for tally in tallies], axis=0), **columns)


@dataclass(frozen=True, eq=False)
class RaidPlan:
    """A raid ready to be thrown: one geometry sample with its windows."""

    core: _core.RaidPlan

    @classmethod
    def of(cls, windows: EngagementWindows, trajectories: Trajectories) -> RaidPlan:
        """Put windows and flights of a plan together.

        Raises
        ------
        UnreachableError
            A threat was not flown: it has no place in a raid.
        InvalidParameterError
            The windows are those of an `ic.Defence`, or a value of the plan is out of range.
        """
        plan = windows.plan
        if not plan.scenario_hash:
            raise InvalidParameterError(
                "windows of an ic.Defence are not allowed: must be those of a compiled plan, which has magazines and"
                " kill probabilities"
            )
        trajectories.check("threat")
        threats, units = plan.threats, plan.units
        arrival = threats.launch_s + trajectories.summary()["flight_time_s"]
        core = _core.RaidPlan(
            threat_classes=plan.threat_priors,
            unit_classes=units.priors,
            threats=np.column_stack([threats.class_index, threats.asset, threats.launch_s, arrival]).astype(float),
            units=units.magazines,
            assets=len(plan.asset_names),
            window_threat=windows.threat,
            window_unit=windows.unit,
            launch_s=windows.launch_s,
            intercept_s=windows.intercept_s,
            kill_scale=units.kill_scale,
            preference=units.preference,
        )
        return cls(core)


def simulate(plans: RaidPlan | Sequence[RaidPlan], *, seed: int, replications: int | range, threads: int = 0) -> Tally:
    """Throw the dice over a raid.

    Parameters
    ----------
    plans
        One raid plan, or one for each geometry sample: replication r uses plan r modulo their number.
    seed
        Seed of all dice.
    replications
        How many, 0 to 10,000,000, or a range of indices (step 1): ranges may be spread over machines and merged.
    threads
        Worker threads, 0 for all cores. The counts are the same for any number.

    Raises
    ------
    InvalidParameterError
        Seed or replications are negative, or the plans do not fit together.
    """
    listed = [plans] if isinstance(plans, RaidPlan) else list(plans)
    span = replications
    if not isinstance(span, range):
        span = range(whole("replications", replications, 0, REPLICATIONS_MAX))
    if span.step != 1 or not 0 <= span.start <= span.stop < 2**64 or span.stop - span.start > REPLICATIONS_MAX:
        raise InvalidParameterError(
            f"replications = {replications} is not allowed: must be a count, or a range of step 1 within 0 to 2^64 - 1,"
            f" of at most {REPLICATIONS_MAX}"
        )
    if not isinstance(seed, int | np.integer) or not 0 <= seed < 2**64:
        raise InvalidParameterError(f"seed = {seed} is not allowed: must be a whole number from 0 to 2^64 - 1")
    counts = _core.simulate_raid(
        [plan.core for plan in listed], int(seed), span.start, span.stop, checked_threads(threads)
    )
    return Tally(**counts)


__all__ = ["FATES", "RaidPlan", "Tally", "simulate"]
