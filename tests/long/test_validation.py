"""Every check against outside truth from the long series, of which the package's tables are a few rows each."""

import hashlib
import re

import numpy as np
import pytest
from checks_made import failures

from intercept.validation import case_names, run
from intercept.validation.tables import data_path, read_columns

DATA = data_path(".")
# How many rows each series has in the long form.
LONG = {"nesc-01": "301", "nesc-06": "301", "nesc-09": "301", "us76-low": "179", "us76-high": "93", "geodesic": "500"}


def test_every_case_passes_with_the_folder(library):
    assert set(case_names(library)) >= set(LONG)
    assert not failures(run(library=library))


def test_the_long_series_are_read_to_the_last_row(library):
    for case, rows in LONG.items():
        read = {
            text
            for check in run(case, library=library)
            for text in re.findall(r"long series, (\d+) rows", check.source)
        }
        assert read == {rows}, f"{case}: a series is missing: its table stood in"


def test_other_simulators_are_as_far_off_as_published(library):
    # The README of the series: 01, 05 and 06 against 04 over case 9, in mm. The clock of 05 is not a tenth to the bit.
    source = run("nesc-09", library=library)[0].source
    spread = dict(re.findall(r"sim (\d+) ([\d.]+) mm off", source))
    assert {sim: float(mm) for sim, mm in spread.items()} == pytest.approx({"01": 1870, "05": 5.3, "06": 140}, rel=0.05)


@pytest.mark.parametrize(
    ("folder", "series"),
    [
        *(("nesc", f"nesc/Atmos_{case}_sim_04.csv") for case in ("01", "06", "09")),
        *(("us76", name) for name in ("us76.csv", "us76_upper_table.csv", "us76_upper_fit.csv")),
        ("geodesic", "geodesic/geodtest_500.dat"),
    ],
)
def test_the_series_is_the_one_the_table_was_thinned_from(folder, series, reference_dir):
    digest = hashlib.sha256((reference_dir / series).read_bytes()).hexdigest()
    assert digest in (DATA / folder / "SOURCE.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("case", ["01", "06", "09"])
def test_thinned_rows_are_rows_of_the_series(case, reference_dir):
    long = read_columns(reference_dir / f"nesc/Atmos_{case}_sim_04.csv")
    short = read_columns(DATA / f"nesc/case_{case}_sim_04.csv")
    for name, column in short.items():
        assert np.array_equal(column, long[name][::10])
