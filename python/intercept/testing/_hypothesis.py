"""The one place that imports hypothesis, so that its absence is reported in one way."""

from __future__ import annotations

from intercept.base.extras import require

require("hypothesis", "testing")

from hypothesis import strategies as st  # noqa: E402 - only once it is known to be there

__all__ = ["st"]
