"""A result as files: its tables, the report and what made them."""

from __future__ import annotations

import contextlib
from pathlib import Path

from intercept.analysis.answer import Answer
from intercept.analysis.sweep_result import Sweep
from intercept.base.arguments import refused
from intercept.base.extras import require
from intercept.base.files import check_writable, made_folder, path_of, write_text
from intercept.base.outside import outside
from intercept.raid.result import Result
from intercept.report import manifest
from intercept.report.answers import drawing as answers
from intercept.report.figures import sweep
from intercept.report.pages import result as page


def write(result: Result | Sweep | Answer, directory: str | Path) -> list[Path]:
    """Write every table of a result as Parquet, `report.html` and, last, `manifest.json`; return their paths.

    That of a run has `credibility.json` beside them. Of the answer to a question, such as that of `compare`, it writes
    the tables, `answer.json`, which says what made it, and `answer.html`.

    Each file is whole or absent, also after a Ctrl-C; an old manifest is removed first, so that a manifest never lists
    files that are no longer there.

    Parameters
    ----------
    result
        What `run`, `sweep` or the function of a question returned.
    directory
        The folder; it is made if it does not exist.

    Raises
    ------
    InvalidParameterError
        The value is not a result, or the directory is a file.
    MissingExtraError
        The extra `tables` or `report` is missing; nothing is written then.
    """
    if not isinstance(result, Result | Sweep | Answer):
        raise refused("result", result, "an ic.Result, an ic.Sweep or the answer to a question")
    check_folder("directory", directory)
    check_extras()
    folder = made_folder("directory", directory)
    with outside("directory", directory, "the path of a folder that can be written to"):
        (folder / manifest.NAME).unlink(missing_ok=True)
    files = []
    for name, table in result.tables().items():
        files.append(folder / f"{name}.parquet")
        table.write_parquet(files[-1])
    if isinstance(result, Answer):
        return [*files, *_answer(result, folder)]
    if isinstance(result, Result):
        files.append(folder / "credibility.json")
        write_text(result.credibility().to_json() + "\n", files[-1])
    files.append(folder / "report.html")
    write_text(page.render(result) if isinstance(result, Result) else sweep.drawing(result).page(None), files[-1])
    return [*files, manifest.write(result, folder, files)]


def _answer(found: Answer, folder: Path) -> list[Path]:
    drawn = answers.drawing(found)
    written = {"answer.html": drawn.page(drawn.figure()), "answer.json": found.to_json() + "\n"}
    for name, text in written.items():
        write_text(text, folder / name)
    return [folder / name for name in written]


def check_folder(name: str, value: object) -> Path:
    """Return the path of a folder; raises InvalidParameterError, before a run, where nothing can be written to it."""
    folder = path_of(name, value)
    # A name too long is an error to the system.
    with contextlib.suppress(OSError):
        first = next(path for path in (folder, *folder.absolute().parents) if path.exists())
        if first.is_dir():
            check_writable(name, value, first)
            return folder
    raise refused(name, value, "the path of a folder, or of one that can be made")


def check_extras() -> None:
    """Raise MissingExtraError now if `write` would raise it after the run."""
    require("pyarrow.parquet", "tables")
    require("plotly.graph_objects", "report")
