"""A property that is computed once. That of `functools` in Python 3.11 holds one lock for all instances of a class.

With it, threads that work on different instances wait for one another.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from functools import cached_property
else:

    class cached_property(functools.cached_property):  # noqa: N801 - takes the place of that one
        """As that of `functools` from Python 3.12 on: without a lock, so that two threads may compute it at once."""

        def __get__(self, instance: object, owner: type | None = None) -> object:
            """Return the value, computed the first time."""
            if instance is None:
                return self
            held = instance.__dict__
            if self.attrname not in held:
                held[self.attrname] = self.func(instance)
            return held[self.attrname]


__all__ = ["cached_property"]
