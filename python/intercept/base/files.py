"""Files that are written whole or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from intercept.base.arguments import refused
from intercept.base.outside import outside

_NUMBERS = itertools.count()


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


def writable_file(name: str, value: object) -> Path:
    """Return the path of a file as `file_path` does; raises, before any work, also where its folder takes no file."""
    path = file_path(name, value)
    with outside(name, value, "the path of a file that can be written"):
        # A device takes no file beside it.
        is_file = path.is_file() or not path.exists()
    if is_file:
        check_writable(name, value, path.parent)
    return path


def check_writable(name: str, value: object, folder: Path) -> None:
    """Raise InvalidParameterError, before any work, where no file can be made in a folder that exists."""
    tried = folder / f".{os.getpid()}.{next(_NUMBERS)}.tried"
    with outside(name, value, "in a folder that can be written to"):
        tried.mkdir()
        tried.rmdir()


def path_of(name: str, value: object) -> Path:
    """Return a path; raises InvalidParameterError for anything else."""
    text = os.fspath(value) if isinstance(value, str | os.PathLike) else ""
    if not isinstance(text, str) or not text or "\0" in text:
        raise refused(name, value, "a path")
    return Path(text)


def sha256_of(name: str, path: Path) -> str:
    """Return the SHA-256 of a file, in hex; raises InvalidParameterError where it cannot be read, or is none."""
    with outside(name, path, "a file that can be read"), path.open("rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            # A device may have no end, and a pipe is empty once it was read.
            raise refused(name, path, "a file, not a device or a pipe")
        return hashlib.file_digest(file, "sha256").hexdigest()


def size_of(name: str, path: Path) -> int:
    """Return how many bytes a file, or all in a folder, have; raises InvalidParameterError where it cannot be read."""
    with outside(name, path, "a file that can be read"):
        if path.is_dir():
            return sum(each.stat().st_size for each in path.rglob("*") if each.is_file())
        return path.stat().st_size


def made_folder(name: str, value: object) -> Path:
    """Return the path of a folder, which is made if it does not exist.

    Raises
    ------
    InvalidParameterError
        The value is not a path, or there can be no folder that can be read.
    """
    folder = path_of(name, value)
    with outside(name, value, "the path of a folder that can be made and written to"):
        folder.mkdir(parents=True, exist_ok=True)
        next(folder.iterdir(), None)
    return folder


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Yield a new file that takes the name ``path`` on success, and vanishes on any exception.

    Whatever fails, and if the power does, there is the old file or the new one, whole: what was written is on the disk
    before the name is given, and so is the name before this returns. A link stays, and what it leads to is written. A
    device or a pipe is never replaced: it is written to.

    Raises
    ------
    InvalidParameterError
        The file cannot be written; the message names it.
    """
    allowed = "the path of a file that can be written"
    if _is_stream(path):
        with outside("path", path, allowed), path.open("ab") as stream:
            yield stream
        return
    with outside("path", path, allowed):
        path = path.resolve()
        temporary = path.with_name(f".{path.name}.{os.getpid()}.{next(_NUMBERS)}.part")
        try:
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
            with os.fdopen(os.open(temporary, flags, 0o666), "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, path)  # noqa: PTH105 - beside the other calls of the system
            if os.name == "posix":
                # The name itself; other systems do not let a folder be opened.
                folder = os.open(path.parent, os.O_RDONLY)
                try:
                    os.fsync(folder)
                finally:
                    os.close(folder)
        finally:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


def _is_stream(path: Path) -> bool:
    """Whether a path leads to a device, a pipe, or a file that is open already, as /dev/stdout may."""
    with contextlib.suppress(OSError):
        return path.exists() and (not path.is_file() or path.absolute().parts[1:2] in {("dev",), ("proc",)})
    return False


def write_text(text: str, path: Path) -> None:
    """Write UTF-8 text as a whole file."""
    with whole_file(path) as file:
        file.write(text.encode("utf-8"))
