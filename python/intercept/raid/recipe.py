"""What made a result, whole: the scenario's document and every setting, so that a run can be made again."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from pydantic import BaseModel

from intercept.base.checksum import document_sha256
from intercept.errors import InvalidParameterError
from intercept.flight.trajectories import Trajectories
from intercept.raid.given import sampling_sha256, tracks_sha256
from intercept.raid.settings import Settings
from intercept.scenario.model.scenario import Scenario

GIVEN = "given"


@dataclass(frozen=True)
class Recipe:
    """The scenario and the settings of a run, as plain values for JSON.

    Attributes
    ----------
    document
        The scenario, as `Scenario.to_dict` gives it.
    replications, seed, scrambles, points, vectors, until
        As of `run`, each default filled in.
    sweep
        Of a sweep: `values` by key, `design` and `size`; None of a run.
    sampling
        "sobol", "latin_hypercube", or "given" for points of your own.
    sampling_sha256, tracks_sha256
        Of points and of tracks of your own, which are not kept here; None without.
    """

    document: Mapping[str, Any]
    replications: int
    seed: int
    scrambles: int
    points: int
    vectors: int
    until: float | None = None
    sampling: str = "sobol"
    sweep: Mapping[str, Any] | None = None
    sampling_sha256: str | None = None
    tracks_sha256: str | None = None

    @classmethod
    def of(
        cls,
        scenario: Scenario,
        settings: Settings,
        trajectories: Trajectories | None = None,
        sweep: Mapping[str, Any] | None = None,
    ) -> Self:
        """Return the recipe of a run whose settings have been checked."""
        sampling = settings.sampling
        return cls(
            document=scenario.to_dict(),
            sampling=GIVEN if isinstance(sampling, Mapping) else sampling,
            sampling_sha256=sampling_sha256(sampling) if isinstance(sampling, Mapping) else None,
            sweep=None if sweep is None else plain(sweep),
            tracks_sha256=None if trajectories is None else tracks_sha256(trajectories),
            replications=settings.replications,
            until=settings.until,
            **settings.drawn,
        )

    @property
    def scenario_sha256(self) -> str:
        """The hash of the document, which is that of its scenario as `Scenario.hash` gives it."""
        return document_sha256(self.document)

    def to_dict(self) -> dict[str, Any]:
        """Return the recipe as plain values: the scenario's document, and the settings."""
        named = {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}
        return {"scenario": named.pop("document"), "settings": named}

    @classmethod
    def from_dict(cls, document: object) -> Self:
        """Return the recipe of plain values; raises InvalidParameterError where some are missing or unknown."""
        if not isinstance(document, Mapping):
            raise InvalidParameterError("a manifest is not allowed: must be a JSON object")
        scenario, settings = document.get("scenario"), document.get("settings")
        if not isinstance(scenario, Mapping) or not isinstance(settings, Mapping):
            raise InvalidParameterError(
                "a manifest without a scenario and its settings is not allowed: must be one that ic.write, or"
                " intercept run --out, of version 0.2 or later wrote for a result of a run"
            )
        known = {field.name for field in dataclasses.fields(cls)} - {"document"}
        if wrong := sorted(known.symmetric_difference(settings)):
            raise InvalidParameterError(
                f"settings of a manifest with {', '.join(map(str, wrong))} missing or unknown are not allowed: must"
                f" be {', '.join(sorted(known))}"
            )
        return cls(document=dict(scenario), **settings)


def plain(value: object) -> Any:  # noqa: ANN401 - any value that JSON has
    """Return a value of a setting as JSON has it."""
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", by_alias=True, exclude_none=True)
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, np.ndarray | np.generic):
        return plain(value.tolist())
    return [plain(each) for each in value] if isinstance(value, list | tuple) else value
