"""What gets through: replications of a raid, each a pure function of plan, seed and index.

Models and limits: docs/models/raid.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields

import numpy as np
import numpy.typing as npt

import intercept._core as _core
from intercept.base.arguments import instance, listed, refused, whole
from intercept.base.arguments import threads as checked_threads
from intercept.base.table import Table
from intercept.base.values import ByValue, Remade
from intercept.base.words import counted
from intercept.engagement.plan import Plan
from intercept.engagement.windows import EngagementWindows
from intercept.errors import InvalidParameterError

# In one call; more are replicated in several, over as many machines as wanted, and merged.
REPLICATIONS_MAX = 10_000_000
# What becomes of a threat, in the order in which the core counts.
FATES = ("failed", "jammed", "intercepted", "leaked")
LEAKED = FATES.index("leaked")

Array = npt.NDArray[np.float64]

ASSETS_MAX = 2**31 - 1
# Types and dimensions of the arrays of a raid plan.
_ARRAYS = {
    **dict.fromkeys(("threat_classes", "unit_classes", "threats", "units"), (np.float64, 2)),
    **dict.fromkeys(("launch_s", "intercept_s", "kill_scale"), (np.float64, 2)),
    **dict.fromkeys(("window_threat", "window_unit"), (np.uint32, 1)),
    "preference": (np.uint8, 2),
}


@dataclass(frozen=True, eq=False, repr=False)
class Tally(ByValue):
    """Counts of replications. Row i belongs to `replication[i]`.

    Attributes
    ----------
    replication
        Indices, shape (n,).
    fates
        Threats by class and fate (failed, jammed, intercepted, leaked), shape (n, threat classes, 4).
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

    def __repr__(self) -> str:
        launched = int(self.fates[0].sum()) if len(self) else 0
        leaked = f"; on average {self.fates[:, :, LEAKED].sum() / len(self):.4g} leak" if len(self) else ""
        return f"<Tally: {counted(len(self), 'replication')} of {counted(launched, 'threat')}{leaked}>"

    def table(self) -> Table:
        """Return one row for each replication and threat class: how many were launched, and what became of them.

        Columns: replication, class_index (of the plan's `threat_classes`), launched, failed, jammed, intercepted,
        leaked.
        """
        n, classes, _ = self.fates.shape
        fates = self.fates.astype(np.int64)
        return Table(
            {
                "replication": np.repeat(self.replication.astype(np.int64), classes),
                "class_index": np.tile(np.arange(classes), n),
                "launched": fates.sum(axis=2).ravel(),
                **{name: fates[:, :, k].ravel() for k, name in enumerate(FATES)},
            }
        )

    @classmethod
    def concatenate(cls, tallies: Sequence[Tally]) -> Tally:
        """Return tallies together, in order of replication: the same bytes whatever order they come in.

        Raises
        ------
        InvalidParameterError
            There is no tally, or a replication is in two of them.
        """
        parts = [instance("tallies", tally, Tally) for tally in listed("tallies", tallies)]
        if not parts:
            raise refused("tallies", tallies, "at least one tally")
        replication = np.concatenate([tally.replication for tally in parts])
        order = np.argsort(replication)
        replication = replication[order]
        twice = np.flatnonzero(replication[1:] == replication[:-1])
        if len(twice):
            raise InvalidParameterError(
                f"replication {replication[twice[0]]} is in two tallies; each may be counted once"
            )
        columns = {
            name: np.concatenate([getattr(tally, name) for tally in parts])[order]
            for name in ("fates", "leaked", "rounds")
        }
        return cls(replication=replication, kills=np.sum([tally.kills for tally in tallies], axis=0), **columns)


@dataclass(frozen=True, eq=False, repr=False)
class RaidPlan(Remade, ByValue):
    """A raid ready to be replicated: one geometry sample with its windows, as arrays.

    Attributes
    ----------
    threat_classes
        Low, mode, high of the failure share and of the jam share, shape (threat classes, 6).
    unit_classes
        Low, mode, high of kill probability, common-cause share and availability, shape (unit classes, 9).
    threats
        Class, asset (-1: none), launch time and time of arrival (s, raid time), shape (threats, 4).
    units
        `MAGAZINE_COLUMNS` of each fire unit, shape (units, 8).
    assets
        Number of assets.
    window_threat, window_unit
        Which threat and unit each window belongs to, shape (windows,).
    launch_s, intercept_s
        Launch times of each window and the intercepts that follow (s, raid time), shape (windows, points).
    kill_scale
        Factor on the kill probability, shape (unit classes, threat classes).
    preference
        Rank in which unit classes are tried against a threat class, shape (unit classes, threat classes).
    core
        The compiled raid.

    Raises
    ------
    InvalidParameterError
        A value is out of range, or the shapes do not fit together.
    """

    threat_classes: Array
    unit_classes: Array
    threats: Array
    units: Array
    assets: int
    window_threat: npt.NDArray[np.uint32]
    window_unit: npt.NDArray[np.uint32]
    launch_s: Array
    intercept_s: Array
    kill_scale: Array
    preference: npt.NDArray[np.uint8]
    core: _core.RaidPlan = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        whole("assets", self.assets, 0, ASSETS_MAX)
        arrays = {entry.name: getattr(self, entry.name) for entry in fields(self) if entry.init}
        for name, (kind, dimensions) in _ARRAYS.items():
            value = arrays[name]
            if not isinstance(value, np.ndarray) or value.dtype != kind or value.ndim != dimensions:
                raise refused(name, value, f"an array of {np.dtype(kind)} with {counted(dimensions, 'dimension')}")
        object.__setattr__(self, "core", _core.RaidPlan(**arrays))

    def __len__(self) -> int:
        """Return the number of threats."""
        return len(self.threats)

    def __repr__(self) -> str:
        counts = ((len(self), "threat"), (len(self.units), "fire unit"), (len(self.window_threat), "window"))
        return f"<RaidPlan: {', '.join(counted(*each) for each in counts)}>"

    @classmethod
    def of(cls, windows: EngagementWindows) -> RaidPlan:
        """Return the raid of the windows of a plan.

        Raises
        ------
        UnreachableError
            A threat was not flown, so that it cannot take part in a raid.
        InvalidParameterError
            The windows are those of an `ic.Defence`, or a value of the plan is out of range.
        """
        plan = instance("windows", windows, EngagementWindows).plan
        if not isinstance(plan, Plan):
            raise InvalidParameterError(
                "windows of an ic.Defence are not allowed: must be those of a compiled plan, which has magazines and"
                " kill probabilities"
            )
        windows.trajectories.check(plan.threat_name)
        threats, chances = plan.threats, plan.chances
        columns = [threats.class_index, chances.asset, threats.launch_s, windows.arrival_s]
        return cls(
            threat_classes=chances.threat_priors,
            unit_classes=chances.priors,
            threats=np.column_stack(columns).astype(float),
            units=chances.magazines,
            assets=len(chances.asset_names),
            window_threat=windows.threat,
            window_unit=windows.unit,
            launch_s=windows.launch_s,
            intercept_s=windows.intercept_s,
            kill_scale=chances.kill_scale,
            preference=chances.preference,
        )


def simulate(plans: RaidPlan | Sequence[RaidPlan], *, seed: int, replications: int | range, threads: int = 0) -> Tally:
    """Replicate a raid: draw in each replication what fails, what is jammed, what is hit, and count.

    Parameters
    ----------
    plans
        One raid plan, or one for each geometry sample: replication r uses plan r modulo their number.
    seed
        Seed of all random numbers, 0 to 2^64 - 1.
    replications
        The number of replications, 0 to 10,000,000, or a range of indices (step 1): ranges may be spread over machines
        and merged.
    threads
        Worker threads, 0 for all cores. The counts are the same for any number.

    Raises
    ------
    InvalidParameterError
        Seed or replications are out of range, something is not a raid plan, or the plans do not fit together.
    """
    listed = [plans] if isinstance(plans, RaidPlan) else plans
    if not isinstance(listed, Sequence) or not all(isinstance(plan, RaidPlan) for plan in listed) or not len(listed):
        raise refused("plans", plans, "an ic.RaidPlan or a list of them")
    span = replications
    if not isinstance(span, range):
        span = range(whole("replications", replications, 0, REPLICATIONS_MAX))
    if span.step != 1 or not 0 <= span.start <= span.stop < 2**64 or span.stop - span.start > REPLICATIONS_MAX:
        raise InvalidParameterError(
            f"replications = {replications} is not allowed: must be a count, or a range of step 1 within 0 to 2^64 - 1,"
            f" of at most {REPLICATIONS_MAX}"
        )
    counts = _core.simulate_raid(
        [plan.core for plan in listed],
        whole("seed", seed, 0, 2**64 - 1),
        span.start,
        span.stop,
        checked_threads(threads),
    )
    return Tally(**counts)
