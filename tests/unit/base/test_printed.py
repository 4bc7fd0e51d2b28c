"""Tables as text: rows under the names and units of their columns, and how many there are."""

import re

import numpy as np
import pytest

import intercept as ic
from intercept.base.printed import parameter, valued
from intercept.base.table import Table

WINDOWS = Table({"unit": ["north", "south"], "range_km": [12.5, np.nan], "rounds": [1, 20]})


def test_a_table_prints_its_rows_with_units():
    assert str(WINDOWS).splitlines() == [
        "unit   range_km  rounds",
        "             km",
        "north      12.5       1",
        "south         -      20",
        "(2 rows)",
    ]


def test_a_long_table_prints_its_first_rows_and_says_how_many_there_are():
    table = Table({"launch_s": np.arange(3000.0)})
    assert str(table).splitlines()[-1] == "(20 of 3,000 rows)"
    assert repr(table).splitlines()[-2:] == ["       5", "(6 of 3,000 rows)"]
    assert len(repr(table).splitlines()) <= 12


def test_a_wide_table_names_the_columns_that_do_not_fit():
    table = Table({f"a_column_of_speeds_{k}_m_s": [1.0] for k in range(12)})
    lines = str(table).splitlines()
    assert all(len(line) <= 120 for line in lines)
    assert lines[-2].startswith("(8 more columns: a_column_of_speeds_4_m_s, ")


def test_cells_are_one_short_line():
    table = Table({"why": ["two\nlines " + 100 * "x"]})
    assert len(str(table).splitlines()[1]) == 40
    assert str(Table({"why": np.array([], dtype=str)})) == "why\n(0 rows)"


def test_html_has_the_units():
    assert "<th>range_km<br><small>km</small></th>" in WINDOWS._repr_html_()


@pytest.mark.parametrize(
    ("key", "name", "told"),
    [
        ("cruise_speed_m_s", "cruise speed, m/s", "cruise speed 50 m/s"),
        ("altitude_terrain_following_m", "altitude terrain following, m", "altitude terrain following 50 m"),
        ("radar_cross_section_m2", "radar cross section, m2", "radar cross section 50 m2"),
        ("area_km2", "area, km2", "area 50 km2"),
        ("channels", "channels", "channels 50"),
    ],
)
def test_a_parameter_is_told_in_words(key, name, told):
    assert parameter(key) == name
    assert valued(key, 50.0) == told


def test_no_unit_is_left_in_the_name_of_a_parameter_of_the_catalogue():
    catalogue = ic.Catalogue.load()
    for each in (*catalogue.threats.values(), *catalogue.defences.values(), *catalogue.sensors.values()):
        for key in each.parameters:
            name = parameter(key).partition(", ")[0]
            assert not re.search(r"_|(?<!\d) (m|s|km|deg|rad|m2|km2|kg m2|m s2?|g)$", name), key
