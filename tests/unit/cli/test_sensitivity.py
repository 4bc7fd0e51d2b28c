"""`intercept sensitivity`."""

import json

from command import intercept, run
from tree import ROOT

SMALL = ROOT / "examples" / "notional-small.toml"
FEW = ("--scrambles", 3, "--points", 1, "--vectors", 2, "--replications", 12)


def test_it_prints_words_and_tables():
    done = run("sensitivity", SMALL, *FEW, "--group", "radars=sensor.*radar*", "--no-totals")
    assert "leak on average" in done.stdout
    assert "Radars" in done.stdout
    assert "The strongest unknowns" in done.stdout


def test_it_prints_json_and_writes(tmp_path):
    done = run("sensitivity", SMALL, *FEW, "--json", "--of", "subsonic_cruise", "--out", tmp_path / "out")
    told = json.loads(done.stdout)
    assert told["question"] == "sensitivity"
    assert told["of"] == "subsonic_cruise"
    assert json.loads((tmp_path / "out" / "answer.json").read_text()) == told


def test_mistakes_are_one_line_each(tmp_path):
    for words, named in (
        ((tmp_path / "none.toml",), "none.toml"),
        ((SMALL, "--points", "3"), "points"),
        ((SMALL, "--scrambles", "2"), "scrambles"),
        ((SMALL, "--group-points", "x"), "--group-points"),
        ((SMALL, "--group", "radars"), "--group"),
        ((SMALL, "--group", "radars=nothing.*"), "groups[radars]"),
        ((SMALL, "--of", "nobody"), "of"),
        ((SMALL, "--against-cost", "2"), "--against-cost"),
        ((SMALL, "--against-cost", "x"), "--against-cost"),
        ((SMALL, "--plot", "x.gif"), "--plot"),
    ):
        done = intercept("sensitivity", *words)
        assert done.returncode == 2, words
        assert named in done.stderr
        assert len(done.stderr.splitlines()) == 1
