"""The folders of data that the project does not carry: taken out of the environment before any test can see them.

Tests give the same answer whether or not INTERCEPT_REFERENCE_DIR and INTERCEPT_RECORD are set; only `tests/long/` reads
these two.
"""

import os
from pathlib import Path

_NAMED = {name: os.environ.pop(name, "") for name in ("INTERCEPT_REFERENCE_DIR", "INTERCEPT_RECORD")}


def outside(name: str) -> Path:
    """Return the path that a variable named; AssertionError where it named none, or there is nothing at that path."""
    assert _NAMED[name], f"{name} is not set: `make test-long` sets it; see tests/README.md"
    path = Path(_NAMED[name])
    assert path.exists(), f"{name} = {str(path)!r}: there is nothing at this path; see tests/README.md"
    return path
