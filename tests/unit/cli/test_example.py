"""`intercept example` and `intercept demo`: a user of the wheel has something to begin with."""

import json

import pytest
from command import intercept
from tree import ROOT

import intercept as ic


@pytest.mark.parametrize("name", ["recorded-night", "notional-small"])
def test_an_example_is_printed_as_it_is(tmp_path, name, capfdbinary):
    own = (ROOT / "examples" / f"{name}.toml").read_bytes()
    packaged = ROOT / "python" / "intercept" / "cli" / "examples" / f"{name}.toml"
    # Where links are not checked out as links, the package would hold the name of a file in place of it.
    assert packaged.read_bytes() == own
    printed = intercept("example", name).stdout
    assert printed.encode("utf-8") == own
    night = tmp_path / "night.toml"
    night.write_text(printed, encoding="utf-8")
    assert ic.Scenario.from_file(night) == ic.Scenario.from_file(packaged)


def test_the_demo_runs_the_example():
    shown = intercept("demo", "notional-small", "--threads", "1")
    assert shown.returncode == 0, shown.stderr
    assert "leak on average" in shown.stdout
    assert shown.stdout == intercept("run", ROOT / "examples" / "notional-small.toml").stdout


def test_the_demo_writes_a_report(tmp_path):
    done = intercept("demo", "notional-small", "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "report.html").exists()
    assert json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))["scenario"]["name"]


@pytest.mark.parametrize("command", ["example", "demo"])
def test_an_unknown_example_is_refused_with_those_there_are(command):
    said = intercept(command, "no-such-night")
    assert said.returncode == 2
    assert "recorded-night" in said.stderr
