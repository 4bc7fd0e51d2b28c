"""Tasks done by threads of this process: what is finished stays, whatever ends the work."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
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
        """Do tasks as an `Executor` does; those begun before a Ctrl-C are finished first."""
        listed = list(tasks)
        # Where tasks are fewer than cores, each takes several.
        each = max(1, self.workers // max(len(listed), 1))
        if min(self.workers, len(listed)) <= 1:
            for task in listed:
                on_part(task, compute(task, each))
            return
        with ThreadPoolExecutor(min(self.workers, len(listed))) as pool:
            begun = {pool.submit(compute, task, each): task for task in listed}
            try:
                _collect(begun, on_part)
            finally:
                pool.shutdown(wait=True, cancel_futures=True)
                for future, task in begun.items():
                    if future.done() and not future.cancelled() and future.exception() is None:
                        # The first Ctrl-C is on its way already.
                        with contextlib.suppress(KeyboardInterrupt):
                            on_part(task, future.result())


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
