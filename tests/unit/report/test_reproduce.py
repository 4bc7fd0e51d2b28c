"""A run made again from its manifest: equal table by table, and what is told and refused where it is not."""

import dataclasses
import json
import re
import shutil

import numpy as np
import pytest
from command import intercept
from tree import ROOT

import intercept as ic
from intercept.base.checksum import document_sha256, table_sha256
from intercept.base.table import Table
from intercept.errors import InvalidParameterError, ScenarioError
from intercept.report.made import Manifest
from intercept.report.manifest import OWN_SHA256

SMALL = ROOT / "examples" / "notional-small.toml"
FEW = {"scrambles": 2, "points": 2, "vectors": 2, "replications": 16}


def written(result, folder):
    """Return the path of the manifest of a result."""
    return ic.write(result, folder)[-1]


def changed(manifest, folder, change):
    """Return a manifest in which something is changed, with the SHA-256 of what it says now."""
    said = json.loads(manifest.read_text(encoding="utf-8"))
    said.pop(OWN_SHA256)
    change(said)
    path = folder / "changed.json"
    path.write_text(json.dumps(said | {OWN_SHA256: document_sha256(said)}), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def manifest(tmp_path_factory):
    """The manifest of a run with settings of its own, and a seed that is not that of the file."""
    return written(ic.run(SMALL, seed=5, **FEW), tmp_path_factory.mktemp("run"))


def test_the_same_run_is_equal_in_every_table_for_any_number_of_threads(manifest):
    found = ic.reproduce(manifest, threads=1)
    assert found.equal, found
    assert found.tables["table"].tolist() == list(found.result.tables())
    assert found.result.recipe.seed == 5
    assert found.told().endswith("All 16 tables are equal.")


@pytest.mark.parametrize("more", [{}, {"design": "sobol", "size": 2}])
def test_a_sweep_can_be_made_again(tmp_path, more):
    swept = ic.sweep(SMALL, {"raid.scale": [1.0, np.float64(0.5)], "theatre.light": ["day", "night"]}, **more, **FEW)
    found = ic.reproduce(written(swept, tmp_path))
    assert found.equal, found
    assert found.result.table == swept.table
    assert found.told().endswith("The table is equal.")


def test_the_manifest_holds_the_scenario_and_every_setting(manifest):
    recipe = Manifest.read(manifest).recipe
    assert recipe.document == ic.Scenario.from_file(SMALL).to_dict()
    assert recipe.scenario_sha256 == ic.Scenario.from_file(SMALL).hash()
    assert (recipe.seed, recipe.scrambles, recipe.points, recipe.vectors, recipe.replications) == (5, 2, 2, 2, 16)
    assert (recipe.sampling, recipe.until, recipe.sweep) == ("sobol", None, None)


def test_another_seed_is_different_where_luck_enters_and_says_that_nothing_else_is(manifest, tmp_path):
    other = changed(manifest, tmp_path, lambda said: said["settings"].update(seed=6))
    found = ic.reproduce(other)
    verdicts = dict(zip(found.tables["table"], found.tables["verdict"], strict=True))
    assert not found.equal
    assert {verdicts[name] for name in ("outcomes", "draws", "estimates")} == {"different"}
    assert verdicts["assumptions"] == "equal"
    assert "Nothing else that the manifest tells is different" in found.told()


@pytest.mark.parametrize("settings", [{"until": 3.0, "scrambles": 8}, {"sampling": "latin_hypercube", "points": 3}])
def test_every_way_to_draw_can_be_made_again(tmp_path, settings):
    result = ic.run(SMALL, **(FEW | settings))
    found = ic.reproduce(written(result, tmp_path))
    assert found.equal, found
    assert found.result.sampling == result.sampling
    assert found.result == result


def test_an_interrupt_compares_nothing(manifest, monkeypatch):
    stopped = dataclasses.replace(ic.run(SMALL, **FEW), interrupted=True)
    monkeypatch.setattr("intercept.report.reproduce.run", lambda *_, **__: stopped)
    with pytest.raises(KeyboardInterrupt):
        ic.reproduce(manifest)
    done = intercept("reproduce", manifest)
    assert done.returncode == 130
    assert done.stderr == "Interrupted: nothing was compared.\n"
    assert done.stdout == ""


def test_another_version_is_told_where_tables_differ(manifest, tmp_path):
    def change(said):
        said["intercept_version"], said["numpy_version"] = "0.0.1", "1.26.0"
        said["sampling"]["version"] = 0
        said["tables"]["kills"] = {"rows": 3, "sha256": "00"}

    found = ic.reproduce(changed(manifest, tmp_path, change))
    assert found.tables.take(found.tables["verdict"] == "different")["table"].tolist() == ["kills"]
    told = found.told()
    assert "1 of 16 tables are different." in told
    assert f"intercept version: 0.0.1 then, {ic.__version__} now" in told
    assert f"numpy version: 1.26.0 then, {np.__version__} now" in told
    assert "sampling version: 0 then, " in told
    assert "machine" not in told


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (lambda text: text[: len(text) // 2], "must be a manifest.json that ic.write wrote"),
        (lambda text: text.replace('"seed": 5', '"seed": 7', 1), "what it says has another SHA-256 than it states"),
        (lambda _: '{"a": 1}', "which this is not"),
        (lambda _: "[]", "which this is not"),
        (lambda _: "\x00\x01", "must be a manifest.json that ic.write wrote"),
        (lambda _: 'name = "a scenario"', r"must be a manifest.json that ic.write wrote, and this is no JSON$"),
        (lambda _: '{"intercept_version": "0.1", "scenario_sha256": "a", "files": {}}', "it is of an older version"),
    ],
)
def test_a_damaged_or_foreign_manifest_is_refused(manifest, tmp_path, damage, told):
    path = tmp_path / "manifest.json"
    path.write_text(damage(manifest.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(InvalidParameterError, match=told):
        ic.reproduce(path)
    done = intercept("reproduce", path)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_settings_that_are_missing_or_unknown_are_refused_by_name(manifest, tmp_path):
    def change(said):
        del said["settings"]["vectors"]
        said["settings"]["luck"] = 3

    with pytest.raises(InvalidParameterError, match="luck, vectors missing or unknown"):
        ic.reproduce(changed(manifest, tmp_path, change))


def test_an_interrupted_run_is_refused(manifest, tmp_path):
    with pytest.raises(InvalidParameterError, match="not interrupted"):
        ic.reproduce(changed(manifest, tmp_path, lambda said: said.update(interrupted=True)))


def test_points_of_your_own_must_be_given_again_and_be_the_same(tmp_path):
    own = {"decision.decision_time_s": np.linspace(0.1, 0.9, 4)}
    settings = {"scrambles": 2, "points": 1, "vectors": 2, "replications": 8}
    path = written(ic.run(SMALL, sampling=own, **settings), tmp_path)
    with pytest.raises(InvalidParameterError, match=r"sampling is missing.*SHA-256 only"):
        ic.reproduce(path)
    with pytest.raises(InvalidParameterError, match="sampling is not allowed: must have the SHA-256"):
        ic.reproduce(path, sampling={"decision.decision_time_s": np.linspace(0.1, 0.8, 4)})
    assert ic.reproduce(path, sampling=own).equal
    assert "sampling is missing" in intercept("reproduce", path).stderr


def test_points_that_the_run_did_not_have_are_refused(manifest):
    with pytest.raises(InvalidParameterError, match="sampling is not allowed: must be left out"):
        ic.reproduce(manifest, sampling={})


def test_tracks_of_your_own_must_be_given_again_and_be_the_same(tmp_path):
    tracks = ROOT / "examples" / "own-tracks.csv"
    own = ic.Trajectories.from_csv(tracks)
    path = written(ic.run(ROOT / "examples" / "own-defence.toml", trajectories=own, **FEW), tmp_path)
    with pytest.raises(InvalidParameterError, match="trajectories is missing"):
        ic.reproduce(path)
    done = intercept("reproduce", path, "--tracks", tracks)
    assert done.returncode == 0, done.stderr
    later = tmp_path / "later.csv"
    lines = tracks.read_text(encoding="utf-8").splitlines()
    later.write_text("\n".join(lines[:-1]) + "\n", encoding="utf-8")
    done = intercept("reproduce", path, "--tracks", later)
    assert done.returncode == 2
    assert "must have the SHA-256" in done.stderr


def test_the_command_says_so_with_its_exit_code(manifest, tmp_path):
    other = changed(manifest, tmp_path, lambda said: said["tables"]["kills"].update(sha256="00"))
    done = intercept("reproduce", other)
    assert done.returncode == 1
    assert re.search(r"^kills +different", done.stdout, re.MULTILINE)
    assert re.search(r"^draws +equal", done.stdout, re.MULTILINE)
    as_json = intercept("reproduce", manifest, "--json", "--threads", 2)
    assert as_json.returncode == 0
    told = json.loads(as_json.stdout)
    assert told["equal"] is True
    assert [row["table"] for row in told["tables"]] == list(json.loads(manifest.read_text())["tables"])


@pytest.fixture
def windy(tmp_path):
    """A scenario whose wind is in a file, and the manifest of its run, in a folder without the file."""
    place = tmp_path / "scenario"
    place.mkdir()
    (place / "wind.csv").write_text(
        "altitude_m,direction_from_deg,speed_m_s\n0,270,5\n10000,280,30\n", encoding="utf-8"
    )
    from intercept.base.files import sha256_of  # noqa: PLC0415

    document = ic.Scenario.from_file(SMALL).to_dict()
    wind = {"kind": "file", "file": "wind.csv", "sha256": sha256_of("file", place / "wind.csv")}
    document["theatre"]["wind"] = wind
    scenario = ic.Scenario.from_dict(document).in_folder(place)
    return place, written(ic.run(scenario, **FEW), tmp_path / "out")


def test_outside_files_are_looked_for_in_the_folder_with_the_manifest_and_here(windy, monkeypatch):
    place, path = windy
    with pytest.raises(ScenarioError, match=r"theatre\.wind"):
        ic.reproduce(path)
    assert ic.reproduce(path, folder=place).equal
    monkeypatch.chdir(place)
    assert ic.reproduce(path).equal
    monkeypatch.chdir(path.parent.parent)
    shutil.copy(place / "wind.csv", path.parent)
    assert ic.reproduce(path).equal
    (path.parent / "wind.csv").write_text("altitude_m,direction_from_deg,speed_m_s\n0,270,6\n", encoding="utf-8")
    with pytest.raises(ScenarioError, match="another than the one"):
        ic.reproduce(path)
    with pytest.raises(InvalidParameterError, match="a folder that exists"):
        ic.reproduce(path, folder=place / "nowhere")


def test_the_checksum_of_a_table_is_that_of_what_it_holds():
    table = Table({"a": np.array([1.0, np.nan]), "b": ["x", "y"]})
    assert table_sha256(table) == table_sha256(Table({"a": np.array([1.0, -np.nan]), "b": ["x", "y"]}))
    others = [
        Table({"b": ["x", "y"], "a": np.array([1.0, np.nan])}),
        Table({"a": np.array([1.0, 0.0]), "b": ["x", "y"]}),
        Table({"a": np.array([1, 2]), "b": ["x", "y"]}),
        Table({"a": np.array([1.0, np.nan]), "b": ["xy", ""]}),
        Table({"c": np.array([1.0, np.nan]), "b": ["x", "y"]}),
    ]
    assert len({table_sha256(table), *map(table_sha256, others)}) == len(others) + 1
