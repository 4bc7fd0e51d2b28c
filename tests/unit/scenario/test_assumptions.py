"""Where the values of a run come from: the same for a scenario and for the same one with every default written out."""

import pytest
from tree import ROOT

import intercept as ic
from intercept.scenario.assumptions import assumptions
from intercept.scenario.prepare import prepare


def rows(scenario):
    return assumptions(prepare(scenario), ["one_way_attack_drone"])


@pytest.mark.parametrize("name", ["notional-small.toml", "own-defence.toml", "own-class.toml"])
def test_defaults_that_are_written_out_are_the_model_s_still(name):
    scenario = ic.Scenario.from_file(ROOT / "examples" / name)
    assert rows(ic.Scenario.from_dict(scenario.to_dict())) == rows(scenario)


def test_a_rule_is_the_scenario_s_where_it_is_another_than_the_default():
    scenario = ic.Scenario.from_file(ROOT / "examples" / "notional-small.toml")
    origin = {row["parameter"]: row["origin"] for row in rows(scenario).records()}
    changed = {
        row["parameter"]: row["origin"] for row in rows(scenario.replace("decision.rounds_per_target_max", 3)).records()
    }
    assert origin["rounds_per_target_max"] == origin["top_up_after_min"] == "model choice"
    assert changed["rounds_per_target_max"] == "scenario"
    assert changed["kill_correlation"] == "model choice"
