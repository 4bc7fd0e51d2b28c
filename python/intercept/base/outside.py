"""Files and libraries outside the package: whatever fails there reaches the user as an error of the package."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from intercept.base.arguments import SHOWN_MAX, refused, shown
from intercept.errors import InterceptError, InvalidParameterError

REASON_MAX = 2 * SHOWN_MAX


@contextlib.contextmanager
def outside(name: str, path: object, allowed: str) -> Iterator[None]:
    """Turn any failure of a reader or writer within the block into the error of the parameter that named the file.

    Parameters
    ----------
    name, path
        The parameter and its value, for the message.
    allowed
        What the value must be, such as "a GeoTIFF that can be read".

    Raises
    ------
    InvalidParameterError
        Anything but an error of this package, or an interrupt, was raised within.
    """
    try:
        yield
    except InterceptError:
        raise
    except Exception as error:  # libraries raise what they like, down to RuntimeError
        raise refused(name, path, f"{allowed} ({reason(error)})") from error


@contextlib.contextmanager
def contents_of(path: object) -> Iterator[None]:
    """Put the file's name before what is said of its contents."""
    try:
        yield
    except InvalidParameterError as error:
        raise InvalidParameterError(f"{shown(path)}: {error}") from error


def reason(error: Exception) -> str:
    """Return in one line why a library failed."""
    system = getattr(error, "strerror", None) if isinstance(error, OSError) else None
    text = " ".join(str(system or str(error) or type(error).__name__).split())
    return text if len(text) <= REASON_MAX else f"{text[: REASON_MAX - 3]}..."
