"""Sums over replications agree with the replications that they sum up, however these are spread and put together."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

import intercept as ic
from intercept.raid.tally import CAUSES
from intercept.testing import raid_plans
from intercept.testing.laws import same_tallies

SEEDS = st.integers(0, 2**64 - 1)


def by_class(raid, counts):
    """Return counts of shape (n, variants) summed over replications, by class."""
    names = list(dict.fromkeys(raid.unit_classes))
    whole = counts.sum(axis=0, dtype=np.int64)
    return [int(sum(n for n, own in zip(whole, raid.unit_classes, strict=True) if own == name)) for name in names]


@given(raid_plans(), SEEDS)
def test_sums_are_those_of_the_replications(raid, seed):
    tally = ic.simulate(raid, seed=seed, replications=7)
    sums = tally.course
    assert sums.replications.tolist() == [len(tally)]
    # What there was at first, and all changes, leave what is left at the end.
    assert (sums.begun[0].astype(np.int64) + sums.change[0].sum(axis=0)).tolist() == by_class(raid, tally.left)
    assert (sums.busy_ms[0].sum(axis=1) <= int(sums.step_ms[0]) * tally.channels_busy_max.sum(dtype=np.int64)).all()
    assert sums.causes_by_wave[0].sum(axis=1).tolist() == tally.leaked_by_wave.sum(axis=0).tolist()
    assert sums.causes_by_wave[0].sum(axis=0).tolist() == tally.causes.sum(axis=(0, 1)).tolist()
    assert sums.causes_by_asset[0].sum(axis=1).tolist() == tally.leaked.sum(axis=0).tolist()
    short = tally.first_shortage_s[np.isfinite(tally.first_shortage_s)]
    assert sums.short[0, -1] == len(short)
    assert abs(int(sums.short_ms[0, -1]) - 1e3 * short.sum()) <= len(short)
    assert (sums.short[0, :-1] <= sums.short[0, -1]).all()
    assert sums.causes_by_wave.shape[2] == len(CAUSES)


@given(raid_plans(), SEEDS, st.integers(0, 7), st.integers(1, 4))
def test_parts_in_any_order_and_any_threads_sum_up_to_the_same_bytes(raid, seed, cut, threads):
    whole = ic.simulate(raid, seed=seed, replications=7, threads=1)
    parts = [ic.simulate(raid, seed=seed, replications=part, threads=threads) for part in (range(cut, 7), range(cut))]
    assert same_tallies(ic.Tally.concatenate(parts), whole)


@given(raid_plans(), SEEDS)
def test_each_scramble_has_sums_of_its_own(raid, seed):
    # Vectors on both sides of a multiple of 65,536.
    first = 65_536 - 1
    tally = ic.simulate(raid, seed=seed, replications=3, first_unknown=first)
    groups = np.unique(tally.unknown // 65_536)
    assert tally.course.group.tolist() == groups.tolist()
    for k, group in enumerate(groups):
        own = tally.taken(tally.unknown // 65_536 == group)
        assert tally.course.replications[k] == len(own)
        assert tally.course.causes_by_wave[k].sum() == own.leaked_by_wave.sum()
