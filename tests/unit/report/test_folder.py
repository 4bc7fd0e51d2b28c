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
