"""Every page that a command draws says how it was made: the command, which makes the same page again."""

import html
import re
import shlex
from pathlib import Path

import pytest
import typer
from command import commands, run
from tree import ROOT

import intercept as ic
from intercept.cli import application
from intercept.report.look import provenance

SMALL = ROOT / "examples" / "notional-small.toml"
FEW = ("--scrambles", 2, "--points", 1, "--vectors", 2, "--replications", 8, "--seed", 5)
DRONE = ("--class", "one_way_attack_drone")
UNIT = ("footprint", "--unit-class", "radar_gun", *DRONE, "--resolution", 7)
# By the name of a command that draws: how it is asked, with what it needs beside `--plot`.
ASKED = {
    "coverage": [("coverage", SMALL, "--along", "-40,-40 40,40", "--step", "40km", *DRONE)],
    "footprint": [
        UNIT,
        (*UNIT, "--vary", "cruise_speed_m_s=40,50", "--azimuth", 45),
        ("footprint", "--scenario", SMALL, "--resolution", 5, *DRONE),
    ],
    "fly": [("fly", "--class", "jet_drone", "--draw", 7, "--set", "cruise_speed_m_s=150", "--json")],
    "windows": [("windows", SMALL, "--draw", 1), ("windows", SMALL, "--threat", 4, "--pairs")],
    "compare": [("compare", SMALL, SMALL, *FEW)],
    "endurance": [("endurance", SMALL, "--nights", 2, *FEW)],
    "exchange": [("exchange", SMALL, *FEW)],
    "placement": [("placement", SMALL, "--unit", "short_range_sam-1", *FEW)],
    "saturation": [("saturation", SMALL, *DRONE, "--sizes", "4..8", *FEW)],
    "sensitivity": [
        ("sensitivity", SMALL, "--scrambles", 4, "--points", 8, "--vectors", 2, "--replications", 32, "--seed", 5)
    ],
    "sweep": [("sweep", SMALL, "--set", "decision.decision_time_s=5,10", *FEW[:-2])],
}


def made(path):
    """Return what a page says that it was made with, by name."""
    section = re.search(r'<section id="made".*?</section>', Path(path).read_text(encoding="utf-8"), re.DOTALL)[0]
    assert provenance.TITLE in section
    rows = re.findall(r'<th scope="row">(.*?)</th><td><code>(.*?)</code></td>', section)
    return {name: html.unescape(value) for name, value in rows}


def test_every_command_that_draws_is_asked_here():
    found = commands(typer.main.get_command(application()))
    assert {path for path, each in found if any(one.name == "plot" for one in each.params)} == set(ASKED)


@pytest.mark.parametrize("words", [words for each in ASKED.values() for words in each], ids=lambda words: words[0])
def test_the_command_on_a_page_makes_that_page_again(words, tmp_path, monkeypatch):
    first, again = tmp_path / "first.html", tmp_path / "again.html"
    run(*words, "--plot", first, *(["--threads", 1] if words[0] != "fly" else []), "--quiet")
    told = made(first)
    assert told["Intercept version"] == ic.__version__
    assert str(ROOT) not in told["Command"]
    assert not re.search("--(plot|threads|quiet|json|out)", told["Command"])
    if SMALL in words:
        assert ic.Scenario.from_file(SMALL).hash() in told.get("Scenario SHA-256", told.get("Scenarios SHA-256", ""))
    if "--seed" in words or words[0] == "fly":
        assert told["Seed"] in {"5", "7"}
    monkeypatch.chdir(SMALL.parent)
    program, *rest = shlex.split(told["Command"])
    assert program == "intercept"
    run(*rest, "--plot", again)
    assert again.read_bytes() == first.read_bytes()


def test_from_python_there_is_a_version_and_no_command(tmp_path):
    ic.plot(ic.fly(ic.Flight.of_class("jet_drone")), tmp_path / "flight.html")
    assert made(tmp_path / "flight.html") == {"Intercept version": ic.__version__}
    line = [(-0.785, -2.19), (-0.785, -2.18)]
    ic.plot(ic.coverage(SMALL, line, "one_way_attack_drone", step_m=5e3), tmp_path / "coverage.html")
    told = made(tmp_path / "coverage.html")
    scenario = ic.Scenario.from_file(SMALL)
    assert "Command" not in told
    assert (told["Scenario name"], told["Scenario SHA-256"]) == (scenario.name, scenario.hash())
