"""Frozen dataclasses whose fields are written at once: one by one, they take as long as a short flight."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import MISSING, fields
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Made = TypeVar("Made", bound="DataclassInstance")


def at_once(kind: type[Made]) -> type[Made]:
    """Let a frozen dataclass write the fields that it is made with in one go, and then check them as it does.

    A frozen dataclass writes each by a call of its own. A call whose arguments do not fit, or that gives some by their
    place, is left to the dataclass. No field may have a factory of defaults, or be left out of `__init__`.
    """
    init: Callable[..., None] = kind.__init__
    blank = {field.name: field.default for field in fields(kind)}
    required = [name for name, default in blank.items() if default is MISSING]

    @functools.wraps(init)
    def made(self: Any, *args: Any, **given: Any) -> None:  # noqa: ANN401 - of any class
        held = blank | given
        fits = not args and len(held) == len(blank)
        for name in required:
            fits = fits and name in given
        if fits:
            vars(self).update(held)
            self.__post_init__()
        else:
            init(self, *args, **given)

    # In place, as dataclasses write theirs: the class keeps its name and its pickles.
    kind.__init__ = made  # type: ignore[method-assign]
    return kind
