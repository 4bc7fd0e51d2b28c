"""Nights of the public record as figures, and a made-up file in its layout, read through the public code."""

import pytest
from nights import DRONES, FASTEST, MADE_UP, NIGHTS, PUBLISHED

from intercept.record import caveats, read_record
from intercept.record.night_scenario import claimed

each_night = pytest.mark.parametrize("published", PUBLISHED, ids=lambda row: row["date"])


def down(claim):
    return claim["destroyed"] + claim.get("not_reach_goal", 0)


@each_night
def test_example_nights_have_the_published_figures(published):
    (night,) = (night for night in NIGHTS["nights"] if str(night["date"]) == published["date"])
    drones = [claim for claim in night["claimed"] if claim["class"] in DRONES]
    missiles = [claim for claim in night["claimed"] if claim["class"] not in DRONES]
    fastest = [claim for claim in missiles if claim["class"] in FASTEST]
    assert sum(claim["launched"] for claim in drones) == int(published["drones_launched"])
    assert sum(map(down, drones)) == int(published["drones_did_not_hit"])
    assert sum(claim["launched"] for claim in missiles) == int(published["missiles_launched"])
    assert sum(map(down, missiles)) == int(published["missiles_did_not_hit"])
    assert sum(claim["launched"] for claim in fastest) == int(published["aeroballistic_and_hypersonic_launched"])
    assert sum(claim["destroyed"] for claim in fastest) == int(published["aeroballistic_and_hypersonic_destroyed"])


@pytest.fixture(scope="module")
def record():
    return read_record(MADE_UP)


def test_the_made_up_file_has_the_columns_of_the_published_one():
    names = MADE_UP.read_text(encoding="utf-8").splitlines()[0].split(",")
    # The 22 columns of missile_attacks_daily.csv, in its order.
    assert names == [
        *("time_start", "time_end", "model", "launch_place", "target", "target_main", "launched", "destroyed"),
        *("not_reach_goal", "still_attacking", "border_crossing", "is_shahed", "num_hit_location"),
        *("num_fall_fragment_location", "carrier", "turbojet", "turbojet_destroyed", "affected region"),
        *("destroyed_details", "launched_details", "launch_place_details", "source"),
    ]


def test_rows_become_nights_by_their_windows(record):
    found = [(str(night.date), night.part, night.headline.launched) for night in record.nights]
    assert found == [
        ("2021-02-02", "night", 40),
        ("2021-02-04", "night", 100),
        ("2031-02-04", "night", 133),
        ("2031-02-04", "day", 3),
        ("2031-02-05", "night", 66),
    ]
    assert len(record.file.rows) == 12


def test_what_is_wrong_with_a_row_is_listed(record):
    assert [(problem.line, problem.kept) for problem in record.file.problems] == [(13, True), (14, False)]
    assert record.unmapped == ("X-999",)


def test_a_night_has_totals_by_class_and_its_caveats(record):
    night = record.night("2031-02-04")
    assert (night.drones.launched, night.drones.did_not_hit) == (120, 101)
    assert (night.missiles.launched, night.missiles.did_not_hit) == (13, 7)
    assert [totals.name for totals in night.classes] == ["one_way_attack_drone", "subsonic_cruise", "mixed", "excluded"]
    assert any("includes drones lost or jammed" in text for text in caveats(night))


def test_a_night_becomes_the_claims_of_a_scenario(record):
    claims = claimed(record.night("2021-02-04"))
    assert [(claim["class"], claim["launched"], claim["destroyed"], claim["not_reach_goal"]) for claim in claims] == [
        ("one_way_attack_drone", 90, 52, 31),
        ("subsonic_cruise", 10, 7, 2),
    ]
