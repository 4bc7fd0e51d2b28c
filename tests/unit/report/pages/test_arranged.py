"""Figures and tables arranged for packing come back as they were."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from page_read import by_rows, summed

from intercept.base.table import Table
from intercept.report.figures import map as map_figure
from intercept.report.look import arranged

DECIMAL = st.builds(lambda whole, decimals: whole / 10**decimals, st.integers(-(10**9), 10**9), st.integers(0, 6))
NUMBER = st.none() | DECIMAL | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.booleans()
VALUE = st.recursive(
    st.text() | NUMBER | st.lists(NUMBER | DECIMAL, min_size=arranged.NUMBERS_MIN),
    lambda inside: st.lists(inside) | st.dictionaries(st.text(), inside),
)


@given(VALUE)
def test_a_value_whose_numbers_are_steps_comes_back(value):
    read = summed(json.loads(json.dumps(arranged.stepped(value))))
    assert read == value
    # True equals 1, and is not it.
    assert json.dumps(read).count("true") == json.dumps(value).count("true")


@given(st.lists(st.none() | DECIMAL, min_size=arranged.NUMBERS_MIN))
def test_short_decimals_are_steps(values):
    values = [None if value is None else round(value, arranged.DECIMALS_MAX) for value in values]
    steps = arranged.stepped(values)["steps"]
    assert all(step is None or isinstance(step, int) for step in steps)
    assert [step is None for step in steps] == [value is None for value in values]


@pytest.mark.parametrize(
    "values", [[1.0] * (arranged.NUMBERS_MIN - 1), [1 / 3] * 20, [True] * 20, [2**60] * 20, ["1"] * 20]
)
def test_other_lists_stay_as_they_are(values):
    assert arranged.stepped(values) == values


def test_circles_of_one_radius_are_the_same_steps():
    sites = [{"east_km": east, "north_km": -2.0 * east} for east in (0.0, 12.3456, -77.7777)]
    rings = [map_figure.about(site, map_figure.ring(41.7)) for site in sites]
    values = map_figure.joined([ring[:, 0] for ring in rings], 2)
    steps = arranged.stepped([None if np.isnan(value) else value for value in values.tolist()])["steps"]
    size = len(rings[0])
    first, second, third = (steps[start + 1 : start + size] for start in (0, size + 1, 2 * size + 2))
    assert first == second == third


CELL = st.text(st.sampled_from("a,\"\n\r \t'=é")) | st.text()


@given(
    st.integers(1, 4).flatmap(
        lambda wide: st.lists(st.tuples(*[CELL] * wide), max_size=5).map(lambda rows: (wide, rows))
    )
)
def test_a_table_column_by_column_is_the_same_csv_again(found):
    wide, rows = found
    table = Table({f'column {k}, "{k}"': [row[k] for row in rows] for k in range(wide)})
    assert by_rows(arranged.by_columns(table), wide) == table.to_csv()


def test_numbers_of_a_table_keep_their_digits():
    table = Table({"a": [1.0, np.nan, 1e-300], "b": [1, 2, 3], "c": [0.1, 1 / 3, 1e22]})
    assert by_rows(arranged.by_columns(table), 3) == table.to_csv()
