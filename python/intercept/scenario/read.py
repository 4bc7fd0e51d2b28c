"""A scenario as a user gives it: one that is read, or the path of its file."""

from __future__ import annotations

import os
from pathlib import Path

from intercept.base.arguments import refused
from intercept.base.files import path_of
from intercept.base.text_file import STANDARD_INPUT
from intercept.scenario.model.scenario import Scenario


def scenario_of(name: str, scenario: object) -> Scenario:
    """Return a scenario, or read the file it is in; raises InvalidParameterError naming it for anything else."""
    if isinstance(scenario, str | os.PathLike):
        return Scenario.from_file(path_of(name, scenario))
    if isinstance(scenario, Scenario):
        return scenario
    raise refused(name, scenario, "an ic.Scenario or the path of a scenario file")


def file_name(scenario: object, name: str) -> str:
    """Return the file in which a scenario is named, without its folder; that of its name where it came from none."""
    if isinstance(scenario, str | os.PathLike) and os.fspath(scenario) != STANDARD_INPUT:
        return Path(scenario).name
    return f"{name}.toml"
