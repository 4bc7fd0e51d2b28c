"""Candidate sites of a placement: fire units that the user writes down, or units of the scenario."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from intercept.base.arguments import listed, refused, text
from intercept.base.outside import contents_of, named_path
from intercept.base.words import one_of
from intercept.errors import InvalidParameterError, ScenarioError
from intercept.scenario.model.file import read_document
from intercept.scenario.model.scenario import Scenario
from intercept.scenario.prepare import Prepared, prepare

CANDIDATES_MAX = 500
KEY = "fire_units"


@dataclass(frozen=True, eq=False)
class Candidates:
    """A scenario with all candidates in it, and which rows of its fire units each of them is.

    Attributes
    ----------
    prepared
        The scenario, every candidate among its fire units.
    names
        Of the candidates, in the order given.
    rows
        Of each candidate its rows among the fire units of a plan, one for each of its `count`.
    units
        How many fire units a plan has.
    """

    prepared: Prepared
    names: tuple[str, ...]
    rows: tuple[tuple[int, ...], ...]
    units: int

    def rows_of(self, candidates: Iterable[int]) -> tuple[int, ...]:
        """Return the rows of some candidates together, in ascending order."""
        return tuple(sorted(row for k in candidates for row in self.rows[k]))


def candidates_of(scenario: Scenario, given: object) -> Candidates:
    """Return the candidates, each the name of a fire unit of the scenario or a mapping as a `[[fire_units]]` has it.

    A path among them stands for all the `[[fire_units]]` of its file.

    Raises
    ------
    InvalidParameterError
        There are none or too many, a name is none of the scenario's fire units, or one is given twice.
    ScenarioError
        A mapping is no fire unit, or a file cannot be read or holds something else.
    """
    wanted, called = _read(listed("candidates", given))
    if not 1 <= len(wanted) <= CANDIDATES_MAX:
        raise InvalidParameterError(
            f"candidates of length {len(wanted)} is not allowed: must be 1 to {CANDIDATES_MAX} of them"
        )
    for k, each in enumerate(wanted):
        if not isinstance(each, str | Mapping):
            raise refused(called[k], each, "the name of a fire unit of the scenario, or a mapping of its keys")
    added = {called[k]: dict(each) for k, each in enumerate(wanted) if isinstance(each, Mapping)}
    prepared = prepare(_with_units(scenario, added))
    first: dict[str, tuple[int, ...]] = {}
    units = 0
    for unit in prepared.expanded.fire_units:
        first[unit.name] = tuple(range(units, units + unit.count))
        units += unit.count
    names = tuple(
        text(f"{called[k]}.name", each.get("name")) if isinstance(each, Mapping) else str(each)
        for k, each in enumerate(wanted)
    )
    for k, name in enumerate(names):
        if name not in first:
            raise refused(called[k], name, one_of(name, tuple(first)))
        if names.index(name) != k:
            raise refused(called[k], name, "given once")
    return Candidates(prepared, names, tuple(first[name] for name in names), units)


def _with_units(scenario: Scenario, added: Mapping[str, Mapping[str, Any]]) -> Scenario:
    """Return the scenario with fire units added, by what a message calls each of them."""
    if not added:
        return scenario
    own = scenario.to_dict().get(KEY, [])
    try:
        return scenario.replace(KEY, [*own, *added.values()])
    except ScenarioError as error:
        renamed = []
        for problem in error.problems:
            told = problem
            for k, called in enumerate(added, start=len(own)):
                # What is said of one begins with it; elsewhere it is another that has the name.
                own_key = f"{KEY}[{k}]"
                if told.startswith(own_key):
                    # Its file is named once.
                    rest = told.removeprefix(own_key).replace(own_key, called.rpartition(": ")[2])
                    told = f"{called}{rest}"
                    break
                told = told.replace(own_key, called)
            renamed.append(told)
        raise ScenarioError(renamed) from error


def _read(given: Sequence[object]) -> tuple[list[object], list[str]]:
    """Return candidates, those of files written out, and what a message calls each."""
    wanted: list[object] = []
    called: list[str] = []
    for k, each in enumerate(given):
        if isinstance(each, Path):
            sites = _sites_of_file(each)
            wanted += sites
            called += [f"{named_path(each)}: {KEY}[{place}]" for place in range(len(sites))]
        else:
            wanted.append(each)
            called.append(f"candidates[{k}]")
    return wanted, called


def _sites_of_file(path: Path) -> list[object]:
    """Return the candidates of a TOML file of `[[fire_units]]`, as in a scenario; ScenarioError for another one."""
    document = read_document(path)
    with contents_of(path):
        others = [key for key in document if key not in {KEY, "schema_version"}]
        if others:
            raise ScenarioError(f"{others[0]} is not a known key: must be [[{KEY}]] tables, as in a scenario")
        sites = document.get(KEY)
        if not isinstance(sites, list) or not sites:
            raise ScenarioError(f"{KEY} is missing: must be one or more [[{KEY}]] tables, as in a scenario")
    return sites
