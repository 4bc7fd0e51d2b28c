"""The command line in this process: its exit code and what it prints, as a user meets them, in no time."""

from __future__ import annotations

import contextlib
import csv
import io
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from unittest import mock

from intercept import cli

# As wide as the examples of the documents.
COLUMNS = "100"


@dataclass(frozen=True)
class Done:
    """What a command left: exit code, and what it wrote to either stream and to both in its order."""

    returncode: int
    stdout: str
    stderr: str
    printed: str


class _Both(io.StringIO):
    """A stream that writes to another one as well."""

    def __init__(self, shared: io.StringIO) -> None:
        super().__init__()
        self._shared = shared

    def write(self, text: str) -> int:
        self._shared.write(text)
        return super().write(text)


def intercept(*arguments: object) -> Done:
    """Run `intercept` with these arguments."""
    printed = io.StringIO()
    out, err = _Both(printed), _Both(printed)
    code: object = 0
    with (
        mock.patch.dict(os.environ, {"COLUMNS": COLUMNS}),
        mock.patch.object(sys, "argv", ["intercept", *map(str, arguments)]),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        try:
            cli.main()
        except SystemExit as stopped:
            code = stopped.code
    return Done(code if isinstance(code, int) else 0, out.getvalue(), err.getvalue(), printed.getvalue())


def run(*words: object) -> Done:
    """Run a command that must succeed."""
    result = intercept(*words)
    assert result.returncode == 0, result.stderr
    return result


def commands(group: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Yield every command of a group with its path, such as "record show"."""
    for name, each in group.commands.items():
        if hasattr(each, "commands"):
            yield from commands(each, (*path, name))
        else:
            yield " ".join((*path, name)), each


def rows(text: str) -> list[dict[str, str]]:
    """Return the rows of a CSV text by their names."""
    return list(csv.DictReader(io.StringIO(text)))
