"""The main job end to end, on a small scenario."""

import json
import pickle
from copy import deepcopy

import numpy as np
import pytest
from tree import ROOT

import intercept as ic
from intercept.errors import InvalidParameterError, ScenarioError
from intercept.raid import geometry
from intercept.raid.tally import Tally

FEW = {"scrambles": 2, "points": 2, "vectors": 2, "replications": 16}
TABLES = (
    *("windows", "reasons", "outcomes", "causes", "rounds", "assets", "kills", "waits", "estimates", "draws"),
    "threats",
)
SMALL = ROOT / "examples" / "notional-small.toml"


@pytest.fixture(scope="module")
def scenario():
    return ic.Scenario.from_file(SMALL)


@pytest.fixture(scope="module")
def result(scenario):
    return ic.run(scenario, **FEW)


def test_every_threat_has_one_fate(result):
    fates = sum(result.outcomes[name] for name in ("failed", "jammed", "intercepted", "leaked", "decoy"))
    assert np.array_equal(fates, result.outcomes["launched"])
    assert result.outcomes["launched"].sum() == 16 * 32
    assert result.replications_done == result.replications_planned == 16
    assert not result.interrupted


def test_kills_leaks_and_causes_agree_between_tables(result):
    assert result.kills["kills"].sum() == result.outcomes["intercepted"].sum()
    assert result.assets["leaked_total"].sum() == result.outcomes["leaked"].sum()
    assert result.causes["leaked"].sum() == result.outcomes["leaked"].sum()


def test_waits_are_those_of_the_tally(scenario, result):
    # Each vector by itself, with the luck of the run.
    tallies = []
    for e in np.unique(result.outcomes["e"]).tolist():
        plan = ic.compile_plan(scenario.replace("run.vectors", 2), e)
        raid = ic.RaidPlan.of(plan, ic.fly(plan))
        tallies.append(ic.simulate(raid, seed=scenario.run.seed, replications=2, first_unknown=e))
    tally = Tally.concatenate(tallies)
    told = {(row["quantity"], row["of"]): row for row in result.waits.records()}
    names = ic.compile_plan(scenario).threat_classes
    for k, name in [*enumerate(names), (slice(None), "all")]:
        for quantity in ("came", "engaged", "turned_away"):
            counts = getattr(tally, quantity)[:, k].reshape(16, -1).sum(axis=1)
            row = told[quantity, name]
            assert row["mean"] == pytest.approx(counts.mean())
            halves = counts.reshape(2, -1).mean(axis=1)
            assert row["standard_error"] == pytest.approx(abs(halves[0] - halves[1]) / 2)
        waited, came = (getattr(tally, each)[:, k].sum() for each in ("waited_s", "came"))
        row = told["wait_s", name]
        if came:
            assert row["mean"] == pytest.approx(waited / came)
            assert row["low"] <= row["mean"] <= row["high"]
        else:
            assert np.isnan(row["mean"])
    assert told["wait_s", "all"]["mean"] > 0.0
    assert told["waiting_max", "all"]["mean"] == pytest.approx(tally.waiting_max.mean())
    assert len(told) == 4 * (len(names) + 1) + 1


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_the_number_of_workers_changes_no_byte(scenario, result, threads):
    alone = ic.run(scenario, threads=threads, **FEW)
    for name in (*TABLES, "assumptions"):
        table, other = getattr(alone, name), getattr(result, name)
        assert table.columns == other.columns, name
        assert all(table[c].tobytes() == other[c].tobytes() for c in table.columns if table[c].dtype != object), name
        assert table == other, name


def test_more_of_a_run_begins_with_the_less(scenario, result):
    rows = result.outcomes.records
    more = ic.run(scenario, **{**FEW, "points": 4, "replications": 48})
    there = {(row["e"], row["a"], row["threat_class"]): row for row in more.outcomes.records()}
    assert all(there[row["e"], row["a"], row["threat_class"]] == row for row in rows())


def test_replications_are_a_whole_number_of_each_vector(scenario):
    for asked, made in ((1, 16), (16, 16), (17, 24), (24, 24)):
        found = ic.run(scenario, **{**FEW, "replications": asked})
        assert found.replications_done == made
        assert found.sampling.replications == made // 8


def test_draws_hold_every_vector_and_what_was_used(scenario, result):
    draws = result.draws
    assert np.array_equal(draws["e"], np.unique(result.outcomes["e"]))
    assert np.array_equal(draws["e"], 65_536 * draws["scramble"] + 2 * draws["point"] + draws["vector"])
    used = [name for name in draws.columns if name.startswith("u.")]
    assert all(((draws[name] > 0.0) & (draws[name] < 1.0)).all() for name in used)
    for row in draws.take(np.arange(0, 8, 3)).records():
        plan = ic.compile_plan(scenario.replace("run.vectors", 2), row["e"])
        gun = plan.units.class_names.index("radar_gun")
        name = "defence.radar_gun.single_shot_kill_probability"
        assert plan.chances.kill_probability[0, gun] == row[name]
        assert plan.decision_time_s == row["decision.decision_time_s"]
        radar = plan.sensors.class_names.index("surveillance_radar")
        height_m = plan.sensors.column("height_m")[radar]
        assert height_m == row["sensor.surveillance_radar.antenna_height_m"]


def test_points_drawn_before_can_be_given_again(scenario, result):
    """The same u give the same values: vectors of one's own repeat a run's, but for what its route numbers draw."""
    given = {name[2:]: result.draws[name] for name in result.draws.columns if name.startswith("u.")}
    again = ic.run(scenario, sampling=given, **FEW)
    assert again.sampling.scheme == "given"
    assert again.outcomes == result.outcomes


def test_latin_hypercubes_estimate_the_same(scenario):
    few = {"scrambles": 8, "points": 3, "vectors": 3}
    latin = ic.run(scenario, sampling="latin_hypercube", **few).table().to_dict()
    sobol = ic.run(scenario).table().to_dict()
    apart = latin["leaked_mean"][-1] - sobol["leaked_mean"][-1]
    assert abs(apart) < 4.0 * np.hypot(latin["leaked_standard_error"][-1], sobol["leaked_standard_error"][-1])


def test_until_draws_more_until_the_error_is_met(scenario):
    few = {"vectors": 2, "replications": 1}
    error = ic.run(scenario, points=1, **few).table()["leaked_standard_error"][-1]
    met = ic.run(scenario, until=0.6 * error, points=1, **few)
    assert met.sampling.until_met
    assert 1 < met.sampling.points <= 64
    assert met.table()["leaked_standard_error"][-1] <= 0.6 * error
    drawn = {"points": met.sampling.points, "scrambles": met.sampling.scrambles}
    assert met.outcomes == ic.run(scenario, **drawn, **few).outcomes


def test_scrambles_are_added_where_few_are_wanted_and_points_doubled_where_many(scenario):
    few = {"vectors": 2, "replications": 1, "points": 1}
    error = ic.run(scenario, **few).table()["leaked_standard_error"][-1]
    near = ic.run(scenario, until=0.97 * error, **few)
    assert near.sampling.points == 1
    assert 8 < near.sampling.scrambles <= 14
    # Of the formula: R (error / until)^2 scrambles are wanted, here 8 / 0.49.
    far = ic.run(scenario, until=0.7 * error, **few)
    assert far.sampling.points >= 2
    assert near.sampling.until_met
    assert far.sampling.until_met


def test_added_scrambles_that_are_not_finished_lose_nothing(scenario):
    few = {"vectors": 2, "replications": 1, "points": 2, "threads": 1}
    first = ic.run(scenario, **few)
    error = first.table()["leaked_standard_error"][-1]

    totals = []

    def stop(stage, done, total):
        if stage == "geometries":
            totals.append(total)
            # One of an added scramble beyond all of the first 8.
            if done > totals[0]:
                raise KeyboardInterrupt

    kept = ic.run(scenario, until=0.9 * error, on_progress=stop, **few)
    assert kept.interrupted
    assert totals[-1] > totals[0]
    assert kept.outcomes == first.outcomes
    assert kept.sampling.scrambles == 8


def test_ctrl_c_in_flight_ends_the_run(scenario, monkeypatch):
    """There is no raid of the threats that happened to be flown."""

    def interrupted(plan, **options):
        return ic.Trajectories(ic.fly(plan).core, interrupted=True)

    monkeypatch.setattr(geometry, "fly", interrupted)
    with pytest.raises(KeyboardInterrupt):
        ic.run(scenario, replications=10)


@pytest.mark.parametrize("threads", [1, 2])
def test_ctrl_c_keeps_as_many_geometries_of_each_scramble(scenario, tmp_path, threads):
    def stop(stage, done, total):
        # So far from both ends that no order of the threads comes to one of them.
        if stage == "geometries" and 2 * done >= total:
            raise KeyboardInterrupt

    partial = ic.run(scenario, on_progress=stop, threads=threads, **{**FEW, "points": 16, "replications": 1})
    assert partial.interrupted
    assert 0 < partial.replications_done < partial.replications_planned == 128
    counts = np.unique(partial.draws["scramble"], return_counts=True)[1]
    assert len(counts) == 2
    assert len(set(counts.tolist())) == 1
    whole = ic.run(scenario, **{**FEW, "points": 16, "replications": 1})
    kept = np.isin(whole.outcomes["e"], partial.outcomes["e"])
    assert whole.outcomes.take(kept) == partial.outcomes
    ic.write(partial, tmp_path)
    assert json.loads((tmp_path / "manifest.json").read_text())["interrupted"] is True


def test_ctrl_c_before_every_scramble_has_a_geometry_leaves_the_others_out(scenario):
    def stop(stage, done, total):
        if done >= 3:
            raise KeyboardInterrupt

    partial = ic.run(scenario, on_progress=stop, threads=1, **{**FEW, "scrambles": 8})
    assert partial.sampling.scrambles < 8
    assert partial.sampling.points == 1


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"replications": 0}, "replications = 0 is not allowed"),
        ({"replications": 2.5}, "replications = 2.5"),
        ({"seed": -1}, "seed = -1"),
        ({"scrambles": 1001}, "scrambles = 1001 is not allowed: must be a whole number from 1 to 1000"),
        ({"points": 6}, "points = 6 is not allowed: must be a power of two"),
        ({"vectors": 0}, "vectors = 0"),
        ({"until": 0.0}, "until = 0.0"),
        ({"until": 1.0, "scrambles": 1}, "until = 1.0 is not allowed: must be left out with 1 scramble,"),
        ({"until": 1.0, "scrambles": 7}, "too uncertain to stop at: it needs 8 scrambles"),
        ({"until": 1.0, "sampling": "latin_hypercube"}, "until = 1.0 is not allowed: must be left out unless sampling"),
        ({"sampling": "random"}, 'sampling = "random"'),
        ({"threads": 5000}, "threads = 5000"),
        ({"replications": "10"}, 'replications = "10"'),
        ({"seed": 10**400}, "seed"),
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


def test_tallies_merge_in_any_order(scenario):
    plan = ic.compile_plan(scenario)
    raid = ic.RaidPlan.of(plan, ic.fly(plan))
    whole = ic.simulate(raid, seed=3, replications=40)
    parts = [ic.simulate(raid, seed=3, replications=range(a, b)) for a, b in ((25, 40), (0, 7), (7, 25))]
    merged = Tally.concatenate(parts)
    for name in ("unknown", "luck", "fates", "causes", "leaked", "rounds", "kills"):
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


def test_a_file_runs_like_the_scenario_in_it(scenario):
    whole = ic.run(scenario, **FEW)
    assert ic.run(SMALL, **FEW) == ic.run(str(SMALL), **FEW) == whole
    with pytest.raises(ScenarioError, match=r"nothing\.toml: cannot be read"):
        ic.run("nothing.toml")


def test_raids_and_tallies_pickle_copy_and_compare_by_value(scenario):
    plan = ic.compile_plan(scenario)
    raid = ic.RaidPlan.of(plan, ic.fly(plan))
    tally = ic.simulate(raid, seed=1, replications=4)
    for copy in (pickle.loads(pickle.dumps(raid)), deepcopy(raid)):  # noqa: S301 - our own bytes
        assert copy == raid
        assert ic.simulate(copy, seed=1, replications=4) == tally
    assert pickle.loads(pickle.dumps(tally)) == deepcopy(tally) == tally  # noqa: S301 - our own bytes
    assert ic.simulate(raid, seed=2, replications=4) != tally
    assert len(repr(raid)) < 400
    assert len(repr(tally)) < 300


def test_a_file_of_the_draws_is_written(result, tmp_path):
    files = {path.name for path in ic.write(result, tmp_path)}
    assert {"draws.parquet", "causes.parquet", "estimates.parquet"} <= files
    made = json.loads((tmp_path / "manifest.json").read_text())
    assert made["sampling"]["scheme"] == "sobol"
    assert made["sampling"]["version"] == 1
    assert made["too_few_samples"]
