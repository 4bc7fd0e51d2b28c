"""The course of the night: engagements, stocks and shortages of small raids worked out by hand, and as tables."""

import json
import math

import numpy as np
import pytest
from minimal_scenario import minimal
from tree import ROOT

import intercept as ic
from intercept.raid.course import Course
from intercept.raid.course_tables import ROWS_MAX
from intercept.raid.part_file import part_bytes, part_of
from intercept.raid.tally import CAUSES
from intercept.raid.task import Part

FEW = {"seed": 3, "scrambles": 4, "points": 2, "vectors": 2, "replications": 64}
STEP_S = 7.5
ONE = {"rounds": [1]}


@pytest.fixture(scope="module")
def result():
    return ic.run(ROOT / "examples" / "notional-small.toml", **FEW)


def raid(windows, units, arrival_s=200.0, **more):
    """A raid of windows (threat, unit, launch, intercept) of one launch each."""
    threat, unit, launch_s, intercept_s = (list(column) for column in zip(*windows, strict=True))
    count = max(threat) + 1
    return ic.RaidPlan.from_tables(
        {"launch_s": [0.0] * count, "arrival_s": [arrival_s] * count, "wave": [f"wave {i}" for i in range(count)]},
        units,
        {"threat": threat, "unit": unit, "launch_s": launch_s, "intercept_s": intercept_s},
        **more,
    )


def once(*args, **more):
    return ic.simulate(raid(*args, **more), seed=1, replications=1).course


def test_a_channel_is_in_use_from_the_launch_until_the_result_is_known():
    # From 10 s to 40 s, and 5 s of assessment.
    sums = once([(0, 0, 10.0, 40.0)], {"assess_time_s": [5.0]})
    busy_s = sums.busy_ms[0, :, 0] / 1e3
    want = np.zeros(len(busy_s))
    want[1:6] = [5.0, STEP_S, STEP_S, STEP_S, STEP_S]
    assert busy_s.tolist() == want.tolist()


def test_channels_count_until_the_last_threat_has_gone():
    sums = once([(0, 0, 10.0, 40.0)], {"assess_time_s": [1000.0]}, arrival_s=100.0)
    assert sums.busy_ms.sum() == 90_000


def test_rounds_left_fall_with_launches_and_rise_with_what_a_depot_sends():
    units = {"defence_class": ["unit"], "rounds": [1], "reload_time_s": [1.0]}
    depot = {"unit": {"rounds": 1.0, "delivery_time_s": 20.0}}
    sums = once([(0, 0, 10.0, 15.0), (1, 0, 100.0, 105.0)], units, depots=depot)
    left = (sums.begun[0, 0].astype(int) + np.cumsum(sums.change[0, :, 0])).tolist()
    # The round of 10 s is replaced at once by one that is under way; that is fired at 100 s.
    assert (int(sums.begun[0, 0]), set(left[:13]), set(left[13:])) == (1, {1}, {0})


def test_shortages_are_told_by_class_and_when():
    units = {"defence_class": ["plenty", "one round"], "rounds": [9, 1], "channels": [9, 9]}
    sums = once([(0, 1, 10.0, 20.0), (1, 1, 30.0, 40.0), (2, 0, 30.0, 40.0), (3, 1, 50.0, 60.0)], units)
    assert sums.short[0].tolist() == [0, 1, 1]
    assert sums.short_ms[0].tolist() == [0, 30_000, 30_000]


def test_causes_by_wave_are_those_of_its_threats():
    sums = once([(0, 0, 10.0, 20.0), (1, 0, 30.0, 40.0)], {"rounds": [1]})
    assert sums.causes_by_wave[0, 0].sum() == 0
    assert sums.causes_by_wave[0, 1].tolist() == [int(name == "no_round") for name in CAUSES]


def test_a_long_raid_has_longer_steps_and_loses_nothing():
    short, long = once([(0, 0, 10.0, 40.0)], ONE), once([(0, 0, 10.0, 40.0)], ONE, arrival_s=1e6)
    assert long.busy_ms.shape[1] <= 512
    # 512 steps of 7.5 s, doubled until they reach 1e6 s.
    assert int(long.step_ms[0]) == 2**9 * 7500
    assert long.busy_ms.sum() == short.busy_ms.sum() == 30_000
    both = Course.together([short, long])
    assert both.busy_ms.sum() == 60_000
    assert both.replications.tolist() == [2]


def test_a_raid_with_nothing_in_it_has_no_course():
    windows = {"threat": [], "unit": [], "launch_s": [], "intercept_s": []}
    nothing = ic.RaidPlan.from_tables({"launch_s": [], "arrival_s": []}, {"name": []}, windows)
    assert ic.simulate(nothing, seed=1, replications=2).course.busy_ms.size == 0
    assert len(ic.simulate(nothing, seed=1, replications=0).course.group) == 0


def test_sums_are_kept_in_a_part_as_they_are():
    tally = ic.simulate(raid([(0, 0, 10.0, 40.0)], ONE), seed=1, replications=5)
    assert ic.Tally.of_arrays(part_of(part_bytes(Part(tally.arrays()))).arrays) == tally


def test_the_table_of_the_night_covers_it_in_few_steps(result):
    night = result.night
    edges = np.unique(night["from_s"])
    assert len(edges) <= ROWS_MAX
    assert edges[0] == 0.0
    assert night["to_s"].max() >= result.threats["arrival_s"].max()
    classes = night.codes("defence_class")[0]
    assert set(classes) == set(result.shortages["of"]) - {"all"}
    ends = {row["of"]: row["mean"] for row in result.estimates.records() if row["quantity"] == "left"}
    for name in classes:
        own = night.take(night["defence_class"] == name)
        assert (own["channels_busy_mean"] <= own["channels"].max() + 1e-9).all()
        # Nothing comes from a depot here: rounds only become fewer.
        assert (np.diff(own["rounds_left_mean"]) <= 1e-9).all()
        assert own["rounds_left_mean"][-1] >= ends[name] - 1e-9


def test_means_of_causes_add_up_to_leakers(result):
    leaked = next(r["mean"] for r in result.estimates.records() if (r["quantity"], r["of"]) == ("leaked", "all"))
    for table in (result.causes_by_wave, result.causes_by_asset):
        assert table["leaked_mean"].sum() == pytest.approx(leaked)
    by_asset = {row["asset"]: row["leaked_mean"] for row in result.assets.records()}
    for name, mean in by_asset.items():
        own = result.causes_by_asset.take(result.causes_by_asset["asset"] == name)
        assert own["leaked_mean"].sum() == pytest.approx(mean)


def test_kills_are_means_with_errors_that_add_up_to_those_shot_down(result):
    down = {r["of"]: r for r in result.estimates.records() if r["quantity"] == "intercepted"}
    for name, row in down.items():
        if name != "all":
            own = result.kills.take(result.kills["threat_class"] == name)
            assert own["kills_mean"].sum() == pytest.approx(row["mean"])
            assert own["kills"].sum() == pytest.approx(row["mean"] * result.replications_done)
    assert (result.kills["kills_low"] <= result.kills["kills_mean"]).all()
    assert (result.kills["kills_standard_error"] > 0.0).any()


def test_shortages_of_a_run_are_those_of_its_replications():
    place = {"east_km": 1, "north_km": 0}
    units = [{"name": "u", "class": "short_range_sam", "position": place, "rounds": 2, "reloads": 0}]
    raid_of = {
        "launch_areas": [{"name": "east", "position": {"east_km": 200, "north_km": 0}}],
        "waves": [{"name": "w", "class": "one_way_attack_drone", "count": 30, "launch_area": "east"}],
    }
    sensors = [{"name": "r", "class": "surveillance_radar", "position": {"east_km": 0, "north_km": 0}}]
    found = ic.run(ic.Scenario.from_dict(minimal(fire_units=units, raid=raid_of, sensors=sensors)), **FEW)
    row = next(row for row in found.shortages.records() if row["of"] == "all")
    assert 0.0 < row["nights_low"] <= row["nights_mean"] <= row["nights_high"] <= 1.0
    assert 0.0 < row["first_s_low"] < row["first_s_mean"] < row["first_s_high"] < found.threats["arrival_s"].max() * 1.5


def test_the_document_has_all_of_it(result):
    said = json.loads(result.to_json())
    for name in ("night", "shortages", "causes_by_asset", "causes_by_wave", "kills", "waits"):
        assert len(said[name]) == len(getattr(result, name)) > 0
    never = [row for row in said["shortages"] if row["nights_mean"] == 0.0]
    assert all(row["first_s_mean"] is None for row in never)
    assert not any(isinstance(v, float) and math.isnan(v) for row in said["night"] for v in row.values())


def test_the_share_of_rounds_left_begins_at_all_of_them_and_has_the_error_of_a_ratio(result):
    """Magazines that differ from night to night move the rounds at first, and not the share that is left of them."""
    night = result.night
    first = night.take(night["from_s"] == 0.0)
    spread = first["rounds_left_standard_error"] > 0.0
    assert spread.any()
    for part, want in (("mean", 1.0), ("standard_error", 0.0), ("low", 1.0), ("high", 1.0)):
        assert first[f"rounds_left_share_{part}"] == pytest.approx(want, abs=1e-12)
    assert (night["rounds_left_share_high"] <= 1.0).all()
    assert (night["rounds_left_share_low"] < night["rounds_left_share_high"]).any()
    at_first = {row["defence_class"]: row["rounds_left_mean"] for row in first.records()}
    for row in night.records():
        assert row["rounds_left_share_mean"] == pytest.approx(row["rounds_left_mean"] / at_first[row["defence_class"]])


def test_a_depot_may_send_more_than_was_there_at_first():
    document = ic.Scenario.from_file(ROOT / "examples" / "notional-small.toml").to_dict()
    names = ("interceptor_drone", "short_range_sam")
    document["classes"] = {
        "defence": {"short_range_sam": {"reloads_at_hand": 0}, "interceptor_drone": {"reloads_at_hand": 1}}
    }
    document["stocks"] = {name: {"depot_rounds": 1e5, "delivery_time_h": 0.01} for name in names}
    night = ic.run(ic.Scenario.from_dict(document), **FEW).night
    above = set(night["defence_class"][night["rounds_left_share_high"] > 1.0].tolist())
    assert above
    assert above <= set(names)
    assert (night["rounds_left_share_low"] <= night["rounds_left_share_mean"]).all()
    assert (night["rounds_left_share_mean"] <= night["rounds_left_share_high"]).all()
