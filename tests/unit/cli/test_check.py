"""The commands check, schema and catalog."""

import json

import pytest
import typer
from tree import ROOT
from typer.testing import CliRunner

from intercept.cli import catalog, check
from intercept.errors import InvalidParameterError

EXAMPLES = sorted((ROOT / "examples").glob("*.toml"))


@pytest.fixture
def run(monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")
    app = typer.Typer()
    for module in (catalog, check):
        module.register(app)
    return lambda *arguments: CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_check_says_ok_for_every_example(run):
    result = run("check", *EXAMPLES)
    assert result.exit_code == 0
    assert result.stdout.count(": ok (") == len(EXAMPLES) > 0


def test_check_prints_one_line_a_mistake_and_goes_on(run, tmp_path):
    bad = tmp_path / "bad.toml"
    bad.write_text('schema_version = 1\nname = "x"\n[raid]\nwaves = []\n')
    result = run("check", bad, tmp_path / "none.toml", EXAMPLES[0])
    assert result.exit_code == 2
    assert result.output.count("\n") == 4
    assert f"{bad}: raid.waves = [] is not allowed: must have at least 1 item" in result.output
    assert f"{bad}: assets are missing" in result.output
    assert result.output.count("none.toml") == 1
    assert ": ok (" in result.output


def test_schema_is_json(run):
    assert json.loads(run("schema").stdout)["title"] == "Scenario"


def test_catalog_lists_all_classes(run):
    assert len(json.loads(run("catalog", "--json").stdout)["threat"]) == 11
    listing = run("catalog").stdout
    assert "hypersonic_glide" in listing
    assert max(map(len, listing.splitlines())) <= 100


def test_catalog_shows_every_value_with_source_and_confidence(run):
    shown = run("catalog", "subsonic_cruise").stdout
    assert "cruise_speed_m_s" in shown
    assert "200          245          270  H" in shown
    assert "CBO" in shown
    assert max(map(len, shown.splitlines())) <= 100
    document = json.loads(run("catalog", "subsonic_cruise", "--json").stdout)
    assert document["parameters"][0]["url"].startswith("http")


def test_an_unknown_class_names_near_ones(run):
    result = run("catalog", "subsonic_cruse")
    assert isinstance(result.exception, InvalidParameterError)
    assert "did you mean subsonic_cruise" in str(result.exception)
