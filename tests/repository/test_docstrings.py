"""Every public name has an example, every example of the package runs, and prints what it says."""

import doctest
import inspect
import re
from importlib import import_module
from pathlib import Path

import house
import pytest
from public_calls import INTERNAL, public

import intercept.testing as kit

MODULES = sorted(name for name, path in house.modules(house.PACKAGE).items() if ">>> " in Path(path).read_text("utf-8"))
ROOMS = ("earth", "flights", "record")
PUBLIC = {
    **dict(public()),
    **{room: import_module(f"intercept.{room}") for room in ROOMS},
    **{f"testing.{name}": getattr(kit, name) for name in kit.__all__},
}
OURS = "intercept"


def examples(*things):
    """Return the lines of examples in docstrings that are the things' own."""
    lines = [line for thing in things for line in (thing.__doc__ or "").splitlines()]
    return "\n".join(line for line in lines if line.lstrip().startswith((">>> ", "... ")))


def methods(kind):
    """Yield the name and function of every public method of a class that this package defines."""
    for name in dir(kind):
        found = inspect.getattr_static(kind, name)
        function = found.__func__ if isinstance(found, classmethod | staticmethod) else found
        ours = inspect.isfunction(function) and function.__module__.startswith(OURS)
        if ours and name[0] != "_" and name not in INTERNAL:
            yield name, function


METHODS = {
    f"{name}.{method}": (method, function, kind)
    for name, kind in PUBLIC.items()
    if inspect.isclass(kind)
    for method, function in methods(kind)
}


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_name_has_an_example(name):
    assert examples(PUBLIC[name]), f"{name} has no example"


@pytest.mark.parametrize("name", METHODS)
def test_every_public_method_is_shown_by_itself_or_by_its_class(name):
    method, function, kind = METHODS[name]
    assert examples(function) or re.search(rf"\.{method}\(", examples(kind)), f"{name} is in no example"


@pytest.mark.parametrize("name", MODULES)
def test_examples_print_what_they_say(name):
    module, told = import_module(f"intercept.{name}"), []
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    for example in doctest.DocTestFinder().find(module):
        runner.run(example, out=told.append)
    assert not told, "".join(told)


def test_no_example_hides_what_it_cannot_promise():
    # Where a result is skipped, or is one machine's alone, an example holds nothing.
    skipped = re.compile(r"\+SKIP|\+IGNORE_EXCEPTION_DETAIL|np\.(?:True_|False_|float64\()|0x[0-9a-f]{6}")
    wrong = [name for name in MODULES if skipped.search(house.modules(house.PACKAGE)[name].read_text("utf-8"))]
    assert not wrong


def test_there_are_examples():
    assert len(PUBLIC) >= 129
    assert len(METHODS) >= 100
