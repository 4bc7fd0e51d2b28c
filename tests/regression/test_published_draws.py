"""A seed is part of a published result: plan and seed draw the same numbers in every version and on every machine.

The raid below uses additions, products and square roots only, which are the same everywhere. If this fails, published
results can no longer be repeated: say so in the changelog.
"""

import numpy as np

import intercept as ic

POINTS = np.linspace(0.0, 1.0, 8)
# 1000 replications: failed, jammed, intercepted, leaked by threat class; rounds by unit class; leaked by asset.
FATES = [[585, 0, 3121, 2294], [584, 615, 2959, 1842]]
ROUNDS = [10472, 6712]
LEAKED = [1460, 1495]
REPLICATION_123 = [[0, 0, 2, 4], [0, 0, 4, 2]]


def raid():
    """Twelve threats of two classes, a minute apart; two units, one that saves its rounds and one that does not."""
    number = np.arange(12)
    threats = np.column_stack([number % 2, number % 3 - 1, 60.0 * number, 60.0 * number + 300.0])
    windows = 60.0 * number[:, None] + 100.0 + 100.0 * POINTS
    return ic.RaidPlan(
        threat_classes=np.array([[0.0, 0.1, 0.3, 0.0, 0.0, 0.0], [0.1, 0.1, 0.2, 0.0, 0.2, 0.5]]),
        unit_classes=np.array(
            [[0.3, 0.6, 0.8, 0.0, 0.1, 0.3, 0.7, 0.9, 1.0], [0.2, 0.3, 0.5, 0.0, 0.0, 0.0, 0.5, 0.8, 0.9]]
        ),
        threats=threats,
        units=np.array([[0.0, 6.0, 1.0, 120.0, 1.0, 2.0, 0.0, 5.0], [1.0, 9.0, 2.0, 30.0, 0.0, 1.0, 1.0, 2.0]]),
        assets=2,
        window_threat=np.repeat(number, 2).astype(np.uint32),
        window_unit=np.tile([0, 1], 12).astype(np.uint32),
        launch_s=np.repeat(windows, 2, axis=0),
        intercept_s=np.repeat(windows + 30.0, 2, axis=0),
        kill_scale=np.ones((2, 2)),
        preference=np.array([[1, 0], [0, 1]], dtype=np.uint8),
    )


def test_the_same_seed_draws_the_same_numbers():
    tally = ic.simulate(raid(), seed=2025, replications=1000, threads=1)
    assert tally.fates.sum(axis=0).tolist() == FATES
    assert tally.rounds.sum(axis=0).tolist() == ROUNDS
    assert tally.leaked.sum(axis=0).tolist() == LEAKED
    assert tally.fates[123].tolist() == REPLICATION_123
