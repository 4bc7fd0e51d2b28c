"""What made a result: version, scenario, seed, what was finished, and checksums of its files.

The same seed makes the same manifest: how long the work took is in a file of its own.
"""

from __future__ import annotations

import dataclasses
import json
import platform
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np

import intercept._core as _core
from intercept.base.checksum import document_sha256, table_sha256
from intercept.base.files import sha256_of, size_of, write_text
from intercept.base.outside import outside
from intercept.base.table import Table
from intercept.base.text_file import text_of
from intercept.base.words import visible
from intercept.raid import made
from intercept.raid.recipe import Recipe

NAME, TIMINGS = "manifest.json", "timings.json"
# There while files are written, and after that was cut short.
UNFINISHED = "unfinished.json"
UNFINISHED_NOTE = "Files of results in this folder. It was not written to the end; write a result again to finish it."
# Beside the timings, whose sum a reader would hold against a watch.
TIMINGS_NOTE = (
    "Seconds of the clock within each stage, of all threads together. Threads work at the same time, so the sum may be"
    " more than how long the work took."
)
# Of the file itself: what else it says has this hash.
OWN_SHA256 = "manifest_sha256"
# Files of other results of ours that are left in the folder.
OTHERS = "other_files"


class Found(made.Found, Protocol):
    """What was found by a run, a sweep or another question: a result as far as its manifest tells of it."""

    @property
    def timings(self) -> dict[str, float]:
        """Seconds spent, by stage."""

    @property
    def outside_files(self) -> tuple[tuple[str, str, str], ...]:
        """Files that it rests on."""

    @property
    def recipe(self) -> Recipe | None:
        """The scenario and the settings."""

    def too_few(self) -> tuple[str, ...]:
        """Say what the samples are too few for."""

    def tables(self) -> dict[str, Table]:
        """Return the tables to write, by name."""


def describe(result: Found) -> dict[str, Any]:
    """Return what made the result, as plain values for JSON."""
    return {
        "intercept_version": result.version,
        "scenario_name": result.scenario_name,
        "scenario_sha256": result.scenario_hash,
        "seed": result.seed,
        "sampling": dataclasses.asdict(result.sampling),
        "too_few_samples": list(result.too_few()),
        "replications_planned": result.replications_planned,
        "replications_done": result.replications_done,
        "interrupted": result.interrupted,
        "python_version": platform.python_version(),
        "numpy_version": np.__version__,
        "machine": f"{platform.system()} {platform.machine()}",
        **_outside(result),
    }


def _outside(result: Found) -> dict[str, Any]:
    """Return the files that the scenario names, where there are any."""
    listed = [{"named_in": key, "file": name, "sha256": found} for key, name, found in result.outside_files]
    return {"outside_files": listed} if listed else {}


def other_in(folder: Path, question: str, of: made.Made) -> str:
    """Say which other result a folder holds, by its manifest: its question, scenarios and seed; nothing for the same.

    Parameters
    ----------
    folder
        Where a result is to be written.
    question, of
        What it answers ("" of a run or a sweep), and what made it.
    """
    try:
        told = json.loads(text_of(folder / NAME))
        asked = told.get("question", "")
        single = "scenario_sha256" in told
        hashes = [told["scenario_sha256"]] if single else list(told["scenario_hashes"])
        names = [told["scenario_name"]] if single else list(told["scenario_names"])
        seed, shortened = told["seed"], [str(each)[:12] for each in hashes]
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        # No manifest, or none of ours: what lies there is told file by file.
        return ""
    if (asked, hashes, seed) == (question, list(of.scenario_hashes), of.seed):
        return ""
    label = " and ".join(f'"{name}"' for name in names) + (f", an answer to {asked}" if asked else "")
    return visible(f"{label} (scenario {' and '.join(shortened)}, seed {seed})")


def listed_in(folder: Path) -> set[str]:
    """Return the names of files that results of ours left in a folder, as what lists them there says.

    What another process is writing meanwhile is listed by one or the other file, but not always by both.
    """
    return {name for kind in (UNFINISHED, NAME, UNFINISHED) for name in _listed_by(folder / kind)}


def _listed_by(path: Path) -> set[str]:
    try:
        told = json.loads(text_of(path))
        version, files, others = told["intercept_version"], told["files"], told.get(OTHERS, [])
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        # None is there, or it is none of ours.
        return set()
    ours = isinstance(version, str) and isinstance(files, dict) and isinstance(others, list)
    # The timings are in no list of a run.
    timings = [TIMINGS] if "tables" in told else []
    return {path.name, *timings, *files, *map(str, others)} if ours else set()


def begin(folder: Path, names: Iterable[str]) -> None:
    """Replace what lists the files in a folder by what lists those too that are to be written, until they are."""
    files = dict.fromkeys(sorted({*names, *listed_in(folder)} - {NAME, UNFINISHED}))
    told = {"note": UNFINISHED_NOTE, "intercept_version": _core.VERSION, "files": files}
    write_text(json.dumps(told, indent=2) + "\n", folder / UNFINISHED)
    _remove(folder / NAME)


def end(folder: Path) -> None:
    """Remove what `begin` wrote, once a manifest lists the files."""
    _remove(folder / UNFINISHED)


def _remove(path: Path) -> None:
    with outside("path", path, "a file that can be removed"):
        path.unlink(missing_ok=True)


def tables(result: Found) -> dict[str, dict[str, Any]]:
    """Return rows and SHA-256 of the contents of each table: that of its file depends on the writer's version."""
    return {name: {"rows": len(table), "sha256": table_sha256(table)} for name, table in result.tables().items()}


def write_timings(result: Found, directory: Path) -> Path:
    """Write ``timings.json``, the seconds spent by stage, and return its path: no manifest lists it."""
    seconds = {stage: round(float(spent), 3) for stage, spent in result.timings.items()}
    path = directory / TIMINGS
    write_text(json.dumps({"note": TIMINGS_NOTE, "timings_s": seconds}, indent=2) + "\n", path)
    return path


def write(result: Found, directory: Path, files: Iterable[Path], others: Sequence[str]) -> Path:
    """Write ``manifest.json`` and return its path.

    Beside what `describe` returns it holds the scenario's document and every setting, with which the run can be made
    again, rows and SHA-256 of the contents of each table, size and SHA-256 of each of
    ``files``, the names of ``others``, which another result left there, and its own SHA-256.
    """
    made = describe(result) | {"tables": tables(result)}
    if result.recipe is not None:
        made |= result.recipe.to_dict()
    return _list(made, directory, files, others)


def write_answer(question: str, of: made.Made, directory: Path, files: Iterable[Path], others: Sequence[str]) -> Path:
    """Write the ``manifest.json`` of an answer: the question, what made the answer, and its files; return its path."""
    told = {"intercept_version": of.version, **of.to_dict(question)}
    return _list(told, directory, files, others)


def _list(made: Mapping[str, Any], directory: Path, files: Iterable[Path], others: Sequence[str]) -> Path:
    listed = {path.name: {"sha256": sha256_of("path", path), "bytes": size_of("path", path)} for path in files}
    told = {**made, "files": listed, **({OTHERS: list(others)} if others else {})}
    told[OWN_SHA256] = document_sha256(told)
    path = directory / NAME
    write_text(json.dumps(told, indent=2) + "\n", path)
    return path
