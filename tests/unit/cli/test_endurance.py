"""`intercept endurance`."""

import json

import pytest
from command import intercept, run
from tree import ROOT

SMALL = ROOT / "examples" / "notional-small.toml"
FEW = ("--scrambles", 2, "--points", 1, "--vectors", 1, "--replications", 4)


def test_it_prints_words_and_tables():
    done = run("endurance", SMALL, "--nights", 2, *FEW)
    assert "launched each night" in " ".join(done.stdout.split())
    assert "left after 2 nights" in done.stdout


def test_it_prints_json_and_writes(tmp_path):
    done = run("endurance", SMALL, "--nights", 2, *FEW, "--json", "--out", tmp_path / "out")
    told = json.loads(done.stdout)
    assert told["question"] == "endurance"
    assert told["nights"] == 2
    assert json.loads((tmp_path / "out" / "answer.json").read_text()) == told


@pytest.mark.parametrize(
    ("words", "named"), [(("--nights", "0"), "--nights"), (("--nights", "x"), "--nights"), (("--seed", "-1"), "--seed")]
)
def test_mistakes_are_one_line_each(words, named):
    done = intercept("endurance", SMALL, *words)
    assert done.returncode == 2
    assert named in done.stderr
    assert len(done.stderr.splitlines()) == 1
