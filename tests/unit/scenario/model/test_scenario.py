"""The scenario model in Python: counts, times, places, changed copies, hashes."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from minimal_scenario import minimal
from pydantic import ValidationError
from tree import ROOT

from intercept.catalogue.uncertain import Uncertain
from intercept.errors import ScenarioError
from intercept.scenario.model.defence import FireUnit
from intercept.scenario.model.raid import TimeProfile, scaled_counts
from intercept.scenario.model.scenario import Scenario, json_schema


@given(st.lists(st.integers(1, 5000), min_size=1, max_size=8), st.floats(0, 20))
def test_scaled_counts_share_the_rounded_total_and_stay_within_one(counts, scale):
    scaled = scaled_counts(counts, scale)
    assert sum(scaled) == math.floor(sum(count * scale for count in counts) + 0.5)
    assert all(abs(after - before * scale) <= 1 for after, before in zip(scaled, counts, strict=True))


def test_scale_one_leaves_counts_and_ties_go_to_earlier_waves():
    assert scaled_counts([496, 42, 9, 2], 1.0) == [496, 42, 9, 2]
    assert scaled_counts([1, 1, 1, 1], 0.5) == [1, 1, 0, 0]
    assert scaled_counts([3, 4], 0.0) == [0, 0]


def test_clock_times_run_over_midnight():
    assert TimeProfile(start="20:30").start_s("20:00") == 1800.0
    assert TimeProfile(start="00:15").start_s("20:00") == 15_300.0
    assert TimeProfile(start_t_min=2).start_s(None) == 120.0
    with pytest.raises(ValueError, match="clock_start"):
        TimeProfile(start="20:30").start_s(None)


def test_a_salvo_lasts_a_minute_unless_said():
    assert TimeProfile().duration_s == 60.0
    assert TimeProfile(kind="uniform", duration_min=5).duration_s == 300.0


def test_units_of_one_place_stand_apart():
    unit = FireUnit.model_validate(
        {"name": "f", "class": "manpads", "position": {"east_km": 10, "north_km": -5}, "count": 40, "spacing_km": 2}
    )
    places = [(place.east_km, place.north_km) for place in unit.positions()]
    assert places[0] == (10.0, -5.0)
    assert len(places) == 40
    assert min(math.dist(a, b) for i, a in enumerate(places) for b in places[:i]) > 0.9 * 2


def test_replace_changes_one_key_and_checks_it():
    scenario = Scenario.from_dict(minimal())
    assert scenario.replace("raid.scale", 2.0).raid.scaled_counts() == [6]
    assert scenario.replace("raid.waves[0].count", 9).raid.waves[0].count == 9
    assert scenario.replace("run.seed", 9).hash() != scenario.hash()
    assert scenario.raid.scale == 1.0
    for key, value in [("raid.scael", 2.0), ("raid.waves[7].count", 2), ("raid.scale", -1), ("", 1), ("a.b.c", 1)]:
        with pytest.raises(ScenarioError):
            scenario.replace(key, value)


def test_a_scenario_is_frozen_and_checked_when_made_directly():
    scenario = Scenario.from_dict(minimal())
    with pytest.raises(ValidationError):
        scenario.name = "other"
    with pytest.raises(ScenarioError, match="there is no launch area"):
        Scenario(name="x", assets=scenario.assets, raid=scenario.raid.model_copy(update={"launch_areas": ()}))


def test_the_hash_does_not_depend_on_how_defaults_are_written():
    assert (
        Scenario.from_dict(minimal()).hash()
        == Scenario.from_dict(minimal(run={"replications": 1024, "points": 8})).hash()
    )


def test_an_uncertain_number_is_plain_where_certain():
    assert Uncertain.model_validate(3).model_dump() == 3.0
    assert Uncertain(low=1, mode=2, high=3).model_dump() == {"low": 1.0, "mode": 2.0, "high": 3.0}
    for bad in (True, "3", None, [1, 2, 3], float("nan")):
        with pytest.raises(ValidationError):
            Uncertain.model_validate(bad)


def test_the_schema_describes_every_table_and_takes_plain_numbers_for_uncertain_ones():
    schema = json_schema()
    assert set(schema["properties"]) == set(Scenario.from_dict(minimal()).to_dict()) | {"clock_start"}
    assert {"type": "number"} in schema["$defs"]["Uncertain"]["anyOf"]


def test_a_scenario_prints_in_a_line():
    held = "1 threat in 1 wave, 1 asset, 0 sensors, 0 fire units"
    document = minimal()
    document["raid"]["waves"][0]["count"] = 1
    assert repr(Scenario.from_dict(document)) == f'<Scenario "{document["name"]}": {held}>'
    document["theatre"] = {"generate": {}}
    assert str(Scenario.from_dict(document)) == f'<Scenario "{document["name"]}": {held}, more to be generated>'


def test_the_constructor_reports_mistakes_as_a_file_does():
    scenario = Scenario.from_file(ROOT / "examples" / "notional-small.toml")
    assert Scenario(**scenario.to_dict()) == scenario
    document = scenario.to_dict()
    document["raid"]["waves"][0]["count"] = 0
    document["raid"]["waves"][1]["launch_area"] = "nowhere"
    said = []
    for make in (Scenario.from_dict, lambda given: Scenario(**given)):
        with pytest.raises(ScenarioError) as caught:
            make(document)
        said.append(caught.value.problems)
    assert len(said[0]) == 2
    assert said[0] == said[1]
    with pytest.raises(ScenarioError, match="name is missing"):
        Scenario()
    with pytest.raises(ScenarioError) as caught:
        Scenario(name="x", raid=scenario.raid, assets=())
    assert len(caught.value.problems) > 1


def test_an_apostrophe_stays_one_and_quotes_around_values_are_those_of_the_file():
    with pytest.raises(ScenarioError) as caught:
        Scenario.from_dict(minimal(decision={"command": "autonomous", "deconfliction_delay_s": 5.0}))
    assert "never learn of one another's launches" in str(caught.value)
    with pytest.raises(ScenarioError) as caught:
        Scenario.from_dict(minimal(decision={"command": "nobody's"}))
    assert 'decision.command = "nobody\'s" is not allowed: must be "coordinated" or "autonomous"' in str(caught.value)
