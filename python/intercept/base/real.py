"""Whole numbers of any size where floating-point ones are taken: beyond the greatest they are out of every range."""

from __future__ import annotations

import sys
from typing import Any

FLOAT_MAX = sys.float_info.max


def as_real(value: Any) -> Any:  # noqa: ANN401 - of any kind, whose reader judges it
    """Return a whole number beyond the greatest floating-point one as that, so that a range tells; others as it is."""
    if isinstance(value, int) and abs(value) > FLOAT_MAX:
        return FLOAT_MAX if value > 0 else -FLOAT_MAX
    return value
