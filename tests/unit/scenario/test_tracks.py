"""Scenarios that name a file of tracks as their raid: checked by hash, run like the tracks given by hand."""

import hashlib
import json

import pytest
import tomli_w
from command import intercept
from tree import ROOT

import intercept as ic
from intercept.errors import InvalidParameterError, ScenarioError
from intercept.scenario.prepare import prepare

DEFENCE = ic.Scenario.from_file(ROOT / "examples" / "own-defence.toml")
TRACKS = (ROOT / "examples" / "own-tracks.csv").read_text(encoding="utf-8")


def written(folder, text=TRACKS, **changed):
    """Write tracks and a scenario that names them; `changed` are keys of raid.tracks, None to leave one out."""
    (folder / "tracks.csv").write_text(text, encoding="utf-8")
    sha256 = hashlib.sha256((folder / "tracks.csv").read_bytes()).hexdigest()
    named = {"file": "tracks.csv", "sha256": sha256} | changed
    document = DEFENCE.to_dict() | {"raid": {"tracks": {k: v for k, v in named.items() if v is not None}}}
    path = folder / "scenario.toml"
    path.write_text(tomli_w.dumps(document), encoding="utf-8")
    return path


def test_a_run_over_named_tracks_is_that_over_the_tracks_given_by_hand(tmp_path):
    path = written(tmp_path)
    settings = {"replications": 100, "scrambles": 2, "points": 1, "threads": 1}
    named = ic.run(path, **settings)
    given = ic.run(DEFENCE, trajectories=ic.Trajectories.from_csv(tmp_path / "tracks.csv"), **settings)
    assert named.outcomes == given.outcomes
    assert named.windows == given.windows
    assert named.scenario_name == DEFENCE.name
    sha256 = hashlib.sha256(TRACKS.encode()).hexdigest()
    assert named.outside_files == (("raid.tracks", "tracks.csv", sha256),)
    assert given.outside_files == (("trajectories", str(tmp_path / "tracks.csv"), sha256),)
    # Others in their place are named instead of them.
    other = ic.Trajectories.from_table(
        ic.Trajectories.from_csv(tmp_path / "tracks.csv").to_pandas(), threat_class="jet_drone"
    )
    assert ic.run(path, trajectories=other, **settings).outside_files == ()


def test_the_commands_take_such_a_file_and_the_manifest_lists_it(tmp_path):
    path = written(tmp_path)
    assert "ok (the tracks of tracks.csv," in intercept("check", path).stdout
    pairs = json.loads(intercept("windows", path, "--pairs", "--format", "json").stdout)
    assert [pair["threat_name"] for pair in pairs] == ["drone", "drone", "missile", "missile"]
    few = ("--replications", "20", "--scrambles", "2", "--points", "1")
    done = intercept("run", path, *few, "--out", tmp_path / "out")
    assert done.returncode == 0
    (listed,) = json.loads((tmp_path / "out" / "manifest.json").read_text())["outside_files"]
    assert (listed["named_in"], listed["file"]) == ("raid.tracks", "tracks.csv")
    by_hand = intercept(
        *("run", ROOT / "examples" / "own-defence.toml", "--tracks", tmp_path / "tracks.csv"),
        *(*few, "--out", tmp_path / "hand"),
    )
    assert by_hand.returncode == 0
    (same,) = json.loads((tmp_path / "hand" / "manifest.json").read_text())["outside_files"]
    assert same["sha256"] == listed["sha256"]


def test_a_hash_is_wanted_and_must_be_the_file_s(tmp_path):
    sha256 = hashlib.sha256(TRACKS.encode()).hexdigest()
    said = intercept("check", written(tmp_path, sha256=None))
    assert said.returncode == 2
    assert f'raid.tracks.sha256 is missing: write sha256 = "{sha256}"' in said.stderr
    path = written(tmp_path)
    (tmp_path / "tracks.csv").write_text(TRACKS.replace(",898,", ",899,"), encoding="utf-8")
    with pytest.raises(ScenarioError, match=f'raid.tracks.sha256 = "{sha256}" is not that of'):
        ic.run(path)
    with pytest.raises(ScenarioError, match=r"raid\.tracks: file = .*none\.csv"):
        ic.run(written(tmp_path, file="none.csv"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (TRACKS.replace("subsonic_cruise", "subsonic_cruse"), "did you mean subsonic_cruise"),
        (TRACKS.replace("drone,20,", "drone,2O,"), r'time_s in line 4 .* = "2O" is not allowed'),
        (
            "\n".join(line.rsplit(",", 1)[0] for line in TRACKS.splitlines() if line[0] != "#"),
            "threat_class is not allowed to be left out of tracks",
        ),
    ],
)
def test_what_is_wrong_in_the_file_is_told_as_of_the_scenario(tmp_path, text, told):
    with pytest.raises(ScenarioError, match=f"raid.tracks: .*{told}"):
        ic.run(written(tmp_path, text))


def test_tracks_and_waves_exclude_each_other(tmp_path):
    document = ic.Scenario.from_file(ROOT / "examples" / "notional-small.toml").to_dict() | {"schema_version": 2}
    document["raid"]["tracks"] = {"file": "tracks.csv"}
    with pytest.raises(
        ScenarioError, match=r"raid = .* is not allowed: must have tracks, or waves and their scale, not both"
    ):
        ic.Scenario.from_dict(document)
    path = written(tmp_path)
    with pytest.raises(ScenarioError, match="must have tracks, or waves and their scale"):
        ic.Scenario.from_file(path).replace("raid.scale", 2.0)
    with pytest.raises(ScenarioError, match=r"raid\.tracks is not allowed in version 1"):
        ic.Scenario.from_dict(ic.Scenario.from_file(path).to_dict() | {"schema_version": 1})


def test_named_tracks_are_part_of_the_hash_and_are_not_flown(tmp_path):
    scenario = ic.Scenario.from_file(written(tmp_path))
    assert scenario.hash() != DEFENCE.hash()
    assert scenario.hash() != scenario.replace("raid.tracks.sha256", "0" * 64).hash()
    plan = ic.compile_plan(scenario)
    assert plan == ic.compile_plan(prepare(scenario), trajectories=prepare(scenario).tracks)
    with pytest.raises(InvalidParameterError, match="a plan over tracks is not allowed"):
        ic.fly(plan)


def test_a_sweep_of_the_defence_meets_the_same_tracks(tmp_path):
    given = {"replications": 50, "scrambles": 2, "points": 1, "threads": 1}
    swept = ic.sweep(written(tmp_path), {"fire_units[0].rounds": [0, 8]}, **given).table
    leaked = swept["leaked_mean"][swept["threat_class"] == "all"]
    assert leaked[0] > leaked[1]
