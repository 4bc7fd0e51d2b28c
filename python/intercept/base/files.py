"""Files that are written whole or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from intercept.base.arguments import refused
from intercept.base.outside import outside


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


def sha256_of(name: str, path: Path) -> str:
    """Return the SHA-256 of a file, in hex; raises InvalidParameterError where it cannot be read."""
    with outside(name, path, "a file that can be read"), path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def size_of(name: str, path: Path) -> int:
    """Return how many bytes a file has; raises InvalidParameterError where it cannot be read."""
    with outside(name, path, "a file that can be read"):
        return path.stat().st_size


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Yield a temporary path beside ``path`` that takes its name on success and vanishes on any exception.

    A reader, or a Ctrl-C, therefore never meets half a file.

    Raises
    ------
    InvalidParameterError
        The file cannot be written.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    with outside("path", path, "the path of a file that can be written"):
        try:
            yield temporary
            temporary.replace(path)
        finally:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


def write_text(text: str, path: Path) -> None:
    """Write UTF-8 text."""
    with whole_file(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")
