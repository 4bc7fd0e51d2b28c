"""What each part was verified against: a compact table of the cases of `intercept validate`, held current by a test.

    python tests/support/verified.py

writes it anew.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

COLUMNS = ("part", "case", "checks", "worst", "source")
FILE = ("data", "verified.csv")


@dataclass(frozen=True)
class Verified:
    """A case of `intercept validate`.

    Attributes
    ----------
    part, case, source
        The part that it checks, its name, and with whose figures it compares.
    checks
        How many figures are compared.
    worst
        The largest difference, in units of its tolerance: a check passes up to 1.
    """

    part: str
    case: str
    checks: int
    worst: float
    source: str


@cache
def verified() -> tuple[Verified, ...]:
    """Return the cases of the packaged table, in its order."""
    text = resources.files("intercept.raid").joinpath(*FILE).read_text(encoding="utf-8")
    return tuple(
        Verified(row["part"], row["case"], int(row["checks"]), float(row["worst"]), row["source"])
        for row in csv.DictReader(text.splitlines())
    )


def of_part(part: str) -> Sequence[Verified]:
    """Return the cases that check a part."""
    return [case for case in verified() if case.part == part]
