"""A scenario is prepared once: following it through a run seldom leads back to a file that was left."""

import re
import subprocess
import sys

import follow

RETURNS_MAX = 5


def test_a_run_expands_a_scenario_once_and_seldom_comes_back():
    # In a process of its own: in that of the other tests the trace once saw no step, for a reason that was not found.
    command = [sys.executable, follow.__file__, str(follow.ROOT / "python")]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = re.match(r"the whole scenario: files \d+, returns (\d+), calls \d+, of `expand` (\d+)\n", printed)
    assert found, printed
    returns, expanded = map(int, found.groups())
    assert expanded == 1
    assert returns <= RETURNS_MAX


def test_a_return_is_a_step_into_a_file_entered_before():
    assert follow.entered(["a", "b", "b", "a", "c", "b"]) == (["a", "b", "c"], 2)
