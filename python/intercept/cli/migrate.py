"""`intercept migrate FILE` turns a scenario file of an older version into one of today's."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from intercept.base import terminal
from intercept.cli import output
from intercept.errors import InvalidParameterError


def migrate(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A scenario file (TOML) of an older version.")],
    *,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write here instead of changing the file.")
    ] = None,
    as_json: output.AsJson = False,
) -> None:
    """Turn a scenario file of an older version into one of today's, and say what was changed; comments are kept."""
    from intercept.base.files import file_path, write_text  # noqa: PLC0415 - heavy imports wait until the command runs
    from intercept.base.outside import contents_of, outside  # noqa: PLC0415
    from intercept.scenario.model.file import migrated_file  # noqa: PLC0415
    from intercept.scenario.model.scenario import Scenario  # noqa: PLC0415

    target = file if out is None else file_path("--out", out)
    made = migrated_file(file)
    with outside("FILE", file, "a file that can be read"):
        changeable = file.is_file()
    if out is None and not changeable:
        raise InvalidParameterError("--out is missing: must be given, as what is read is no file that can be changed")
    # What is written can be read.
    with contents_of(file):
        read = Scenario.from_dict(made.document)
    written = bool(made.changes) or out is not None
    if written:
        write_text(made.text, target)
    if as_json:
        told = {"file": str(file), "written": str(target) if written else None, "changes": list(made.changes)}
        output.say_json(output.of_scenarios(read) | told | {"comments_kept": made.comments_kept})
        return
    if not written:
        terminal.say(f"{file} is of today's version: nothing was changed.")
        return
    terminal.say(f"Wrote {target}: {'; '.join(made.changes) or 'nothing was changed'}.")
    if not made.comments_kept:
        terminal.say("Its comments are lost, because the file had to be written anew.")


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("migrate")(migrate)
