"""The command line: one file for each verb, each with a `register` function."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Annotated

import typer
from typer.models import CommandInfo

from intercept.base import terminal
from intercept.cli import (
    catalog,
    check,
    claim,
    compare,
    coverage,
    endurance,
    example,
    exchange,
    explore,
    fly,
    footprint,
    forecast,
    methods,
    migrate,
    placement,
    record,
    reproduce,
    run,
    saturation,
    sensitivity,
    sweep,
    usage,
    validate,
    windows,
)
from intercept.cli.completion import use_own_scripts
from intercept.cli.long_work import INTERRUPTED, warnings_told
from intercept.cli.naming import Application, NamingCommand
from intercept.cli.streams import NOT_PRINTED, no_room, readable
from intercept.errors import InterceptError

# As sysexits.h has it for what the system lacks.
BAD_INPUT, OUT_OF_MEMORY = 2, 71
# In the order in which the help lists them.
PANELS = {
    "A raid": (example, run, check, explore),
    "Questions to a raid": (saturation, compare, endurance, exchange, sensitivity, placement, sweep),
    "Claims and the public record": (claim, forecast, record),
    "Flights, windows and areas": (fly, windows, footprint, coverage),
    "What it rests on": (catalog, validate, methods, reproduce, migrate),
}


def application() -> typer.Typer:
    """Return the application with all its commands."""
    use_own_scripts()
    app = typer.Typer(
        name="intercept",
        help="Work out what a defence can engage, when and how often, how much gets through, and how sure we are.",
        cls=Application,
        epilog=f"Example: {usage.EXAMPLES['demo']}. {usage.EXIT_CODES}",
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_before)
    for panel, verbs in PANELS.items():
        commands, groups = len(app.registered_commands), len(app.registered_groups)
        for verb in verbs:
            verb.register(app)
        for command in app.registered_commands[commands:]:
            command.rich_help_panel = panel
        for group in app.registered_groups[groups:]:
            group.rich_help_panel = panel
            group.cls = Application
            usage.complete_group(group)
    for path, command in _commands(app):
        command.cls = NamingCommand
        usage.complete(command, path)
    return app


def _commands(app: typer.Typer) -> Iterator[tuple[str, CommandInfo]]:
    """Yield every command with its path, such as "record show"."""
    yield from ((str(command.name), command) for command in app.registered_commands)
    for group in app.registered_groups:
        inside = group.typer_instance.registered_commands if group.typer_instance else []
        yield from ((f"{group.name} {command.name}", command) for command in inside)


def _print_version(value: bool) -> None:  # noqa: FBT001 - the shape of a typer callback
    if value:
        from intercept import __version__  # noqa: PLC0415 - only here

        terminal.say(f"intercept {__version__}")
        raise typer.Exit


def _before(
    *,
    version: Annotated[  # noqa: ARG001 - its callback has printed it
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
    quiet: usage.Quiet = False,
) -> None:
    """Take the options that stand before a command."""
    terminal.be_quiet(quiet=quiet)


def main() -> None:
    """Run the command line: each mistake in the input is reported on one line, with exit code 2 and no traceback."""
    with readable(), warnings_told():
        _main()


def _main() -> None:
    try:
        application()()
    except InterceptError as error:
        for problem in getattr(error, "problems", None) or str(error).split("\n"):
            terminal.warn(problem)
        sys.exit(NOT_PRINTED if no_room(error) else BAD_INPUT)
    except KeyboardInterrupt:
        terminal.warn("Interrupted.")
        sys.exit(INTERRUPTED)
    except MemoryError:
        # What was held is free again by now.
        terminal.warn("Memory ran out: ask for less at once (--replications, --vectors, --threads), or allow more.")
        sys.exit(OUT_OF_MEMORY)
