"""Raids small enough to be followed by hand: stocks, caps, priorities, waiting, causes; tallies and what they print."""

import numpy as np
import pytest
from refusals import INF, NAN, refused

import intercept as ic
from intercept.raid.tally import CAUSES, FATES

LEAKED = FATES.index("leaked")


def raid(units, windows, threats=None, **more):
    """Return a raid from rows of windows: threat, unit, opens, closes, time of flight (s)."""
    threat, unit, opens, closes, flight = np.array(windows, dtype=float).T
    launch = np.column_stack([opens, closes])
    count = int(threat.max()) + 1
    flown = {"launch_s": np.zeros(count), "arrival_s": np.full(count, 5000.0), **(threats or {})}
    meets = {"threat": threat, "unit": unit, "launch_s": launch, "intercept_s": launch + flight[:, None]}
    return ic.RaidPlan.from_tables(flown, units, meets, **more)


def once(plan):
    return ic.simulate(plan, seed=1, replications=1)


def causes(tally):
    return {name: int(n) for name, n in zip(CAUSES, tally.causes.sum(axis=(0, 1)), strict=True) if n}


def in_turn(count, every_s, units, **more):
    """Return a raid of arrivals one after the other, each with one moment to be shot at by each unit."""
    windows = [(i, u, every_s * i, every_s * i, 1.0) for i in range(count) for u in range(len(units["rounds"]))]
    return raid(units, windows, **more)


def test_rounds_on_launchers_at_hand_and_in_the_depot_are_spent_in_turn():
    # 2 on the launchers, 2 at hand, which take 100 s to load, and 3 in the depot, whose delivery takes 250 s. Shots at
    # 0 and 100 s; loaded at 200 s, before the shot of that time; at 200 s the last at hand are on the launchers, so the
    # depot is asked, and delivers 2 at 450 s. Shots at 200 and 300 s; these 2 are loaded from 450 to 550 s, when the
    # last one is asked for, which comes at 800 s. None at 400 and 500 s; shots at 600 and 700 s; none at 800 s, when it
    # is loaded, until 850 s; a shot at 900 s, then no more.
    plan = in_turn(
        12,
        100.0,
        {"rounds": [2], "spare": [2], "reload_time_s": [100.0], "shoot_look_shoot": [0]},
        depots={"unit": {"rounds": 3, "delivery_time_s": 250.0}},
    )
    tally = once(plan)
    assert tally.rounds.tolist() == [[7]]
    assert tally.left.tolist() == [[0]]
    assert causes(tally) == {"no_round": 5}
    assert tally.first_shortage_s.tolist() == [400.0]


def test_a_depot_is_filled_evenly_through_the_day():
    # One round an hour: asked for at 0 s, there at 3600 s and delivered at once; arrivals at 0, 1000, ..., 9000 s.
    plan = in_turn(
        10,
        1000.0,
        {"rounds": [1], "shoot_look_shoot": [0]},
        threats={"arrival_s": np.full(10, 1e4)},
        depots={"unit": {"resupply_per_day": 24.0}},
    )
    tally = once(plan)
    # Fired at 0, 4000 and 8000 s; the round of 10,800 s comes after the raid.
    assert (tally.rounds.tolist(), tally.left.tolist(), causes(tally)) == ([[3]], [[0]], {"no_round": 7})


@pytest.mark.parametrize(("lull_s", "leak"), [(INF, 1), (50.0, 0)])
def test_a_unit_tops_up_after_a_lull(lull_s, leak):
    # Three rounds; one is fired at 0 s. Three come at once at 1000 s, and another at 1010 s, too soon to load for.
    windows = [(0, 0, 0, 0, 1), *((i, 0, 1000, 1000, 1) for i in (1, 2, 3))]
    unit = {"rounds": [3], "spare": [9], "reload_time_s": [90.0], "channels": [9], "top_up_after_s": [lull_s]}
    assert once(raid(unit, windows)).fates[0, 0, LEAKED] == leak


def test_a_salvo_is_spaced_and_ends_with_its_window():
    # Rounds at 0, 20 and 40 s; the fourth would be launched after the window.
    unit = {"rounds": [9], "salvo": [4], "salvo_spacing_s": [20.0], "shoot_look_shoot": [0]}
    assert once(raid(unit, [(0, 0, 0, 50, 5)])).rounds.tolist() == [[3]]
    # The first one hits at 5 s, so that the others are wasted.
    assert once(raid(unit, [(0, 0, 0, 50, 5)])).wasted.tolist() == [[2]]


@pytest.mark.parametrize("apart_s", [0.0, 1.0])
@pytest.mark.parametrize("kills", [0.0, 0.5, 1.0])
def test_a_round_is_wasted_beside_or_after_the_one_that_kills(apart_s, kills):
    # Two units that act each for itself, at one threat: the second round is wasted whenever the first one kills.
    plan = raid(
        {"rounds": [1, 1]},
        [(0, 0, 0, 0, 5), (0, 1, 0, 0, 5 + apart_s)],
        doctrine={"command": "autonomous"},
        shares={"kill_probability": kills},
    )
    tally = ic.simulate(plan, seed=1, replications=4000)
    assert tally.wasted.sum() / len(tally) == pytest.approx(kills, abs=4.0 * np.sqrt(0.25 / len(tally)))
    assert (tally.wasted.sum(axis=1) <= tally.fates[:, 0, FATES.index("intercepted")]).all()


@pytest.mark.parametrize(
    ("caps", "doctrine", "rounds"),
    [
        ({}, {}, 25),
        ({"rounds_per_target_max": [7]}, {}, 7),
        ({"misses_max": [3]}, {}, 6),
        ({}, {"rounds_per_target_max": 5}, 5),
        ({"shoot_look_shoot": [0]}, {}, 2),
    ],
)
def test_rounds_at_one_threat_are_capped(caps, doctrine, rounds):
    # A salvo of two every 10 s that never hits, through a window of 120 s, from 25 rounds.
    unit = {"rounds": [25], "salvo": [2], "assess_time_s": [5.0], **caps}
    plan = raid(unit, [(0, 0, 0, 120, 5)], shares={"kill_probability": 0.0}, doctrine=doctrine)
    assert once(plan).rounds.tolist() == [[rounds]]


@pytest.mark.parametrize(
    ("priority", "leaks_at"),
    [("earliest_impact", [1, 0, 1]), ("value_at_risk", [1, 1, 0]), ("hardest_first", [0, 1, 1])],
)
def test_a_unit_takes_the_waiting_threat_that_its_priority_puts_first(priority, leaks_at):
    # Two rounds: one for the fourth threat, which comes first, and one for one of three that wait for the channel. The
    # hard one is killed nearly always.
    plan = raid(
        {"rounds": [2], "shoot_look_shoot": [0]},
        [(0, 0, 10, 500, 50), (1, 0, 10, 500, 50), (2, 0, 10, 500, 50), (3, 0, 0, 500, 50)],
        threats={
            "asset": ["a", "b", "c", ""],
            "arrival_s": [900.0, 800.0, 1000.0, 5000.0],
            "threat_class": ["hard", "easy", "easy", "easy"],
        },
        assets={"name": ["a", "b", "c"], "value": [1.0, 2.0, 3.0]},
        kill_scale={"unit": {"hard": 1.0 - 1e-9}},
        doctrine={"priority": priority},
    )
    assert once(plan).leaked.tolist() == [leaks_at]


@pytest.mark.parametrize(
    ("doctrine", "rounds"),
    [
        ({}, 1),
        *(({"deconfliction_delay_s": delay_s}, rounds) for delay_s, rounds in ((0.0, 1), (30.0, 1), (100.0, 2))),
        ({"command": "autonomous"}, 2),
    ],
)
def test_units_that_do_not_know_of_one_another_fire_both(doctrine, rounds):
    # The second window opens 50 s after the first launch, 10 s before its hit.
    units = {"rounds": [1, 1]}
    plan = raid(units, [(0, 0, 0, 0, 60), (0, 1, 50, 90, 5)], doctrine=doctrine)
    assert once(plan).rounds.tolist() == [[rounds]]


@pytest.mark.parametrize(("waits", "cheap_rounds", "spent"), [(False, 1, [0, 1]), (True, 1, [1, 0]), (True, 0, [0, 1])])
def test_a_dear_unit_waits_for_a_cheaper_one_that_has_rounds(waits, cheap_rounds, spent):
    units = {"defence_class": ["cheap", "dear"], "rounds": [cheap_rounds, 1]}
    windows = [(0, 1, 0, 200, 5), (0, 0, 100, 150, 5)]
    plan = raid(units, windows, preference=("cheap", "dear"), doctrine={"wait_for_cheaper": waits})
    assert once(plan).rounds.tolist() == [spent]


def test_who_waited_in_vain_fires_before_its_window_closes():
    # The cheap unit has its channel taken by another threat, through all of its window.
    units = {"defence_class": ["cheap", "dear"], "rounds": [5, 1]}
    windows = [(0, 1, 0, 200, 5), (0, 0, 100, 150, 5), (1, 0, 90, 90, 500)]
    plan = raid(units, windows, preference=("cheap", "dear"), doctrine={"wait_for_cheaper": True})
    assert once(plan).rounds.tolist() == [[1, 1]]


def test_nobody_waits_for_a_unit_that_has_run_out_of_rounds():
    # The cheap unit spends its only round at 90 s on another. The dear one, which waited for it, then fires every 5 s
    # in vain, from 90 to 200 s.
    units = {"defence_class": ["cheap", "dear"], "rounds": [1, 99]}
    windows = [(0, 1, 0, 202, 5), (0, 0, 100, 150, 5), (1, 0, 90, 90, 5)]
    plan = raid(
        units,
        windows,
        shares={"kill_probability": {"cheap": 1.0, "dear": 0.0}},
        preference=("cheap", "dear"),
        doctrine={"wait_for_cheaper": True},
    )
    assert once(plan).rounds.tolist() == [[1, 23]]


def test_each_leaker_has_its_cause():
    units = {
        "name": ["one", "none", "down"],
        "defence_class": ["a", "b", "c"],
        "rounds": [9, 0, 9],
        "shoot_look_shoot": [0, 0, 0],
    }
    windows = [
        (0, 0, 0, 0, 60),  # shot at and missed
        (1, 0, 30, 30, 5),  # finds the channel taken
        (2, 1, 30, 30, 5),  # at a unit without rounds
        (3, 2, 30, 30, 5),  # at a unit that is down
        (4, 0, 200, 200, 5),  # held by the doctrine
        (6, 0, 400, 400, 5),  # of six nobody knows; this one is spoiled
    ]
    plan = raid(
        units,
        windows,
        threats={"threat_class": ["p", "p", "p", "p", "held", "p", "q"]},
        shares={
            "kill_probability": 0.0,
            "common_cause_share": 0.0,
            "unit_availability": {"a": 1.0, "b": 1.0, "c": 0.0},
        },
        held={"a": ("held",)},
    )
    found = causes(once(plan))
    one_each = ("no_window", "unit_down", "no_channel", "no_round", "held_back")
    assert found == {**dict.fromkeys(one_each, 1), "missed": 2}
    spoiled = plan.with_chances(common_cause_share=np.ones((1, 3)))
    assert causes(once(spoiled)) == {**dict.fromkeys(one_each, 1), "common_cause": 2}


@pytest.mark.parametrize("channels", [1, 2, 4, 100])
def test_a_magazine_that_is_empty_at_the_last_chance_is_why_though_channels_were_busy_before(channels):
    # 12 rounds, 4 on the launchers, for 30 threats with one window of 80 s. More channels spend them earlier.
    units = {"rounds": [4], "spare": [8], "reload_time_s": [10.0], "assess_time_s": [1.0], "channels": [channels]}
    tally = once(raid(units, [(i, 0, 0, 80, 2) for i in range(30)], shares={"kill_probability": 1.0}))
    assert tally.left.tolist() == [[0]]
    assert causes(tally) == {"no_round": 18}
    # Each engagement takes 3 s: the launchers are empty when the fourth begins, while 26 wait.
    assert tally.first_shortage_s.tolist() == [3.0 * (-(-4 // channels) - 1)]


@pytest.mark.parametrize(("rounds", "spare", "cause"), [(30, 0, {"no_channel": 3}), (4, 26, {"no_channel": 12})])
def test_a_channel_is_why_where_rounds_are_left(rounds, spare, cause):
    units = {"rounds": [rounds], "spare": [spare], "reload_time_s": [10.0], "assess_time_s": [1.0]}
    tally = once(raid(units, [(i, 0, 0, 80, 2) for i in range(30)], shares={"kill_probability": 1.0}))
    assert causes(tally) == cause
    assert tally.left.sum() > 0


def test_the_last_chance_is_that_of_the_window_that_closes_last():
    # Of two units the first is busy with another threat while its window is open, the second has no rounds.
    units = {"name": ["busy", "empty"], "rounds": [9, 0]}
    for closes, cause in ((40, "no_round"), (20, "no_channel")):
        windows = [(0, 0, 0, 0, 60), (1, 0, 5, 30, 5), (1, 1, 10, closes, 5)]
        assert causes(once(raid(units, windows, shares={"kill_probability": 1.0}))) == {cause: 1}


def test_who_is_turned_away_had_its_last_chance_there():
    # There is no room to wait for the one channel, which is free again before the window closes.
    units = {"rounds": [9], "waiting_max": [0]}
    tally = once(raid(units, [(0, 0, 0, 0, 10), (1, 0, 5, 90, 5)], shares={"kill_probability": 1.0}))
    assert causes(tally) == {"no_channel": 1}


@pytest.fixture(scope="module")
def tally():
    plan = in_turn(
        6,
        10.0,
        {"rounds": [4], "channels": [9]},
        threats={"threat_class": [*"aabbbc"]},
        shares={"kill_probability": 0.5},
    )
    return ic.simulate(plan, seed=1, replications=range(5, 25))


def test_the_table_has_a_row_for_each_replication_and_class(tally):
    table = tally.table()
    assert len(table) == 20 * 3
    assert table["unknown"].tolist() == [0] * 60
    assert table["luck"].tolist() == np.repeat(np.arange(5, 25), 3).tolist()
    assert table["class_index"].tolist() == [0, 1, 2] * 20
    assert table["launched"].tolist() == [2, 3, 1] * 20
    fates = np.stack([table[fate] for fate in FATES], axis=1)
    assert (fates.sum(axis=1) == table["launched"]).all()
    assert (fates == tally.fates.reshape(-1, 5)).all()


def test_a_tally_prints_what_leaks(tally):
    mean = tally.table()["leaked"].sum() / 20
    assert repr(tally) == f"<Tally: 20 replications of 6 threats; on average {mean:.4g} leak>"
    assert repr(ic.Tally.concatenate([tally])) == repr(tally)


def test_bad_settings_of_replications_are_refused():
    plan = in_turn(1, 1.0, {"rounds": [1]})
    for seed in (-1, 2**64, NAN, INF):
        refused(lambda seed=seed: ic.simulate(plan, seed=seed, replications=1), "seed", str(2**64 - 1))
    for many in (-1, range(0, 10, 2), range(5, 1), range(-1, 1), range(2**64, 2**64 + 2), 1.5):
        refused(lambda many=many: ic.simulate(plan, seed=1, replications=many), "replications")
    refused(lambda: ic.simulate(plan, seed=1, replications=1, first_unknown=-1), "first_unknown")
    refused(lambda: ic.simulate([plan], seed=1, replications=1), "raid")
    assert len(ic.simulate(plan, seed=2**64 - 1, replications=3)) == 3
    none = ic.simulate(plan, seed=0, replications=0)
    assert none.fates.shape == (0, 1, 5)
    assert repr(none).startswith("<Tally: 0 replications")


def test_tallies_that_do_not_fit_together_are_refused(tally):
    refused(lambda: ic.Tally.concatenate([]), "tallies")
    refused(lambda: ic.Tally.concatenate([tally, tally]), "replication 5 of vector 0")
    other = ic.simulate(in_turn(1, 1.0, {"rounds": [1]}), seed=1, replications=1)
    refused(lambda: ic.Tally.concatenate([tally, other]), "fates")
