"""The exceptions of the package: one base class, and one class for each kind of mistake a caller can tell apart."""

from __future__ import annotations

from collections.abc import Sequence


class InterceptError(Exception):
    """Base of every exception that this package raises on purpose."""


class InvalidParameterError(InterceptError, ValueError):
    """A parameter is not what it must be; the message names it, its value and what is allowed."""


class NotConvergedError(InterceptError, ArithmeticError):
    """An iteration ended without meeting its tolerance; the message says how far off it was."""


class UnreachableError(InterceptError, ValueError):
    """A destination cannot be reached by the class that was sent there; the message says by how much."""


class ScenarioError(InterceptError, ValueError):
    """A scenario is wrong; `problems` holds one message for each mistake.

    Parameters
    ----------
    problems
        The messages, each naming the place in the file, the value and what is allowed. A single string counts as one.

    Raises
    ------
    InvalidParameterError
        There is no message, or one is not text.
    """

    def __init__(self, problems: Sequence[str] | str) -> None:
        listed = [problems] if isinstance(problems, str) else problems
        if not isinstance(listed, Sequence) or not listed or not all(isinstance(text, str) and text for text in listed):
            raise InvalidParameterError("problems is not allowed: must be a message, or a sequence of at least one")
        self.problems: list[str] = list(listed)
        super().__init__("\n".join(self.problems))

    def __reduce__(self) -> tuple[type[ScenarioError], tuple[list[str]]]:
        # The message alone would come back as one problem.
        return type(self), (self.problems,)


class RecordError(InterceptError, ValueError):
    """The public record cannot be read, or does not hold what was asked for."""


class MissingExtraError(InterceptError, ImportError):
    """An optional dependency is not installed; the message names the extra to install."""
