"""A scenario file that says how it differs from another one: `base`, a name, and the keys that change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from intercept.base.words import one_of
from intercept.errors import ScenarioError
from intercept.scenario.model.file import set_value
from intercept.scenario.model.messages import not_allowed

KEYS = ("base", "name", "description", "changes")


@dataclass(frozen=True)
class Changes:
    """What a file changes of the scenario in the file `base`."""

    base: Path
    name: str
    description: str | None
    values: Mapping[str, Any]

    def applied(self, document: dict[str, Any]) -> dict[str, Any]:
        """Return the base's document with the changes; ScenarioError for a key that the scenario does not have."""
        document["name"] = self.name
        if self.description is not None:
            document["description"] = self.description
        problems = []
        for key, value in self.values.items():
            try:
                set_value(document, key, value)
            except ScenarioError as error:
                problems += [f"changes: {problem}" for problem in error.problems]
        if problems:
            raise ScenarioError(problems)
        return document


def changes_of(path: Path, document: Mapping[str, Any]) -> Changes | None:
    """Return the changes that a file holds, None where it is a whole scenario.

    Raises
    ------
    ScenarioError
        A key is missing, unknown or of the wrong kind: one message each.
    """
    if "base" not in document:
        return None
    others = [key for key in document if key not in KEYS]
    problems = [f"{key} is not a known key of a file with a base: must be {one_of(key, KEYS)}" for key in others]
    kinds: dict[str, tuple[type, str]] = {
        "base": (str, "must be the path of a scenario file"),
        "name": (str, "must be text"),
    }
    kinds |= {"description": (str, "must be text"), "changes": (dict, "must be a table of keys and values")}
    for key, (kind, must) in kinds.items():
        if key not in document:
            problems += [] if key == "description" else [f"{key} is missing: {must}"]
        elif not isinstance(document[key], kind):
            problems.append(not_allowed(key, document[key], must))
    if problems:
        raise ScenarioError(problems)
    base = path.parent / document["base"]
    return Changes(base, document["name"], document.get("description"), document["changes"])
