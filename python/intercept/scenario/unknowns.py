"""What nobody knows exactly, as columns with names: one for each prior of a class, and what one geometry has of them.

A column belongs to a class, not to its sites: all of them share one place in their priors, also where a site states a
prior of its own. Columns of the level `geometry` decide what flies where and what can be engaged; columns of the level
`inner` (kill, shares, stocks, the time of a decision) are drawn several times within one geometry.

Models and limits: docs/models/uncertainty.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from intercept.catalogue.draw import draw_from_uniforms, triangular_quantile
from intercept.catalogue.uncertain import Uncertain

if TYPE_CHECKING:
    from intercept.catalogue.generic_class import GenericClass, Kind
    from intercept.catalogue.parameter import Parameter

Array: TypeAlias = npt.NDArray[np.float64]
Level: TypeAlias = Literal["geometry", "inner"]
Prior: TypeAlias = "Parameter | Uncertain"

# Values of a class that no flight, no window and no replication depends on.
UNUSED = frozenset(
    {
        *("cost_per_sensor_usd", "cost_per_round_usd", "cost_per_round_eur", "setup_time_s"),
        *("sensors_in_network", "network_area_km2", "bearing_error_deg", "track_update_interval_s"),
    }
)
# Full loads of the launchers that stand by a fire unit.
RELOADS = "reloads_at_hand"
# Values that move no window, or move it in a way that needs no other geometry.
INNER = frozenset(
    {
        *("single_shot_kill_probability", "availability", "channels", "ready_rounds", "reload_time_s"),
        *("shots_per_target", "assess_time_s", RELOADS),
    }
)
# Of a depot in a scenario file, in the order of `DEPOT_COLUMNS`.
DEPOT_KEYS = ("depot_rounds", "resupply_per_day", "delivery_time_h")
KILL, UP = "single_shot_kill_probability", "availability"
DECISION_TIME, COMMON_KILL, WARNING_UP = "decision.decision_time_s", "decision.common_kill", "decision.warning_up"
UNIFORM = Uncertain(low=0.0, mode=0.5, high=1.0)


@dataclass(frozen=True)
class Column:
    """One column of what is not known: its name, its level, and the prior of the class."""

    name: str
    level: Level
    prior: Prior

    @property
    def is_uniform(self) -> bool:
        """Whether the column has no prior: its u is used as it is."""
        return self.name in {COMMON_KILL, WARNING_UP}

    def value(self, u: Array) -> Array:
        """Return the value used at u in (0, 1), of the same shape."""
        return u if self.is_uniform else triangular_quantile(u, self.prior)


def class_column(kind: Kind, class_name: str, key: str) -> str:
    """Return the name of the column of a parameter of a class of sensor or defence."""
    return f"{kind}.{class_name}.{key}"


def common_cause_column(class_name: str) -> str:
    """Return the name of the column of the common-cause share of a defence class."""
    return f"decision.common_cause_share.{class_name}"


def failure_column(class_name: str) -> str:
    """Return the name of the column of the failure share of a threat class."""
    return f"raid.failure_share.{class_name}"


def jam_column(class_name: str) -> str:
    """Return the name of the column of the jam share of a threat class."""
    return f"raid.jam_share.{class_name}"


def crash_column(class_name: str) -> str:
    """Return the name of the column of the share of a threat class's jammed ones that crash."""
    return f"raid.jam_crash_share.{class_name}"


def decoy_columns(class_name: str) -> tuple[str, str]:
    """Return the names of the columns of the shares of a threat class that are decoys, and of those recognised."""
    return f"raid.decoy_share.{class_name}", f"raid.discrimination_share.{class_name}"


def depot_columns(class_name: str) -> tuple[str, str, str]:
    """Return the names of the columns of a defence class's depot, in the order of `DEPOT_COLUMNS`."""
    return tuple(f"stocks.{class_name}.{key}" for key in DEPOT_KEYS)  # type: ignore[return-value]  # three


@dataclass(frozen=True, eq=False)
class Vectors:
    """The vectors of what is not known that share one geometry.

    Attributes
    ----------
    first
        Number e of the first of them; the others follow.
    count
        How many they are.
    u
        By column, the place in its prior, in (0, 1): of shape (count,). A column of the level `geometry` has the same
        in all of them. What has no column here is the most likely.
    route
        Which routes and values of single threats are drawn: 0, or 1 for the second ones of the same vectors.
    is_likely
        Whether the values of single threats are the most likely, too, instead of drawn.
    """

    first: int = 0
    count: int = 1
    u: Mapping[str, Array] = field(default_factory=dict)
    route: int = 0
    is_likely: bool = False

    def only(self, number: int) -> Vectors:
        """Return one of the vectors alone; routes and single threats stay those of the geometry's first."""
        return replace(self, count=1, u={name: u[number : number + 1] for name, u in self.u.items()})

    def drawn(self, generic: GenericClass) -> dict[str, Array]:
        """Return every value of a class of sensor or defence in each vector, of shape (count,), by key."""
        uniforms, given = {}, {}
        for key, parameter in generic.parameters.items():
            if parameter.derived == "sourced":
                u = self.u.get(class_column(generic.kind, generic.name, key))
                uniforms[key] = np.full(self.count, 0.5) if u is None else u
                if u is None:
                    given[key] = parameter.mode
        return draw_from_uniforms(generic, uniforms, given=given)

    def value(self, column: str, prior: Prior) -> Array:
        """Return the value of a prior in each vector, of shape (count,)."""
        u = self.u.get(column)
        return np.full(self.count, prior.mode) if u is None else triangular_quantile(u, prior)


# The most likely value of everything.
MOST_LIKELY = Vectors(is_likely=True)
