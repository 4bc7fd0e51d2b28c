"""Parts of long work kept in a folder as they are finished, so that the work can go on after whatever ended it.

A job has a folder of its own in it, named after its key: a Parquet file for each part, and a manifest with the key of
its task, its size and its SHA-256. A part that is not as its manifest says is damaged, and is computed again.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import intercept._core as _core
from intercept.base.arguments import flag, refused
from intercept.base.checksum import document_sha256
from intercept.base.extras import require
from intercept.base.files import made_folder, whole_file, write_text
from intercept.base.outside import outside
from intercept.base.text_file import text_of
from intercept.base.words import counted
from intercept.errors import InvalidParameterError
from intercept.raid.part_file import part_bytes, part_of
from intercept.raid.task import Executor, OnPart, Part, Task

MANIFEST = "manifest.json"
OWN_SHA256 = "manifest_sha256"
# What a part takes on a disk at least, its share of the manifest included.
PART_BYTES_MIN = 8_192


class WorkFolder:
    """Parts of jobs, in a folder.

    Parameters
    ----------
    folder
        It is made if it does not exist.
    resume
        Whether it may hold parts already, which are then not computed again.

    Raises
    ------
    InvalidParameterError
        It cannot be made or read, or holds something while nothing is to be resumed.
    MissingExtraError
        The extra `tables` is missing.
    """

    def __init__(self, folder: object, *, resume: object = False) -> None:
        require("pyarrow.parquet", "tables")
        self._folder = made_folder("work", folder)
        self._parts: dict[str, dict[str, dict[str, Any]]] = {}
        with outside("work", folder, "a folder that can be read"):
            empty = next(self._folder.iterdir(), None) is None
        if not flag("resume", resume) and not empty:
            raise refused("work", folder, "an empty folder, or the one of work to be resumed (resume, --resume)")

    def find(self, task: Task) -> Part | None:
        """Return the part of a task that was finished before; None where there is none, or it is damaged."""
        found = self._of(task).get(task.key)
        if found is None:
            return None
        path = self._place(task) / found["file"]
        try:
            with outside("work", path, "a file that can be read"):
                content = path.read_bytes()
        except InvalidParameterError as error:
            _warn(path, str(error))
            return None
        if hashlib.sha256(content).hexdigest() != found["sha256"]:
            _warn(path, "its SHA-256 is not the one in its manifest")
            return None
        return part_of(content)

    def keep(self, task: Task, part: Part) -> None:
        """Keep the part of a task: first its file, then the manifest that tells of it, each whole or not at all."""
        content = part_bytes(part)
        block = task.block
        name = f"{block.scramble:04d}-{block.start:05d}-{block.stop:05d}-{block.route}.parquet"
        place = made_folder("work", self._place(task))
        with whole_file(place / name) as file:
            file.write(content)
        parts = self._of(task)
        parts[task.key] = {"file": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        said = {"intercept_version": _core.VERSION, "job_sha256": task.job.key, "parts": parts}
        write_text(json.dumps(said | {OWN_SHA256: document_sha256(said)}, indent=1) + "\n", place / MANIFEST)

    def check_room(self, parts: int, *, each: int = PART_BYTES_MIN) -> None:
        """Raise InvalidParameterError if the disk has no room for so many more parts of so many bytes."""
        with outside("work", self._folder, "a folder that can be read"):
            free = shutil.disk_usage(self._folder).free
        if parts * each > free:
            raise InvalidParameterError(
                f"work = {self._folder} is not allowed: {counted(parts, 'part')} to come, of about {each / 1e3:,.0f} kB"
                f" each, need {parts * each / 1e6:,.1f} MB, and its disk has {free / 1e6:,.1f} MB"
            )

    def _place(self, task: Task) -> Path:
        return self._folder / task.job.key[:16]

    def _of(self, task: Task) -> dict[str, dict[str, Any]]:
        """Return what the manifest of a job says of its parts, by the key of their tasks."""
        if task.job.key not in self._parts:
            self._parts[task.job.key] = _parts_in(self._place(task) / MANIFEST, task.job.key)
        return self._parts[task.job.key]


class Kept:
    """An executor that keeps every part in a folder, and computes only what is not there yet."""

    def __init__(self, executor: Executor, folder: WorkFolder) -> None:
        self._executor, self._folder = executor, folder

    def map(self, tasks: Iterable[Task], on_part: OnPart) -> None:
        """Do tasks as an `Executor` does.

        Raises
        ------
        InvalidParameterError
            A part cannot be written, or the disk has no room for those to come: what was finished stays.
        """
        left = []
        for task in tasks:
            part = self._folder.find(task)
            if part is None:
                left.append(task)
            else:
                on_part(task, part)
        self._folder.check_room(len(left))
        saved = 0

        def keep(task: Task, part: Part) -> None:
            nonlocal saved
            self._folder.keep(task, part)
            saved += 1
            if saved == 1:
                # Only now is it known how large they are.
                self._folder.check_room(len(left) - 1, each=max(PART_BYTES_MIN, len(part_bytes(part))))
            on_part(task, part)

        self._executor.map(left, keep)


def _parts_in(path: Path, job_key: str) -> dict[str, dict[str, Any]]:
    """Return what a manifest says of its parts; nothing, with a warning, where it is not as it was written."""
    try:
        with outside("work", path, "a manifest that can be read"):
            if not path.exists():
                return {}
            said = json.loads(text_of(path))
            stated = said.pop(OWN_SHA256)
            parts = dict(said["parts"])
        if document_sha256(said) == stated and said["job_sha256"] == job_key:
            return parts
        why = "it is not as it was written"
    except InvalidParameterError as error:
        why = str(error)
    _warn(path, why)
    return {}


def _warn(path: Path, why: str) -> None:
    warnings.warn(f"{path} is damaged ({why}): what it held is computed again", RuntimeWarning, stacklevel=4)
