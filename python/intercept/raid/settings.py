"""The settings of replications: checked once, and made into the job of any scenario that is compared with others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self, TypeAlias

from intercept.base.arguments import number, refused, whole
from intercept.base.words import counted
from intercept.flight.trajectories import Trajectories
from intercept.raid.raid_job import RaidJob
from intercept.raid.sampling import SCRAMBLES_FOR_UNTIL
from intercept.raid.simulate import REPLICATIONS_MAX
from intercept.scenario.compile import design_of, heed_ground_of
from intercept.scenario.design import Design
from intercept.scenario.model.scenario import Scenario
from intercept.scenario.prepare import Prepared

SEED_MAX = 2**53
ERROR_MIN, ERROR_MAX = 1e-9, 1e6
LUCK_MIN = 2

Sampling: TypeAlias = str | Mapping[str, Sequence[float]]


@dataclass(frozen=True, eq=False)
class Settings:
    """How scenarios are replicated: with the same vectors and the same luck, whatever differs between them.

    Attributes
    ----------
    replications, seed, scrambles, points, vectors, until, sampling
        As of `run`, those of a scenario filled in.
    """

    replications: int
    seed: int
    scrambles: int
    points: int
    vectors: int
    until: float | None = None
    sampling: Sampling = "sobol"

    @classmethod
    def of(  # noqa: PLR0913 - settings by keyword
        cls,
        scenario: Scenario,
        *,
        replications: object = None,
        seed: object = None,
        scrambles: object = None,
        points: object = None,
        vectors: object = None,
        until: object = None,
        sampling: object = "sobol",
    ) -> Self:
        """Return settings, those that are left out from a scenario.

        Raises
        ------
        InvalidParameterError
            One is of the wrong type or out of range. The design of a job checks what belongs to points.
        """
        run = scenario.run
        least = whole("replications", run.replications if replications is None else replications, 1, REPLICATIONS_MAX)
        own = run.seed if seed is None else seed
        if until is not None:
            until = number("until", until, ERROR_MIN, ERROR_MAX)
            if not (isinstance(sampling, str) and sampling == "sobol"):
                raise refused("until", until, 'left out unless sampling is "sobol", whose points can be doubled')
        stated = {"scrambles": scrambles, "points": points, "vectors": vectors}
        drawn: dict[str, Any] = {name: getattr(run, name) if value is None else value for name, value in stated.items()}
        if until is not None:
            enough_for("until", until, drawn["scrambles"])
        return cls(least, whole("seed", own, 0, SEED_MAX), until=until, sampling=sampling, **drawn)  # type: ignore[arg-type]  # checked where the design is made

    @property
    def drawn(self) -> dict[str, int]:
        """The numbers of a design."""
        return {name: getattr(self, name) for name in ("seed", "scrambles", "points", "vectors")}

    def design(self, prepared: Prepared, trajectories: Trajectories | None = None) -> Design:
        """Return the design of a scenario, or of trajectories in place of its raid; raises as `run`."""
        heed_ground_of(prepared, trajectories)
        own = prepared.tracks if trajectories is None else trajectories
        return design_of(prepared, trajectories=own, sampling=self.sampling, **self.drawn)

    def job(self, prepared: Prepared, trajectories: Trajectories | None = None) -> RaidJob:
        """Return the replications of a scenario, or of trajectories in place of its raid, as a job; raises as `run`."""
        design = self.design(prepared, trajectories)
        return RaidJob.of(prepared, design, max(LUCK_MIN, -(-self.replications // len(design))), trajectories)


def enough_for(name: str, until: float, scrambles: object) -> None:
    """Check that the scrambles are enough to stop at a standard error; raises InvalidParameterError naming it."""
    if isinstance(scrambles, int) and 1 <= scrambles < SCRAMBLES_FOR_UNTIL:
        of = counted(scrambles, "scramble")
        raise refused(
            name,
            until,
            f"left out with {of}, whose scatter is too uncertain to stop at: it needs {SCRAMBLES_FOR_UNTIL} scrambles",
        )
