"""Tables as text: rows under the names and units of their columns, and how many there are."""

import numpy as np

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
