"""`intercept compare`."""

import json

from command import intercept, run
from tree import ROOT

SMALL = ROOT / "examples" / "notional-small.toml"
FEW = ("--scrambles", 2, "--points", 1, "--vectors", 1, "--replications", 8)


def changed(folder):
    path = folder / "more.toml"
    path.write_text(
        f'base = "{SMALL}"\nname = "more"\n[changes]\n"theatre.generate.fire_units.interceptor_drone" = 8\n'
    )
    return path


def test_it_prints_words_and_a_table(tmp_path):
    done = run("compare", SMALL, changed(tmp_path), *FEW)
    assert "leak on average" in done.stdout
    assert "more, compared with notional small raid" in done.stdout
    assert "All threats" in done.stdout


def test_it_prints_json_and_writes(tmp_path):
    done = run("compare", SMALL, changed(tmp_path), *FEW, "--json", "--out", tmp_path / "out")
    told = json.loads(done.stdout)
    assert told["question"] == "compare"
    assert told["names"] == ["notional small raid", "more"]
    assert json.loads((tmp_path / "out" / "answer.json").read_text()) == told


def test_mistakes_are_one_line_each(tmp_path):
    for words, named in (
        ((SMALL,), "scenarios"),
        ((SMALL, tmp_path / "none.toml"), "none.toml"),
        ((SMALL, SMALL, "--until", "x"), "--until"),
        ((SMALL, SMALL, "--scrambles", "0"), "--scrambles"),
        ((SMALL, SMALL, "--plot", "x.gif"), "--plot"),
    ):
        done = intercept("compare", *words)
        assert done.returncode == 2, words
        assert named in done.stderr
        assert len(done.stderr.splitlines()) == 1
