"""Shares in whole per cent."""

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intercept.base.words import percentages


@given(st.lists(st.integers(0, 10_000) | st.floats(0.0, 1e6), min_size=1, max_size=9))
def test_percentages_of_a_whole_add_up_and_lie_next_to_the_shares(parts):
    found = percentages(parts)
    whole = math.fsum(parts)
    if not whole:
        assert set(found) == {"–"}
        return
    numbers = [int(re.fullmatch(r"(\d+) %", each)[1]) for each in found]
    assert sum(numbers) == 100
    for number, part in zip(numbers, parts, strict=True):
        assert abs(number - 100.0 * part / whole) < 1.0 + 1e-6


@pytest.mark.parametrize(
    ("parts", "wanted"),
    [
        ([1, 1, 1], ["34 %", "33 %", "33 %"]),
        ([0.125, 0.375, 0.5], ["13 %", "37 %", "50 %"]),
        ([0.29, 0.57, 0.14], ["29 %", "57 %", "14 %"]),
        ([0, 0], ["–", "–"]),
        ([3, 0], ["100 %", "0 %"]),
    ],
)
def test_percentages_are_those_of_largest_rests(parts, wanted):
    assert percentages(parts) == wanted
