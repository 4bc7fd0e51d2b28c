"""A part as a Parquet file: a column for each of its arrays, lists of fixed length where it has more than one axis.

Arrays with fewer rows than the longest, which are sums, stand in the file's metadata as bytes.
"""

from __future__ import annotations

import io
import json
import math
import zlib
from typing import Any

import numpy as np
import numpy.typing as npt

from intercept.base.extras import require
from intercept.base.outside import outside
from intercept.raid.task import Part

# Of the metadata that say of which shape and type each array is.
META = b"intercept.arrays"
# Before the name of an array that is no column.
ASIDE = b"intercept.array."


def part_bytes(part: Part) -> bytes:
    """Return a part as the bytes of a Parquet file; raises MissingExtraError naming the extra `tables`."""
    pa, parquet = require("pyarrow", "tables"), require("pyarrow.parquet", "tables")
    rows = max((len(array) for array in part.arrays.values()), default=0)
    some = {name: array for name, array in part.arrays.items() if array.size}
    columns = {name: _column(pa, array) for name, array in some.items() if len(array) == rows}
    aside = {
        ASIDE + name.encode(): zlib.compress(np.ascontiguousarray(array).tobytes())
        for name, array in some.items()
        if len(array) < rows
    }
    said = {name: [array.dtype.str, list(array.shape)] for name, array in part.arrays.items()}
    table = pa.table(columns).replace_schema_metadata({META: json.dumps(said), **aside})
    written = io.BytesIO()
    with outside("part", list(part.arrays), "arrays of numbers, which Parquet has"):
        parquet.write_table(table, written, compression="zstd")
    return written.getvalue()


def part_of(content: bytes) -> Part:
    """Return the part of the bytes of such a file."""
    pa, parquet = require("pyarrow", "tables"), require("pyarrow.parquet", "tables")
    with outside("part", len(content), "the bytes of a Parquet file"):
        table = parquet.read_table(pa.BufferReader(content))
    found: dict[str, npt.NDArray[Any]] = {}
    for name, (kind, shape) in json.loads(table.schema.metadata[META]).items():
        aside = table.schema.metadata.get(ASIDE + name.encode())
        if 0 in shape:
            found[name] = np.zeros(shape, kind)
            continue
        if aside is not None:
            found[name] = np.frombuffer(zlib.decompress(aside), kind).reshape(shape)
            continue
        column = table[name].combine_chunks()
        flat = column if len(shape) == 1 else column.flatten()
        found[name] = flat.to_numpy(zero_copy_only=False).astype(kind).reshape(shape)
    return Part(found)


def _column(pa: Any, array: npt.NDArray[Any]) -> Any:  # noqa: ANN401 - pyarrow is an extra
    flat = pa.array(np.ascontiguousarray(array).ravel())
    return flat if array.ndim == 1 else pa.FixedSizeListArray.from_arrays(flat, math.prod(array.shape[1:]))
