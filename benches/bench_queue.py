"""How long do 2,000 replications of a plain queue take: 810 arrivals over 4 h at 200 channels, and Erlang's loss
system?

The cases of any program of discrete events, so that it can be held against one: an arrival that finds a free channel
holds it for an exponential time of 60 s and is killed with probability 0.8; one that finds none leaks.
"""

import numpy as np
import pytest

import intercept as ic
from intercept.raid.tally import FATES
from intercept.validation.closed_forms import erlang_b

SPAN_S, SERVICE_S, KILL = 14_400.0, 60.0, 0.8
LEAKED = FATES.index("leaked")


def loss_system(arrivals, channels, kill, rate_per_s=810 / SPAN_S):
    """Return the raid of arrivals at random at that rate."""
    half = 0.5 * arrivals / rate_per_s
    middle = np.full(arrivals, half)
    return ic.RaidPlan.from_tables(
        {"launch_s": middle, "arrival_s": middle, "jitter_s": middle},
        {
            "rounds": [4e9],
            "channels": [channels],
            "assess_time_s": [SERVICE_S],
            "assess_exponential": [1.0],
            "shoot_look_shoot": [0.0],
        },
        {"threat": np.arange(arrivals), "unit": np.zeros(arrivals), "launch_s": middle, "intercept_s": middle},
        shares={"kill_probability": kill},
    )


def leaked_share(tally):
    shares = tally.fates[:, 0, LEAKED] / tally.fates[0].sum()
    return shares.mean(), shares.std(ddof=1) / np.sqrt(len(shares))


@pytest.mark.benchmark(group="2,000 replications of 810 arrivals")
@pytest.mark.parametrize("threads", [1, 2], ids=["one thread", "two threads"])
def test_replications_of_a_queue_that_is_never_full(benchmark, threads):
    raid = loss_system(810, 200, KILL)
    tally = benchmark.pedantic(
        lambda: ic.simulate(raid, seed=1, replications=2000, threads=threads), rounds=5, warmup_rounds=1
    )
    mean, error = leaked_share(tally)
    assert abs(mean - (1.0 - KILL)) < 4.0 * error
    assert not tally.causes[:, :, :7].any()
    benchmark.extra_info |= {"accuracy": f"leaked {mean:.4f}, exactly 0.2", "rows": (2000, "replication")}


@pytest.mark.benchmark(group="200 replications of 20,000 arrivals at five channels")
@pytest.mark.parametrize("threads", [1, 2], ids=["one thread", "two threads"])
def test_replications_of_a_loss_system(benchmark, threads):
    raid = loss_system(20_000, 5, 1.0)
    tally = benchmark.pedantic(
        lambda: ic.simulate(raid, seed=1, replications=200, threads=threads), rounds=3, warmup_rounds=1
    )
    mean, error = leaked_share(tally)
    # The first arrivals find the unit empty: some five of 20,000.
    assert abs(mean - erlang_b(5, 3.375)) < 4.0 * error + 5.0 / 20_000
    benchmark.extra_info |= {"accuracy": f"blocked {mean:.5f}, by the formula 0.14292", "rows": (200, "replication")}
