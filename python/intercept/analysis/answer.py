"""What every answer to a question has: tables, one paragraph of words made from them, and what made it."""

from __future__ import annotations

import dataclasses
import json
import math
from dataclasses import dataclass
from typing import Any, ClassVar

from intercept.analysis.cases import Drawn
from intercept.base.plain import made_by
from intercept.base.shown import Shown
from intercept.base.table import Table
from intercept.base.values import ByValue
from intercept.raid.made import Made
from intercept.raid.sampling import Sampling
from intercept.scenario.design import SCHEME_VERSION


def made_of(names: tuple[str, ...], hashes: tuple[str, ...], drawn: Drawn, until: float | None = None) -> Made:
    """Return what made an answer that was drawn, until an error was met where one was asked for."""
    first = drawn.cases[0]
    sampling = Sampling(
        scheme=first.design.scheme,
        version=SCHEME_VERSION,
        scrambles=len(first.scrambles),
        points=first.points,
        vectors=first.design.vectors,
        replications=first.luck,
        until=until,
        until_met=drawn.until_met,
    )
    return Made(names, hashes, first.design.seed, sampling, first.planned, len(first.tally), drawn.interrupted)


@dataclass(frozen=True, eq=False, repr=False)
class Answer(ByValue, Shown):
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

    @property
    def parts(self) -> tuple[tuple[str, ...], ...]:
        """The answer as it is printed: of each part of it what it says first, then what stands below that."""
        return ((self.words,),)

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values: the question, the words, what made it, the rows of the tables."""
        own = {field.name: getattr(self, field.name) for field in dataclasses.fields(self) if field.name != "made"}
        values = {name: value for name, value in own.items() if not isinstance(value, Table)}
        tables = {name: list(table.records()) for name, table in self.tables().items()}
        return made_by({**self.made.to_dict(self.QUESTION), "words": self.words, **values, **tables})

    def to_json(self) -> str:
        """Return `to_dict` as JSON; what does not apply is null."""
        return json.dumps(self.to_dict(), indent=2, ensure_ascii=False, allow_nan=False)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self.words}>"

    def _shown(self) -> tuple[str, Table]:
        return self.words, next(iter(self.tables().values()))


def percent(share: float) -> str:
    """Return a share as a percentage, and say where it is less than half a per cent off none or all."""
    if share in {0.0, 1.0} or not math.isfinite(share):
        return f"{100 * share:.0f} %"
    if share < 0.005:
        return "less than 0.5 %"
    return "more than 99.5 %" if share > 0.995 else f"{100 * share:.0f} %"


def probability(share: float) -> str:
    """Return the share of samples for which something holds as a percentage: none or all of them are not certainty."""
    if share == 0.0:
        return "less than 0.5 %"
    return "more than 99.5 %" if share == 1.0 else percent(share)


def cut_short(made: Made) -> list[str]:
    """Say in sentences whether the work was cut short, an error asked for was not met, or scrambles are few."""
    found = []
    if made.interrupted:
        found.append("The work was interrupted: fewer geometries are counted than were asked for.")
    if made.sampling.until_met is False:
        found.append("The error asked for was not met.")
    return [*found, *made.sampling.few_scrambles()]


def table_names(kind: type[Answer]) -> list[str]:
    """Return the names of the tables of a kind of answer, the main one first."""
    return [field.name for field in dataclasses.fields(kind) if field.type in {Table, Table.__name__}]
