"""Checksums of what things hold, whatever file they are written to and by which version of which library."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from intercept.base.table import Table


def table_sha256(table: Table) -> str:
    """Return the SHA-256, in hex, of the names, types and values of a table's columns, in their order.

    A Parquet file of the same table has other bytes with another version of its writer; this has the same.
    """
    return arrays_sha256({name: table[name] for name in table.columns})


def arrays_sha256(arrays: Mapping[str, npt.NDArray[Any]]) -> str:
    """Return the SHA-256, in hex, of named arrays: numbers in little-endian order, every NaN alike, text as JSON."""
    digest = hashlib.sha256()
    for name, values in arrays.items():
        kind, content = _content(np.asarray(values))
        head = json.dumps([name, kind, list(np.shape(values))], separators=(",", ":"))
        for part in (head.encode("utf-8"), content):
            digest.update(len(part).to_bytes(8, "little"))
            digest.update(part)
    return digest.hexdigest()


def document_sha256(document: object) -> str:
    """Return the SHA-256, in hex, of plain values as JSON with sorted keys, as `Scenario.hash` makes it."""
    canonical = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()


def _content(values: npt.NDArray[Any]) -> tuple[str, bytes]:
    if values.dtype.kind in "OU":
        return "text", json.dumps([str(value) for value in values.tolist()], ensure_ascii=True).encode("ascii")
    if values.dtype.kind == "f":
        # A NaN has many bit patterns, which mean the same.
        values = np.where(np.isnan(values), np.array(np.nan, values.dtype), values)
    little = np.ascontiguousarray(values, dtype=values.dtype.newbyteorder("<"))
    return f"{values.dtype.kind}{values.dtype.itemsize}", little.tobytes()
