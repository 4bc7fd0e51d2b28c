"""`intercept example` and `intercept demo`: scenarios that come with the package, printed or run."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Annotated, Literal

import typer

from intercept.base import terminal
from intercept.cli import output, run

# The scenarios that come with the package.
Named = Annotated[
    Literal["recorded-night", "notional-small"],
    typer.Argument(metavar="NAME", help="recorded-night (549 threats), or notional-small (32), which takes a second."),
]


def example(name: Named = "recorded-night") -> None:
    """Print a scenario file to begin with: intercept example > night.toml.

    What is printed is the file (TOML), so there is no --json.
    """
    text = resources.files("intercept.cli").joinpath("examples", f"{name}.toml").read_text(encoding="utf-8")
    terminal.say(text, end="")


def demo(
    name: Named = "recorded-night",
    *,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Write the report, the tables and a manifest here.")
    ] = None,
    threads: output.Threads = 0,
    as_json: output.AsJson = False,
) -> None:
    """Run a scenario that comes with the package, as `intercept run` does: by default a recorded night."""
    with resources.as_file(resources.files("intercept.cli").joinpath("examples", f"{name}.toml")) as scenario:
        run.run(scenario=scenario, out=out, threads=threads, as_json=as_json)


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("example")(example)
    app.command("demo")(demo)
