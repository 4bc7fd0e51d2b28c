"""The replications of a scenario as a job: what its geometries are made of, and what its results depend on."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from threading import Lock
from typing import Any

import intercept._core as _core
from intercept.base.cached import cached_property
from intercept.base.checksum import document_sha256
from intercept.errors import InvalidParameterError
from intercept.flight.trajectories import Trajectories
from intercept.raid.geometry import Clock, Flown
from intercept.raid.given import sampling_sha256, tracks_sha256
from intercept.raid.tally import Tally
from intercept.raid.task import Block, Part
from intercept.scenario.compile import threat_classes_of
from intercept.scenario.design import SCHEME_VERSION, Design
from intercept.scenario.model.scenario import Scenario
from intercept.scenario.prepare import Prepared, prepare


@dataclass(frozen=True, eq=False)
class RaidJob:
    """Replications of a scenario's raid. It is pickled by its scenario, and prepared again where it is computed.

    Attributes
    ----------
    scenario
        What is run.
    design
        Which vectors of what is not known are drawn, and the seed of all random numbers.
    luck
        Replications of each vector.
    trajectories
        Threats of the user's own in place of the raid; None for the raid.
    """

    scenario: Scenario
    design: Design
    luck: int
    trajectories: Trajectories | None = None
    version: str = _core.VERSION
    _lock: Lock = field(default_factory=Lock, repr=False)

    @classmethod
    def of(cls, prepared: Prepared, design: Design, luck: int, trajectories: Trajectories | None = None) -> RaidJob:
        """Return the job of a scenario that is prepared already."""
        made = cls(prepared.scenario, design, luck, trajectories)
        made.__dict__["_prepared"] = prepared
        return made

    @property
    def prepared(self) -> Prepared:
        """The scenario made ready, once in each process."""
        with self._lock:
            return self._prepared

    @cached_property
    def _prepared(self) -> Prepared:
        return prepare(self.scenario)

    @property
    def given(self) -> Trajectories | None:
        """What flies in place of the raid: the user's trajectories, or the tracks that the scenario names."""
        return self.prepared.tracks if self.trajectories is None else self.trajectories

    @property
    def threat_classes(self) -> tuple[str, ...]:
        """The classes that fly, in the order of a tally's columns."""
        return threat_classes_of(self.prepared, self.given)

    def flown(self, clock: Clock | None = None) -> Flown:
        """Return how its geometries are made; raises InvalidParameterError for a job of another version."""
        if self.version != _core.VERSION:
            raise InvalidParameterError(
                f"intercept {_core.VERSION} of a worker is not allowed: must be {self.version}, as where the work was"
                " begun"
            )
        return Flown(self.prepared, self.design.seed, self.given, Clock() if clock is None else clock)

    @cached_property
    def key(self) -> str:
        """SHA-256, in hex, of everything that the counts of its geometries depend on."""
        design = self.design
        return document_sha256(
            {
                "intercept_version": self.version,
                "scenario_sha256": self.scenario.hash(),
                "tracks_sha256": None if self.trajectories is None else tracks_sha256(self.trajectories),
                "seed": design.seed,
                "scheme": [design.scheme, SCHEME_VERSION],
                "vectors": design.vectors,
                # A point of a Sobol sequence is the same however many there are.
                "points": None if design.scheme == "sobol" else design.points,
                "given_sha256": sampling_sha256(design.given) if design.scheme == "given" else None,
                "replications": self.luck,
            }
        )

    def compute(self, block: Block, threads: int = 1) -> Part:
        """Return the counts of all replications of some geometries.

        Raises
        ------
        UnreachableError
            A destination cannot be reached; the message names the draw and the threat.
        InvalidParameterError
            As of `flown`.
        """
        clock = Clock()
        flown = self.flown(clock)
        tallies = [flown.tally(self.design, point, self.luck, threads) for point in block.points]
        return Part(Tally.concatenate(tallies).arrays(), clock.spent)

    def doubled(self) -> RaidJob:
        """Return the job with twice the geometries in each scramble."""
        design = replace(self.design, points=2 * self.design.points)
        return RaidJob.of(self.prepared, design, self.luck, self.trajectories)

    def widened(self, scrambles: int) -> RaidJob:
        """Return the job with more scrambles; those that it has already stay as they are."""
        design = replace(self.design, scrambles=scrambles)
        return RaidJob.of(self.prepared, design, self.luck, self.trajectories)

    def __getstate__(self) -> dict[str, Any]:
        # Files that a scenario names are looked for in the same folder, wherever it is computed.
        return {
            "scenario": self.scenario.in_folder(self.scenario.folder.absolute()),
            **{name: getattr(self, name) for name in ("design", "luck", "trajectories", "version")},
        }

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state, _lock=Lock())


@dataclass(frozen=True, eq=False)
class FlightsJob:
    """The flights of a raid's geometries alone, to see that each threat reaches its destination."""

    raid: RaidJob

    @property
    def key(self) -> str:
        """SHA-256, in hex, of what the flights depend on."""
        return document_sha256(["flights", self.raid.key])

    def compute(self, block: Block, threads: int = 1) -> Part:
        """Fly some geometries; raises UnreachableError, as the raid does."""
        flown = self.raid.flown()
        for point in block.points:
            flown.fly(self.raid.design, point, threads)
        return Part({})
