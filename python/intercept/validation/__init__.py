"""Checks of the package against outside truth: published series, worked examples and closed forms.

    from intercept.validation import run
    for check in run("nesc*"):
        print(check.case, check.quantity, check.difference, check.tolerance, check.passed)

Each case is a small function that yields one `Check` for each figure compared. Long series are read from a folder
(INTERCEPT_REFERENCE_DIR); where a series is not there, the package's own thinned table stands in, and each check says
which of the two it read. `intercept validate` prints all of it; docs/validation.md explains the table.
"""

from intercept.validation import report
from intercept.validation.check import Case, Check
from intercept.validation.select import case_names, run
from intercept.validation.tables import Library

__all__ = ["Case", "Check", "Library", "case_names", "report", "run"]
