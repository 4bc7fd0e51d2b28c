"""`intercept migrate`: files of older versions, with their comments, and what cannot be kept."""

import tomllib

import pytest
from command import intercept
from tree import ROOT

import intercept as ic
from intercept.errors import ScenarioError
from intercept.scenario.model.versions import migrated

SCENARIOS = [path for path in sorted((ROOT / "examples").glob("*.toml")) if "schema_version" in path.read_text("utf-8")]

OLD = """\
# A night of the first version.
schema_version = 1 # of the file
name = "old"

[[assets]]
name = "a"
class = "energy"
position = { east_km = 0, north_km = 0 }

[[raid.launch_areas]]
name = "east"
position = { east_km = 600, north_km = 0 }

[[raid.waves]]
name = "first"
class = "one_way_attack_drone"
count = 2
launch_area = "east"
route = { kind = "doglegs" } # drones turn

[[raid.waves]]
name = "second"
class = "mine"
count = 2
launch_area = "east"
route = { kind = "doglegs" }

[classes.threat.mine]
base = "hypersonic_cruise"
climb_angle_deg = 20 # no longer read
lift_to_drag = 4 # kept
"""


@pytest.fixture
def old(tmp_path):
    path = tmp_path / "old.toml"
    path.write_text(OLD, encoding="utf-8")
    return path


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.name)
def test_the_examples_are_of_today_s_version_and_keep_their_hash(path):
    text = path.read_text(encoding="utf-8")
    assert migrated(text).changes == ()
    # A file keeps the hash of the version in which it could first be written: results and citations stand.
    older = tomllib.loads(text) | {"schema_version": 1}
    assert ic.Scenario.from_file(path).hash() == ic.Scenario.from_dict(older).hash()


def test_a_file_of_the_first_version_is_told_how_to_be_brought_up_to_date(old):
    said = intercept("check", old)
    assert said.returncode == 2
    assert "intercept migrate FILE brings it up to date" in said.stderr


def test_it_is_brought_up_to_date_with_its_comments(old):
    said = intercept("migrate", old)
    assert said.returncode == 0, said.stderr
    for change in (
        "schema_version = 3",
        "classes.threat.mine.climb_angle_deg left out",
        "raid.waves[1].route left out",
    ):
        assert change in said.stdout
    text = old.read_text(encoding="utf-8")
    gone = ("climb_angle_deg", 'route = { kind = "doglegs" }\n')
    kept = OLD.replace("schema_version = 1", "schema_version = 3").splitlines(keepends=True)
    assert text == "".join(line for line in kept if not line.startswith(gone))
    assert "# drones turn" in text
    assert intercept("check", old).returncode == 0
    assert "nothing was changed" in intercept("migrate", old).stdout


def test_another_file_may_be_written(old, tmp_path):
    out = tmp_path / "new.toml"
    assert intercept("migrate", old, "--out", out).returncode == 0
    assert old.read_text(encoding="utf-8") == OLD
    assert ic.Scenario.from_file(out).schema_version == 3


def test_what_stands_in_one_line_is_written_anew_without_comments(old):
    in_line = '[classes]\nthreat = { mine = { base = "hypersonic_cruise", climb_angle_deg = 20 } }\n'
    old.write_text(OLD[: OLD.index("[classes")] + in_line, encoding="utf-8")
    said = intercept("migrate", old)
    assert "comments are lost" in said.stdout
    read = tomllib.loads(old.read_text(encoding="utf-8"))
    assert read["classes"]["threat"]["mine"] == {"base": "hypersonic_cruise"}
    assert intercept("check", old).returncode == 0


def test_a_scenario_of_either_version_is_the_same(old):
    intercept("migrate", old)
    document = tomllib.loads(old.read_text(encoding="utf-8"))
    today, first = (ic.Scenario.from_dict({**document, "schema_version": version}) for version in (3, 1))
    assert today == first
    assert today.hash() == first.hash()
    assert today.to_dict()["schema_version"] == 3


def test_a_wrong_file_is_not_changed(old):
    wrong = OLD.replace("count = 2", "count = 0")
    old.write_text(wrong, encoding="utf-8")
    said = intercept("migrate", old)
    assert said.returncode == 2
    assert "raid.waves[0].count = 0" in said.stderr
    assert old.read_text(encoding="utf-8") == wrong


@pytest.mark.parametrize("text", ["", "schema_version = 7\n", "schema_version = \n"])
def test_what_is_no_scenario_is_refused(old, text):
    old.write_text(text, encoding="utf-8")
    said = intercept("migrate", old)
    assert said.returncode == 2
    assert "Traceback" not in said.stderr


def test_version_1_has_no_wind_and_terrain(old):
    intercept("migrate", old)
    document = tomllib.loads(old.read_text(encoding="utf-8"))
    document |= {"schema_version": 1, "theatre": {"terrain": {"kind": "generated"}}}
    for make in (ic.Scenario.from_dict, lambda given: ic.Scenario(**given)):
        with pytest.raises(
            ScenarioError, match=r"theatre.terrain is not allowed in version 1: write schema_version = 3"
        ):
            make(document)


@pytest.mark.parametrize(("samples", "points"), [(1, 1), (8, 1), (9, 2), (64, 8), (1000, 128)])
def test_geometry_samples_become_points(old, samples, points):
    text = OLD.replace("schema_version = 1", "schema_version = 2")
    # Both are read today; what is gone of version 1 is not in one of version 2.
    text = text.replace("climb_angle_deg = 20 # no longer read\n", "").replace('class = "mine"', 'class = "jet_drone"')
    run = f"\n[run]\nreplications = 50 # few\ngeometry_samples = {samples} # of the geometry\n"
    old.write_text(text + run, encoding="utf-8")
    assert ic.Scenario.from_file(old).run.points == points
    assert 8 * points >= samples
    said = intercept("migrate", old)
    assert f"run.geometry_samples is now run.points = {points}" in said.stdout
    assert f"points = {points} # of the geometry" in old.read_text(encoding="utf-8")
    assert ic.Scenario.from_file(old).run.points == points


@pytest.mark.parametrize("key", ["scrambles", "points", "vectors"])
def test_an_older_file_with_samples_and_what_took_their_place_is_refused(old, key):
    text = OLD.replace("schema_version = 1", "schema_version = 2")
    text = text.replace("climb_angle_deg = 20 # no longer read\n", "").replace('class = "mine"', 'class = "jet_drone"')
    text += f"\n[run]\ngeometry_samples = 20\n{key} = 2 # of the geometry\n"
    old.write_text(text, encoding="utf-8")
    for command in ("check", "migrate"):
        said = intercept(command, old)
        assert said.returncode == 2
        told = f"run.{key} is not allowed beside run.geometry_samples: write schema_version = 3"
        assert told in said.stderr
    assert old.read_text(encoding="utf-8") == text
