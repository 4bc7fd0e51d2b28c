"""Tables: what they hold, what they refuse, and what other libraries and files read from them."""

from __future__ import annotations

import csv
import json
import pickle
import sys

import numpy as np
import polars as pl
import pytest
from pyarrow import parquet

import intercept as ic
from intercept.base.printed import unit_of
from intercept.base.table import Table
from intercept.errors import InvalidParameterError, MissingExtraError


@pytest.fixture
def table() -> Table:
    return Table(
        {"unit": ["north", "south", "north"], "range_km": [10.0, np.nan, 12.5], "rounds": np.array([1, 2, 3])},
        {"range_km": "slant range"},
    )


def test_columns_are_read_by_name_and_have_one_length(table):
    assert table.columns == ("unit", "range_km", "rounds")
    assert len(table) == 3
    assert "rounds" in table
    assert table["rounds"].tolist() == [1, 2, 3]
    with pytest.raises(InvalidParameterError, match=r'column = "speed_m_s".* one of unit, range_km'):
        table["speed_m_s"]


def test_text_compares_row_by_row(table):
    assert (table["unit"] == "north").tolist() == [True, False, True]
    assert table.take(table["unit"] == "north")["rounds"].tolist() == [1, 3]


def test_a_table_cannot_be_changed():
    source = np.arange(3)
    table = Table({"rounds": source})
    source[0] = 99
    assert table["rounds"].tolist() == [0, 1, 2]
    with pytest.raises(ValueError, match="read-only"):
        table["rounds"][0] = 1
    with pytest.raises(ValueError, match="read-only"):
        pickle.loads(pickle.dumps(table))["rounds"][0] = 1  # noqa: S301  (our own bytes)


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"a": [1, 2], "b": [1]}, 'column "b" has 1 rows, "a" 2'),
        ({"a": [[1, 2], [3, 4]]}, r'column "a" has shape \(2, 2\)'),
        ({"a": [1, "x"]}, 'column "a" holds 1: must be all numbers or all text'),
        ({"a": ["x", None]}, 'column "a" holds None'),
        ({"a": [[1, 2], [3]]}, 'column "a"'),
        ({"a": np.array(["2025-10-05"], dtype="datetime64[D]")}, 'column "a" is of datetime64'),
    ],
)
def test_wrong_columns_are_refused_with_their_name(columns, message):
    with pytest.raises(InvalidParameterError, match=message):
        Table(columns)


def test_a_description_needs_its_column():
    with pytest.raises(InvalidParameterError, match=r"descriptions = .*nothing"):
        Table({"a": [1]}, {"b": "nothing"})


def test_empty_tables_keep_their_columns():
    empty = Table({"unit": np.array([], dtype=str), "rounds": np.zeros(0, int)})
    assert len(empty) == 0
    assert empty.is_text("unit")
    assert str(empty.to_arrow().schema.field("unit").type) == "string"
    assert list(empty.records()) == []
    assert empty.codes("unit")[0] == []


def test_equality_is_by_value_and_nan_equals_nan(table):
    assert table == pickle.loads(pickle.dumps(table))  # noqa: S301
    assert table != table.head(2)
    assert table != "table"


def test_codes_are_in_order_of_appearance(table):
    names, rows = table.codes("unit")
    assert names == ["north", "south"]
    assert rows.tolist() == [0, 1, 0]


def test_units_come_from_names():
    assert unit_of("speed_max_m_s") == "m/s"
    assert unit_of("launch_s") == "s"
    assert unit_of("rounds") == ""


def test_arrow_has_units_and_nulls(table):
    arrow = table.to_arrow()
    assert arrow.schema.field("range_km").metadata == {b"unit": b"km", b"description": b"slant range"}
    assert arrow.column("range_km").to_pylist() == [10.0, None, 12.5]


def test_other_libraries_read_it(table):
    assert pl.DataFrame(table)["range_km"].null_count() == 1
    assert table.to_polars()["unit"].to_list() == ["north", "south", "north"]
    assert table.to_pandas()["rounds"].tolist() == [1, 2, 3]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@sum", "\tx", "\rx"])
def test_no_cell_of_csv_is_a_formula(text, tmp_path):
    table = Table({"name": [text, "north"], f"{text.strip()}_m": [-1.5, 2.0]})
    ic.write(table, tmp_path / "t.csv")
    for written in (table.to_csv(), (tmp_path / "t.csv").read_text(encoding="utf-8")):
        head, first, second = csv.reader(written.splitlines())
        assert not head[1].startswith(("=", "+", "-", "@"))
        # As any reader of CSV has it; a carriage return would end the line for some of them, and is shown.
        assert first == [{"\t": "'\tx", "\r": "\\rx"}.get(text[0], f"'{text}"), "-1.5"]
        assert second == ["north", "2.0"]


def test_files_hold_the_same_rows(table, tmp_path):
    ic.write(table, tmp_path / "t.parquet")
    assert parquet.read_table(tmp_path / "t.parquet").equals(table.to_arrow())
    ic.write(table, tmp_path / "t.csv")
    with (tmp_path / "t.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file))[1:3] == [["north", "10.0", "1"], ["south", "", "2"]]
    assert json.loads(table.to_json())[1] == {"unit": "south", "range_km": None, "rounds": 2}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["t.csv", "t.parquet"]


@pytest.mark.parametrize(
    ("package", "method", "extra"),
    [("pyarrow", "to_arrow", "tables"), ("pandas", "to_pandas", "pandas"), ("polars", "to_polars", "polars")],
)
def test_a_missing_package_names_its_extra(table, monkeypatch, package, method, extra):
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(
        MissingExtraError,
        match=rf"{package} is not installed: the extra {extra} brings it, or pip install '{package}>=",
    ):
        getattr(table, method)()


def test_html_is_escaped():
    text = Table({"<b>": ["<script>alert(1)</script>"] * 12})._repr_html_()
    assert "<script>" not in text
    assert "<b>" not in text
    assert "10 of 12 rows" in text
