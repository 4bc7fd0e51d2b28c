"""Every command that may work for more than a second says so on a terminal, on the error stream, and nowhere else."""

import sys

import pytest
import typer
from command import commands, intercept
from nights import MADE_UP
from questions import QUESTIONS, SMALL

from intercept.cli import application

TASKS = "date,class,n\n2031-02-06,drone,9\n"
# What is worked on, as a terminal shows it, by command; the words end in files that the fixture makes.
WORKING = {
    "check": ("flights", ("check", SMALL)),
    "claim": ("checking the claim", ("claim", "549 of 595 drones were shot down", "--scenario", SMALL)),
    "coverage": (
        "finding gaps",
        ("coverage", SMALL, "--along", "0,-100 100,100", "--class", "jet_drone", "--step", "20km"),
    ),
    "fly": ("flying", ("fly", "--class", "hypersonic_glide")),
    "footprint": (
        "finding the area",
        ("footprint", "--unit-class", "medium_range_sam", "--class", "subsonic_cruise", "--resolution", "9"),
    ),
    "methods": ("reading what was modelled", ("methods", SMALL)),
    "record backtest": ("nights", ("record", "backtest", "--record", MADE_UP, "--from", "2031-02-05")),
    "record predict": ("predicting", ("record", "predict", "TASKS", "--record", MADE_UP)),
    "reproduce": ("geometries", ("reproduce", "MANIFEST")),
    "validate": ("cases", ("validate", "geodesic")),
    "windows": ("finding windows", ("windows", SMALL)),
    **{name: ("geometries", question.command) for name, question in QUESTIONS.items()},
}
# They read one file or the catalogue, and print it; `demo` runs what `run` does, and `explore` serves a page.
AT_ONCE = {"catalog", "example", "schema", "migrate", "record list", "record reports", "record scenario", "record show"}
AT_ONCE |= {"demo", "explore"}


def test_every_command_is_one_or_the_other():
    known = dict(commands(typer.main.get_command(application())))
    assert set(WORKING) | AT_ONCE == set(known)
    assert not set(WORKING) & AT_ONCE


@pytest.fixture(scope="module")
def words_of(tmp_path_factory):
    folder = tmp_path_factory.mktemp("progress")
    tasks = folder / "tasks.csv"
    tasks.write_text(TASKS, encoding="utf-8")
    few = ("--scrambles", 8, "--points", 2, "--vectors", 1, "--replications", 16)
    intercept("run", SMALL, "--out", folder / "out", *few)
    files = {"TASKS": tasks, "MANIFEST": folder / "out" / "manifest.json"}
    return lambda command: (
        *(files.get(str(word), word) for word in WORKING[command][1]),
        *(few if command in QUESTIONS else ()),
    )


def on_terminal(stream, terminals=[]):  # noqa: B006 - it remembers
    """Whether a stream is the error stream, or was, before rich put another in its place."""
    if stream is sys.stderr:
        terminals.append(stream)
    return any(stream is each for each in terminals)


@pytest.mark.parametrize("command", WORKING)
def test_a_terminal_is_told_what_is_done(command, words_of, monkeypatch):
    words, what = words_of(command), WORKING[command][0]
    elsewhere = intercept(*words)
    monkeypatch.setattr("intercept.cli.long_work.PATIENCE_S", 0.0)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("command._Both.isatty", on_terminal)
    shown, quiet = intercept(*words), intercept(*words, "--quiet")
    assert shown.returncode == elsewhere.returncode == quiet.returncode == 0, shown.stderr
    assert what in shown.stderr
    assert what not in elsewhere.stderr
    assert "" not in elsewhere.stderr.splitlines()
    assert what not in quiet.stderr
    assert shown.stdout == elsewhere.stdout == quiet.stdout
