"""A raid repeated with other values: what is varied, what each point is, what a Ctrl-C leaves."""

import html
import json
import pickle

import numpy as np
import pyarrow.parquet as pq
import pytest
from tree import ROOT

import intercept as ic
from intercept.analysis.sweep_points import SweepPlan, as_column
from intercept.base.words import measured
from intercept.errors import InvalidParameterError, ScenarioError

SMALL = ROOT / "examples" / "notional-small.toml"
FEW = {"scrambles": 2, "points": 1, "vectors": 2, "replications": 8}
SCALE = "raid.scale"
DRONES = "class:one_way_attack_drone.count"


@pytest.fixture(scope="module")
def scenario():
    return ic.Scenario.from_file(SMALL)


@pytest.fixture(scope="module")
def grid(scenario):
    return ic.sweep(scenario, {SCALE: [0.5, 1], "theatre.light": ["day", "night"]}, **FEW)


def every(sweep):
    return list(sweep.table.take(sweep.table["threat_class"] == "all").records())


def test_each_point_of_a_grid_is_the_run_of_its_scenario(scenario, grid):
    """The same random numbers: to the last bit."""
    assert [(row[SCALE], row["theatre.light"]) for row in every(grid)] == [
        (0.5, "day"),
        (0.5, "night"),
        (1.0, "day"),
        (1.0, "night"),
    ]
    for row in every(grid):
        changed = scenario.replace(SCALE, row[SCALE]).replace("theatre.light", row["theatre.light"])
        alone = ic.run(changed, **FEW).table().to_dict()
        for name in ("launched", "leaked_mean", "leaked_standard_error", "leaked_p05", "leaked_p95"):
            assert row[name] == alone[name][-1], name


def test_differences_are_those_to_the_first_point_with_the_smaller_error(grid):
    rows = every(grid)
    assert rows[0]["difference_mean"] == 0.0
    for row in rows[2:]:
        assert row["difference_mean"] == pytest.approx(row["leaked_mean"] - rows[0]["leaked_mean"])
        apart = np.hypot(row["leaked_standard_error"], rows[0]["leaked_standard_error"])
        assert 0.0 < row["difference_standard_error"] < apart


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ({"theatre.light": ["day", "night"]}, str),
        ({DRONES: [8, 24]}, int),
        ({SCALE: [0.5, 1]}, float),
        ({"decision.wait_for_cheaper": [True, False]}, bool),
        ({"decision.common_cause_share": [0.1, {"low": 0.0, "mode": 0.2, "high": 0.4}]}, str),
    ],
)
def test_values_of_any_kind(scenario, values, kind):
    plan = SweepPlan.of(scenario, values, "grid", None, 1)
    ((key, listed),) = values.items()
    assert len(plan.points) == len(listed)
    assert all(type(value) is kind for value in plan.column(key, range(len(listed))))
    assert as_column([True, False]) == [True, False]
    assert as_column([True, 1]) == ["true", "1"]


@pytest.mark.parametrize("design", ["latin_hypercube", "sobol"])
def test_drawn_points_fill_the_space(scenario, design):
    values = {SCALE: [0.5, 2.0], DRONES: [10, 13], "theatre.light": ["day", "night"]}
    plan = SweepPlan.of(scenario, values, design, 16, 3)
    column = {key: plan.column(key, range(16)) for key in values}
    # One point in each sixteenth of the range, and every whole number and every text as often as it can be.
    assert sorted(np.floor((np.array(column[SCALE]) - 0.5) / 1.5 * 16)) == list(range(16))
    assert np.unique(column[DRONES], return_counts=True)[1].tolist() == [4, 4, 4, 4]
    assert sorted(column["theatre.light"]) == ["day"] * 8 + ["night"] * 8
    assert all(
        sum(w.count for w in p.scenario.raid.waves if "drone" in w.class_name) in range(10, 14) for p in plan.points
    )
    # A key's values depend on the seed, and in a Latin hypercube on no other key.
    again = SweepPlan.of(scenario, {SCALE: [0.5, 2.0]}, design, 16, 3).column(SCALE, range(16))
    assert again == column[SCALE]
    assert SweepPlan.of(scenario, values, design, 16, 4).column(SCALE, range(16)) != column[SCALE]


def test_a_ctrl_c_in_a_later_point_loses_nothing_that_is_finished(scenario, grid):
    for at in ("compile", "between"):
        ended = []

        def stop(stage, done, total, at=at, ended=ended):
            ended.append((stage, done))
            inside = stage == "geometries" and done == (0 if at == "between" else 1)
            if inside and ended.count(("points", 2)) == 1:
                raise KeyboardInterrupt

        found = ic.sweep(
            scenario, {SCALE: [0.5, 1], "theatre.light": ["day", "night"]}, on_progress=stop, threads=1, **FEW
        )
        assert found.interrupted
        assert (found.points_done, found.points_planned) == (2, 4)
        assert found.table == grid.table.take(grid.table["point"] < 2)


def test_a_ctrl_c_before_the_first_point_is_one(scenario):
    def stop(*_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ic.sweep(scenario, {SCALE: [0.5]}, on_progress=stop, **FEW)


def test_until_is_met_at_every_point_and_makes_what_more_points_make(scenario):
    few = {"points": 1, "vectors": 1, "replications": 1}
    errors = [row["leaked_standard_error"] for row in every(ic.sweep(scenario, {SCALE: [0.5, 1]}, **few))]
    found = ic.sweep(scenario, {SCALE: [0.5, 1]}, until=0.7 * max(errors), **few)
    assert found.sampling.points > 1
    assert found.sampling.until_met
    assert all(row["leaked_standard_error"] <= 0.7 * max(errors) for row in every(found))
    assert found.table == ic.sweep(scenario, {SCALE: [0.5, 1]}, **{**few, "points": found.sampling.points}).table


def test_an_error_that_one_point_does_not_meet_is_not_met(scenario, monkeypatch):
    # The first point meets it, the other, with twice the raid, does not; and no points are left.
    few = {"points": 1, "vectors": 1, "replications": 1}
    first, other = (row["leaked_standard_error"] for row in every(ic.sweep(scenario, {SCALE: [0.1, 2]}, **few)))
    assert first < other
    monkeypatch.setattr("intercept.scenario.design.Design.can_double", property(lambda _: False))
    found = ic.sweep(scenario, {SCALE: [0.1, 2]}, until=0.5 * (first + other), **few)
    assert found.sampling.until_met is False
    assert "The standard error asked for" in found.words
    said = ic.methods(found)
    assert "The points of all scrambles were doubled until" in said
    assert "at every point of the sweep, which it was not when the work ended." in said


@pytest.mark.parametrize("threads", [1, 3])
def test_the_number_of_threads_changes_nothing(scenario, grid, threads):
    again = ic.sweep(scenario, {SCALE: [0.5, 1], "theatre.light": ["day", "night"]}, threads=threads, **FEW)
    assert again == grid
    assert pickle.loads(pickle.dumps(again)) == grid  # noqa: S301 - our own bytes


def test_as_json_array_and_files(grid, tmp_path):
    said = json.loads(grid.to_json())
    assert (said["seed"], said["interrupted"], said["points_done"]) == (1, False, 4)
    assert said["scenario_hashes"] == [grid.scenario_hash]
    assert said["version"] == ic.__version__
    assert said["sweep"] == json.loads(grid.table.to_json())
    data = grid.to_xarray()
    assert dict(data.sizes) == {SCALE: 2, "theatre.light": 2, "threat_class": 4}
    for row in grid.table.records():
        place = {name: row[name] for name in (SCALE, "theatre.light", "threat_class")}
        assert float(data["leaked_mean"].sel(place)) == row["leaked_mean"]
    files = {path.name for path in ic.write(grid, tmp_path)}
    assert files == {"sweep.parquet", "report.html", "manifest.json", "timings.json"}
    assert pq.read_table(tmp_path / "sweep.parquet").column_names == list(grid.table.columns)
    made = json.loads((tmp_path / "manifest.json").read_text())
    assert made["settings"]["sweep"] == {
        "values": {SCALE: [0.5, 1], "theatre.light": ["day", "night"]},
        "design": "grid",
        "size": None,
    }


def test_points_that_were_not_finished_are_nothing_in_the_array(scenario):
    def stop(stage, done, _):
        if (stage, done) == ("points", 1):
            raise KeyboardInterrupt

    data = ic.sweep(scenario, {SCALE: [0.5, 1]}, on_progress=stop, **FEW).to_xarray()
    leaked = data["leaked_mean"].sel(threat_class="all").to_numpy()
    assert np.isfinite(leaked).tolist() == [True, False]
    assert data.attrs["interrupted"] == 1


@pytest.mark.parametrize("design", ["grid", "sobol"])
@pytest.mark.parametrize("ending", ["html", "svg"])
def test_it_is_drawn(scenario, grid, design, ending, tmp_path):
    found = grid
    if design == "sobol":
        found = ic.sweep(scenario, {SCALE: [0.5, 1.0], "theatre.light": ["day", "night"]}, design=design, size=2, **FEW)
    ic.plot(found, tmp_path / f"sweep.{ending}")
    text = (tmp_path / f"sweep.{ending}").read_text(encoding="utf-8")
    for said in ("Leakers by raid.scale", "Leakers by theatre.light", "night"):
        assert said in text


@pytest.mark.parametrize(
    ("values", "options", "message"),
    [
        ({}, {}, "values = {} is not allowed"),
        (SCALE, {}, 'values = "raid.scale" is not allowed'),
        ({SCALE: 2}, {}, r"values of raid\.scale = 2 are not allowed: must be a list of at least one value"),
        ({SCALE: []}, {}, r"values of raid\.scale = \[\]"),
        ({SCALE: "0.5,1"}, {}, r'values of raid\.scale = "0\.5,1"'),
        ({3: [1]}, {}, "key of values = 3"),
        ({"run.seed": [2]}, {}, 'key of values = "run.seed"'),
        ({SCALE: [1]}, {"design": "random"}, 'design = "random" is not allowed'),
        ({SCALE: [1]}, {"size": 4}, "size = 4 is not allowed: must be left out of a grid"),
        ({SCALE: [0.5, 2.0]}, {"design": "sobol"}, "size = None"),
        ({SCALE: [0.5, 2.0]}, {"design": "sobol", "size": 6}, "size = 6 is not allowed: must be a power of two"),
        ({SCALE: [0.5, 2.0]}, {"design": "latin_hypercube", "size": 0}, "size = 0"),
        ({SCALE: np.linspace(0.1, 1.0, 101), "raid.waves[0].count": list(range(1, 101))}, {}, "10,100 combinations"),
        ({SCALE: [1]}, {"points": 3}, "points = 3 is not allowed: must be a power of two"),
    ],
)
def test_wrong_values_are_named(scenario, values, options, message):
    with pytest.raises(InvalidParameterError, match=message):
        ic.sweep(scenario, values, **options)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -1.0, "many", None, [1]])
def test_a_value_that_the_scenario_refuses_is_told_with_its_key(scenario, value):
    with pytest.raises(ScenarioError, match=r"^raid\.scale = [^:]* is not allowed: must be ") as told:
        ic.sweep(scenario, {SCALE: [1.0, value]})
    assert str(told.value).count("raid.scale") == 1


def test_a_key_that_is_mistyped_is_asked_about_by_its_whole_name(scenario):
    with pytest.raises(ScenarioError, match=r"raid\.scal is not a known key; did you mean raid\.scale\?"):
        ic.sweep(scenario, {"raid.scal": [0.5]})


def test_words_have_the_numbers_of_the_points_in_their_order_and_rank_nothing(scenario):
    swept = ic.sweep(scenario, {DRONES: [24, 8, 12]}, scrambles=4, points=1, vectors=2, replications=8)
    rows, words = every(swept), swept.words
    places = [words.index(f"of {row['launched']:,} leak at {DRONES} {row[DRONES]}") for row in rows]
    assert places == sorted(places)
    for row in rows:
        assert measured(row["leaked_mean"], row["leaked_standard_error"]) in words
    for row in rows[1:]:
        assert f"({measured(row['difference_mean'], row['difference_standard_error'], sign=True)})" in words
    assert json.loads(swept.to_json())["words"] == words
    assert words in html.unescape(swept._repr_html_())
    for ranking in ("most", "worst", "largest", "best"):
        assert ranking not in words


def test_of_many_points_words_tell_the_first_and_the_span(scenario):
    swept = ic.sweep(scenario, {DRONES: list(range(8, 16))}, **FEW)
    means = [row["leaked_mean"] for row in every(swept)]
    assert f"between {measured(min(means), np.nan)} and {measured(max(means), np.nan)}" in swept.words
    assert swept.words.count(f"at {DRONES}") == 1


@pytest.mark.parametrize("values", [[1, 1], [1, 1.0], [2.0, 1, 2]])
@pytest.mark.parametrize("more", [{}, {"design": "sobol", "size": 4}])
def test_a_value_given_twice_is_refused(scenario, values, more):
    with pytest.raises(InvalidParameterError, match=r"values of raid.scale = .* must all be different"):
        ic.sweep(scenario, {SCALE: values}, **more, **FEW)


def test_true_is_not_one():
    assert as_column([True, False]) == [True, False]
    assert all(type(value) is int for value in as_column([8, 24]))
    assert all(type(value) is float for value in as_column([2**60, 1]))
