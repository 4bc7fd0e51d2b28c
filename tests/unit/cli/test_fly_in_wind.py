"""`intercept fly --wind`: by where it blows from, in degrees, or from a file."""

import json

import issued
import pytest
from command import intercept

FLY = ("fly", "--class", "subsonic_cruise", "--range", "100km", "--azimuth", "90deg", "--json")


def time_s(*options):
    done = intercept(*FLY, *options)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["summary"]["flight_time_s"]


def test_a_wind_from_the_west_carries_eastwards(tmp_path):
    still, behind, ahead = time_s(), time_s("--wind", "270deg,20"), time_s("--wind", "90,20")
    # 236 m/s through the air, and 20 m/s with or against it, but for climb and dive.
    assert behind / still == pytest.approx(236.6 / 256.6, abs=0.01)
    assert ahead / still == pytest.approx(236.6 / 216.6, abs=0.01)
    sounding = tmp_path / "sounding.csv"
    sounding.write_text("altitude_m,direction_from_deg,speed_m_s\n0,270,20\n", encoding="utf-8")
    assert time_s("--wind", sounding) == pytest.approx(behind, abs=1e-6)


def test_a_reanalysis_has_times(tmp_path):
    path = issued.era5(tmp_path / "era5.nc")
    assert time_s("--wind", path, "--wind-time", "2024-01-31T12:00") < time_s()
    done = intercept(*FLY[:-1], "--wind", path)
    assert done.returncode == 2
    assert "time = None" in done.stderr


def test_the_title_tells_the_wind():
    assert "in the wind 270deg,20" in intercept(*FLY[:-1], "--wind", "270deg,20").stdout


WRONG = {
    ("--wind", "strong"): '--wind = "strong"',
    ("--wind", "270deg"): '--wind = "270deg"',
    ("--wind", "400deg,5"): '--wind FROM = "400deg"',
    ("--wind", "270deg,-5"): '--wind SPEED = "-5"',
    ("--wind", "270deg,fast"): "--wind SPEED",
    ("--wind", "none.csv"): "--wind: path = ",
    ("--wind", "none.nc"): "--wind: path = ",
    ("--wind-time", "2024-01-31"): "without --wind FILE",
    ("--wind", "270,5", "--wind-time", "2024-01-31"): "only a NetCDF file has times",
}


@pytest.mark.parametrize("options", WRONG, ids=" ".join)
def test_a_wrong_wind_is_refused(options):
    done = intercept(*FLY, *options)
    assert done.returncode == 2
    assert WRONG[options] in done.stderr
