"""CSV files of samples: see `Trajectories.from_csv`."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

import numpy as np

import intercept._core as _core
from intercept.base.arguments import refused
from intercept.base.files import path_of, sha256_of
from intercept.base.outside import contents_of
from intercept.base.table import Table
from intercept.base.text_file import text_of
from intercept.earth.world import World
from intercept.errors import InvalidParameterError
from intercept.flight.sample_table import Columns, of_table

# As text and as cells a file takes some ten times as much memory.
FILE_BYTES_MAX = 500_000_000
TEXTS = ("row", "time", "threat_class")


def of_file(
    path: object, facts: Mapping[str, object], world: World, smooth_over_s: object
) -> tuple[_core.Trajectories, Table]:
    """Return the batch of a file's samples, and what is known of its rows.

    Raises
    ------
    InvalidParameterError
        The file cannot be read, is not CSV with a header line, or holds what `of_table` refuses; messages name lines.
    """
    found = path_of("path", path)
    rows, lines = _rows(found)
    with contents_of(found):
        columns = _columns(rows, lines)
    return of_table(
        columns,
        facts,
        world,
        place=lambda name, index: f"{name} in line {lines[index + 1]}",
        file=found,
        smooth_over_s=smooth_over_s,
        source={"file": str(found), "file_sha256": sha256_of("path", found)},
    )


def _columns(rows: list[list[str]], lines: list[int]) -> Columns:
    """Return the columns as numbers or text."""
    if not rows:
        raise InvalidParameterError("the file is not allowed: must have a header line, but is empty")
    header, rows, lines = rows[0], rows[1:], lines[1:]
    if len(set(header)) < len(header):
        twice = next(name for name in header if header.count(name) > 1)
        raise InvalidParameterError(f"the header is not allowed: must name each column once, but has {twice} twice")
    if len(header) == 1 and any(mark in header[0] for mark in ";\t|"):
        raise InvalidParameterError("the header is not allowed: must have its values separated by commas")
    for row, line in zip(rows, lines, strict=True):
        if len(row) != len(header):
            raise InvalidParameterError(
                f"line {line} is not allowed: must have {len(header)} values, as the header has names,"
                f" but has {len(row)}"
            )
    columns: Columns = {}
    for k, name in enumerate(header):
        cells = [row[k] for row in rows]
        columns[name] = np.array(cells, dtype=object) if name in TEXTS else _numbers(cells)
    return columns


def _rows(path: Path) -> tuple[list[list[str]], list[int]]:
    """Return the cells of each line that is neither empty nor a remark (#), and the numbers of these lines."""
    rows, lines = [], []
    try:
        reader = csv.reader(io.StringIO(text_of(path, FILE_BYTES_MAX), newline=""), strict=True)
        for row in reader:
            if any(cell.strip() for cell in row) and not row[0].lstrip().startswith("#"):
                rows.append([cell.strip() for cell in row])
                lines.append(reader.line_num)
    except (OSError, ValueError, csv.Error) as error:
        why = getattr(error, "strerror", None) or error
        raise refused("path", path, f"a readable CSV file: {why}") from error
    return rows, lines


def _numbers(cells: list[str]) -> np.ndarray:
    """Return cells as numbers; what cannot be read as a number stays text, for a message to show."""
    try:
        return np.array([float(cell) for cell in cells], dtype=np.float64)
    except ValueError:
        return np.array([_number(cell) for cell in cells], dtype=object)


def _number(cell: str) -> object:
    try:
        return float(cell)
    except ValueError:
        return cell
