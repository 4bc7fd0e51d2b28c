"""What the documents say is there: paths, commands, options, keys, snippets."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path

import pytest
import typer
from tree import ROOT, below, files, read

from intercept.catalogue.catalogue import Catalogue
from intercept.cli import application
from intercept.scenario.model.scenario import json_schema

DOCUMENTS = [Path("README.md"), Path("CONTRIBUTING.md"), Path("tests/README.md"), *below("docs", ".md")]
MAPS = ("README.md", "CONTRIBUTING.md", "tests/README.md", "docs/architecture.md", "docs/tutorial.md")
ENDINGS = (".md", ".py", ".pyi", ".rs", ".toml", ".csv", ".cff", ".txt", ".lock", "/", "Makefile", ".ci/run")
# Made with their first test.
FOLDERS_TO_COME = {"tests/properties/", "tests/regression/", "tests/boundary/"}


def paths_in(text: str) -> set[str]:
    """Return what is in backticks and looks like a path of the repository, and the targets of relative links."""
    quoted = {word for word in re.findall(r"`([^`\s]+)`", text) if word.endswith(ENDINGS)}
    outside = ("out/", "target/", "dist/", ".venv/", "../")
    return {word for word in quoted if not word.startswith(outside)} - FOLDERS_TO_COME


def exists(word: str) -> bool:
    """Whether a path is there; a bare file name stands for a file beside those named before it."""
    return (ROOT / word).exists() or ("/" not in word and word in {path.name for path in files()})


@pytest.mark.parametrize("document", MAPS)
def test_every_path_named_exists(document):
    named = paths_in(read(document))
    assert named
    assert not sorted(word for word in named if not exists(word))


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_every_link_leads_somewhere(document):
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", read(document))
    broken = [t for t in targets if "://" not in t and not (ROOT / document).parent.joinpath(t).exists()]
    assert not broken


def commands_in(text: str) -> list[list[str]]:
    """Return the `make ...` and `intercept ...` commands of indented or fenced blocks and of whole code spans."""
    spans = re.findall(r"`((?:make|intercept) [^`]+)`", text)
    lines = [
        line.strip().removeprefix("$ ") for line in text.splitlines() if re.match(r"( {4,}|\$ |make |intercept )", line)
    ]
    wanted = [line for line in (*spans, *lines) if re.match(r"(make|intercept) [\w-]", line)]
    return [shlex.split(line, comments=True) for line in wanted]


def make_targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))


def check_command(words: list[str]) -> None:
    """Fail unless the command exists with these options."""
    if words[0] == "make":
        targets = [word for word in words[1:] if "=" not in word]
        assert set(targets) <= make_targets(), words
        return
    command = typer.main.get_command(application())
    rest = words[1:]
    while rest and not rest[0].startswith("-") and hasattr(command, "commands"):
        assert rest[0] in command.commands, words
        command, rest = command.commands[rest[0]], rest[1:]
    known = {option for parameter in command.params for option in parameter.opts} | {"--help", "-h"}
    assert {word.split("=")[0] for word in rest if word.startswith("-")} <= known, words


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_every_command_shown_exists(document):
    for words in commands_in(read(document)):
        check_command(words)


def test_the_check_of_commands_sees_mistakes():
    assert ["make", "demo"] in commands_in(read("README.md"))
    for wrong in ("make nonsense", "intercept jump x", "intercept run x --no-such-option"):
        with pytest.raises(AssertionError):
            check_command(wrong.split())


def schema_keys(node: object) -> set[str]:
    """Return every key of a table of the scenario file."""
    if isinstance(node, list):
        return {key for item in node for key in schema_keys(item)}
    if not isinstance(node, dict):
        return set()
    own = set(node["properties"]) if isinstance(node.get("properties"), dict) else set()
    return own | {key for item in node.values() for key in schema_keys(item)}


def test_the_scenario_reference_has_every_key():
    text = read("docs/scenario.md")
    keys = schema_keys(json_schema())
    assert {"theatre", "geometry_samples", "low", "lateral_km"} <= keys
    assert not sorted(key for key in keys if not re.search(rf"`[^`]*\b{key}\b[^`]*`", text))


def test_every_class_is_on_its_card():
    catalogue, text = Catalogue.load(), read("docs/classes.md")
    names = {*catalogue.threats, *catalogue.defences, *catalogue.sensors}
    assert not sorted(name for name in names if f"**{name}**" not in text)
    scenario = read("docs/scenario.md")
    assert not sorted(name for name in names if f"`{name}`" not in scenario)


SNIPPETS = [
    pytest.param(block, id=f"{document}-{number}")
    for document in DOCUMENTS
    for number, block in enumerate(re.findall(r"```python\n(.*?)```", read(document), re.DOTALL))
    if "missile_attacks_daily.csv" not in block  # the record is not part of the project
]


@pytest.mark.parametrize("block", SNIPPETS)
def test_every_snippet_runs(block, monkeypatch):
    monkeypatch.chdir(ROOT)
    exec(compile(block, "snippet", "exec"), {"__name__": "snippet"})  # noqa: S102 - our own documents


def test_there_are_snippets():
    assert len(SNIPPETS) >= 3


def test_the_readme_is_short_and_starts_with_the_two_commands():
    text = read("README.md")
    assert len(text.splitlines()) <= 150
    first_screen = "\n".join(text.splitlines()[:40])
    assert "make demo" in first_screen
    assert "make test" in first_screen


def test_the_version_is_one():
    workspace = tomllib.loads(read("Cargo.toml"))["workspace"]["package"]["version"]
    assert f"version: {workspace}\n" in read("CITATION.cff")
    assert f"## {workspace}" in read("CHANGELOG.md")
