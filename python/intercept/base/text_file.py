"""Text files as people save and name them: of bounded size, whatever is behind the path, and of any Unicode encoding.

UTF-8 with or without a byte-order mark, and UTF-16 or UTF-32 with one.
"""

from __future__ import annotations

import codecs
import errno
import re
import sys
import tomllib
from pathlib import Path
from typing import Any

BYTES_MAX = 50_000_000
# As systems call it; a command takes "-" for it.
STANDARD_INPUT = "/dev/stdin"
# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def file_bytes(path: Path, bytes_max: int = BYTES_MAX) -> bytes:
    """Return the bytes of a file, a pipe or a device.

    Raises
    ------
    OSError
        It cannot be read, or has more bytes than that: no more are read, as a device may have no end.
    """
    with path.open("rb") as file:
        data = file.read(bytes_max + 1)
    if len(data) > bytes_max:
        # Not EFBIG, which is what a disk or a limit says of a file that is written.
        raise OSError(
            errno.EOVERFLOW, f"it is larger than {bytes_max // 1_000_000:,} MB, the most that is read", str(path)
        )
    return data


def decoded(data: bytes) -> str:
    """Return the text of a file's bytes, without a byte-order mark.

    Raises
    ------
    ValueError
        They are no text, or hold a NUL character; the message says so, as in "is not UTF-8 text (byte 7)".
    """
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8-sig")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ValueError(f"is not {encoding.removesuffix('-sig').upper()} text (byte {error.start})") from error
    if "\0" in text:
        raise ValueError("holds NUL characters, so it is no text")
    return text


def text_of(path: Path, bytes_max: int = BYTES_MAX) -> str:
    """Return the text of a file; raises OSError and ValueError as `file_bytes` and `decoded` do."""
    return decoded(file_bytes(path, bytes_max))


def toml(text: str) -> dict[str, Any]:
    """Return what a text in TOML says.

    Raises
    ------
    ValueError
        It is not valid TOML; the message says where, as in "is not valid TOML: ... (at line 1, column 1)".
    """
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise ValueError("is not valid TOML: it is nested too deeply") from error
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"is not valid TOML: {error}") from error
    except ValueError as error:
        # Python reads no longer whole numbers; of several that may be it, none is named.
        most = sys.get_int_max_str_digits()
        found = [each.start() for each in re.finditer(rf"\d[\d_]{{{most},}}", text)]
        where = f" (at line {text.count(chr(10), 0, found[0]) + 1})" if len(found) == 1 else ""
        raise ValueError(f"is not valid TOML: a whole number has more than {most:,} digits{where}") from error
