"""How far the doctrine's plain rules are from the best that could be done, on cases small enough to know the best.

The figures stand in docs/models/raid.md. The best shoot-look-shoot policy is found by dynamic programming, the best
assignment of single shots by HiGHS.
"""

from functools import cache

import numpy as np
import pytest
from scipy.optimize import LinearConstraint, milp

import intercept as ic
from intercept.raid.tally import FATES
from intercept.validation.made_raids import mean_and_error

CASES, REPLICATIONS = 60, 4000
# One shot and the look after it (s).
FLIGHT_S, SLOT_S = 4.0, 10.0
INTERCEPTED = FATES.index("intercepted")


def case(rng):
    """Return slots in which each of four threats can be shot at, its kill probability and its value; and rounds."""
    return rng.integers(1, 6, size=4), 0.2 + 0.7 * rng.random(4), 10.0 * rng.random(4), int(rng.integers(2, 6))


def order(priority, slots, kill, value):
    """Return the threats in the order in which the rule puts them."""
    return np.lexsort(
        (slots, {"earliest_impact": 0.0 * kill, "value_at_risk": -value, "hardest_first": kill}[priority])
    )


def expected(slots, kill, value, rounds, ordered=None):
    """Return the value saved by a rule, or by the best policy: one round a slot at one that flies, then a look."""

    @cache
    def saved(slot, flying, left):
        open_to = [i for i in range(len(slots)) if flying >> i & 1 and slot < slots[i]]
        if not open_to or not left:
            return 0.0
        if ordered is not None:
            open_to = [i for i in ordered if i in open_to][:1]
        hit = (
            kill[i] * (value[i] + saved(slot + 1, flying & ~(1 << i), left - 1))
            + (1.0 - kill[i]) * saved(slot + 1, flying, left - 1)
            for i in open_to
        )
        best = max(hit)
        # The best policy may also hold its fire.
        return best if ordered is not None else max(best, saved(slot + 1, flying, left))

    return saved(0, (1 << len(slots)) - 1, rounds)


def looked(priority, slots, kill, value, rounds):
    """Return the raid: one unit with one channel against threats that wait from the first moment on."""
    count = len(slots)
    arrivals = SLOT_S * slots + np.linspace(0.0, 0.1, count)
    names = [f"kind {i}" for i in range(count)]
    # The unit is busy with a first one when the others come, so that its priority decides from the first slot on.
    launch = np.column_stack([np.full(count, 0.5 * SLOT_S), SLOT_S * slots + 0.5 * SLOT_S])
    return ic.RaidPlan.from_tables(
        {
            "threat_class": [*names, "first"],
            "asset": [*names, ""],
            "launch_s": np.zeros(count + 1),
            "arrival_s": [*arrivals + 2.0 * SLOT_S, SLOT_S],
        },
        {"rounds": [rounds + 1], "assess_time_s": [SLOT_S - FLIGHT_S]},
        {
            "threat": np.arange(count + 1),
            "unit": np.zeros(count + 1),
            "launch_s": np.vstack([launch, [0.0, 0.0]]),
            "intercept_s": np.vstack([launch, [0.0, 0.0]]) + FLIGHT_S,
        },
        assets={"name": names, "value": value},
        kill_scale={"unit": dict(zip(names, kill, strict=True))},
        doctrine={"priority": priority},
    )


@pytest.mark.parametrize(
    ("priority", "mean", "worst"),
    [("earliest_impact", 0.759, 0.04), ("value_at_risk", 0.911, 0.6), ("hardest_first", 0.607, 0.18)],
)
def test_the_rules_of_priority_against_the_best_policy(priority, mean, worst):
    rng = np.random.default_rng(3)
    shares, apart = [], []
    for _ in range(CASES):
        slots, kill, value, rounds = case(rng)
        rule = expected(slots, kill, value, rounds, tuple(order(priority, slots, kill, value)))
        best = expected(slots, kill, value, rounds)
        tally = ic.simulate(looked(priority, slots, kill, value, rounds), seed=5, replications=REPLICATIONS)
        kinds = len(slots)
        found, error = mean_and_error(tally.fates[:, :kinds, INTERCEPTED] @ value)
        apart.append((found - rule) / error)
        shares.append(rule / best)
    # The simulation does what the rule says: the squares of sixty standard normals, five standard deviations.
    assert abs(np.square(apart).sum() - CASES) < 5.0 * np.sqrt(2.0 * CASES)
    assert max(shares) <= 1.0 + 1e-12
    assert (round(float(np.mean(shares)), 3), round(float(min(shares)), 2)) == (mean, worst)


def assigned(rng):
    """Return which of eight units could shoot at which of six threats, and how well; and when each would hit."""
    could = rng.random((6, 8)) < 0.5
    return could, np.where(could, rng.choice([0.3, 0.6, 0.9], size=8), 0.0), 20.0 + 60.0 * rng.random((6, 8))


def best_assignment(kill):
    """Return the most kills to be expected of one round at each threat at most, and one from each unit."""
    threats, units = kill.shape
    rows = [np.kron(np.eye(threats), np.ones(units)), np.kron(np.ones(threats), np.eye(units))]
    found = milp(
        -kill.ravel(), constraints=LinearConstraint(np.vstack(rows), -np.inf, 1.0), integrality=np.ones(kill.size)
    )
    return -found.fun


def shot_at(kill, could, flight_s, preference):
    threat, unit = np.nonzero(could)
    launch = 10.0 * threat
    return ic.RaidPlan.from_tables(
        {"launch_s": np.zeros(len(kill)), "arrival_s": np.full(len(kill), 1000.0)},
        {"defence_class": [f"k {k}" for k in kill.max(axis=0)], "shoot_look_shoot": np.zeros(kill.shape[1])},
        {"threat": threat, "unit": unit, "launch_s": launch, "intercept_s": launch + flight_s[could]},
        shares={"kill_probability": {f"k {k}": k for k in set(kill.max(axis=0))}},
        preference=preference,
        doctrine={"rounds_per_target_max": 1},
    )


@pytest.mark.parametrize(
    ("better_first", "mean", "worst"),
    [(False, 0.861, 0.64), (True, 0.956, 0.77)],
    ids=["earliest hit", "best class first"],
)
def test_the_rule_of_the_next_unit_against_the_best_assignment(better_first, mean, worst):
    rng = np.random.default_rng(4)
    shares = []
    for _ in range(CASES):
        could, kill, flight_s = assigned(rng)
        # A unit that can shoot at nobody has no class.
        kill = kill[:, kill.max(axis=0) > 0.0]
        could = could[:, could.any(axis=0)]
        flight_s = flight_s[:, : kill.shape[1]]
        classes = tuple(f"k {k}" for k in sorted(set(kill.max(axis=0)), reverse=True)) if better_first else ()
        raid = shot_at(kill, could, flight_s, classes)
        # What is fired does not depend on hits: kills to be expected are rounds times k.
        tally = ic.simulate(raid, seed=5, replications=1)
        each = np.array([float(name.removeprefix("k ")) for name in raid.unit_classes])
        shares.append(float(tally.rounds[0] @ each) / best_assignment(kill))
    assert max(shares) <= 1.0 + 1e-9
    assert (round(float(np.mean(shares)), 3), round(float(min(shares)), 2)) == (mean, worst)
