"""Sliders: what of a scenario they move, their ends, and how a prior moves with its mode."""

import pytest
from tree import ROOT

import intercept as ic
from intercept.explore.sliders import QUANTITIES, Slider, sliders_of
from intercept.scenario.prepare import prepare
from intercept.scenario.unknowns import INNER

EXAMPLES = {name: ic.Scenario.from_file(ROOT / "examples" / f"{name}.toml") for name in ("notional-small", "own-class")}
SHARE, NUMBER = QUANTITIES[1], QUANTITIES[2]


def sliders(scenario):
    return {slider.key: slider for slider in sliders_of(prepare(scenario))}


def test_a_scenario_has_a_slider_for_each_quantity_of_each_class_of_it():
    found = sliders(EXAMPLES["notional-small"])
    assert found["raid.one_way_attack_drone"].value == 24
    assert found["kill.short_range_sam"].value == 0.6
    assert {slider.quantity.name for slider in found.values()} == {q.name for q in QUANTITIES} - {"depot"}
    assert {slider.class_name for slider in found.values() if slider.quantity.name == "channels"} == {
        *("mobile_fire_group", "interceptor_drone", "radar_gun"),
        *("short_range_sam", "medium_range_sam", "terminal_hit_to_kill"),
    }
    # The radars beside generated units are up when the units are.
    assert "sensors_up.engagement_radar_sector" not in found


def test_no_quantity_but_the_size_of_the_raid_moves_a_window():
    of_classes = {quantity.key for quantity in QUANTITIES if quantity.kind in {"defence", "sensor"}}
    assert of_classes <= INNER


def test_a_depot_has_a_slider_where_the_scenario_has_one():
    document = EXAMPLES["own-class"].to_dict() | {"stocks": {"short_range_sam": {"depot_rounds": 30}}}
    found = sliders(ic.Scenario.from_dict(document))["depot.short_range_sam"]
    assert (found.value, found.low, found.high) == (30, 0, 60)


def test_units_that_state_their_rounds_are_shown_with_them():
    document = EXAMPLES["own-class"].to_dict()
    document["fire_units"][0] |= {"rounds": 5, "reloads": 2.5, "overrides": {"channels": 2}}
    found = sliders(ic.Scenario.from_dict(document))
    assert [found[f"{name}.short_range_sam"].value for name in ("rounds", "loads", "channels")] == [5, 2.5, 2]


def test_a_class_that_nothing_flying_lets_fire_has_only_its_rounds_counted():
    document = EXAMPLES["own-class"].to_dict()
    document["decision"]["engage"] = {"short_range_sam": []}
    names = {slider.quantity.name for slider in sliders(ic.Scenario.from_dict(document)).values()}
    assert names == {"raid", "rounds", "loads", "sensors_up"}


def test_the_odds_of_a_share_are_all_multiplied_by_one_factor():
    slider = Slider(SHARE, "a", 0.5, 0.0, 1.0, 0.01, (0.2, 0.5, 0.75), (0.0, 1.0))
    moved = slider.moved(0.8)
    odds = [p / (1.0 - p) for p in (moved["low"], moved["mode"], moved["high"])]
    assert odds == pytest.approx([0.25 * 4, 4.0, 3.0 * 4], rel=1e-4)  # six digits of each end
    assert slider.moved(0.5) == {"low": 0.2, "mode": 0.5, "high": 0.75}


def test_other_values_are_multiplied_by_one_factor_within_what_is_allowed():
    slider = Slider(NUMBER, "a", 6.0, 1.0, 16.0, 1.0, (2.0, 6.0, 12.0), (1.0, 20.0))
    assert slider.moved(3.0) == {"low": 1.0, "mode": 3.0, "high": 6.0}
    assert slider.moved(12.0) == {"low": 4.0, "mode": 12.0, "high": 20.0}


@pytest.mark.parametrize("value", [0.0, 1.0])
def test_a_share_of_nothing_or_of_all_is_known(value):
    slider = Slider(SHARE, "a", 0.5, 0.0, 1.0, 0.01, (0.0, 0.5, 1.0), (0.0, 1.0))
    assert slider.moved(value) == value


def test_ends_that_are_certain_stay_so():
    slider = Slider(SHARE, "a", 0.5, 0.0, 1.0, 0.01, (0.0, 0.5, 1.0), (0.0, 1.0))
    assert slider.moved(0.9) == {"low": 0.0, "mode": 0.9, "high": 1.0}


def test_a_value_without_a_factor_is_known():
    assert Slider(NUMBER, "a", 0.0, 0.0, 10.0, 1.0, (0.0, 0.0, 4.0), (0.0, 99.0)).moved(3.0) == 3.0
    assert Slider(NUMBER, "a", 2.0, 0.0, 12.0, 1.0, (2.0, 2.0, 2.0), (0.0, 99.0)).moved(3.0) == 3.0
