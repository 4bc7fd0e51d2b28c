"""All cases, and how they are run."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from intercept.base.arguments import refused
from intercept.base.words import one_of
from intercept.validation.cases import (
    air,
    ballistic,
    bodies,
    boost,
    classes,
    cruise,
    entry,
    flights,
    flyout,
    geodesics,
    glide,
    homing,
    hypersonic,
    luck,
    nesc,
    queues,
    raids,
    runs,
    sensing,
    sent,
    stocks,
    windows,
)
from intercept.validation.check import Case, Check
from intercept.validation.tables import Library

if TYPE_CHECKING:
    from intercept.raid.geometry import OnProgress

THEMES = (
    *(nesc, air, geodesics, ballistic, entry, bodies, boost, flights, glide, hypersonic, cruise, classes, sent),
    *(sensing, windows, flyout, homing, raids, queues, stocks, luck, runs),
)


def all_cases(library: Library) -> list[Case]:
    """Return every case that can be run: those whose figures the package has, and those whose series is at hand."""
    return [case for theme in THEMES for case in theme.cases(library)]


def case_names(library: Library | None = None) -> list[str]:
    """Return the names of the cases that can be run."""
    return [case.name for case in all_cases(library or Library.of_environment())]


def run(
    select: str | None = None, *, library: Library | None = None, on_progress: OnProgress | None = None
) -> list[Check]:
    """Run the checks against outside truth.

    Parameters
    ----------
    select
        Cases to run: a name, the beginning of names (`nesc`), or a pattern (`*glide*`); all unless given.
    library
        Where outside figures are read; `Library.of_environment()` unless given.
    on_progress
        Called with "cases", how many are done and how many there are.

    Raises
    ------
    InvalidParameterError
        No case has such a name.
    """
    library = library or Library.of_environment()
    cases = all_cases(library)
    chosen = [case for case in cases if select is None or _matches(case.name, select)]
    if not chosen:
        allowed = f"a case, its beginning or a pattern: {one_of(select or '', [case.name for case in cases])}"
        raise refused("case", select, allowed)
    found: list[Check] = []
    for done, case in enumerate(chosen):
        if on_progress is not None:
            on_progress("cases", done, len(chosen))
        found += case.checks(library)
    return found


def _matches(name: str, select: str) -> bool:
    return bool(select) and (name.startswith(select) or fnmatchcase(name, select))
