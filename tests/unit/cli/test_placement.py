"""`intercept placement`."""

import json

from command import intercept, run
from tree import ROOT

SMALL = ROOT / "examples" / "notional-small.toml"
SITES = ROOT / "examples" / "placement" / "short-range-sites.toml"
FEW = ("--scrambles", 2, "--points", 1, "--vectors", 1, "--replications", 8)


def test_it_prints_words_and_tables():
    done = run("placement", SMALL, "--candidates", SITES, "--count", 2, *FEW)
    assert "Of 8 candidate sites" in " ".join(done.stdout.split())
    assert "The simulated raid" in done.stdout


def test_it_prints_json_and_writes(tmp_path):
    done = run("placement", SMALL, "--unit", "short_range_sam-1", *FEW, "--exact", "--json", "--out", tmp_path / "out")
    told = json.loads(done.stdout)
    assert told["question"] == "placement"
    assert told["is_exact"] is True
    assert json.loads((tmp_path / "out" / "answer.json").read_text()) == told


def test_mistakes_are_one_line_each(tmp_path):
    other = tmp_path / "other.toml"
    other.write_text('[[assets]]\nname = "a"\n')
    for words, named in (
        ((SMALL,), "--candidates"),
        ((SMALL, "--candidates", tmp_path / "none.toml"), "none.toml"),
        ((SMALL, "--candidates", other), "other.toml"),
        ((SMALL, "--candidates", SMALL), "notional-small.toml"),
        ((SMALL, "--unit", "nobody"), "nobody"),
        ((SMALL, "--candidates", SITES, "--count", "9"), "count"),
        ((SMALL, "--candidates", SITES, "--count", "x"), "--count"),
        ((SMALL, "--candidates", SITES, "--plot", "x.gif"), "--plot"),
    ):
        done = intercept("placement", *words)
        assert done.returncode == 2, words
        assert named in done.stderr
        assert len(done.stderr.splitlines()) == 1
