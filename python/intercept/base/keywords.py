"""Parameters by name: one that does not exist, such as `range_km` for `range_m`, is asked about."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from intercept.base.arguments import shown
from intercept.base.words import one_of

Given = ParamSpec("Given")
Returned = TypeVar("Returned")


def keywords_meant(function: Callable[Given, Returned]) -> Callable[Given, Returned]:
    """Return a function whose TypeError for a name that is no parameter of it says which one is like it."""
    named = (inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    known = [each.name for each in inspect.signature(function).parameters.values() if each.kind in named]
    known = [name for name in known if name != "cls"]

    @functools.wraps(function)
    def checked(*args: Given.args, **given: Given.kwargs) -> Returned:
        for name, value in given.items():
            if name not in known:
                raise TypeError(
                    f"{function.__qualname__}() has no parameter {name} (= {shown(value)}): must be"
                    f" {one_of(name, known)}"
                )
        return function(*args, **given)

    return checked
