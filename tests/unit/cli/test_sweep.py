"""`intercept sweep`: what is typed, what is printed, what is written."""

import json

import pytest
from command import intercept, run
from tree import ROOT

from intercept.cli.sweep import parsed

SMALL = ROOT / "examples" / "notional-small.toml"
FEW = ("--scrambles", 2, "--points", 1, "--vectors", 2, "--replications", 8)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("raid.scale=0.5,1,2", [0.5, 1, 2]),
        ("theatre.light=day, night", ["day", "night"]),
        ("x.flag=true,false", [True, False]),
        ('a.name="one, two",three', ["one, two", "three"]),
        ("d.share={low=0.1, mode=0.2, high=0.3},0.5", [{"low": 0.1, "mode": 0.2, "high": 0.3}, 0.5]),
        ("w.list=[1, 2],[3]", [[1, 2], [3]]),
        ("clock_start=19:00,20:00", ["19:00", "20:00"]),
        ("a.date=2025-10-05", ["2025-10-05"]),
    ],
)
def test_values_are_read_as_in_a_scenario_file(text, values):
    key = text.partition("=")[0]
    assert parsed([text]) == {key: values}
    assert [type(each) for each in parsed([text])[key]] == [type(each) for each in values]


def test_it_prints_and_writes(tmp_path):
    arguments = ("sweep", SMALL, "--set", "class:one_way_attack_drone.count=8,24", "--set", "theatre.light=day,night")
    done = run(*arguments, *FEW, "--out", tmp_path / "out", "--plot", tmp_path / "curve.svg")
    assert "sweep of class:one_way_attack_drone.count, theatre.light" in " ".join(done.stdout.split())
    assert (tmp_path / "out" / "sweep.parquet").exists()
    assert (tmp_path / "curve.svg").exists()
    said = json.loads(run(*arguments, *FEW, "--json").stdout)
    assert said["words"] in " ".join(done.stdout.split())
    assert {type(row["class:one_way_attack_drone.count"]) for row in said["sweep"]} == {int}
    assert said["keys"] == ["class:one_way_attack_drone.count", "theatre.light"]
    assert [row["launched"] for row in said["sweep"] if row["threat_class"] == "all"] == [16, 16, 32, 32]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--set", "raid.scale"), '--set = "raid.scale" is not allowed: must be KEY=V1,V2,...'),
        (("--set", "raid.scale="), "--set"),
        (("--set", "raid.scale=1", "--set", "raid.scale=2"), "raid.scale is given twice"),
        (("--set", "raid.scale=0.5,no"), 'raid.scale = "no"'),
        (("--set", "raid.scale=1,2", "--design", "star"), '--design = "star" is not allowed'),
        (("--set", "raid.scale=1,2", "--design", "sobol"), "--size is missing: must be a whole number"),
        (("--set", "raid.scale=1,1.0"), "values of raid.scale = [1, 1.0] are not allowed: must all be different"),
        (("--set", "run.seed=1,2"), 'key of --set = "run.seed" is not allowed'),
        (("--set", "raid.scale=1,2", "--threads", "-1"), "--threads = -1"),
        (("--set", "raid.scale=1", "--plot", "x.gif"), "--plot"),
    ],
)
def test_wrong_arguments_are_told_in_a_line(arguments, said):
    done = intercept("sweep", SMALL, *arguments)
    assert done.returncode == 2, done.stdout
    assert said in done.stderr
