"""A command as the pages that it writes tell it: what was asked, not where the answer goes or who works it out."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from intercept.base.command import Command
from intercept.cli.completion import PATHS

# Whatever these say, the numbers are the same.
UNTOLD = frozenset(
    ("as_json", "out", "plot", "quiet", "resume", "scheduler", "table_format", "threads", "time_zero", "work")
)


def spoken(context: Any) -> Command:  # noqa: ANN401 - a context of click, whose type typer does not name
    """Return the command of a context: its arguments, then the options that were given, files without their folders."""
    given = [
        parameter
        for parameter in context.command.params
        if parameter.name not in UNTOLD and _given(context, parameter.name)
    ]
    given.sort(key=_is_option)
    words = [word for parameter in given for word in _words(parameter, context.params[parameter.name])]
    path = context.command_path.split()[1:]
    return Command(shlex.join(["intercept", *path, *words]), any(names_file(parameter) for parameter in given))


def _given(context: Any, name: str) -> bool:  # noqa: ANN401
    source = context.get_parameter_source(name)
    return source is not None and source.name in {"COMMANDLINE", "ENVIRONMENT"}


def _is_option(parameter: Any) -> bool:  # noqa: ANN401
    return str(parameter.opts[0]).startswith("-")


def names_file(parameter: Any) -> bool:  # noqa: ANN401
    """Tell whether a parameter is the path of a file or of a folder, by how the help writes it."""
    return bool(set(PATHS) & set(re.findall("[A-Z]+", str(parameter.metavar))))


def _words(parameter: Any, value: Any) -> Iterator[str]:  # noqa: ANN401
    """Yield the words of a parameter, its option before each of its values."""
    if isinstance(value, bool):
        yield (parameter.opts if value else parameter.secondary_opts)[0]
        return
    for each in value if isinstance(value, list | tuple) else [value]:
        if _is_option(parameter):
            yield parameter.opts[0]
        text = str(each)
        yield (Path(text).name or text) if names_file(parameter) else text
