"""`intercept exchange`."""

import json

import pytest
from command import intercept, run
from tree import ROOT

SMALL = ROOT / "examples" / "notional-small.toml"
FEW = ("--scrambles", 2, "--points", 1, "--vectors", 1, "--replications", 4)


def test_it_prints_words_and_tables():
    done = run("exchange", SMALL, "--cost", "interceptor_drone=2000,3000,6000", *FEW)
    assert "The rounds spent cost" in " ".join(done.stdout.split())
    shown = done.stdout[done.stdout.index("Sources of costs") :].splitlines()
    assert any(line.rstrip().endswith("Source") for line in shown)
    # A source has most of the width of the page, not a column of a few letters.
    assert max(len(line.partition("  ")[2].strip()) for line in shown[4:]) > 45


def test_it_prints_json_and_writes(tmp_path):
    done = run("exchange", SMALL, "--cost", "radar_gun=1", *FEW, "--json", "--out", tmp_path / "o")
    told = json.loads(done.stdout)
    assert told["question"] == "exchange"
    assert json.loads((tmp_path / "o" / "answer.json").read_text()) == told


@pytest.mark.parametrize(
    ("cost", "named"),
    [
        ("x", "--cost"),
        ("=1", "--cost"),
        ("energy=1,2", "LOW,MODE,HIGH"),
        ("energy=a", "--cost energy"),
        ("energy=3,2,1", "costs[energy]"),
        ("nothing=1", "nothing"),
    ],
)
def test_mistakes_are_one_line_each(cost, named):
    done = intercept("exchange", SMALL, "--cost", cost)
    assert done.returncode == 2
    assert named in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_class_given_twice_is_refused():
    done = intercept("exchange", SMALL, "--cost", "energy=1", "--cost", "energy=2")
    assert done.returncode == 2
    assert "given twice" in done.stderr
