"""Numbers of 400 and of 5,000 digits wherever a scenario, a claim, a record or a function takes one: an error in words.

No number of a scenario may be that large, so each is refused with its key and what is allowed, by whichever way it
comes in; Python's own errors about whole numbers (OverflowError, ValueError) never come out.
"""

import re

import pytest
from command import intercept
from nights import MADE_UP
from numbers_in import as_key, numbers_in, with_number
from questions import SMALL

import intercept as ic
from intercept.base.cut import SHOWN_MAX
from intercept.errors import InterceptError, ScenarioError

HUGE = [10**400, -(10**400), 10**5000, -(10**5000)]
DIGITS = "9" * 400
NUMBERS = numbers_in()
LINE_MAX = 300
SCENARIO = ic.Scenario.from_file(SMALL)


def said_of(document):
    """Return the messages about a document; any error but the package's own comes out."""
    with pytest.raises(ScenarioError) as caught:
        ic.Scenario.from_dict(document)
    return caught.value.problems


def test_the_walk_finds_the_numbers_of_every_table():
    keys = set(map(as_key, NUMBERS))
    assert len(keys) > 100
    assert {"raid.scale", "raid.waves[0].count", "theatre.seed", "run.replications", "claimed[0].launched"} <= keys
    assert {"classes.defence.own_defence.slant_range_max_km.low", "fire_units[0].limits.burst_s"} <= keys


@pytest.mark.parametrize("path", NUMBERS, ids=as_key)
def test_every_number_of_a_scenario_may_be_refused(path):
    key = as_key(path)
    for value in HUGE:
        said = said_of(with_number(path, NUMBERS[path], value))
        # Of an uncertain number of a class the whole is named.
        named = [line for line in said if line.startswith((f"{key} ", re.sub(r"\.(low|mode|high)$", " ", key)))]
        assert named, said
        assert "must be a number" not in named[0], "it is one: its range is to be told"
        assert max(map(len, said)) < LINE_MAX


TEXTS = {
    "count": ("count = 24", f"count = {DIGITS}"),
    "negative count": ("count = 24", f"count = -{DIGITS}"),
    "scale": ("scale = 1.0", f"scale = {DIGITS}"),
    "width": ("width_km = 300", f"width_km = -{DIGITS}"),
    "units": ("mobile_fire_group = 10", f"mobile_fire_group = {DIGITS}"),
    "hexadecimal": ("count = 24", "count = 0x" + "f" * 5000),
}
COMMANDS = {
    "check": (),
    "run": (),
    "windows": (),
    "migrate": (),
    "sensitivity": (),
    "exchange": (),
    "endurance": (),
    "explore": (),
    "methods": (),
    "compare": ("SCENARIO",),
    "saturation": ("--class", "one_way_attack_drone", "--sizes", "2,3"),
    "sweep": ("--set", "raid.scale=1"),
}


@pytest.mark.parametrize("what", TEXTS)
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_says_so_in_a_line(tmp_path, command, what):
    path = tmp_path / "huge.toml"
    before, after = TEXTS[what]
    text = SMALL.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")
    said = intercept(command, path, *(path if word == "SCENARIO" else word for word in COMMANDS[command]))
    assert said.returncode == 2
    assert re.fullmatch(r"\S+: [^\n]{20,300} is not allowed: must be [^\n]+\n", said.stderr), said.stderr[:2000]


@pytest.mark.parametrize("sign", ["", "-"], ids=["plus", "minus"])
@pytest.mark.parametrize(
    "more", [(), ("--design", "sobol", "--size", "2"), ("--design", "latin_hypercube", "--size", 2)]
)
@pytest.mark.parametrize("key", ["raid.waves[0].count", "raid.scale", "theatre.seed", "theatre.generate.width_km"])
def test_a_value_of_a_sweep_is_refused_in_a_line(key, more, sign):
    said = intercept("sweep", SMALL, "--set", f"{key}=1,{sign}{DIGITS}", *more)
    assert said.returncode == 2
    assert said.stderr.count("\n") == 1
    assert key in said.stderr
    assert " is not allowed: must be " in said.stderr
    assert len(said.stderr) < LINE_MAX


@pytest.mark.parametrize("value", HUGE, ids=["400", "-400", "5000", "-5000"])
@pytest.mark.parametrize("key", ["raid.waves[0].count", "raid.scale"])
def test_a_value_from_python_is_refused(key, value):
    for call in (
        lambda: ic.sweep(SCENARIO, {key: [value]}),
        lambda: ic.sweep(SCENARIO, {key: [1, value]}, design="sobol", size=2),
        lambda: SCENARIO.replace(key, value),
        lambda: SCENARIO.with_values({key: value}),
    ):
        with pytest.raises(InterceptError, match=re.escape(key)):
            call()


@pytest.mark.parametrize("count", [DIGITS, f"-{DIGITS}", "9" * 5000], ids=["400", "-400", "5000"])
@pytest.mark.parametrize(
    "words",
    [
        ("claim", "N of 595 drones were shot down"),
        ("claim", "549 of N drones were shot down"),
        ("claim", "--drones", "N", "--missiles", "1", "--rate", "50%"),
        ("claim", "--drones", "1", "--missiles", "1", "--rate", "N%"),
        ("forecast", "N drones"),
        ("record", "list", "--min-launched", "N"),
        ("exchange", "SCENARIO", "--cost", "interceptor_drone=N"),
        ("endurance", "SCENARIO", "--nights", "N"),
        ("fly", "--class", "quasi_ballistic", "--range", "Nkm"),
        ("run", "SCENARIO", "--replications", "N"),
        ("run", "SCENARIO", "--threads", "N"),
    ],
    ids=" ".join,
)
def test_a_number_on_the_command_line_is_refused(words, count):
    said = intercept(*(SMALL if word == "SCENARIO" else word.replace("N", count) for word in words))
    assert said.returncode == 2, said.stderr
    assert said.stderr.count("\n") == 1
    assert len(said.stderr) < 2 * LINE_MAX


@pytest.mark.parametrize("count", [DIGITS, f"-{DIGITS}", "9" * 5000], ids=["400", "-400", "5000"])
def test_a_row_of_a_record_with_such_a_number_is_left_out_in_a_line(tmp_path, count):
    path = tmp_path / "record.csv"
    text = MADE_UP.read_text(encoding="utf-8").splitlines()
    column = text[0].split(",").index("launched")
    cells = text[1].split(",")
    cells[column] = count
    path.write_text("\n".join([text[0], ",".join(cells), *text[2:]]) + "\n", encoding="utf-8")
    read = ic.record.read_record(path)
    told = [str(problem) for problem in read.file.problems if problem.line == 2]
    assert len(told) == 1
    assert " is not a count; allowed: whole numbers from 0" in told[0]
    assert told[0].endswith("(left out)")
    assert len(told[0]) < LINE_MAX


def test_a_whole_number_of_more_digits_than_python_reads_is_told_in_words_with_its_line(tmp_path):
    path = tmp_path / "long.toml"
    text = SMALL.read_text(encoding="utf-8").replace("\nseed = 7", "\nseed = " + "9" * 5000)
    path.write_text(text, encoding="utf-8")
    said = intercept("check", path)
    line = text[: text.index("9" * 5000)].count("\n") + 1
    assert said.stderr.endswith(f"is not valid TOML: a whole number has more than 4,300 digits (at line {line})\n")
    assert "sys." not in said.stderr
    # Where two numbers may be meant, none is.
    path.write_text(f"# {'1' * 5000}\n{text}", encoding="utf-8")
    assert intercept("check", path).stderr.endswith("has more than 4,300 digits\n")


@pytest.mark.parametrize(
    "words",
    [
        ("run", SMALL, DIGITS),
        ("run", SMALL, f"--{DIGITS}"),
        (DIGITS,),
        ("claim", DIGITS),
        ("sweep", SMALL, "--set", f"{DIGITS}=3"),
        ("sweep", SMALL, "--set", f"raid.scale=0x{DIGITS}"),
        ("sweep", SMALL, "--set", f"raid.scale=[{DIGITS}, {DIGITS}, {DIGITS}]"),
        ("sweep", SMALL, "--set", f"name='{DIGITS}'"),
        ("fly", "--class", "subsonic_cruise", "--from", DIGITS),
        ("catalog", DIGITS),
        ("example", DIGITS),
        ("validate", DIGITS),
        ("coverage", SMALL, "--along", DIGITS, "--class", "one_way_attack_drone"),
        ("exchange", SMALL, "--cost", f"{DIGITS}=1"),
    ],
    ids=lambda words: " ".join(map(str, words)).replace(DIGITS, "N").replace(str(SMALL), "SCENARIO"),
)
def test_a_long_value_is_cut_in_every_message(words):
    said = intercept(*words)
    assert said.returncode == 2
    assert not re.search(f"9{{{SHOWN_MAX + 1},}}", said.stderr), said.stderr
