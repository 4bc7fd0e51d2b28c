"""Tasks shared among threads, with their results in order: what is finished stays, whatever ends the work."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TypeVar

Task = TypeVar("Task")
Done = TypeVar("Done")


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def share(
    tasks: Iterable[Task],
    work: Callable[[Task], Done],
    workers: int,
    finished: dict[Task, Done],
    on_done: Callable[[int], None],
) -> None:
    """Do tasks by several threads and put each result under its task into `finished` as it comes.

    `on_done` is called, on the calling thread, with the number of tasks done, first with none. On a Ctrl-C, no further
    task is begun, and those begun are finished first. Of several errors, that of the first task is raised.
    """
    listed = list(tasks)
    on_done(0)
    if min(workers, len(listed)) <= 1:
        for number, task in enumerate(listed, 1):
            finished[task] = work(task)
            on_done(number)
        return
    with ThreadPoolExecutor(min(workers, len(listed))) as pool:
        begun = {pool.submit(work, task): task for task in listed}
        try:
            _collect(begun, finished, on_done)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
            for future, task in begun.items():
                if future.done() and not future.cancelled() and future.exception() is None:
                    finished[task] = future.result()


def _collect(begun: dict[Future[Done], Task], finished: dict[Task, Done], on_done: Callable[[int], None]) -> None:
    left = set(begun)
    while left:
        done, left = wait(left, return_when=FIRST_COMPLETED)
        failed = [future for future in done if future.exception() is not None]
        for future in done - set(failed):
            finished[begun[future]] = future.result()
        if failed:
            # Those begun before the one that failed may fail, too.
            for future in left:
                future.cancel()
            wait(left)
            wrong = [f for f in begun if f.done() and not f.cancelled() and f.exception() is not None]
            raise wrong[0].exception()  # type: ignore[misc]  # it has one
        on_done(len(begun) - len(left))
