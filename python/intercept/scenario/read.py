"""A scenario as a user gives it: one that is read, or the path of its file."""

from __future__ import annotations

import os

from intercept.base.arguments import refused
from intercept.base.files import path_of
from intercept.scenario.model.scenario import Scenario


def scenario_of(name: str, scenario: object) -> Scenario:
    """Return a scenario, or read the file it is in; raises InvalidParameterError naming it for anything else."""
    if isinstance(scenario, str | os.PathLike):
        return Scenario.from_file(path_of(name, scenario))
    if isinstance(scenario, Scenario):
        return scenario
    raise refused(name, scenario, "an ic.Scenario or the path of a scenario file")
