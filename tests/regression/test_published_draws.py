"""A seed is part of a published result: raid and seed draw the same numbers in every version and on every machine.

The raid below uses additions, products and square roots only, which are the same everywhere. If this fails, published
results can no longer be repeated: say so in the changelog.
"""

import numpy as np

import intercept as ic

# 1000 replications: failed, jammed, intercepted, leaked, decoys by threat class; rounds by unit class; leaked by asset.
FATES = [[455, 0, 3023, 1780, 742], [617, 753, 3010, 1620, 0]]
ROUNDS = [10622, 6363]
LEAKED = [1167, 1229]
REPLICATION_123 = [[0, 0, 4, 2, 0], [0, 1, 5, 0, 0]]


def raid():
    """Twelve threats of two classes, a minute apart; two units, one that saves its rounds and one that does not."""
    number = np.arange(12)
    opens = 60.0 * number + 100.0
    launch = np.column_stack([opens, opens + 100.0])
    return ic.RaidPlan.from_tables(
        {
            "threat_class": np.where(number % 2, "b", "a"),
            "asset": np.array(["", "x", "y"])[number % 3],
            "launch_s": 60.0 * number,
            "arrival_s": 60.0 * number + 300.0,
            "jitter_s": 10.0 * (number % 2),
        },
        {
            "defence_class": ["gun", "missile"],
            "rounds": [6, 9],
            "channels": [1, 2],
            "reload_time_s": [120.0, 30.0],
            "spare": [6, 0],
            "salvo": [2, 1],
            "shoot_look_shoot": [0, 1],
            "assess_time_s": [5.0, 2.0],
        },
        {
            "threat": np.repeat(number, 2),
            "unit": np.tile([0, 1], 12),
            "launch_s": np.repeat(launch, 2, axis=0),
            "intercept_s": np.repeat(launch, 2, axis=0) + np.tile([20.0, 40.0], 12)[:, None],
        },
        assets={"name": ["x", "y"]},
        shares={
            "kill_probability": {"gun": 0.55, "missile": 0.35},
            "common_cause_share": {"gun": 0.15, "missile": 0.0},
            "unit_availability": {"gun": 0.9, "missile": 0.7},
            "failure_share": {"a": 0.1, "b": 0.15},
            "jam_share": {"a": 0.0, "b": 0.3},
            "jam_crash_share": 0.5,
            "decoy_share": {"a": 0.2, "b": 0.0},
            "discrimination_share": 0.5,
        },
        preference=("missile", "gun"),
    )


def test_a_seed_draws_what_it_drew_when_it_was_published():
    tally = ic.simulate(raid(), seed=2026, replications=1000)
    assert tally.fates.sum(axis=0).tolist() == FATES
    assert tally.rounds.sum(axis=0).tolist() == ROUNDS
    assert tally.leaked.sum(axis=0).tolist() == LEAKED
    assert tally.fates[123].tolist() == REPLICATION_123
