"""`intercept schema`: the JSON Schema of a scenario file, for editors that complete and check TOML."""

from __future__ import annotations

import json

import typer


def schema() -> None:
    """Print the JSON Schema of scenario files (version 1)."""
    from intercept.scenario.model.scenario import json_schema  # noqa: PLC0415 - heavy imports wait until the command runs

    typer.echo(json.dumps(json_schema(), indent=2))


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("schema")(schema)
