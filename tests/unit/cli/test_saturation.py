"""`intercept saturation`."""

import json

import pytest
from command import intercept, run
from tree import ROOT

SMALL = ROOT / "examples" / "notional-small.toml"
FEW = ("--scrambles", 2, "--points", 1, "--vectors", 1, "--replications", 4)
DRONE = ("--class", "one_way_attack_drone")


def test_it_prints_words_and_tables():
    done = run("saturation", SMALL, *DRONE, "--sizes", "10..40", "--asked", 20, *FEW)
    assert "Would 20 a night overwhelm it, by the definition" in " ".join(done.stdout.split())
    assert "leakers against the number launched" in done.stdout
    assert "without each limit in turn" in done.stdout


def test_it_prints_json_and_writes(tmp_path):
    done = run("saturation", SMALL, *DRONE, "--sizes", "10,40", "--no-lift", *FEW, "--json", "--out", tmp_path / "out")
    told = json.loads(done.stdout)
    assert told["question"] == "saturation"
    assert told["sizes"] == [10, 40]
    assert told["lifted"] == []
    assert json.loads((tmp_path / "out" / "answer.json").read_text()) == told


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("--sizes", "40..10"), "--sizes"),
        (("--sizes", "1..x"), "--sizes"),
        (("--sizes", ""), "--sizes"),
        (("--sizes", "10"), "--sizes"),
        (("--class", "nothing"), "--class"),
        (("--asked", "7", "--sizes", "10..20"), "--asked"),
        (("--until", "nan"), "--until"),
    ],
)
def test_mistakes_are_one_line_each(words, named):
    done = intercept("saturation", SMALL, *DRONE, *words)
    assert done.returncode == 2
    assert named in done.stderr
    assert len(done.stderr.splitlines()) == 1
