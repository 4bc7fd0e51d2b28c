"""The examples in the docstrings of the package run, and print what they say."""

import doctest
from importlib import import_module
from pathlib import Path

import house
import pytest

MODULES = sorted(name for name, path in house.modules(house.PACKAGE).items() if ">>> " in Path(path).read_text("utf-8"))


@pytest.mark.parametrize("name", MODULES)
def test_examples_print_what_they_say(name):
    module, told = import_module(f"intercept.{name}"), []
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    for example in doctest.DocTestFinder().find(module):
        runner.run(example, out=told.append)
    assert not told, "".join(told)


def test_there_are_examples():
    assert len(MODULES) >= 20
