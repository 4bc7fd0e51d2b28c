"""Signals that come within a call, one after the other, as Ctrl-C sends one."""

from __future__ import annotations

import gc
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

TIMERS = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no timers of signals")


@contextmanager
def interrupted(at: int = 1, every_s: float = 0.02, once: Callable[[], bool] = lambda: True) -> Iterator[list[None]]:
    """Send a signal every so often, of which one raises KeyboardInterrupt; yield a list with an item for each seen.

    Those that come before something holds `once` do not count.

    A call that looks for signals only at its end sees one, however many come.
    """
    seen: list[None] = []

    def interrupt(*_: object) -> None:
        if once():
            seen.append(None)
        if len(seen) == at:
            raise KeyboardInterrupt

    # Python drops what is raised while a callback of the collector runs, such as one of the tests' own library.
    gc.disable()
    before = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, every_s, every_s)
    try:
        yield seen
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0.0)
        signal.signal(signal.SIGALRM, before)
        gc.enable()
