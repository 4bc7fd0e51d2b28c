"""What is made of a scenario says which: in its title, before an answer without its name, and where it was made."""

import json

import numpy as np
import pytest

import intercept as ic

SMALL = "examples/notional-small.toml"
NAME = "notional small raid"
LINE = np.radians([[-44.9, -125.3], [-44.9, -124.7]])
GRID = {"resolution": 7, "extent_m": 40e3}


def windows(scenario):
    plan = ic.compile_plan(scenario)
    return ic.engagement_windows(ic.fly(plan), plan)


MADE = {
    "windows": windows,
    "coverage": lambda scenario: ic.coverage(scenario, LINE, "subsonic_cruise", step_m=20e3),
    "coverage of a plan": lambda scenario: ic.coverage(ic.compile_plan(scenario), LINE, "subsonic_cruise", step_m=20e3),
    "area": lambda scenario: ic.defended_area(scenario, "subsonic_cruise", **GRID),
    "loss": lambda scenario: ic.area_loss(
        scenario, "subsonic_cruise", vary="cruise_speed_m_s", values=[150.0, 250.0], **GRID
    ),
}


@pytest.fixture(scope="module")
def made():
    scenario = ic.Scenario.from_file(SMALL)
    return scenario, {kind: make(scenario) for kind, make in MADE.items()}


@pytest.mark.parametrize("kind", MADE)
def test_a_page_names_its_scenario_in_its_title_and_where_it_was_made(made, kind, tmp_path):
    scenario, things = made
    ic.plot(things[kind], tmp_path / "page.html")
    html = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert f": {NAME}</h1>" in html
    told = html.split('<section id="made"')[1]
    assert f"<code>{NAME}</code>" in told
    assert f"<code>{scenario.hash()}</code>" in told


def test_windows_of_one_threat_and_their_answers_name_it(made, tmp_path):
    _, things = made
    ic.plot(things["windows"], tmp_path / "page.html", threat=4)
    html = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert f"<h1>One-way attack drone 4: {NAME}</h1>" in html
    assert f'<p class="answer">{NAME}: ' in html
    ic.plot(things["windows"], tmp_path / "all.html")
    assert f'<p class="answer">{NAME}: 25 of 32 threats' in (tmp_path / "all.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", MADE)
def test_a_file_for_other_programs_names_it_in_its_title(made, kind, tmp_path):
    _, things = made
    (written,) = ic.write(things[kind], tmp_path / "made.kml")
    assert f": {NAME}</name>" in written.read_text(encoding="utf-8")


def test_a_claim_and_a_forecast_say_of_which_scenario_they_were_made():
    checked = ic.check_claim("24 of 32 targets were intercepted", scenario=SMALL)
    assert json.loads(checked.to_json())["made_with"]["scenario_name"] == NAME
    assert ic.check_claim("24 of 32 targets were intercepted").made_with()["scenario_name"] is None


def test_what_is_of_no_scenario_names_none(tmp_path):
    unit = ic.FireUnit.of_class("short_range_sam", position=(-0.78, -2.18))
    area = ic.defended_area(ic.Defence([], [unit]), "subsonic_cruise", **GRID)
    ic.plot(area, tmp_path / "page.html")
    assert "<h1>Defended area</h1>" in (tmp_path / "page.html").read_text(encoding="utf-8")
    ic.plot(area, tmp_path / "named.html", title="Mine")
    assert "<h1>Mine</h1>" in (tmp_path / "named.html").read_text(encoding="utf-8")
