"""On a terminal a table is one to read, with few digits; where it is piped or a format is named it is CSV."""

import re

import pytest
from command import intercept, rows
from tree import ROOT

SMALL = ROOT / "examples" / "notional-small.toml"
AREA = ("footprint", "--unit-class", "medium_range_sam", "--class", "subsonic_cruise", "--resolution", "5")
LINE = ("coverage", SMALL, "--along", "0,-100 100,100", "--class", "one_way_attack_drone", "--step", "20km")
COMMANDS = [AREA, (*AREA, "--grid"), (*AREA, "--vary", "cruise_speed_m_s=150,250"), LINE, (*LINE, "--places")]


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: " ".join(map(str, words))[-20:])
def test_a_terminal_shows_a_table_to_read(words, monkeypatch):
    piped = intercept(*words)
    assert rows(piped.stdout)
    with monkeypatch.context() as patched:
        patched.setattr("command._Both.isatty", lambda _: True)
        shown, named = intercept(*words), intercept(*words, "--format", "csv")
    assert named.stdout == piped.stdout
    assert "--format csv or --out FILE" in shown.stderr
    assert "--format csv or --out FILE" not in piped.stderr
    assert not re.search(r"\d\.\d{7}", shown.stdout)
    assert max(map(len, shown.stdout.splitlines())) <= 120
    first = next(iter(rows(piped.stdout)[0]))
    assert shown.stdout.split()[0] == first
