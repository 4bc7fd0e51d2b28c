"""Every example runs as it stands, and its own assertions hold."""

import runpy

from tree import ROOT, assert_none

EXAMPLES = ROOT / "examples"
SCRIPTS = sorted(EXAMPLES.glob("*.py"))


def test_every_example_runs_and_prints_something(capsys):
    silent = []
    for script in SCRIPTS:
        runpy.run_path(str(script), run_name="__main__")
        silent += [] if capsys.readouterr().out.strip() else [script.name]
    assert_none(silent)


def test_every_example_asserts_something():
    assert_none(script.name for script in SCRIPTS if "assert " not in script.read_text(encoding="utf-8"))


def test_there_are_examples():
    assert len(SCRIPTS) >= 4
