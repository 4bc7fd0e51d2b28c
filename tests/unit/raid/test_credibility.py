"""Credibility part by part: weights of columns, confidence of values, limits that a run leaves, text and JSON."""

import dataclasses
import json
import re

import numpy as np
import pytest
from make_result import make_result
from tree import ROOT

import intercept as ic
from intercept.base.table import Table
from intercept.raid.credibility import weight_told
from intercept.raid.estimates import estimate
from intercept.raid.parts import CASES, PARTS, TITLES, parameter_of, part_of_case, part_of_value
from intercept.raid.stated import NOT_CHECKED
from intercept.raid.verified import verified
from intercept.report.pages import credibility as page

SMALL = ROOT / "examples" / "notional-small.toml"
FEW = {"scrambles": 4, "points": 8, "vectors": 4, "replications": 256}
INNER, OUTER = "defence.radar_gun.single_shot_kill_probability", "sensor.surveillance_radar.antenna_height_m"


@pytest.fixture(scope="module")
def result():
    return ic.run(SMALL, **FEW)


@pytest.fixture(scope="module")
def found(result):
    return result.credibility()


def column(table, name):
    return next(row for row in table.records() if row["column"] == name)


def leaking(result, leaked):
    """Return the result with this number of leakers, a whole number below 24, in each replication of a vector."""
    classes = result.outcomes["threat_class"]
    each = np.repeat(leaked, result.sampling.replications * len(set(classes.tolist())))
    drones = classes == "one_way_attack_drone"
    columns = {name: result.outcomes[name] for name in result.outcomes.columns}
    lost = np.where(drones, each, 0)
    nothing = np.zeros(len(lost), dtype=np.int64)
    columns |= {"failed": nothing, "jammed": nothing, "decoy": nothing}
    columns |= {"leaked": lost, "intercepted": columns["launched"] - lost}
    counts = np.repeat(leaked, result.sampling.replications).reshape(4, -1, result.sampling.replications)
    told = dataclasses.asdict(estimate(counts))
    row = {"quantity": ["leaked"], "of": ["all"], "launched": [32.0], **{name: [value] for name, value in told.items()}}
    return dataclasses.replace(result, outcomes=Table(columns), estimates=Table(row))


@pytest.mark.parametrize("name", [INNER, OUTER])
def test_a_column_that_decides_alone_has_all_the_weight(result, name):
    decided = leaking(result, np.rint(20.0 * result.draws[f"u.{name}"]).astype(np.int64))
    found = decided.credibility()
    row = column(found.columns, name)
    assert row["weight"] == pytest.approx(1.0, abs=0.1)
    assert row["weight_is_certain"]
    others = found.columns.take(found.columns["column"] != name)["weight"]
    assert abs(float(others.mean())) < 0.03
    part = "kill" if name == INNER else "sensing"
    (told,) = (r for r in found.parts.records() if r["part"] == part)
    assert told["strongest"] == name
    grade = {"H": "high", "M": "medium", "L": "low"}[row["confidence"]]
    assert told[f"weight_{grade}"] > 0.5
    assert f"most with {name}" in found.told()


def test_only_a_column_that_is_distinguished_from_chance_is_named(result):
    found = leaking(result, np.rint(20.0 * result.draws[f"u.{INNER}"]).astype(np.int64)).credibility()
    certain = set(found.columns["column"][found.columns["weight_is_certain"]].tolist())
    assert INNER in certain
    assert len(certain) < np.isfinite(found.columns["weight"]).sum()
    assert (found.parts["strongest"] == "").any()
    for row in found.parts.records():
        assert not row["strongest"] or row["strongest"] in certain
    named = set(re.findall(r"[a-z_]+\.[a-z_.]+[a-z]", found.told()))
    assert named <= certain


def test_a_part_without_a_column_that_is_names_none():
    row = {"part": "stocks", "weight": 0.3, "weight_standard_error": 0.05, "weight_is_certain": True, "strongest": ""}
    assert weight_told(row).endswith("with no single value that chance cannot make.")
    assert "30.0 % (standard error 5.0)" in weight_told(row)


def test_where_nothing_varies_but_luck_no_weight_is_told(result):
    found = leaking(result, np.full(128, 7)).credibility()
    assert np.isnan(found.columns["weight"]).all()
    assert all(row["weight"] is None for row in found.to_dict()["parts"])
    assert "of the variance of leakers" not in found.told()


def test_where_nearly_all_is_luck_no_weight_is_told_and_a_note_says_so():
    own = ic.Trajectories.from_csv(ROOT / "examples" / "own-tracks.csv")
    found = ic.run(ROOT / "examples" / "own-defence.toml", trajectories=own).credibility()
    assert np.isnan(found.parts["weight"]).all()
    assert found.notes[-1].startswith("The variance of leakers that is not luck is not distinguished from 0")


def test_weights_of_all_columns_add_up_to_what_is_not_luck_if_each_acts_alone():
    found = ic.run(ROOT / "examples" / "own-class.toml", points=64).credibility()
    assert float(found.columns["weight"].sum()) == pytest.approx(1.0, abs=0.2)


def test_two_scrambles_have_no_weight_and_a_note_says_so():
    found = ic.run(SMALL, scrambles=2, points=1, vectors=2, replications=8).credibility()
    assert np.isnan(found.columns["weight"]).all()
    assert found.notes[-1].startswith("Fewer than 3 scrambles")


def test_columns_are_those_drawn_and_have_the_confidence_of_the_assumptions(result, found):
    drawn = [name.removeprefix("u.") for name in result.draws.columns if name.startswith("u.")]
    assert found.columns["column"].tolist() == drawn
    graded = {(row["subject"], row["parameter"]): row["confidence"] for row in result.assumptions.records()}
    assert column(found.columns, INNER)["confidence"] == graded["radar_gun", "single_shot_kill_probability"] == "L"
    speed = column(found.columns, "defence.interceptor_drone.mean_speed_m_s")
    assert speed["confidence"] == graded["interceptor_drone", "mean_speed"]
    failing = column(found.columns, "raid.failure_share.subsonic_cruise")
    assert failing["confidence"] == graded["subsonic_cruise", "in_flight_failure_share"] == "M"
    assert {row["confidence"] for row in found.columns.records()} <= {"H", "M", "L"}


def test_every_value_is_counted_once_and_shares_add_up(result, found):
    assert found.parts["part"].tolist() == list(PARTS) == list(TITLES) == list(NOT_CHECKED)
    assert found.parts["values"].sum() == len(result.assumptions)
    shares = sum(found.parts[f"value_{grade}"] for grade in ("high", "medium", "low", "unstated"))
    assert shares == pytest.approx(np.ones(len(PARTS)))


@pytest.mark.parametrize(
    ("kind", "key", "part"),
    [
        ("threat", "cruise_speed", "flight"),
        ("threat", "radar_cross_section", "sensing"),
        ("threat", "in_flight_failure_share", "kill"),
        ("threat", "unit_cost", "record"),
        ("sensor", "availability", "sensing"),
        ("defence", "availability", "queue"),
        ("defence", "slant_range_max_km", "windows"),
        ("defence", "ready_rounds", "stocks"),
        ("defence", "reload_time_s", "queue"),
        ("defence", "single_shot_kill_probability", "kill"),
        ("decision", "decision_time_s", "queue"),
        ("decision", "common_cause_share", "kill"),
        ("decision", "top_up_after_min", "stocks"),
        ("stocks", "depot_rounds", "stocks"),
        ("decision", "kill_scale.short_range_sam.one_way_attack_drone", "kill"),
        ("decision", "kill_geometry.short_range_sam.closing_speed_least", "kill"),
        ("decision", "command", "queue"),
        ("defence", "salvo", "queue"),
        ("defence", "rounds_per_target_max", "queue"),
        ("defence", "reloads", "stocks"),
        ("sensor", "operators", "queue"),
        ("threat", "route.lateral_km", "flight"),
        ("theatre", "light", "sensing"),
        ("theatre", "ground", "sensing"),
        ("theatre", "wind speed", "flight"),
    ],
)
def test_a_value_belongs_to_the_part_that_it_enters(kind, key, part):
    assert part_of_value(kind, key) == part


def test_a_column_is_of_the_longest_parameter_that_it_begins_with():
    assert parameter_of("range_max_km", ["range", "range_max", "ran"]) == "range_max"
    assert parameter_of("ranges_km", ["range"]) is None


def test_every_packaged_case_is_of_the_part_of_its_name():
    assert all(case.part == part_of_case(case.case) for case in verified())
    assert all(0.0 <= case.worst <= 1.0 and case.checks > 0 for case in verified())
    assert {part for _, part in CASES} <= set(PARTS)
    assert part_of_case("something-else") is None


def changed(result, **columns):
    """Return the parts of a result with values of the first threat changed."""
    threats = {name: result.threats[name].copy() for name in result.threats.columns}
    for name, value in columns.items():
        threats[name][0] = value
    parts = dataclasses.replace(result, threats=Table(threats)).credibility().parts
    return dict(zip(parts["part"], parts["outside_range"], strict=True))


def test_where_a_run_leaves_a_stated_range_it_says_so(result):
    assert "up to 16 %" in changed(result)["sensing"]
    assert "1 threat flies higher than the 1,000 km" in changed(result, apogee_km=1200.0)["flight"]
    assert "faster than the 7,500 m/s" in changed(result, speed_max_m_s=8000.0)["flight"]
    assert "km" not in changed(result)["flight"]


def test_a_claim_of_another_raid_is_told():
    found = make_result(128).credibility()
    record = found.parts.take(found.parts["part"] == "record")["outside_range"][0]
    assert record == ""
    few = dataclasses.replace(make_result(128), claimed=make_result().claimed[:2])
    told = few.credibility().parts.take(found.parts["part"] == "record")["outside_range"][0]
    assert told == "The claim counts 42 subsonic cruise launched, the raid has 51."


def test_a_result_without_replications_has_a_credibility_too():
    found = make_result(0, planned=128).credibility()
    assert np.isnan(found.parts["weight"]).all()


def test_json_has_no_nan_and_the_page_every_part(found, result, tmp_path):
    told = json.loads(found.to_json(), parse_constant=pytest.fail)
    assert [row["part"] for row in told["parts"]] == list(PARTS)
    assert len(told["columns"]) == len(found.columns)
    shown = page.render(found)
    assert all(title in shown for title in TITLES.values())
    files = {path.name: path for path in ic.write(result, tmp_path)}
    assert json.loads(files["credibility.json"].read_text(encoding="utf-8")) == told
    assert '<section id="credibility">' in files["report.html"].read_text(encoding="utf-8")
