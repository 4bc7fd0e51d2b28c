""" "-" stands for the standard input wherever a command reads a file; where it writes one it is a file's name."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from command import commands, intercept
from nights import MADE_UP
from questions import FEW_OPTIONS, QUESTIONS, SMALL

from intercept.cli import application
from intercept.cli.naming import WRITTEN
from intercept.cli.spoken import names_file

pytestmark = pytest.mark.skipif(not Path("/dev/stdin").exists(), reason="a system without devices")

TASKS = "date,class,n\n2031-02-06,drone,9\n"
TEXT = SMALL.read_text(encoding="utf-8")
# Words with "-" for a file, and what is read there.
READING = {
    "check": (("check", "-"), TEXT),
    "windows": (("windows", "-"), TEXT),
    "methods": (("methods", "-"), TEXT),
    "migrate": (("migrate", "-", "--out", "new.toml"), TEXT.replace("schema_version = 3", "schema_version = 2")),
    "coverage": (("coverage", "-", "--along", "0,-100 100,100", "--class", "jet_drone", "--step", "20km"), TEXT),
    "footprint": (("footprint", "--scenario", "-", "--class", "subsonic_cruise", "--resolution", "5"), TEXT),
    "claim": (("claim", "549 of 595 drones were shot down", "--scenario", "-"), TEXT),
    "claim of a record": (("claim", "549 of 595 drones were shot down", "--record", "-"), MADE_UP.read_text("utf-8")),
    "record list": (("record", "list", "--record", "-"), MADE_UP.read_text("utf-8")),
    "record predict": (("record", "predict", "-", "--record", MADE_UP), TASKS),
    "run": (("run", "-", *FEW_OPTIONS), TEXT),
    "endurance": ((*(("-" if word == SMALL else word) for word in QUESTIONS["endurance"].command), *FEW_OPTIONS), TEXT),
}


def through_a_pipe(words, text, folder):
    """Run a command in a process of its own, whose standard input is a pipe."""
    command = [sys.executable, "-c", "from intercept.cli import main; main()", *map(str, words)]
    environment = {**os.environ, "COLUMNS": "100"}
    return subprocess.run(
        command, input=text, capture_output=True, text=True, check=False, cwd=folder, env=environment, timeout=300
    )


@pytest.mark.parametrize("name", READING)
def test_what_is_read_from_a_pipe_is_what_is_read_from_a_file(name, tmp_path, monkeypatch):
    words, text = READING[name]
    monkeypatch.chdir(tmp_path)
    there = through_a_pipe(words, text, tmp_path)
    assert there.returncode == 0, there.stderr
    # A record is told from reports by its ending.
    ending = "csv" if "record" in name else "toml"
    (tmp_path / f"read.{ending}").write_text(text, encoding="utf-8")
    here = intercept(*(f"read.{ending}" if word == "-" else word for word in words))
    plain = (there.stdout.replace("/dev/stdin", f"read.{ending}"), here.stdout)
    assert len({"\n".join(line for line in each.splitlines() if "Made again" not in line) for each in plain}) == 1
    assert not (tmp_path / "-").exists()


def test_a_mistake_names_the_standard_input(tmp_path):
    said = through_a_pipe(("check", "-"), TEXT.replace("scale = 1.0", "scale = -1"), tmp_path)
    assert said.returncode == 2
    assert said.stderr == "/dev/stdin: raid.scale = -1 is not allowed: must be from 0 to 1,000\n"


def test_an_old_scenario_from_a_pipe_needs_a_file_to_be_written_to(tmp_path):
    said = through_a_pipe(("migrate", "-"), TEXT.replace("schema_version = 3", "schema_version = 2"), tmp_path)
    assert said.returncode == 2
    assert said.stderr.startswith("--out is missing: ")


def test_every_file_that_is_written_has_an_option_that_is_known_to():
    found = dict(commands(typer.main.get_command(application())))
    written = {
        str(parameter.name)
        for command in found.values()
        for parameter in command.params
        if names_file(parameter) and "rite" in str(parameter.help) + str(parameter.name)
    }
    assert "out" in written
    assert written <= WRITTEN, "else - would be read there"
