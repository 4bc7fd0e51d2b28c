"""How replications are asked for: what is drawn, what does the work, and who hears of it, checked in one place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Self

from intercept.base.arguments import refused
from intercept.raid.executors import executor_of
from intercept.raid.geometry import OnProgress, no_report
from intercept.raid.settings import Sampling, Settings
from intercept.raid.task import Executor
from intercept.scenario.model.scenario import Scenario


class Numbers(NamedTuple):
    """Values instead of a scenario's `run` settings, as of `run`; None for those of the scenario."""

    replications: int | None
    seed: int | None
    scrambles: int | None
    points: int | None
    vectors: int | None
    until: float | None = None
    sampling: Sampling = "sobol"


class Means(NamedTuple):
    """What does the work, what keeps it, and who hears of it, as of `run`."""

    threads: int
    client: object
    work: str | Path | None
    resume: bool
    on_progress: OnProgress | None


@dataclass(frozen=True, eq=False)
class Work:
    """Settings of replications, what does their tasks, and what hears of progress."""

    settings: Settings
    executor: Executor
    report: OnProgress

    @classmethod
    def of(cls, scenario: Scenario, numbers: Numbers, means: Means) -> Self:
        """Return how a scenario's replications are done.

        Raises
        ------
        InvalidParameterError
            A value is of the wrong type or out of range, or the folder cannot be made.
        MissingExtraError
            The extra `cluster` or `tables` is missing.
        """
        settings = Settings.of(scenario, **numbers._asdict())
        report = reporter(means.on_progress)
        return cls(settings, executor_of(means.threads, means.client, means.work, resume=means.resume), report)


def reporter(on_progress: object) -> OnProgress:
    """Return the function that hears of progress; raises InvalidParameterError for anything else."""
    if on_progress is None:
        return no_report
    if not callable(on_progress):
        raise refused("on_progress", on_progress, "a function of (stage, done, total)")
    return on_progress
