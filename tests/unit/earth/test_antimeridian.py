"""Lines cut at 180 degrees: the pieces are the line, and none crosses."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from intercept.earth.antimeridian import cut


def wrapped(longitude):
    return np.remainder(np.asarray(longitude, dtype=float) + 180.0, 360.0) - 180.0


@given(steps=st.lists(st.integers(-170, 170), min_size=1, max_size=12), start=st.integers(-180, 179))
def test_the_pieces_are_the_line(steps, start):
    running = np.cumsum([start, *steps]).astype(float)
    distance = np.concatenate([[0.0], np.cumsum(np.abs(np.diff(running)))])
    pieces = cut(wrapped(running), np.column_stack([distance, running]))
    assert all(np.abs(longitude).max() <= 180.0 for longitude, _ in pieces)
    # Within a piece the line does not jump: its longitude is that of the unbroken line, but for a turn.
    for longitude, others in pieces:
        turns = (others[:, 1] - longitude) / 360.0
        np.testing.assert_allclose(turns, np.round(turns[0]), atol=1e-9)
    for (_, one), (_, other) in pairwise(pieces):
        if distance[-1]:
            assert other[0, 0] >= one[-1, 0] - 1e-9
    lengths = sum(np.abs(np.diff(longitude)).sum() for longitude, _ in pieces)
    assert lengths == pytest.approx(distance[-1])


def test_values_at_the_cut_are_in_proportion():
    pieces = cut(np.array([170.0, -170.0]), np.array([[10.0, 0.0], [30.0, 100.0]]))
    assert [longitude.tolist() for longitude, _ in pieces] == [[170.0, 180.0], [-180.0, -170.0]]
    assert [others.tolist() for _, others in pieces] == [[[10.0, 0.0], [20.0, 50.0]], [[20.0, 50.0], [30.0, 100.0]]]


@pytest.mark.parametrize(
    ("longitude", "count"), [([170.0, 179.9], 1), ([170.0, 180.0], 1), ([-180.0, -170.0], 1), ([180.0], 1)]
)
def test_a_line_that_only_touches_is_whole(longitude, count):
    pieces = cut(wrapped(longitude), np.arange(float(len(longitude)))[:, None] * 0.0)
    assert len(pieces) == count
    assert len(pieces[0][0]) >= len(longitude)
