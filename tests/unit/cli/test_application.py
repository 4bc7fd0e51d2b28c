"""The command line as a user meets it: output, exit codes, one line a mistake, no traceback."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from command import intercept
from tree import ROOT

SMALL = ROOT / "examples" / "notional-small.toml"


def test_run_prints_a_table_and_writes_the_report(tmp_path):
    done = intercept("run", SMALL, "--replications", 20, "--geometry-samples", 2, "--out", tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Leaked" in done.stdout
    assert {"report.html", "windows.parquet", "outcomes.parquet", "manifest.json"} <= {
        p.name for p in tmp_path.iterdir()
    }
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    assert manifest["replications_done"] == 20


def test_run_as_json():
    done = intercept("run", SMALL, "--replications", 5, "--geometry-samples", 1, "--json")
    rows = json.loads(done.stdout)
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
    assert "Traceback" not in done.stderr
    if name == "many":
        for place in ("assets[0].class", "assets[0].position.east_km", "raid.scale", "raid.waves[0].count"):
            assert place in done.stderr, place
        assert "subsonic_cruise" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("run", "missing.toml"), "missing.toml"),
        (("run", SMALL, "--sweep", "raid.scale"), "--sweep"),
        (("run", SMALL, "--sweep", "raid.scale=0.5,no"), "raid.scale"),
        (("run", SMALL, "--replications", "-3"), "replications = -3"),
        (("catalog", "subsonic"), "subsonic_cruise"),
        (("claim", "--drones", "0", "--missiles", "0", "--rate", "0.9"), "drones"),
        (("claim", "--drones", "10", "--missiles", "5", "--rate", "1.7"), "rate"),
        (("record", "show", "2025-10-05", "--record", "missing.csv"), "missing.csv"),
    ],
)
def test_bad_arguments_are_told_in_a_line(arguments, expected):
    done = intercept(*arguments)
    assert done.returncode == 2, done.stdout
    assert expected in done.stderr
    assert "Traceback" not in done.stderr


def test_claim_prints_the_arithmetic():
    done = intercept("claim", "--drones", 750, "--missiles", 60, "--rate", 0.95)
    assert done.returncode == 0, done.stderr
    assert "40" in done.stdout
    assert "32.5" in done.stdout


def test_version_and_help():
    assert intercept("--version").stdout.startswith("intercept 0.")
    helped = intercept("--help").stdout
    for verb in ("run", "check", "catalog", "record", "claim", "schema"):
        assert verb in helped


def test_the_entry_point_is_a_command_of_its_own():
    # The script that installing the package makes stands beside the interpreter.
    script = shutil.which("intercept", path=str(Path(sys.executable).parent))
    assert script
    done = subprocess.run([script, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == intercept("--version").stdout


def test_a_process_ends_with_the_exit_code_and_without_a_traceback():
    command = [sys.executable, "-c", "from intercept.cli import main; main()", "run", "missing.toml"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "missing.toml" in done.stderr
    assert "Traceback" not in done.stderr
