"""What a terminal would obey is shown, never sent: in names, files, errors, notes and results."""

import io
import re
import tomllib

import pytest
import tomli_w
from command import intercept
from tree import ROOT

import intercept as ic
from intercept.base import terminal
from intercept.base.shown import Shown
from intercept.base.words import obeyed, visible

RED = "\x1b[31mred\x07"
SMALL = ROOT / "examples" / "notional-small.toml"
# The columns of the catalogue's text, of coordinates, of times: what a name may stand in.
EVIL = [RED, "a\rb", "a\x9b31m", "a\u202eb", "a\u2066b", "\x00", "\x7f"]


@pytest.mark.parametrize("text", EVIL)
def test_control_characters_are_shown(text):
    assert obeyed(text)
    assert not obeyed(visible(text))
    assert visible("plain\ttext\nÜber – 日本 می‌شود") == "plain\ttext\nÜber – 日本 می‌شود"


def places(part, path=()):
    """Yield the place of each text in a document."""
    items = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for key, each in items:
        if isinstance(each, str):
            yield (*path, key)
        yield from places(each, (*path, key))


DOCUMENT = tomllib.loads(SMALL.read_text(encoding="utf-8"))


@pytest.mark.parametrize("place", list(places(DOCUMENT)), ids=lambda place: ".".join(map(str, place)))
def test_no_text_of_a_scenario_may_have_them(place, tmp_path):
    document = tomllib.loads(SMALL.read_text(encoding="utf-8"))
    part = document
    for key in place[:-1]:
        part = part[key]
    part[place[-1]] = RED
    with pytest.raises(ic.errors.ScenarioError) as refused:
        ic.Scenario.from_dict(document)
    assert not any(map(obeyed, refused.value.problems))
    assert any("must have no control characters" in problem for problem in refused.value.problems)
    path = tmp_path / "evil.toml"
    path.write_text(tomli_w.dumps(document), encoding="utf-8")
    for command in ("check", "run"):
        done = intercept(command, path)
        assert done.returncode == 2
        assert "\\x1b[31m" in done.stderr
        assert not obeyed(done.printed)


COMMANDS = [
    ("run", f"{RED}.toml"),
    ("check", f"{RED}.toml"),
    ("fly", "--class", RED),
    ("catalog", RED),
    ("claim", f"40 of 50 drones {RED} were shot down"),
    ("claim", RED),
    ("validate", RED),
    ("windows", SMALL, "--unit", RED),
    ("windows", SMALL, "--format", RED),
    ("fly", "--class", "quasi_ballistic", f"--{RED}"),
    (RED,),
    ("example", RED),
    ("record", "list", "--record", RED),
    ("reproduce", RED),
    ("sweep", SMALL, "--set", f"{RED}=1"),
    ("fly", "--class", "quasi_ballistic", "--set", f"{RED}=1"),
]


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: " ".join(map(str, words[:2])).replace("\x1b", "ESC"))
def test_nothing_that_is_typed_is_obeyed(words):
    done = intercept(*words)
    assert not obeyed(done.printed.replace("\r\n", "\n"))


def test_a_file_of_that_name_is_written_and_told_in_plain(tmp_path):
    out = tmp_path / f"{RED}.csv"
    done = intercept("fly", "--class", "quasi_ballistic", "--out", out)
    assert done.returncode == 0, done.stderr
    assert out.exists()
    assert "\\x1b[31mred" in done.stderr
    assert not obeyed(done.printed)


def test_a_console_shows_them_in_colours_of_its_own():
    shown = io.StringIO()
    console = terminal.console(file=shown, force_terminal=True, width=80, color_system="standard", highlight=False)
    console.print(f"name: {RED}", style="green", markup=False)
    assert "\\x1b[31mred" in shown.getvalue()
    # What it sends itself is the colour that was asked for.
    assert set(re.findall("\x1b\\[[0-9;]*m", shown.getvalue())) <= {"\x1b[32m", "\x1b[0m"}


def test_tables_show_them_in_a_notebook_and_printed():
    table = ic.Table({"first": [RED, "plain"], "second_m": [1.0, 2.0]})
    long = ic.Table({"only": [RED * 99]})
    for shown in (str(table), repr(table), table._repr_html_(), str(long), long._repr_html_()):
        assert "\\x1b[31mred\\x07" in shown
        assert not obeyed(shown)

    class Told(Shown):
        def _shown(self):
            return f"The answer is {RED}.", table

    assert not obeyed(Told()._repr_html_())


@pytest.mark.parametrize(
    "words",
    [
        *(("check", "run", "windows", "methods", "explore", "migrate", "reproduce")),
        *(("saturation", "--class", "one_way_attack_drone"), ("sweep", "--set", "raid.scale=1,2")),
    ],
    ids=str,
)
def test_an_input_without_end_is_a_wrong_input(words):
    command, *options = (words,) if isinstance(words, str) else words
    done = intercept(command, "/dev/zero", *options)
    assert done.returncode == 2
    assert " MB, the most that is read" in done.stderr


@pytest.mark.parametrize(
    "words", [("record", "show", "2025-10-05"), ("claim", "9 of 10 drones were shot down"), ("forecast", "100 drones")]
)
def test_a_record_without_end_is_a_wrong_input(words):
    done = intercept(*words, "--record", "/dev/zero")
    assert done.returncode == 2
    assert "/dev/zero" in done.stderr
