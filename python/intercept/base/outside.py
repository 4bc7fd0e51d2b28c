"""Files and libraries outside the package: whatever fails there reaches the user as an error of the package."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from intercept.base.arguments import refused
from intercept.base.cut import SHOWN_MAX
from intercept.errors import InterceptError, InvalidParameterError, RecordError, ScenarioError, UnreachableError

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
    """Put a file's path before each thing that is said of its contents; nothing without a path."""
    try:
        with of_scenario(path):
            yield
    except (InvalidParameterError, RecordError) as error:
        raise type(error)(_after(_first(path), "", str(error))) from error


@contextlib.contextmanager
def of_scenario(path: object, within: str = "") -> Iterator[None]:
    """Put the path of a scenario's file before what is said of the scenario when it is worked with.

    Parameters
    ----------
    path
        The file; None of a scenario that was read from none.
    within
        Which of its geometries or of the values tried it was, which is put behind the path.
    """
    label = within and f"{within}: "
    try:
        yield
    except ScenarioError as error:
        raise ScenarioError([_after(_first(path), label, problem) for problem in error.problems]) from error
    except UnreachableError as error:
        raise UnreachableError(_after(_first(path), label, str(error))) from error


def named_path(path: object) -> str:
    """Return a path on one line, each character that is not printed as Python escapes it."""
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in str(path))


def _first(path: object) -> str:
    return "" if path is None else f"{named_path(path)}: "


def _after(first: str, label: str, said: str) -> str:
    # Of two readers of one file each may name it, and what is wrong of a value that was tried may be that alone.
    rest = said.removeprefix(first)
    return f"{first}{rest}" if label and rest.startswith(f"{label.removesuffix(': ')} is ") else f"{first}{label}{rest}"


def reason(error: Exception) -> str:
    """Return in one line why a library failed."""
    system = getattr(error, "strerror", None) if isinstance(error, OSError) else None
    text = " ".join(str(system or str(error) or type(error).__name__).split())
    return text if len(text) <= REASON_MAX else f"{text[: REASON_MAX - 3]}..."
