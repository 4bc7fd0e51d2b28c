"""Text in a message stands in double quotes, whoever says it: the parser of options, pydantic, or the package."""

import ast
import re
from pathlib import Path

import pytest
from command import intercept
from tree import ROOT

import intercept as ic
from intercept.base.arguments import choice, shown
from intercept.base.words import near, one_of, quoted
from intercept.errors import InterceptError, InvalidParameterError

PACKAGE = Path(ic.__file__).parent
SMALL = ROOT / "examples" / "notional-small.toml"
# Not an apostrophe, which follows a letter.
SINGLE = re.compile(r"(?<!\w)'[^']*'")


def formatted(node):
    """Yield what is put into messages of errors."""
    for part in ast.walk(node):
        if isinstance(part, ast.Raise):
            yield from (each for each in ast.walk(part) if isinstance(each, ast.JoinedStr))


def single_in(path):
    """Yield text of messages in which something stands in single quotes."""
    for part in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(part, ast.Raise):
            texts = [each for each in ast.walk(part) if isinstance(each, ast.Constant) and isinstance(each.value, str)]
            yield from (f"{path.relative_to(PACKAGE)}:{each.lineno}" for each in texts if SINGLE.search(each.value))


def wrong_in(path):
    for text in formatted(ast.parse(path.read_text(encoding="utf-8"))):
        for before, value in zip([None, *text.values], text.values, strict=False):
            plain = before.value if isinstance(before, ast.Constant) else ""
            if isinstance(value, ast.FormattedValue) and (value.conversion == ord("r") or plain.endswith('= "')):
                yield f"{path.relative_to(PACKAGE)}:{text.lineno}: {ast.unparse(text)}"


def test_no_message_quotes_in_a_way_of_its_own():
    # An attribute that a module does not have is told as Python tells it.
    paths = set(PACKAGE.rglob("*.py")) - {PACKAGE / "testing" / "__init__.py", PACKAGE / "scenario" / "surroundings.py"}
    assert not [line for path in sorted(paths) for line in (*wrong_in(path), *single_in(path))]


WRONG = [
    ("run", SMALL, "--threads", "x"),
    ("run", SMALL, "extra", "words"),
    ("run", SMALL, "--seed", "x"),
    ("runn",),
    ("run", "--sede"),
    ("validate", "--format", "jsn"),
    ("validate", "nothing"),
    ("fly", "--class", "x"),
    ("fly", "--class", "quasi_ballistic", "--range", "x"),
    ("fly", "--class", "quasi_ballistic", "--wind", "x"),
    ("fly", "--class", "subsonic_cruise", "--altitude", "x"),
    ("fly", "--class", "quasi_ballistic", "--from", "x"),
    ("windows", SMALL, "--unit", "x"),
    ("windows", SMALL, "--format", "x"),
    ("coverage", SMALL, "--along", "x", "--class", "x"),
    ("footprint", "--class", "subsonic_cruise", "--unit-class", "x"),
    ("exchange", SMALL, "--cost", "x"),
    ("sweep", SMALL, "--set", "x"),
    ("sweep", SMALL, "--set", "raid.scale=x"),
    ("sensitivity", SMALL, "--group", "x"),
    ("placement", SMALL, "--unit", "x"),
    ("claim", "x"),
    ("claim", "--drones", "x"),
    ("forecast", "x"),
    ("reproduce", SMALL),
    ("record", "show", "x", "--record", ROOT / "examples" / "nights" / "made-up.csv"),
    ("record", "list", "--part", "x"),
    ("migrate", "nothing.toml"),
    ("example", "x"),
    ("catalog", "x"),
]


@pytest.mark.parametrize("words", WRONG, ids=lambda words: " ".join(map(str, words)).replace(str(SMALL), "FILE"))
def test_every_message_of_a_command_has_double_quotes(words):
    said = intercept(*words)
    assert said.returncode == 2
    assert said.stderr
    assert not SINGLE.search(said.stderr), said.stderr


def test_every_message_of_pydantic_has_double_quotes():
    wave = {"name": "x", "class": 3, "count": "many", "launch_area": [], "profile": "mid", "route": {"kind": "zigzag"}}
    document = {"schema_version": 3, "name": 3, "clock_start": "25:00", "raid": {"waves": [wave, {"time_profile": 3}]}}
    with pytest.raises(InterceptError) as caught:
        ic.Scenario.from_dict(document)
    assert len(caught.value.problems) > 5
    assert not SINGLE.search(str(caught.value))
    assert '"zigzag"' in str(caught.value)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("a", '"a"'),
        ('a"b', r'"a\"b"'),
        ("it's", '"it\'s"'),
        ("a\nb\0\u202e", r'"a\nb\x00\u202e"'),
        (["a", ("b",), {"c": 2.5}], '["a", ("b",), {"c": 2.5}]'),
        (Path("x"), '"x"'),
        ("x" * 200, '"' + "x" * 76 + "..."),
    ],
)
def test_a_value_is_shown_with_double_quotes(value, told):
    assert shown(value) == told


def test_quotes_of_any_text_are_those_of_toml():
    for text in ("", "'", '"', "'\"", "\\", "é"):
        assert quoted(text)[0] == quoted(text)[-1] == '"'
        assert ast.literal_eval(quoted(text)) == text


def test_names_are_found_whatever_their_case_and_dashes():
    known = ["quasi_ballistic", "jet_drone", "one_way_attack_drone", "MANPADS"]
    assert near("QUASI-BALLISTIC", known) == ["quasi_ballistic"]
    assert near("manpad", known) == ["MANPADS"]
    assert near("drone", known) == ["jet_drone", "one_way_attack_drone"]
    assert near("", known) == near("zz", known) == near("?", known) == []
    assert one_of("manpads", ["MANPADS"]) == "MANPADS"
    with pytest.raises(InvalidParameterError, match=r"^kind = 3 is not allowed: must be one of one, two$"):
        choice("kind", 3, ["one", "two"])
