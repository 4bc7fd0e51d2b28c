"""A scenario is prepared once: following it through a run seldom leads back to a file that was left."""

import follow

RETURNS_MAX = 5


def test_a_run_expands_a_scenario_once_and_seldom_comes_back():
    taken = follow.steps(follow.ROOT / "python" / "intercept")
    assert sum(function == "expand" for _, function, _ in taken) == 1
    _, returns = follow.entered([file for file, _, whole in taken if whole])
    assert returns <= RETURNS_MAX


def test_a_return_is_a_step_into_a_file_entered_before():
    assert follow.entered(["a", "b", "b", "a", "c", "b"]) == (["a", "b", "c"], 2)
