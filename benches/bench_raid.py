"""How long do 1,000 replications of the recorded night take, once its windows are known?"""

import numpy as np
import pytest

import intercept as ic
from support import THREATS, night_raid

REPLICATIONS = 1000


def replicate(raid, threads):
    return ic.simulate(raid, seed=1, replications=REPLICATIONS, threads=threads)


@pytest.mark.benchmark(group="1,000 replications of the night")
@pytest.mark.parametrize("threads", [1, 0], ids=["one thread", "all threads"])
def test_replications_of_the_night(benchmark, threads):
    raid = night_raid()
    tally = replicate(raid, threads)
    # Every threat has one fate, the counts are the same for any number of threads, and a replication is itself alone.
    assert (tally.fates.sum(axis=(1, 2)) == THREATS).all()
    assert np.array_equal(tally.fates, replicate(raid, 2).fates)
    alone = ic.simulate(raid, seed=1, replications=range(7, 8), threads=1)
    assert np.array_equal(alone.fates[0], tally.fates[7])
    benchmark.extra_info |= {
        "accuracy": "one fate each; the same counts on any number of threads",
        "rows": (REPLICATIONS, "replication"),
    }
    benchmark.pedantic(replicate, args=(raid, threads), rounds=5, warmup_rounds=1)
