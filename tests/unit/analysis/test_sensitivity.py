"""What matters: known answers of closed cases, one answer for any number of threads, bad input, words from numbers."""

import dataclasses
import json
import math
from statistics import NormalDist

import numpy as np
import pytest
from refusals import INF, NAN, refused
from SALib.analyze import sobol as indices
from SALib.sample import sobol as saltelli
from tree import ROOT

import intercept as ic
import intercept._core as _core
from intercept.analysis.cases import draw
from intercept.analysis.column_groups import DEFAULT, ROUTES, default_groups, named
from intercept.analysis.frozen import half_squares, total_index
from intercept.analysis.information import conditional_means, worth_of_learning
from intercept.base.table import Table
from intercept.raid.first_order import Points, first_order
from intercept.report.answers.drawing import tables_of
from intercept.report.figures import sensitivity

SMALL = ROOT / "examples" / "notional-small.toml"
FEW = {"scrambles": 4, "points": 2, "vectors": 4, "replications": 64}
ENOUGH = {"scrambles": 4, "points": 4, "vectors": 8, "replications": 512}
NORMAL = NormalDist()
QUANTILE = np.vectorize(NORMAL.inv_cdf)


@pytest.fixture(scope="module")
def scenario():
    return ic.Scenario.from_file(SMALL)


@pytest.fixture(scope="module")
def found(scenario):
    return ic.sensitivity(scenario, **ENOUGH, group_points=2, threads=2)


def sobol(scrambles, count, columns, seed=1):
    """Return independent scrambles of Sobol points, shape (columns, scrambles, count, 1)."""
    u = np.empty((columns, scrambles, count, 1))
    index = np.arange(count, dtype=np.uint64)
    for r in range(scrambles):
        for k in range(columns):
            keys = np.full(count, k, np.uint64), np.full(count, 1000 * seed + r, np.uint32)
            u[k, r, :, 0] = _core.sobol_points(index, *keys)
    return u


def ishigami(u):
    x = np.pi * (2.0 * u - 1.0)
    return np.sin(x[0]) + 7.0 * np.sin(x[1]) ** 2 + 0.1 * x[2] ** 4 * np.sin(x[0])


def totals(model, one, other, luck=None):
    """Return T of each column of a model by pick-freeze, with luck of L replications of the same kind in both."""
    points = Points(model(one), np.zeros(one.shape[1:]), one)
    found = first_order(points)
    told = []
    for k in range(len(one)):
        mixed = one.copy()
        mixed[k] = other[k]
        own, again = (model(u)[..., 0][..., np.newaxis] + np.zeros(2) for u in (one, mixed))
        if luck is not None:
            own, again = own + luck(k, 0, own.shape), again + luck(k, 1, own.shape)
        told.append(total_index(half_squares(own, again), found.variance, found.variance_without))
    return np.array(told)


# Total indices: 1 - V2/V, V2/V and V13/V.
V1, V2, V13 = 0.5 * (1 + 0.1 * np.pi**4 / 5) ** 2, 49 / 8, 8 * 0.01 * np.pi**8 / 225
TRUTH = np.array([V1 + V13, V2, V13]) / (V1 + V2 + V13)


def test_total_indices_of_ishigami_are_the_known_ones():
    told = totals(ishigami, sobol(8, 1024, 3), sobol(8, 1024, 3, seed=2))
    assert np.all(np.abs(told[:, 0] - TRUTH) < 4.0 * told[:, 1] + 0.005)
    assert np.all(told[:, 1] < 0.03)


def test_total_indices_are_those_of_saltelli_s_design_through_salib():
    problem = {"num_vars": 3, "names": ["a", "b", "c"], "bounds": [[0.0, 1.0]] * 3}
    places = saltelli.sample(problem, 4096, calc_second_order=False, seed=1)
    outside = indices.analyze(problem, ishigami(places.T), calc_second_order=False, seed=1)
    u = sobol(8, 1024, 3)
    told, first = (
        totals(ishigami, u, sobol(8, 1024, 3, seed=2)),
        first_order(Points(ishigami(u), np.zeros(u.shape[1:]), u)),
    )
    errors = np.hypot(told[:, 1], np.asarray(outside["ST_conf"]) / 1.96)
    assert np.all(np.abs(told[:, 0] - outside["ST"]) < 4.0 * errors + 0.005)
    shares = np.array([first.share([k]) for k in range(3)])
    errors = np.hypot(shares[:, 1], np.asarray(outside["S1_conf"]) / 1.96)
    assert np.all(np.abs(shares[:, 0] - outside["S1"]) < 4.0 * errors + 0.005)


def test_luck_is_taken_off_the_total_indices():
    def luck(k, which, shape):
        return np.random.default_rng(10 * k + which).normal(0.0, 3.0, shape)

    told = totals(ishigami, sobol(8, 2048, 3), sobol(8, 2048, 3, seed=2), luck)
    assert np.all(np.abs(told[:, 0] - TRUTH) < 4.0 * told[:, 1])
    assert np.all(told[:, 1] < 0.06)


@pytest.mark.parametrize("mean", [0.0, 0.6, -1.5])
def test_the_worth_of_learning_one_normal_value_is_its_unit_normal_loss(mean):
    # D = mean + s1 z1 + s2 z2: learning z1 is worth s1 (phi(d) - d Phi(-d)), d = |mean|/s1.
    sizes = np.array([2.0, 1.0, 0.0])
    u = sobol(8, 512, 3)
    apart = mean + np.tensordot(sizes, QUANTILE(u), 1)
    by_scramble = apart.reshape(8, -1).mean(axis=1)
    value, error = worth_of_learning(first_order(Points(apart, np.zeros_like(apart), u)), by_scramble)
    for k, size in enumerate(sizes):
        d = abs(mean) / size if size else INF
        truth = size * (NORMAL.pdf(d) - d * NORMAL.cdf(-d)) if size else 0.0
        assert abs(value[k] - truth) < 4.0 * error[k] + 0.01
    assert value[0] > 10.0 * error[0]


def test_conditional_means_of_a_straight_line_are_on_it():
    u = sobol(8, 128, 4)
    y = 3.0 + 4.0 * u[0] - 2.0 * u[1]
    found = first_order(Points(y, np.zeros_like(y), u))
    means = conditional_means(found, y.reshape(8, -1).mean(axis=1), 0.05).mean(axis=0)
    assert means == pytest.approx([4.0 - 4.0 * 0.45, 4.0 + 2.0 * 0.45, 4.0, 4.0], abs=0.02)


def test_every_column_is_told_once_with_its_error_and_group(found):
    table = found.unknowns
    assert len(set(table["column"].tolist())) == len(table) > 100
    assert np.all(np.diff(table["first_order"]) <= 0.0)
    assert np.isfinite(table["first_order_standard_error"]).all()
    assert set(table["group"].tolist()) <= set(DEFAULT)
    assert np.all(table["value_p05"] <= table["value_p95"])
    assert np.isnan(table["information"]).all()
    counts = dict(zip(found.groups["group"], found.groups["columns"], strict=True))
    assert sum(counts.values()) == len(table)
    assert counts[ROUTES] == 0


def test_no_group_can_account_for_less_than_nothing_and_routes_for_no_more_than_all(found):
    totals_, errors = found.groups["total"], found.groups["total_standard_error"]
    assert np.isfinite(totals_).all()
    assert np.all(totals_ > -4.0 * errors - 0.05)


def test_points_are_those_of_a_run_and_its_result_gives_the_same_indices(scenario, found):
    result = ic.run(scenario, **ENOUGH)
    same = ic.sensitivity(result)
    for name in ("column", "first_order", "first_order_standard_error", "leaked_at_p05", "value_p95"):
        assert same.unknowns[name].tolist() == found.unknowns[name].tolist(), name
    assert same.mean == found.mean
    assert same.variance == found.variance
    assert np.isnan(same.groups["total"]).all()
    weight = dict(zip(*(result.credibility().columns[key].tolist() for key in ("column", "weight")), strict=True))
    own = dict(zip(*(found.unknowns[key].tolist() for key in ("column", "first_order")), strict=True))
    assert found.is_told
    assert own == weight


def test_the_answer_is_the_same_for_any_number_of_threads(scenario, found):
    again = ic.sensitivity(scenario, **ENOUGH, group_points=2, threads=1)
    assert again == found
    assert again.to_json() == found.to_json()


def test_a_ctrl_c_while_groups_are_drawn_again_keeps_what_was_found(scenario, monkeypatch):
    whole, calls = draw, []

    def stopped(job, *rest):
        calls.append(job)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return whole(job, *rest)

    monkeypatch.setattr("intercept.analysis.sensitivity.draw", stopped)
    told = ic.sensitivity(scenario, **FEW)
    assert told.made.interrupted
    assert np.isnan(told.groups["total"]).all()
    assert np.isfinite(told.mean)
    assert "interrupted" in told.words


def test_another_seed_is_another_answer(scenario, found):
    assert ic.sensitivity(scenario, **FEW, seed=2, totals=False).mean != found.mean


def test_a_choice_between_a_scenario_and_itself_is_worth_nothing(scenario):
    chosen = ic.sensitivity(scenario, against=scenario, totals=False, **FEW)
    assert chosen.difference == 0.0
    assert not chosen.unknowns["information"].any()
    dearer = ic.sensitivity(scenario, against=scenario, against_cost=2.0, totals=False, **FEW)
    assert dearer.difference == pytest.approx(2.0)
    assert not dearer.unknowns["information"].any()
    assert "before the choice" not in dearer.words
    assert "is compared with itself: there is no choice to be made." in dearer.words


def test_a_choice_that_unknowns_could_turn_tells_what_learning_is_worth(scenario):
    more = scenario.replace("theatre.generate.fire_units.interceptor_drone", 8)
    both = ic.compare([scenario, more], **FEW)
    (row,) = (r for r in both.differences.records() if (r["quantity"], r["of"]) == ("leaked", "all"))
    chosen = ic.sensitivity(scenario, against=more, against_cost=-row["difference_mean"], totals=False, **FEW)
    assert chosen.difference == pytest.approx(0.0, abs=1e-9)
    assert np.all(chosen.unknowns["information"] >= 0.0)
    assert chosen.unknowns["information"].max() > 0.0
    assert "before the choice" in chosen.words or "worth anything" in chosen.words


def test_groups_of_ones_own_and_one_class(scenario):
    own = {"radars": ["sensor.*radar*"], "all kinds of kill": ["*kill_probability"]}
    told = ic.sensitivity(scenario, of="one_way_attack_drone", groups=own, group_points=1, **FEW)
    assert sorted(told.groups["group"].tolist()) == ["all kinds of kill", "radars"]
    assert told.launched == 24
    grouped = {g for g in told.unknowns["group"].tolist() if g}
    assert grouped == set(own)


def test_a_group_that_nothing_uses_moves_nothing(scenario):
    # Costs and the like have no column; a group of one column with one value could not be stated.
    alone = scenario.replace("decision.decision_time_s", 20.0)
    assert "decision.decision_time_s" not in ic.sensitivity(alone, totals=False, **FEW).unknowns["column"].tolist()


def test_a_default_group_is_found_for_every_column_of_the_catalogue():
    text = (ROOT / "python/intercept/catalogue/data/columns.csv").read_text(encoding="utf-8")
    names = [line.split(",")[1] for line in text.splitlines()[1:]]
    groups = default_groups(names, routes=True)
    assert sum(map(len, groups.values())) == len(names)
    assert len(groups) <= 10


def test_columns_as_words():
    assert named("defence.radar_gun.reload_time_s") == "reload time of radar gun"
    assert named("raid.failure_share.jet_drone") == "failure share of jet drone"
    assert named("decision.decision_time_s") == "decision time"
    assert named("stocks.medium_range_sam.resupply_per_day") == "resupply per day of medium-range SAM"


def test_words_say_the_numbers_and_json_has_what_made_them(found):
    told = json.loads(found.to_json())
    assert told["words"] == found.words
    assert told["seed"] == 1
    assert told["scenario_hashes"] == [ic.Scenario.from_file(SMALL).hash()]
    assert f"{found.mean:.2f} of 32 leak on average" in found.words
    assert len(told["unknowns"]) == len(found.unknowns)
    assert "<p>" in found._repr_html_()


def _with_groups(found, shares, key, errors=0.01):
    """An answer whose groups have these shares, each with its error."""
    none, n = np.full(len(shares), NAN), len(shares)
    columns = {"group": [f"group {k}" for k in range(n)], "columns": [1] * n}
    for name in ("first_order", "total"):
        columns[name] = shares if name == key else none
        columns[f"{name}_standard_error"] = [errors] * n if name == key else none
    return dataclasses.replace(found, groups=Table(columns)).words


def test_most_is_said_only_of_what_is_most(found):
    # 28 % in all, then a lone quarter, then four fifths, then five groups, of which three are named.
    less = _with_groups(found, [0.14, 0.10, 0.04], "first_order")
    assert "the parts that are known to matter are group 0 (14.0 ± 1.0 %), group 1" in less
    assert "each alone; together 28.0 ± 1.7 %; the rest they share" in less
    lone = _with_groups(found, [0.24], "first_order", 0.06)
    assert "the part that is known to matter is group 0 (24.0 ± 6.0 %), alone; the rest" in lone
    assert "each" not in lone.split("the part")[1].split(".")[0]
    most = _with_groups(found, [0.5, 0.3], "first_order")
    assert "Most of what is not known comes from group 0 (50.0 ± 1.0 %) and group 1" in most
    assert "together 80.0 ± 1.4 %" in most
    # Their sum is more than a half, and not known to be.
    assert "Most of" not in _with_groups(found, [0.3, 0.25], "first_order", 0.06)
    many = _with_groups(found, [0.1] * 5, "first_order")
    assert "the first of 5" in many
    # Totals overlap, and have no sum.
    total = _with_groups(found, [0.6, 0.5], "total")
    assert "Most of" not in total
    assert "together with others" in total


def test_figures_and_files(found, tmp_path):
    ic.plot(found, tmp_path / "a.html")
    ic.plot(found, tmp_path / "a.png")
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert "Share of the variance that is not luck" in page
    written = {path.name for path in ic.write(found, tmp_path / "out")}
    assert written == {"unknowns.parquet", "groups.parquet", "answer.json", "answer.html", "manifest.json"}


@pytest.mark.parametrize(
    ("changed", "named_"),
    [
        ({"scrambles": 2}, "scrambles = 2"),
        ({"points": 3}, "points = 3"),
        ({"points": 0}, "points = 0"),
        ({"vectors": 6}, "vectors = 6"),
        ({"vectors": NAN}, "vectors"),
        ({"group_points": 5}, "group_points = 5"),
        ({"group_points": 0}, "group_points = 0"),
        ({"of": "none"}, 'of = "none"'),
        ({"of": 3}, "of = 3"),
        ({"totals": 1}, "totals = 1"),
        ({"groups": {}}, "groups"),
        ({"groups": "sensor.*"}, "groups"),
        ({"groups": {"a": "sensor.*"}}, "groups[a]"),
        ({"groups": {"a": []}}, "groups[a]"),
        ({"groups": {"a": ["nothing.*"]}}, "groups[a]"),
        ({"groups": {str(k): ["sensor.*"] for k in range(11)}}, "groups"),
        ({"against_cost": 1.0}, "against_cost"),
        ({"against_cost": NAN}, "against_cost"),
        ({"against_cost": INF}, "against_cost"),
        ({"against": 3}, "against"),
        ({"threads": -1}, "threads"),
        ({"on_progress": 3}, "on_progress"),
        ({"scenario": 3}, "scenario"),
    ],
)
def test_bad_settings_are_named(scenario, changed, named_):
    given = {"scenario": scenario, **FEW, **changed}
    refused(lambda: ic.sensitivity(given.pop("scenario"), **given), named_)


def test_a_result_takes_no_settings_and_must_have_scrambles(scenario):
    result = ic.run(scenario, scrambles=2, points=1, vectors=1, replications=4)
    refused(lambda: ic.sensitivity(result), "scrambles of the result = 2")
    refused(lambda: ic.sensitivity(result, seed=3), "seed = 3")


def test_where_luck_is_all_nothing_is_told():
    own = ic.Trajectories.from_csv(ROOT / "examples" / "own-tracks.csv")
    told = ic.sensitivity(ic.run(ROOT / "examples" / "own-defence.toml", trajectories=own))
    assert not told.is_told
    assert "distinguish from luck" in told.words
    assert math.isfinite(told.mean)


def test_without_totals_neither_table_nor_caption_has_them(scenario, found, tmp_path):
    alone = ic.sensitivity(scenario, totals=False, **FEW)
    for each, has in ((found, True), (alone, False)):
        ic.plot(each, tmp_path / "page.html")
        page = (tmp_path / "page.html").read_text(encoding="utf-8")
        assert ("together with others" in page) == has
        groups = tables_of(each)[0]
        assert len(groups.headings) == len(groups.rows[0]) == 3 + has


def test_no_colour_of_the_figure_says_two_things():
    colours = [mark[2] for mark in (*sensitivity.MARKS, *sensitivity.ENDS)]
    assert len(set(colours)) == len(colours)
