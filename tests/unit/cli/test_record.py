"""`intercept record` and `intercept claim` as a user runs them."""

from __future__ import annotations

import json
import tomllib

import pytest
import typer
from record_table import NIGHT, line, write
from typer.testing import CliRunner

from intercept.cli import claim as claim_command
from intercept.cli import record as record_command
from intercept.errors import InvalidParameterError, RecordError


@pytest.fixture
def run(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("INTERCEPT_RECORD", raising=False)
    app = typer.Typer()
    record_command.register(app)
    claim_command.register(app)
    return lambda *words: CliRunner().invoke(app, [str(word) for word in words])


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


def test_show_prints_classes_caveats_sources_and_problems(run, path):
    result = run("record", "show", "2025-10-05", "--record", path)
    assert result.exit_code == 0, result.exception
    text = flat(result.stdout)
    for words in (
        "one_way_attack_drone 496 439 0 88.5 88.5",
        "air_launched_aeroballistic 2 1 - 50.0 50.0",
        "From August 2025 'destroyed' includes drones lost or jammed",
        "https://www.facebook.com/p/posts/1",
        "Petro Ivaniuk",
        "! line 5: launched 'x' is not a count",
        "! unknown to the table of models, in no count: X-999",
    ):
        assert words in text


def test_show_as_json(run, path):
    shown = json.loads(run("record", "show", "2025-10-05", "--record", path, "--json").stdout)
    assert shown["headline"]["launched"] == 498
    assert shown["missiles"]["not_reach_goal"] is None
    assert len(shown["sha256"]) == 64


def test_list_keeps_nights_of_a_size(run, path):
    assert "2025-10-05" in run("record", "list", "--record", path, "--min-launched", 498).stdout
    assert "0 of 1 nights" in flat(run("record", "list", "--record", path, "--min-launched", 499).stdout)
    listed = json.loads(run("record", "list", "--record", path, "--json").stdout)
    assert (len(listed["nights"]), listed["unmapped"], len(listed["problems"])) == (1, ["X-999"], 1)


def test_scenario_prints_toml(run, path):
    pasted = tomllib.loads(run("record", "scenario", "2025-10-05", "--record", path).stdout)
    assert pasted["raid"]["waves"][0]["count"] == 496


def test_errors_are_the_package_s_own(run, path):
    assert isinstance(run("record", "show", "2025-10-05").exception, RecordError)
    assert isinstance(run("record", "show", "2025-10-09", "--record", path).exception, RecordError)
    assert isinstance(run("record", "show", "yesterday", "--record", path).exception, InvalidParameterError)
    assert isinstance(run("claim", "--drones", 1, "--missiles", 1, "--rate", "2").exception, InvalidParameterError)
    assert run("claim", "--drones", "many", "--missiles", 1, "--rate", "1").exit_code == 2


def test_claim_in_words_and_table(run, path):
    result = run("claim", "--drones", 750, "--missiles", 60, "--rate", "95%", "--record", path)
    assert result.exit_code == 0, result.exception
    text = flat(result.stdout)
    for words in (
        "95 % of 810 objects (750 drones, 60 missiles) allows 40 to get through.",
        "Read as rounded, 95 % stands for 94.5 % to 95.5 %: 37 to 44 leakers, and 25.75 % to 39.25 % of the missiles",
        "Drones are 92.6 % of the objects",
        "If every drone falls, 32.5 % of the missiles is enough (in whole objects, 20 of 60).",
        "Below 94.6 % of drones no missile rate reaches it",
        "94 % no rate reaches it -",
        "What this cannot tell:",
        "2025-10-05 night",
    ):
        assert words in text


@pytest.mark.parametrize(
    ("drones", "missiles", "rate", "words"),
    [
        (10, 0, "95%", "no whole number of 10 objects gives it"),
        (0, 50, "90%", "90 % of 50 objects (0 drones, 50 missiles) allows 5 to get through."),
        (10, 90, "50%", "Even with no drone downed, some missile rate reaches it."),
        (0, 3, "0.33333333", "allows 2 to get through. Drones are 0 % of the objects"),
    ],
)
def test_claims_at_the_edges(run, drones, missiles, rate, words):
    result = run("claim", "--drones", drones, "--missiles", missiles, "--rate", rate)
    assert result.exit_code == 0, result.exception
    assert words in flat(result.stdout)
    assert "give --record PATH" in flat(result.stdout)


def test_claim_as_json(run):
    printed = json.loads(run("claim", "--drones", 750, "--missiles", 60, "--rate", "0.95", "--json").stdout)
    assert (printed["leakers_allowed"], printed["missile_rate_if_every_drone_falls"]) == (40, 0.325)
    assert printed["cannot_tell"]
    assert printed["nights"] == []
