"""`intercept check FILE...` reads scenario files and prints their mistakes; `intercept schema` prints their schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from intercept.base.words import counted

EXIT_BAD_INPUT = 2


def check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Scenario files (TOML).")],
) -> None:
    """Check scenario files: print "ok", or every mistake with its place in the file and exit with code 2."""
    from intercept.errors import ScenarioError  # noqa: PLC0415 - heavy imports wait until the command runs
    from intercept.scenario.model.scenario import Scenario  # noqa: PLC0415
    from intercept.scenario.prepare import prepare  # noqa: PLC0415

    bad = False
    for path in files:
        try:
            scenario = prepare(Scenario.from_file(path)).expanded
        except ScenarioError as error:
            bad = True
            for problem in error.problems:
                typer.echo(problem if problem.startswith(f"{path}:") else f"{path}: {problem}", err=True)
        else:
            typer.echo(
                f"{path}: ok ({counted(sum(scenario.raid.scaled_counts()), 'threat')} in"
                f" {counted(len(scenario.raid.waves), 'wave')}, {counted(len(scenario.assets), 'asset')},"
                f" {counted(len(scenario.sensors), 'sensor')},"
                f" {counted(sum(unit.count for unit in scenario.fire_units), 'fire unit')})"
            )
    if bad:
        raise typer.Exit(EXIT_BAD_INPUT)


def schema() -> None:
    """Print the JSON Schema of scenario files (version 1), for editors that complete and check TOML."""
    from intercept.scenario.model.scenario import json_schema  # noqa: PLC0415

    typer.echo(json.dumps(json_schema(), indent=2))


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("check")(check)
    app.command("schema")(schema)
