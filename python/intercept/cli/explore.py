"""`intercept explore FILE`: a page on this machine whose sliders run a scenario's raid again."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from intercept.base import terminal
from intercept.cli import output


def explore(
    scenario: output.Scenario,
    *,
    port: Annotated[
        str, typer.Option(metavar="N", help="The port of the page, on this machine alone; 0 for any that is free.")
    ] = "8765",
    browser: Annotated[bool, typer.Option(help="Whether the page is opened in the browser.")] = True,
    state: Annotated[
        str,
        typer.Option(metavar="TEXT", help="Where the sliders stand: what follows ? in the address of another page."),
    ] = "",
    threads: output.Threads = 0,
) -> None:
    """Move sliders of a raid and its defence on a page of this machine, and see at once what leaks, and why.

    It prints an address alone, so there is no --json: that of intercept run answers for the scenario that it saves.
    """
    from intercept.cli.long_work import terminated_as_interrupted  # noqa: PLC0415 - heavy imports wait
    from intercept.cli.quantities import whole  # noqa: PLC0415
    from intercept.explore.server import explore as serve  # noqa: PLC0415

    def ready(address: str) -> None:
        terminal.say(address)
        sys.stdout.flush()
        terminal.note("Whoever has this address can read the page, on this machine alone. Ctrl-C ends it.")

    with terminated_as_interrupted():
        serve(
            scenario,
            port=whole("--port", port, 0, 65_535),
            browser=browser,
            state=state,
            threads=threads,
            on_ready=ready,
        )
    terminal.note("Ended.")


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("explore")(explore)
