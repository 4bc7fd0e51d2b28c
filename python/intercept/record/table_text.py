"""Read a table of text as people save it: its encoding by its mark, its delimiter by its header.

UTF-8 with or without a byte-order mark, and UTF-16 or UTF-32 with one; comma, semicolon, tab or vertical bar. What is
none of these is refused with one line that says what to do.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from intercept.base import text_file
from intercept.errors import RecordError

_DELIMITERS = ",;\t|"


def content(path: Path, hint: str) -> bytes:
    """Return the bytes of a file; RecordError, ending in `hint`, when it cannot be read."""
    try:
        return text_file.file_bytes(path)
    except OSError as error:
        raise RecordError(f"{path}: cannot be read: {error.strerror}; {hint}") from error


def decoded(path: Path, data: bytes, hint: str) -> str:
    """Return the text of a file's bytes; RecordError, ending in `hint`, when they are no text."""
    try:
        return text_file.decoded(data)
    except ValueError as error:
        raise RecordError(f"{path}: {error}; save it as CSV UTF-8: {hint}") from error


def records(path: Path, text: str, columns: tuple[str, ...], hint: str) -> Iterator[tuple[int, dict[str, str], str]]:
    """Yield (first line of the row, fields by column, what is wrong with the number of fields).

    RecordError when one of `columns` is missing, a column is named twice, or the text is not readable as CSV.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
        _check_header(path, header, columns, hint)
        line = reader.line_num + 1
        for values in reader:
            if any(value.strip() for value in values):
                fields = dict(zip(header, (value.strip() for value in values), strict=False))
                yield line, fields, "" if len(values) == len(header) else f"{len(values)} fields, not {len(header)}"
            line = reader.line_num + 1
    except csv.Error as error:
        raise RecordError(f"{path}: line {reader.line_num}: not readable as CSV: {error}") from error


def _delimiter(text: str) -> str:
    header = text.partition("\n")[0]
    return max(_DELIMITERS, key=header.count)


def _check_header(path: Path, header: list[str], columns: tuple[str, ...], hint: str) -> None:
    missing = [name for name in columns if name not in header]
    if missing:
        raise RecordError(f"{path}: columns missing: {', '.join(missing)}: {hint}")
    twice = sorted({name for name in header if name and header.count(name) > 1})
    if twice:
        raise RecordError(f"{path}: columns named twice: {', '.join(twice)}: {hint}")
