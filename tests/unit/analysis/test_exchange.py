"""Costs of rounds and raid, and the value protected."""

import json
import math

import numpy as np
import pytest
from refusals import INF, NAN, refused
from tree import ROOT

import intercept as ic
from intercept.analysis.prices import EURO_USD

FEW = {"scrambles": 4, "points": 1, "vectors": 4, "replications": 64}
SMALL = ROOT / "examples" / "notional-small.toml"
ASSETS = {"energy": 100.0, "rail": 10.0, "city": 1000.0}


@pytest.fixture(scope="module")
def scenario():
    return ic.Scenario.from_file(SMALL)


@pytest.fixture(scope="module")
def found(scenario):
    return ic.exchange(scenario, costs={**ASSETS, "short_range_sam": 1000.0, "subsonic_cruise": 5.0}, **FEW)


@pytest.fixture(scope="module")
def run(scenario):
    return ic.run(scenario, **FEW)


def sums(found):
    return {(row["quantity"], row["of"], row["unit"]): row for row in found.sums.records()}


def test_a_known_cost_times_the_rounds_of_a_run(found, run):
    own = {(row["quantity"], row["of"]): row for row in run.estimates.records()}["rounds", "short_range_sam"]
    row = sums(found)["rounds", "short_range_sam", "USD"]
    for name in ("mean", "standard_error", "p05", "p50", "p95"):
        assert row[name] == pytest.approx(1000.0 * own[name])
    raid = sums(found)["raid", "subsonic_cruise", "USD"]
    assert (raid["mean"], raid["standard_error"], raid["p05"], raid["p95"]) == (30.0, 0.0, 30.0, 30.0)


def test_classes_add_up(found):
    rows = sums(found)
    for quantity in ("rounds", "raid"):
        parts = [row["mean"] for (name, of, _), row in rows.items() if name == quantity and of != "all"]
        assert sum(parts) == pytest.approx(rows[quantity, "all", "USD"]["mean"])


def test_an_uncertain_cost_has_the_mean_of_its_prior_and_widens_the_interval(scenario):
    many = {"scrambles": 4, "points": 1, "vectors": 64, "replications": 512}
    found = ic.exchange(scenario, costs={"one_way_attack_drone": (10.0, 20.0, 60.0)}, **many)
    row = sums(found)["raid", "one_way_attack_drone", "USD"]
    assert row["mean"] == pytest.approx(24 * 30.0, rel=0.01)
    assert row["p05"] < 0.75 * row["mean"]
    assert row["p95"] > 1.3 * row["mean"]
    # Evenly spread in each scramble: the error is far below that of independent draws.
    assert row["standard_error"] < 0.2 * 24 * 10.7 / math.sqrt(4 * 64)


def test_what_is_protected_is_the_difference_to_the_same_nights_without_a_round(found, run, scenario):
    rows = sums(found)
    for unit in ("share", "USD"):
        with_it, without, kept = (
            rows[name, "all", unit]["mean"] for name in ("reached", "reached_without_defence", "protected")
        )
        assert kept == pytest.approx(without - with_it)
        assert 0.0 < with_it < without
    document = scenario.to_dict()
    document["theatre"]["generate"]["fire_units"] = {}
    document["theatre"]["generate"]["sensors"] = {}
    empty = ic.exchange(ic.Scenario.from_dict(document), costs=ASSETS, **FEW)
    bare = sums(empty)
    assert bare["reached", "all", "share"]["mean"] == rows["reached_without_defence", "all", "share"]["mean"]
    assert bare["protected", "all", "share"]["mean"] == 0.0
    assert bare["rounds", "all", "USD"]["mean"] == 0.0


def test_the_share_reached_is_that_of_the_assets_with_a_leaker(scenario):
    found = ic.exchange(scenario, scrambles=1, points=1, vectors=1, replications=2)
    prepared = scenario_assets(scenario)
    few = ic.run(scenario, scrambles=1, points=1, vectors=1, replications=2)
    never = {row["asset"] for row in few.assets.records() if row["leaked_total"] == 0}
    most = sum(value for name, value in prepared.items() if name not in never) / sum(prepared.values())
    row = sums(found)["reached", "all", "share"]
    assert 0.0 < row["mean"] <= most + 1e-12
    assert math.isnan(row["standard_error"])
    assert ("reached", "all", "USD") not in sums(found)


def scenario_assets(scenario):
    from intercept.scenario.prepare import prepare  # noqa: PLC0415 - only here

    return {asset.name: asset.value for asset in prepare(scenario).expanded.assets}


def test_costs_are_told_with_their_sources(found):
    rows = {(row["kind"], row["class"]): row for row in found.costs.records()}
    catalogue = ic.Catalogue.load()
    drone = catalogue.threats["one_way_attack_drone"].parameters["unit_cost_usd"]
    own = rows["threat", "one_way_attack_drone"]
    assert (own["low_usd"], own["mode_usd"], own["high_usd"]) == (drone.low, drone.mode, drone.high)
    assert (own["source"], own["url"], own["origin"]) == (drone.source, drone.url, "catalogue")
    gun = catalogue.defences["radar_gun"].parameters
    shell, burst = gun["cost_per_round_eur"], gun["rounds_per_engagement"]
    assert rows["defence", "radar_gun"]["mode_usd"] == pytest.approx(shell.mode * burst.mode * EURO_USD.mode)
    assert "euros at" in rows["defence", "radar_gun"]["note"]
    assert (rows["asset", "city"]["mode_usd"], rows["asset", "city"]["origin"]) == (1000.0, "given")
    assert rows["defence", "short_range_sam"]["origin"] == "given"


@pytest.mark.parametrize("threads", [1, 3])
def test_the_number_of_threads_changes_nothing(scenario, found, threads):
    costs = {**ASSETS, "short_range_sam": 1000.0, "subsonic_cruise": 5.0}
    assert ic.exchange(scenario, costs=costs, threads=threads, **FEW) == found


def test_words_put_them_side_by_side_and_make_no_ratio(found):
    assert "The rounds spent cost" in found.words
    assert "The raid costs" in found.words
    assert "is protected" in found.words
    assert "a ratio of costs does not say whether a defence is worth it" in found.words
    assert not any("ratio" in name for name in found.sums["quantity"])


def test_the_answer_is_drawn_and_written(found, scenario, tmp_path):
    files = {path.name for path in ic.write(found, tmp_path / "out")}
    assert files == {"sums.parquet", "costs.parquet", "answer.html", "answer.json", "manifest.json"}
    assert json.loads((tmp_path / "out" / "answer.json").read_text())["question"] == "exchange"
    bare = ic.exchange(scenario, **FEW)
    for number, each in enumerate((found, bare)):
        for ending in ("svg", "html"):
            ic.plot(each, tmp_path / f"{number}.{ending}")
            assert (tmp_path / f"{number}.{ending}").stat().st_size > 1000


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"costs": {"nothing": 1.0}}, ["class of costs", "nothing", "energy"]),
        ({"costs": {"energy": -1.0}}, ["costs[energy]", "-1"]),
        ({"costs": {"energy": NAN}}, ["costs[energy]", "nan"]),
        ({"costs": {"energy": INF}}, ["costs[energy]", "inf"]),
        ({"costs": {"energy": (3, 2, 1)}}, ["costs[energy]", "ascending"]),
        ({"costs": {"energy": (1, 2)}}, ["costs[energy]", "low, mode and high"]),
        ({"costs": {"energy": "dear"}}, ["costs[energy]"]),
        ({"costs": {"energy": None}}, ["costs[energy]"]),
        ({"costs": [1]}, ["costs", "mapping"]),
        ({"costs": {1: 2}}, ["costs", "mapping"]),
        ({"until": 0}, ["until"]),
        ({"scenario": 1}, ["scenario"]),
    ],
)
def test_bad_input_is_refused(scenario, wrong, words):
    refused(lambda: ic.exchange(**{"scenario": scenario, **wrong}), *words)


def test_prices_of_a_scramble_are_evenly_spread(found):
    from intercept.analysis.prices import Price  # noqa: PLC0415 - only here
    from intercept.catalogue.uncertain import Uncertain  # noqa: PLC0415

    price = Price("threat", "x", (Uncertain(low=0.0, mode=0.0, high=1.0),)).drawn(1, range(3), 8)
    u = 1.0 - (1.0 - price) ** 2
    assert price.shape == (3, 8)
    assert np.array_equal(np.sort(np.floor(8.0 * u), axis=1), np.tile(np.arange(8.0), (3, 1)))
    assert len({tuple(row) for row in price.tolist()}) == 3
    assert found.made.seed == 1
