"""Raids: nothing is lost or counted twice, replications stand alone, rows have no order, names only cast dice."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import intercept as ic
from intercept.engagement.chances import MAGAZINE_COLUMNS
from intercept.raid.tally import FATES
from intercept.testing import laws, one_unit_a_threat_raids, raid_plans, with_more_rounds

SEEDS = st.integers(0, 2**64 - 1)
LEAKED = FATES.index("leaked")


def magazine(raid, name):
    return raid.chances.magazines[:, :, MAGAZINE_COLUMNS.index(name)]


@given(raid_plans(), SEEDS)
def test_every_threat_has_one_fate_and_every_leaker_one_cause(raid, seed):
    tally = ic.simulate(raid, seed=seed, replications=10, threads=1)
    assert len(tally) == 10 * len(raid.chances)
    laws.assert_balanced(tally, len(raid))


@given(one_unit_a_threat_raids(), SEEDS, st.integers(1, 6))
def test_more_rounds_never_mean_more_leakers_with_one_unit_a_threat(raid, seed, more):
    fewer, plenty = (
        ic.simulate(each, seed=seed, replications=20, threads=1).fates[:, :, LEAKED].sum(axis=1)
        for each in (raid, with_more_rounds(raid, more))
    )
    assert np.all(plenty <= fewer)


@given(raid_plans(), SEEDS, st.one_of(st.integers(0, 1000), st.integers(0, 2**60)))
def test_a_replication_alone_equals_its_row(raid, seed, start):
    block = ic.simulate(raid, seed=seed, replications=range(start, start + 5), threads=1)
    alone = [ic.simulate(raid, seed=seed, replications=range(start + i, start + i + 1), threads=1) for i in range(5)]
    assert laws.same_tallies(ic.Tally.concatenate(alone[::-1]), block)


@given(raid_plans(), SEEDS, st.lists(st.integers(1, 40), min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_parts_merge_to_the_whole_in_any_order(raid, seed, lengths, random):
    edges = np.cumsum([0, *lengths]).tolist()
    spans = [range(a, b) for a, b in pairwise(edges)]
    random.shuffle(spans)
    parts = [ic.simulate(raid, seed=seed, replications=span, threads=1) for span in spans]
    whole = ic.simulate(raid, seed=seed, replications=edges[-1], threads=2)
    assert laws.same_tallies(ic.Tally.concatenate(parts), whole)


@given(raid_plans(), SEEDS, st.integers(0, 1000))
def test_a_vector_alone_equals_its_rows_and_lies_under_its_number(raid, seed, first):
    whole = ic.simulate(raid, seed=seed, replications=4, first_unknown=first, threads=1)
    names = ("kill_probability", "common_cause_share", "unit_availability", "sensor_availability", "failure_share")
    more = (
        "jam_share",
        "jam_crash_share",
        "decoy_share",
        "discrimination_share",
        "decision_time_s",
        "magazines",
        "depots",
    )
    parts = []
    for v in range(len(raid.chances)):
        own = {name: getattr(raid.chances, name)[v : v + 1] for name in (*names, *more)}
        parts.append(
            ic.simulate(raid.with_chances(**own), seed=seed, replications=4, first_unknown=first + v, threads=1)
        )
    assert laws.same_tallies(ic.Tally.concatenate(parts), whole)


@given(raid_plans(), SEEDS)
def test_rounds_are_spent_or_left_and_only_a_depot_adds_to_them(raid, seed):
    empty = raid.with_chances(depots=np.zeros_like(raid.chances.depots))
    tally = ic.simulate(empty, seed=seed, replications=10, threads=1)
    had = magazine(raid, "rounds") + magazine(raid, "spare")
    by_class = np.array([np.bincount(raid.units.astype(int), row, minlength=len(raid.unit_classes)) for row in had])
    now = (tally.rounds + tally.left).reshape(len(raid.chances), 10, -1)
    assert np.array_equal(now, np.broadcast_to(by_class[:, None], now.shape))
    supplied = ic.simulate(raid, seed=seed, replications=10, threads=1)
    assert np.all((supplied.rounds + supplied.left).reshape(now.shape) >= now)


@given(raid_plans(), SEEDS)
def test_without_rounds_nothing_is_intercepted(raid, seed):
    magazines = raid.chances.magazines.copy()
    magazines[:, :, MAGAZINE_COLUMNS.index("rounds")] = 0.0
    tally = ic.simulate(raid.with_chances(magazines=magazines), seed=seed, replications=10, threads=1)
    assert not tally.fates[:, :, FATES.index("intercepted")].any()
    assert not tally.rounds.any()


@given(raid_plans(), SEEDS)
def test_more_kill_probability_never_means_more_leakers_where_each_threat_is_shot_at_once(raid, seed):
    # With one round at each threat at most nobody engages it again, so that a kill changes nothing else.
    single = raid.with_chances(common_cause_share=np.zeros_like(raid.chances.common_cause_share))
    magazines = single.chances.magazines.copy()
    magazines[:, :, MAGAZINE_COLUMNS.index("salvo")] = 1.0
    single = single.with_chances(magazines=magazines)
    doctrine = replace(single.chances.doctrine, rounds_per_target_max=1)
    single = replace(single, chances=replace(single.chances, doctrine=doctrine))
    better = single.with_chances(kill_probability=np.sqrt(single.chances.kill_probability))
    one, other = (ic.simulate(each, seed=seed, replications=10, threads=1) for each in (single, better))
    assert np.array_equal(one.rounds, other.rounds)
    assert np.all(other.fates[:, :, LEAKED] <= one.fates[:, :, LEAKED])


@pytest.mark.parametrize(("raid", "more", "name"), [(3, 1, "plan"), (None, 1, "plan"), ("textbook", -1, "more")])
def test_more_rounds_are_a_number_of_rounds_for_a_raid(raid, more, name):
    windows = {"threat": [0], "unit": [0], "launch_s": [1.0], "intercept_s": [2.0]}
    textbook = ic.RaidPlan.from_tables({"launch_s": [0.0], "arrival_s": [9.0]}, {"name": ["one"]}, windows)
    with pytest.raises(ic.InvalidParameterError, match=f"{name} = "):
        with_more_rounds(textbook if raid == "textbook" else raid, more)
