"""Errors of a command name its options: the parameter `replications` of the package is its `--replications`."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from intercept.base import terminal
from intercept.base.arguments import refused, shown
from intercept.base.command import going
from intercept.base.text_file import STANDARD_INPUT
from intercept.cli.completion import PATHS, complete_paths, script_of_named_shell
from intercept.cli.long_work import INTERRUPTED
from intercept.cli.mistakes import UsageError, no_such_command, of_parser, value_of
from intercept.cli.spoken import names_file, spoken
from intercept.errors import InterceptError

# Options whose files are written.
WRITTEN = frozenset(("out", "plot", "work"))


class Application(TyperGroup):
    """Commands together; what is mistyped and a Ctrl-C that no command has caught are reported in a line."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - the signature of the parent
        """Read the options before a command; without any word the help is shown."""
        typed = list(args)
        if not typed and not ctx.resilient_parsing:
            # Above all one whose name is not known: the help is what was asked for.
            terminal.say(ctx.get_help())
            ctx.exit()
        script_of_named_shell(self.params, typed, ctx)
        try:
            parsed: list[str] = super().parse_args(ctx, args)
        except UsageError as error:
            raise of_parser(error, ctx, typed) from None
        return parsed

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401 - the signature of the parent
        """Find the command that is named."""
        if self.get_command(ctx, args[0]) is None and not ctx.resilient_parsing:
            raise no_such_command(args[0], self, ctx.command_path)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - the signature of the parent
        """Run a command."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            terminal.warn("Interrupted.")
            raise typer.Exit(INTERRUPTED) from None


class NamingCommand(TyperCommand):
    """A command whose errors name options instead of parameters, and whose paths a shell completes."""

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - the signature of the parent
        super().__init__(*args, **options)
        complete_paths(self.params)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - the signature of the parent
        """Read the words of the command line; a sentence such as "-5 % of 100 drones" is no option."""
        flags = {
            name
            for parameter in self.params
            if getattr(parameter, "is_flag", False)
            for name in (*parameter.opts, *parameter.secondary_opts)
        }
        typed = list(args)
        for parameter in self.params:
            if str(parameter.metavar).startswith(PATHS) and value_of(parameter, typed) == "":
                # The current folder is ".": nothing is what a variable of the shell is that is not set.
                raise refused(parameter.opts[0], "", "a path")
        try:
            parsed: list[str] = super().parse_args(ctx, sentences_last(args, flags))
        except UsageError as error:
            raise of_parser(error, ctx, typed) from None
        return parsed

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - the signature of the parent
        """Run the command; in an error a parameter with an option of its own is called by that option."""
        try:
            with going(spoken(ctx)):
                self._read_input(ctx)
                return super().invoke(ctx)
        except InterceptError as error:
            options = {
                str(parameter.name): str(parameter.opts[0])
                for parameter in self.params
                if parameter.opts and parameter.opts[0].startswith("--")
            }
            # Who gives a word knows which it is; one that is missing is called as the help calls it.
            missing = {
                str(parameter.name): str(parameter.metavar)
                for parameter in self.params
                if parameter.name not in options and parameter.metavar and ctx.params.get(str(parameter.name)) is None
            }
            options |= missing
            for parameter in self.params:
                # What writes a file has it as `path`, whichever option gave it.
                path = ctx.params.get(str(parameter.name))
                if isinstance(path, Path) and parameter.opts[0].startswith("--") and _of_path(error, path):
                    options.setdefault("path", str(parameter.opts[0]))
            if hasattr(error, "problems"):
                error.problems[:] = [named(text, options) for text in error.problems]
            error.args = tuple(named(text, options) if isinstance(text, str) else text for text in error.args)
            raise

    def _read_input(self, ctx: Any) -> None:  # noqa: ANN401
        """Let "-" stand for the standard input wherever a file is read."""
        for parameter in self.params:
            name, value = str(parameter.name), ctx.params.get(str(parameter.name))
            if name in WRITTEN or not names_file(parameter):
                continue
            if isinstance(value, list | tuple):
                ctx.params[name] = type(value)(map(_input, value))
            else:
                ctx.params[name] = _input(value)


def _input(value: Any) -> Any:  # noqa: ANN401 - of any parameter
    return type(value)(STANDARD_INPUT) if str(value) == "-" else value


def _of_path(error: Exception, path: Path) -> bool:
    """Tell whether an error is of a path, or of a file in the folder that it is."""
    first = f"path = {shown(path)}"
    return any(str(text).startswith((f"{first} ", f"{first[:-1]}{os.sep}")) for text in error.args)


def named(text: str, options: dict[str, str]) -> str:
    """Return a message that begins with parameters, `replications = 0 is ...`, with their options instead."""
    # In brackets stands the parameter by which something else can be given.
    text = re.sub(r"\((\w+)\)", lambda word: f"({options.get(word[1], word[1])})", text)
    several = re.match(r"\w+(?:, \w+)* or \w+(?= must be given)", text)
    if several is not None:
        return re.sub(r"\w+", lambda word: options.get(word[0], word[0]), several[0]) + text[several.end() :]
    found = re.match(r"(key of |)(\w+)(?:\[\"([^\"]*)\"\])?(?= = |: | is not allowed| must be )", text)
    if found is None or found[2] not in options:
        return text
    # Who leaves an option out has not given it as None.
    rest = text[found.end() :].replace(" = None is not allowed", " is missing", 1)
    return found[1] + options[found[2]] + (f" {found[3]}" if found[3] else "") + rest


def sentences_last(args: list[str], flags: set[str]) -> list[str]:
    """Return words of a command line with sentences that begin with a negative number behind "--"."""
    if "--" in args:
        return args
    values = {place + 1 for place, word in enumerate(args) if word.startswith("--") and word not in flags}
    loose = [place for place, word in enumerate(args) if re.match(r"-\d\S* \S", word) and place not in values]
    if not loose:
        return args
    others = [word for place, word in enumerate(args) if place not in loose]
    return [*others, "--", *(args[place] for place in loose)]
