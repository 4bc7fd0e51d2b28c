"""Winds by where they blow from, and files of levels."""

import math

import numpy as np
import pytest

import intercept as ic
from intercept.errors import InvalidParameterError

# From the north, east, south and west: what blows is to the opposite side.
QUARTERS = {0.0: (0.0, -10.0), 90.0: (-10.0, 0.0), 180.0: (0.0, 10.0), 270.0: (10.0, 0.0)}


@pytest.mark.parametrize("direction_deg", QUARTERS)
def test_a_wind_blows_from_its_direction(direction_deg):
    wind = ic.Wind.from_direction(math.radians(direction_deg), 10.0)
    assert wind == ic.Wind.constant(*QUARTERS[direction_deg])


def test_a_sounding_is_the_profile_of_its_components():
    altitude, direction, speed = [0.0, 1_500.0, 9_000.0], np.radians([200.0, 250.0, 280.0]), np.array([4.0, 12.0, 40.0])
    wind = ic.Wind.from_direction(direction, speed, altitude)
    assert wind == ic.Wind.profile(altitude, -speed * np.sin(direction), -speed * np.cos(direction))
    assert ic.Wind.from_direction(direction[::-1], speed[::-1], altitude[::-1]) == wind
    assert ic.Wind.from_direction(0.5, 3.0, altitude) == ic.Wind.from_direction([0.5] * 3, [3.0] * 3, altitude)


REFUSED = {
    "direction_from_rad = 270.0 .*degrees": lambda: ic.Wind.from_direction(270.0, 10.0),
    "speed_m_s = -1.0": lambda: ic.Wind.from_direction(0.0, -1.0),
    "speed_m_s = nan": lambda: ic.Wind.from_direction(0.0, math.nan),
    "direction_from_rad of shape": lambda: ic.Wind.from_direction([0.0, 1.0], 10.0, [0.0, 1.0, 2.0]),
    "altitude_m": lambda: ic.Wind.from_direction(0.0, 10.0, [0.0, 0.0]),
}


@pytest.mark.parametrize("says", REFUSED)
def test_a_bad_direction_is_refused(says):
    with pytest.raises(InvalidParameterError, match=says):
        REFUSED[says]()


def written(tmp_path, text):
    path = tmp_path / "sounding.csv"
    path.write_text(text)
    return path


def test_a_file_of_directions_or_of_components(tmp_path):
    by_direction = written(
        tmp_path, "altitude_m,temperature_c,direction_from_deg,speed_m_s\n0,15,270,5\n\n9000,-40,180,40\n"
    )
    assert ic.Wind.from_csv(by_direction) == ic.Wind.profile([0.0, 9e3], [5.0, 0.0], [0.0, 40.0])
    by_components = written(tmp_path, "\ufeffaltitude_m, east_m_s, north_m_s\n9000, 0, 40\n0, 5, 0\n")
    assert ic.Wind.from_csv(by_components) == ic.Wind.profile([0.0, 9e3], [5.0, 0.0], [0.0, 40.0])


BAD_FILES = {
    "": "must be altitude_m and",
    "altitude_m,speed_m_s\n0,1\n": "direction_from_deg",
    "altitude_m,east_m_s,north_m_s\n0,1\n": 'north_m_s = "" in line 2',
    "altitude_m,east_m_s,north_m_s\n0,1,fresh\n": 'north_m_s = "fresh" in line 2',
    "altitude_m,east_m_s,north_m_s\n": "altitude_m",
    "altitude_m,direction_from_deg,speed_m_s\n0,400,1\n": "direction_from_deg = 400.0",
    'altitude_m,east_m_s,north_m_s\n0,"1,2\n': "CSV file that can be read",
}


@pytest.mark.parametrize("text", BAD_FILES)
def test_a_bad_file_is_refused(tmp_path, text):
    with pytest.raises(InvalidParameterError, match=BAD_FILES[text]):
        ic.Wind.from_csv(written(tmp_path, text))
