"""The exceptions of the package: one base class, and one class for each kind of mistake a caller can tell apart."""

from __future__ import annotations

from collections.abc import Sequence


class InterceptError(Exception):
    """Base of every exception that this package raises on purpose.

    Examples
    --------
    >>> import intercept as ic
    >>> try:
    ...     ic.fly([])
    ... except ic.InterceptError as error:
    ...     print(type(error).__name__)
    InvalidParameterError
    """


class InvalidParameterError(InterceptError, ValueError):
    """A parameter is not what it must be; the message names it, its value and what is allowed.

    Examples
    --------
    >>> import intercept as ic
    >>> ic.Air.exponential(1.225, scale_height_m=-1.0)
    Traceback (most recent call last):
        ...
    intercept.errors.InvalidParameterError: scale_height_m = -1 is not allowed: must be from 1 to 1000000
    """


class NotConvergedError(InterceptError, ArithmeticError):
    """An iteration ended without meeting its tolerance; the message says how far off it was.

    Examples
    --------
    >>> import intercept as ic
    >>> issubclass(ic.NotConvergedError, ic.InterceptError), issubclass(ic.NotConvergedError, ArithmeticError)
    (True, True)
    """


class UnreachableError(InterceptError, ValueError):
    """A destination cannot be reached by the class that was sent there; the message says by how much.

    Examples
    --------
    >>> import intercept as ic
    >>> ic.Flight.of_class("short_range_ballistic", range_m=5e6)
    Traceback (most recent call last):
        ...
    intercept.errors.UnreachableError: range_m = 5000000.0 is not allowed: short_range_ballistic reaches ...
    """


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

    Examples
    --------
    >>> import intercept as ic
    >>> try:
    ...     ic.Scenario.from_dict({"schema_version": 3, "name": "night", "raid": {"scale": -1}, "sensor": []})
    ... except ic.ScenarioError as error:
    ...     print(*error.problems, sep=" / ")
    raid.scale = -1 is not allowed: must be from 0 to 1,000 / sensor is not a known key; did you mean classes.sensor?
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
    """The public record cannot be read, or does not hold what was asked for.

    Examples
    --------
    >>> import intercept as ic
    >>> ic.record.read_record("no-such-file.csv")
    Traceback (most recent call last):
        ...
    intercept.errors.RecordError: no-such-file.csv: cannot be read: No such file or directory; ...
    """


class MissingExtraError(InterceptError, ImportError):
    """An optional dependency is not installed; the message names the extra to install.

    Examples
    --------
    >>> import intercept as ic
    >>> issubclass(ic.MissingExtraError, ImportError)
    True
    """
