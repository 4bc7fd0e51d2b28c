"""Values as JSON has them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np


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
