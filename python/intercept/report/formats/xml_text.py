"""Text for files of XML, which know no control characters."""

from __future__ import annotations

import re

# All that XML 1.0 allows (section 2.2) is kept; halves of surrogate pairs are not text.
_NONE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    """Return text in which what XML cannot hold is replaced by the mark for it, U+FFFD."""
    return _NONE.sub("\ufffd", text)
