"""Files that are written whole or not at all."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from intercept.base.arguments import refused


def file_path(name: str, value: object) -> Path:
    """Return the path of a file to write.

    Raises
    ------
    InvalidParameterError
        The value is not a path, or not the path of a file in a folder that exists.
    """
    path = path_of(name, value)
    # A name too long is an error to the system.
    with contextlib.suppress(OSError):
        if path.parent.is_dir() and not path.is_dir():
            return path
    raise refused(name, value, "the path of a file in a folder that exists")


def path_of(name: str, value: object) -> Path:
    """Return a path; raises InvalidParameterError for anything else."""
    text = os.fspath(value) if isinstance(value, str | os.PathLike) else ""
    if not isinstance(text, str) or not text or "\0" in text:
        raise refused(name, value, "a path")
    return Path(text)


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Yield a temporary path beside ``path`` that takes its name on success and vanishes on any exception.

    A reader, or a Ctrl-C, therefore never meets half a file.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield temporary
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def write_text(text: str, path: Path) -> None:
    """Write UTF-8 text."""
    with whole_file(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")
