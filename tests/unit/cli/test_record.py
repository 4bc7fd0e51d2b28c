"""`intercept record`: nights as lists, tables, JSON and parts of a scenario."""

import json
import tomllib

import pytest
from command import intercept
from record_table import NIGHT, line, write
from tree import ROOT


@pytest.fixture
def path(tmp_path):
    return write(
        tmp_path,
        line(*NIGHT, model="Shahed-136/131", launched="496", destroyed="439", not_reach_goal="0"),
        line(*NIGHT, model="X-47 Kinzhal", launched="2", destroyed="1"),
        line(*NIGHT, model="X-999"),
        line(*NIGHT, launched="x"),
    )


def flat(text):
    return " ".join(text.split())


def test_show_prints_classes_caveats_sources_and_problems(path):
    result = intercept("record", "show", "2025-10-05", "--record", path)
    assert result.returncode == 0, result.stderr
    text = flat(result.stdout)
    for words in (
        "one-way attack drone 496 439 0 88.5 88.5",
        "air-launched aeroballistic 2 1 - 50.0 50.0",
        'From August 2025 "destroyed" includes drones lost or jammed',
        "https://www.facebook.com/p/posts/1",
        "Petro Ivaniuk",
        '! line 5: launched "x" is not a count',
        "! unknown to the table of models, in no count: X-999",
    ):
        assert words in text


def test_show_as_json(path):
    shown = json.loads(intercept("record", "show", "2025-10-05", "--record", path, "--json").stdout)
    assert shown["headline"]["launched"] == 498
    assert shown["missiles"]["not_reach_goal"] is None
    assert len(shown["sha256"]) == 64


def test_list_keeps_nights_of_a_size(path):
    assert "2025-10-05" in intercept("record", "list", "--record", path, "--min-launched", 498).stdout
    assert "0 of 1 nights" in flat(intercept("record", "list", "--record", path, "--min-launched", 499).stdout)
    listed = json.loads(intercept("record", "list", "--record", path, "--json").stdout)
    assert (len(listed["nights"]), listed["unmapped"], len(listed["problems"])) == (1, ["X-999"], 1)


def test_dates_add_night_and_day(path):
    listed = intercept("record", "list", "--by", "date", "--record", path)
    assert "1 of 1 dates" in flat(listed.stdout)
    shown = intercept("record", "show", "2025-10-05", "--part", "date", "--record", path)
    assert "The raids of 2025-10-05, as claimed" in flat(shown.stdout)
    assert "all hypersonic 2 1 - 50.0 50.0" in flat(shown.stdout)


def test_scenario_prints_toml(path):
    pasted = tomllib.loads(intercept("record", "scenario", "2025-10-05", "--record", path).stdout)
    assert pasted["raid"]["waves"][0]["count"] == 496


@pytest.mark.parametrize(
    ("day", "said"),
    [("2025-10-09", "no night of 2025-10-09"), ("yesterday", 'day = "yesterday" is not allowed: must be a date')],
)
def test_a_night_that_is_not_there_is_refused(path, day, said):
    result = intercept("record", "show", day, "--record", path)
    assert result.returncode == 2
    assert said in result.stderr


def test_without_a_record_the_ways_to_give_one_are_told():
    result = intercept("record", "show", "2025-10-05")
    assert result.returncode == 2
    assert "--record PATH or in the variable INTERCEPT_RECORD" in result.stderr


def test_reports_of_an_authority_are_printed_by_day_and_in_all():
    done = intercept("record", "reports", ROOT / "examples" / "records" / "emirates-2026.toml", "--grade", "B")
    assert done.returncode == 0, done.stderr
    text = flat(done.stdout)
    assert "source graded B, usually reliable" in text
    assert "! 2026-03-02: 148 drone intercepted stated for the day, 139 by its totals" in text
    shown = json.loads(intercept("record", "reports", ROOT / "examples/records/emirates-2026.toml", "--json").stdout)
    assert shown["rows"]["number"][-1] == 8
    assert len(shown["contradictions"]) == 2
