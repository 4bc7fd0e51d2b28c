"""The main job end to end, on a small scenario."""

import dataclasses
import json
import pickle
from copy import deepcopy

import numpy as np
import pytest
from tree import ROOT

import intercept as ic
from intercept.errors import InvalidParameterError, ScenarioError
from intercept.raid import geometry
from intercept.raid.geometry import Clock, geometries
from intercept.raid.simulate import Tally
from intercept.scenario.prepare import prepare

SMALL = ROOT / "examples" / "notional-small.toml"


@pytest.fixture(scope="module")
def scenario():
    return ic.Scenario.from_file(SMALL)


@pytest.fixture(scope="module")
def result(scenario):
    return ic.run(scenario, replications=60, geometry_samples=3)


def test_every_threat_has_one_fate(result):
    fates = sum(result.outcomes[name] for name in ("failed", "jammed", "intercepted", "leaked"))
    assert np.array_equal(fates, result.outcomes["launched"])
    assert result.outcomes["launched"].sum() == 60 * 32
    assert result.replications_done == 60
    assert not result.interrupted


def test_kills_and_leaks_agree_between_tables(result):
    assert result.kills["kills"].sum() == result.outcomes["intercepted"].sum()
    assert result.assets["leaked_total"].sum() == result.outcomes["leaked"].sum()


def test_threads_do_not_matter(scenario, result):
    alone = ic.run(scenario, replications=60, geometry_samples=3, threads=1)
    for name in ("windows", "reasons", "outcomes", "rounds", "assets", "kills", "threats", "assumptions"):
        assert getattr(alone, name) == getattr(result, name), name


def test_a_longer_run_begins_with_the_shorter_one(scenario, result):
    longer = ic.run(scenario, replications=90, geometry_samples=3)
    rows = len(result.outcomes)
    assert longer.outcomes.head(rows) == result.outcomes


def test_a_sweep_repeats_the_raid(scenario, result):
    swept = ic.run(scenario, replications=60, geometry_samples=3, sweep={"raid.scale": [0.5, 1]})
    rows = [row for row in swept.sweep.records() if row["threat_class"] == "all"]
    assert [row["launched"] for row in rows] == [16, 32]
    # The same random numbers: the point at scale 1 is the run itself.
    mean = result.table().to_dict()["leaked_mean"][-1]
    assert rows[1]["leaked_mean"] == pytest.approx(mean)


def test_ctrl_c_in_flight_ends_the_run(scenario, monkeypatch):
    """There is no raid of the threats that happened to be flown."""

    def interrupted(plan, **options):
        return ic.Trajectories(ic.fly(plan).core, interrupted=True)

    monkeypatch.setattr(geometry, "fly", interrupted)
    with pytest.raises(KeyboardInterrupt):
        ic.run(scenario, replications=10)


def test_ctrl_c_keeps_what_was_finished(scenario, tmp_path):
    def stop(stage, done, total):
        if stage == "replications" and done > 0:
            raise KeyboardInterrupt

    partial = ic.run(scenario, replications=100_000, geometry_samples=2, on_progress=stop)
    assert partial.interrupted
    assert 0 < partial.replications_done < 100_000
    ic.write(partial, tmp_path)
    assert json.loads((tmp_path / "manifest.json").read_text())["interrupted"] is True


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"replications": 0}, "replications = 0 is not allowed"),
        ({"replications": 2.5}, "replications = 2.5"),
        ({"seed": -1}, "seed = -1"),
        ({"geometry_samples": 1001}, "from 1 to 1000"),
        ({"sweep": {"raid.scale": [1], "run.seed": [2]}}, "sweep"),
        ({"threads": 5000}, "threads = 5000"),
        ({"replications": "10"}, "replications = '10'"),
        ({"seed": 10**400}, "seed"),
        ({"sweep": "raid.scale"}, "sweep = 'raid.scale'"),
        ({"sweep": {"raid.scale": 2}}, "at least one value for raid.scale"),
        ({"sweep": {"raid.scale": []}}, "at least one value for raid.scale"),
        ({"sweep": {3: [1]}}, "sweep = 3"),
        ({"on_progress": 3}, "on_progress = 3"),
    ],
)
def test_bad_settings_are_named(scenario, options, message):
    with pytest.raises(InvalidParameterError, match=message):
        ic.run(scenario, **options)


@pytest.mark.parametrize("wrong", [None, 3, {"raid": {}}, ["a.toml"]])
def test_only_a_scenario_or_a_path_is_run(wrong):
    with pytest.raises(InvalidParameterError, match=r"scenario = .* must be an ic\.Scenario or the path"):
        ic.run(wrong)
    with pytest.raises(InvalidParameterError, match=r"scenario = .* must be an ic\.Scenario"):
        ic.compile_plan(wrong)


def test_a_sweep_of_an_unknown_key_is_refused(scenario):
    with pytest.raises(ScenarioError, match=r"raid\.size"):
        ic.run(scenario, sweep={"raid.size": [1]})


def test_tallies_merge_in_any_order(scenario):
    plan = ic.compile_plan(scenario)
    flown = ic.fly(plan)
    raid = ic.RaidPlan.of(ic.engagement_windows(flown, plan))
    whole = ic.simulate(raid, seed=3, replications=40)
    parts = [ic.simulate(raid, seed=3, replications=range(a, b)) for a, b in ((25, 40), (0, 7), (7, 25))]
    merged = Tally.concatenate(parts)
    for name in ("replication", "fates", "leaked", "rounds", "kills"):
        assert getattr(merged, name).tobytes() == getattr(whole, name).tobytes(), name
    with pytest.raises(InvalidParameterError, match="two tallies"):
        Tally.concatenate([*parts, parts[0]])


def test_windows_explain_themselves(scenario):
    plan = ic.compile_plan(scenario)
    windows = ic.engagement_windows(ic.fly(plan), plan)
    pairs = windows.reason_table()["pairs"]
    assert pairs.sum() == len(plan) * len(plan.units.names)
    texts = {windows.explain(i, j) for i in range(len(plan)) for j in range(0, len(plan.units.names), 5)}
    assert any("no window" in text for text in texts)
    first = windows.table().head(1)
    unit = plan.units.names.index(first["unit"][0])
    assert "opportunities" in windows.explain(int(first["threat"][0]), unit)
    with pytest.raises(InvalidParameterError, match="threat = 9999"):
        windows.explain(9999, 0)


def test_one_run_has_one_hash(scenario, result):
    """The hash of the scenario as the user wrote it, also where sites are generated."""
    assert scenario.theatre.generate is not None
    assert result.scenario_hash == scenario.hash() == ic.compile_plan(scenario).scenario_hash
    assert geometries(prepare(scenario), 1, 1, Clock())[0].windows.plan.scenario_hash == scenario.hash()


def test_a_file_runs_like_the_scenario_in_it(scenario):
    options = {"replications": 5, "geometry_samples": 1}
    whole = ic.run(scenario, **options)
    assert ic.run(SMALL, **options) == ic.run(str(SMALL), **options) == whole
    with pytest.raises(ScenarioError, match=r"nothing\.toml: cannot be read"):
        ic.run("nothing.toml")


def test_raids_and_tallies_pickle_copy_and_compare_by_value(scenario):
    plan = ic.compile_plan(scenario)
    raid = ic.RaidPlan.of(ic.engagement_windows(ic.fly(plan), plan))
    tally = ic.simulate(raid, seed=1, replications=4)
    for copy in (pickle.loads(pickle.dumps(raid)), deepcopy(raid)):  # noqa: S301 - our own bytes
        assert copy == raid
        assert ic.simulate(copy, seed=1, replications=4) == tally
    assert pickle.loads(pickle.dumps(tally)) == deepcopy(tally) == tally  # noqa: S301 - our own bytes
    assert ic.simulate(raid, seed=2, replications=4) != tally
    fewer = dataclasses.replace(raid, units=raid.units * np.array([1, 0, 1, 1, 1, 1, 1, 1.0]))
    assert fewer != raid
    assert len(repr(raid)) < 400
    assert len(repr(tally)) < 300
