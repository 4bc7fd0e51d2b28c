"""What is printed, where the output is full, closed, cut off or of an old code page: no result and no line is lost."""

import errno
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from command import intercept
from patience import PATIENCE_S
from questions import FEW_OPTIONS, QUESTIONS
from tree import ROOT

from intercept import cli
from intercept.cli.streams import NOT_PRINTED, readable

MAIN = "from intercept.cli import main; main()"
SMALL = ROOT / "examples" / "notional-small.toml"
# Of a wide page, an accent and a sign that no page has but this one.
LETTERS = {"cp1251": "Київ", "cp932": "日本", "gbk": "中文", "latin-1": "Köln", "ascii": "plain", "utf-8": "Київ, 日本"}


class Full(io.StringIO):
    """A disk that has no room."""

    def write(self, _text):
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("name", QUESTIONS)
def test_files_are_there_though_nothing_can_be_printed(name, tmp_path, monkeypatch, capsys):
    out = tmp_path / ("out.json" if name == "forecast" else "out")
    words = (*QUESTIONS[name].command, *FEW_OPTIONS, "--json", "--out", out)
    monkeypatch.setattr(sys, "argv", ["intercept", *map(str, words)])
    monkeypatch.setattr(sys, "stdout", Full())
    ended = None
    try:
        cli.main()
    except SystemExit as error:
        ended = error.code
    # A forecast is written in place of being printed.
    assert ended in ({0, None} if name == "forecast" else {NOT_PRINTED})
    assert out.exists()
    assert out.is_file() or any(path.suffix == ".html" for path in out.iterdir())
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a system without devices")
@pytest.mark.parametrize("words", [("--help",), ("catalog", "--json"), ("check", SMALL)])
def test_a_full_output_is_told_in_a_line(words):
    line = [sys.executable, "-c", MAIN, *map(str, words)]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(line, stdout=full, stderr=subprocess.PIPE, check=False, timeout=PATIENCE_S)
    assert done.returncode == NOT_PRINTED
    assert done.stderr.decode().strip() == "What was found cannot be printed: No space left on device."


@pytest.fixture(scope="module")
def printed():
    """What commands print, with every sign that they use."""
    asked = [("run", SMALL), ("catalog", "quasi_ballistic"), ("catalog", "--engage"), ("--help",)]
    return [intercept(*words).stdout for words in asked]


@pytest.mark.parametrize("encoding", LETTERS)
def test_every_code_page_prints_the_same_lines(printed, encoding, monkeypatch):
    for text in printed:
        bytes_ = io.BytesIO()
        monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(bytes_, encoding=encoding, newline=""))
        with readable():
            sys.stdout.write(f"{text}{LETTERS[encoding]}")
        shown = bytes_.getvalue().decode(encoding)
        assert shown.endswith(LETTERS[encoding])
        assert len(shown.splitlines()) == len(text.splitlines()) + 1
        # Nothing that the package prints is without a likeness.
        assert shown.count("?") == text.count("?")


def test_a_command_prints_in_an_old_code_page():
    own = {**os.environ, "PYTHONIOENCODING": "cp932"}
    line = [sys.executable, "-c", MAIN, "run", str(SMALL)]
    done = subprocess.run(line, env=own, capture_output=True, check=False, timeout=PATIENCE_S)
    assert done.returncode == 0, done.stderr
    assert "leak on average" in done.stdout.decode("cp932")


def test_a_reader_that_has_had_enough_is_no_error():
    line = f'"{sys.executable}" -c "{MAIN}" catalog quasi_ballistic | head -1'
    done = subprocess.run(line, shell=True, capture_output=True, check=False, timeout=PATIENCE_S)  # noqa: S602
    assert done.returncode == 0
    for wrong in (b"Traceback", b"Exception ignored"):
        assert wrong not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="there is no shell of that kind")
@pytest.mark.parametrize(
    "words",
    [
        ("--help",),
        ("fly", "--help"),
        ("catalog", "quasi_ballistic"),
        ("catalog", "--engage"),
        ("claim", "95 percent of 750 drones"),
        ("check", SMALL),
        ("run", SMALL, *FEW_OPTIONS),
        ("schema",),
        ("example", "notional-small"),
        ("footprint", "--unit-class", "medium_range_sam", "--class", "subsonic_cruise", "--resolution", "5", "--grid"),
    ],
    ids=lambda words: " ".join(map(str, words))[:20],
)
def test_a_pipe_that_nobody_reads_ends_every_command_alike(words):
    reading, writing = os.pipe()
    os.close(reading)
    line = [sys.executable, "-c", MAIN, *map(str, words)]
    done = subprocess.run(line, stdout=writing, stderr=subprocess.PIPE, check=False, timeout=PATIENCE_S)
    os.close(writing)
    assert done.returncode == 0, done.stderr
    for wrong in (b"Traceback", b"Exception ignored", b"cannot be printed"):
        assert wrong not in done.stderr
