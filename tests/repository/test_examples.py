"""Every example runs as it stands, and its own assertions hold."""

import runpy

import pytest
from tree import ROOT

EXAMPLES = ROOT / "examples"
SCRIPTS = sorted(EXAMPLES.glob("*.py"))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_example_runs_and_prints_something(script, capsys):
    runpy.run_path(str(script), run_name="__main__")
    assert capsys.readouterr().out.strip()


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_example_asserts_something_and_is_short(script):
    text = script.read_text(encoding="utf-8")
    assert "assert " in text
    assert len(text.splitlines()) <= 60


def test_there_are_examples():
    assert len(SCRIPTS) >= 4
