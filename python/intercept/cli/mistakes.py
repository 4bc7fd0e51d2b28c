"""Mistakes in the words of a command line, each told on one line as other bad input is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import typer

from intercept.base.arguments import refused, shown
from intercept.base.words import NEAR_MAX, meant, near, one_of, quoted
from intercept.errors import InvalidParameterError

# The parent of every error of the parser; typer has it from click, or within itself.
UsageError: Any = typer.BadParameter.__mro__[1]
# What the parser says of a value of another kind, in parts, and what it must be.
_KINDS = {
    "valid int": "a whole number",
    "valid float": "a number",
    "valid number": "a number",
}


def no_such_command(name: str, group: Any, path: str) -> InvalidParameterError:  # noqa: ANN401 - as the parser has it
    """Return the error of a command that does not exist: one within a group, or an option, may be meant."""
    known = list(_commands(group)) + _options(group)
    # By their last word: `show` is that of `record show`.
    likely = dict.fromkeys(
        full for end in near(name, [full.split()[-1] for full in known]) for full in known if full.split()[-1] == end
    )
    asked = f"did you mean {' or '.join(list(likely)[:NEAR_MAX])}?" if likely else f"{path} --help lists all"
    return InvalidParameterError(f"{path}: there is no command {shown(name)}; {asked}")


def _commands(group: Any) -> Iterator[str]:  # noqa: ANN401
    for name, each in group.commands.items():
        yield name
        yield from (f"{name} {inside}" for inside in getattr(each, "commands", {}))


def of_parser(error: Any, context: Any, words: Sequence[str]) -> InvalidParameterError:  # noqa: ANN401 - as it stands
    """Return a mistake that the parser found as an error of the package.

    Parameters
    ----------
    error
        What the parser raised.
    context
        The command and its path, as the parser has them.
    words
        What was typed behind the command.
    """
    path = context.command_path
    helped = f"{path} --help lists all"
    kind = type(error).__name__
    parameter = getattr(error, "param", None)
    if kind == "NoSuchOption":
        asked = meant(error.option_name, _options(context.command), cutoff=0.6)
        return InvalidParameterError(f"{path}: there is no option {shown(error.option_name)}; {asked or helped}")
    if kind == "MissingParameter" and parameter is not None:
        name, bare = _name(parameter), words[0] if words and not words[0].startswith("-") else None
        asked = f"{path} --help shows what it takes"
        if bare and name.startswith("-") and all(each.opts[0].startswith("-") for each in context.command.params):
            asked = f"did you mean {name} {bare}?"
        return InvalidParameterError(f"{path}: {name} is missing; {asked}")
    if kind == "BadOptionUsage" and "requires" in error.format_message():
        return InvalidParameterError(f"{path}: {error.option_name} is given without a value; {helped}")
    if kind == "BadParameter" and parameter is not None:
        return _bad_value(error, parameter, words)
    extra = re.fullmatch(r"Got unexpected extra argument\S* \((.*)\)\.?", error.format_message(), re.DOTALL)
    if extra:
        likely = extra[1].endswith(".toml") and "--scenario" in _options(context.command)
        asked = (
            f"stands without its option; did you mean --scenario {extra[1]}?"
            if likely
            else f"is more than it takes; {path} --help shows what it does"
        )
        return InvalidParameterError(f"{path}: {shown(extra[1])} {asked}")
    said = _requoted(error.format_message()).rstrip(".")
    return InvalidParameterError(f"{path}: {said[:1].lower()}{said[1:]}; {path} --help shows what it takes")


def _bad_value(error: Any, parameter: Any, words: Sequence[str]) -> InvalidParameterError:  # noqa: ANN401
    message = str(error.message)
    must = next((allowed for said, allowed in _KINDS.items() if said in message), "")
    value = value_of(parameter, words)
    name = _name(parameter)
    if " is not one of " in message and value is not None:
        known = [each for each in re.findall(r"'([^']*)'", message.split(" is not one of ", 1)[1]) if each != value]
        must = one_of(value, known)
    if must and value is not None:
        return refused(name, value, must)
    return InvalidParameterError(f"{name}: {_requoted(' '.join(message.split())).rstrip('.')}")


def _requoted(said: str) -> str:
    """Return what the parser says with its quotes as ours."""
    return re.sub(r"(?<!\w)'([^']*)'(?!\w)", lambda found: quoted(found[1]), said)


def value_of(parameter: Any, words: Sequence[str]) -> str | None:  # noqa: ANN401
    """Return what was typed for an option or for the first argument, None where it cannot be told."""
    if not str(parameter.opts[0]).startswith("-"):
        return next((word for word in words if not word.startswith("-")), None)
    for place, word in enumerate(words):
        option, equals, value = word.partition("=")
        if option in parameter.opts:
            return value if equals else next(iter(words[place + 1 :]), None)
    return None


def _name(parameter: Any) -> str:  # noqa: ANN401
    """Return how a parameter is called where it is used: by its option, or as the help has it."""
    first = str(parameter.opts[0])
    return first if first.startswith("-") else str(parameter.metavar or first.upper())


def _options(command: Any) -> list[str]:  # noqa: ANN401
    return [name for each in command.params for name in each.opts if name.startswith("--")] + ["--help"]
