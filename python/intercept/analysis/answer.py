"""What every answer to a question has: tables, one paragraph of words made from them, and what made it."""

from __future__ import annotations

import dataclasses
import html
import json
import math
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

import intercept._core as _core
from intercept.analysis.cases import Drawn
from intercept.base.table import Table
from intercept.base.values import ByValue
from intercept.raid.sampling import Sampling
from intercept.scenario.design import SCHEME_VERSION


@dataclass(frozen=True)
class Made:
    """What made an answer.

    Attributes
    ----------
    scenario_names, scenario_hashes
        Of each scenario its name, and the SHA-256 of its canonical form.
    seed, version
        Seed of all random numbers; version of this package.
    sampling
        How what is not known was drawn.
    replications_planned, replications_done, interrupted
        Of each case; only finished replications are in the tables.
    """

    scenario_names: tuple[str, ...]
    scenario_hashes: tuple[str, ...]
    seed: int
    sampling: Sampling
    replications_planned: int
    replications_done: int
    interrupted: bool
    version: str = _core.VERSION

    @classmethod
    def of(cls, names: tuple[str, ...], hashes: tuple[str, ...], drawn: Drawn) -> Made:
        """Return what made an answer that was drawn."""
        first = drawn.cases[0]
        sampling = Sampling(
            scheme=first.design.scheme,
            version=SCHEME_VERSION,
            scrambles=len(first.scrambles),
            points=first.points,
            vectors=first.design.vectors,
            replications=first.luck,
            until_met=drawn.until_met,
        )
        return cls(names, hashes, first.design.seed, sampling, first.planned, len(first.tally), drawn.interrupted)


@dataclass(frozen=True, eq=False, repr=False)
class Answer(ByValue):
    """An answer to a question to a raid: `made` says what made it."""

    QUESTION: ClassVar[str]
    made: Made

    def tables(self) -> dict[str, Table]:
        """Return the tables by name, the main one first."""
        found = {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}
        return {name: value for name, value in found.items() if isinstance(value, Table)}

    @property
    def words(self) -> str:
        """The answer in one paragraph, made from the numbers."""
        raise NotImplementedError

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values: the question, the words, what made it, the rows of the tables."""
        made = dataclasses.asdict(self.made)
        own = {field.name: getattr(self, field.name) for field in dataclasses.fields(self) if field.name != "made"}
        values = {name: value for name, value in own.items() if not isinstance(value, Table)}
        tables = {name: list(table.records()) for name, table in self.tables().items()}
        return plain({"question": self.QUESTION, "words": self.words, **made, **values, **tables})  # type: ignore[no-any-return]

    def to_json(self) -> str:
        """Return `to_dict` as JSON; what does not apply is null."""
        return json.dumps(self.to_dict(), indent=2, ensure_ascii=False, allow_nan=False)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self.words}>"

    def _repr_html_(self) -> str:
        first = next(iter(self.tables().values()))
        return f"<p>{html.escape(self.words)}</p>{first._repr_html_()}"


def plain(value: Any) -> Any:  # noqa: ANN401 - any value
    """Return a value for JSON: lists and plain numbers, None for what is not finite."""
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, np.generic):
        value = value.item()
    return None if isinstance(value, float) and not math.isfinite(value) else value


def percent(share: float) -> str:
    """Return a share as a percentage, and say where it is less than half a per cent off none or all."""
    if share in {0.0, 1.0} or not math.isfinite(share):
        return f"{100 * share:.0f} %"
    if share < 0.005:
        return "less than 0.5 %"
    return "more than 99.5 %" if share > 0.995 else f"{100 * share:.0f} %"


def cut_short(made: Made) -> list[str]:
    """Say in sentences whether the work was interrupted, or an error that was asked for was not met."""
    found = []
    if made.interrupted:
        found.append("The work was interrupted: fewer geometries are counted than were asked for.")
    if made.sampling.until_met is False:
        found.append("The error asked for was not met.")
    return found
