"""Grouping windows into nights, sums with blanks and caveats."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from record_table import NIGHT, line, write

from intercept.errors import InvalidParameterError, RecordError
from intercept.record import caveats, read_record
from intercept.record.nights import group_nights


def groups(tmp_path, *windows):
    """Return the date and part of each window, beside a night of 4 to 5 and one of 5 to 6 October."""
    fixed = [line(*NIGHT, model="Shahed-136/131"), line("2025-10-05 19:00", "2025-10-06 08:00", model="Shahed-136/131")]
    read = read_record(write(tmp_path, *fixed, *(line(*window, source=f"p/{i}") for i, window in enumerate(windows))))
    places = {row.line: (str(night.date), night.part) for night in read.nights for row in night.rows}
    return [places[number] for number in range(4, 4 + len(windows))]


@pytest.mark.parametrize(
    ("window", "place"),
    [
        (("2025-10-04 18:00", "2025-10-05 13:00"), ("2025-10-05", "night")),  # begins on an earlier date
        (("2025-10-04", "2025-10-05 08:00"), ("2025-10-05", "night")),
        (("2025-10-05", "2025-10-05"), ("2025-10-05", "night")),  # no clock time
        (("2025-10-05 04:00", "2025-10-05 07:10"), ("2025-10-05", "night")),
        (("2025-10-05 09:30", "2025-10-05 12:00"), ("2025-10-05", "night")),  # ends by noon
        (("2025-10-05 05:59", "2025-10-05 18:00"), ("2025-10-05", "night")),  # begins before six
        (("2025-10-05", "2025-10-05 8:00"), ("2025-10-05", "night")),  # begin unknown: taken to be the end
        (("2025-10-05 08:00", "2025-10-05 16:00"), ("2025-10-05", "day")),
        (("2025-10-05", "2025-10-05 15:00"), ("2025-10-05", "day")),
        (("2025-10-05 21:20", "2025-10-05 21:40"), ("2025-10-06", "night")),  # inside the coming night
        (("2025-10-05 18:30", "2025-10-05 19:30"), ("2025-10-06", "night")),  # by half
        (("2025-10-05 12:00", "2025-10-05 20:00"), ("2025-10-05", "day")),  # by less than half
        (("2025-10-06 21:00", "2025-10-06 22:00"), ("2025-10-06", "day")),  # no window of a coming night
    ],
)
def test_windows_go_to_the_night_the_rule_says(tmp_path, window, place):
    assert groups(tmp_path, window) == [place]


hours = st.integers(0, 24 * 4)


@given(
    windows=st.lists(st.tuples(hours, hours).map(sorted), min_size=1, max_size=8),
    seed=st.randoms(use_true_random=False),
)
def test_every_row_is_in_exactly_one_night_whatever_the_order(tmp_path_factory, windows, seed):
    def text(hour):
        return f"2025-10-{1 + hour // 24:02d} {hour % 24:02d}:00"

    lines = [line(text(start), text(end), source=f"p/{i}") for i, (start, end) in enumerate(windows)]
    rows = list(read_record(write(tmp_path_factory.mktemp("record"), *lines)).file.rows)
    nights = group_nights(rows)
    assert sorted(row.line for night in nights for row in night.rows) == [row.line for row in rows]
    seed.shuffle(rows)
    again = {(night.date, night.part): {row.line for row in night.rows} for night in group_nights(rows)}
    assert again == {(night.date, night.part): {row.line for row in night.rows} for night in nights}


def test_sums_keep_blank_apart_from_zero(tmp_path):
    read = read_record(
        write(
            tmp_path,
            line(*NIGHT, model="Shahed-136/131", launched="100", destroyed="60", not_reach_goal="0"),
            line(*NIGHT, model="Kalibr", launched="9", destroyed="6"),
            line(*NIGHT, model="Iskander-K", launched="", destroyed="2"),
            line(*NIGHT, model="X-22", launched="3", destroyed=""),
            line(*NIGHT, model="Unknown UAV", launched="5", destroyed="5"),
        )
    )
    drones, cruise, supersonic, excluded = read.night("2025-10-05").classes
    assert (drones.not_reach_goal, drones.did_not_hit_rate) == (0, 0.6)
    assert (cruise.launched, cruise.destroyed, cruise.not_reach_goal, cruise.blanks) == (9, 8, None, 1)
    assert (cruise.destroyed_rate, cruise.did_not_hit) == (None, 8)
    assert (supersonic.destroyed, supersonic.did_not_hit) == (None, None)
    assert (excluded.name, excluded.destroyed_rate) == ("excluded", None)
    assert read.night("2025-10-05").headline.launched == 112


def test_a_rate_above_one_is_not_given(tmp_path):
    read = read_record(write(tmp_path, line(*NIGHT, launched="16", destroyed="15", not_reach_goal="11")))
    assert (read.nights[0].missiles.destroyed_rate, read.nights[0].missiles.did_not_hit_rate) == (15 / 16, None)


@pytest.mark.parametrize(
    ("end", "words"),
    [
        ("2025-06-09 08:00", 'Until July 2025 drones lost or jammed are in "not_reach_goal"'),
        ("2025-07-23 08:00", 'Until July 2025 drones lost or jammed are in "not_reach_goal"'),
        ("2025-07-24 08:00", "read this night by the new one"),
        ("2025-07-31 08:00", "read this night by the new one"),
        ("2025-08-01 08:00", 'From August 2025 "destroyed" includes'),
    ],
)
def test_the_warning_is_of_the_night_s_side_of_the_change(tmp_path, end, words):
    (night,) = read_record(write(tmp_path, line(end, end, model="Shahed-136/131", not_reach_goal="1"))).nights
    (found,) = [caveat for caveat in caveats(night) if words in caveat]
    assert "blank" not in found


def test_caveats_say_what_the_rows_are(tmp_path):
    lines = [
        line(*NIGHT, model="Shahed-136/131", launched="100", destroyed="60", still_attacking="4"),
        line("2025-10-05", "2025-10-05", model="Shahed-136/131", launched="7", destroyed="5", target="south"),
        line(*NIGHT, model="C-400 and Iskander-M", destroyed=""),
        line(*NIGHT, model="X-999"),
        line(*NIGHT, model="Unknown UAV"),
        line("2025-10-05 13:00", "2025-10-05 15:00", model="Kalibr"),
    ]
    text = "\n".join(caveats(read_record(write(tmp_path, *lines)).night("2025-10-05")))
    for words in (
        "2 reporting windows",
        "The count includes 1 row without a clock time",
        "Left out: 1 row of a day raid on the same date",
        "Launched or destroyed is not stated in 1 row:",
        "The post says that 4 objects had not come down yet",
        "C-400 and Iskander-M (one count for several classes: short_range_ballistic, quasi_ballistic)",
        "X-999 (not in the table of models: X-999)",
        "Left out: Unknown UAV",
    ):
        assert words in text


def test_a_date_without_a_night_names_the_nearest(tmp_path):
    read = read_record(write(tmp_path, line(*NIGHT), line("2025-10-07 13:00", "2025-10-07 15:00")))
    with pytest.raises(RecordError, match=r"no night of 2025-10-06 .* nearest: 2025-10-05$"):
        read.night("2025-10-06")
    with pytest.raises(RecordError, match=r"that date has a day part \(--part day\)"):
        read.night("2025-10-07")
    assert read.night(date(2025, 10, 7), part="day").missiles.launched == 9


def test_what_is_no_day_or_no_part_is_refused_and_a_record_prints_in_a_line(tmp_path):
    record = read_record(write(tmp_path, line(*NIGHT, model="Kalibr")))
    assert repr(record).endswith(": 1 night or day raid, 0 problems>")
    with pytest.raises(InvalidParameterError, match="day = 3 is not allowed"):
        record.night(3)
    with pytest.raises(InvalidParameterError, match='part = "noon" is not allowed'):
        record.night("2025-10-05", part="noon")


def test_a_date_is_its_night_and_its_day_raid(tmp_path):
    read = read_record(write(tmp_path, line(*NIGHT), line("2025-10-05 13:00", "2025-10-05 15:00", launched="4")))
    assert [night.missiles.launched for night in read.nights] == [9, 4]
    (both,) = read.dates
    assert (both.part, both.missiles.launched, both.title) == ("date", 13, "raids of 2025-10-05")
    assert read.night("2025-10-05", part="date") is both


def test_groups_add_the_rows_that_mix_their_classes(tmp_path):
    models = ("Iskander-M", "C-400 and Iskander-M", "Ballistic Missile", "X-47 Kinzhal", "3M22 Zircon", "Kalibr")
    (night,) = read_record(write(tmp_path, *(line(*NIGHT, model=model) for model in models))).nights
    assert (night.group("ballistic").launched, night.group("hypersonic").launched) == (27, 18)
