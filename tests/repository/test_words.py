"""What people read: what the documents name exists, and the words are the field's."""

from __future__ import annotations

import ast
import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from notebooks import read_notebook
from tree import ROOT, assert_none, below, files, read

from intercept.catalogue.catalogue import Catalogue
from intercept.cli import application
from intercept.scenario.model.scenario import json_schema

DOCUMENTS = [Path("README.md"), Path("CONTRIBUTING.md"), Path("tests/README.md"), *below("docs", ".md")]
MAPS = ("README.md", "CONTRIBUTING.md", "tests/README.md", "docs/architecture.md", "docs/tutorial.md")
ENDINGS = (".md", ".py", ".pyi", ".rs", ".toml", ".csv", ".cff", ".txt", ".lock", "/", "Makefile", ".ci/run")


def paths_in(text: str) -> set[str]:
    """Return what is in backticks and looks like a path of the repository, and the targets of relative links."""
    quoted = {word for word in re.findall(r"`([^`\s]+)`", text) if word.endswith(ENDINGS)}
    outside = ("out/", "target/", "dist/", ".venv/", "../")
    return {word for word in quoted if not word.startswith(outside)}


def exists(word: str) -> bool:
    """Whether a path is there; a bare file name stands for a file beside those named before it."""
    return (ROOT / word).exists() or ("/" not in word and word in {path.name for path in files()})


def test_every_path_named_exists():
    named = {document: paths_in(read(document)) for document in MAPS}
    assert all(named.values())
    assert_none(f"{document}: {word}" for document, words in named.items() for word in words if not exists(word))


def test_every_link_leads_somewhere():
    links = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
    targets = [(document, target) for document in DOCUMENTS for target in links.findall(read(document))]
    near = [(document, target) for document, target in targets if "://" not in target]
    assert_none(f"{document}: {target}" for document, target in near if not (ROOT / document.parent / target).exists())


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


def is_known(words: list[str]) -> bool:
    """Whether the command exists with these options."""
    if words[0] == "make":
        return {word for word in words[1:] if "=" not in word} <= make_targets()
    command = typer.main.get_command(application())
    rest = words[1:]
    while rest and not rest[0].startswith("-") and hasattr(command, "commands"):
        if rest[0] not in command.commands:
            return False
        command, rest = command.commands[rest[0]], rest[1:]
    known = {option for parameter in command.params for option in parameter.opts} | {"--help", "-h"}
    return {word.split("=")[0] for word in rest if word.startswith("-")} <= known


def test_every_command_shown_exists():
    shown = [(document, words) for document in DOCUMENTS for words in commands_in(read(document))]
    assert (Path("README.md"), ["make", "demo"]) in shown
    assert_none(f"{document}: {' '.join(words)}" for document, words in shown if not is_known(words))


@pytest.mark.parametrize("wrong", ["make nonsense", "intercept jump x", "intercept run x --no-such-option"])
def test_the_check_of_commands_sees_mistakes(wrong):
    assert not is_known(wrong.split())


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
    assert {"theatre", "scrambles", "low", "lateral_km"} <= keys
    assert not sorted(key for key in keys if not re.search(rf"`[^`]*\b{key}\b[^`]*`", text))


def test_every_class_is_on_its_card():
    catalogue, text = Catalogue.load(), read("docs/classes.md")
    names = {*catalogue.threats, *catalogue.defences, *catalogue.sensors}
    assert not sorted(name for name in names if f"**{name}**" not in text)
    scenario = read("docs/scenario.md")
    assert not sorted(name for name in names if f"`{name}`" not in scenario)


def test_the_readme_is_short_and_says_first_what_it_is_then_how_sure_then_how_to_start():
    text = read("README.md")
    assert len(text.splitlines()) <= 170
    places = [text.index(part) for part in ("docs/images/report.png", "## How sure are we?", "make demo", "make test")]
    assert places == sorted(places)
    assert places[0] < text.index("## ")


def test_the_version_is_one():
    workspace = tomllib.loads(read("Cargo.toml"))["workspace"]["package"]["version"]
    assert f"version: {workspace}\n" in read("CITATION.cff")
    assert f"## {workspace}" in read("CHANGELOG.md")


# A phrase that is not the field's, and what to write instead.
BANNED = {
    r"dice|a die": "random numbers, draws",
    r"thr[eo]w(?:s|n|ing)?": "simulate, draw",
    r"store(?:y|ys|ies)": "layer",
    r"aim(?:s|ed)? (?:at|point)|aim-?points?": "destination",
    r"so often": "at least n times",
    r"of one's own": "of your own",
    r"(?:what|that) is (?-i:none)": "what is not one",
    r"goes? on beyond": "continues beyond",
    r"told (?:apart|in|of|from|unless)": "distinguished, said, unless stated",
    r"(?:one|a) (?:row|line|file|panel|check|trace|figure|bar|tick|script) an? (?!time\b)\w+": "one ... for each ...",
    r"[a-z]{2,}\(s\)": "base.words.counted",
    r"(?<!at most )\{\} (?:threat|wave|sensor|window|replication|fire unit|shot|bodie)s": "base.words.counted",
    r"\b1 (?:threats|waves|sensors|windows|replications|rows|fire units|shots|leakers|opportunities)": "the singular",
}
# Where such a word is the right one: a body that is thrown, and a number that is never one.
ALLOWED = (
    "thrown east and up",
    "thrown north and up",
    "thrown upwards",
    "thrown much more steeply",
    "dropped and thrown",
    "body thrown at once",
    "{} shots of k 0.8",
)


def words_of_python(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the docstrings and texts of a module with their lines; the parts that a text takes in are `{}`."""
    tree = ast.parse(read(path))
    inside = {part for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield node.lineno, "".join(v.value if isinstance(v, ast.Constant) else "{}" for v in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in inside:
            # A line of names alone heads a parameter.
            prose = [line for line in node.value.splitlines() if not re.fullmatch(r"\s*\w+(, \w+)*", line)]
            yield node.lineno, "\n".join(prose)


def words_read() -> Iterator[tuple[str, str]]:
    """Yield what people read, with its place: pages, notebooks, docstrings, messages, comments of Rust."""
    for document in (*DOCUMENTS, *below("examples", ".py")):
        yield from ((f"{document}:{k}", line) for k, line in enumerate(read(document).splitlines(), 1))
    for path in below("docs", ".ipynb"):
        yield from ((f"{path}, cell {k}", cell.source) for k, cell in enumerate(read_notebook(path).cells))
    for path in below("python/intercept", ".py"):
        yield from ((f"{path}:{line}", words) for line, words in words_of_python(path))
    for path in below("rust/python/src", ".rs"):
        lines = enumerate(read(path).splitlines(), 1)
        yield from ((f"{path}:{k}", line) for k, line in lines if line.lstrip().startswith("///"))


def slang_in(text: str) -> list[str]:
    """Return the banned phrases of a text, each with what to write instead."""
    for phrase in ALLOWED:
        text = text.replace(phrase, "")
    found = (
        (re.search(rf"(?<![\w-]){phrase}(?!\w)", text, re.IGNORECASE), better) for phrase, better in BANNED.items()
    )
    return [f"{match[0]!r}: {better}" for match, better in found if match]


def test_what_people_read_is_plain_english():
    assert_none(f"{place}: {slang}" for place, text in words_read() for slang in slang_in(text))


@pytest.mark.parametrize(
    "wrong", ["Throw the dice.", "{} waves", "the two storeys", "an aimpoint", "3 row(s)", "a row a day"]
)
def test_the_check_of_words_sees_slang(wrong):
    assert slang_in(wrong)


def test_the_check_of_words_lets_bodies_be_thrown():
    assert not slang_in("Bodies thrown upwards from the ground, one row for each, once a day")
