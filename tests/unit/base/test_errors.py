"""The package's errors: one base, a sentence for each class, and what pickling keeps."""

import copy
import inspect
import pickle

import pytest

from intercept import errors

CLASSES = [value for name, value in vars(errors).items() if name.endswith("Error")]


def test_every_error_has_a_sentence_and_the_common_base():
    assert all(issubclass(kind, errors.InterceptError) and inspect.getdoc(kind) for kind in CLASSES)


def test_errors_survive_pickling_and_copying():
    for kind in CLASSES:
        made = kind("speed_m_s = -1 is not allowed")
        for back in (pickle.loads(pickle.dumps(made)), copy.deepcopy(made)):  # noqa: S301 (our own bytes)
            assert type(back) is kind
            assert str(back) == "speed_m_s = -1 is not allowed"


def test_a_scenario_error_keeps_its_problems():
    made = errors.ScenarioError(["raid: missing", "name: missing"])
    back = pickle.loads(pickle.dumps(made))  # noqa: S301
    assert back.problems == ["raid: missing", "name: missing"]
    assert str(back) == "raid: missing\nname: missing"


@pytest.mark.parametrize("problems", [[], "", None, 3, [""], [1], {}])
def test_a_scenario_error_needs_a_problem(problems):
    with pytest.raises(errors.InvalidParameterError, match="problems is not allowed"):
        errors.ScenarioError(problems)
