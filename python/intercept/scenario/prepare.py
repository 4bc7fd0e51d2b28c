"""A scenario made ready once: sites written out, the catalogue with the scenario's own classes, the local frame."""

from __future__ import annotations

from dataclasses import dataclass, field

from intercept.base.arguments import instance
from intercept.catalogue.catalogue import Catalogue
from intercept.earth.local_frame import Frame
from intercept.scenario.model.scenario import Scenario
from intercept.scenario.theatre import expand


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
    """

    scenario: Scenario
    expanded: Scenario = field(repr=False)
    catalogue: Catalogue = field(repr=False)
    frame: Frame
    hash: str


@dataclass(frozen=True)
class Sample:
    """One geometry sample: what all its draws have in common.

    Attributes
    ----------
    catalogue, frame
        As prepared.
    threat_classes
        Names of the classes that are launched, in the order of a plan's columns.
    seed, number
        Which random numbers it takes.
    """

    catalogue: Catalogue = field(repr=False)
    frame: Frame
    threat_classes: tuple[str, ...]
    seed: int
    number: int


def prepare(scenario: Scenario) -> Prepared:
    """Return a scenario made ready.

    Raises
    ------
    ScenarioError
        A value of a class or of a site is one that the class cannot take.
    InvalidParameterError
        The value is not a scenario.
    """
    instance("scenario", scenario, Scenario)
    catalogue = Catalogue.load().with_overrides(scenario.classes)
    frame = scenario.theatre.frame
    return Prepared(scenario, expand(scenario, catalogue), catalogue, frame, scenario.hash())
