"""Command posts of a plan, the units that threats come at, and how geometry lowers kill probabilities."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from intercept.engagement.chances import KILL_GEOMETRY_COLUMNS, POST_COLUMNS
from intercept.scenario.sites import places_km

if TYPE_CHECKING:
    from intercept.scenario.drawn import Array
    from intercept.scenario.model.defence import Decision, FireUnit
    from intercept.scenario.model.scenario import Scenario
    from intercept.scenario.sites import UnitSites


def command_posts(decision: Decision) -> Array:
    """Return `POST_COLUMNS` of each command post, shape (posts, 2)."""
    rows = [(post.operators, post.operator_time_s) for post in decision.command_posts or ()]
    return np.array(rows, dtype=float).reshape(-1, len(POST_COLUMNS))


def unit_posts(decision: Decision, sites: Sequence[FireUnit]) -> npt.NDArray[np.int64]:
    """Return the index of the command post of each unit, -1 for none, shape (units,)."""
    of_site = {name: index for index, post in enumerate(decision.command_posts or ()) for name in post.fire_units}
    return np.array([of_site.get(site.name, -1) for site in sites for _ in range(site.count)], dtype=np.int64)


def kill_geometry(decision: Decision, class_names: Sequence[str]) -> Array:
    """Return `KILL_GEOMETRY_COLUMNS` of each variant, shape (variants, 9): NaN where a factor is off."""
    given = decision.kill_geometry or {}
    columns = [given[name].columns() if name in given else {} for name in class_names]
    rows = [[stated.get(name, np.nan) for name in KILL_GEOMETRY_COLUMNS] for stated in columns]
    return np.array(rows, dtype=float).reshape(-1, len(KILL_GEOMETRY_COLUMNS))


def comes_at(expanded: Scenario, units: UnitSites, asset: npt.NDArray[np.int64]) -> npt.NDArray[np.uint64]:
    """Return threats and the units within the range of self-defence of the asset that they fly at, shape (pairs, 2)."""
    range_km = expanded.decision.self_defence_range_km
    if range_km is None:
        return np.zeros((0, 2), dtype=np.uint64)
    near = [
        np.flatnonzero(np.hypot(*(units.places_km - place).T) <= range_km)
        for place in places_km([asset.position for asset in expanded.assets])
    ]
    # A threat of one's own tracks flies at no asset.
    pairs = [(threat, unit) for threat, index in enumerate(asset) if index >= 0 for unit in near[index]]
    return np.array(pairs, dtype=np.uint64).reshape(-1, 2)
