"""Writes the compact table of what was verified, `python/intercept/raid/data/verified.csv`, from a run of every check.

python tests/support/verified.py
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable

from tree import ROOT

from intercept.raid.parts import part_of_case
from intercept.raid.verified import COLUMNS, FILE
from intercept.validation import Check, Library
from intercept.validation.select import all_cases

PATH = ROOT.joinpath("python", "intercept", "raid", *FILE)


def worst(checks: Iterable[Check]) -> float:
    """Return the largest difference in units of its tolerance; where none is allowed, infinity for any."""
    return max(
        c.difference / c.tolerance if c.tolerance else (0.0 if c.difference == 0.0 else float("inf")) for c in checks
    )


def rows() -> list[tuple[str | None, str, int, float, str]]:
    """Return a row for each case that the package's own tables allow."""
    library = Library()
    made = [(case, list(case.checks(library))) for case in all_cases(library)]
    return [
        (part_of_case(case.name), case.name, len(checks), float(f"{worst(checks):.2g}"), case.source)
        for case, checks in made
    ]


def text() -> str:
    """Return the table as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows())
    return out.getvalue()


if __name__ == "__main__":
    PATH.write_text(text(), encoding="utf-8")
    sys.stdout.write(f"Wrote {PATH.relative_to(ROOT)}.\n")
