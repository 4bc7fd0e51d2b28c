"""Text packed into a page: gzip (RFC 1952) written in 85 characters, which the browser unpacks.

Four bytes are five characters, as in Ascii85: a fifteenth less than in base64. The same text is the same bytes: no time
is in it.
"""

from __future__ import annotations

import gzip
from functools import cache

import numpy as np

from intercept.base.extras import require

# Beyond it the script that draws gains 0.2 % and costs half as much time again.
LEVEL = 6
# Of the digits 0 to 84, in order: characters that end no script and need no escape; "}" stands in for "<".
DIGITS = "".join(map(chr, range(40, 125))).replace("<", "}")
_CODES = np.frombuffer(DIGITS.encode("ascii"), np.uint8)


def packed(text: str) -> str:
    """Return text as its gzip in 85 characters; of a last part of n bytes the first n + 1 characters are kept."""
    whole = gzip.compress(text.encode("utf-8"), LEVEL, mtime=0)
    short = -len(whole) % 4
    words = np.frombuffer(whole + bytes(short), ">u4").astype(np.uint32)
    written = np.empty((len(words), 5), np.uint8)
    for place in range(4, -1, -1):
        words, digit = np.divmod(words, np.uint32(85))
        written[:, place] = _CODES[digit]
    return written.tobytes()[: 5 * len(written) - short].decode("ascii")


@cache
def library() -> str:
    """Return the script that draws figures, packed; MissingExtraError names the extra ``report``."""
    return packed(require("plotly.offline", "report").get_plotlyjs())
