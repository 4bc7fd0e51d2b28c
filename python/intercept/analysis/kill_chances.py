"""With what probability each unit kills each threat if it has it to itself: windows, shots, kill probabilities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

from intercept.engagement.chances import MAGAZINE_COLUMNS

if TYPE_CHECKING:
    from intercept.engagement.plan import Plan
    from intercept.engagement.windows import EngagementWindows

Array: TypeAlias = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class KillChances:
    """Of one geometry: probabilities by vector.

    Attributes
    ----------
    kill
        k of each unit at each threat, shape (vectors, units, threats).
    arrives
        s, that a threat to which nobody does anything arrives and is no decoy, shape (vectors, threats).
    value
        Of each threat's asset, 0 for none, shape (threats,).
    """

    kill: Array
    arrives: Array
    value: Array


def kill_chances(plan: Plan, windows: EngagementWindows) -> KillChances:
    """Return the probabilities of a geometry.

    A unit that is up (a share of the time), and for which the class's common cause does not hold, fires a salvo at
    every opportunity of its windows: so many as its rule of misses, its rounds and the limits of rounds at one target
    allow. Each round kills with the class's probability, times its scale for the threat's class.
    """
    chances, units = plan.chances, plan.units
    column = {name: chances.magazines[:, :, k] for k, name in enumerate(MAGAZINE_COLUMNS)}
    variant, threat_class = units.variant.astype(np.intp), plan.threats.class_index.astype(np.intp)
    looks = np.zeros((len(units.names), len(plan)))
    np.add.at(looks, (windows.unit, windows.threat), windows.opportunities)
    once = column["shoot_look_shoot"] <= 0.0
    engagements = np.minimum(np.where(once, 1.0, column["misses_max"])[:, :, np.newaxis], looks)
    most = np.minimum(column["rounds"], column["rounds_per_target_max"])
    most = np.minimum(most, float(chances.doctrine.rounds_per_target_max))
    shots = np.minimum(engagements * column["salvo"][:, :, np.newaxis], most[:, :, np.newaxis])
    scale = np.where(chances.held, 0.0, chances.kill_scale)[variant][:, threat_class]
    each = chances.kill_probability[:, variant][:, :, np.newaxis] * scale
    up = chances.unit_availability[:, variant] * (1.0 - chances.common_cause_share[:, variant])
    kill = up[:, :, np.newaxis] * (1.0 - (1.0 - each) ** shots)
    # A jammed one that does not crash may still be fired at, but does no harm: it drifts.
    survives = (1.0 - chances.failure_share) * (1.0 - chances.jam_share)
    harmful = survives * (1.0 - chances.decoy_share)
    value = np.append(chances.asset_values, 0.0)[chances.asset]
    return KillChances(kill, harmful[:, threat_class], value)
