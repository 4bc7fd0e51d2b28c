"""Files: one function a format, each written whole or not at all."""

from __future__ import annotations

import contextlib
import csv
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from intercept.base.extras import require

if TYPE_CHECKING:
    from intercept.base.table import Table


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Yield a temporary path beside ``path`` that takes its name on success and vanishes on any exception.

    A reader, or a Ctrl-C, therefore never meets half a file.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield temporary
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def write_text(text: str, path: Path) -> None:
    """Write UTF-8 text."""
    with whole_file(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")


def write_parquet(table: Table, path: Path) -> None:
    """Write a Parquet file (zstd); raises MissingExtraError naming the extra ``tables``."""
    parquet = require("pyarrow.parquet", "tables")
    arrow = table.to_arrow()
    with whole_file(path) as temporary:
        parquet.write_table(arrow, temporary, compression="zstd")


def write_csv(table: Table, path: Path) -> None:
    """Write a CSV file with a header line; NaN is an empty field."""
    with whole_file(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(csv_rows(table))


def csv_rows(table: Table) -> Iterator[Sequence[object]]:
    """Yield the header and the rows of a CSV file; NaN is an empty field."""
    yield table.columns
    columns = [["" if value != value else value for value in column] for column in table.to_dict().values()]  # noqa: PLR0124  (only NaN differs from itself)
    yield from zip(*columns, strict=True)
