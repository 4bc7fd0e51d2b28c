"""`intercept catalog`: the classes, and the values of one."""

import json

from command import intercept


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


def test_what_each_class_can_do_against_each_is_a_matrix_and_a_list():
    matrix = intercept("catalog", "--engage").stdout.splitlines()
    assert max(map(len, matrix)) <= 110
    ballistic = next(line for line in matrix if line.startswith("short-range ballistic")).split()
    # Two words of the threat, then nine cells: terminal and upper tier engage it.
    assert ballistic[-2:] == ["2", "2"]
    column = intercept("catalog", "upper_tier", "--engage").stdout
    assert "medium-range ballistic" in column
    assert "quasi-ballistic: no window (too low)" in column
    row = intercept("catalog", "jet_drone", "--engage").stdout
    assert "MANPADS" in row
    rows = json.loads(intercept("catalog", "jet_drone", "--engage", "--json").stdout)
    assert len(rows) == 9
    assert {each["first_launch_before_arrival_s"] is None for each in rows} == {True, False}
    refused = intercept("catalog", "gap_filler_radar", "--engage")
    assert refused.returncode == 2
    assert "must be a threat or a defence" in refused.stderr


def test_an_unknown_class_names_near_ones():
    result = intercept("catalog", "subsonic_cruse")
    assert result.returncode == 2
    assert "did you mean subsonic_cruise" in result.stderr
