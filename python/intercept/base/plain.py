"""Values as JSON has them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

import intercept._core as _core

# What the JSON of every command and of every result says before all else: what made it, none of what made no part.
_MADE: dict[str, Any] = {
    "version": _core.VERSION,
    "scenario_names": [],
    "scenario_hashes": [],
    "seed": None,
    "interrupted": False,
}


def made_by(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return named values for JSON with what made them first: version, scenarios and their hashes, seed, whether cut.

    What the values do not say is that of what nothing was drawn for: no scenario, no seed, not interrupted.
    """
    return document({**_MADE, **values})


def document(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return named values for JSON, each as `plain` returns it."""
    return {name: plain(value) for name, value in values.items()}


def plain(value: Any) -> Any:  # noqa: ANN401 - any value
    """Return a value for JSON: lists and plain numbers, None for what is not finite."""
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, np.generic):
        value = value.item()
    return None if isinstance(value, float) and not math.isfinite(value) else value
