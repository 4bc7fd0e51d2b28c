"""Areas and coverage agree with the windows of a raid on which fire units engage a class, and say where they do not."""

import math

import pytest

import intercept as ic
from intercept.base.words import spelled
from intercept.catalogue.catalogue import Catalogue

PLACE = (math.radians(-45.0), math.radians(-125.0))
CLASS = "short_range_ballistic"
LINE = [(PLACE[0] - 0.002, PLACE[1]), (PLACE[0] + 0.002, PLACE[1])]


def alone(unit_class):
    """One fire unit with a radar at its place."""
    sensor = ic.Sensor.of_class("surveillance_radar", position=PLACE)
    return ic.Defence([sensor], [ic.FireUnit.of_class(unit_class, position=PLACE)])


@pytest.mark.parametrize("unit_class", ["medium_range_sam", "terminal_hit_to_kill"])
def test_a_unit_by_itself_is_told_to_have_rules_where_a_raid_has_them(unit_class):
    engages = CLASS in Catalogue.load().may_engage({})[unit_class]
    area = ic.defended_area(alone(unit_class), CLASS, resolution=5)
    along = ic.coverage(alone(unit_class), LINE, CLASS)
    for told in (area.explain(), area.properties()["explanation"], along.explain()):
        assert (f"By the rules of a raid {spelled(unit_class)} does not engage" in told) is not engages
        assert ("could reach." in told) is not engages


def test_a_scenario_says_which_units_do_not_engage_as_its_windows_do():
    scenario = ic.Scenario.from_file("examples/notional-small.toml")
    plan = ic.compile_plan(scenario)
    pairs = ic.engagement_windows(ic.fly(plan), plan).pairs().records()
    refusing = {row["unit_class"] for row in pairs if row["threat_class"] == CLASS and row["reason"] == "not_assigned"}
    assert refusing
    area = ic.defended_area(scenario, CLASS, resolution=5)
    assert ": the reasons are those of the other units." in area.explain()
    told = area.explain().partition("By the rules of a raid ")[2].partition(" do not engage")[0].split(", ")
    assert set(told) == {spelled(name) for name in refusing}


def test_a_scenario_in_which_nobody_engages_has_the_reason_of_windows():
    scenario = ic.Scenario.from_file("examples/notional-small.toml")
    refused = ic.Scenario.from_dict(
        scenario.to_dict() | {"decision": {"engage": {name: [] for name in Catalogue.load().defences}}}
    )
    area = ic.defended_area(refused, CLASS, resolution=5)
    assert area.dominant_reasons == [("not_assigned", 25)]
    assert "does not engage this class at 25" in area.explain()
    assert area.explain().endswith("do not engage a short-range ballistic missile.")
