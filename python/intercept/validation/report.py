"""The table of checks as text for people, and as CSV, JSON or Markdown."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Sequence
from itertools import groupby

from intercept.base.plain import made_by
from intercept.base.words import counted
from intercept.validation.check import Check
from intercept.validation.tables import LONG, Library

COLUMNS = (
    *(
        "case",
        "part",
        "source",
        "quantity",
        "ours",
        "theirs",
        "unit",
        "difference",
        "tolerance",
        "difference_unit",
        "passed",
    ),
    "reason",
)


def record(check: Check) -> dict[str, str | float | bool | None]:
    """Return a check as plain values, for JSON and CSV; what is not a number is None."""
    row = {name: getattr(check, name) for name in COLUMNS}
    return {
        name: None if isinstance(value, float) and not math.isfinite(value) else value for name, value in row.items()
    }


def as_json(checks: Sequence[Check]) -> str:
    """Return the checks as a JSON object: what made it, whether all passed, and each check."""
    passed = all(check.passed for check in checks)
    told = {"passed": passed, "checks": [record(check) for check in checks]}
    return json.dumps(made_by(told), indent=2, ensure_ascii=False, allow_nan=False)


def as_csv(checks: Sequence[Check]) -> str:
    """Return the checks as CSV, with a line of names."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(record(check) for check in checks)
    return out.getvalue().rstrip("\n")


def as_markdown(checks: Sequence[Check]) -> str:
    """Return the checks as a Markdown table."""
    head = (
        *("case", "part of the package", "source", "quantity", "ours", "theirs", "unit", "difference", "tolerance", ""),
        "why this tolerance",
    )
    rows = [head, ("---",) * len(head)]
    for check in checks:
        ours, theirs, off, allowed, verdict = _cells(check)
        told = (check.case, f"`{check.part}`", check.source, check.quantity)
        rows.append((*told, ours, theirs, check.unit, off, allowed, verdict, check.reason))
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def as_text(checks: Sequence[Check]) -> str:
    """Return the checks as aligned text, a heading for each case and source."""
    head = ("quantity", "ours", "theirs", "unit", "difference", "tolerance", "")
    rows = [_row(check) for check in checks]
    widths = [max(len(row[i]) for row in (head, *rows)) for i in range(len(head))]
    lines = ["  " + _line(head, widths)]
    for (case, part, source), group in groupby(checks, lambda check: (check.case, check.part, check.source)):
        lines += ["", f"{case}, {part}: {source}", *("  " + _line(_row(check), widths) for check in group)]
    return "\n".join(lines)


def summary(checks: Sequence[Check], library: Library) -> str:
    """Return one line: how many pass, and where the outside figures were read."""
    failed = sum(not check.passed for check in checks)
    cases = len({check.case for check in checks})
    verdict = "all pass" if not failed else f"{failed} FAIL"
    return f"{counted(len(checks), 'check')} in {counted(cases, 'case')}: {verdict}; {_read_from(checks, library)}"


def _read_from(checks: Sequence[Check], library: Library) -> str:
    if library.folder is None:
        return "thinned tables only (no INTERCEPT_REFERENCE_DIR)"
    long = sum(LONG in check.source for check in checks)
    if not long:
        return f"thinned tables only (no series of these cases is in {library.folder})"
    return f"{long} of them against long series from {library.folder}"


def _cells(check: Check) -> tuple[str, str, str, str, str]:
    unit = f" {check.difference_unit}" if check.difference_unit else ""
    off, allowed = f"{check.difference:.1e}{unit}", f"{check.tolerance:.2g}{unit}"
    return f"{check.ours:.9g}", f"{check.theirs:.9g}", off, allowed, "pass" if check.passed else "FAIL"


def _row(check: Check) -> tuple[str, ...]:
    ours, theirs, off, allowed, verdict = _cells(check)
    return check.quantity, ours, theirs, check.unit, off, allowed, verdict


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    # Numbers to the right, words to the left.
    cells = [
        cell.rjust(width) if i in {1, 2, 4, 5} else cell.ljust(width)
        for i, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]
    return "  ".join(cells).rstrip()
