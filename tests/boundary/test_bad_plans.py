"""Bad input to windows, raids, scenarios and runs: a clear exception; nothing where nothing was asked for."""

import dataclasses

import numpy as np
import pytest
from refusals import INF, MOVING, NAN, UP, document, refused, release

import intercept as ic
from intercept.errors import ScenarioError, UnreachableError


@pytest.mark.parametrize("threads", [-1, 1025, 2**70])
def test_a_bad_number_of_threads_is_refused(threads, plan, flights, raid, scenario):
    refused(lambda: ic.fly(plan, threads=threads), "threads")
    refused(lambda: ic.engagement_windows(flights, plan, threads=threads), "threads")
    refused(lambda: ic.simulate(raid, seed=1, replications=1, threads=threads), "threads")
    refused(lambda: ic.run(scenario, replications=1, threads=threads), "threads")


def test_windows_of_other_flights_are_refused(plan, windows):
    refused(lambda: ic.engagement_windows(release(), plan), "trajectories", "2 threats")
    refused(lambda: windows.explain(-1, 0), "threat", "-1")
    refused(lambda: windows.explain(0, 99), "unit", "99")


def test_a_raid_of_a_threat_that_was_not_flown_is_refused(plan, windows):
    lost = release(np.repeat(UP * NAN, len(plan), axis=0), np.repeat(MOVING, len(plan), axis=0))
    refused(lambda: ic.RaidPlan.of(plan, lost), "2 of 2", kind=UnreachableError)


@pytest.mark.parametrize("seed", [-1, 2**64, NAN, INF])
def test_a_bad_seed_is_refused(seed, raid):
    refused(lambda: ic.simulate(raid, seed=seed, replications=1), "seed", str(2**64 - 1))


@pytest.mark.parametrize("replications", [-1, range(0, 10, 2), range(5, 1), range(-1, 1), range(2**64, 2**64 + 2)])
def test_bad_replications_are_refused(replications, raid):
    refused(lambda: ic.simulate(raid, seed=1, replications=replications), "replications")


def test_no_plan_is_refused_and_no_replication_is_an_empty_tally(raid):
    refused(lambda: ic.simulate([], seed=1, replications=1), "raid")
    tally = ic.simulate(raid, seed=0, replications=0)
    assert len(tally) == 0
    assert tally.fates.shape == (0, 1, 5)
    refused(lambda: ic.Tally.concatenate([]), "tallies")
    one = ic.simulate(raid, seed=0, replications=2)
    refused(lambda: ic.Tally.concatenate([one, one]), "replication 0")


def test_the_greatest_seed_is_allowed(raid):
    assert len(ic.simulate(raid, seed=2**64 - 1, replications=3)) == 3


@pytest.mark.parametrize(("draw", "seed"), [(-1, 0), (0, -1)])
def test_a_bad_draw_is_refused(draw, seed, scenario):
    refused(lambda: ic.compile_plan(scenario, draw, seed), "draw" if draw < 0 else "seed", "-1")


BAD_SETTINGS = {
    "replications": [0, -1, 10_000_001, 10**12, 1.5, NAN, "5", True],
    "seed": [-1, 2**53 + 1, 1.5, "1"],
    "scrambles": [0, -1, 1001, 0.5],
    "points": [0, 3, 65_537, 2.0],
    "vectors": [-1, 12, 10**9, "8"],
    "until": [0.0, -1.0, NAN, INF, "1"],
    "sampling": ["grid", 3],
}


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in BAD_SETTINGS.items() for value in values]
)
def test_a_bad_setting_of_a_run_is_refused(name, value, scenario):
    refused(lambda: ic.run(scenario, **{name: value}), name, str(value))


@pytest.mark.parametrize("value", [NAN, INF, -1.0, 1001.0, "many"])
def test_a_bad_value_of_a_sweep_is_refused(value, scenario):
    refused(lambda: ic.sweep(scenario, {"raid.scale": [1.0, value]}), "raid.scale", kind=ScenarioError)


def test_a_bad_key_of_a_sweep_is_refused(scenario):
    refused(lambda: ic.sweep(scenario, {"raid.loudness": [1.0]}), "loudness", kind=ScenarioError)
    refused(lambda: ic.sweep(scenario, {}), "values")


def test_whole_numbers_of_numpy_are_whole_numbers(scenario):
    result = ic.run(scenario, replications=np.int64(2), seed=np.uint64(3), scrambles=np.int32(2), points=1, vectors=1)
    assert result.replications_done == 4


def test_a_raid_of_nothing_runs(scenario):
    result = ic.run(scenario.replace("raid.scale", 0.0), replications=3, scrambles=2, points=1)
    assert not result.outcomes["launched"].any()
    assert result.table()["launched"].sum() == 0


def test_a_country_without_defence_or_sensors_runs():
    bare = {key: value for key, value in document().items() if key not in {"sensors", "fire_units"}}
    result = ic.run(ic.Scenario.from_dict(bare), replications=3, scrambles=2, points=1)
    assert not result.outcomes["intercepted"].any()
    assert len(result.windows) == 0


def test_a_destination_out_of_reach_says_by_how_much():
    far = ic.Scenario.from_dict(document(distance_km=1500))
    refused(lambda: ic.run(far, replications=1), 'raid.waves[0] "w", threat', "short by", kind=UnreachableError)


def test_missing_columns_of_a_plan_are_refused(plan, flights):
    sensors = dataclasses.replace(plan.sensors, parameters=np.zeros((1, 3)))
    refused(lambda: ic.engagement_windows(flights, dataclasses.replace(plan, sensors=sensors), threads=1), "sensors")
    for value in (NAN, INF, -1.0):
        late = dataclasses.replace(plan, decision_time_s=value)
        refused(lambda late=late: ic.engagement_windows(flights, late, threads=1), "decision_time_s")
