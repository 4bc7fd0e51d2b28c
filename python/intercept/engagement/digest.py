"""The SHA-256 of plans and their parts."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from intercept.earth.terrain import Terrain
from intercept.earth.wind import Wind

Array = npt.NDArray[np.float64]
GROUND_AND_AIR = ("terrain", "wind")


def digest_of(*values: object) -> str:
    """Return the SHA-256, in hex, of every name and array of plans and their parts."""
    digest = hashlib.sha256()
    for value in values:
        _feed(digest, value)
    return digest.hexdigest()


def _feed(digest: hashlib._Hash, value: object) -> None:
    if dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            part = getattr(value, field.name)
            # A plan without terrain and wind keeps the hash that it had before there were any.
            if field.name not in GROUND_AND_AIR or part is not None:
                digest.update(field.name.encode())
                _feed(digest, part)
    elif isinstance(value, Terrain | Wind):
        for part in _parts(value.__reduce__()[1]):
            _feed(digest, part)
    elif isinstance(value, np.ndarray):
        digest.update(f"{value.dtype.str}{value.shape}".encode())
        digest.update(np.ascontiguousarray(value).tobytes())
    else:
        digest.update(repr(value).encode())


def _parts(value: object) -> Iterator[object]:
    """Yield the arrays and words that a terrain or wind is made of."""
    if isinstance(value, tuple):
        for part in value:
            yield from _parts(part)
    else:
        yield value
