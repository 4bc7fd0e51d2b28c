"""Candidate sites of a placement: fire units that the user writes down, or units of the scenario."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from intercept.base.arguments import listed, refused, text
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

    Raises
    ------
    InvalidParameterError
        There are none or too many, a name is none of the scenario's fire units, or one is given twice.
    ScenarioError
        A mapping is no fire unit.
    """
    wanted = listed("candidates", given)
    if not 1 <= len(wanted) <= CANDIDATES_MAX:
        raise InvalidParameterError(
            f"candidates of length {len(wanted)} is not allowed: must be 1 to {CANDIDATES_MAX} of them"
        )
    for k, each in enumerate(wanted):
        if not isinstance(each, str | Mapping):
            raise refused(f"candidates[{k}]", each, "the name of a fire unit of the scenario, or a mapping of its keys")
    added = [dict(each) for each in wanted if isinstance(each, Mapping)]
    prepared = prepare(_with_units(scenario, added))
    first: dict[str, tuple[int, ...]] = {}
    units = 0
    for unit in prepared.expanded.fire_units:
        first[unit.name] = tuple(range(units, units + unit.count))
        units += unit.count
    names = tuple(each if isinstance(each, str) else text("name of candidates", each.get("name")) for each in wanted)
    for k, name in enumerate(names):
        if name not in first:
            raise refused(f"candidates[{k}]", name, one_of(name, tuple(first)))
        if names.index(name) != k:
            raise refused(f"candidates[{k}]", name, "given once")
    return Candidates(prepared, names, tuple(first[name] for name in names), units)


def _with_units(scenario: Scenario, added: Sequence[Mapping[str, Any]]) -> Scenario:
    if not added:
        return scenario
    own = scenario.to_dict().get(KEY, [])
    try:
        return scenario.replace(KEY, [*own, *added])
    except ScenarioError as error:
        renamed = []
        for problem in error.problems:
            told = problem
            for k in range(len(added)):
                told = told.replace(f"{KEY}[{len(own) + k}]", f"candidates[{k}]")
            renamed.append(told)
        raise ScenarioError(renamed) from error


def sites_of_file(path: str | Path) -> list[dict[str, Any]]:
    """Return the candidates of a TOML file of `[[fire_units]]`, as in a scenario.

    Raises
    ------
    ScenarioError
        The file cannot be read.
    InvalidParameterError
        It holds something else.
    """
    document = read_document(path)
    sites = document.get(KEY)
    if set(document) - {KEY, "schema_version"} or not isinstance(sites, list) or not sites:
        raise refused("candidates", path, f"a file of [[{KEY}]] tables, as in a scenario, and nothing else")
    return sites
