"""What a newcomer reads of the command line: an example of every command, which runs; mistakes; quiet; completion."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from command import commands, intercept
from tree import ROOT

from intercept.cli import application
from intercept.cli.usage import EXAMPLES

NIGHTS = (
    (f"2025-{month:02d}-{day:02d} 20:00,2025-{month:02d}-{day + 1:02d} 06:00,{model},{n}", n - 3 - day % 4, day % 3)
    for month in (8, 9, 10, 11, 12)
    for day in range(1, 28)
    for model, n in (("Shahed-136/131", 100 + day), ("X-101/X-55CM", 10), ("Iskander-M", 6))
)
RECORD = "time_start,time_end,model,launched,destroyed,not_reach_goal\n" + "".join(
    f"{night},{down},{lost}\n" for night, down, lost in NIGHTS
)
VARIANT = 'name = "half the raid"\nbase = "night.toml"\n\n[changes]\n"raid.scale" = 0.5\n'
# What stands beside an example: files of its user's.
FILES = {
    "variant.toml": ROOT / "examples" / "compare" / "one-more-unit.toml",
    "sites.toml": ROOT / "examples" / "placement" / "short-range-sites.toml",
    "reports.toml": ROOT / "examples" / "records" / "emirates-2026.toml",
}
QUICK = ("--scrambles", "3", "--points", "1", "--replications", "32")


APPLICATION = typer.main.get_command(application())
FOUND = dict(commands(APPLICATION))


def test_every_command_has_an_example_and_quiet():
    groups = {name: each for name, each in APPLICATION.commands.items() if hasattr(each, "commands")}
    assert set(FOUND) | set(groups) == set(EXAMPLES)
    assert f"Example: {EXAMPLES['demo']}" in " ".join(intercept("--help").stdout.split())
    for name, each in (FOUND | groups).items():
        helped = " ".join(intercept(*name.split(), "--help").stdout.split())
        assert f"Example: {EXAMPLES[name]}" in helped
        assert any("--quiet" in parameter.opts for parameter in each.params)


def test_help_shows_brackets_as_they_are():
    told = " ".join(intercept("sweep", "--help").stdout.replace("│", " ").split())
    stated = [each.help for each in FOUND["sweep"].params if getattr(each, "help", None)]
    assert all(" ".join(text.split()) in told for text in stated)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("out").mkdir()
    shutil.copy(ROOT / "examples" / "notional-small.toml", "night.toml")
    for name, source in FILES.items():
        shutil.copy(source, name)
    Path("variant.toml").write_text(VARIANT, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("name", FOUND)
def test_the_example_of_a_command_runs(name, folder, monkeypatch):
    if name.startswith(("record", "forecast")) and name != "record reports":
        Path("record.csv").write_text(RECORD, encoding="utf-8")
        Path("tasks.csv").write_text("date,class,n\n2026-01-10,drone,120\n", encoding="utf-8")
        monkeypatch.setenv("INTERCEPT_RECORD", "record.csv")
    if name == "migrate":
        old = Path("night.toml").read_text(encoding="utf-8").replace("schema_version = 3", "schema_version = 2")
        Path("old.toml").write_text(old, encoding="utf-8")
    if name == "reproduce":
        assert intercept("run", "night.toml", "--out", "out/night", *QUICK).returncode == 0
    command, _, target = EXAMPLES[name].partition(" > ")
    words = shlex.split(command)[1:]
    if name == "explore":
        # It would serve until it is ended, on a port that others may have: tests/unit/explore/test_server.py.
        monkeypatch.setattr("werkzeug.serving.BaseWSGIServer.serve_forever", lambda _server: None)
        monkeypatch.setattr("webbrowser.open", lambda _address: True)
        words += ["--port", "0"]
    drawing = any("--points" in each.opts for each in FOUND[name].params)
    done = intercept(*words, *(QUICK if drawing else ()))
    assert done.returncode == 0, done.printed
    assert done.stdout or Path("methods.md").exists() or Path("predictions.csv").exists()
    if target.endswith(".toml"):
        Path("made.toml").write_text(done.stdout, encoding="utf-8")
        assert intercept("check", "made.toml").returncode == 0


MISTAKES = [
    (("runn", "x"), 'intercept: there is no command "runn"; did you mean run?'),
    (("record", "shw"), 'intercept record: there is no command "shw"; did you mean show?'),
    (("zzz",), 'intercept: there is no command "zzz"; intercept --help lists all'),
    (
        ("completion",),
        'intercept: there is no command "completion"; did you mean --show-completion or --install-completion',
    ),
    (("versoin",), 'intercept: there is no command "versoin"; did you mean --version?'),
    (("shwo",), 'intercept: there is no command "shwo"; did you mean record show?'),
    (("RUN", "x"), 'intercept: there is no command "RUN"; did you mean run?'),
    (
        ("sweep", "night.toml", "--set", "raidd.scale=1"),
        "raidd.scale = 1: raidd.scale is not a key of the scenario; did you mean raid.scale",
    ),
    (
        ("sweep", "night.toml", "--set", "raid.wave[0].count=1"),
        "raid.wave[0].count = 1: raid.wave[0].count is not a key of the scenario; did you mean raid.waves[0].count?",
    ),
    (
        ("sweep", "night.toml", "--set", "raid.waves[9].count=1"),
        "raid.waves[9].count = 1: raid.waves[9].count is not a key of the scenario: raid.waves has 3 items",
    ),
    (
        ("catalog", "drone"),
        'CLASS = "drone" is not allowed: must be one of 30 names; did you mean jet_drone or decoy_drone',
    ),
    (
        ("catalog", "Quasi-Ballistic"),
        'CLASS = "Quasi-Ballistic" is not allowed: must be one of 30 names; did you mean quasi_ballistic',
    ),
    (
        ("fly", "--class", "subsonic_cruise", "--profile", "hihg"),
        '--profile = "hihg" is not allowed for subsonic_cruise: must be one of low, high; did you mean high?',
    ),
    (("fly", "--clas", "x"), 'intercept fly: there is no option "--clas"; did you mean --class?'),
    (("--vers",), 'intercept: there is no option "--vers"; did you mean --version?'),
    (("fly", "--class"), "intercept fly: --class is given without a value; intercept fly --help lists all"),
    (("fly", "quasi_ballistic"), "intercept fly: --class is missing; did you mean --class quasi_ballistic?"),
    (("run",), "intercept run: SCENARIO is missing; intercept run --help shows what it takes"),
    (
        ("run", "a.toml", "b.toml"),
        'intercept run: "b.toml" is more than it takes; intercept run --help shows what it does',
    ),
    (("run", "a.toml", "--threads", "x"), '--threads = "x" is not allowed: must be a whole number'),
    (("run", "a.toml", "--threads=1.5"), '--threads = "1.5" is not allowed: must be a whole number'),
    (("validate", "--format", "jsn"), '--format = "jsn" is not allowed: must be one of text, csv, json, markdown'),
    (("example", "recorded-nite"), 'NAME = "recorded-nite" is not allowed: must be one of recorded-night'),
    (("record", "list", "--min-launched", "-1"), '--min-launched = "-1" is not allowed: must be a whole number from 0'),
    (("fly", "--class", "short_range_balistic"), '--class = "short_range_balistic" is not allowed: must be'),
    (("windows", "night.toml", "--unit", "medium_range_sam"), '--unit = "medium_range_sam" is not allowed'),
    (("saturation", "night.toml", "--class", "one_way_drone"), '--class = "one_way_drone" is not allowed'),
]


@pytest.mark.parametrize(("words", "said"), MISTAKES, ids=lambda value: " ".join(value) if len(value) < 9 else "")
def test_a_mistake_is_told_on_one_line(words, said, folder):
    done = intercept(*words)
    assert done.returncode == 2
    assert not done.stdout
    assert done.stderr.startswith(said)
    assert len(done.stderr.splitlines()) == 1
    if "balistic" in done.stderr or "one_way_drone" in done.stderr:
        assert re.search(r"did you mean .*(short_range_ballistic|one_way_attack_drone)", done.stderr)


@pytest.mark.parametrize("words", [(), ("record",)])
def test_a_name_alone_shows_its_help(words):
    done = intercept(*words)
    assert done.returncode == 0
    assert done.stdout.strip() == intercept(*words, "--help").stdout.strip()


def test_quiet_leaves_results_and_files(folder):
    options = ("run", "night.toml", *QUICK, "--out", "out/night")
    loud, quiet = intercept(*options), intercept(*options, "--quiet")
    assert loud.stdout == quiet.stdout
    assert "Report: " in loud.stderr
    assert not quiet.stderr
    assert intercept(*options).stderr == loud.stderr
    assert intercept("run", "no.toml", "-q").stderr
    # Before a command as after it.
    assert not intercept("-q", *options).stderr


def test_quiet_before_a_command_of_a_group_reaches_it(folder):
    Path("record.csv").write_text(RECORD, encoding="utf-8")
    Path("tasks.csv").write_text("date,class,n\n2026-01-10,drone,120\n", encoding="utf-8")
    options = ("predict", "tasks.csv", "--record", "record.csv", "--out", "x.csv")
    assert intercept("record", *options).stderr
    for words in (("-q", "record"), ("record", "-q"), ("-q", "record", "-q")):
        assert not intercept(*words, *options).stderr


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("intercept sat", {"saturation"}),
        ("intercept record ba", {"backtest"}),
        ("intercept fly --class quasi", {"quasi_ballistic"}),
        ("intercept footprint --sensor-class a", {"airborne_early_warning", "acoustic_network"}),
        ("intercept catalog long", {"long_range_sam"}),
        ("intercept run --thr", {"--threads"}),
    ],
)
def test_a_shell_completes_commands_options_and_classes(typed, offered):
    assert offered <= set(completed(typed))


def completed(typed):
    words = {"_INTERCEPT_COMPLETE": "complete_bash", "COMP_WORDS": typed, "COMP_CWORD": str(typed.count(" "))}
    script = shutil.which("intercept", path=str(Path(sys.executable).parent))
    done = subprocess.run([script], env=os.environ | words, capture_output=True, text=True, check=False)
    assert not done.stderr
    return done.stdout.split()
