"""Tables go to other libraries through the Arrow PyCapsule interface, and their numbers stay where they are."""

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import intercept as ic

ROWS = 50_000
TABLE = ic.Table(
    {
        "range_m": np.arange(ROWS, dtype=float),
        "margin_s": np.where(np.arange(ROWS) % 7, np.arange(ROWS, dtype=float), np.nan),
        "threat": np.arange(ROWS),
        "part": np.arange(ROWS, dtype=np.uint8),
        "unit": ["north", "south"] * (ROWS // 2),
    }
)
WHOLE = ("range_m", "threat", "part")
NUMBERS = (*WHOLE, "margin_s")


def address(column):
    return column.__array_interface__["data"][0]


def values_at(array):
    """Return where the values of an array of Arrow begin."""
    return array.buffers()[1].address + array.offset * array.type.bit_width // 8


@pytest.mark.parametrize("name", NUMBERS)
def test_arrow_has_the_columns_where_they_are(name):
    (chunk,) = pa.table(TABLE)[name].chunks
    assert values_at(chunk) == address(TABLE[name])
    assert chunk.null_count == np.isnan(TABLE[name]).sum()


@pytest.mark.parametrize("name", NUMBERS)
def test_polars_has_them_where_they_are(name):
    series = pl.DataFrame(TABLE)[name]
    assert values_at(series.to_arrow()) == address(TABLE[name])
    if name in WHOLE:
        assert address(series.to_numpy(allow_copy=False)) == address(TABLE[name])
    assert pl.DataFrame(TABLE).equals(TABLE.to_polars())


@pytest.mark.parametrize("name", NUMBERS)
def test_pandas_has_them_where_they_are(name):
    frame = pa.table(TABLE).to_pandas(types_mapper=pd.ArrowDtype)
    (chunk,) = frame[name].array.__arrow_array__().chunks
    assert values_at(chunk) == address(TABLE[name])
    # What is changed there is changed there alone.
    frame.loc[1, name] = 7
    assert frame.loc[1, name] == 7
    assert TABLE[name][1] == 1


def test_a_frame_of_pandas_own_numbers_may_be_written_to():
    frame = TABLE.to_pandas()
    frame.loc[1, "range_m"] = 7.0
    assert TABLE["range_m"][1] == 1.0


def test_duckdb_reads_them():
    stream = TABLE  # noqa: F841 - found by its name in the query
    own = "select unit, count(*), sum(range_m), count(margin_s), max(threat), sum(part) from stream group by unit"
    found = {row[0]: row[1:] for row in duckdb.sql(own).fetchall()}
    for name, place in (("north", 0), ("south", 1)):
        part = slice(place, None, 2)
        known = np.isfinite(TABLE["margin_s"][part]).sum()
        numbers = [TABLE[column][part].sum(dtype=float) for column in ("range_m", "part")]
        assert found[name] == (ROWS // 2, numbers[0], known, TABLE["threat"][part].max(), numbers[1])


def test_flights_and_windows_are_read_by_each():
    flown = ic.fly(ic.Flight.of_class("subsonic_cruise"))
    highest = duckdb.sql("select max(altitude_m), count(*) from flown").fetchall()[0]
    frame = pl.DataFrame(flown)
    assert (
        highest
        == (frame["altitude_m"].max(), len(frame))
        == (pa.table(flown)["altitude_m"].to_numpy().max(), len(frame))
    )
