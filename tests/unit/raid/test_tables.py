"""Raids from numbers: what columns mean, and every mistake in them named."""

import copy
import dataclasses

import numpy as np
import pytest
from refusals import INF, NAN, refused
from tree import ROOT

import intercept as ic
from intercept.engagement.chances import BY_VECTOR, MAGAZINE_COLUMNS, keys_of
from intercept.raid.tally import FATES

LEAKED = FATES.index("leaked")


def given(**more):
    tables = {
        "threats": {"launch_s": [0.0, 0.0], "arrival_s": [100.0, 100.0]},
        "units": {"rounds": [5.0]},
        "windows": {"threat": [0, 1], "unit": [0, 0], "launch_s": [10.0, 20.0], "intercept_s": [15.0, 25.0]},
    }
    for name, value in more.items():
        tables[name] = {**tables[name], **value} if name in tables and isinstance(value, dict) else value
    return tables


def made(**more):
    return ic.RaidPlan.from_tables(**given(**more))


def leaked(raid, **settings):
    return int(ic.simulate(raid, seed=1, replications=1, **settings).fates[0, :, LEAKED].sum())


def test_least_columns_mean_what_is_said_of_them():
    raid = made()
    assert (len(raid), raid.threat_classes, raid.unit_classes, raid.wave_names) == (
        2,
        ("threat",),
        ("unit",),
        ("wave",),
    )
    assert leaked(raid) == 0
    assert raid.chances.threat_keys.tolist() == keys_of("threat", ["threat 1", "threat 2"]).tolist()
    by_name = dict(zip(MAGAZINE_COLUMNS, raid.chances.magazines[0, 0], strict=True))
    assert (by_name["rounds"], by_name["channels"], by_name["spare"], by_name["misses_max"]) == (5.0, 1.0, 0.0, INF)
    assert repr(raid) == "<RaidPlan: 2 threats, 1 fire unit>"


def test_a_vector_of_each_share_is_a_row():
    raid = made(shares={"kill_probability": [1.0, 0.0, 1.0], "failure_share": {"threat": 0.0}})
    assert len(raid.chances) == 3
    tally = ic.simulate(raid, seed=1, replications=2, first_unknown=7)
    assert tally.unknown.tolist() == [7, 7, 8, 8, 9, 9]
    assert tally.fates[:, 0, LEAKED].tolist() == [0, 0, 2, 2, 0, 0]


def test_classes_come_in_the_order_of_their_preference_and_the_others_after_as_equals():
    units = {"defence_class": ["c", "a", "b"], "rounds": [1, 1, 1]}
    windows = {"threat": [0, 1], "unit": [0, 1], "launch_s": [10.0, 20.0], "intercept_s": [15.0, 25.0]}
    raid = made(units=units, windows=windows, preference=("b",))
    assert raid.unit_classes == ("c", "a", "b")
    assert raid.chances.preference.tolist() == [[1], [1], [0]]


def test_kill_scale_and_held_fire_go_by_the_names_of_classes():
    threats = {"threat_class": ["slow", "fast"]}
    raid = made(threats=threats, kill_scale={"unit": {"fast": 0.0}})
    assert raid.chances.kill_scale.tolist() == [[1.0, 0.0]]
    assert leaked(raid) == 1
    raid = made(threats=threats, held={"unit": ("slow",)})
    assert raid.chances.held.tolist() == [[True, False]]
    assert leaked(raid) == 1


def test_assets_count_what_leaks_at_them():
    raid = made(
        threats={"asset": ["here", ""]},
        shares={"kill_probability": 0.0},
        assets={"name": ["there", "here"], "asset_class": ["port", "plant"], "value": [1.0, 2.0]},
    )
    assert ic.simulate(raid, seed=1, replications=1).leaked.tolist() == [[0, 1]]


BAD = {
    "no arrival": ({"threats": {"arrival_s": None}}, ("threats", "arrival_s")),
    "an unknown column": ({"threats": {"speed": [1.0, 2.0]}}, ("column of threats", '"speed"', "arrival_s")),
    "an unknown unit column": ({"units": {"gun": [1.0]}}, ("column of units", '"gun"', "rounds")),
    "columns of two lengths": ({"threats": {"launch_s": [0.0]}}, ("columns of threats", "launch_s 1", "arrival_s 2")),
    "words for times": ({"threats": {"launch_s": ["a", "b"]}}, ("threats launch_s", "real numbers")),
    "no time": ({"threats": {"launch_s": [0.0, NAN]}}, ("threats launch_s[1] = nan", "a number")),
    "an arrival before the launch": (
        {"threats": {"arrival_s": [100.0, -1.0]}},
        ("threats[1].arrival_s = -1", "from 0"),
    ),
    "a name twice": ({"threats": {"name": ["a", "a"]}}, ("name of threats", '"a"', "no other has")),
    "a unit's name twice": ({"units": {"name": ["u", "u"], "rounds": [1, 1]}}, ("name of units", "no other has")),
    "an asset nobody knows": ({"threats": {"asset": ["x", ""]}}, ("asset", '"x"')),
    "half a round": ({"units": {"rounds": [1.5]}}, ("units rounds[0] = 1.5", "whole number from 0")),
    "fewer than no spare": ({"units": {"spare": [-1]}}, ("units spare[0] = -1", "whole number from 0")),
    "no channel": ({"units": {"channels": [0]}}, ("units channels[0] = 0", "whole number from 1")),
    "no salvo": ({"units": {"salvo": [NAN]}}, ("units salvo[0] = nan", "whole number from 1")),
    "a switch half on": ({"units": {"shoot_look_shoot": [0.5]}}, ("shoot_look_shoot[0] = 0.5", "from 0 to 1")),
    "no engagement": ({"units": {"misses_max": [0]}}, ("misses_max[0] = 0", "from 1 to inf")),
    "a negative time": ({"units": {"reload_time_s": [-1.0]}}, ("reload_time_s[0] = -1", "from 0 to")),
    "an endless time": ({"units": {"assess_time_s": [INF]}}, ("assess_time_s[0] = inf", "from 0 to")),
    "no lull": ({"units": {"top_up_after_s": [0.0]}}, ("top_up_after_s[0] = 0", "to inf")),
    "no intercepts": ({"windows": {"intercept_s": None}}, ("windows", "intercept_s")),
    "a unit that is not there": ({"windows": {"unit": [0, 1]}}, ("windows unit[1] = 1", "0 to 0")),
    "half a threat": ({"windows": {"threat": [0.5, 1]}}, ("windows threat[0] = 0.5", "0 to 1")),
    "no such threat": ({"windows": {"threat": [0, -1]}}, ("windows threat[1] = -1", "0 to 1")),
    "windows of two shapes": (
        {"windows": {"launch_s": [[1.0, 2.0], [3.0, 4.0]]}},
        ("launch_s of shape (2, 2)", "alike"),
    ),
    "windows of too many sides": (
        {"windows": {"launch_s": np.zeros((1, 1, 1))}},
        ("windows launch_s", "(windows, points)"),
    ),
    "ragged windows": ({"windows": {"launch_s": [[1.0], [1.0, 2.0]]}}, ("windows launch_s", "rows of one length")),
    "windows without points": ({"windows": {"launch_s": np.zeros((2, 0))}}, ("windows launch_s", "(windows, points)")),
    "a launch after the arrival": ({"windows": {"launch_s": [10.0, 101.0]}}, ("threats[1] = 101", "to 100")),
    "an intercept before the launch": ({"windows": {"intercept_s": [9.0, 25.0]}}, ("threats[0] = 9", "from 10")),
    "an unknown share": ({"shares": {"luck": 0.5}}, ("share", '"luck"', "kill_probability")),
    "a share above one": ({"shares": {"kill_probability": 1.5}}, ("kill_probability[0] = 1.5", "from 0 to 1")),
    "a share that is no number": ({"shares": {"jam_share": [0.5, NAN]}}, ("jam_share[1] = nan", "from 0 to 1")),
    "a share of nobody": ({"shares": {"jam_share": {"x": 0.5}}}, ("jam_share", '"x"', "threat")),
    "a share in words": ({"shares": {"jam_share": "much"}}, ("jam_share", "real numbers")),
    "shares of two and three vectors": (
        {"shares": {"jam_share": [0.5] * 2, "decoy_share": [0.5] * 3}},
        ("jam_share", "2 vectors", "1 or 3"),
    ),
    "a scale above one": ({"kill_scale": {"unit": {"threat": 2.0}}}, ("kill_scale[0][0] = 2", "from 0 to 1")),
    "a scale of nobody": ({"kill_scale": {"x": {}}}, ("kill_scale", '"x"', "unit")),
    "a scale against nobody": ({"kill_scale": {"unit": {"x": 1.0}}}, ("kill_scale[unit]", '"x"')),
    "a preference for nobody": ({"preference": ("x",)}, ("preference", '"x"', "unit")),
    "fire held by nobody": ({"held": {"x": ()}}, ("held", '"x"', "unit")),
    "fire held at nobody": ({"held": {"unit": ("x",)}}, ("held[unit]", '"x"')),
    "a depot of nobody": ({"depots": {"x": {}}}, ("depots", '"x"', "unit")),
    "an unknown depot column": ({"depots": {"unit": {"x": 1}}}, ("depots[unit]", '"x"', "resupply_per_day")),
    "a value below nothing": ({"assets": {"name": ["a"], "value": [-1.0]}}, ("asset_values[0] = -1", "from 0")),
    "no columns": ({"windows": 3}, ("windows = 3", "columns by name")),
    "an unknown priority": ({"doctrine": {"priority": "first"}}, ("priority", "first", "value_at_risk")),
    "a negative delay": ({"doctrine": {"deconfliction_delay_s": -1.0}}, ("deconfliction_delay_s = -1", "from 0")),
    "no round at all": ({"doctrine": {"rounds_per_target_max": 0}}, ("rounds_per_target_max = 0", "from 1 to")),
    "a delay of those who never learn": (
        {"doctrine": {"command": "autonomous", "deconfliction_delay_s": 5.0}},
        ("doctrine", "leave deconfliction_delay_s out", "one another's launches"),
    ),
    "a rule nobody knows": ({"doctrine": {"comand": "autonomous"}}, ("doctrine.comand", "did you mean command?")),
    "a rule of geometry": ({"doctrine": {"decision_time_s": 5.0}}, ("doctrine.decision_time_s", "priority")),
    "a command in other words": (
        {"doctrine": {"command": "own"}},
        ('doctrine.command = "own"', '"coordinated" or "autonomous"'),
    ),
    "a switch in words": ({"doctrine": {"wait_for_cheaper": "yes"}}, ("doctrine.wait_for_cheaper", "yes")),
    "no doctrine": ({"doctrine": 3}, ("doctrine = 3",)),
}


@pytest.mark.parametrize("mistake", BAD)
def test_a_mistake_is_named(mistake):
    change, words = BAD[mistake]
    tables = given(**change)
    for table in (tables[name] for name in ("threats", "units", "windows") if isinstance(tables[name], dict)):
        for name in [name for name, column in table.items() if column is None]:
            del table[name]
    refused(lambda: ic.RaidPlan.from_tables(**tables), *words)


QUEUE = {"threat": [0, 1, 2], "unit": [0, 0, 0], "launch_s": [[10.0, 90.0]] * 3, "intercept_s": [[10.0, 90.0]] * 3}
THREE = {"launch_s": [0.0] * 3, "arrival_s": [100.0] * 3}


def waits(**more):
    tally = ic.simulate(made(**{"threats": THREE, "windows": QUEUE, **more}), seed=1, replications=2)
    return list(tally.waits().records())[-1], tally


def test_threats_wait_in_the_room_there_is_and_their_waits_are_counted():
    everybody, tally = waits(units={"assess_time_s": [20.0]})
    # One at 10 s, the next at 30 s, the last at 50 s.
    assert (everybody["came"], everybody["engaged"], everybody["turned_away"]) == (3.0, 3.0, 0.0)
    assert everybody["mean_wait_s"] == 20.0
    assert everybody["mean_wait_standard_error_s"] == 0.0
    assert tally.waiting_max.tolist() == [2, 2]
    assert tally.waited_s.tolist() == [[60.0], [60.0]]
    some, tally = waits(units={"assess_time_s": [20.0], "waiting_max": [1.0]})
    assert (some["came"], some["engaged"], some["turned_away"], some["mean_wait_s"]) == (2.0, 2.0, 1.0, 10.0)
    assert tally.waiting_max.tolist() == [1, 1]
    assert tally.fates[0, 0, LEAKED] == 1
    none, _ = waits(units={"assess_time_s": [20.0], "waiting_max": [0.0]})
    assert (none["came"], none["turned_away"], none["mean_wait_s"]) == (1.0, 2.0, 0.0)


def test_who_waits_in_vain_waits_until_the_window_closes():
    late, _ = waits(units={"rounds": [1.0]})
    assert (late["came"], late["engaged"], late["mean_wait_s"]) == (3.0, 1.0, pytest.approx(2.0 * 80.0 / 3.0))


def test_without_a_threat_that_came_there_is_no_mean_wait():
    nobody = ic.simulate(made(shares={"unit_availability": 0.0}), seed=1, replications=2).waits()
    assert np.isnan(nobody["mean_wait_s"]).all()
    assert not nobody["came"].any()


def test_units_under_a_post_share_its_operators():
    shared = {
        "units": {"command_post": ["post", "post"], "rounds": [5.0, 5.0]},
        "windows": {"threat": [0, 1], "unit": [0, 1], "launch_s": [10.0, 20.0], "intercept_s": [15.0, 25.0]},
    }
    for time_s, leaks in ((9.0, 0), (11.0, 1)):
        raid = made(**shared, command_posts={"post": {"operators": 1, "operator_time_s": time_s}})
        assert leaked(raid) == leaks
    two = made(**shared, command_posts={"post": {"operators": 2, "operator_time_s": 99.0}})
    assert leaked(two) == 0
    alone = {**shared, "units": {"command_post": ["post", ""], "rounds": [5.0, 5.0]}}
    assert leaked(made(**alone, command_posts={"post": {"operators": 1, "operator_time_s": 99.0}})) == 0


def test_a_factor_of_geometry_lowers_the_kill_probability_along_a_window():
    many = 20_000
    times = {"launch_s": np.full((many, 1), 10.0), "intercept_s": np.full((many, 1), 15.0)}
    raid = ic.RaidPlan.from_tables(
        {"launch_s": np.zeros(many), "arrival_s": np.full(many, 100.0)},
        {"rounds": [many], "channels": [many], "shoot_look_shoot": [0.0]},
        {"threat": np.arange(many), "unit": np.zeros(many), **times, "kill_factor": np.full((many, 1), 0.25)},
        shares={"kill_probability": 0.8, "common_cause_share": 0.1},
    )
    # One round alone kills with 0.25 k, whatever the common cause.
    share = ic.simulate(raid, seed=3, replications=1).fates[0, 0, FATES.index("intercepted")] / many
    assert abs(share - 0.2) < 4.0 * np.sqrt(0.2 * 0.8 / many)
    # Between the points of a window factors are read along a line: none is left at its end.
    window = {"threat": [0], "unit": [0], "launch_s": [[0.0, 50.0]], "intercept_s": [[0.0, 50.0]]}
    alone = {"threats": {"launch_s": [0.0], "arrival_s": [90.0]}, "windows": {**window, "kill_factor": [[1.0, 0.0]]}}
    assert leaked(made(**alone)) == 0
    assert leaked(made(**{**alone, "windows": {**window, "kill_factor": [[0.0, 0.0]]}})) == 1


def test_factors_of_one_change_no_bit():
    plain, ones = made(shares={"kill_probability": 0.5}), {"kill_factor": [1.0, 1.0]}
    same = made(shares={"kill_probability": 0.5}, windows=ones)
    tallies = [ic.simulate(raid, seed=5, replications=50) for raid in (plain, same)]
    assert tallies[0] == tallies[1]


@pytest.mark.parametrize(("its_own", "leaks"), [({}, "c"), ({"comes_at": {"threat": [2], "unit": [0]}}, "b")])
def test_a_unit_takes_first_what_comes_at_itself(its_own, leaks):
    times = [[9.0, 90.0], [10.0, 90.0], [10.0, 90.0]]
    raid = made(
        threats={"launch_s": [0.0] * 3, "arrival_s": [100.0, 101.0, 102.0], "threat_class": ["a", "b", "c"]},
        windows={**QUEUE, "launch_s": times, "intercept_s": times},
        # While it serves the first, two wait; one round is left.
        units={"rounds": [2.0], "assess_time_s": [20.0]},
        **its_own,
    )
    fates = ic.simulate(raid, seed=1, replications=1).fates[0, :, LEAKED]
    assert [name for name, count in zip(raid.threat_classes, fates, strict=True) if count] == [leaks]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"units": {"waiting_max": [-1.0]}}, ("units waiting_max[0] = -1", "from 0 to inf")),
        ({"units": {"waiting_max": [1.5]}}, ("units waiting_max[0] = 1.5", "whole number")),
        ({"units": {"waiting_max": [NAN]}}, ("units waiting_max", "nan")),
        ({"units": {"command_post": ["p"]}}, ("command_post of units", "there is no command post")),
        ({"command_posts": {"p": {"operators": 0, "operator_time_s": 1.0}}}, ("command_posts[p].operators = 0", "1")),
        ({"command_posts": {"p": {"operators": 1.5, "operator_time_s": 1.0}}}, ("operators = 1.5", "whole")),
        ({"command_posts": {"p": {"operators": 1, "operator_time_s": -1.0}}}, ("operator_time_s = -1", "0")),
        ({"command_posts": {"p": {"operators": 1, "operator_time_s": INF}}}, ("operator_time_s = inf", "0")),
        ({"command_posts": {"p": {"operators": 1}}}, ("command_posts[p]", "operator_time_s")),
        ({"command_posts": {"p": 3}}, ("command_posts[p] = 3",)),
        ({"command_posts": [1]}, ("command_posts = [1]",)),
        ({"comes_at": {"threat": [5], "unit": [0]}}, ("comes_at threat[0] = 5", "0 to 1")),
        ({"comes_at": {"threat": [0], "unit": [1]}}, ("comes_at unit[0] = 1", "0 to 0")),
        ({"comes_at": {"threat": [0]}}, ("comes_at must have a column unit",)),
        ({"comes_at": {"threat": [0, 1], "unit": [0]}}, ("columns of comes_at must be of one length",)),
        ({"comes_at": 3}, ("comes_at = 3",)),
        ({"windows": {"kill_factor": [1.0, 1.5]}}, ("kill_factor of a window of threats[1] = 1.5", "from 0 to 1")),
        ({"windows": {"kill_factor": [1.0, NAN]}}, ("kill_factor of a window of threats[1] = NaN", "from 0 to 1")),
        ({"windows": {"kill_factor": [1.0]}}, ("launch_s of shape (2, 1) and kill_factor of shape (1, 1)", "alike")),
    ],
)
def test_a_mistake_in_posts_room_or_self_defence_is_named(more, words):
    refused(lambda: made(**more), *words)


@pytest.mark.parametrize("changed", [BY_VECTOR, ("kill_scale",), ("sensor_availability",)])
def test_a_raid_with_other_chances_is_as_one_made_anew(changed):
    plan = ic.compile_plan(ic.Scenario.from_file(ROOT / "examples" / "notional-small.toml"))
    raid = ic.RaidPlan.of(plan, ic.fly(plan))
    values = {name: 0.5 * np.asarray(getattr(raid.chances, name)) for name in changed if name != "magazines"}
    made, anew = (
        raid.with_chances(**values),
        dataclasses.replace(raid, chances=dataclasses.replace(raid.chances, **values)),
    )
    assert made == anew != raid
    tallies = [ic.simulate(each, seed=3, replications=20) for each in (made, anew)]
    assert tallies[0] == tallies[1]
    assert copy.copy(made) == made
    # What every vector has is none of what the core holds.
    assert (made.core is raid.core) == (set(changed) <= set(BY_VECTOR))


def test_mistakes_in_chances_are_named_when_they_are_replicated():
    raid = made()
    refused(lambda: raid.with_chances(luck=np.zeros(1)), "luck is not allowed", "names, such as")
    late = raid.with_chances(decision_time_s=np.array([-1.0]))
    refused(lambda: ic.simulate(late, seed=1, replications=1), "decision_time_s = -1", "from 0 to")
    two = raid.with_chances(decision_time_s=np.zeros(2))
    refused(lambda: ic.simulate(two, seed=1, replications=1), "kill_probability", "decision_time_s")
    half = raid.chances.magazines + 0.5
    refused(
        lambda: ic.simulate(raid.with_chances(magazines=half), seed=1, replications=1), "rounds = 5.5", "whole number"
    )


def test_raids_are_compared_by_value():
    assert made() == made()
    assert made() != made(units={"rounds": [6.0]})
    assert dataclasses.replace(made()) == made()


@pytest.mark.parametrize(
    "rules",
    [
        {"command": "autonomous", "rounds_per_target_max": 3},
        {"deconfliction_delay_s": 12.5, "rounds_per_target_max": 7, "priority": "hardest_first"},
        {"wait_for_cheaper": True, "rounds_per_target_max": 16, "priority": "value_at_risk"},
    ],
)
def test_a_doctrine_is_said_as_in_a_scenario(rules):
    said = ic.RaidPlan.from_tables(**given(doctrine=rules))
    scenario = ic.Scenario.from_file(ROOT / "examples" / "notional-small.toml")
    planned = ic.compile_plan(scenario.with_values({f"decision.{name}": value for name, value in rules.items()}))
    assert said.chances.doctrine == planned.chances.doctrine
    assert ic.RaidPlan.from_tables(**given()).with_chances(doctrine=rules) == said


def test_rounds_at_a_target_have_no_limit_unless_it_is_given():
    assert ic.RaidPlan.from_tables(**given(doctrine={})).chances.doctrine.rounds_per_target_max == 2**32 - 1
    assert ic.RaidPlan.from_tables(**given(doctrine={})) == ic.RaidPlan.from_tables(**given())
