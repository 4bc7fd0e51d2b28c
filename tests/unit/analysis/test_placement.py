"""Where units protect most: the objective by hand, the optimum by trying all, the simulated raid, bad input."""

import json
import tomllib
from itertools import combinations

import numpy as np
import pytest
from refusals import NAN, refused
from tree import ROOT

import intercept as ic
from intercept.analysis.protection import Protection, best, bound, greedy
from intercept.errors import NotConvergedError, ScenarioError

SMALL = ROOT / "examples" / "notional-small.toml"
SITES = ROOT / "examples" / "placement" / "short-range-sites.toml"
FEW = {"scrambles": 2, "points": 2, "vectors": 2, "replications": 32}


@pytest.fixture(scope="module")
def scenario():
    return ic.Scenario.from_file(SMALL)


@pytest.fixture(scope="module")
def sites():
    return tomllib.loads(SITES.read_text(encoding="utf-8"))["fire_units"]


@pytest.fixture(scope="module")
def found(scenario, sites):
    return ic.placement(scenario, sites, count=3, threads=2, **FEW)


def made(past, at_risk=None):
    """Return the objective of one night."""
    past = np.array(past, dtype=float)[:, np.newaxis]
    risk = np.ones((1, past.shape[2])) if at_risk is None else np.array([at_risk], dtype=float)
    return Protection(risk, past, np.zeros(1, dtype=np.intp))


def random_case(seed, sites, threats=12, nights=6):
    rng = np.random.default_rng(seed)
    reached = rng.random((sites, nights, threats)) < 0.4
    past = np.where(reached, rng.random((sites, nights, threats)), 1.0)
    return Protection(rng.random((nights, threats)), past, np.repeat(np.arange(3), nights // 3))


def highest(case, count):
    return max(case.value(chosen) for chosen in combinations(range(len(case.past)), count))


def test_three_sites_by_hand():
    # Site 0 stops half of both threats, site 1 all of the first, site 2 all of the second, which is worth 3.
    case = made([[0.5, 0.5], [0.0, 1.0], [1.0, 0.0]], [1.0, 3.0])
    assert [case.value([k]) for k in range(3)] == [2.0, 1.0, 3.0]
    assert case.value([0, 2]) == pytest.approx(3.5)
    assert case.gains([2]) == pytest.approx([0.5, 1.0, 0.0])
    assert greedy(case, 2) == (2, 1)
    assert case.value(greedy(case, 2)) == 4.0 == bound(case, (2, 1), 2)


def test_greedy_falls_short_of_the_best_where_it_must_and_the_bound_holds_both():
    # The first threat is worth a little more than half of the others together: greedy takes it and stays behind.
    case = made([[0.0, 0.0, 1.0, 1.0], [0.0, 1.0, 0.0, 1.0], [1.0, 0.0, 1.0, 0.0]], [3.0, 3.0, 2.9, 2.9])
    chosen = greedy(case, 2)
    assert case.value(chosen) < highest(case, 2)
    assert sorted(best(case, 2, chosen)) == [1, 2]
    assert highest(case, 2) <= bound(case, chosen, 2)


@pytest.mark.parametrize("seed", range(12))
def test_the_exact_choice_is_that_of_trying_all(seed):
    sites, count = 5 + seed % 5, 1 + seed % 4
    case = random_case(seed, sites)
    chosen = greedy(case, count)
    truth, found = highest(case, count), case.value(best(case, count, chosen))
    assert found == pytest.approx(truth, rel=1e-9)
    assert case.value(chosen) >= (1.0 - 1.0 / np.e) * truth
    assert bound(case, chosen, count) >= truth * (1.0 - 1e-12)


def test_more_sites_protect_no_less_and_each_adds_the_less():
    case = random_case(3, 7)
    chosen = greedy(case, 7)
    values = [case.value(chosen[:k]) for k in range(8)]
    assert np.all(np.diff(values) >= 0.0)
    assert np.all(np.diff(values, 2) <= 1e-12)
    for more in range(1, 7):
        assert np.all(case.gains(chosen[:more]) <= case.gains(chosen[: more - 1]) + 1e-12)


def test_sites_that_protect_nothing_are_no_error():
    case = made([[1.0, 1.0], [1.0, 1.0]])
    assert greedy(case, 1) == (0,)
    assert case.value(best(case, 1, (0,))) == 0.0 == bound(case, (0,), 1)


def test_without_candidates_it_is_the_raid_of_the_scenario_itself(scenario, found):
    alone = ic.run(scenario, **FEW)
    (leaked,) = (r for r in alone.estimates.records() if (r["quantity"], r["of"]) == ("leaked", "all"))
    (told,) = (row for row in found.simulated.records() if row["quantity"] == "leakers")
    assert told["without"] == leaked["mean"]
    assert told["without_standard_error"] == pytest.approx(leaked["standard_error"])


def test_with_the_chosen_ones_it_is_the_raid_of_a_scenario_that_has_them(scenario, sites, found):
    chosen = [site for site in sites if site["name"] in found.chosen]
    own = ic.run(scenario.replace("fire_units", chosen), **FEW)
    (leaked,) = (r for r in own.estimates.records() if (r["quantity"], r["of"]) == ("leaked", "all"))
    (told,) = (row for row in found.simulated.records() if row["quantity"] == "leakers")
    assert told["with_chosen"] == leaked["mean"]


def test_with_a_depot_a_site_that_is_not_chosen_gets_no_rounds(scenario, sites):
    depot = {"short_range_sam": {"depot_rounds": 200, "delivery_time_h": 0.1}}
    stocked = scenario.replace("stocks", depot)
    told = ic.placement(stocked, sites, count=1, **FEW)
    (leaked,) = (r for r in ic.run(stocked, **FEW).estimates.records() if (r["quantity"], r["of"]) == ("leaked", "all"))
    assert next(row for row in told.simulated.records() if row["quantity"] == "leakers")["without"] == leaked["mean"]


def test_the_answer_holds_together(found):
    rows = list(found.candidates.records())
    assert len(rows) == 8
    assert [row["rank"] for row in rows[:3]] == [1.0, 2.0, 3.0]
    assert sum(row["gain"] for row in rows[:3]) == pytest.approx(found.protected)
    assert rows[0]["gain"] == rows[0]["alone"] == max(row["alone"] for row in rows)
    assert found.protected <= found.bound <= found.at_risk
    assert not found.is_exact
    kinds = found.sites["kind"].tolist()
    assert (kinds.count("chosen"), kinds.count("candidate"), kinds.count("asset")) == (3, 5, 8)
    assert all(name in found.words for name in found.chosen)


def test_the_exact_one_is_no_worse_and_says_so(scenario, sites, found):
    told = ic.placement(scenario, sites, count=3, exact=True, **FEW)
    assert told.is_exact
    assert told.protected >= found.protected - 1e-12
    assert told.bound == pytest.approx(told.protected)
    assert "No other choice" in told.words


def test_the_answer_is_the_same_for_any_number_of_threads(scenario, sites, found):
    again = ic.placement(scenario, sites, count=3, threads=1, **FEW)
    assert again == found
    assert again.to_json() == found.to_json()


def test_the_order_of_candidates_changes_nothing_but_their_places(scenario, sites, found):
    turned = ic.placement(scenario, sites[::-1], count=3, **FEW)
    assert turned.chosen == found.chosen
    assert turned.protected == pytest.approx(found.protected, rel=1e-12)


def test_units_of_the_scenario_are_candidates_too(scenario):
    names = ["short_range_sam-1", "medium_range_sam-1", "short_range_sam-2"]
    told = ic.placement(scenario, names, count=2, **FEW)
    assert set(told.chosen) <= set(names)
    kinds = told.sites["kind"].tolist()
    assert (kinds.count("chosen"), kinds.count("candidate")) == (2, 1)
    everything = ic.placement(scenario, names, count=3, **FEW)
    (leaked,) = (
        r for r in ic.run(scenario, **FEW).estimates.records() if (r["quantity"], r["of"]) == ("leaked", "all")
    )
    with_all = next(row for row in everything.simulated.records() if row["quantity"] == "leakers")["with_chosen"]
    assert with_all == leaked["mean"]


def test_json_and_files(found, tmp_path):
    told = json.loads(found.to_json())
    assert told["question"] == "placement"
    assert told["words"] == found.words
    assert {path.name for path in ic.write(found, tmp_path / "out")} == {
        *("candidates.parquet", "simulated.parquet", "sites.parquet", "answer.json", "answer.html", "manifest.json"),
    }
    ic.plot(found, tmp_path / "a.svg")
    assert "chosen sites" in (tmp_path / "a.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"candidates": []}, "candidates of length 0"),
        ({"candidates": "short_range_sam-1"}, "candidates"),
        ({"candidates": ["nobody"]}, "candidates[0]"),
        ({"candidates": [3]}, "candidates[0] = 3"),
        ({"candidates": ["short_range_sam-1"] * 2}, "given once"),
        ({"candidates": ["short_range_sam-1"], "count": 2}, "count = 2"),
        ({"count": 0}, "count = 0"),
        ({"count": NAN}, "count"),
        ({"exact": 1}, "exact = 1"),
        ({"points": 3}, "points = 3"),
        ({"threads": -1}, "threads"),
        ({"scenario": 3}, "scenario"),
    ],
)
def test_bad_settings_are_named(scenario, sites, changed, named):
    given = {"scenario": scenario, "candidates": sites, **FEW, **changed}
    refused(lambda: ic.placement(given.pop("scenario"), given.pop("candidates"), **given), named)


@pytest.mark.parametrize(
    ("site", "named"),
    [
        ({"name": "a", "class": "nothing", "position": {"east_km": 0, "north_km": 0}}, "candidates[0].class"),
        ({"name": "a", "class": "short_range_sam"}, "candidates[0].position"),
        (
            {"name": "a", "class": "short_range_sam", "position": {"east_km": NAN, "north_km": 0}},
            "candidates[0].position",
        ),
        ({}, "candidates[0]"),
    ],
)
def test_a_mapping_that_is_no_fire_unit_is_refused(scenario, site, named):
    refused(lambda: ic.placement(scenario, [site], **FEW), named, kind=ScenarioError)


def test_too_many_sites_for_the_exact_choice_are_told(monkeypatch):
    monkeypatch.setattr("intercept.analysis.protection.CUTS_MAX", 0)
    with pytest.raises(NotConvergedError, match="exact = True"):
        best(random_case(1, 6), 2, (0, 1))
