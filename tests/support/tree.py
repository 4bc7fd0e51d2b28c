"""The repository as the tests of it see it: its root and its files."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]


@cache
def files() -> tuple[Path, ...]:
    """Return every file of the repository, relative to its root: what git tracks, or would if it were added."""
    command = ["git", "-C", str(ROOT), "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    return tuple(path for path in map(Path, sorted(listed)) if (ROOT / path).is_file())


def below(folder: str, suffix: str = "") -> list[Path]:
    """Return the files below a folder whose name ends in a suffix, relative to the root; there must be some."""
    found = [path for path in files() if path.is_relative_to(folder) and path.name.endswith(suffix)]
    assert found, f"no file {suffix} below {folder}"
    return found


def read(path: Path | str) -> str:
    """Return the text of a file of the repository."""
    return (ROOT / path).read_text(encoding="utf-8")


def assert_none(offenders: Iterable[object]) -> None:
    """Fail with a line for each offender, unless there are none."""
    listed = "\n".join(map(str, offenders))
    assert not listed, listed
