"""Classes that other calls make: to make one by its fields is a mistake that is answered with what makes it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar

Made = TypeVar("Made")


def by_calls(*ways: str) -> Callable[[type[Made]], type[Made]]:
    """Return a decorator of a class whose TypeError for arguments that do not fit says what makes such a thing.

    Parameters
    ----------
    ways
        Calls, as a user writes them: "ic.Flight.of_class".
    """

    def decorated(kind: type[Made]) -> type[Made]:
        init: Callable[..., None] = kind.__init__

        @functools.wraps(init)
        def checked(self: object, *args: Any, **given: Any) -> None:  # noqa: ANN401 - of any class
            try:
                init(self, *args, **given)
            except TypeError as error:
                # Of the call alone, and not of what lies within.
                trace = error.__traceback__
                if not str(error).startswith(f"{init.__qualname__}() ") or (trace is not None and trace.tb_next):
                    raise
                use = " or ".join(ways)
                raise TypeError(f"{kind.__name__}: use {use}, which makes one ({error})") from None

        # In place, as dataclasses write theirs: the class keeps its name and its pickles.
        kind.__init__ = checked  # type: ignore[method-assign]
        return kind

    return decorated
