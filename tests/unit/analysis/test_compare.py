"""Scenarios compared with common random numbers."""

import json
import math
import re

import numpy as np
import pytest
from refusals import INF, NAN, refused
from tree import ROOT

import intercept as ic
from intercept.analysis import cases
from intercept.analysis.answer import probability
from intercept.base.samples import sampled, sampled_of
from intercept.errors import ScenarioError
from intercept.report.answers.drawing import tables_of
from intercept.report.figures.differences import groups
from intercept.report.terminal import print_answer

FEW = {"scrambles": 4, "points": 2, "vectors": 2, "replications": 64}
SMALL = ROOT / "examples" / "notional-small.toml"
MORE = "theatre.generate.fire_units.interceptor_drone"


@pytest.fixture(scope="module")
def scenario():
    return ic.Scenario.from_file(SMALL)


@pytest.fixture(scope="module")
def found(scenario):
    changed = scenario.replace(MORE, 8), scenario.replace("decision.rounds_per_target_max", 1)
    return ic.compare([scenario, *changed], names=["base", "more", "one round"], **FEW)


def rows(table, **wanted):
    return [row for row in table.records() if all(row[key] == value for key, value in wanted.items())]


def test_a_scenario_compared_with_itself_differs_by_exactly_nothing(scenario):
    same = ic.compare([scenario, scenario], **FEW)
    for column in ("mean", "standard_error", "low", "high", "p05", "p95"):
        for table in (same.differences, same.assets, same.asset_classes, same.causes):
            assert not table[f"difference_{column}"].any()
    assert not same.differences["fewer_share"].any()
    assert not same.differences["more_share"].any()
    assert (same.differences["equal_share"] == 1.0).all()
    assert same.names == ("notional small raid (1)", "notional small raid (2)")
    assert "the same in all 64 replications" in same.words


def test_each_scenario_has_the_numbers_of_its_own_run(scenario, found):
    for name, alone in (("base", scenario), ("more", scenario.replace(MORE, 8))):
        run = ic.run(alone, **FEW)
        for column in ("mean", "standard_error", "p05", "p95"):
            own = {(r["quantity"], r["of"]): r[column] for r in rows(found.means, scenario=name)}
            assert own == {(r["quantity"], r["of"]): r[column] for r in run.estimates.records()}


def test_a_difference_is_that_of_the_means_and_better_known_than_with_independent_numbers(found):
    means = {(r["scenario"], r["quantity"], r["of"]): r["mean"] for r in found.means.records()}
    for row in found.differences.records():
        a, b = (means[name, row["quantity"], row["of"]] for name in (row["reference"], row["scenario"]))
        assert (row["reference_mean"], row["mean"]) == (a, b)
        assert row["difference_mean"] == pytest.approx(b - a, abs=1e-9)
        shares = row["fewer_share"] + row["equal_share"] + row["more_share"]
        assert shares == pytest.approx(1.0)
    (leaked,) = rows(found.differences, scenario="more", quantity="leaked", of="all")
    assert leaked["difference_standard_error"] < 0.5 * leaked["unpaired_standard_error"]
    assert leaked["difference_high"] < 0.0
    assert leaked["difference_low"] == pytest.approx(2 * leaked["difference_mean"] - leaked["difference_high"])


def test_assets_their_classes_and_causes_add_up_to_all(found):
    for name in ("more", "one round"):
        (leaked,) = rows(found.differences, scenario=name, quantity="leaked", of="all")
        for table in (found.assets, found.asset_classes, found.causes):
            for column in ("reference_mean", "mean", "difference_mean"):
                assert sum(row[column] for row in rows(table, scenario=name)) == pytest.approx(leaked[column])


def test_what_two_scenarios_have_in_common_is_computed_once(scenario, monkeypatch):
    searched, flown = [], []
    monkeypatch.setattr(cases.Searched, "encounters", property(counted(searched, cases.Searched.encounters.func)))
    flights = cases.Flown.flights
    monkeypatch.setattr(cases.Flown, "flights", lambda self, *rest: flown.append(1) or flights(self, *rest))
    few = {"scrambles": 2, "points": 1, "vectors": 1, "threads": 1}
    ic.compare([scenario, scenario.replace("decision.rounds_per_target_max", 1)], **few)
    assert len(flown) == 2
    assert len(set(searched)) == 2
    searched.clear()
    flown.clear()
    ic.compare([scenario, scenario.replace(MORE, 8)], **few)
    assert len(flown) == 2
    assert len(set(searched)) == 4


def counted(calls, function):
    kept = {}

    def encounters(self):
        calls.append(id(self))
        if id(self) not in kept:
            kept[id(self)] = self, function(self)
        return kept[id(self)][1]

    return encounters


@pytest.mark.parametrize("threads", [1, 3])
def test_the_number_of_threads_changes_nothing(scenario, found, threads):
    changed = scenario.replace(MORE, 8), scenario.replace("decision.rounds_per_target_max", 1)
    again = ic.compare([scenario, *changed], names=found.names, threads=threads, **FEW)
    assert again == found
    assert again.to_json() == found.to_json()


def test_a_class_or_an_asset_that_only_one_has_counts_as_none_in_the_other(scenario):
    alone = scenario.to_dict()
    alone["raid"]["waves"] = alone["raid"]["waves"][:1]
    alone["theatre"]["generate"]["assets"] = {"energy": 4, "rail": 2, "city": 3}
    two = ic.compare([scenario, ic.Scenario.from_dict(alone | {"name": "drones"})], **FEW)
    (missiles,) = rows(two.differences, quantity="leaked", of="subsonic_cruise")
    (before,) = rows(two.means, scenario="notional small raid", quantity="leaked", of="subsonic_cruise")
    assert missiles["difference_mean"] == -before["mean"]
    assert {"city-3", "city-2"} <= set(two.assets["asset"])


def test_until_doubles_the_points_until_the_difference_is_known(scenario):
    other = scenario.replace(MORE, 8)
    loose = ic.compare([scenario, other], until=1e3, vectors=2)
    assert loose.made.sampling.points == 1
    assert (loose.made.sampling.until, loose.made.sampling.until_met) == (1e3, True)
    tight = ic.compare([scenario, other], until=0.12, vectors=2)
    (leaked,) = rows(tight.differences, quantity="leaked", of="all")
    assert tight.made.sampling.points > 1
    assert leaked["difference_standard_error"] <= max(0.12, 0.1 * abs(leaked["difference_mean"]))


def test_a_ctrl_c_keeps_what_was_finished_of_every_scramble(scenario, monkeypatch):
    done = []
    work = cases.replicated

    def interrupted(*arguments):
        done.append(1)
        if len(done) == 7:
            raise KeyboardInterrupt
        return work(*arguments)

    monkeypatch.setattr(cases, "replicated", interrupted)
    part = ic.compare([scenario, scenario], threads=1, scrambles=2, points=4, vectors=1, replications=16)
    assert part.made.interrupted
    assert (part.made.replications_done, part.made.replications_planned) == (4, 16)
    assert "interrupted" in part.words


def test_the_answer_is_written_and_read(found, tmp_path):
    files = ic.write(found, tmp_path / "out")
    names = {"answer.html", "answer.json", "manifest.json"} | {
        f"{table}.parquet" for table in ("differences", "assets", "asset_classes", "causes", "means")
    }
    assert {path.name for path in files} == names
    told = json.loads((tmp_path / "out" / "answer.json").read_text())
    assert told["words"] == found.words
    assert told["seed"] == 1
    assert len(told["scenario_hashes"]) == 3
    assert len(told["differences"]) == len(found.differences)
    assert found.words.split(":")[0] in found._repr_html_()
    for ending in ("svg", "html"):
        ic.plot(found, tmp_path / f"figure.{ending}")
        assert (tmp_path / f"figure.{ending}").stat().st_size > 1000


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"scenarios": []}, ["scenarios", "2 to 20"]),
        ({"scenarios": "a.toml"}, ["scenarios", "sequence"]),
        ({"scenarios": None}, ["scenarios"]),
        ({"scenarios": [1, 2]}, ["scenarios[0]", "path"]),
        ({"names": ["a"]}, ["names", "2 names"]),
        ({"names": ["a", "a"]}, ["names", "different"]),
        ({"names": "ab"}, ["names"]),
        ({"until": NAN}, ["until", "0.000000001"]),
        ({"until": INF}, ["until"]),
        ({"until": 0.0}, ["until"]),
        ({"until": "much"}, ["until"]),
        ({"until": 1.0, "scrambles": 7}, ["until", "8 scrambles"]),
        ({"scrambles": 0}, ["scrambles", "1 to 1000"]),
        ({"points": 3}, ["points", "power of two"]),
        ({"vectors": 2.5}, ["vectors"]),
        ({"replications": -1}, ["replications"]),
        ({"seed": 2**60}, ["seed"]),
        ({"threads": -1}, ["threads"]),
        ({"on_progress": 1}, ["on_progress"]),
    ],
)
def test_bad_input_is_refused(scenario, wrong, words):
    refused(lambda: ic.compare(**{"scenarios": [scenario, scenario], **wrong}), *words)


def test_one_scramble_has_no_error(scenario):
    two = ic.compare([scenario, scenario.replace(MORE, 8)], scrambles=1, points=1, vectors=1)
    (leaked,) = rows(two.differences, quantity="leaked", of="all")
    assert math.isnan(leaked["difference_standard_error"])
    assert "no standard error: one scramble" in two.words
    assert json.loads(two.to_json())["differences"][0]["difference_standard_error"] is None


def test_a_scenario_without_a_raid_is_refused(scenario):
    document = scenario.to_dict()
    document["raid"] = {}
    refused(lambda: ic.compare([scenario, ic.Scenario.from_dict(document)]), "raid.waves", kind=ScenarioError)


def test_the_shipped_files_change_what_they_say():
    night = ic.Scenario.from_file(ROOT / "examples" / "recorded-night.toml")
    folder = ROOT / "examples" / "compare"
    read = {path.stem: ic.Scenario.from_file(path) for path in sorted(folder.glob("*.toml"))}
    assert len(read) == 5
    assert read["one-more-unit"].theatre.generate.fire_units["medium_range_sam"] == 11
    assert read["jamming-off"].electronic_warfare.jam_share == {}
    assert read["airborne-radar-down"].theatre.generate.sensors["airborne_early_warning"] == 0
    assert all("energy" not in wave.target_weights for wave in read["truce-on-energy"].raid.waves)
    assert [w.count for w in read["truce-on-energy"].raid.waves] == [w.count for w in night.raid.waves]
    halved = read["half-the-rounds"].classes.defence
    known = ic.Catalogue.load().defences
    for name, changed in halved.items():
        for key, prior in changed.parameters.items():
            row = known[name].parameters[key]
            assert np.allclose((prior.low, prior.mode, prior.high), (row.low / 2, row.mode / 2, row.high / 2)), name


def test_a_truce_on_a_class_of_assets_is_told_in_words_table_page_and_figure(scenario, tmp_path):
    document = scenario.to_dict() | {"name": "truce"}
    spared = [{**wave, "target_weights": {"rail": 1.0, "city": 1.0}} for wave in document["raid"]["waves"]]
    truce = ic.Scenario.from_dict(document | {"raid": {**document["raid"], "waves": spared}})
    found = ic.compare([scenario, truce], **FEW)
    at = {row["asset_class"]: row for row in found.asset_classes.records()}
    assert at["energy"]["reference_mean"] > 1.0
    assert at["energy"]["mean"] == 0.0
    assert at["energy"]["difference_mean"] == -at["energy"]["reference_mean"]
    assert sum(row["difference_mean"] for of, row in at.items() if of != "energy") > 0.0
    said = found.words.partition("Leakers by class of asset, the largest differences that are known: ")[2]
    assert f"energy from {at['energy']['reference_mean']:.2f} to 0.00 (-" in said
    assert {dot.label for dot in groups(found)["truce"]} >= {"All threats", "At energy", "At rail", "At city"}
    ic.plot(found, tmp_path / "page.html")
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    for title in ("mean leakers by class of asset", "mean leakers by cause"):
        assert f"truce, compared with {scenario.name}: {title}" in page
    shown = {table.title.partition(": ")[2]: table.rows for table in tables_of(found)}
    (energy,) = (row for row in shown["mean leakers by class of asset"] if row[0] == "Energy")
    assert energy[2] == "0"


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0.0, "less than 0.5 %"),
        (0.001, "less than 0.5 %"),
        (0.25, "25 %"),
        (0.999, "more than 99.5 %"),
        (1.0, "more than 99.5 %"),
    ],
)
def test_samples_are_no_certainty(share, said):
    assert probability(share) == said


def test_each_scenario_has_a_part_that_begins_with_its_mean_and_difference(scenario, tmp_path, capsys):
    three = ic.compare([scenario, scenario.replace(MORE, 8), scenario.replace(MORE, 1)], names=["a", "b", "c"], **FEW)
    assert [part[0].partition(": ")[0] for part in three.parts[:3]] == ["a", "b", "c"]
    assert three.words == " ".join(line for part in three.parts for line in part)
    ic.plot(three, tmp_path / "page.html")
    print_answer(three)
    page, printed = (tmp_path / "page.html").read_text(encoding="utf-8"), capsys.readouterr().out
    items = re.findall(r"<li>(.*?)</li>", page.partition('<ol class="answer">')[2].partition("</ol>")[0], re.DOTALL)
    assert len(items) == len(three.parts)
    for name, item, (first, *below) in zip("bc", items[1:], three.parts[1:], strict=False):
        assert re.match(rf"{name}: [\d.]+, [\d.]+ (fewer|more) \(standard error [\d.]+; 95 % interval ", first)
        assert below
        assert item.count("\n") == len(below)
        assert f"\n\n{first[:20]}" in printed
        assert all(f"\n  {line[:30]}" in printed for line in below)


@pytest.mark.parametrize(
    ("share", "error", "short", "whole"),
    [
        (0.0, 0.0, "none", "none of 1,024 replications"),
        (1.0, 0.0, "all", "all 1,024 replications"),
        (0.0001, 0.0001, "less than 0.1 %", "less than 0.1 % of replications (standard error 0.010 points)"),
        (0.9999, NAN, "more than 99.9 %", "more than 99.9 % of replications"),
        (0.78125, 0.0216, "78.1 %", "78.1 % of replications (standard error 2.2 points)"),
        (0.273, 0.12, "27.3 %", "27 % of replications (standard error 12 points)"),
        (0.02483, 0.0072, "2.5 %", "2.48 % of replications (standard error 0.72 points)"),
        (0.5, 0.0, "50.0 %", "50.0 % of replications"),
        (NAN, NAN, "–", "– of replications"),
    ],
)
def test_a_share_of_none_or_all_tells_of_how_many_and_has_no_error(share, error, short, whole):
    assert sampled(share) == short
    assert sampled_of(share, 1024, "replication", error) == whole


def test_words_say_no_probability_of_nothing_or_all(found):
    assert " of 0 %" not in found.words
    assert "with 0 %" not in found.words
    assert "more 0 %" not in found.words
