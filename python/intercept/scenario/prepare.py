"""A scenario made ready once: sites written out, the catalogue with the scenario's own classes, the local frame."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from intercept.base.arguments import refused
from intercept.base.outside import of_scenario
from intercept.catalogue.catalogue import Catalogue
from intercept.earth.local_frame import Frame
from intercept.earth.terrain import Terrain
from intercept.flight.trajectories import Trajectories
from intercept.scenario.model.scenario import Scenario
from intercept.scenario.sites import SensorSites, UnitSites, sites_of
from intercept.scenario.surroundings import OutsideFile, Surroundings, surroundings
from intercept.scenario.theatre import expand
from intercept.scenario.tracks import tracks_of
from intercept.scenario.unknowns import Vectors


@dataclass(frozen=True)
class Prepared:
    """A scenario and all that follows from it without a draw; everything downstream is handed this.

    Attributes
    ----------
    scenario
        As the user wrote it.
    expanded
        With every generated site written out.
    catalogue
        With the scenario's own classes and changes.
    frame
        The theatre's local frame.
    hash
        Of the scenario as the user wrote it: the one that plans and results carry.
    sensor_sites, unit_sites
        Its sensors and fire units, as far as no draw changes them.
    surroundings
        Its ground and its wind.
    tracks
        The raid of a scenario that names a file of tracks; None where it has waves, or no raid.
    files
        The files that it names, with their hashes.
    file
        The file that it was read from, which errors name; None of one made otherwise.
    """

    scenario: Scenario
    expanded: Scenario = field(repr=False)
    catalogue: Catalogue = field(repr=False)
    frame: Frame
    hash: str
    sensor_sites: SensorSites = field(repr=False)
    unit_sites: UnitSites = field(repr=False)
    surroundings: Surroundings = field(default_factory=Surroundings)
    tracks: Trajectories | None = field(default=None, repr=False)
    files: tuple[OutsideFile, ...] = ()
    file: Path | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Sample:
    """One geometry of a scenario: what all its draws have in common.

    Attributes
    ----------
    prepared
        The scenario.
    threat_classes
        Names of the classes that are launched, in the order of a plan's columns.
    seed
        Of the draws of single threats.
    vectors
        What is not known, in each vector of the geometry.
    """

    prepared: Prepared
    threat_classes: tuple[str, ...]
    seed: int
    vectors: Vectors

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue with the scenario's own classes and changes."""
        return self.prepared.catalogue

    @property
    def frame(self) -> Frame:
        """The theatre's local frame."""
        return self.prepared.frame

    @property
    def terrain(self) -> Terrain | None:
        """The ground that sites stand on; None for the bare ellipsoid."""
        return self.prepared.surroundings.terrain


def prepare(scenario: Scenario, like: Prepared | None = None) -> Prepared:
    """Return a scenario made ready.

    Parameters
    ----------
    scenario
        The scenario.
    like
        Another one, made ready: its generated sites and its files are taken. Their theatres and files must be the same,
        and so must what decides where sites are generated: those that are given, and the classes' ranges and heights.
        Waves, stocks and other values may differ.

    Raises
    ------
    ScenarioError
        A value of a class or of a site is one that the class cannot take, or a file that it names is not as it must be.
    MissingExtraError
        The package that reads such a file is not installed.
    InvalidParameterError
        The value is not a scenario.
    """
    if not isinstance(scenario, Scenario):
        raise refused("scenario", scenario, "an ic.Scenario")
    file = scenario.file
    with of_scenario(file):
        return _prepared(scenario, file, like)


def _prepared(scenario: Scenario, file: Path | None, like: Prepared | None) -> Prepared:
    catalogue = Catalogue.load().with_overrides(scenario.classes)
    frame = scenario.theatre.frame
    if like is None:
        around = surroundings(scenario)
        tracks, named = tracks_of(scenario, catalogue, around.terrain)
        files, expanded = (*around.files, *named), expand(scenario, catalogue)
    else:
        around, tracks, files, expanded = like.surroundings, like.tracks, like.files, _expanded_like(scenario, like)
    return Prepared(
        scenario,
        expanded,
        catalogue,
        frame,
        scenario.hash(),
        *sites_of(expanded, catalogue, frame, around.terrain),
        around,
        tracks,
        files,
        file,
    )


def _expanded_like(scenario: Scenario, like: Prepared) -> Scenario:
    """Return a scenario with the sites that were generated for another one written out."""
    given, made = like.scenario, like.expanded
    if scenario.theatre.generate is None:
        return scenario
    areas = {"launch_areas": made.raid.launch_areas}
    return scenario.model_copy(
        update={
            "theatre": made.theatre,
            "assets": made.assets,
            "raid": scenario.raid.model_copy(update=areas),
            "sensors": (*scenario.sensors, *made.sensors[len(given.sensors) :]),
            "fire_units": (*scenario.fire_units, *made.fire_units[len(given.fire_units) :]),
        }
    )
