"""What several tests say of checks against outside truth."""

from collections.abc import Iterable

from intercept.validation import Check


def failures(checks: Iterable[Check]) -> list[str]:
    """Return a line for each check that failed."""
    return [
        f"{check.case}: {check.quantity}: {check.difference:.3g} > {check.tolerance:.3g}"
        for check in checks
        if not check.passed
    ]
