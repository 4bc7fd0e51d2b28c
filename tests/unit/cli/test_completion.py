"""What a shell offers: the values of every closed set, files where a path is asked for, and nothing anywhere else."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from command import commands, intercept
from typer.main import get_command

from intercept.cli import application
from intercept.cli.completion import BASH, ZSH

# Of each option with a closed set of values, one of them; other words are free: numbers, names of a file, sentences.
CLOSED = {
    "--format": "json",
    "--profile": "high",
    "--design": "sobol",
    "--class": "quasi_ballistic",
    "--unit-class": "medium_range_sam",
    "--sensor-class": "acoustic_network",
    "--threat-class": "jet_drone",
    "--part": "day",
    "--mode": "frozen",
    "--rate": "drones=",
    "--impacts": "drones=",
    "--observed": "drones=",
    "--cost": "interceptor_drone=",
    "CASE": "sensing-scans",
    "CLASS": "long_range_sam",
}
# The same word of an option that takes it as a number or a sentence.
FREE = {("claim", "--rate")}


def parameters():
    for path, command in commands(get_command(application())):
        for each in command.params:
            first = str(each.opts[0])
            yield path, each, first if first.startswith("-") else str(each.metavar)


def offered(parameter, begun=""):
    return [getattr(item, "value", item) for item in parameter.shell_complete(None, begun)]


EVERY = list(parameters())


@pytest.mark.parametrize("name", CLOSED)
def test_every_closed_set_is_offered(name):
    own = [each for path, each, called in EVERY if called == name and (path, name) not in FREE]
    assert own
    for each in own:
        found = offered(each)
        known = {"json", "night"} if name in {"--format", "--part"} else {CLOSED[name]}
        assert known & set(found), (each.name, found)
        assert offered(each, "zz") == []


def test_files_are_offered_where_a_path_is_asked_for_alone(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "night.toml").touch()
    (tmp_path / "out").mkdir()
    for path, each, called in EVERY:
        found = set(offered(each))
        kind = getattr(each, "type_descriptor", None) or each.type
        takes = "path" in str(kind).lower() or str(each.metavar).endswith(("FILE", "PATH"))
        assert ("out" in found) == takes, (path, called)
        if takes:
            assert ("night.toml" in found) == (each.metavar != "DIR"), (path, called)


def test_a_path_is_completed_as_it_was_begun(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "out" / "deep").mkdir(parents=True)
    (tmp_path / ".hidden").touch()
    scenario = next(each for path, each, called in EVERY if path == "run" and called == "SCENARIO")
    assert offered(scenario, "o") == ["out"]
    assert offered(scenario, "out/") == ["out/deep"]
    assert offered(scenario, "~/o") == ["~/out"]
    assert offered(scenario, ".h") == [".hidden"]
    assert offered(scenario) == ["out"]
    assert offered(scenario, "nowhere/x") == []


@pytest.mark.parametrize(("shell", "script"), [("bash", BASH), ("zsh", ZSH)])
def test_the_scripts_do_not_offer_files_of_their_own(shell, script):
    said = intercept("--show-completion", shell)
    assert said.returncode == 0, said.stderr
    assert "-o default" not in said.stdout
    assert "intercept" in said.stdout
    if shutil.which(shell):
        names = {"complete_func": "_intercept_completion", "prog_name": "intercept", "autocomplete_var": "_I"}
        done = subprocess.run([shell, "-n"], input=script % names, text=True, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("shell", "marks"),
    [
        ("bash", ("complete -F", "complete_bash")),
        ("zsh", ("#compdef", "complete_zsh")),
        ("fish", ("complete --command", "complete_fish")),
        ("powershell", ("Register-ArgumentCompleter", "complete_powershell")),
        ("pwsh", ("Register-ArgumentCompleter", "complete_powershell")),
    ],
)
@pytest.mark.parametrize("written", ["{} {}", "{}={}"])
def test_the_script_is_that_of_the_shell_that_is_named(shell, marks, written):
    said = intercept(*written.format("--show-completion", shell).split())
    assert said.returncode == 0, said.stderr
    assert all(mark in said.stdout for mark in marks)


@pytest.mark.parametrize("option", ["--show-completion", "--install-completion"])
def test_a_shell_that_there_is_not_is_refused(option):
    said = intercept(option, "zhs")
    assert said.returncode == 2
    assert said.stdout == ""
    assert said.stderr.startswith(f'{option} = "zhs" is not allowed: must be')
    assert "zsh" in said.stderr


@pytest.mark.skipif(shutil.which("bash") is None, reason="a system without bash")
def test_bash_offers_files_for_a_path_and_none_for_a_number(tmp_path, monkeypatch):
    (tmp_path / "night one.toml").touch()
    script = intercept("--show-completion", "bash").stdout
    ask = """
COMP_WORDS=(intercept run {words}); COMP_CWORD={place}
_intercept_completion intercept
printf '%s|' "${{COMPREPLY[@]}}"
"""
    found = []
    for words, place in (("ni", 2), ("night.toml --seed ''", 4), ("night.toml --resu", 3)):
        line = ["bash", "-c", script + ask.format(words=words, place=place)]
        bin_folder = str(Path(sys.executable).parent)
        monkeypatch.setenv("PATH", bin_folder, prepend=":")
        found.append(subprocess.run(line, cwd=tmp_path, text=True, capture_output=True, check=False).stdout)
    assert found == ["night one.toml|", "|", "--resume|"]
