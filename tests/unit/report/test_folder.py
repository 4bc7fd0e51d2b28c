"""The folder that a result is written into: what another result has left there is told, and left."""

import pytest
from command import intercept
from tree import ROOT

import intercept as ic

SMALL = ROOT / "examples" / "notional-small.toml"
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
    assert {path.name for path in second}.isdisjoint(str(told[0].message).split(": ")[1].split(", "))
    assert (tmp_path / "report.html").read_bytes() == kept
    assert not (tmp_path / "manifest.json").exists()
    assert {path.name for path in first} - {"manifest.json"} <= {path.name for path in tmp_path.iterdir()}


def test_the_same_kind_of_result_again_is_no_other(results, tmp_path):
    run, _ = results
    assert ic.write(run, tmp_path) == ic.write(run, tmp_path)


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
        UserWarning, match=r'held another result, which was replaced: "another night" \(scenario .*, seed'
    ):
        ic.write(results[0], tmp_path)
    # What is no manifest of ours is nothing to tell of.
    for text in ("{}", "[]", "no JSON", "[" * 100_000):
        (tmp_path / "manifest.json").write_text(text, encoding="utf-8")
        ic.write(results[0], tmp_path)


@pytest.mark.parametrize(
    "words", [("run", SMALL, "--out", ""), ("fly", "--class", "jet_drone", "--out=", "--plot", "x")]
)
def test_an_empty_path_is_no_folder(words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = intercept(*words)
    assert done.returncode == 2
    assert done.stderr == '--out = "" is not allowed: must be a path\n'
    assert not list(tmp_path.iterdir())
