"""What is printed reaches the reader whatever the output is: an old code page, a full disk, a pipe that was closed."""

from __future__ import annotations

import codecs
import contextlib
import errno
import io
import os
import sys
from collections.abc import Iterator

# Exit code where the output could not be written, as of sysexits.h.
NOT_PRINTED = 74
# Nothing is wrong with the input then.
_NO_ROOM = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
# What stands for characters that a code page lacks; a question mark for any other.
PLAIN = {
    **dict(zip("–—‑−×·•“”„‘’²³─━│┃\xa0\u202f\u2009", '----x.*"""\'\'23--||   ', strict=True)),
    **dict.fromkeys("╭╮╰╯├┤┬┴┼┌┐└┘┏┓┗┛┡┩╇╷╵╶╴", "+"),
    **dict(zip("…±°≤≥≈→", ("...", "+-", " deg", "<=", ">=", "about ", "->"), strict=True)),
}


def _plain(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    missing = error.object[error.start : error.end]
    return "".join(PLAIN.get(letter, "?") for letter in missing), error.end


class _Closed(io.TextIOBase):
    """The output where there is none: whatever is printed is an error."""

    def write(self, _text: str, /) -> int:
        """Say that nothing can be written."""
        raise OSError(errno.EBADF, "the output is closed")


def no_room(error: BaseException) -> bool:
    """Tell whether an error comes from a disk that is full or a file that may grow no more."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, OSError) and cause.errno in _NO_ROOM:
            return True
        cause = cause.__cause__
    return False


@contextlib.contextmanager
def readable() -> Iterator[None]:
    """Print what a code page lacks in characters that it has; end with a line and a code where nothing can be printed.

    Raises
    ------
    SystemExit
        The output cannot be written, as on a full disk.
    """
    codecs.register_error("intercept.plain", _plain)
    # A stream that was closed before the start: of results that is an error, of notes it is what was wanted.
    sys.stdout = sys.stdout or _Closed()
    sys.stderr = sys.stderr or io.StringIO()
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="intercept.plain")
    try:
        try:
            yield
        finally:
            # What is left in the buffer belongs to what can go wrong here.
            sys.stdout.flush()
    except BrokenPipeError:
        # The reader (head, say) has had enough.
        _forget_output()
        sys.exit(0)
    except SystemExit as ended:
        # Libraries that print end with 1 there, which is that of a check that failed.
        if not isinstance(ended.__context__, BrokenPipeError):
            raise
        _forget_output()
        sys.exit(0)
    except OSError as error:
        # Files are an error of the package by now: this is the output itself.
        _forget_output()
        with contextlib.suppress(OSError):
            sys.stderr.write(f"What was found cannot be printed: {error.strerror or error}.\n")
        sys.exit(NOT_PRINTED)


def _forget_output() -> None:
    """Let what is left in the buffer go nowhere, or the interpreter would try to print it at its end."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
