"""The table of assumptions holds every choice of a scenario, says whose it is, and nothing that no file says."""

import tomllib

import pytest
from minimal_scenario import minimal
from tree import ROOT

import intercept as ic
from intercept.catalogue.uncertain import Section, Uncertain
from intercept.scenario.assumptions import JUDGEMENT, assumptions
from intercept.scenario.choices import NOT_CHOICES
from intercept.scenario.model import command, defence, limits, raid
from intercept.scenario.prepare import prepare

DRONE, SAM = "one_way_attack_drone", "short_range_sam"
PLACE = {"east_km": 200.0, "north_km": 0.0}
# Every key that is a choice, each with another value than its default.
ALL = {
    "theatre": {"light": "day"},
    "sensors": [
        {
            "name": "radar A",
            "class": "surveillance_radar",
            "position": {"east_km": 5.0, "north_km": 0.0},
            "tracks_max": 5,
            "overrides": {"antenna_height_m": 20.0},
            "limits": {
                "azimuth_centre_deg": 90.0,
                "azimuth_width_deg": 120.0,
                "blind_cone_half_angle_deg": 30.0,
                "scan_period_s": 5.0,
                "track_hits": 2,
                "track_scans": 3,
                "handover_delay_s": 1.0,
                "coast_s": 10.0,
                "effective_earth_factor": 1.2,
                "single_scan_probability": 0.7,
                "false_alarm_probability": 1e-5,
                "required_probability": 0.8,
                "orbit_radius_km": 3.0,
                "orbit_speed_m_s": 100.0,
                "orbit_phase_deg": 10.0,
            },
        },
        {
            "name": "ears",
            "class": "surveillance_radar",
            "position": {"east_km": 5.0, "north_km": 0.0},
            "limits": {"signal_speed_m_s": 340.0},
        },
    ],
    "fire_units": [
        {
            "name": "srs",
            "class": SAM,
            "position": {"east_km": 3.0, "north_km": 0.0},
            "rounds": 3,
            "reloads": 1.5,
            "overrides": {"channels": 2.0},
            "doctrine": {
                "salvo": 2,
                "salvo_spacing_s": 3.0,
                "shoot_look_shoot": False,
                "rounds_per_target_max": 4,
                "engagements_per_target_max": 2,
                "top_up_after_min": 5.0,
                "waiting_max": 3,
            },
            "limits": {
                "azimuth_centre_deg": 91.0,
                "azimuth_width_deg": 121.0,
                "elevation_max_deg": 70.0,
                "crossing_angle_max_deg": 100.0,
                "closing_speed_min_m_s": 50.0,
                "closing_speed_max_m_s": 2000.0,
                "lateral_acceleration_ratio": 3.5,
                "illumination_s": 7.0,
                "track_to_intercept": True,
                "burst_s": 2.0,
                "effective_earth_factor": 1.3,
                "cued_by": ["radar A"],
                "guided_by": ["radar A"],
            },
        }
    ],
    "stocks": {SAM: {"depot_rounds": 20.0, "resupply_per_day": 11.0, "delivery_time_h": 1.0}},
    "decision": {
        "decision_time_s": 12.0,
        "common_cause_share": 0.2,
        "engage": {SAM: [DRONE]},
        "preference": [SAM],
        "warning_class": "satellite_early_warning",
        "kill_scale": {SAM: {DRONE: 0.9}},
        "deconfliction_delay_s": 6.0,
        "rounds_per_target_max": 6,
        "wait_for_cheaper": True,
        "hold": {SAM: ["subsonic_cruise"]},
        "priority": "hardest_first",
        "kill_correlation": 0.4,
        "self_defence_range_km": 8.0,
        "command_posts": [{"name": "cp", "fire_units": ["srs"], "operators": 2, "operator_time_s": 21.0}],
        "kill_geometry": {
            SAM: {
                "lateral_margin_full_m_s2": 40.0,
                "lateral_margin_least": 0.6,
                "closing_speed_full_m_s": 500.0,
                "closing_speed_end_m_s": 1500.0,
                "closing_speed_least": 0.7,
                "altitude_edge_km": 0.3,
                "altitude_edge_least": 0.8,
            }
        },
    },
    "electronic_warfare": {"jam_share": {DRONE: 0.25}, "jam_crash_share": {DRONE: 0.35}},
    "raid": {
        "scale": 2.0,
        "decoys": {DRONE: {"share": 0.15, "recognised": 0.45}},
        "launch_areas": [{"name": "east", "position": PLACE}],
        "waves": [
            {
                "name": "w",
                "class": DRONE,
                "count": 3,
                "launch_area": "east",
                "time_profile": {"kind": "uniform", "duration_min": 17.0},
                "route": {"kind": "doglegs", "count": 4, "lateral_km": 31.0},
                "profile": "high",
                "target_weights": {"energy": 3.0},
                "jitter_min": 9.0,
                "manoeuvre_m_s2": 4.5,
            }
        ],
    },
}
# Sections whose keys are choices, with those that say who and where, or are told by other tables.
SECTIONS = {
    defence.Sensor: (),
    defence.FireUnit: ("count", "spacing_km"),
    defence.Doctrine: (),
    defence.Stock: (),
    defence.Decision: ("command",),
    command.CommandPost: (),
    command.KillGeometry: (),
    limits.SensorLimits: (),
    limits.FireUnitLimits: (),
    raid.Wave: ("count",),
    raid.TimeProfile: (),
    raid.Doglegs: (),
    raid.Decoys: (),
    raid.ElectronicWarfare: (),
}
ALIASES = {"share": "decoy_share", "recognised": "discrimination_share"}


def scenario(**parts):
    return ic.Scenario.from_dict(minimal(**{**ALL, **parts}))


def rows(made):
    return list(assumptions(prepare(made), [DRONE]).records())


def told(row):
    return row["choice"] or row["mode"]


def sections(part):
    """Every section of a scenario, with those within it."""
    if isinstance(part, Section) and not isinstance(part, Uncertain):
        yield part
        for name in type(part).model_fields:
            yield from sections(getattr(part, name))
    elif isinstance(part, dict):
        for each in part.values():
            yield from sections(each)
    elif isinstance(part, tuple):
        for each in part:
            yield from sections(each)


def leaves(value, key=""):
    """Every number and word of a document by its last key; of a list of words, all together."""
    if isinstance(value, dict) and "mode" in value:
        yield key, value["mode"]
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from leaves(each, name)
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for each in value:
            yield from leaves(each, key)
    elif isinstance(value, list):
        yield key, ", ".join(map(str, value))
    elif isinstance(value, bool):
        yield key, "yes" if value else "no"
    else:
        yield key, value


def test_every_choice_is_listed_with_its_value_as_the_scenario_s():
    made = scenario()
    listed = [(row["parameter"].rpartition(".")[2], told(row), row["origin"]) for row in rows(made)]
    # Not every choice may stand beside every other: each is tried in one section of its kind, or more.
    seen, tried, wanted = set(), set(), set()
    for part in sections(made):
        skip = SECTIONS.get(type(part))
        if skip is None:
            continue
        seen.add(type(part))
        plain = part.model_dump(mode="json")
        for name in type(part).model_fields:
            if name in NOT_CHOICES or name in skip:
                continue
            wanted.add((type(part), name))
            if plain[name] is None:
                continue
            tried.add((type(part), name))
            for key, value in leaves(plain[name], ALIASES.get(name, name)):
                if key == DRONE:
                    # Of shares by class, the class is the subject.
                    assert any(of[1:] == (value, "scenario") for of in listed), name
                elif value is not None and key not in NOT_CHOICES | set(skip):
                    found = [of for of in listed if key.startswith(of[0]) or of[0] == key]
                    assert any(of[1:] == (value, "scenario") for of in found), (type(part).__name__, key, value, found)
    assert seen == set(SECTIONS)
    assert tried == wanted


@pytest.mark.parametrize("name", ["notional-small", "recorded-night", "own-class", "all", "autonomous"])
def test_what_is_said_to_be_the_scenario_s_is_in_the_file(name):
    own = {"all": scenario(), "autonomous": scenario(decision={"command": "autonomous"})}
    made = own[name] if name in own else ic.Scenario.from_file(ROOT / "examples" / f"{name}.toml")
    classes = list(dict.fromkeys(wave.class_name for wave in made.raid.waves))
    written = list(leaves(tomllib.loads(made.to_toml())))
    stated = [row for row in assumptions(prepare(made), classes).records() if row["origin"] == "scenario"]
    assert stated
    named = {alias: name for name, alias in ALIASES.items()}
    for row in stated:
        last = row["parameter"].rpartition(".")[2]
        key = named.get(last, last)
        # A key of the file has the unit behind the name of a class's value; shares by class have that as key.
        assert any((of.startswith(key) or of == row["subject"]) and value == told(row) for of, value in written), row


def test_generated_radars_follow_a_rule_of_the_model_which_is_told_once():
    made = ic.Scenario.from_file(ROOT / "examples" / "recorded-night.toml")
    found = [row for row in rows(made) if row["parameter"] == "availability" and "generated" in row["subject"]]
    assert [(row["mode"], row["source"], row["origin"]) for row in found] == [(1.0, JUDGEMENT, "model choice")]
    sites = {site.name for site in prepare(made).expanded.sensors} - {site.name for site in made.sensors}
    assert not sites & {row["subject"] for row in rows(made)}


def test_units_that_act_each_for_itself_have_no_delay():
    listed = {row["parameter"]: row for row in rows(scenario(decision={"command": "autonomous"}))}
    assert "deconfliction_delay_s" not in listed
    assert (listed["command"]["choice"], listed["command"]["origin"]) == ("autonomous", "scenario")


def test_a_default_beside_stated_values_is_the_model_s():
    geometry = {SAM: {"closing_speed_full_m_s": 500.0, "closing_speed_end_m_s": 1500.0}}
    listed = {row["parameter"]: row for row in rows(scenario(decision={"kill_geometry": geometry}))}
    least = listed[f"kill_geometry.{SAM}.closing_speed_least"]
    assert (least["mode"], least["origin"], least["source"]) == (0.5, "model choice", JUDGEMENT)
    # Factors that are off have no least value.
    assert f"kill_geometry.{SAM}.altitude_edge_least" not in listed


def test_a_site_s_own_rule_names_the_site_and_the_default_those_that_keep_it():
    units = [*ALL["fire_units"], {**ALL["fire_units"][0], "name": "other", "doctrine": {}}]
    found = [row for row in rows(scenario(fire_units=units)) if row["parameter"] == "engagements_per_target_max"]
    assert {(row["subject"], row["mode"], row["origin"]) for row in found} == {
        ("fire units", 4.0, "model choice"),
        ("srs", 2.0, "scenario"),
    }


def test_waves_are_left_out_where_other_tracks_fly():
    listed = assumptions(prepare(scenario()), [DRONE], waves=False)
    assert "jitter_min" not in set(listed["parameter"])
    assert "command" in set(listed["parameter"])
