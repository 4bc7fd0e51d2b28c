"""A manifest read again: what made a result, and what its tables held."""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np

import intercept._core as _core
from intercept.base.arguments import refused, shown
from intercept.base.checksum import document_sha256
from intercept.base.files import path_of
from intercept.base.outside import contents_of, outside
from intercept.base.text_file import text_of
from intercept.errors import InvalidParameterError
from intercept.raid.recipe import Recipe
from intercept.report.manifest import OWN_SHA256
from intercept.scenario.model.scenario import Scenario

BYTES_MAX = 100_000_000
# What can make the same run another one, in the order in which it is told.
CIRCUMSTANCES = ("intercept_version", "numpy_version", "python_version", "machine")


def circumstances_now() -> dict[str, str]:
    """Return versions and machine of this process, by the names of a manifest."""
    found = (_core.VERSION, np.__version__, platform.python_version(), f"{platform.system()} {platform.machine()}")
    return dict(zip(CIRCUMSTANCES, found, strict=True))


def _recipe(said: object) -> Recipe:
    """Return what a manifest says that a run was made of, and take its own hash out of it; checked against each."""
    if isinstance(said, dict) and isinstance(said.get("question"), str):
        question = shown(said["question"])
        raise _refused(f"one of a run or a sweep: this is of an answer to {question}, which its command gives again")
    if not isinstance(said, dict) or not {"intercept_version", "scenario_sha256", "files"} <= said.keys():
        raise _refused("a manifest.json that ic.write wrote, which this is not")
    if OWN_SHA256 not in said or "scenario" not in said:
        raise _refused("one of a run that holds its scenario, which this does not: it is of an older version")
    stated = said.pop(OWN_SHA256)
    if document_sha256(said) != stated:
        raise _refused("as it was written, but what it says has another SHA-256 than it states")
    return Recipe.from_dict(said)


def _refused(allowed: str) -> InvalidParameterError:
    return InvalidParameterError(f"the manifest is not allowed: must be {allowed}")


@dataclass(frozen=True)
class Manifest:
    """What a manifest says.

    Attributes
    ----------
    path
        Of the manifest.
    recipe
        The scenario and the settings.
    said
        All that stands in it.
    """

    path: Path
    recipe: Recipe
    said: Mapping[str, Any]

    @classmethod
    def read(cls, path: str | Path) -> Self:
        """Read a manifest.

        Raises
        ------
        InvalidParameterError
            The file cannot be read, is no manifest of this program, or is not as it was written.
        """
        place = path_of("manifest", path)
        with outside("manifest", place, "a manifest.json that ic.write wrote"):
            text = text_of(place, BYTES_MAX)
            try:
                said = json.loads(text)
            except (ValueError, RecursionError):
                raise refused("manifest", place, "a manifest.json that ic.write wrote, and this is no JSON") from None
        with contents_of(place):
            return cls(place, _recipe(said), said)

    @property
    def circumstances(self) -> dict[str, str]:
        """Versions and machine of the run, by name."""
        return {name: str(self.said.get(name, "not told")) for name in CIRCUMSTANCES}

    def scenario(self, folder: str | Path | None = None) -> Scenario:
        """Return the scenario; its files are looked for in a folder, else beside the manifest, else where we are.

        Raises
        ------
        ScenarioError
            This version of the program does not read the document.
        InvalidParameterError
            The folder is none.
        """
        with contents_of(self.path):
            scenario = Scenario.from_dict(self.recipe.document)
        if folder is not None:
            place = path_of("folder", folder)
            with outside("folder", folder, "a folder that exists"):
                if not place.is_dir():
                    raise refused("folder", folder, "a folder that exists")
            return scenario.in_folder(place)
        named = [each["file"] for each in self.said.get("outside_files", [])]
        with outside("manifest", self.path, "one of a run whose files have names of this system"):
            places = [place for place in (self.path.parent, Path()) if all((place / name).is_file() for name in named)]
        return scenario.in_folder(next(iter(places), self.path.parent))
