"""Encodings, delimiters and headers as people save tables."""

from __future__ import annotations

import pytest
from record_table import COLUMNS, NIGHT, line

from intercept.errors import RecordError
from intercept.record import read_record

TEXT = f"{COLUMNS}\n{line(*NIGHT, launch_place='Крим')}\n"


def saved(tmp_path, data):
    path = tmp_path / "daily.csv"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_tables_are_read_as_they_were_saved(tmp_path, encoding, delimiter):
    read = read_record(saved(tmp_path, TEXT.replace(",", delimiter).encode(encoding)))
    (row,) = read.file.rows
    assert (row.model.model, row.launched, row.launch_place) == ("Kalibr", 9, "Крим")


def test_big_endian_marks_are_read_too(tmp_path):
    read = read_record(saved(tmp_path, b"\xfe\xff" + TEXT.encode("utf-16-be")))
    assert read.file.rows[0].launched == 9


@pytest.mark.parametrize("optional", ["is_shahed", "still_attacking", "not_reach_goal", "source", "target"])
def test_editions_without_a_later_column_are_read(tmp_path, optional):
    header = COLUMNS.split(",")
    place = header.index(optional)
    short = "\n".join(
        ",".join(cell for i, cell in enumerate(text.split(",")) if i != place) for text in TEXT.splitlines()
    )
    (row,) = read_record(saved(tmp_path, short.encode())).file.rows
    assert (row.launched, row.destroyed) == (9, 6)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (TEXT.encode("cp1251"), "not UTF-8 text"),
        (b"\xff\xfe\x00", "not UTF-16 text"),
        (TEXT.encode("utf-16-le"), "NUL characters"),
        (b"PK\x03\x04\x00\x00", "NUL characters"),
        (TEXT.replace("is_shahed", "launched").encode(), "columns named twice: launched"),
        (b"", "columns missing: time_start"),
    ],
)
def test_what_is_no_such_table_is_refused_in_one_line_that_says_what_to_do(tmp_path, data, words):
    with pytest.raises(RecordError, match=words) as refused:
        read_record(saved(tmp_path, data))
    assert "\n" not in str(refused.value)
    assert "missile_attacks_daily.csv" in str(refused.value)
