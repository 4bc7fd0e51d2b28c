"""`intercept check FILE...` reads scenario files and prints their mistakes; `intercept schema` prints their schema."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from intercept.base import terminal
from intercept.base.outside import named_path
from intercept.cli import output
from intercept.cli.long_work import with_progress

if TYPE_CHECKING:
    from intercept.raid.geometry import OnProgress
    from intercept.scenario.model.scenario import Scenario

EXIT_BAD_INPUT = 2


def check(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="Scenario files (TOML); - reads the standard input.")
    ],
    *,
    as_json: output.AsJson = False,
) -> None:
    """Check scenario files: print "ok", or every mistake with its place in the file and exit with code 2.

    The threats are flown too, so that a file that passes also runs. A file without a raid is checked as a defence.
    """
    from intercept.errors import InterceptError  # noqa: PLC0415 - heavy imports wait until the command runs

    found: list[dict[str, Any]] = []
    right: list[Scenario] = []
    for path in files:
        try:
            read, contents = with_progress(partial(_checked, path))
            right.append(read)
            found.append({"file": str(path), "contents": contents, "problems": []})
        except InterceptError as error:
            problems = [text.removeprefix(f"{named_path(path)}: ") for text in getattr(error, "problems", [str(error)])]
            found.append({"file": str(path), "contents": None, "problems": problems})
        if not as_json:
            _tell(found[-1])
    if as_json:
        output.say_json(output.of_scenarios(*right) | {"files": found})
    if any(each["problems"] for each in found):
        raise typer.Exit(EXIT_BAD_INPUT)


def _tell(checked: dict[str, Any]) -> None:
    if not checked["problems"]:
        terminal.say(f"{named_path(checked['file'])}: ok ({checked['contents']})")
    for problem in checked["problems"]:
        terminal.warn(f"{named_path(checked['file'])}: {problem}")


def _checked(path: Path, on_progress: OnProgress) -> tuple[Scenario, str]:
    """Return a scenario file as read and what it holds, once everything but the replications has been done with it."""
    from intercept.raid.sample import fly_all  # noqa: PLC0415
    from intercept.raid.settings import Settings  # noqa: PLC0415
    from intercept.scenario.model.scenario import Scenario  # noqa: PLC0415
    from intercept.scenario.most_likely import most_likely  # noqa: PLC0415
    from intercept.scenario.prepare import prepare  # noqa: PLC0415

    read = Scenario.from_file(path)
    prepared = prepare(read)
    if prepared.tracks is None and not prepared.scenario.raid.waves:
        most_likely(prepared, next(iter(prepared.catalogue.threats)))
        return read, f"{prepared.expanded.contents()}: a defence without a raid to run"
    fly_all(Settings.of(prepared.scenario).job(prepared), on_progress)
    return read, prepared.expanded.contents()


def schema() -> None:
    """Print the JSON Schema of scenario files (version 3), for editors that complete and check TOML.

    It is JSON already, of a form that its standard fixes, so there is no --json.
    """
    from intercept.scenario.model.scenario import json_schema  # noqa: PLC0415

    terminal.say(json.dumps(json_schema(), indent=2))


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("check")(check)
    app.command("schema")(schema)
