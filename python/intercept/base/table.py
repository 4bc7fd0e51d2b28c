"""Tables: columns of one length whose names end in their units."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from intercept.base.arguments import instance, refused, shown, text, texts, whole
from intercept.base.column import Column, Rows, equal_columns, frozen_column, json_value, row_index
from intercept.base.extras import require
from intercept.base.narrow import Narrow
from intercept.base.printed import as_html, as_text, csv_cell, unit_of
from intercept.base.words import one_of
from intercept.errors import InvalidParameterError

PRINTED_ROWS, SHORT_ROWS, HTML_ROWS = 20, 6, 10
ROWS_MAX = 2**63 - 1


class Table:
    """An immutable table: named columns of numbers or text, all of one length.

    Numbers are read-only numpy arrays of shape ``(rows,)``; NaN stands for "does not apply" and leaves as null in
    Arrow, Parquet and JSON. Text is a read-only object array of ``str``, so that ``table["unit"] == "north"`` compares
    row by row. An empty list makes a float column; pass ``np.array([], dtype=str)`` for an empty text column.

    Parameters
    ----------
    columns
        Name to array, list of numbers or list of ``str``; copied. A `Narrow` is kept, and widened whenever it is read.
    descriptions
        Column name to one sentence, kept as Arrow metadata beside the unit that the name carries.

    Raises
    ------
    InvalidParameterError
        If a column is not one-dimensional, is neither numbers nor text, or differs in length from the first.

    Examples
    --------
    >>> import intercept as ic
    >>> table = ic.Table({"unit": ["north", "south"], "range_km": [40.0, float("nan")]})
    >>> table
    unit   range_km
                 km
    north        40
    south         -
    (2 rows)
    >>> table.take(table["unit"] == "north").to_dict(), table.is_text("unit")
    ({'unit': ['north'], 'range_km': [40.0]}, True)
    >>> print(table.to_csv(), table.to_json())
    unit,range_km
    north,40.0
    south,
     [{"unit": "north", "range_km": 40.0}, {"unit": "south", "range_km": null}]
    >>> ic.Table({"range_km": [40.0]}, {"range_km": "Greatest range."}).description("range_km")
    'Greatest range.'
    >>> ic.Table.concatenate([table, table.head(1)]).codes("unit")[0], next(table.records())
    (['north', 'south'], {'unit': 'north', 'range_km': 40.0})
    >>> ic.Table.of_rows(["threat"], [["drone"], ["missile"]]).to_pandas().shape, table.to_polars().shape
    ((2, 1), (2, 2))
    >>> str(table.to_arrow().schema.field("range_km").type)
    'double'
    """

    __slots__ = ("_codes", "_columns", "_descriptions", "_length")

    def __init__(
        self,
        columns: Mapping[str, npt.ArrayLike | Sequence[str] | Narrow],
        descriptions: Mapping[str, str] | None = None,
    ) -> None:
        if not isinstance(columns, Mapping):
            raise refused("columns", columns, "a mapping from names to columns")
        self._columns = {
            text("name of a column", name): frozen_column(name, values) for name, values in columns.items()
        }
        self._length = len(next(iter(self._columns.values()), ()))
        self._descriptions = {} if descriptions is None else dict(instance("descriptions", descriptions, Mapping))
        # Of a table that cannot change: counted once, asked for by every figure.
        self._codes: dict[str, tuple[list[Any], npt.NDArray[np.intp]]] = {}
        for name, column in self._columns.items():
            if len(column) != self._length:
                first = next(iter(self._columns))
                raise InvalidParameterError(
                    f"column {shown(name)} has {len(column)} rows, {shown(first)} {self._length}: all must be as long"
                )
        for name, description in self._descriptions.items():
            if name not in self._columns or not isinstance(description, str):
                raise refused("descriptions", {name: description}, "text by names of columns of the table")

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns, in order."""
        return tuple(self._columns)

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, name: str) -> Column:
        column = self._columns[self._known(name)]
        return column.whole() if isinstance(column, Narrow) else column

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name in self._columns

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Table):
            return NotImplemented
        return self.columns == other.columns and all(equal_columns(self[name], other[name]) for name in self.columns)

    __hash__ = None  # type: ignore[assignment]  # compared by value, as arrays are

    def __reduce__(self) -> tuple[type[Table], tuple[dict[str, Column | Narrow], dict[str, str]]]:
        # Through the constructor, because unpickled arrays would be writeable.
        return Table, (self._columns, self._descriptions)

    def __repr__(self) -> str:
        return as_text(self._columns, SHORT_ROWS)

    def __str__(self) -> str:
        return as_text(self._columns, PRINTED_ROWS)

    def is_text(self, name: str) -> bool:
        """Tell whether a column holds text.

        Raises
        ------
        InvalidParameterError
            There is no such column.
        """
        column = self._columns[name] if name in self else None
        return column.names is not None if isinstance(column, Narrow) else self[name].dtype == object

    @classmethod
    def of_rows(cls, columns: Sequence[str], rows: Sequence[Sequence[str | float]]) -> Table:
        """Return a table of rows, each with a value for every column.

        Raises
        ------
        InvalidParameterError
            A row does not have a value for every column.
        """
        names = texts("columns", columns)
        listed = list(instance("rows", rows, Sequence))
        if any(not isinstance(row, Sequence) or isinstance(row, str) or len(row) != len(names) for row in listed):
            raise refused("rows", rows, f"rows of {len(names)} values, one for every column")
        return cls({name: [row[k] for row in listed] for k, name in enumerate(names)})

    @classmethod
    def concatenate(cls, tables: Sequence[Table]) -> Table:
        """Return the rows of tables with the same columns, one table after another.

        Raises
        ------
        InvalidParameterError
            There is no table, or their columns differ.
        """
        ours = isinstance(tables, Sequence) and bool(tables) and all(isinstance(table, Table) for table in tables)
        if not ours or any(table.columns != tables[0].columns for table in tables):
            raise refused("tables", tables, "at least one table, all with the same columns")
        columns = {name: np.concatenate([table[name] for table in tables]) for name in tables[0].columns}
        return cls(columns, tables[0]._descriptions)  # noqa: SLF001 - of the same class

    def take(self, rows: Rows) -> Table:
        """Return the rows chosen by a mask of shape ``(rows,)``, indices or a slice.

        Raises
        ------
        InvalidParameterError
            The value is of another type, the mask is of another length, or a row does not exist.
        """
        index = rows if isinstance(rows, slice) else row_index(rows, self._length)
        return Table({name: self[name][index] for name in self._columns}, self._descriptions)

    def head(self, rows: int = 5) -> Table:
        """Return the first ``rows`` rows; raises InvalidParameterError for anything but a whole number from 0."""
        return self.take(slice(0, whole("rows", rows, 0, ROWS_MAX)))

    def codes(self, name: str) -> tuple[list[Any], npt.NDArray[np.intp]]:
        """Return the distinct values of a column, in order of appearance, and each row's index among them.

        Raises
        ------
        InvalidParameterError
            There is no such column.
        """
        column = self._columns.get(name) if isinstance(name, str) else None
        if isinstance(column, Narrow):
            return column.codes()
        if not isinstance(name, str) or name not in self._codes:
            index: dict[Any, int] = {}
            values = self[name].tolist()
            rows = np.fromiter((index.setdefault(value, len(index)) for value in values), np.intp, self._length)
            self._codes[name] = (list(index), rows)
        return self._codes[name]

    def records(self) -> Iterator[dict[str, Any]]:
        """Yield each row as a dictionary of plain Python values."""
        lists = self.to_dict()
        for row in zip(*lists.values(), strict=True):
            yield dict(zip(lists, row, strict=True))

    def to_dict(self) -> dict[str, list[Any]]:
        """Return each column as a list of plain Python values."""
        return {name: self[name].tolist() for name in self._columns}

    def to_json(self) -> str:
        """Return the rows as a JSON array of objects; a number that is not finite becomes null."""
        return json.dumps([{name: json_value(value) for name, value in row.items()} for row in self.records()])

    def to_arrow(self) -> Any:  # noqa: ANN401  (pyarrow is an extra)
        """Return a ``pyarrow.Table`` whose fields carry ``unit`` and ``description``.

        Raises
        ------
        MissingExtraError
            Without pyarrow, which the extra `tables` brings.
        """
        pa = require("pyarrow", "tables")
        arrays = [
            pa.array(self[name], pa.string()) if self.is_text(name) else pa.array(self[name], from_pandas=True)
            for name in self._columns
        ]
        fields = [
            pa.field(name, array.type, metadata=self._metadata(name))
            for name, array in zip(self._columns, arrays, strict=True)
        ]
        return pa.table(arrays, schema=pa.schema(fields))

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Hand the rows to any reader of the Arrow PyCapsule interface (polars, duckdb, pyarrow...)."""
        return self.to_arrow().__arrow_c_stream__(requested_schema)

    def to_pandas(self) -> Any:  # noqa: ANN401
        """Return a ``pandas.DataFrame``; raises MissingExtraError naming the extra ``pandas``."""
        require("pandas", "pandas")
        return self.to_arrow().to_pandas()

    def to_polars(self) -> Any:  # noqa: ANN401
        """Return a ``polars.DataFrame``; raises MissingExtraError naming the extra ``polars``."""
        return require("polars", "polars").from_arrow(self.to_arrow())

    def to_csv(self) -> str:
        """Return the table as CSV with a header line; NaN is an empty field.

        Text that a spreadsheet would take for a formula, such as ``=1+1``, has an apostrophe before it.
        """
        text = io.StringIO()
        columns = [list(map(csv_cell, column)) for column in self.to_dict().values()]
        head = map(csv_cell, self.columns)
        csv.writer(text, lineterminator="\n").writerows([head, *zip(*columns, strict=True)])
        return text.getvalue()

    def description(self, name: str) -> str:
        """Return the sentence that describes a column, empty for none; raises InvalidParameterError for no column."""
        return self._descriptions.get(self._known(name), "")

    def _known(self, name: str) -> str:
        if name not in self:
            raise refused("name of a column", name, one_of(name, self._columns))
        return name

    def _metadata(self, name: str) -> dict[str, str]:
        both = {"unit": unit_of(name), "description": self.description(name)}
        return {key: value for key, value in both.items() if value}

    def _repr_html_(self) -> str:
        return as_html(self._columns, HTML_ROWS)
