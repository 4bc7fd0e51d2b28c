"""Every public callable, one hostile argument at a time: only the package's errors come out, and name the parameter."""

import resource
from pathlib import Path

import numpy as np
import pytest
from public_calls import NEEDS_A_FILE, calls

import intercept as ic
from intercept.base.arguments import shown
from intercept.errors import InterceptError, RecordError, ScenarioError

HOSTILE = [
    *(
        None,
        True,
        False,
        -1,
        0,
        10**400,
        -(10**400),
        10**5000,
        1e308,
        -1e308,
        float("nan"),
        float("inf"),
        -float("inf"),
    ),
    *("", "x", "1", "\0", 100_000 * "long ", b"", b"x", 1j, object(), object, len),
    *([], [[]], {}, (), [None], ["x"], [object()], [[1.0], [1.0, 2.0]], [[[[1.0]]]], ([0.1], 0.2, 0), (1.0,), range(3)),
    *({"x": 1}, {1: 2}, {"x": object()}, {1.0}, np.array(["x"]), np.array([None]), np.datetime64("2026-01-01")),
    *([10**400], (10**400, 0.0), [(10**400, 0.0)], {"x": 10**400}, {"x": [10**400]}, {"raid.scale": [1, 10**5000]}),
    *((0.1, 0.2, 0.3, 0.4), (91.0, 0.0, 0.0), np.zeros((0, 3)), np.full((2, 3), np.nan), Path("/")),
]
SPARE_BYTES = 2 * 2**30


@pytest.fixture
def little_memory():
    """Let nothing take more than two gigabytes beyond what is in use."""
    pages = int(Path("/proc/self/statm").read_text(encoding="utf-8").split()[0])
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + SPARE_BYTES, hard))
    yield
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def call(function, parameters, arguments):
    """Call with the arguments by name, or by place where a name is not allowed; fly what can be flown."""
    by_place = [p.name for p in parameters if p.kind is p.POSITIONAL_ONLY]
    by_name = {name: value for name, value in arguments.items() if name not in by_place}
    made = function(*(arguments[name] for name in by_place), **by_name)
    if hasattr(made, "fly_many"):
        ic.fly([made], threads=1)


def names(error, parameters):
    """Whether a message names a parameter of the call, or one of its items."""
    return any(p.name in str(error) or p.name.removesuffix("s") in str(error) for p in parameters)


def with_a_huge_number(value):
    """Yield a valid value with each of the numbers in it replaced by one beyond all floating-point numbers."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list | tuple) else ()
    for key, each in inside:
        is_number = isinstance(each, int | float) and not isinstance(each, bool)
        for new in [10**400, -(10**400)] if is_number else with_a_huge_number(each):
            changed = dict(value) if isinstance(value, dict) else list(value)
            changed[key] = new
            yield tuple(changed) if isinstance(value, tuple) else changed


def hostile(parameter, valid):
    """Return the values to try: not None where it is the default, no function where one is asked for."""
    for value in (*HOSTILE, *with_a_huge_number(valid)):
        allowed = value is None and parameter.default is None
        if not allowed and not (parameter.name == "on_progress" and callable(value)):
            yield value


def wrong_calls(folder):
    """Yield (what was called, what came out) of calls that end in an error of another kind, or without a name."""
    for name, function, parameters, valid in calls(folder):
        for parameter in parameters:
            for value in hostile(parameter, valid.get(parameter.name)):
                what = f"{name}({parameter.name}={shown(value)})"
                try:
                    call(function, parameters, {**valid, parameter.name: value})
                except InterceptError as error:
                    # What is wrong with the contents of a file begins with its path.
                    of_file = isinstance(value, str) and str(error).startswith(f"{value}: ")
                    if (
                        not of_file
                        and not names(error, parameters)
                        and not isinstance(error, ScenarioError | RecordError)
                    ):
                        yield what, f"names no parameter: {shown(error)}"
                except Exception as error:  # noqa: BLE001 - what is looked for
                    yield what, f"{type(error).__name__}: {shown(error)}"


def test_valid_calls_are_valid(tmp_path):
    for name, function, parameters, valid in calls(tmp_path):
        if name not in NEEDS_A_FILE:
            call(function, parameters, valid)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.usefixtures("little_memory")
def test_only_named_errors_come_out(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    wrong = list(wrong_calls(tmp_path))
    assert not wrong, f"{len(wrong)} calls:\n" + "\n".join(map(": ".join, wrong))
