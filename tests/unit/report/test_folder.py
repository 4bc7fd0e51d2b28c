"""The folder that a result is written into: what another result has left there is told, and left."""

import json

import pytest
from command import intercept
from questions import QUESTIONS
from tree import ROOT

import intercept as ic
from intercept.report.folder import file_names
from intercept.report.made import Manifest

SMALL = ROOT / "examples" / "notional-small.toml"
KINDS = {"run": "Result", "compare": "Comparison"}
KINDS |= {
    name: name.capitalize() for name in ("sweep", "saturation", "endurance", "exchange", "sensitivity", "placement")
}
FEW = {"scrambles": 3, "points": 1, "vectors": 1, "replications": 6}


@pytest.fixture(scope="module")
def results():
    return ic.run(SMALL, **FEW), ic.compare([SMALL, SMALL], names=["a", "b"], **FEW)


def test_files_of_another_result_are_told_and_stay(results, tmp_path):
    run, compared = results
    first = ic.write(run, tmp_path)
    kept = (tmp_path / "report.html").read_bytes()
    with pytest.warns(UserWarning, match=r"also holds files of another result, .*draws.parquet.*report.html") as told:
        second = ic.write(compared, tmp_path)
    assert {path.name for path in second}.isdisjoint(str(told[0].message).split("stay as they are: ")[1].split(", "))
    assert (tmp_path / "report.html").read_bytes() == kept
    listed = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    assert set(listed["files"]) == {path.name for path in second} - {"manifest.json"}
    assert not (tmp_path / "unfinished.json").exists()
    assert "report.html" in listed["other_files"]
    # So that neither stands in the way of the other.
    with pytest.warns(UserWarning, match="also holds files of another result, .*answer.html"):
        ic.write(run, tmp_path)
    with pytest.warns(UserWarning, match="also holds files of another result, .*report.html"):
        ic.write(compared, tmp_path)
    assert {path.name for path in first} - {"manifest.json"} <= {path.name for path in tmp_path.iterdir()}


def test_the_same_kind_of_result_again_is_no_other(results, tmp_path):
    for result in results:
        folder = tmp_path / type(result).__name__
        assert ic.write(result, folder) == ic.write(result, folder)


def test_an_answer_that_replaces_another_tells_which_and_says_what_made_it(results, tmp_path):
    _, compared = results
    ic.write(ic.compare([SMALL, SMALL], names=["a", "b"], seed=9, **FEW), tmp_path)
    with pytest.warns(UserWarning, match=r"an answer to compare \(scenario .*, seed 9\), which was replaced"):
        ic.write(compared, tmp_path)
    listed = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    assert listed["question"] == "compare"
    assert listed["scenario_hashes"] == list(compared.made.scenario_hashes)
    assert listed["seed"] == compared.made.seed
    with pytest.raises(ic.InvalidParameterError, match='of an answer to "compare", which its command gives'):
        Manifest.read(tmp_path / "manifest.json")


def test_the_command_line_tells_it_in_a_line(results, tmp_path):
    ic.write(results[1], tmp_path)
    done = intercept("run", SMALL, "--out", tmp_path, "--replications", 6, "--scrambles", 3, "--points", 1)
    assert done.returncode == 0
    warned = [line for line in done.stderr.splitlines() if line.startswith("Warning: ")]
    assert len(warned) == 1
    assert "answer.html" in warned[0]


def test_a_result_of_another_scenario_that_is_replaced_is_told(results, tmp_path):
    other = ic.Scenario.from_file(SMALL).model_copy(update={"name": "another night"})
    ic.write(ic.run(other, **FEW), tmp_path)
    with pytest.warns(
        UserWarning, match=r'held another result, "another night" \(scenario .*, seed .*, which was replaced'
    ):
        ic.write(results[0], tmp_path)


@pytest.mark.parametrize(
    "text", ["{}", "[]", "no JSON", "[" * 100_000, '{"mine": 1}', '{"files": {"report.html": {}}}']
)
def test_what_is_no_manifest_of_ours_is_not_replaced(results, tmp_path, text):
    path = tmp_path / "manifest.json"
    path.write_text(text, encoding="utf-8")
    for result in results:
        with pytest.raises(ic.InvalidParameterError, match=r'path = .* \(it holds "manifest.json", which no'):
            ic.write(result, tmp_path)
    assert path.read_text(encoding="utf-8") == text
    assert list(tmp_path.iterdir()) == [path]


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The names of the files of each kind of result, by the kind."""
    every = [question() for name, question in QUESTIONS.items() if name != "forecast"]
    return {type(each): [path.name for path in ic.write(each, tmp_path_factory.mktemp("out"))] for each in every}


def test_the_files_of_every_kind_are_known_before_the_work(written):
    assert len(written) == 8
    for kind, names in written.items():
        assert sorted(file_names(kind)) == sorted(names)


def test_no_file_of_anybody_else_is_replaced(written, results, tmp_path):
    run = results[0]
    for name in written[ic.Result]:
        path = tmp_path / name / name
        path.parent.mkdir()
        path.write_text("precious", encoding="utf-8")
        with pytest.raises(ic.InvalidParameterError, match=f'"{name}".*: give another folder, or remove'):
            ic.write(run, path.parent)
        assert path.read_text(encoding="utf-8") == "precious"
        path.unlink()
        path.symlink_to(tmp_path / "nowhere")
        with pytest.raises(ic.InvalidParameterError, match=f'"{name}"'):
            ic.write(run, path.parent)
        assert [each.name for each in path.parent.iterdir()] == [name]


def test_what_was_cut_short_is_written_again(results, tmp_path, monkeypatch):
    for result in results:
        folder = tmp_path / type(result).__name__
        with monkeypatch.context() as patch:
            patch.setattr(type(result), "to_json", None, raising=False)
            patch.setattr("intercept.report.manifest.write_timings", None)
            with pytest.raises(TypeError):
                ic.write(result, folder)
        left = {path.name for path in folder.iterdir()}
        assert "unfinished.json" in left
        assert "manifest.json" not in left
        files = ic.write(result, folder)
        assert {path.name for path in folder.iterdir()} == {path.name for path in files}


def test_what_has_another_name_stays_and_is_not_told(results, tmp_path, recwarn):
    (tmp_path / "mine.parquet").write_text("precious", encoding="utf-8")
    ic.write(results[0], tmp_path)
    ic.write(results[0], tmp_path)
    assert (tmp_path / "mine.parquet").read_text(encoding="utf-8") == "precious"
    assert not [each for each in recwarn if each.category is UserWarning]


@pytest.mark.parametrize("question", [name for name in QUESTIONS if name != "forecast"])
def test_the_command_line_refuses_before_the_work(question, written, tmp_path, monkeypatch):
    kind = next(each for each in written if each.__name__ == KINDS[question])
    name = written[kind][0]
    (tmp_path / name).write_text("precious", encoding="utf-8")
    monkeypatch.setattr("intercept.cli.long_work.terminated_as_interrupted", pytest.fail)
    done = intercept(*QUESTIONS[question].command, "--out", tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("--out = ")
    assert done.stderr.count("\n") == 1
    assert f'it holds "{name}", which no result of ours left' in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(
    "words", [("run", SMALL, "--out", ""), ("fly", "--class", "jet_drone", "--out=", "--plot", "x")]
)
def test_an_empty_path_is_no_folder(words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = intercept(*words)
    assert done.returncode == 2
    assert done.stderr == '--out = "" is not allowed: must be a path\n'
    assert not list(tmp_path.iterdir())
