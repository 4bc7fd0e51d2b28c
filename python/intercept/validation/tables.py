"""The outside figures: long series from a folder that the user names, and the compact tables of the package."""

from __future__ import annotations

import csv
import os
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import numpy as np
import numpy.typing as npt

from intercept.base.arguments import refused, shown
from intercept.base.outside import outside
from intercept.errors import InvalidParameterError

Columns = dict[str, npt.NDArray[np.float64]]
# How the source of a check says what it was read from.
LONG, THINNED = "long series", "thinned table"


@dataclass(frozen=True)
class Figure:
    """One published number: its value, unit, the step it is written to, and where it stands."""

    value: float
    unit: str
    written_to: float
    source: str

    @property
    def half_digit(self) -> float:
        """Half of the last digit written."""
        return 0.5 * self.written_to


@dataclass(frozen=True)
class Library:
    """Where outside figures are read: `folder` has the long series, None means the package's tables only."""

    folder: Path | None = None

    @classmethod
    def of_environment(cls) -> Library:
        """Return the library of the folder in INTERCEPT_REFERENCE_DIR; without one, of the package's tables.

        Raises
        ------
        InvalidParameterError
            The folder named by INTERCEPT_REFERENCE_DIR does not exist.
        """
        named = os.environ.get("INTERCEPT_REFERENCE_DIR")
        return cls.of_folder(Path(named), "INTERCEPT_REFERENCE_DIR") if named else cls()

    @classmethod
    def of_folder(cls, folder: Path, name: str = "folder") -> Library:
        """Return the library of a folder of long series.

        Raises
        ------
        InvalidParameterError
            The folder does not exist.
        """
        with outside(name, folder, "a folder that exists"):
            found = folder.is_dir()
        if not found:
            raise refused(name, folder, "a folder that exists")
        return cls(folder)

    def has(self, series: str) -> bool:
        """Whether a long series is there."""
        with outside("folder", self.folder, "a folder that can be read"):
            return self.folder is not None and (self.folder / series).is_file()

    def read(self, series: str, table: str | None) -> tuple[Columns, str]:
        """Return the columns of a long series, or where it is not there of our table, and a word on which it was.

        Raises
        ------
        InvalidParameterError
            The series is not there, and the package has no table of it.
        """
        if self.folder is not None and self.has(series):
            columns = read_columns(self.folder / series)
            return columns, f"{LONG}, {_rows(columns)} rows"
        if table is None:
            raise InvalidParameterError(
                f"series {shown(series)} is not in {self.folder}, and the package has no table of it"
            )
        columns = read_columns(data_path(table))
        return columns, f"{THINNED}, {_rows(columns)} rows"


def data_path(table: str) -> Path:
    """Return the path of a table of the package."""
    return Path(str(resources.files("intercept.validation").joinpath("data", *table.split("/"))))


def read_columns(path: Path) -> Columns:
    """Return the columns of a CSV file of numbers, under their names; a name met twice counts once."""
    with outside("path", path, "a CSV file of numbers that can be read"), path.open(encoding="utf-8") as file:
        names = file.readline().strip().split(",")
        rows = np.genfromtxt(file, delimiter=",", ndmin=2)
    if rows.shape[1] != len(names):
        raise InvalidParameterError(f"{path}: rows of {rows.shape[1]} numbers under {len(names)} names")
    return {name.strip(): np.ascontiguousarray(rows[:, i]) for i, name in enumerate(names)}


def read_figures(table: str) -> dict[str, Figure]:
    """Return the figures of a table of the package with the columns name, value, unit, written_to, source."""
    with data_path(table).open(encoding="utf-8", newline="") as file:
        return {
            row["name"]: Figure(float(row["value"]), row["unit"], float(row["written_to"]), row["source"])
            for row in csv.DictReader(file)
        }


def _rows(columns: Columns) -> int:
    return len(next(iter(columns.values())))
