"""Columns kept narrow: a table of them is the table of the same values, in every way it is read."""

import copy

import numpy as np
import pytest

import intercept as ic
from intercept.base.checksum import table_sha256
from intercept.base.narrow import Narrow, all_narrow, narrow
from intercept.base.table import Table


@pytest.mark.parametrize(
    ("most", "kind"),
    [(0, "u1"), (255, "u1"), (256, "u2"), (65_535, "u2"), (65_536, "u4"), (2**32 - 1, "u4"), (2**32, "u8")],
)
def test_the_narrowest_type_that_holds_the_largest(most, kind):
    found = narrow(np.array([0, most], dtype=np.uint64))
    assert found.dtype == kind
    assert found.tolist() == [0, most]


def test_what_is_no_unsigned_number_is_left_as_it_is():
    given = {"seconds": np.array([1.5, np.inf]), "signed": np.array([-1, 1]), "none": np.zeros(0, dtype=np.uint32)}
    found = all_narrow(given)
    assert found["seconds"] is given["seconds"]
    assert found["signed"] is given["signed"]
    assert (found["none"].dtype, len(found["none"])) == (np.uint8, 0)


COUNTS = np.array([3, 0, 200], dtype=np.uint8)
NAMES = ("never", "drone", "missile")
KEPT = {
    "e": Narrow(np.array([0, 65_536, 7], dtype=np.uint32), each=2),
    "class": Narrow(np.array([2, 1], dtype=np.uint8), times=3, names=NAMES),
    "leaked": Narrow(np.repeat(COUNTS, 2)),
}
WIDE = {
    "e": [0, 0, 65_536, 65_536, 7, 7],
    "class": ["missile", "drone"] * 3,
    "leaked": np.repeat(COUNTS, 2).astype(np.int64),
}


def test_a_table_of_narrow_columns_is_that_of_the_same_values(tmp_path):
    kept, wide = Table(KEPT), Table(WIDE)
    assert kept == wide
    assert wide == kept
    assert table_sha256(kept) == table_sha256(wide)
    assert len(kept) == len(wide) == 6
    assert copy.deepcopy(kept) == wide
    assert Table.concatenate([kept, kept]) == Table.concatenate([wide, wide])
    for way in (repr, str, Table._repr_html_, Table.to_json, Table.to_csv, Table.to_dict):
        assert way(kept) == way(wide)
    for name in kept.columns:
        assert kept[name].dtype == wide[name].dtype
        assert not kept[name].flags.writeable
        assert kept.is_text(name) == wide.is_text(name)
        (values, rows), (wanted, index) = kept.codes(name), wide.codes(name)
        assert values == wanted
        assert (rows.dtype, rows.tolist()) == (index.dtype, index.tolist())
    for rows in (slice(1, 4), wide["leaked"] == 3, [5, 0]):
        assert kept.take(rows) == wide.take(rows)
    assert kept.to_arrow().equals(wide.to_arrow(), check_metadata=True)
    for table, path in ((kept, tmp_path / "kept"), (wide, tmp_path / "wide")):
        ic.write(table, path, file_format="parquet")
    assert (tmp_path / "kept").read_bytes() == (tmp_path / "wide").read_bytes()


def test_an_empty_column_is_one():
    kept = Table({"n": Narrow(np.zeros(0, dtype=np.uint8)), "t": Narrow(np.zeros(0, dtype=np.uint8), names=("a",))})
    wide = Table({"n": np.zeros(0, dtype=np.int64), "t": np.array([], dtype=str)})
    assert kept == wide
    assert kept.codes("t")[0] == wide.codes("t")[0] == []
    assert repr(kept) == repr(wide)
