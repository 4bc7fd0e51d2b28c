"""Files stay small: Rust 400 lines with its tests, Python 300, a stub 450 (a list of signatures), a test file 400."""

import pytest
from tree import files, read

LIMITS = {"rust": 400, "python": 300, "tests": 400, "benches": 300, "examples": 60}
STUB = 450
CODE = [path for path in files() if path.suffix in {".rs", ".py", ".pyi"} and path.parts[0] in LIMITS]


@pytest.mark.parametrize("path", CODE, ids=str)
def test_a_file_is_small(path):
    limit = STUB if path.suffix == ".pyi" else LIMITS[path.parts[0]]
    lines = len(read(path).splitlines())
    assert lines <= limit, f"{path} has {lines} lines; {limit} are allowed: split it where its subjects part"


def test_there_is_code():
    assert {path.parts[0] for path in CODE} == set(LIMITS)
