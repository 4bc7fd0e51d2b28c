"""Reports of any authority: running totals differenced, denominators apart, contradictions told."""

from __future__ import annotations

import json
import math
from datetime import date

import pytest
from command import intercept
from hypothesis import given
from hypothesis import strategies as st
from record_table import NIGHT, line, write
from tree import ROOT

import intercept as ic
from intercept.errors import InvalidParameterError, RecordError
from intercept.record.reports.report import Counted, Report, rate_of
from intercept.record.reports.reports import Reports

EMIRATES = ROOT / "examples" / "records" / "emirates-2026.toml"
HEAD = 'authority = "Ministry"\nsource = "posts"\n[outcomes]\nfell = "hit"\ndowned = "down"\nlost = "harmless"\n'
MEANINGS = {"fell": "hit", "downed": "down", "lost": "harmless"}


def read(tmp_path, text):
    path = tmp_path / "reports.toml"
    path.write_text(text, encoding="utf-8")
    return ic.record.read_reports(path)


def test_the_example_has_the_ministry_s_totals_and_contradictions():
    found = ic.record.read_reports(EMIRATES)
    assert len(found.reports) == 11
    totals = {name: (one.basis, one.number, dict(one.outcomes)) for name, one in found.totals.items()}
    assert totals == {
        "ballistic": ("detected", 262, {"destroyed": 241, "fell into the sea": 19, "fell on land": 2}),
        "drone": ("detected", 1475, {"intercepted": 1385, "fell": 90}),
        "cruise": ("detected", 8, {"destroyed": 8}),
    }
    assert found.contradictions == [
        "2026-03-02: 148 drone intercepted stated for the day, 139 by its totals",
        "2026-03-03: 123 drone intercepted stated for the day, 110 by its totals",
    ]
    assert found.grade_words == "source graded C, fairly reliable"
    assert found.graded("D").grade == "D"
    with pytest.raises(InvalidParameterError, match='grade = "G" is not allowed'):
        found.graded("G")


days = st.lists(
    st.tuples(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50), st.booleans()), min_size=1, max_size=8
)


@given(rows=days)
def test_running_totals_and_single_days_give_the_same_days(rows):
    reports, total = [], Counted("detected", 0, {"downed": 0, "fell": 0})
    for k, (downed, fell, more, running) in enumerate(rows):
        alone = Counted("detected", downed + fell + more, {"downed": downed, "fell": fell})
        total = total.plus(alone)
        reports.append(Report(date(2030, 1, 1 + k), running, {"drone": total if running else alone}, {}, "p"))
    found = Reports("Ministry", "posts", "F", MEANINGS, tuple(reports))
    assert [by_class["drone"].number for by_class in found.days.values()] == [sum(row[:3]) for row in rows]
    assert found.totals["drone"] == total
    assert found.contradictions == []


def test_rates_are_formed_of_what_has_a_whole_only():
    assert rate_of(Counted("fired", 10, {"downed": 6, "lost": 1, "fell": 2}), MEANINGS).did_not_hit == pytest.approx(
        0.7
    )
    for counted, words in (
        (Counted("engaged", 10, {"downed": 9}), "only what was engaged"),
        (Counted("fired", None, {"downed": 9}), "how many were fired is not stated"),
        (Counted("fired", 0, {"downed": 0}), "none was fired"),
        (Counted("fired", 3, {}), "no outcome"),
        (Counted("fired", 3, {"downed": 4}), "contradict"),
        (Counted("fired", 3, {"vanished": 2}), "no stated meaning"),
    ):
        rate = rate_of(counted, MEANINGS)
        assert (rate.down, rate.did_not_hit) == (None, None)
        assert words in rate.why


def test_counts_of_different_things_are_not_added(tmp_path):
    text = HEAD + "[[report]]\nday = 2030-01-01\ndrone = { fired = 5, downed = 4 }\n"
    text += "[[report]]\nday = 2030-01-02\ndrone = { engaged = 5, downed = 4 }\n"
    found = read(tmp_path, text)
    with pytest.raises(RecordError, match="drone is counted as fired and as engaged"):
        _ = found.totals


def test_a_total_that_falls_is_told(tmp_path):
    text = HEAD + "[[report]]\nday = 2030-01-01\nrunning = true\ndrone = { detected = 5, downed = 4 }\n"
    text += "[[report]]\nday = 2030-01-02\nrunning = true\ndrone = { detected = 7, downed = 3 }\n"
    assert read(tmp_path, text).contradictions == ["2030-01-02: the running total of drone downed falls by 1"]


REPORT = "[[report]]\nday = 2030-01-01\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "report is missing"),
        ("authority = 3\n", "report is missing"),
        (HEAD, "report is missing"),
        (HEAD + REPORT, r"report\[0\] holds no class"),
        (HEAD + REPORT + "drone = 3\n", r"report\[0\].drone = 3 is not allowed: must be a table"),
        (HEAD + REPORT + "drone = { downed = 3 }\n", r"report\[0\].drone must hold one of fired, detected"),
        (HEAD + REPORT + "drone = { fired = 3, engaged = 3 }\n", "must hold one of fired"),
        (HEAD + REPORT + "drone = { fired = -3 }\n", r"report\[0\].drone.fired = -3 is not allowed"),
        (HEAD + REPORT + "drone = { fired = 3.0 }\n", "fired = 3.0 is not allowed: must be a whole number"),
        (HEAD + REPORT + "drone = { fired = nan }\n", "fired = nan is not allowed"),
        (HEAD + REPORT + "drone = { fired = true }\n", "fired = True is not allowed"),
        (HEAD + REPORT + "drone = { fired = 3, vanished = 1 }\n", "vanished has no meaning: add it to"),
        (HEAD + REPORT + "running = 1\ndrone = { fired = 3 }\n", "running = 1 is not allowed"),
        (HEAD + REPORT + "drone = { fired = 3 }\n" + REPORT + "drone = { fired = 3 }\n", "must be after 2030-01-01"),
        (HEAD + '[[report]]\nday = "x"\n', 'day = "x" is not allowed: must be a date'),
        (HEAD + REPORT + "drone = { fired = 3 }\nstated_for_the_day.bomb = { downed = 1 }\n", "holds no bomb"),
        ('grade = "Z"\n' + HEAD + REPORT, 'grade = "Z" is not allowed'),
        ("colour = 1\n" + HEAD + REPORT, "colour is not a known key"),
        ('[outcomes]\nfell = "x"\n' + REPORT, 'outcomes.fell = "x" is not allowed'),
        ("not toml", "is not valid TOML"),
        ("a = " + "[" * 5000, "is not valid TOML"),
    ],
)
def test_another_file_is_refused_by_key(tmp_path, text, words):
    with pytest.raises(RecordError, match=words):
        read(tmp_path, text)


def test_the_daily_table_is_one_such_record(tmp_path):
    path = write(
        tmp_path,
        line(*NIGHT, model="Shahed-136/131", launched="100", destroyed="60", not_reach_goal="20"),
        line(*NIGHT, model="Kalibr"),
    )
    table = ic.record.reports_of(ic.record.read_record(path)).table()
    rows = {row["class"]: row for row in table.records() if row["day"] == "all"}
    assert rows["drones"]["did_not_hit_rate"] == pytest.approx(0.8)
    assert rows["drones"]["down_rate"] == pytest.approx(0.6)
    assert rows["missiles"]["number"] == 9
    assert not math.isnan(rows["subsonic_cruise"]["down_rate"])


@pytest.mark.parametrize("ending", ["csv", "CSV", "tsv"])
def test_the_command_reads_the_daily_table_as_reports(tmp_path, ending):
    path = tmp_path / f"daily.{ending}"
    path.write_text(write(tmp_path, line(*NIGHT, model="Shahed-136/131", launched="100", destroyed="60")).read_text())
    shown = json.loads(intercept("record", "reports", path, "--json").stdout)
    assert shown["authority"] == "Ukrainian Air Force"
    rows = list(zip(*(shown["rows"][name] for name in ("day", "class", "number")), strict=True))
    assert ("2025-10-05", "drones", 100.0) in rows
    assert ("all", "drones", 100.0) in rows


@pytest.mark.parametrize(
    "command",
    [
        ("forecast", "16 ballistic missiles"),
        ("record", "show", "2026-03-01"),
        ("record", "list"),
        ("record", "backtest"),
    ],
)
def test_reports_are_refused_for_the_daily_table_in_a_line_that_says_what_to_do(command):
    done = intercept(*command, "--record", EMIRATES)
    assert done.returncode == 2
    assert "printed by `intercept record reports`" in " ".join(done.stderr.split())
    assert "missile_attacks_daily.csv" in done.stderr
