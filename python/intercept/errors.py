"""The exceptions of the package: one base class, and one class for each kind of mistake a caller can tell apart."""

from __future__ import annotations

from collections.abc import Sequence


class InterceptError(Exception):
    """Base of every exception this package raises on purpose."""


class InvalidParameterError(InterceptError, ValueError):
    """A parameter is outside its allowed range; the message names it, its value and the range."""


class NotConvergedError(InterceptError, ArithmeticError):
    """An iteration ended without meeting its tolerance; the message gives the residual."""


class UnreachableError(InterceptError, ValueError):
    """An aimpoint cannot be reached by the class asked for; the message says by how much."""


class ScenarioError(InterceptError, ValueError):
    """A scenario is wrong; `problems` holds one message for each mistake.

    Parameters
    ----------
    problems
        The messages, each naming the place in the file, the value and what is allowed. A single string counts as one.
    """

    def __init__(self, problems: Sequence[str] | str) -> None:
        self.problems: list[str] = [problems] if isinstance(problems, str) else list(problems)
        super().__init__("\n".join(self.problems))


class RecordError(InterceptError, ValueError):
    """The public record cannot be read, or does not hold what was asked for."""


class MissingExtraError(InterceptError, ImportError):
    """An optional dependency is not installed; the message names the extra to install."""
