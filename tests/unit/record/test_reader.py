"""Reading the daily table: what is counted, what is listed, what is refused."""

from __future__ import annotations

import pytest
from record_table import write

import intercept as ic
from intercept.errors import InvalidParameterError, RecordError
from intercept.record import classify, read_record
from intercept.record.models import CLASS_ORDER, KINDS, model_table
from intercept.record.record import date_of

GOOD = "2025-10-04 20:00,2025-10-05 09:00,Shahed-136/131,,Ukraine,496.0,439.0,0.0,,250.0,kpszsu/posts/1"


def test_counts_are_read_and_blank_is_not_zero(tmp_path):
    (row,) = read_record(write(tmp_path, GOOD)).file.rows
    assert (row.launched, row.destroyed, row.not_reach_goal, row.still_attacking, row.is_shahed) == (
        496,
        439,
        0,
        None,
        250,
    )
    assert str(row.window) == "2025-10-04 20:00 to 2025-10-05 09:00"
    assert (row.line, row.model.threat_class) == (2, "one_way_attack_drone")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("496.0", "many", 'launched "many" is not a count; allowed: whole numbers from 0'),
        ("439.0", "-3", 'destroyed "-3" is not a count'),
        ("439.0", "3.5", 'destroyed "3.5" is not a count'),
        ("439.0", "nan", 'destroyed "nan" is not a count'),
        ("2025-10-05 09:00", "2025-10-32", 'time_end "2025-10-32" is not a time; allowed: YYYY-MM-DD'),
        ("2025-10-05 09:00", "", 'time_end "" is not a time'),
        ("2025-10-05 09:00", "2025-10-03 09:00", "time_end 2025-10-03 09:00 is before time_start 2025-10-04 20:00"),
        ("Shahed-136/131", "", "model is blank"),
        (",kpszsu/posts/1", "", "10 fields, not 11"),
    ],
)
def test_a_bad_row_is_listed_with_its_line_and_left_out(tmp_path, old, new, words):
    read = read_record(write(tmp_path, GOOD, GOOD.replace(old, new)))
    (problem,) = read.file.problems
    assert len(read.file.rows) == 1
    assert str(problem).startswith("line 3: ")
    assert words in str(problem)
    assert str(problem).endswith("(left out)")


def test_a_row_that_contradicts_itself_is_kept_and_listed(tmp_path):
    read = read_record(write(tmp_path, GOOD.replace("496.0", "400.0")))
    assert len(read.file.rows) == 1
    assert [str(problem) for problem in read.file.problems] == [
        "line 2: Shahed-136/131: destroyed 439 + not_reach_goal 0 > launched 400 (kept)"
    ]


def test_lines_are_counted_across_quoted_line_breaks(tmp_path):
    broken = GOOD.replace(",,Ukraine", ',"two\nlines",Ukraine')
    read = read_record(write(tmp_path, broken, GOOD.replace("496.0", "x")))
    assert (read.file.rows[0].line, read.file.problems[0].line) == (2, 4)


def test_a_file_that_is_not_the_table_is_refused(tmp_path):
    other = tmp_path / "other.csv"
    other.write_text("model,launched\nKalibr,3\n", encoding="utf-8")
    with pytest.raises(RecordError, match="columns missing: time_start, time_end"):
        read_record(other)
    with pytest.raises(RecordError, match="no usable row: the table is empty"):
        read_record(write(tmp_path))
    with pytest.raises(RecordError, match="no usable row: line 2: model is blank"):
        read_record(write(tmp_path, GOOD.replace("Shahed-136/131", "")))
    with pytest.raises(RecordError, match="line 2: not readable as CSV"):
        read_record(write(tmp_path, GOOD.replace("Ukraine", '"Ukraine')))
    with pytest.raises(RecordError, match="No such file"):
        read_record(tmp_path / "absent.csv")
    with pytest.raises(RecordError, match="directory"):
        read_record(tmp_path)


def test_the_path_comes_from_the_call_or_the_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("INTERCEPT_RECORD", str(write(tmp_path, GOOD)))
    assert len(read_record().file.rows) == 1
    monkeypatch.delenv("INTERCEPT_RECORD")
    with pytest.raises(RecordError, match="--record PATH or in the variable INTERCEPT_RECORD"):
        read_record()


@pytest.mark.parametrize(
    ("model", "kind", "threat_class"),
    [
        ("X-101/X-555 and Iskander-K", "missile", "subsonic_cruise"),
        ("X-101/X-555 and Kalibr and Iskander-K and X-59", "missile", "subsonic_cruise"),
        ("X-22 and X-32", "missile", "supersonic_cruise"),
        ("Iskander-M/KN-23", "missile", "quasi_ballistic"),
        ("X-47 Kinzhal and Iskander-M/KN-23", "missile", "mixed"),
        ("C-400 and Iskander-M", "missile", "mixed"),
        ("Unknown Missile", "missile", "mixed"),
        ("Shahed-136/131 and Lancet", "unclear", "mixed"),
        ("Молнія and Lancet", "excluded", "excluded"),
        ("Unknown UAV", "excluded", "excluded"),
        ("X-101/X-555 and X-999", "unmapped", "unmapped"),
        ("kalibr", "missile", "subsonic_cruise"),
        ("x-22 AND x-32", "missile", "supersonic_cruise"),
        ("SHAHED-136/131", "drone", "one_way_attack_drone"),
    ],
)
def test_models_are_classed_by_the_table_and_never_guessed(model, kind, threat_class):
    found = classify(model)
    assert (found.kind, found.threat_class) == (kind, threat_class)


@pytest.mark.parametrize(
    ("model", "group"),
    [
        ("C-400 and Iskander-M", "ballistic"),
        ("Ballistic Missile", "ballistic"),
        ("X-47 Kinzhal", "hypersonic"),
        ("X-47 Kinzhal and 3M22 Zircon", "hypersonic"),
        ("X-47 Kinzhal and Iskander-M/KN-23", None),
        ("Kalibr", None),
        ("X-999", None),
    ],
)
def test_groups_hold_what_mixes_their_classes_and_nothing_else(model, group):
    assert classify(model).group == group


def test_an_unmapped_model_is_reported_by_name(tmp_path):
    read = read_record(write(tmp_path, GOOD.replace("Shahed-136/131", "X-999")))
    assert read.unmapped == ("X-999",)
    assert read.nights[0].headline.launched is None


def test_the_table_of_models_is_sound():
    for name, row in model_table().items():
        assert " and " not in name
        assert row.kind in KINDS
        assert row.threat_class in CLASS_ORDER
        assert row.classes == (row.threat_class,)
        assert (row.kind == "excluded") == (row.threat_class == "excluded")
        assert row.note or row.threat_class not in ("mixed", "excluded")


@pytest.mark.parametrize("text", ["2025-13-01", "20251005", "5 October", "", "2025-W40-7"])
def test_a_date_is_written_one_way(text):
    with pytest.raises(InvalidParameterError, match="is not allowed: must be a date, or text as YYYY-MM-DD"):
        date_of("date", text)


def test_a_record_may_be_the_path_of_its_file():
    path = "examples/nights/made-up.csv"
    record = ic.record.read_record(path)
    assert ic.record.fit(path).until == ic.record.fit(record).until
    assert ic.record.reports_of(path).days == ic.record.reports_of(record).days
    assert (
        ic.check_claim("40 of 47 drones", record=path).to_dict()
        == ic.check_claim("40 of 47 drones", record=record).to_dict()
    )
    assert ic.forecast("100 drones", record=path).answer == ic.forecast("100 drones", record=record).answer
    reports = "examples/records/emirates-2026.toml"
    held = ic.check_claim("1,385 of 1,475 drones", record=reports)
    assert held.to_dict() == ic.check_claim("1,385 of 1,475 drones", record=ic.record.read_reports(reports)).to_dict()
    with pytest.raises(ic.InvalidParameterError, match=r"record = 5 .*an ic\.record\.Record or the path of its file"):
        ic.record.fit(5)
    with pytest.raises(ic.RecordError, match=r"no-such-file\.csv"):
        ic.check_claim("40 of 47 drones", record="no-such-file.csv")
