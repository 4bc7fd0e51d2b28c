"""What a methods section is written from: the scenario made ready, the settings, what is not known, the versions."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np

from intercept.analysis.sweep_result import Sweep
from intercept.base.arguments import refused
from intercept.base.cached import cached_property
from intercept.base.files import path_of
from intercept.base.table import Table
from intercept.base.words import CONFIDENCES
from intercept.errors import ScenarioError
from intercept.raid.recipe import Recipe
from intercept.raid.result import Result
from intercept.raid.sampling import Sampling
from intercept.raid.settings import LUCK_MIN
from intercept.report.made import Manifest, circumstances_now
from intercept.scenario.assumptions import assumptions
from intercept.scenario.columns import columns_of
from intercept.scenario.design import SCHEME_VERSION
from intercept.scenario.model.scenario import Scenario
from intercept.scenario.prepare import Prepared, prepare
from intercept.scenario.unknowns import Column


@dataclass(frozen=True)
class Basis:
    """All that the section says.

    Attributes
    ----------
    prepared
        The scenario with its sites, its classes, its ground and its wind.
    recipe
        The settings, as they were asked for.
    sampling
        How what is not known was drawn: what was made of the settings, which ask for more where the work was cut short
        and for less where a standard error was to be met; or what will be, if no run has been made.
    versions
        Of the program and what it rests on, and the machine.
    made, interrupted
        Whether the run has been made, and was cut short.
    """

    prepared: Prepared
    recipe: Recipe
    sampling: Sampling
    versions: Mapping[str, str]
    made: bool
    interrupted: bool = False

    @classmethod
    def of(cls, what: object, folder: str | Path | None) -> Self:
        """Return the basis of a scenario, the path of its file or of a manifest, or a result.

        Raises
        ------
        ScenarioError, InvalidParameterError
            It cannot be read, has no raid, or is something else.
        """
        if isinstance(what, str | os.PathLike):
            path = path_of("what", what)
            if path.suffix.lower() == ".json":
                return cls._of_manifest(Manifest.read(path), folder)
            what = Scenario.from_file(path)
        if isinstance(what, Scenario):
            return cls._of_scenario(what if folder is None else what.in_folder(folder))
        if isinstance(what, Result | Sweep) and what.recipe is not None:
            scenario = Scenario.from_dict(what.recipe.document).in_folder(folder or Path())
            versions = circumstances_now() | {"intercept_version": what.version}
            found = what.sampling, versions
            return cls(prepare(scenario), what.recipe, *found, made=True, interrupted=what.interrupted)
        raise refused(
            "what", what, "a scenario, a result of ic.run or ic.sweep, or the path of a scenario file or a manifest"
        )

    @classmethod
    def _of_manifest(cls, made: Manifest, folder: str | Path | None) -> Self:
        found = Sampling(**made.said["sampling"]), made.circumstances
        prepared = prepare(made.scenario(folder))
        return cls(prepared, made.recipe, *found, made=True, interrupted=made.said["interrupted"])

    @classmethod
    def _of_scenario(cls, scenario: Scenario) -> Self:
        if not scenario.raid.waves:
            raise ScenarioError(
                "raid.waves = [] is not allowed: must have at least 1 item, or there is no run to tell of"
            )
        run = scenario.run
        settings = {name: getattr(run, name) for name in ("replications", "seed", "scrambles", "points", "vectors")}
        recipe = Recipe(document=scenario.to_dict(), **settings)
        luck = max(LUCK_MIN, -(-run.replications // (run.scrambles * run.points * run.vectors)))
        drawn = Sampling(recipe.sampling, SCHEME_VERSION, run.scrambles, run.points, run.vectors, luck)
        return cls(prepare(scenario), recipe, drawn, circumstances_now(), made=False)

    @property
    def scenario(self) -> Scenario:
        """The scenario with every generated site written out."""
        return self.prepared.expanded

    @property
    def own_tracks(self) -> bool:
        """Whether tracks of its own took the place of the raid."""
        return self.recipe.tracks_sha256 is not None

    @cached_property
    def threat_classes(self) -> tuple[str, ...]:
        """Those that are launched; none of tracks of its own, which the manifest does not hold."""
        waves = () if self.own_tracks else self.scenario.raid.waves
        return tuple(dict.fromkeys(wave.class_name for wave in waves))

    @cached_property
    def defence_classes(self) -> tuple[str, ...]:
        """Those of the fire units."""
        return tuple(dict.fromkeys(unit.class_name for unit in self.scenario.fire_units))

    @property
    def kills_depend_on(self) -> str:
        """What the kill probability of a round depends on, as the end of a sentence."""
        if self.scenario.decision.kill_geometry:
            return "which depends on the geometry of the intercept only by the stated factors"
        return "which depends on neither range, speed nor manoeuvre"

    @cached_property
    def sensor_classes(self) -> tuple[str, ...]:
        """Those of the sensors."""
        return tuple(dict.fromkeys(sensor.class_name for sensor in self.scenario.sensors))

    @cached_property
    def generated(self) -> frozenset[str]:
        """Names of the sites that the seed placed: what is stated of them is no statement of the scenario's."""
        written = _sites(self.prepared.scenario)
        return frozenset(_sites(self.scenario) - written)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """What is used and not known."""
        return columns_of(self.prepared, self.threat_classes, fails=not self.own_tracks)

    @cached_property
    def assumptions(self) -> Table:
        """Every value used, with its source."""
        return assumptions(self.prepared, self.threat_classes, waves=not self.own_tracks)

    def confidences(self, subject: str) -> dict[str, int]:
        """Return how many values of a class have which confidence."""
        grades = self.assumptions["confidence"][self.assumptions["subject"] == subject]
        return {grade: int(np.sum(grades == grade)) for grade in CONFIDENCES}


def _sites(scenario: Scenario) -> set[str]:
    return {sensor.name for sensor in scenario.sensors} | {unit.name for unit in scenario.fire_units}
