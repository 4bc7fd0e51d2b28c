"""Text packed into a page: gzip (RFC 1952) written in 91 characters, which the browser unpacks.

Thirteen bits are two characters, so that eight bytes take 9.85: in base64 they take 10.67. The same text is the same
bytes: no time is in it.
"""

from __future__ import annotations

import gzip
from functools import cache

import numpy as np
import numpy.typing as npt

from intercept.base.extras import require

# The printable characters of ASCII that HTML never escapes: digits 0 to 90, in order.
DIGITS = "".join(chr(code) for code in range(33, 127) if chr(code) not in '"&<')
_CODES = np.frombuffer(DIGITS.encode("ascii"), np.uint8)
# Of a pair of characters, and of one alone.
PAIR_BITS, ONE_BITS = 13, 6


def packed(text: str) -> str:
    """Return text as its gzip in pairs of characters; the last bits are one character alone if six hold them."""
    bits = np.unpackbits(np.frombuffer(gzip.compress(text.encode("utf-8"), mtime=0), np.uint8))
    whole = len(bits) // PAIR_BITS * PAIR_BITS
    pairs = np.divmod(_numbers(bits[:whole], PAIR_BITS), len(DIGITS))
    size = ONE_BITS if len(bits) - whole <= ONE_BITS else PAIR_BITS
    last = int(_numbers(np.pad(bits[whole:], (0, size - len(bits) + whole)), size)[0])
    written = np.append(np.column_stack(pairs), (last,) if size == ONE_BITS else divmod(last, len(DIGITS)))
    return str(_CODES[written].tobytes(), "ascii")


def _numbers(bits: npt.NDArray[np.uint8], size: int) -> npt.NDArray[np.int64]:
    """Return bits as numbers of so many bits each, the highest first."""
    parts = bits.reshape(-1, size)
    numbers = np.zeros(len(parts), np.int64)
    for place in range(size):
        numbers = 2 * numbers + parts[:, place]
    return numbers


@cache
def library() -> str:
    """Return the script that draws figures, packed; MissingExtraError names the extra ``report``."""
    return packed(require("plotly.offline", "report").get_plotlyjs())
