"""The catalogue: every row is there once, in one group, in order; rules and overrides fit the classes."""

import csv
from importlib import resources

import pytest
from minimal_scenario import minimal

from intercept.catalogue.catalogue import Catalogue
from intercept.catalogue.formulas import FORMULAS
from intercept.catalogue.generic_class import KINDS
from intercept.catalogue.uncertain import Stated
from intercept.errors import ScenarioError
from intercept.scenario.model.scenario import Scenario

CATALOGUE = Catalogue.load()
CLASSES = [generic for kind in KINDS for generic in CATALOGUE.of_kind(kind).values()]
PARAMETERS = [(generic, parameter) for generic in CLASSES for parameter in generic.parameters.values()]


def data_rows(name):
    text = resources.files("intercept.catalogue").joinpath("data", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def test_all_public_rows_are_present_and_each_in_one_group():
    rows = [row for name in ("threats.csv", "defences.csv", "sensors.csv") for row in data_rows(name)]
    assert len(rows) == len({(row["class"], row["parameter"]) for row in rows}) >= 365
    assert {row["derived"] for row in rows} == {"sourced", "formula", "engine"}
    assert sum(parameter.origin == "catalogue" for _, parameter in PARAMETERS) == len(rows)


def test_every_row_keeps_its_source_confidence_and_note():
    for name in ("threats.csv", "defences.csv", "sensors.csv", "choices.csv"):
        for row in data_rows(name):
            assert row["source"]
            assert row["confidence"] in {"H", "M", "L"}
            assert row["note"]


def test_model_choices_are_of_low_confidence_and_never_shadow_a_public_row():
    choices = data_rows("choices.csv")
    assert {row["confidence"] for row in choices} == {"L"}
    assert sum(parameter.origin == "model choice" for _, parameter in PARAMETERS) == len(choices)


def test_the_catalogue_and_its_classes_print_in_a_line():
    assert repr(CATALOGUE) == "<Catalogue of classes: 11 threats, 9 defences, 10 sensors>"
    assert repr(CATALOGUE.find("manpads")).startswith("<GenericClass manpads: defence, ")


def test_counts_of_classes():
    assert (len(CATALOGUE.threats), len(CATALOGUE.defences), len(CATALOGUE.sensors)) == (11, 9, 10)


@pytest.mark.parametrize(("generic", "parameter"), PARAMETERS, ids=lambda item: getattr(item, "name", ""))
def test_low_mode_high_are_in_order_and_in_the_range_a_user_may_give(generic, parameter):
    low, high = CATALOGUE.rules.allowed(parameter.name, parameter.unit, generic.base)
    assert low <= parameter.low <= parameter.mode <= parameter.high <= high


@pytest.mark.parametrize("generic", CLASSES, ids=lambda generic: generic.name)
def test_formula_rows_are_those_with_a_formula(generic):
    computed = {key for key, parameter in generic.parameters.items() if parameter.derived == "formula"}
    assert computed == set(FORMULAS.get(generic.name, {}))


@pytest.mark.parametrize(
    ("low", "high"),
    [
        ("slant_range_min_km", "slant_range_max_km"),
        ("altitude_min_m", "altitude_max_m"),
        ("elevation_min_deg", "elevation_max_deg"),
        ("speed_min_m_s", "peak_speed_m_s"),
        ("mean_speed_m_s", "peak_speed_m_s"),
    ],
)
def test_lower_bounds_lie_below_upper_ones_in_every_draw(low, high):
    pairs = [generic.parameters for generic in CLASSES if low in generic.parameters and high in generic.parameters]
    assert pairs
    for parameters in pairs:
        if low == "mean_speed_m_s":
            assert parameters[low].mode < parameters[high].mode
        else:
            assert parameters[low].high < parameters[high].low


def test_rules_name_classes_and_rows_that_exist():
    rules = CATALOGUE.rules
    assert set(rules.threats) == set(CATALOGUE.threats)
    assert set(rules.sensors) == set(CATALOGUE.sensors)
    assert set(rules.engage) == set(rules.preference) == set(CATALOGUE.defences)
    for name, rule in rules.threats.items():
        assert (rule.flight == "cruise") == bool(rule.profiles)
        for profile in rule.profiles.values():
            assert {profile.altitude, profile.speed, profile.terminal} <= set(CATALOGUE.threats[name].parameters)
        assert (rule.flight == "aeroballistic") == (name in rules.apogee)
    for name, sensor in rules.sensors.items():
        places = set() if sensor.warns else {sensor.height}
        keys = places | {*sensor.detects.values(), *sensor.detects_at_night.values()}
        assert keys <= set(CATALOGUE.sensors[name].parameters)
        assert sensor.is_radar == ("range_for_1_m2_km" in CATALOGUE.sensors[name].parameters)
        assert set(sensor.warns) <= set(CATALOGUE.threats)
    assert all(set(threats) <= set(CATALOGUE.threats) for threats in rules.engage.values())
    assert {*rules.own_radars, *rules.track_to_intercept} <= set(CATALOGUE.defences)
    assert set(rules.own_radars.values()) <= set(CATALOGUE.sensors)
    known = {parameter.name for _, parameter in PARAMETERS}
    assert set(rules.allowed_by_parameter) <= known


def test_the_default_preference_is_cheapest_first():
    def cost(name):
        parameters = CATALOGUE.defences[name].parameters
        if "cost_per_engagement_eur" in parameters:
            return parameters["cost_per_engagement_eur"].mode
        return parameters["cost_per_round_usd"].mode

    order = CATALOGUE.preference(())
    assert order == sorted(order, key=cost)


def test_every_fire_unit_and_sensor_has_what_the_models_read():
    for generic in CATALOGUE.defences.values():
        needed = {"fire_control_height_m", "reaction_time_s", "channels", "ready_rounds", "availability"}
        fly = {"peak_speed_m_s", "boost_time_s", "ballistic_coefficient_kg_m2", "speed_min_m_s"}
        assert needed <= set(generic.parameters)
        assert fly <= set(generic.parameters) or generic.parameters["mean_speed_m_s"].derived != "engine"
    for generic in CATALOGUE.sensors.values():
        if CATALOGUE.sensor_rule(generic.name).warns:
            assert {"report_delay_s", "availability"} == set(generic.parameters)
        else:
            assert {"elevation_min_deg", "elevation_max_deg", "track_delay_s", "availability"} <= set(
                generic.parameters
            )


def test_overrides_change_a_class_and_make_new_ones():
    classes = {
        "threat": {"fast": {"base": "one_way_attack_drone", "cruise_speed_m_s": 80}},
        "defence": {"manpads": {"slant_range_max_km": {"low": 5, "mode": 6, "high": 7, "source": "study"}}},
        "sensor": {"mast": {"base": "gap_filler_radar", "track_delay_s": 4}},
    }
    changed = CATALOGUE.with_overrides(Scenario.from_dict(minimal(classes=classes)).classes)
    assert changed.threats["fast"].parameters["cruise_speed_m_s"].mode == 80.0
    assert changed.threats["fast"].base == "one_way_attack_drone"
    assert changed.threats["one_way_attack_drone"] == CATALOGUE.threats["one_way_attack_drone"]
    reach = changed.defences["manpads"].parameters["slant_range_max_km"]
    assert (reach.mode, reach.source, reach.origin, reach.confidence) == (6.0, "study", "scenario", "-")
    assert changed.sensors["mast"].parameters["track_delay_s"].derived == "sourced"
    assert changed.threat_rule("fast").flight == "cruise"
    assert changed.sensor_rule("mast").height == "antenna_height_m"
    assert "fast" in changed.may_engage({})["mobile_fire_group"]
    assert changed.may_engage({"manpads": ["fast"]})["manpads"] == {"fast"}
    assert CATALOGUE.defences["manpads"].parameters["slant_range_max_km"].mode == 6.5


def test_preference_starts_with_what_the_scenario_lists():
    order = CATALOGUE.preference(("upper_tier", "manpads"))
    assert order[:3] == ["upper_tier", "manpads", "mobile_fire_group"]
    assert sorted(order) == sorted(CATALOGUE.defences)


def test_values_of_one_site_are_checked():
    with pytest.raises(ScenarioError, match=r"manpads\.rounds is not a parameter of manpads"):
        CATALOGUE.defences["manpads"].with_values({"rounds": Stated(low=1, mode=1, high=1)})


def test_optical_range_depends_on_light():
    rule = CATALOGUE.rules.sensors["optical_post"]
    assert rule.range_key("jet_drone", "day") == "range_for_drone_km"
    assert rule.range_key("jet_drone", "night") == "range_at_night_km"
    assert rule.range_key("short_range_ballistic", "night") is None
    assert (
        CATALOGUE.rules.sensors["acoustic_network"].range_key("jet_drone", "night") == "detection_range_piston_drone_km"
    )
