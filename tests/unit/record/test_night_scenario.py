"""A night of the record as a scenario: it runs, says what is notional, and takes no line from outside."""

from __future__ import annotations

import tomllib

import pytest
from record_table import NIGHT, line, write

import intercept as ic
from intercept.record import read_record
from intercept.record.models import CLASS_ORDER, model_table
from intercept.record.night_scenario import post_url, scenario_toml


def of(tmp_path, *lines):
    read = read_record(write(tmp_path, *lines))
    return scenario_toml(read.night("2025-10-05"), read.file)


def test_counts_and_claims_are_the_record_s(tmp_path):
    text = of(
        tmp_path,
        line(*NIGHT, model="Shahed-136/131", launched="496", destroyed="439", not_reach_goal="0"),
        line(*NIGHT, model="X-101/X-555 and Iskander-K", launched="42", destroyed="32"),
        line(*NIGHT, model="Kalibr", source="p/posts/2"),
        line(*NIGHT, model="C-400 and Iskander-M"),
        line(*NIGHT, model="X-22", destroyed=""),
        line(*NIGHT, model="Unknown Missile"),
    )
    read = tomllib.loads(text)
    drones, cruise = read["claimed"]
    assert (drones["launched"], drones["destroyed"], drones["not_reach_goal"]) == (496, 439, 0)
    assert (cruise["launched"], cruise["destroyed"]) == (51, 38)
    assert "not_reach_goal" not in cruise
    assert "and 1 more post)" in cruise["source"]
    assert [(wave["class"], wave["count"]) for wave in read["raid"]["waves"]] == [
        ("one_way_attack_drone", 496),
        ("subsonic_cruise", 51),
        ("quasi_ballistic", 9),
        ("supersonic_cruise", 9),
    ]
    assert "# no claim for supersonic_cruise: 1 row without launched or destroyed" in text
    assert "# Count from the record, C-400 and Iskander-M flown as quasi_ballistic; place, times" in text
    assert "# not included: 9 Unknown Missile" in text


def test_every_class_of_the_table_of_models_runs(tmp_path):
    table = reversed(model_table().items())
    first = {row.threat_class: name for name, row in table if row.kind in ("drone", "missile")}
    path = tmp_path / "night.toml"
    lines = [line(*NIGHT, model=model, launched="1", destroyed="1") for model in first.values()]
    path.write_text(of(tmp_path, *lines), encoding="utf-8")
    scenario = ic.Scenario.from_file(path)
    flown = {wave.class_name for wave in scenario.raid.waves}
    assert flown == {name for name in first if name in CLASS_ORDER[:11]}
    result = ic.run(scenario, replications=64, points=1)
    assert len(result.threats) == len(lines)


@pytest.mark.parametrize("evil", ["Kalibr\n[run]\nseed = 7", "Kalibr\r\n#", "Kalibr\x1b[2J", "Kal\u2028ibr"])
def test_a_name_from_outside_writes_no_line(tmp_path, evil):
    text = of(tmp_path, line(*NIGHT), line(*NIGHT, model=f'"{evil}"'), line(*NIGHT, source=f'"{evil}"', launched="3"))
    assert "seed = 7" not in text.splitlines()
    assert all(char.isprintable() or char == "\n" for char in text)
    assert tomllib.loads(text)["run"]["seed"] == 1


def test_a_night_of_nothing_that_flies_is_a_defence_without_a_raid(tmp_path):
    read = tomllib.loads(of(tmp_path, line(*NIGHT, model="Unknown UAV")))
    assert "raid" not in read
    ic.Scenario.from_dict(read)


def test_posts_get_their_host():
    assert post_url("kpszsu/posts/1") == "https://www.facebook.com/kpszsu/posts/1"
    assert post_url("https://t.me/kpszsu/22252") == "https://t.me/kpszsu/22252"
