"""`intercept footprint`: what it prints, writes and draws, and what it refuses."""

import json

import pytest
from command import intercept, rows, run
from tree import ROOT

SMALL = ["--resolution", "9"]
UNIT = ["--unit-class", "medium_range_sam", "--class", "subsonic_cruise"]
SCENARIO = str(ROOT / "examples" / "notional-small.toml")


def test_a_footprint_is_a_row_a_direction():
    found = rows(run("footprint", *UNIT, *SMALL, "--azimuth", "0,90", "--altitude", "50m").stdout)
    assert [float(row["azimuth_deg"]) for row in found] == [0.0, 90.0]
    assert float(found[0]["area_km2"]) == pytest.approx(float(found[1]["area_km2"]), rel=1e-3)
    assert float(found[0]["area_km2"]) > 100.0
    assert found[0]["bounded"] == "False"


def test_the_files_of_a_footprint(tmp_path):
    area, page = tmp_path / "area.geojson", tmp_path / "area.html"
    result = run("footprint", *UNIT, *SMALL, "--out", area, "--plot", page)
    assert "it grows with the map (extent_m, --extent)." in result.stderr
    assert "Wrote " in result.stderr
    (feature,) = json.loads(area.read_text())["features"]
    assert feature["geometry"]["type"] == "MultiPolygon"
    assert feature["properties"]["class"] == "subsonic_cruise"
    assert "<figure>" in page.read_text()
    read = json.loads(run("footprint", *UNIT, *SMALL, "--format", "json", "--grid").stdout)
    assert len(read) == 81
    assert {"east_km", "opportunities", "reason"} <= read[0].keys()


def test_loss_of_area_on_the_command_line(tmp_path):
    figure = tmp_path / "loss.svg"
    text = run(
        "footprint", *UNIT, *SMALL, "--vary", "cruise_speed_m_s=150,400", "--plot", figure, "--format", "csv"
    ).stdout
    found = rows(text)
    assert [row["cruise_speed_m_s"] for row in found] == ["150.0", "400.0"]
    assert float(found[1]["share_of_first"]) < 1.0
    assert "Contours by cruise speed" in figure.read_text()


def test_an_empty_area_is_told_on_the_error_stream():
    result = run("footprint", "--unit-class", "manpads", "--class", "hypersonic_glide", "--resolution", "5")
    assert "There is no place where" in result.stderr
    assert float(rows(result.stdout)[0]["area_km2"]) == 0.0
    assert rows(result.stdout)[0]["dominant_reason"]


def test_a_whole_defence():
    options = ["--scenario", SCENARIO, "--class", "one_way_attack_drone", "--resolution", "7", "--extent", "200km"]
    assert float(rows(run("footprint", *options).stdout)[0]["area_km2"]) > 0.0
    assert 'there is no option "--asset"; did you mean' in intercept("footprint", *options, "--asset", "10,20").stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["footprint", "--class", "jet_drone"], "--unit-class or --scenario"),
        (["footprint", *UNIT, "--scenario", SCENARIO], "one of the two"),
        (["footprint", "--unit-class", "catapult", "--class", "jet_drone"], '--unit-class = "catapult"'),
        (["footprint", *UNIT, "--sensor-class", "crystal_ball"], '--sensor-class = "crystal_ball"'),
        (["footprint", "--unit-class", "manpads", "--class", "balloon"], "--class"),
        (["footprint", *UNIT, "--azimuth", "nan"], "--azimuth"),
        (["footprint", *UNIT, "--azimuth", ",".join(["1"] * 37)], "at most 36"),
        (["footprint", *UNIT, "--resolution", "0"], "--resolution"),
        (["footprint", *UNIT, "--resolution", "402"], "from 5 to 401"),
        (["footprint", *UNIT, "--opportunities", "0"], "--opportunities"),
        (["footprint", *UNIT, "--set", "wings=2"], "--set"),
        (["footprint", *UNIT, "--altitude", "low"], "--altitude"),
        (
            ["footprint", "--unit-class", "manpads", "--class", "hypersonic_glide", "--altitude", "50"],
            "only classes that cruise",
        ),
        (["footprint", *UNIT, "--vary", "cruise_speed_m_s"], "--vary"),
        (["footprint", *UNIT, "--vary", "cruise_speed_m_s=1,x"], "--vary"),
        (["footprint", *UNIT, "--vary", "cruise_speed_m_s=100", "--azimuth", "0,90"], "one direction"),
        (["footprint", *UNIT, "--plot", "area.gif"], "--plot"),
        (["footprint", *UNIT, "--out", "no/such/folder/area.csv"], "--out"),
    ],
)
def test_bad_options_are_refused_by_name(words, said):
    result = intercept(*words)
    assert result.returncode == 2
    assert said in result.stderr
