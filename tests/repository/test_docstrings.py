"""Every public name has an example, every example of the package runs, and prints what it says."""

import doctest
import inspect
import re
from importlib import import_module
from pathlib import Path

import house
import pytest
from public_calls import INTERNAL, public
from tree import ROOT

import intercept.testing as kit

MODULES = sorted(name for name, path in house.modules(house.PACKAGE).items() if ">>> " in Path(path).read_text("utf-8"))
ROOMS = ("earth", "flights", "record")
PUBLIC = {
    **dict(public()),
    **{room: import_module(f"intercept.{room}") for room in ROOMS},
    **{f"testing.{name}": getattr(kit, name) for name in kit.__all__},
}
OURS = "intercept"
PAGE = re.compile(r"\bdocs/[\w/-]+\.md")
SOURCE = re.compile(rf"{PAGE.pattern}|\(\d{{4}}\)|, (?:19|20)\d\d")


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


CALLED = {
    **{name: thing for name, thing in PUBLIC.items() if inspect.isfunction(thing)},
    **{name: function for name, (_, function, _) in METHODS.items()},
}


def takes_arguments(function):
    """Tell whether a function takes more than itself, and is no strategy, whose arguments hypothesis checks."""
    named = [one for one in inspect.signature(function).parameters if one not in {"self", "cls"}]
    return bool(named) and "SearchStrategy" not in str(inspect.signature(function).return_annotation)


def rests_on_nothing(name, thing):
    """Tell whether a name has no model: rooms, errors, enumerations, containers, what draws and writes, strategies."""
    strategy = name.startswith("testing.") and "propagator" not in name
    return (
        inspect.ismodule(thing)
        or strategy
        or name in {"Table", "Event", "Outcome", "plot", "write"}
        or (inspect.isclass(thing) and issubclass(thing, Exception))
    )


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_name_has_an_example(name):
    assert examples(PUBLIC[name]), f"{name} has no example"


@pytest.mark.parametrize("name", [name for name, thing in PUBLIC.items() if not rests_on_nothing(name, thing)])
def test_every_public_name_says_where_its_model_or_its_method_is_written_down(name):
    assert re.search(SOURCE, PUBLIC[name].__doc__), f"{name} names neither a page nor a publication"


def test_the_pages_that_docstrings_name_exist():
    named = {page for path in house.modules(house.PACKAGE).values() for page in PAGE.findall(path.read_text("utf-8"))}
    assert len(named) >= 25
    assert not [page for page in named if not (ROOT / page).exists()]


@pytest.mark.parametrize("name", [name for name, function in CALLED.items() if takes_arguments(function)])
def test_everything_that_takes_arguments_says_what_it_raises(name):
    assert re.search(r"Error|[Aa]s (?:of |for |in )?`|[Ss]ee `", CALLED[name].__doc__), f"{name}: what does it raise?"


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
