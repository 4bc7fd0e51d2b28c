"""What replications of a raid draw from: values that are not known, a row for each vector, and what they belong to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

import numpy as np
import numpy.typing as npt

from intercept.base.values import ByValue

Array = npt.NDArray[np.float64]
Keys = npt.NDArray[np.uint64]

Priority = Literal["earliest_impact", "value_at_risk", "hardest_first"]
# Of a fire unit: rounds on its launchers, channels, time to load as many (s), rounds at hand besides, rounds of a salvo
# and time between them (s), whether it may engage a target again, time to assess (s), whether that is drawn, the most
# rounds at a target and engagements of it without a kill (infinite: no limit), the lull before it tops up (s), the most
# threats that wait for it at once (infinite: no limit).
MAGAZINE_COLUMNS = (
    *("rounds", "channels", "reload_time_s", "spare", "salvo", "salvo_spacing_s", "shoot_look_shoot"),
    *("assess_time_s", "assess_exponential", "rounds_per_target_max", "misses_max", "top_up_after_s", "waiting_max"),
)
# Of a command post: its operators, and how long an engagement takes one of them, from the launch on (s).
POST_COLUMNS = ("operators", "operator_time_s")
# Of a class: where a factor on its kill probability is 1, where it is least, and what it is there; of the margin of
# lateral acceleration, the closing speed and the distance to the lowest or highest altitude of an intercept.
KILL_GEOMETRY_COLUMNS = (
    *("lateral_margin_full_m_s2", "lateral_margin_end_m_s2", "lateral_margin_least"),
    *("closing_speed_full_m_s", "closing_speed_end_m_s", "closing_speed_least"),
    *("altitude_edge_full_m", "altitude_edge_end_m", "altitude_edge_least"),
)
# Of a class: rounds in its depot, what the depot receives in a day, and from a unit's request to the delivery (s).
DEPOT_COLUMNS = ("rounds", "resupply_per_day", "delivery_time_s")
# Names of shares by what they belong to.
UNIT_SHARES = ("kill_probability", "common_cause_share", "unit_availability")
THREAT_SHARES = ("failure_share", "jam_share", "jam_crash_share", "decoy_share", "discrimination_share")
# What has a row for each vector of what is not known.
BY_VECTOR = (*UNIT_SHARES, "sensor_availability", *THREAT_SHARES, "decision_time_s", "magazines", "depots")


def keys_of(kind: str, names: Iterable[str]) -> Keys:
    """Return the key under which the luck of each object is drawn: 64 bits of the SHA-256 of its kind and name.

    It depends on nothing else, so that an object keeps its luck whatever else is in the raid, and in whatever order.
    """
    return np.array([_key(f"{kind} {name}") for name in names], dtype=np.uint64)


# The same objects are in every geometry.
@lru_cache(maxsize=100_000)
def _key(label: str) -> int:
    return int.from_bytes(hashlib.sha256(label.encode()).digest()[:8], "little")


@dataclass(frozen=True)
class Doctrine:
    """How fire is controlled.

    Attributes
    ----------
    deconfliction_delay_s
        How long after a launch the other units know of the engagement: 0 under one command; infinite for units that act
        each for itself.
    rounds_per_target_max
        The most rounds at one threat, by all units together.
    wait_for_cheaper
        Whether a unit waits for a cheaper one whose window opens before its own closes.
    priority
        Which of the threats that wait a unit takes first.
    """

    deconfliction_delay_s: float = 0.0
    rounds_per_target_max: int = 2**32 - 1
    wait_for_cheaper: bool = False
    priority: Priority = "earliest_impact"


@dataclass(frozen=True, eq=False, repr=False)
class Chances(ByValue):
    """What replications of a raid draw from and count by.

    The arrays of values have a row for each vector of what is not known; units are in the order of the plan.

    Attributes
    ----------
    kill_probability, common_cause_share, unit_availability
        By variant of unit class, shape (vectors, variants): that of one round before `kill_scale`; the share of threats
        at which all rounds of the class fail for one reason; the share of units that are up.
    sensor_availability
        Share of sensors that are up, shape (vectors, sensor classes).
    failure_share, jam_share, jam_crash_share, decoy_share, discrimination_share
        By threat class, shape (vectors, threat classes): the shares that fail, that are jammed, of the jammed those
        that crash at once, of all the decoys, and of the decoys those that are recognised.
    decision_time_s
        From a track to the order to engage, shape (vectors,).
    magazines
        `MAGAZINE_COLUMNS` of each unit, shape (vectors, units, 13).
    depots
        `DEPOT_COLUMNS` of each variant, shape (vectors, variants, 3).
    threat_keys, unit_keys, sensor_keys, unit_class_keys
        What `keys_of` gives for the names of threats, units, sensors and, by variant, classes.
    sensor_classes
        Index of the class of each sensor, shape (sensors,).
    sensor_tracks_max
        The most threats that each sensor tracks at a time, infinite for no limit, shape (sensors,).
    asset_names, asset_classes, asset_values
        The assets.
    asset
        Which asset each threat flies to: index, -1 for none, shape (threats,).
    jitter_s
        By how much the times of each threat may be moved either way, shape (threats,).
    kill_scale, preference, held
        Factor on the kill probability, the rank in which classes are tried (255: never), and whether the class holds
        its fire: shape (variants, threat classes).
    posts, unit_posts
        `POST_COLUMNS` of each command post, shape (posts, 2), and which one each unit has: index, -1 for none, shape
        (units,).
    kill_geometry
        `KILL_GEOMETRY_COLUMNS` of each variant, shape (variants, 9): three NaN for a factor that is off.
    comes_at
        Threats and the units that they come at, by index, shape (pairs, 2): a unit takes these before all others.
    doctrine
        How fire is controlled.
    """

    kill_probability: Array
    common_cause_share: Array
    unit_availability: Array
    sensor_availability: Array
    failure_share: Array
    jam_share: Array
    jam_crash_share: Array
    decoy_share: Array
    discrimination_share: Array
    decision_time_s: Array
    magazines: Array
    depots: Array
    threat_keys: Keys
    unit_keys: Keys
    sensor_keys: Keys
    unit_class_keys: Keys
    sensor_classes: npt.NDArray[np.uint64]
    sensor_tracks_max: Array
    asset_names: tuple[str, ...]
    asset_classes: tuple[str, ...]
    asset_values: Array
    asset: npt.NDArray[np.int64]
    jitter_s: Array
    kill_scale: Array
    preference: npt.NDArray[np.uint8]
    held: npt.NDArray[np.bool_]
    posts: Array
    unit_posts: npt.NDArray[np.int64]
    kill_geometry: Array
    comes_at: npt.NDArray[np.uint64]
    doctrine: Doctrine = Doctrine()

    def __len__(self) -> int:
        """Return the number of vectors."""
        return len(self.decision_time_s)

    def some(self, threat: npt.NDArray[np.uint32]) -> Chances:
        """Return the chances of a raid of some of the threats, by their numbers, each with its own luck."""
        place = {number: k for k, number in enumerate(threat.tolist())}
        pairs = [(place[number], unit) for number, unit in self.comes_at.tolist() if number in place]
        own = {name: getattr(self, name)[threat] for name in ("threat_keys", "asset", "jitter_s")}
        return replace(self, comes_at=np.array(pairs, dtype=np.uint64).reshape(-1, 2), **own)
