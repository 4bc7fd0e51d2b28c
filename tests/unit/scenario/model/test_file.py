"""Reading and writing scenario files: every mistake is reported once, with its place, value and what is allowed."""

import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from minimal_scenario import HERE, minimal
from tree import ROOT

import intercept as ic
from intercept.errors import ScenarioError
from intercept.scenario.model.scenario import Scenario
from intercept.scenario.prepare import prepare

EXAMPLES = ROOT / "examples"
SENSOR = {"name": "s", "class": "gap_filler_radar", "position": HERE}


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
        ("schema_version = 4\n", "schema_version = 4 is not allowed: must be 3, or 1 or 2 of an older file"),
        ("schema_version = true\n", "schema_version = true is not allowed: must be 3"),
        ('name = "x"\n', "schema_version is missing"),
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
    (tmp_path / "binary.toml").write_bytes(b"\xff\xfe\x00")
    for path in (tmp_path / "none.toml", tmp_path, tmp_path / "binary.toml"):
        with pytest.raises(ScenarioError, match=str(path)):
            Scenario.from_file(path)


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (wave(count=0), "raid.waves[0].count = 0 is not allowed: must be from 1 to 100,000"),
        (wave(count=2.5), "raid.waves[0].count = 2.5 is not allowed: must be a whole number"),
        (wave(count=True), "raid.waves[0].count = true is not allowed: must be a whole number"),
        (wave(count=10**400), "raid.waves[0].count = 1" + "0" * 76 + "... is not allowed: must be from 1 to 100,000"),
        (
            wave(route={"kind": "zigzag"}),
            'route.kind = "zigzag" is not allowed: must be one of "direct", "doglegs", "via"',
        ),
        (wave(route={"kind": "via"}), "raid.waves[0].route.points is missing"),
        (
            wave(route={"kind": "doglegs", "lateral": 3}),
            "raid.waves[0].route.lateral is not a known key; did you mean",
        ),
        (wave(time_profile={"kind": "uniform"}), "must have duration_min, because it is uniform"),
        (wave(time_profile={"start": "20:00"}), "must come with clock_start at the top of the file"),
        (
            wave(launch_area="eats"),
            'launch_area = "eats" is not allowed: must be the name of a launch area; did you mean east?',
        ),
        (
            wave(target_weights={"rail": 1}),
            "rail = 1 is not allowed: must be 0 or left out, because there is no asset of class rail",
        ),
        (
            wave(target_weights={"energy": 0}),
            "target_weights = {energy = 0} is not allowed: must hold at least one weight above 0",
        ),
        (wave(profile="mid"), 'raid.waves[0].profile = "mid" is not allowed: must be "low" or "high"'),
        (minimal(clock_start="24:00"), 'clock_start = "24:00" is not allowed: must be a clock time "HH:MM"'),
        (
            minimal(theatre={"latitude_deg": float("nan")}),
            "theatre.latitude_deg = nan is not allowed: must be a finite number",
        ),
        (minimal(theatre={"latitude_deg": 89}), "theatre.latitude_deg = 89 is not allowed: must be from -85 to 85"),
        (minimal(nmae="x"), "nmae is not a known key; did you mean name?"),
        (
            minimal(sensors=[SENSOR | {"azimuth_centre_deg": 3}]),
            "sensors[0].azimuth_centre_deg is not a known key; did you mean sensors[0].limits.azimuth_centre_deg?",
        ),
        (
            minimal(sensors=[SENSOR | {"azimut_centre_deg": 3}]),
            "sensors[0].azimut_centre_deg is not a known key; did you mean sensors[0].limits.azimuth_centre_deg",
        ),
        (
            minimal(sensors=[SENSOR | {"limits": {"azimuth_center_deg": 3}}]),
            "sensors[0].limits.azimuth_center_deg is not a known key; did you mean sensors[0].limits.azimuth_centre",
        ),
        (minimal(decision_time_s=3), "decision_time_s is not a known key; did you mean decision.decision_time_s?"),
        (minimal(name=3), "name = 3 is not allowed: must be text in quotes"),
        (minimal(theatre=3), "theatre = 3 is not allowed: must be a table"),
        (minimal(sensors=3), "sensors = 3 is not allowed: must be a list"),
        (minimal(assets=[]), "assets are missing: must be at least one"),
        (
            minimal(decision={"decision_time_s": {"low": 3, "mode": 2, "high": 1}}),
            "decision.decision_time_s = {low = 3, mode = 2, high = 1} is not allowed: must have low <= mode <= high",
        ),
        (
            minimal(decision={"common_cause_share": {"low": 0, "mode": 0.5, "high": float("inf")}}),
            "decision.common_cause_share.high = inf is not allowed: must be a finite number",
        ),
        (
            minimal(decision={"decision_time_s": float("inf")}),
            "decision.decision_time_s = inf is not allowed: must be a finite number",
        ),
        (
            minimal(decision={"decision_time_s": "3"}),
            'decision.decision_time_s = "3" is not allowed: must be a number or {low',
        ),
        (
            minimal(electronic_warfare={"jam_share": {"jet_drone": 2}}),
            "jam_share.jet_drone = 2 is not allowed: must be from 0 to 1",
        ),
        (
            minimal(decision={"engage": {"manpads": ["jet"]}}),
            'engage.manpads[0] = "jet" is not allowed: must be the name of a threat class',
        ),
        (
            minimal(decision={"engage": {"manpad": []}}),
            'engage.manpad is not allowed: "manpad" must be the name of a defence class',
        ),
        (
            minimal(decision={"preference": ["manpads", "manpads"]}),
            'preference[1] = "manpads" is not allowed: must be listed once',
        ),
        (
            minimal(decision={"kill_scale": {"manpads": {"jet_drone": 2}}}),
            "manpads.jet_drone = 2 is not allowed: must be from 0 to 1",
        ),
        (
            minimal(claimed=[{"class": "jet_drone", "launched": 3, "destroyed": 3, "not_reach_goal": 1}]),
            "must be at most launched together with not_reach_goal (3 + 1 of 3)",
        ),
        (
            minimal(fire_units=[{"name": "f", "class": "manpads", "position": HERE, "count": 10_000, "spacing_km": 9}]),
            "must have spacing_km x sqrt(count) of at most 500 km (it is 900 km)",
        ),
        (
            minimal(sensors=[{"name": "s", "class": "gap_filer", "position": HERE}]),
            'class = "gap_filer" is not allowed: must be the name of a sensor class; did you mean gap_filler_radar?',
        ),
        (
            minimal(theatre={"generate": {"fire_units": {"radar_gunn": 1}}}),
            '"radar_gunn" must be the name of a defence class; did you mean radar_gun?',
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
    paths = {problem.split(" ")[0] for problem in problems_of(document)}
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
    must = 'must be "direct" for an aeroballistic class: only cruising classes turn'
    assert problems_of(document) == [f'raid.waves[0].route.kind = "doglegs" is not allowed: {must}']


def test_a_profile_is_only_for_classes_with_two():
    assert "has one profile" in problems_of(wave(profile="high", **{"class": "jet_drone"}))[0]


def test_more_objects_than_the_cap_are_refused():
    document = wave(count=60_000)
    document["raid"]["scale"] = 2
    assert problems_of(document) == [
        "raid.scale = 2 is not allowed: must leave at most 100,000 threats (it makes 120,000 of 60,000)"
    ]


@pytest.mark.parametrize(
    ("override", "expected"),
    [
        ({"cruise_sped_m_s": 50}, "is not a parameter of one_way_attack_drone; did you mean cruise_speed_m_s?"),
        ({"cruise_speed_m_s": -5}, "cruise_speed_m_s = -5 is not allowed: must be from 5 to 5,000"),
        ({"in_flight_failure_share": 1.5}, "in_flight_failure_share = 1.5 is not allowed: must be from 0 to 1"),
        ({"base": "jet_drone"}, "must be left out to change one_way_attack_drone, a class of the catalogue"),
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
    assert "apogee_m = 5000 is not allowed: must be left out, because it follows from the range flown" in problems
    assert "impact_speed_m_s = 900 is not allowed: must be left out, because it is computed from the flight" in problems
    assert "classes.threat.mine.base is missing" in problems
    assert "slant_range_min_km = 6 is not allowed: the whole span of slant_range_min_km must be below" in problems


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
    problems = ["nothing is missing"]
    try:
        Scenario.from_dict(document).hash()
    except ScenarioError as error:
        problems = error.problems
    assert problems
    assert len(set(problems)) == len(problems)
    known = (
        " is not allowed: ",
        " is missing",
        " are missing",
        " is not a known key",
        " is not a parameter of ",
        " make ",
    )
    assert all(any(said in problem for said in known) for problem in problems)


@pytest.mark.parametrize("kind", ["threat", "defence", "sensor"])
def test_the_name_of_a_class_in_place_of_a_scenario_is_told(kind, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    calls = (
        ic.Scenario.from_file,
        ic.run,
        ic.compile_plan,
        lambda name: ic.defended_area(name, "quasi_ballistic"),
        lambda name: ic.coverage(name, [(-0.80, -2.18), (-0.77, -2.18)], "jet_drone"),
        lambda name: ic.saturation(name, threat_class="jet_drone", sizes=[2, 3]),
    )
    for name in ic.Catalogue.load().of_kind(kind):
        for call in calls:
            with pytest.raises(ic.ScenarioError) as caught:
                call(name)
            wanted = f"it is the name of a {kind} class, and the path of a scenario file is wanted"
            assert str(caught.value) == f"{name}: cannot be read: No such file or directory; {wanted}"
    # A file may have such a name.
    (tmp_path / name).write_text('schema_version = 3\nname = "x"\n', encoding="utf-8")
    assert ic.Scenario.from_file(name).name == "x"
