"""The random numbers of the raid against numpy's Philox 4x64-10."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import intercept._core as _core

WORD = st.integers(0, 2**64 - 1)
ONES = 2**64 - 1


def numpy_block(counter, key):
    # numpy adds one to the 256-bit counter before its first block.
    whole = sum(word << (64 * place) for place, word in enumerate(counter))
    before = (whole - 1) % 2**256
    words = [(before >> (64 * place)) % 2**64 for place in range(4)]
    generator = np.random.Philox(counter=np.array(words, dtype=np.uint64), key=np.array(key, dtype=np.uint64))
    return [int(word) for word in generator.random_raw(4)]


@given(st.tuples(WORD, WORD, WORD, WORD), st.tuples(WORD, WORD))
def test_every_block_is_numpys(counter, key):
    assert _core.philox(list(counter), list(key)) == numpy_block(counter, key)


# Random123 (Salmon, Moraes, Dror, Shaw, SC11, 2011), tests/kat_vectors, lines "philox4x64 10".
@pytest.mark.parametrize(
    ("counter", "key", "first"),
    [([0] * 4, [0] * 2, 0x16554D9ECA36314C), ([ONES] * 4, [ONES] * 2, 0x87B092C3013FE90B)],
)
def test_known_answers(counter, key, first):
    assert _core.philox(counter, key)[0] == first
    assert numpy_block(counter, key)[0] == first
