"""Work that may take long: under progress on the error stream, and its end by a Ctrl-C or a SIGTERM."""

from __future__ import annotations

import contextlib
import signal
import sys
import warnings
from collections.abc import Callable, Iterator
from threading import Timer
from types import FrameType
from typing import TYPE_CHECKING, TypeVar

from intercept.base import terminal
from intercept.base.progress import PATIENCE_S

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from intercept.raid.geometry import OnProgress

# Exit code of work that was interrupted, as shells have it for a Ctrl-C.
INTERRUPTED = 130
Found = TypeVar("Found")


def with_progress(work: Callable[[OnProgress], Found]) -> Found:
    """Do work under a progress bar for each of its stages (none where the error stream is not a terminal).

    Raises
    ------
    KeyboardInterrupt
        A Ctrl-C or a SIGTERM, which ends it alike, came before there was anything to keep.
    """
    from rich.progress import Progress as Bars  # noqa: PLC0415

    from intercept.base.progress import columns  # noqa: PLC0415 - heavy imports wait until the command runs

    bars = Bars(*columns(), console=terminal.console(stderr=True), transient=True)
    tasks: dict[str, TaskID] = {}

    # Elsewhere bars that end leave an empty line.
    silent = terminal.is_quiet() or not sys.stderr.isatty()

    def progress(stage: str, done: int, total: int) -> None:
        if silent:
            return
        # Not before there is something to show: an error before it is a line of its own.
        bars.start()
        if stage in tasks and done == 0:
            # Of the next point of a sweep: its rate and its time left are its own.
            bars.reset(tasks[stage], total=total)
        if stage not in tasks:
            tasks[stage] = bars.add_task(stage, total=total)
        bars.update(tasks[stage], completed=done, total=total)

    try:
        with terminated_as_interrupted():
            return work(progress)
    finally:
        if tasks:
            bars.stop()


@contextlib.contextmanager
def waiting(what: str) -> Iterator[None]:
    """Within the block say on a terminal what is done, and for how long, of work without stages that can be counted.

    Nothing is shown before a second has passed, and nothing stays. Results are printed after the block.
    """
    shown: list[Progress] = []

    def show() -> None:
        from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415

        columns = SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn()
        shown.append(Progress(*columns, console=terminal.console(stderr=True), transient=True))
        shown[0].add_task(what, total=None)
        shown[0].start()

    if terminal.is_quiet() or not sys.stderr.isatty():
        yield
        return
    timer = Timer(PATIENCE_S, show)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        for each in shown:
            each.stop()


@contextlib.contextmanager
def warnings_told() -> Iterator[None]:
    """Say on the error stream what warnings within the block say, each once."""
    with warnings.catch_warnings():
        warnings.simplefilter("default", UserWarning)
        warnings.showwarning = _told
        yield


def _told(message: Warning | str, *_: object, **__: object) -> None:
    """Say what a warning says, without where in the program it came from."""
    terminal.warn(f"Warning: {message}")


@contextlib.contextmanager
def terminated_as_interrupted() -> Iterator[None]:
    """Within the block a SIGTERM does what a Ctrl-C does, so that what was finished is kept."""

    def interrupt(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    try:
        before = signal.signal(signal.SIGTERM, interrupt)
    except ValueError:
        # Only the main thread of a process is told of signals; no other can lose work by one.
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
