"""Files stay small: Rust 400 lines with its tests, Python 300, a stub 480 (a list of signatures), a test file 400."""

from pathlib import Path

from tree import assert_none, files, read

LIMITS = {"rust": 400, "python": 300, "tests": 400, "benches": 300, "examples": 60}
STUB = 480
CODE = [path for path in files() if path.suffix in {".rs", ".py", ".pyi"} and path.parts[0] in LIMITS]


def too_long(path: Path) -> str:
    """Return a line about a file that has more lines than allowed, else nothing."""
    limit = STUB if path.suffix == ".pyi" else LIMITS[path.parts[0]]
    lines = len(read(path).splitlines())
    return f"{path} has {lines} lines; {limit} are allowed: split it where its subjects part" if lines > limit else ""


def test_every_file_is_small():
    assert_none(filter(None, map(too_long, CODE)))


def test_there_is_code():
    assert {path.parts[0] for path in CODE} == set(LIMITS)
