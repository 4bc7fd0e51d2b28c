"""Text packed into a page: gzip (RFC 1952) as base64, which the browser unpacks.

The same text is the same bytes: no time is in it.
"""

from __future__ import annotations

import base64
import gzip
from functools import cache

from intercept.base.extras import require

# Beyond it the script that draws gains 0.2 % and costs half as much time again.
LEVEL = 6


def packed(text: str) -> str:
    """Return text as base64 of its gzip."""
    return base64.b64encode(gzip.compress(text.encode("utf-8"), LEVEL, mtime=0)).decode("ascii")


@cache
def library() -> str:
    """Return the script that draws figures, packed; MissingExtraError names the extra ``report``."""
    return packed(require("plotly.offline", "report").get_plotlyjs())
