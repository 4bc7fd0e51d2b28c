"""`intercept coverage`: what it prints, writes and draws, and what it refuses."""

import json

import pytest
from command import intercept, rows, run
from tree import ROOT

SCENARIO = str(ROOT / "examples" / "notional-small.toml")
ALONG = ["--along", "0,-100 100,100", "--class", "one_way_attack_drone"]


def test_coverage_lists_gaps_or_places(tmp_path):
    gaps = run("coverage", SCENARIO, *ALONG, "--step", "20km")
    assert "The defence has at least 1 opportunity to shoot at a one-way attack drone" in gaps.stderr
    assert gaps.stdout.startswith("from_km,to_km,length_km,")
    places = rows(run("coverage", SCENARIO, *ALONG, "--step", "20km", "--places").stdout)
    assert len(places) == 13
    assert float(places[-1]["distance_km"]) == pytest.approx(223.6, abs=0.1)
    out, plot = tmp_path / "line.geojson", tmp_path / "line.svg"
    run("coverage", SCENARIO, *ALONG, "--step", "20km", "--out", out, "--plot", plot)
    assert json.loads(out.read_text())["type"] == "FeatureCollection"
    assert plot.exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["coverage", SCENARIO, "--along", "", "--class", "jet_drone"], "--along"),
        (["coverage", SCENARIO, "--along", "0,0", "--class", "jet_drone"], "--along"),
        (["coverage", SCENARIO, "--along", "0,0 nan,1", "--class", "jet_drone"], "--along"),
        (["coverage", SCENARIO, "--along", "0,0 1e9,1", "--class", "jet_drone"], "--along"),
        (["coverage", SCENARIO, *ALONG, "--step", "0m"], "--step"),
        (["coverage", SCENARIO, *ALONG, "--beyond", "-1km"], "--beyond"),
    ],
)
def test_bad_options_are_refused_by_name(words, said):
    result = intercept(*words)
    assert result.returncode == 2
    assert said in result.stderr
