"""`intercept catalog`: the classes, and the values of one."""

import json
import re

import numpy as np
import pytest
from command import intercept

from intercept.catalogue.catalogue import Catalogue


def test_catalog_lists_all_classes():
    assert len(json.loads(intercept("catalog", "--json").stdout)["threat"]) == 11
    listing = intercept("catalog").stdout
    assert "hypersonic_glide" in listing
    assert max(map(len, listing.splitlines())) <= 100


def test_catalog_shows_every_value_with_source_and_confidence():
    shown = intercept("catalog", "subsonic_cruise").stdout
    assert "cruise_speed_m_s" in shown
    assert "200        245        270  H" in shown
    assert "CBO" in shown
    assert max(map(len, shown.splitlines())) <= 100
    document = json.loads(intercept("catalog", "subsonic_cruise", "--json").stdout)
    assert document["parameters"][0]["url"].startswith("http")


def test_the_reach_of_the_fly_out_stands_beside_the_rows_of_a_defence():
    shown = intercept("catalog", "long_range_sam").stdout
    assert "slant_range_max_against_ballistic_km" in shown
    assert "at 10 km altitude: 69" in shown
    assert max(map(len, shown.splitlines())) <= 100
    assert "fly-out" not in intercept("catalog", "subsonic_cruise").stdout.split("- ")[-1]


@pytest.mark.parametrize("name", sorted(Catalogue.load().defences))
def test_reach_is_told_where_the_class_engages_and_beside_the_rows_that_claim_it(name):
    parameters = Catalogue.load().defences[name].parameters
    told = intercept("catalog", name).stdout.split("reach of the model's")[1]
    heights_m = [1e3 * float(height) for height in re.findall(r"at (\S+) km altitude", told)]
    assert heights_m[0] >= parameters["altitude_min_m"].mode
    assert heights_m == sorted(set(heights_m))
    assert heights_m[-1] == parameters["altitude_max_m"].mode
    for key in ("slant_range_max_km", "mean_speed_m_s"):
        if key in parameters:
            p = parameters[key]
            assert f"beside its row {key}: {p.low:,g} to {p.high:,g}, most likely {p.mode:,g}\n" in told


def test_what_each_class_can_do_against_each_is_a_matrix_and_a_list():
    matrix = intercept("catalog", "--engage").stdout.splitlines()
    assert max(map(len, matrix[:-1])) <= 132
    assert "interceptor" in matrix[0]
    assert "low+fast+late" in next(line for line in matrix if line.startswith("supersonic cruise, low"))
    ballistic = next(line for line in matrix if line.startswith("short-range ballistic")).split()
    # Two words of the threat, then nine cells: terminal and upper tier engage it.
    assert ballistic[-2:] == ["2", "2"]
    column = intercept("catalog", "upper_tier", "--engage").stdout
    assert "medium-range ballistic" in column
    assert "quasi-ballistic: no window (too low)" in column
    row = intercept("catalog", "jet_drone", "--engage").stdout
    assert "MANPADS" in row
    rows = json.loads(intercept("catalog", "jet_drone", "--engage", "--json").stdout)["engagements"]
    assert len(rows) == 9
    assert {each["first_launch_before_arrival_s"] is None for each in rows} == {True, False}
    refused = intercept("catalog", "gap_filler_radar", "--engage")
    assert refused.returncode == 2
    assert "must be a threat or a defence" in refused.stderr


def test_an_unknown_class_names_near_ones():
    result = intercept("catalog", "subsonic_cruse")
    assert result.returncode == 2
    assert "did you mean subsonic_cruise" in result.stderr


def test_a_threat_class_is_flown_beside_its_own_rows():
    shown = intercept("catalog", "hypersonic_cruise").stdout
    assert "Flights of the class: 10 distances, 400 to 1,000 km; 20 draws at each" in shown
    assert "They begin at -45, -125 degrees, on the courses 0, 90, 180, 270 (degrees from north)." in shown
    assert "Draws outside a row of confidence H or M, or not flown (0): 0 of 200." in shown
    assert "The share is below 1.5 % with a confidence of 95 %." in shown
    assert "a flight within 0.5 % of an end of a row counts as inside it." in shown
    assert max(map(len, shown.splitlines())) <= 100
    flights = json.loads(intercept("catalog", "hypersonic_cruise", "--json").stdout)["flights"]
    assert [survey["draws_outside"] for survey in flights] == [0]
    rows = {row["parameter"]: row for row in flights[0]["rows"]}
    assert rows["powered_flight_time_s"]["limit"]
    assert np.shape(rows["cruise_speed_m_s"]["most_likely"]) == (4, 10)
    assert len(flights[0]["range_km"]) == len(flights[0]["draws_outside_at"]) == 10


@pytest.mark.parametrize(("name", "profiles"), [("jet_drone", [None]), ("supersonic_cruise", ["low", "high"])])
def test_a_profile_is_named_where_there_are_two(name, profiles):
    shown = intercept("catalog", name).stdout
    assert re.findall(r"Flights of the class(?:, profile (\w+))?:", shown) == [each or "" for each in profiles]
    flights = json.loads(intercept("catalog", name, "--json").stdout)["flights"]
    assert [survey["profile"] for survey in flights] == profiles


def test_only_threats_fly():
    assert "flights" not in json.loads(intercept("catalog", "manpads", "--json").stdout)
    assert "Flights of the class" not in intercept("catalog", "manpads").stdout


def test_the_reach_of_a_class_stands_beside_its_rows_of_speed():
    shown = intercept("catalog", "long_range_sam").stdout
    for row in ("slant_range_max_km: 68 to 250", "mean_speed_m_s: 700 to 1,200", "terminal_speed_m_s: 800 to 1,400"):
        assert f"beside its row {row}" in shown
