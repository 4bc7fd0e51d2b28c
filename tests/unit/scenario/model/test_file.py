"""Reading and writing scenario files: every mistake is reported once, with its place, value and what is allowed."""

import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from minimal_scenario import HERE, minimal
from tree import ROOT

from intercept.errors import ScenarioError
from intercept.scenario.model.scenario import Scenario
from intercept.scenario.prepare import prepare

EXAMPLES = ROOT / "examples"


def problems_of(document):
    with pytest.raises(ScenarioError) as caught:
        Scenario.from_dict(document)
    return caught.value.problems


def wave(**changes):
    document = minimal()
    document["raid"]["waves"][0].update(changes)
    return document


@pytest.mark.parametrize("name", ["notional-small.toml", "own-class.toml"])
def test_examples_survive_reading_writing_reading(name, tmp_path):
    for scenario in (Scenario.from_file(EXAMPLES / name), prepare(Scenario.from_file(EXAMPLES / name)).expanded):
        scenario.to_file(tmp_path / "written.toml")
        again = Scenario.from_file(tmp_path / "written.toml")
        assert again == scenario
        assert again.hash() == scenario.hash()
        assert Scenario.from_dict(scenario.to_dict()) == scenario


def test_uncertain_numbers_and_every_table_survive_the_round_trip(tmp_path):
    document = wave(
        time_profile={"kind": "uniform", "start": "23:10", "duration_min": 30},
        route={"kind": "doglegs", "count": 3, "lateral_km": 12},
        target_weights={"energy": 2},
        profile="high",
    )
    document |= {
        "clock_start": "20:00",
        "sensors": [{"name": "s", "class": "gap_filler_radar", "position": HERE, "overrides": {"antenna_height_m": 9}}],
        "fire_units": [
            {"name": "f", "class": "manpads", "position": HERE, "rounds": 4, "reloads": 1, "doctrine": {"salvo": 2}}
        ],
        "decision": {
            "decision_time_s": 12,
            "engage": {"manpads": ["one_way_attack_drone"]},
            "preference": ["manpads"],
            "kill_scale": {"manpads": {"one_way_attack_drone": 0.5}},
        },
        "electronic_warfare": {"jam_share": {"one_way_attack_drone": {"low": 0, "mode": 0.1, "high": 0.2}}},
        "classes": {"threat": {"own": {"base": "jet_drone", "cruise_speed_m_s": {"low": 90, "mode": 95, "high": 99}}}},
        "claimed": [{"class": "mixed", "launched": 3, "destroyed": 1, "not_reach_goal": 1, "url": "https://a.b"}],
        "run": {"replications": 7, "seed": 3, "geometry_samples": 2},
    }
    scenario = Scenario.from_dict(document)
    scenario.to_file(tmp_path / "all.toml")
    assert Scenario.from_file(tmp_path / "all.toml") == scenario
    assert scenario.decision.decision_time_s.low == scenario.decision.decision_time_s.high == 12.0
    assert scenario.classes.threat["own"].parameters["cruise_speed_m_s"].mode == 95.0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('schema_version = 1\nname = "x\n', "line 2, column 10"),
        ("schema_version = 2\n", "version 2 is not known"),
        ("schema_version = true\n", "version true is not known"),
        ('name = "x"\n', "schema_version: is missing"),
        ("x = " + "[" * 50_000, "not valid TOML"),
    ],
)
def test_unreadable_text_says_where(tmp_path, text, expected):
    path = tmp_path / "bad.toml"
    path.write_text(text)
    with pytest.raises(ScenarioError, match=expected) as caught:
        Scenario.from_file(path)
    assert len(caught.value.problems) == 1


def test_a_missing_file_a_folder_and_binary_are_errors_without_a_traceback_of_ours(tmp_path):
    (tmp_path / "binary.toml").write_bytes(b"\xff\xfe")
    for path in (tmp_path / "none.toml", tmp_path, tmp_path / "binary.toml"):
        with pytest.raises(ScenarioError, match=str(path)):
            Scenario.from_file(path)


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (wave(count=0), "raid.waves[0].count: must lie from 1 to 100000 (got 0)"),
        (wave(count=2.5), "raid.waves[0].count: must be a whole number (got 2.5)"),
        (wave(count=True), "raid.waves[0].count: must be a whole number (got true)"),
        (wave(count=10**400), "raid.waves[0].count: must lie from 1 to 100000 (got 1" + "0" * 56 + "...)"),
        (wave(route={"kind": "zigzag"}), 'must be one of "direct", "doglegs", "via" (got "zigzag")'),
        (wave(route={"kind": "via"}), "raid.waves[0].route.points: is missing"),
        (
            wave(route={"kind": "doglegs", "lateral": 3}),
            "raid.waves[0].route.lateral: is not a known key; did you mean",
        ),
        (wave(time_profile={"kind": "uniform"}), "raid.waves[0].time_profile: a uniform time profile needs"),
        (wave(time_profile={"start": "20:00"}), "raid.waves[0].time_profile.start: a clock time needs clock_start"),
        (wave(launch_area="eats"), 'raid.waves[0].launch_area: there is no launch area "eats"; did you mean east?'),
        (wave(target_weights={"rail": 1}), "raid.waves[0].target_weights.rail: there is no asset of class rail"),
        (wave(target_weights={"energy": 0}), "raid.waves[0].target_weights: must hold at least one weight above 0"),
        (wave(profile="mid"), 'raid.waves[0].profile: must be "low" or "high" (got "mid")'),
        (minimal(clock_start="24:00"), 'clock_start: must be a clock time "HH:MM"'),
        (minimal(theatre={"latitude_deg": float("nan")}), "theatre.latitude_deg: must be a finite number (got nan)"),
        (minimal(theatre={"latitude_deg": 89}), "theatre.latitude_deg: must lie from -85 to 85 (got 89)"),
        (minimal(nmae="x"), "nmae: is not a known key; did you mean name?"),
        (minimal(name=3), "name: must be text in quotes (got 3)"),
        (minimal(theatre=3), "theatre: must be a table (got 3)"),
        (minimal(sensors=3), "sensors: must be a list (got 3)"),
        (minimal(assets=[]), "assets: there is none"),
        (minimal(raid={"waves": []}), "raid.waves: must have at least 1 item"),
        (
            minimal(decision={"decision_time_s": {"low": 3, "mode": 2, "high": 1}}),
            "decision.decision_time_s: must have low <= mode <= high (got {low = 3, mode = 2, high = 1})",
        ),
        (
            minimal(decision={"common_cause_share": {"low": 0, "mode": 0.5, "high": float("inf")}}),
            "decision.common_cause_share.high: must be a finite number (got inf)",
        ),
        (
            minimal(decision={"decision_time_s": float("inf")}),
            "decision.decision_time_s: must be a finite number (got inf)",
        ),
        (minimal(decision={"decision_time_s": "3"}), "decision.decision_time_s: must be a number or {low"),
        (
            minimal(electronic_warfare={"jam_share": {"jet_drone": 2}}),
            "jam_share.jet_drone: must lie from 0 to 1 (got 2)",
        ),
        (minimal(decision={"engage": {"manpads": ["jet"]}}), 'engage.manpads[0]: there is no threat class "jet"'),
        (minimal(decision={"engage": {"manpad": []}}), 'engage.manpad: there is no defence class "manpad"'),
        (minimal(decision={"preference": ["manpads", "manpads"]}), 'preference[1]: "manpads" is listed twice'),
        (minimal(decision={"kill_scale": {"manpads": {"jet_drone": 2}}}), "manpads.jet_drone: must lie from 0 to 1"),
        (
            minimal(claimed=[{"class": "jet_drone", "launched": 3, "destroyed": 3, "not_reach_goal": 1}]),
            "claimed[0].destroyed: destroyed + not_reach_goal must be at most launched (got 3 + 1 of 3)",
        ),
        (
            minimal(fire_units=[{"name": "f", "class": "manpads", "position": HERE, "count": 10_000, "spacing_km": 9}]),
            "fire_units[0]: spacing_km x sqrt(count) must be at most 500 km; it is 900",
        ),
        (
            minimal(sensors=[{"name": "s", "class": "gap_filer", "position": HERE}]),
            'sensors[0].class: there is no sensor class "gap_filer"; did you mean gap_filler_radar?',
        ),
        (
            minimal(theatre={"generate": {"fire_units": {"radar_gunn": 1}}}),
            'theatre.generate.fire_units.radar_gunn: there is no defence class "radar_gunn"; did you mean radar_gun?',
        ),
    ],
)
def test_a_mistake_gives_its_own_message_and_no_other(document, expected):
    problems = problems_of(document)
    assert len(problems) == 1
    assert expected in problems[0]


def test_all_mistakes_come_out_at_once():
    document = wave(count=0, launch_area="west", **{"class": "drone"})
    document |= {"run": {"seed": -1}, "clok_start": "20:00", "assets": [*minimal()["assets"] * 2]}
    paths = {problem.split(": ")[0] for problem in problems_of(document)}
    assert paths == {
        "raid.waves[0].count",
        "raid.waves[0].launch_area",
        "raid.waves[0].class",
        "run.seed",
        "clok_start",
        "assets[1].name",
    }


def test_ballistic_classes_fly_direct_also_under_a_name_of_the_users_own():
    turning = {"kind": "doglegs", "count": 1}
    own = {"threat": {"mine": {"base": "quasi_ballistic"}}}
    document = wave(route=turning, **{"class": "mine"}) | {"classes": own}
    assert problems_of(document) == [
        'raid.waves[0].route.kind: an aeroballistic class flies direct; only cruising classes turn (got "doglegs")'
    ]


def test_a_profile_is_only_for_classes_with_two():
    assert "has one profile" in problems_of(wave(profile="high", **{"class": "jet_drone"}))[0]


def test_more_objects_than_the_cap_are_refused():
    document = wave(count=60_000)
    document["raid"]["scale"] = 2
    assert problems_of(document) == ["raid: scale x count is 120000 objects; at most 100000 are allowed"]


@pytest.mark.parametrize(
    ("override", "expected"),
    [
        ({"cruise_sped_m_s": 50}, "is not a parameter of one_way_attack_drone; did you mean cruise_speed_m_s?"),
        ({"cruise_speed_m_s": -5}, "cruise_speed_m_s: must lie from 5 to 5000 (got -5)"),
        ({"in_flight_failure_share": 1.5}, "in_flight_failure_share: must lie from 0 to 1 (got 1.5)"),
        ({"base": "jet_drone"}, "one_way_attack_drone is a catalogue class; leave base out"),
    ],
)
def test_overrides_are_checked_against_the_class(override, expected):
    problems = problems_of(minimal(classes={"threat": {"one_way_attack_drone": override}}))
    assert len(problems) == 1
    assert expected in problems[0]


def test_computed_rows_cannot_be_given_and_bounds_stay_in_order():
    classes = {
        "threat": {"short_range_ballistic": {"apogee_m": 5000, "impact_speed_m_s": 900}, "mine": {}},
        "defence": {"manpads": {"slant_range_min_km": 6}},
    }
    problems = "\n".join(problems_of(minimal(classes=classes)))
    assert "apogee_m: follows from the range flown" in problems
    assert "impact_speed_m_s: is computed from the flight" in problems
    assert "classes.threat.mine.base: is missing" in problems
    assert "slant_range_min_km: the whole span of slant_range_min_km must lie below" in problems


FULL = Scenario.from_file(EXAMPLES / "own-class.toml").to_dict()
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4) | st.sampled_from(["jet_drone", "a"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner, max_size=2),
    max_leaves=5,
)


def places_of(node, path=()):
    yield path
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in items:
        yield from places_of(value, (*path, key))


@settings(deadline=None)
@given(st.sampled_from(sorted(places_of(FULL), key=str)), VALUES, st.booleans())
def test_whatever_stands_anywhere_gives_a_scenario_or_messages_never_another_error(path, value, as_new_key):
    document = copy.deepcopy(FULL)
    node = document
    for step in path[:-1]:
        node = node[step]
    if as_new_key and isinstance(node, dict):
        node["surprise"] = value
    elif path:
        node[path[-1]] = value
    problems = ["raid: none"]
    try:
        Scenario.from_dict(document).hash()
    except ScenarioError as error:
        problems = error.problems
    assert problems
    assert len(set(problems)) == len(problems)
    assert all(": " in problem for problem in problems)
