"""Saturation curves: raids of several sizes as parts of the largest."""

import json
import math

import numpy as np
import pytest
from refusals import HERE, INF, NAN, refused
from tree import ROOT

import intercept as ic
from intercept.analysis.limits import LIMITS, without
from intercept.analysis.sizes import Sizes, checked_sizes, in_turn, resized, spread_sizes
from intercept.raid.raid_plan import some_of
from intercept.raid.settings import Settings
from intercept.raid.task import Block
from intercept.scenario.prepare import prepare

FEW = {"scrambles": 4, "points": 1, "vectors": 4, "replications": 32}
SMALL = ROOT / "examples" / "notional-small.toml"
DRONE = "one_way_attack_drone"


@pytest.fixture(scope="module")
def scenario():
    return ic.Scenario.from_file(SMALL)


@pytest.fixture(scope="module")
def found(scenario):
    return ic.saturation(scenario, threat_class=DRONE, sizes=[10, 40, 120], asked=40, **FEW)


def rows(table, **wanted):
    return [row for row in table.records() if all(row[key] == value for key, value in wanted.items())]


def test_the_largest_size_is_the_run_of_that_raid(scenario, found):
    run = ic.run(scenario.replace("raid.waves[0].count", 120), **FEW)
    (own,) = rows(run.estimates, quantity="leaked", of=DRONE)
    last = list(found.curve.records())[-1]
    for name in ("mean", "standard_error", "low", "high", "p05", "p95"):
        assert last[f"leaked_{name}"] == own[name]
    causes = run.causes.take(run.causes["threat_class"] == DRONE)
    for row in rows(found.causes, size=120):
        total = causes["leaked"][causes["cause"] == row["cause"]].sum()
        assert row["leaked_mean"] == pytest.approx(total / run.replications_done)


def test_causes_add_up_to_leakers(found):
    for row in found.curve.records():
        causes = rows(found.causes, size=row["size"])
        assert sum(cause["leaked_mean"] for cause in causes) == pytest.approx(row["leaked_mean"])
        assert sum(cause["share"] for cause in causes) == pytest.approx(1.0)


def test_shares_of_the_objects_added_make_the_curve(found):
    total = 0.0
    for row in found.curve.records():
        total += (row["size"] - row["next_from"]) * row["next_share"]
        assert total == pytest.approx(row["leaked_mean"])
        assert row["leak_share"] == pytest.approx(row["leaked_mean"] / row["size"])


def test_a_difference_of_sizes_is_better_known_than_with_independent_raids(found):
    small, large = rows(found.curve, size=40)[0], rows(found.curve, size=120)[0]
    unpaired = math.hypot(small["leaked_standard_error"], large["leaked_standard_error"]) / 80.0
    assert large["next_standard_error"] < unpaired


def test_a_smaller_raid_is_a_some_of_a_larger_one_spread_over_the_same_time():
    wave = np.repeat([0, 1, 2], [300, 100, 50]).astype(np.uint64)
    turn = in_turn(wave, wave < 2)
    assert sorted(turn) == list(range(400))
    for size in (8, 40, 100, 200):
        part = np.sort(turn[:size])
        first = part[part < 300]
        assert abs(len(first) - 0.75 * size) <= 1.0
        gaps = np.diff(first)
        assert gaps.max() <= 2.0 * gaps.min()
        assert first[0] < 300 / len(first) * 1.5


def test_a_threat_that_is_not_flown_is_named_by_its_number_in_the_whole_raid(scenario, monkeypatch):
    raid = Settings.of(scenario, **FEW).job(prepare(resized(scenario, {(DRONE,): 120})))
    named = []
    monkeypatch.setattr(ic.Trajectories, "check", lambda self, label: named.append((len(self), label(1))))
    job = Sizes(raid, ((DRONE,),), ((10,), (40,), (120,)), ())
    for sizes in (1, 3):
        job.first(sizes).compute(Block(0, 0))
    assert named[0][0] < named[1][0]
    assert ["threat 9 (" in label for _, label in named] == [True, False], named


def one_channel(**unit):
    """One unit that sees everything and never misses, and drones that come one after another."""
    sure = {"single_shot_kill_probability": 1.0, "availability": 1.0, "channels": 1, "ready_rounds": 40}
    return {
        "schema_version": 3,
        "name": "one unit",
        "assets": [{"name": "a", "class": "energy", "position": HERE}],
        "fire_units": [
            {"name": "u", "class": "short_range_sam", "position": HERE, "reloads": 0, "overrides": sure, **unit}
        ],
        "sensors": [{"name": "s", "class": "gap_filler_radar", "position": HERE, "overrides": {"availability": 1.0}}],
        "decision": {"common_cause_share": 0, "decision_time_s": 1},
        "classes": {"threat": {DRONE: {"in_flight_failure_share": 0.0}}},
        "raid": {
            "launch_areas": [{"name": "east", "position": {"east_km": 150, "north_km": 0}, "radius_km": 1}],
            "waves": [
                {
                    "name": "w",
                    "class": DRONE,
                    "count": 10,
                    "launch_area": "east",
                    "time_profile": {"kind": "uniform", "start_t_min": 0, "duration_min": 1000},
                    "profile": "high",
                }
            ],
        },
    }


def test_a_unit_that_never_misses_leaks_what_it_has_no_round_for():
    scenario = ic.Scenario.from_dict(one_channel(rounds=40, doctrine={"salvo": 1}))
    few = {"scrambles": 2, "points": 1, "vectors": 1, "replications": 4}
    found = ic.saturation(scenario, sizes=[20, 40, 60, 100], **few)
    assert found.curve["leaked_mean"].tolist() == [0.0, 0.0, 20.0, 60.0]
    assert found.curve["next_share"].tolist() == [0.0, 0.0, 1.0, 1.0]
    assert (found.knee, found.knee_low, found.knee_high) == (40.0, 40.0, 40.0)
    assert [row["share"] for row in rows(found.causes, cause="no_round")][2:] == [1.0, 1.0]
    free = {row["limit"]: row["leaked_mean"] for row in rows(found.lifted, size=100)}
    assert free == {"sensors": 60.0, "channels": 60.0, "rounds": 0.0, "doctrine": 60.0}
    assert found.asked is None
    assert "knee of the curve, at about 40 (95 % interval 40 to 40)" in found.words
    asked = ic.saturation(scenario, sizes=[20, 40, 60, 100], asked=20, lift=False, **few)
    assert "gets through? No: " in asked.words
    assert "gets through? Yes: " in ic.saturation(scenario, sizes=[20, 40, 60, 100], asked=60, lift=False, **few).words
    assert len(asked.lifted) == 0


def test_without_sensors_all_leak_and_lifting_their_limit_stops_them():
    document = one_channel(rounds=40, doctrine={"salvo": 1})
    document["sensors"] = []
    few = {"scrambles": 2, "points": 1, "vectors": 1, "replications": 4}
    found = ic.saturation(ic.Scenario.from_dict(document), sizes=[10, 20], **few)
    assert found.curve["leak_share"].tolist() == [1.0, 1.0]
    assert rows(found.causes, size=20, cause="not_detected")[0]["leaked_mean"] == 20.0
    assert [row["leaked_mean"] for row in rows(found.lifted, limit="sensors")] == [0.0, 0.0]
    assert found.knee == 0.0
    assert "from the first objects on" in found.words


def test_a_defence_that_does_not_saturate_says_so():
    found = ic.saturation(ic.Scenario.from_dict(one_channel()), sizes=[5, 10], scrambles=2, points=1, vectors=1)
    assert (found.knee, found.knee_low, found.knee_high) == (math.inf, math.inf, math.inf)
    assert "does not saturate up to 10" in found.words
    assert json.loads(found.to_json())["knee"] is None


@pytest.mark.parametrize("threads", [1, 3])
def test_the_number_of_threads_changes_nothing(scenario, found, threads):
    again = ic.saturation(scenario, threat_class=DRONE, sizes=[10, 40, 120], asked=40, threads=threads, **FEW)
    assert again == found


UNTIL = {"threat_class": DRONE, "sizes": [10, 40, 120], "asked": 40, "vectors": 4, "replications": 64}


@pytest.fixture(scope="module")
def known(scenario):
    return ic.saturation(scenario, until=0.06, **UNTIL)


def test_until_doubles_the_points_of_sizes_that_are_not_known(known):
    assert (known.made.sampling.until, known.made.sampling.until_met) == (0.06, True)
    allowed = np.maximum(0.06 * known.curve["leaked_mean"], 0.1)
    assert (known.curve["leaked_standard_error"] <= allowed).all()
    geometries = known.curve["geometries"].tolist()
    assert geometries[0] > geometries[-1]
    assert geometries == sorted(geometries, reverse=True)
    # The curves without a limit are not doubled.
    assert set(known.lifted["geometries"]) == {8}


def test_a_size_has_what_it_has_with_as_many_points_of_all_sizes(scenario, known):
    for points in {count // 8 for count in known.curve["geometries"].tolist()}:
        given = {**UNTIL, "points": points, "replications": points * 64}
        every = ic.saturation(scenario, lift=False, **given)
        for row in rows(known.curve, geometries=8 * points):
            (own,) = rows(every.curve, size=row["size"])
            # What it adds to the size before is found from the geometries that both have.
            assert row == own
            assert rows(known.causes, size=row["size"]) == rows(every.causes, size=row["size"])


def test_which_other_sizes_are_asked_for_changes_nothing(scenario, found):
    fewer = ic.saturation(scenario, threat_class=DRONE, sizes=[10, 120], asked=10, **FEW)
    for size in (10, 120):
        assert rows(fewer.causes, size=size) == rows(found.causes, size=size)
        assert rows(fewer.lifted, size=size) == rows(found.lifted, size=size)
    assert rows(fewer.curve, size=10) == rows(found.curve, size=10)


def test_a_smaller_size_is_the_same_to_the_last_bit_where_larger_ones_are_not_flown(scenario):
    raid = Settings.of(scenario, **FEW).job(prepare(resized(scenario, {(DRONE,): 120})))
    job = Sizes(raid, ((DRONE,),), ((10,), (40,), (120,)), LIMITS)
    whole, part = job.compute(Block(0, 1)), job.first(2).compute(Block(0, 1))
    assert {name.partition(".")[0] for name in part.arrays} == {"0", "1"}
    for name, column in part.arrays.items():
        assert column.tobytes() == whole.arrays[name].tobytes(), name


def test_sizes_as_text_are_those_of_the_command_line():
    assert checked_sizes("50..3000", 1000) == spread_sizes(50, 3000, 1000)
    assert checked_sizes("400, 50,100,50", 1000) == (50, 100, 400)


def test_the_usual_sizes():
    sizes = spread_sizes(50, 3000, 1000)
    assert len(sizes) == 12
    assert (sizes[0], sizes[-1]) == (50, 3000)
    assert 1000 in sizes
    assert list(sizes) == sorted(set(sizes))
    assert spread_sizes(1, 3) == (1, 2, 3)


def test_the_answer_is_drawn_and_written(found, tmp_path):
    files = {path.name for path in ic.write(found, tmp_path / "out")}
    assert {"curve.parquet", "causes.parquet", "lifted.parquet", "answer.html", "answer.json", "manifest.json"} == files
    for ending in ("svg", "html"):
        ic.plot(found, tmp_path / f"figure.{ending}")
        assert (tmp_path / f"figure.{ending}").stat().st_size > 1000


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"threat_class": None}, ["threat_class", DRONE, "subsonic_cruise"]),
        ({"threat_class": "jet_drone"}, ["threat_class", "jet_drone", DRONE]),
        ({"sizes": [10]}, ["sizes", "2 to 100"]),
        ({"sizes": "20..10"}, ['sizes = "20..10"', "50..3000"]),
        ({"sizes": "10..x"}, ['sizes = "10..x"', "50..3000"]),
        ({"sizes": "10"}, ['sizes = "10"', "50,100,400"]),
        ({"sizes": "0,10"}, ['sizes = "0,10"', "from 1"]),
        ({"sizes": f"10,{10**12}"}, ["sizes", "100000"]),
        ({"sizes": []}, ["sizes"]),
        ({"sizes": 10}, ["sizes", "sequence"]),
        ({"sizes": [10, NAN]}, ["sizes[1]", "whole number"]),
        ({"sizes": [0, 10]}, ["sizes[0]", "1"]),
        ({"sizes": [10, 10**6]}, ["sizes[1]", "100000"]),
        ({"asked": 5}, ["asked", "10 to 20"]),
        ({"asked": "x"}, ["asked"]),
        ({"lift": 2}, ["lift"]),
        ({"until": INF}, ["until"]),
        ({"until": 0.0}, ["until"]),
        ({"until": 0.1, "scrambles": 7}, ["until", "8 scrambles"]),
        ({"scenario": 3}, ["scenario"]),
    ],
)
def test_bad_input_is_refused(scenario, wrong, words):
    good = {"scenario": scenario, "threat_class": DRONE, "sizes": [10, 20]}
    refused(lambda: ic.saturation(**{**good, **wrong}), *words)


def test_a_raid_without_waves_is_refused(scenario):
    document = scenario.to_dict()
    document["raid"] = {}
    refused(lambda: ic.saturation(ic.Scenario.from_dict(document)), "no waves")


def test_parts_are_those_of_a_searched_raid_and_of_threats_that_there_are():
    given = ic.RaidPlan.from_tables(
        {"launch_s": [0.0], "arrival_s": [9.0]},
        {"rounds": [1]},
        {"threat": [0], "unit": [0], "launch_s": [1.0], "intercept_s": [2.0]},
    )
    refused(lambda: some_of(given, np.array([0], dtype=np.uint32)), "raid", "compiled plan")
    plan = ic.compile_plan(ic.Scenario.from_dict(one_channel()))
    raid = ic.RaidPlan.of(plan, ic.fly(plan, threads=1))
    assert some_of(raid, np.arange(10, dtype=np.uint32)).chances == raid.chances
    refused(lambda: raid.source.encounters.part(np.array([10], dtype=np.uint32)), "threats", "10", "below 10")
    refused(lambda: raid.source.encounters.part(np.array([1], dtype=np.uint32), np.zeros(2)), "seen_from_s", "2", "1")


def test_a_part_keeps_which_units_its_threats_come_at():
    plan = ic.compile_plan(ic.Scenario.from_dict(one_channel()))
    raid = ic.RaidPlan.of(plan, ic.fly(plan, threads=1)).with_chances(
        comes_at=np.array([[0, 0], [5, 0]], dtype=np.uint64)
    )
    part = some_of(raid, np.array([3, 5, 6], dtype=np.uint32))
    assert part.chances.comes_at.tolist() == [[1, 0]]
    assert len(some_of(raid, np.array([1], dtype=np.uint32)).chances.comes_at) == 0


def test_the_limit_of_channels_is_that_of_operators_and_of_those_who_wait():
    given = ic.RaidPlan.from_tables(
        {"launch_s": [0.0] * 4, "arrival_s": [99.0] * 4},
        {"rounds": [9], "channels": [1], "waiting_max": [1], "command_post": ["post"]},
        {
            "threat": [0, 1, 2, 3],
            "unit": [0] * 4,
            "launch_s": [[10.0, 11.0]] * 4,
            "intercept_s": [[20.0, 21.0]] * 4,
        },
        command_posts={"post": {"operators": 1, "operator_time_s": 50.0}},
    )
    free = without(given, "channels")
    leaked = [ic.simulate(raid, seed=1, replications=1).fates[0, 0, 3] for raid in (given, free)]
    assert leaked == [3, 0]
