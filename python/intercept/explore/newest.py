"""Of what one page asks, only the newest is answered: whatever it asked before is given up."""

from __future__ import annotations

import time
from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Event, Lock

# Pages whose last question is remembered.
PAGES_MAX = 1_000
STEP_S = 0.01


class GivenUp(Exception):  # noqa: N818 - no error: something newer was asked
    """A newer question was asked, or the explorer is closing."""


@dataclass(eq=False)
class Newest:
    """The number of the newest question of each page, and whether any is answered still."""

    closed: Event = field(default_factory=Event)
    _numbers: OrderedDict[str, int] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def ask(self, page: str, number: int) -> Ticket:
        """Return the ticket of a question: a page numbers its questions upwards."""
        with self._lock:
            self._numbers[page] = max(number, self._numbers.get(page, number))
            self._numbers.move_to_end(page)
            while len(self._numbers) > PAGES_MAX:
                self._numbers.popitem(last=False)
        return Ticket(self, page, number)

    def newest(self, page: str) -> int | None:
        """Return the number of a page's newest question, None where it is forgotten."""
        with self._lock:
            return self._numbers.get(page)


@dataclass(frozen=True)
class Ticket:
    """One question of one page."""

    asked: Newest
    page: str
    number: int

    def check(self) -> None:
        """Raise GivenUp where the page has asked something newer, or the explorer is closing."""
        newest = self.asked.newest(self.page)
        if self.asked.closed.is_set() or (newest is not None and newest > self.number):
            raise GivenUp

    def settle(self, seconds: float) -> None:
        """Wait whether the page asks something newer within some time; raise GivenUp where it does."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.asked.closed.wait(STEP_S)
            self.check()
