"""Scenarios: the model of the file, the catalogue of generic classes, the generated theatre."""

from intercept.scenario.catalogue import Catalogue, GenericClass, Parameter
from intercept.scenario.derived import draw
from intercept.scenario.model import Scenario, json_schema
from intercept.scenario.model_values import Position, Uncertain
from intercept.scenario.theatre import expand

__all__ = [
    "Catalogue",
    "GenericClass",
    "Parameter",
    "Position",
    "Scenario",
    "Uncertain",
    "draw",
    "expand",
    "json_schema",
]
