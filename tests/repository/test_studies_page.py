"""docs/studies.md shows the studies that are kept, as benches/studies.py prints them, and they say what it claims."""

import json
import sys

import pytest
from tree import ROOT, read

sys.path.insert(0, str(ROOT / "benches"))
import studies

PAGE = "docs/studies.md"
KEPT = json.loads(studies.KEPT.read_text(encoding="utf-8"))


def test_the_page_shows_what_is_kept():
    shown = read(PAGE).split("<!-- figures -->")[1].split("<!-- end of figures -->")[0]
    assert shown.strip() == studies.page(KEPT).strip(), (
        "put the output of `python benches/studies.py show` into the page"
    )
    assert set(KEPT) == set(studies.STUDIES)


def test_the_order_of_a_file_changes_nothing():
    first, last = KEPT["order"]["found"]
    assert (first["change"], first["reduction"]) == (last["change"], last["reduction"])
    assert first["reduction"] > 1.0


def test_the_mean_of_one_radar_does_not_depend_on_the_number_of_geometries():
    rows = KEPT["one-radar"]["found"]
    most = rows[-1]
    for row in rows[:-1]:
        error = (row["standard_error"] ** 2 + most["standard_error"] ** 2) ** 0.5
        assert abs(row["mean"] - most["mean"]) < 3.5 * error, row
    assert most["apart"] < rows[0]["apart"]


def test_printed_errors_are_like_the_scatter_of_runs():
    found = KEPT["stability-small"]["found"]
    mean = sum(found["mean"]) / len(found["mean"])
    covered = sum(low <= mean <= high for low, high in zip(found["low"], found["high"], strict=True))
    # Of 32 intervals of 95 % fewer than 27 cover in one case of 100.
    assert len(found["mean"]) == 32
    assert covered >= 27


def test_the_causes_of_all_waves_add_up_to_the_leakers():
    found = KEPT["causes"]["found"]
    assert sum(row["leaked_mean"] for row in found["by_wave"]) == pytest.approx(found["all"]["mean"])
