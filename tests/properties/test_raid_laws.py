"""Raids: nothing is lost or counted twice, replications stand alone, and more rounds never hurt where that holds."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

import intercept as ic
from intercept.engagement.defence.columns import MAGAZINE_COLUMNS
from intercept.raid.simulate import FATES
from intercept.testing import laws, one_unit_a_threat_raids, raid_plans, with_more_rounds

SEEDS = st.integers(0, 2**64 - 1)
LEAKED = FATES.index("leaked")


@given(raid_plans(), SEEDS)
def test_launched_is_failed_and_jammed_and_intercepted_and_leaked(plan, seed):
    tally = ic.simulate(plan, seed=seed, replications=30, threads=1)
    laws.assert_balanced(tally, len(plan.threats))


@given(one_unit_a_threat_raids(), SEEDS, st.integers(1, 6))
def test_more_rounds_never_mean_more_leakers_with_one_unit_a_threat(plan, seed, more):
    fewer, plenty = (
        ic.simulate(raid, seed=seed, replications=50, threads=1).fates[:, :, LEAKED].sum(axis=1)
        for raid in (plan, with_more_rounds(plan, more))
    )
    assert np.all(plenty <= fewer)


@given(raid_plans(), SEEDS, st.one_of(st.integers(0, 1000), st.integers(0, 2**60)))
def test_a_replication_alone_equals_its_row(plan, seed, start):
    block = ic.simulate(plan, seed=seed, replications=range(start, start + 5), threads=1)
    for i in range(5):
        alone = ic.simulate(plan, seed=seed, replications=range(start + i, start + i + 1), threads=1)
        assert alone.replication.tolist() == [start + i]
        for name in ("fates", "leaked", "rounds"):
            assert getattr(alone, name)[0].tobytes() == getattr(block, name)[i].tobytes()


@given(raid_plans(), SEEDS, st.lists(st.integers(1, 40), min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_parts_merge_to_the_whole_in_any_order(plan, seed, lengths, random):
    edges = np.cumsum([0, *lengths]).tolist()
    spans = [range(a, b) for a, b in pairwise(edges)]
    random.shuffle(spans)
    parts = [ic.simulate(plan, seed=seed, replications=span, threads=1) for span in spans]
    whole = ic.simulate(plan, seed=seed, replications=edges[-1], threads=1)
    assert laws.same_tallies(ic.Tally.concatenate(parts), whole)


@given(raid_plans(), SEEDS, st.integers(1, 5))
def test_replication_r_uses_plan_r_modulo_their_number(plan, seed, more):
    # Two plans of one shape that differ in their magazines.
    plans = [plan, with_more_rounds(plan, more)]
    both = ic.simulate(plans, seed=seed, replications=8, threads=1)
    each = [ic.simulate(one, seed=seed, replications=8, threads=1) for one in plans]
    for r in range(8):
        assert both.fates[r].tobytes() == each[r % 2].fates[r].tobytes()
        assert both.rounds[r].tobytes() == each[r % 2].rounds[r].tobytes()


@given(raid_plans(), SEEDS)
def test_no_unit_class_spends_more_rounds_than_it_has(plan, seed):
    tally = ic.simulate(plan, seed=seed, replications=20, threads=1)
    units = plan.units
    held = np.bincount(units[:, 0].astype(int), units[:, 1] * (1.0 + units[:, 4]), minlength=len(plan.unit_classes))
    assert np.all(tally.rounds <= held)


@given(raid_plans(), SEEDS)
def test_without_rounds_nothing_is_intercepted(plan, seed):
    empty = plan.units * np.where(np.arange(8) == MAGAZINE_COLUMNS.index("rounds"), 0.0, 1.0)
    tally = ic.simulate(replace(plan, units=empty), seed=seed, replications=10, threads=1)
    assert not tally.fates[:, :, FATES.index("intercepted")].any()
    assert not tally.rounds.any()
