"""A bar on the error stream for calls that take longer than a second."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

from intercept.base.arguments import refused
from intercept.base.terminal import console, is_quiet

if TYPE_CHECKING:
    from rich.progress import Progress, ProgressColumn, Task

PATIENCE_S = 1.0


def columns() -> tuple[ProgressColumn, ...]:
    """Return what a bar shows: what is done, how much of how much, how many a second, and the time left."""
    from rich.progress import (  # noqa: PLC0415 - costs more than most calls
        BarColumn,
        MofNCompleteColumn,
        ProgressColumn,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text  # noqa: PLC0415

    class Rate(ProgressColumn):
        """How many are done in a second."""

        def render(self, task: Task) -> Text:
            """Return the rate, empty before it is known."""
            return Text("" if task.speed is None else f"{task.speed:,.3g}/s")

    return TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn()


class Bar:
    """Progress of one call. Nothing is shown before a second has passed.

    Parameters
    ----------
    what
        Text before the bar.
    total
        Number of steps in all.
    shown
        None: only where the error stream is a terminal; True: also elsewhere, and at once; False: never.

    Raises
    ------
    InvalidParameterError
        `shown` has another value.
    """

    def __init__(self, what: str, total: int, *, shown: bool | None) -> None:
        if shown is not None and not isinstance(shown, bool):
            raise refused("progress_bar", shown, "None, True or False")
        self._what, self._total, self._shown = what, total, shown
        self._from = time.monotonic() + (0.0 if shown else PATIENCE_S)
        self._bar: Progress | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def show(self, done: int) -> None:
        """Show how many are done."""
        if self._shown is False or (self._bar is None and time.monotonic() < self._from):
            return
        # The system is asked about the stream only when the time has come: most calls are over by then.
        if self._shown is None:
            self._shown = sys.stderr.isatty() and not is_quiet()
            if not self._shown:
                return
        if self._bar is None:
            from rich.progress import Progress  # noqa: PLC0415

            self._bar = Progress(*columns(), console=console(stderr=True))
            self._bar.add_task(self._what, total=self._total)
            self._bar.start()
        self._bar.update(self._bar.task_ids[0], completed=done)
