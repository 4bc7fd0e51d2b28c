"""The folder that a result is written into: files of results of ours are replaced there, nobody else's."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import TypeAlias

from intercept.analysis import answer
from intercept.analysis.sweep_result import Sweep
from intercept.base.arguments import refused
from intercept.base.files import check_writable, path_of
from intercept.base.words import quoted
from intercept.raid import result
from intercept.report import manifest
from intercept.report.formats import known

Written: TypeAlias = result.Result | Sweep | answer.Answer

REPORT, CREDIBILITY = "report.html", "credibility.json"
ANSWER_PAGE, ANSWER = "answer.html", "answer.json"
# How many files that stand in the way are named.
NAMED_MAX = 3


def file_names(kind: type[Written]) -> list[str]:
    """Return the names of the files that a result of a kind is written as, the manifest last."""
    if issubclass(kind, answer.Answer):
        tables, others = answer.table_names(kind), [ANSWER_PAGE, ANSWER]
    elif issubclass(kind, Sweep):
        tables, others = ["sweep"], [REPORT, manifest.TIMINGS]
    else:
        tables, others = list(result.TABLES), [CREDIBILITY, REPORT, manifest.TIMINGS]
    return [*(f"{name}.parquet" for name in tables), *others, manifest.NAME]


def check_folder(name: str, value: object, kind: type[Written]) -> Path:
    """Return the path of a folder for a result of a kind, before the work.

    Raises
    ------
    InvalidParameterError
        Nothing can be written to it, or a file there that would be replaced is of no result that was written there.
    """
    folder = path_of(name, value)
    # A name too long is an error to the system.
    with contextlib.suppress(OSError):
        if known.named(folder) and not folder.is_dir():
            raise refused(
                name, value, "the path of a folder: a result is a report with tables, each of which is a file"
            )
        first = next(path for path in (folder, *folder.absolute().parents) if path.exists())
        if first.is_dir():
            check_writable(name, value, first)
            _refuse_others(name, value, folder, kind)
            return folder
    raise refused(name, value, "the path of a folder, or of one that can be made")


def _refuse_others(name: str, value: object, folder: Path, kind: type[Written]) -> None:
    # What is there is looked at before what lists it: another process may be writing it, and lists it first.
    there = [each for each in (*file_names(kind), manifest.UNFINISHED) if os.path.lexists(folder / each)]
    ours = manifest.listed_in(folder)
    found = [each for each in there if each not in ours]
    if not found:
        return
    named = ", ".join(map(quoted, found[:NAMED_MAX]))
    more = f" and {len(found) - NAMED_MAX:,} more" if len(found) > NAMED_MAX else ""
    them = "it" if len(found) == 1 else "them"
    told = f"it holds {named}{more}, which no result of ours left and which would be replaced"
    raise refused(name, value, f"a new folder, or one of our results ({told}): give another folder, or remove {them}")
