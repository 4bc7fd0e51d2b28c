"""What made an answer to a question, a run and a sweep included: what all of them say alike."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any, Protocol, Self

import intercept._core as _core
from intercept.base.titles import OfScenario
from intercept.raid.sampling import Sampling


class Found(Protocol):
    """What a run or a sweep found, as far as it says what made it."""

    @property
    def scenario_name(self) -> str:
        """Name of the scenario."""

    @property
    def scenario_hash(self) -> str:
        """SHA-256 of the scenario."""

    @property
    def seed(self) -> int:
        """Of all random numbers."""

    @property
    def sampling(self) -> Sampling:
        """How what is not known was drawn."""

    @property
    def replications_planned(self) -> int:
        """How many were asked for."""

    @property
    def replications_done(self) -> int:
        """How many were finished."""

    @property
    def interrupted(self) -> bool:
        """Whether that is for a Ctrl-C."""

    @property
    def version(self) -> str:
        """Of this package."""


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

    @property
    def scenario(self) -> OfScenario:
        """The name and the hash of the first scenario, which the others are compared with."""
        return self.scenario_names[0], self.scenario_hashes[0]

    @classmethod
    def by(cls, found: Found) -> Self:
        """Return what made a result of a run or a sweep."""
        return cls(
            (found.scenario_name,),
            (found.scenario_hash,),
            found.seed,
            found.sampling,
            found.replications_planned,
            found.replications_done,
            found.interrupted,
            found.version,
        )

    def to_dict(self, question: str) -> dict[str, Any]:
        """Return it as plain values, with the name of the question before it."""
        return {"question": question, **dataclasses.asdict(self)}
