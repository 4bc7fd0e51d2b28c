"""Raids made from numbers alone, without flights: threats, fire units, windows and what is not known."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from intercept.base.arguments import instance, whole
from intercept.engagement.chances import DEPOT_COLUMNS, MAGAZINE_COLUMNS, THREAT_SHARES, UNIT_SHARES
from intercept.raid.raid_plan import RaidPlan
from intercept.testing._hypothesis import st

MORE_MAX = 1_000_000

Array = npt.NDArray[np.float64]
POINTS = 8
SPAN_S = 1000.0
PRIORITIES = ("earliest_impact", "value_at_risk", "hardest_first")


def with_more_rounds(plan: RaidPlan, more: int) -> RaidPlan:
    """Return the raid with more rounds on the launchers of each unit.

    Raises
    ------
    InvalidParameterError
        It is not a raid plan, or the number of rounds is not from 0 to 1,000,000.

    Examples
    --------
    >>> import intercept as ic
    >>> from intercept.testing import with_more_rounds
    >>> threats = {"launch_s": [0.0, 0.0], "arrival_s": [100.0, 100.0]}
    >>> windows = {"threat": [0, 1], "unit": [0, 0], "launch_s": [10.0, 50.0], "intercept_s": [30.0, 70.0]}
    >>> raid = ic.RaidPlan.from_tables(threats, {"name": ["with one round"]}, windows)
    >>> tallies = [ic.simulate(each, seed=1, replications=1) for each in (raid, with_more_rounds(raid, 1))]
    >>> [tally.leaked_by_wave.tolist() for tally in tallies]
    [[[1]], [[0]]]
    """
    magazines = instance("plan", plan, RaidPlan).chances.magazines.copy()
    magazines[:, :, MAGAZINE_COLUMNS.index("rounds")] += whole("more", more, 0, MORE_MAX)
    return plan.with_chances(magazines=magazines)


def _some(rng: np.random.Generator, prefix: str, count: int, rows: int) -> list[str]:
    """Return for each row one of some names."""
    return [f"{prefix} {i}" for i in rng.integers(count, size=rows)]


def _threats(rng: np.random.Generator, count: int, assets: int) -> dict[str, Any]:
    launch = SPAN_S * rng.random(count)
    aimed = rng.integers(-1, assets, size=count)
    return {
        "name": [f"threat {i}" for i in range(count)],
        "threat_class": _some(rng, "kind", 3, count),
        "wave": _some(rng, "wave", 2, count),
        "asset": ["" if i < 0 else f"asset {i}" for i in aimed],
        "launch_s": launch,
        "arrival_s": launch + 20.0 + 600.0 * rng.random(count),
        "jitter_s": 100.0 * rng.random(count) * rng.integers(2, size=count),
    }


def _units(rng: np.random.Generator, count: int, *, loads: bool) -> dict[str, Any]:
    limit = np.where(rng.integers(2, size=(3, count)), rng.integers(1, 4, size=(3, count)), np.inf)
    return {
        "name": [f"unit {i}" for i in range(count)],
        "defence_class": _some(rng, "class", 3, count),
        "rounds": rng.integers(0, 9, size=count),
        "channels": rng.integers(1, 4, size=count),
        "reload_time_s": 60.0 * rng.random(count),
        "spare": rng.integers(0, 9, size=count) * int(loads),
        "salvo": rng.integers(1, 4, size=count),
        "salvo_spacing_s": 10.0 * rng.random(count) * int(loads),
        "shoot_look_shoot": rng.integers(2, size=count),
        "assess_time_s": 10.0 * rng.random(count),
        "assess_exponential": rng.integers(2, size=count),
        "rounds_per_target_max": limit[0],
        "misses_max": limit[1],
        "top_up_after_s": 60.0 * limit[2],
    }


def _windows(rng: np.random.Generator, threats: dict[str, Any], pairs: list[tuple[int, int]]) -> dict[str, Any]:
    """Each window opens and closes within its threat's flight; intercepts follow and end at the arrival."""
    threat, unit = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    launched, arrives = (np.asarray(threats[name])[threat] for name in ("launch_s", "arrival_s"))
    share = np.sort(rng.random((len(threat), 2)), axis=1)
    opens, closes = (launched + 0.9 * (arrives - launched) * share[:, k] for k in (0, 1))
    launch = opens[:, None] + (closes - opens)[:, None] * np.linspace(0.0, 1.0, POINTS)
    flight = 0.1 + 0.8 * rng.random(len(threat))
    meets = launch + flight[:, None] * (arrives[:, None] - launch)
    return {"threat": threat, "unit": unit, "launch_s": launch, "intercept_s": meets}


def _doctrine(rng: np.random.Generator) -> dict[str, Any]:
    delay_s = float(rng.choice([0.0, 0.0, 20.0, np.inf]))
    known = {"command": "autonomous"} if np.isinf(delay_s) else {"deconfliction_delay_s": delay_s}
    return {
        **known,
        "rounds_per_target_max": int(rng.choice([2, 5, 1000])),
        "wait_for_cheaper": bool(rng.integers(2)),
        "priority": PRIORITIES[rng.integers(3)],
    }


def _shares(rng: np.random.Generator, vectors: int) -> dict[str, Array]:
    most = dict.fromkeys((*UNIT_SHARES, *THREAT_SHARES), 1.0)
    most |= {"common_cause_share": 0.5, "failure_share": 0.4, "jam_share": 0.4, "decoy_share": 0.3}
    return {name: high * rng.random(vectors) for name, high in most.items()}


def _tables(seed: int, threats: int, units: int, *, one_unit_a_threat: bool) -> dict[str, Any]:
    # Hypothesis picks sizes and a seed; numpy makes the numbers: thousands of them, none worth shrinking alone.
    rng = np.random.default_rng(seed)
    flown = _threats(rng, threats, 3)
    repeat = rng.integers(1 if one_unit_a_threat else 0, 4, size=threats)
    owner = rng.integers(units, size=threats)
    pairs = [
        (i, int(owner[i]) if one_unit_a_threat else int(rng.integers(units)))
        for i in range(threats)
        for _ in range(repeat[i])
    ]
    shooting = _units(rng, units, loads=not one_unit_a_threat)
    classes = list(dict.fromkeys(shooting["defence_class"]))
    stores = {} if one_unit_a_threat else {classes[0]: dict(zip(DEPOT_COLUMNS, (5, 1000.0, 60.0), strict=True))}
    return {
        "threats": flown,
        "units": shooting,
        "windows": _windows(rng, flown, pairs),
        "assets": {"name": [f"asset {i}" for i in range(3)], "value": 10.0 * rng.random(3)},
        "shares": _shares(rng, int(rng.integers(1, 4))),
        "preference": tuple(rng.permutation(classes)[: rng.integers(len(classes) + 1)].tolist()),
        "depots": stores,
        "doctrine": _doctrine(rng),
    }


def _sizes(threats: tuple[int, int], units_max: int) -> tuple[st.SearchStrategy[int], ...]:
    return (st.integers(0, 2**32 - 1), st.integers(*threats), st.integers(1, units_max))


def raid_tables(threats_max: int = 30, units_max: int = 6) -> st.SearchStrategy[dict[str, Any]]:
    """Arguments of `RaidPlan.from_tables`: those of `raid_plans`.

    Examples
    --------
    >>> from hypothesis import find
    >>> import intercept as ic
    >>> from intercept.testing import raid_tables
    >>> tables = find(raid_tables(), lambda tables: len(tables["threats"]["launch_s"]) > 1)
    >>> len(ic.RaidPlan.from_tables(**tables)) > 1
    True
    """
    return st.builds(lambda *size: _tables(*size, one_unit_a_threat=False), *_sizes((0, threats_max), units_max))


def raid_plans(threats_max: int = 30, units_max: int = 6) -> st.SearchStrategy[RaidPlan]:
    """Raids of any doctrine: salvos, stocks, depots, common causes, failures, jamming, decoys; threats without windows.

    One to three vectors of what is not known.

    Examples
    --------
    >>> from hypothesis import find
    >>> from intercept.testing import raid_plans
    >>> len(find(raid_plans(), lambda raid: len(raid) > 1)) > 1
    True
    """
    return raid_tables(threats_max, units_max).map(lambda tables: RaidPlan.from_tables(**tables))


def one_unit_a_threat_raids(threats_max: int = 30, units_max: int = 4) -> st.SearchStrategy[RaidPlan]:
    """Raids in which only one unit can engage a threat, and nothing is loaded once the launchers are empty.

    In this class of plans more rounds never mean more leakers with the same random numbers; in general they can.

    Examples
    --------
    >>> from hypothesis import find
    >>> import intercept as ic
    >>> from intercept.testing import one_unit_a_threat_raids, with_more_rounds
    >>> raid = find(one_unit_a_threat_raids(), lambda raid: True)
    >>> len(with_more_rounds(raid, 2)) == len(raid)
    True
    """
    sizes = _sizes((1, threats_max), units_max)
    return st.builds(lambda *size: RaidPlan.from_tables(**_tables(*size, one_unit_a_threat=True)), *sizes)
