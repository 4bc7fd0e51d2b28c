"""The command that is going on, for the pages that it writes; there is none where Python asks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

FOLDERS = "Files are named without their folders: run it where they lie, or give their paths."


class Command(NamedTuple):
    """The words of a command line that say what is asked, and whether files are among them, without their folders."""

    text: str
    names_files: bool


_going: ContextVar[Command | None] = ContextVar("command", default=None)


def command_going() -> Command | None:
    """Return the command that is going on."""
    return _going.get()


@contextmanager
def going(command: Command) -> Iterator[None]:
    """Let a command be the one that is going on."""
    before = _going.set(command)
    try:
        yield
    finally:
        _going.reset(before)
