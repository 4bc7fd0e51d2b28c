"""Random numbers of the geometry: one stream for each purpose, so a change in one place leaves the others alone."""

from __future__ import annotations

import zlib

import numpy as np


def stream(seed: int, sample: int, purpose: str) -> np.random.Generator:
    """Return the generator (Philox, counter-based) of a purpose in a geometry sample of a seeded run."""
    sequence = np.random.SeedSequence([seed, sample, zlib.crc32(purpose.encode())])
    return np.random.Generator(np.random.Philox(sequence))
