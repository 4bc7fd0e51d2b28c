"""Tallies of regional commands stand beside the national count of their date, not in it."""

from __future__ import annotations

from record_table import NIGHT, line, write

from intercept.record import caveats, read_record

NATIONAL = line(*NIGHT, model="Shahed-136/131", launched="100", destroyed="60")


def tally(**fields):
    usual = {"model": "Shahed-136/131", "target": "south", "launched": "7", "destroyed": "7", "source": "PvKPivden/1"}
    return line("2025-10-05", "2025-10-05", **{**usual, **fields})


def night(tmp_path, *lines):
    return read_record(write(tmp_path, *lines)).night("2025-10-05")


def test_a_tally_is_in_no_count_and_said(tmp_path):
    found = night(tmp_path, NATIONAL, tally())
    assert (found.drones.launched, found.drones.destroyed) == (100, 60)
    assert [row.line for row in found.regional] == [3]
    assert any(
        "Left out: 7 drones that regional commands list as shot down (line 3)" in caveat for caveat in caveats(found)
    )


def test_without_a_national_count_of_the_date_the_row_is_all_there_is(tmp_path):
    found = night(tmp_path, tally())
    assert (found.drones.launched, found.regional) == (7, ())


def test_a_region_s_row_with_leakers_or_from_the_air_force_itself_or_of_missiles_counts(tmp_path):
    for fields in ({"destroyed": "6"}, {"source": "kpszsu/posts/1"}, {"model": "Kalibr"}):
        found = night(tmp_path, NATIONAL, tally(**fields))
        assert (found.headline.launched, found.regional) == (107, ()), fields


def test_a_day_raid_of_tallies_alone_has_no_counts(tmp_path):
    rows = (
        NATIONAL,
        line(
            "2025-10-05 13:00",
            "2025-10-05 15:00",
            model="Shahed-136/131",
            target="west",
            launched="3",
            destroyed="3",
            source="PvKZahid/1",
        ),
    )
    read = read_record(write(tmp_path, *rows))
    assert read.night("2025-10-05").day_rows == 0
    assert read.night("2025-10-05", part="date").drones.launched == 100
