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


def test_an_unknown_class_names_near_ones():
    result = intercept("catalog", "subsonic_cruse")
    assert result.returncode == 2
    assert "did you mean subsonic_cruise" in result.stderr
