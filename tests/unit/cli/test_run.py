"""`intercept run`: its table, its files, and what it says of a wrong file or option."""

import json

import pytest
from command import intercept
from tree import ROOT

SMALL = ROOT / "examples" / "notional-small.toml"


def test_run_prints_a_table_and_writes_the_report(tmp_path):
    done = intercept("run", SMALL, "--replications", 20, "--scrambles", "2", "--points", "1", "--out", tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Leaked" in done.stdout
    assert {"report.html", "windows.parquet", "outcomes.parquet", "manifest.json"} <= {
        p.name for p in tmp_path.iterdir()
    }
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    assert manifest["replications_done"] == 32
    assert "32 replications instead of 20: each of the 16 vectors has the same number" in done.stderr


def test_run_as_json():
    done = intercept("run", SMALL, "--replications", 5, "--scrambles", "2", "--points", "1", "--json")
    rows = json.loads(done.stdout)["summary"]
    assert rows[-1]["threat_class"] == "all"
    assert rows[-1]["launched"] == 32


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("syntax", "schema_version = \nname = 1\n", "line 1"),
        ("empty", "", "schema_version"),
        (
            "many",
            (
                'schema_version = 1\nname = "x"\n[[assets]]\nname = "a"\nclass = "castle"\n'
                "position = { east_km = nan, north_km = 0 }\n[raid]\nscale = -2\n[[raid.waves]]\n"
                'name = "w"\nclass = "subsonic_cruis"\ncount = 0\nlaunch_area = "nowhere"\n'
            ),
            "raid.waves[0].class",
        ),
    ],
)
def test_a_wrong_file_gets_a_line_for_each_mistake(tmp_path, name, text, expected):
    path = tmp_path / f"{name}.toml"
    path.write_text(text)
    done = intercept("run", path)
    assert done.returncode == 2
    assert expected in done.stderr
    if name == "many":
        for place in ("assets[0].class", "assets[0].position.east_km", "raid.scale", "raid.waves[0].count"):
            assert place in done.stderr, place
        assert "subsonic_cruise" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("missing.toml",), "missing.toml"),
        ((SMALL, "--replications", "-3"), '--replications = "-3"'),
        ((SMALL, "--replications", "10000000", "--out", SMALL), "--out = "),  # before the run, not after it
    ],
)
def test_bad_arguments_are_told_in_a_line(arguments, expected):
    done = intercept("run", *arguments)
    assert done.returncode == 2, done.stdout
    assert expected in done.stderr
