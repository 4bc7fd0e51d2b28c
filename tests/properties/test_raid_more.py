"""More channels, rounds, kill probability: where they never mean more leakers, where what a cause names would help."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

import intercept as ic
from intercept.raid.tally import CAUSES, FATES
from intercept.validation.made_raids import Queue, leaked

LEAKED = FATES.index("leaked")


@given(st.integers(1, 4), st.floats(0.5, 8.0), st.booleans(), st.integers(0, 2**64 - 1))
def test_more_channels_never_mean_more_leakers_of_a_loss_system(channels, load, exponential, seed):
    # One shot at each for one moment, from rounds without end: whoever one more channel takes, it takes no place from
    # those that the others have.
    few, more = (
        leaked(ic.simulate(Queue(count, load, exponential=exponential, arrivals=60).raid(), seed=seed, replications=5))
        for count in (channels, channels + 1)
    )
    assert np.all(more <= few)


def sure_shots(seed, threats, units):
    """Return tables of a raid in which each round kills, each threat has one unit, and nothing is loaded."""
    rng = np.random.default_rng(seed)
    opens = 100.0 * rng.random(threats)
    launch = np.column_stack([opens, opens + 200.0 * rng.random(threats)])
    few = {
        "rounds": rng.integers(0, threats // units + 1, size=units),
        "channels": rng.integers(1, 4, size=units),
        "assess_time_s": 30.0 * rng.random(units),
    }
    windows = {"threat": np.arange(threats), "unit": rng.integers(units, size=threats)}
    windows |= {"launch_s": launch, "intercept_s": launch + 5.0 + 40.0 * rng.random(threats)[:, None]}
    return {"launch_s": np.zeros(threats), "arrival_s": np.full(threats, 400.0)}, few, windows


def lacking(threats, units, windows, **more):
    """Return how many leak for want of a channel, of a round, and for anything else."""
    raid = ic.RaidPlan.from_tables(threats, units | more, windows, shares={"kill_probability": 1.0})
    causes = ic.simulate(raid, seed=1, replications=1).causes.sum(axis=(0, 1)).tolist()
    channel, round_ = (causes[CAUSES.index(name)] for name in ("no_channel", "no_round"))
    return channel, round_, sum(causes) - channel - round_


@given(st.integers(0, 2**32 - 1), st.integers(8, 25), st.integers(1, 2))
def test_only_more_of_what_the_cause_names_would_help(seed, threats, units):
    tables = sure_shots(seed, threats, units)
    plenty = {name: np.full(units, 1000) for name in ("channels", "rounds")}
    channel, round_, other = lacking(*tables)
    assert other == 0
    assert lacking(*tables, **plenty) == (0, 0, 0)
    if not channel:
        # Every magazine that somebody lacked is empty, and no channel makes a round.
        assert sum(lacking(*tables, channels=plenty["channels"])) == round_
    if not round_:
        assert sum(lacking(*tables, rounds=plenty["rounds"])) == channel


def certain(windows, rounds, channels, kill):
    """Return the leakers of one unit; windows are opens, closes, time of flight (s)."""
    opens, closes, flight = np.array(windows, dtype=float).T
    launch = np.column_stack([opens, closes])
    kinds = [f"kind {i}" for i in range(len(kill))]
    raid = ic.RaidPlan.from_tables(
        {"launch_s": np.zeros(len(kill)), "arrival_s": 900.0 + np.arange(len(kill)), "threat_class": kinds},
        {"rounds": [rounds], "channels": [channels]},
        {
            "threat": np.arange(len(kill)),
            "unit": np.zeros(len(kill)),
            "launch_s": launch,
            "intercept_s": launch + flight[:, None],
        },
        kill_scale={"unit": dict(zip(kinds, kill, strict=True))},
    )
    return int(leaked(ic.simulate(raid, seed=1, replications=1))[0])


def test_counterexample_a_second_channel_spends_the_round_that_the_last_threat_would_have_met():
    # Two rounds; the second of three threats cannot be killed, and comes while one channel is busy with the first.
    windows, kill = [(0, 0, 50), (1, 1, 50), (100, 100, 50)], [1.0, 0.0, 1.0]
    assert [certain(windows, 2, channels, kill) for channels in (1, 2)] == [1, 2]


def test_counterexample_a_kill_leaves_time_for_a_shot_that_takes_too_long():
    # If the first threat falls to the first shot, the unit fires at the second, which it cannot kill, for 100 s, and
    # meets neither the third nor the fourth; if not, it fires at the first again until the second has gone by.
    windows = [(0, 12, 10), (1, 15, 100), (30, 30, 0.5), (40, 40, 0.5)]
    assert [certain(windows, 9, 1, [first, 0.0, 1.0, 1.0]) for first in (0.0, 1.0)] == [2, 3]
