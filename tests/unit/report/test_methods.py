"""The methods section: its numbers are those of the scenario, and its references those that it uses."""

import re

import pytest
from command import intercept
from minimal_scenario import minimal
from tree import ROOT

import intercept as ic
from intercept.errors import InvalidParameterError, ScenarioError
from intercept.raid.estimates import student_t
from intercept.report.paper.references import REFERENCES, numbered

SMALL = ROOT / "examples" / "notional-small.toml"
FEW = {"scrambles": 2, "points": 1, "vectors": 2, "replications": 8}
TITLES = (
    *("Experiment", "Flight", "Sensing", "Engagement", "The simulated raid", "What is not known, and luck"),
    *("Sampling, errors and intervals", "Data", "Limits", "Software", "References"),
)


@pytest.fixture(scope="module")
def small():
    return ic.Scenario.from_file(SMALL)


@pytest.fixture(scope="module")
def text(small):
    return ic.methods(small)


def flat(text):
    return " ".join(text.split())


def test_a_section_for_each_subject(text):
    assert tuple(re.findall(r"^## (.*)$", text, re.MULTILINE)) == TITLES


def test_every_work_that_is_cited_is_listed_once_and_no_other(text):
    body, works = text.split("## References")
    cited = set(map(int, re.findall(r"\[(\d+)\]", body)))
    listed = re.findall(r"^(\d+)\. (.*)$", works, re.MULTILINE)
    assert cited == {int(number) for number, _ in listed} == set(range(1, len(listed) + 1))
    assert {work for _, work in listed} <= set(REFERENCES.values())
    assert "[@" not in text


def test_works_are_numbered_by_their_first_use():
    assert numbered("a [@us76], b [@karney], c [@us76].") == (
        "a [1], b [2], c [1].",
        f"1. {REFERENCES['us76']}\n2. {REFERENCES['karney']}",
    )


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("raid.scale", 2.0, ("64 threats in 3 waves, after a scale of 2", "| drones | one-way attack drone | 48 |")),
        ("run.seed", 77, ("The seed was 77.",)),
        ("run.scrambles", 4, ("4 independent scrambles of 2 geometries", "64 vectors in all", "t = 3.182")),
        ("run.vectors", 16, ("with 16 vectors of kill probabilities",)),
        ("run.replications", 2048, ("Each was replicated 16 times, which makes 2,048 replications.",)),
        ("decision.decision_time_s", {"low": 7, "mode": 8, "high": 9}, ("7 to 9 s, most likely 8 s", "| decision |")),
        ("decision.rounds_per_target_max", 3, ("at most 3 rounds are fired at one threat",)),
        ("decision.command", "autonomous", ("Units act each for itself",)),
        ("decision.priority", "value_at_risk", ("flies at the asset of the greatest value",)),
        ("decision.kill_correlation", 0.3, ("a correlation of 0.3",)),
        ("decision.kill_scale", {"radar_gun": {"subsonic_cruise": 0.4}}, ("0.4 for radar gun against",)),
        ("decision.preference", ["radar_gun"], ("in the order radar gun, mobile fire group",)),
        ("stocks", {"radar_gun": {"depot_rounds": {"low": 1, "mode": 2, "high": 3}}}, ("radar gun: depot 1 to 3",)),
        ("raid.decoys", {"one_way_attack_drone": {"share": 0.25}}, ("a share are decoys (0.25)",)),
        ("electronic_warfare.jam_share", {"subsonic_cruise": 0.1}, ("is jammed off its course (0.1)",)),
        ("decision.self_defence_range_km", 12.5, ("flies at an asset within 12.5 km of it before all others",)),
        (
            "decision.kill_geometry",
            {"radar_gun": {"lateral_margin_full_m_s2": 40, "altitude_edge_km": 0.3, "altitude_edge_least": 0.25}},
            (
                "kill probability of radar gun by factors",
                "from 1 where the margin of lateral acceleration is 40 m/s^2 to 0.5 where none is left",
                "from 1 at 0.3 km inside the lowest and the highest altitude of an intercept to 0.25 at either",
                "depends on the geometry of the intercept only by the stated factors",
            ),
        ),
        (
            "decision.kill_geometry",
            {"radar_gun": {"closing_speed_full_m_s": 300, "closing_speed_end_m_s": 900}},
            ("from 1 at a closing speed of 300 m/s to 0.5 at 900 m/s",),
        ),
        ("theatre.light", "day", ("one range against each class of threat, by day",)),
        ("theatre.terrain", {"kind": "generated"}, ("Ground: notional hills", "contains no weather, no real place")),
    ],
)  # fmt: skip
def test_a_number_of_the_scenario_is_the_number_of_the_text(small, text, key, value, said):
    changed = flat(ic.methods(small.replace(key, value)))
    for each in said:
        assert each in changed
        assert each not in flat(text)


def test_rules_of_sites_are_told():
    plain = ic.Scenario.from_file(ROOT / "examples" / "own-class.toml")
    document = plain.to_dict()
    site, sensor = document["fire_units"][0], document["sensors"][0]
    site["doctrine"] = {"waiting_max": 3}
    sensor["tracks_max"] = 17
    post = {"name": "north", "fire_units": [site["name"]], "operators": 2, "operator_time_s": 45}
    document.setdefault("decision", {})["command_posts"] = [post]
    told = flat(ic.methods(ic.Scenario.from_dict(document)))
    for each in (
        "At most 3 threats at a time wait for a unit of 1 site of",
        f"{sensor['name']} at most 17 threats",
        "The units of 1 site share 2 operators of the command post north: an engagement takes one of them for 45 s",
    ):
        assert each in told
        assert each not in flat(ic.methods(plain))


def test_shares_of_confidence_are_those_of_the_assumptions(small, text):
    used = ic.run(small, **FEW).assumptions
    low = int((used["confidence"] == "L").sum())
    assert f"Of {len(used)} values used" in flat(text)
    assert f"{low} ({100 * low / len(used):.0f} %) of low confidence" in flat(text)
    own = used.take(used["subject"] == "subsonic_cruise")
    high = 100.0 * (own["confidence"] == "H").sum() / len(own)
    assert f"| subsonic cruise | threat | {len(own)} | {high:.0f} % |" in text


def test_classes_and_values_of_the_scenario_s_own_are_listed():
    text = ic.methods(ROOT / "examples" / "own-class.toml")
    assert "The scenario has classes of its own: `fast_drone`" in text
    assert "| fast drone | cruise speed | 70 | 80 | 95 | m/s | low | scenario file |" in text
    assert "stated for mast radar" in text


def test_only_what_flies_is_told(small):
    drones = small.replace("raid.waves", small.to_dict()["raid"]["waves"][:1])
    assert "point masses, integrated" not in ic.methods(drones)
    assert "Dormand" not in ic.methods(drones)


def test_a_raid_without_a_defence_has_nothing_of_one():
    text = ic.methods(ic.Scenario.from_dict(minimal()))
    assert "The defence has no sensor and no fire unit." in text
    assert "nothing is shot at" in text
    assert "kills with a probability" not in text


def test_a_wave_has_the_profile_that_it_flies(text):
    assert "| 1 given turning point | low |" in text
    assert "| direct | - |" in text


def test_claims_and_single_scrambles(small):
    claim = {
        "class": "subsonic_cruise",
        "launched": 6,
        "destroyed": 4,
        "source": "a statement",
        "url": "https://example.org",
    }
    said = flat(ic.methods(small.replace("claimed", [claim]).replace("run.scrambles", 1)))
    assert "(4 of 6 subsonic cruise) are those of one belligerent (a statement https://example.org)" in said
    assert "One scramble gives a mean without a standard error" in said


def test_a_result_and_its_manifest_tell_the_same_settings(small, tmp_path):
    settings = {**FEW, "seed": 3, "sampling": "latin_hypercube"}
    result = ic.sweep(small, {"raid.scale": [1, 2]}, **settings)
    manifest = ic.write(result, tmp_path)[-1]
    said = ic.methods(result)
    assert ic.methods(manifest) == said
    for each in (
        "Latin hypercubes",
        "2 independent scrambles of 1 geometry",
        "The seed was 3.",
        "`raid.scale` = 1 and 2",
    ):
        assert each in flat(said)
    assert "The run was made with intercept" in said
    assert "intercept reproduce" in said


@pytest.mark.parametrize("share", [0.97, 0.7])
def test_what_is_told_is_what_was_made_and_not_what_was_asked_for(small, tmp_path, share):
    # Of the first error 0.97 adds scrambles, 0.7 doubles the points.
    few = {"points": 1, "vectors": 2, "replications": 1}
    until = share * ic.run(small, **few).table()["leaked_standard_error"][-1]
    found = ic.run(small, until=until, **few)
    manifest = ic.write(found, tmp_path)[-1]
    drawn, said = found.sampling, flat(ic.methods(found))
    geometries = f"{drawn.points} geometr{'y' if drawn.points == 1 else 'ies'}"
    assert (drawn.scrambles, drawn.points) != (8, 1)
    for each in (
        f"in {drawn.scrambles} independent scrambles of {geometries}, with 2 vectors",
        f"{drawn.vectors_in_all} vectors in all. Each was replicated 2 times, which makes {found.replications_done} r",
        "The work began with 8 scrambles of 1 geometry.",
        f"was at most {until:.6g}.",
        f"that of the {drawn.scrambles} means of the scrambles",
        f"s/sqrt({drawn.scrambles}) and, with t = {student_t(drawn.scrambles - 1):.3f}",
    ):
        assert each in said
    assert flat(ic.methods(manifest)) == said


def test_work_that_was_cut_short_is_told_so(small, tmp_path):
    def stop(stage, done, total):
        if stage == "geometries" and done == 4:
            raise KeyboardInterrupt

    found = ic.run(small, scrambles=4, points=4, vectors=2, threads=1, on_progress=stop)
    assert found.sampling.vectors_in_all < 32
    manifest = ic.write(found, tmp_path)[-1]
    said = flat(ic.methods(manifest))
    assert f"in {found.sampling.scrambles} independent scrambles of 1 geometry" in said
    assert f"which makes {found.replications_done} replications" in said
    assert "The work was interrupted: fewer were made than were asked for." in said
    assert flat(ic.methods(found)) == said


def test_tracks_of_your_own_are_told_by_their_hash(tmp_path):
    own = ic.Trajectories.from_csv(ROOT / "examples" / "own-tracks.csv")
    result = ic.run(ROOT / "examples" / "own-defence.toml", trajectories=own, **FEW)
    said = ic.methods(result)
    assert result.recipe.tracks_sha256 in said
    assert "fails in flight by itself" not in said


def test_the_command_prints_or_writes(tmp_path, text):
    assert intercept("methods", SMALL).stdout == text
    done = intercept("methods", SMALL, "--out", tmp_path / "methods.md")
    assert done.returncode == 0
    assert (tmp_path / "methods.md").read_text(encoding="utf-8") == text


@pytest.mark.parametrize("what", [3, None, {"name": "x"}])
def test_something_else_is_refused(what):
    with pytest.raises(InvalidParameterError, match=r"what = .* is not allowed: must be a scenario"):
        ic.methods(what)


def test_a_defence_without_a_raid_and_a_damaged_manifest_are_refused(tmp_path):
    with pytest.raises(ScenarioError, match=r"raid\.waves = \[\] is not allowed"):
        ic.methods(ROOT / "examples" / "own-defence.toml")
    (tmp_path / "manifest.json").write_text("{}", encoding="utf-8")
    assert intercept("methods", tmp_path / "manifest.json").returncode == 2
