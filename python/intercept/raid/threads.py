"""Tasks done by threads of this process: what is finished stays, whatever ends the work."""

from __future__ import annotations

import contextlib
import ctypes
import os
from collections.abc import Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from threading import Lock, get_ident
from typing import TypeAlias

from intercept.base.arguments import threads as checked_threads
from intercept.raid.task import OnPart, Part, Task, compute

Begun: TypeAlias = dict[Future[Part], Task]


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Threads:
    """Threads of this process, as many as are asked for, or with 0 as there are cores.

    Raises
    ------
    InvalidParameterError
        The number is out of range.
    """

    def __init__(self, threads: int = 0) -> None:
        self.workers = checked_threads(threads) or cores()

    def map(self, tasks: Iterable[Task], on_part: OnPart) -> None:
        """Do tasks as an `Executor` does; those that are not finished at a Ctrl-C are dropped."""
        listed = list(tasks)
        # Where tasks are fewer than cores, each takes several.
        each = max(1, self.workers // max(len(listed), 1))
        if min(self.workers, len(listed)) <= 1:
            for task in listed:
                on_part(task, compute(task, each))
            return
        computing = _Computing()
        with ThreadPoolExecutor(min(self.workers, len(listed))) as pool:
            begun = {pool.submit(computing.part, task, each): task for task in listed}
            try:
                _collect(begun, on_part)
            except BaseException:
                computing.stop()
                raise
            finally:
                pool.shutdown(wait=True, cancel_futures=True)
                for future, task in begun.items():
                    if future.done() and not future.cancelled() and future.exception() is None:
                        # The first Ctrl-C is on its way already.
                        with contextlib.suppress(KeyboardInterrupt):
                            on_part(task, future.result())


class _Computing:
    """What threads compute, for another to stop: signals come up in the main thread alone."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._stopped = False
        self._threads: set[int] = set()

    def part(self, task: Task, threads: int) -> Part:
        """Return the part of a task; raises KeyboardInterrupt when it is stopped."""
        own = get_ident()
        with self._lock:
            if self._stopped:
                raise KeyboardInterrupt
            self._threads.add(own)
        try:
            return compute(task, threads)
        finally:
            # Whoever holds the lock may just be stopping this thread: that comes up here, not in what it does next.
            with self._lock:
                self._threads.discard(own)

    def stop(self) -> None:
        """Raise KeyboardInterrupt in every thread that computes, at its next line or look for signals."""
        with self._lock:
            self._stopped = True
            for thread in self._threads:
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(KeyboardInterrupt))


def _collect(begun: Begun, on_part: OnPart) -> None:
    """Hand over the parts of tasks as they are finished, and forget each: they would add up to all that is found."""
    left = set(begun)
    while left:
        done, left = wait(left, return_when=FIRST_COMPLETED)
        failed = [future for future in done if future.exception() is not None]
        for future in done.difference(failed):
            on_part(begun.pop(future), future.result())
        if failed:
            # Those begun before the one that failed may fail, too.
            for future in left:
                future.cancel()
            wait(left)
            wrong = [f for f in begun if f.done() and not f.cancelled() and f.exception() is not None]
            raise wrong[0].exception()  # type: ignore[misc]  # it has one
