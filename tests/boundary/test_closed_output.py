"""A standard output that is closed is told like one that is full, by every command; files are written all the same."""

import os
import subprocess
import sys

import pytest
from tree import ROOT

SMALL = str(ROOT / "examples" / "notional-small.toml")
COMMANDS = [
    ("--version",),
    ("--help",),
    ("check", SMALL),
    ("schema",),
    ("example", "notional-small"),
    ("catalog",),
    ("fly", "--class", "quasi_ballistic"),
    ("claim", "40 of 50 drones were shot down"),
    ("claim", "40 of 50 drones were shot down", "--json"),
    ("windows", SMALL),
    ("record", "reports", str(ROOT / "examples" / "records" / "emirates-2026.toml")),
]


def closed(words, streams):
    """Run a command with streams closed: 1 the output, 2 the error stream."""
    redirected = " ".join(f"{stream}>&-" for stream in streams)
    command = ["sh", "-c", f'exec "$0" -m intercept "$@" {redirected}', sys.executable, *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no shell of that kind")
@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: " ".join(words)[:30])
def test_a_closed_output_is_told_on_one_line(words):
    done = closed(words, "1")
    assert done.returncode == 74
    assert done.stderr == "What was found cannot be printed: the output is closed.\n"


@pytest.mark.skipif(sys.platform == "win32", reason="there is no shell of that kind")
def test_files_are_written_and_a_closed_error_stream_is_no_matter(tmp_path):
    few = ("--replications", "6", "--scrambles", "3", "--points", "1", "--vectors", "1")
    assert closed(("run", SMALL, *few, "--out", str(tmp_path / "a")), "1").returncode == 74
    assert (tmp_path / "a" / "manifest.json").exists()
    quiet = closed(("run", SMALL, *few, "--out", str(tmp_path / "b")), "2")
    assert quiet.returncode == 0
    assert "leak on average" in quiet.stdout
    assert closed(("run", "missing.toml"), "2").returncode == 2
