"""Frozen dataclasses of arrays: equal by what they hold, printed in a line."""

from dataclasses import dataclass, field, replace

import numpy as np
import pytest

from intercept.base.values import ByValue, same


@dataclass(frozen=True, eq=False, repr=False)
class Held(ByValue):
    numbers: np.ndarray
    names: tuple[str, ...] = ()
    share: float = float("nan")
    core: object = field(default=None, repr=False, compare=False)


def test_two_are_equal_by_what_they_hold():
    one = Held(np.array([1.0, np.nan]), ("a",), core=object())
    assert one == Held(np.array([1.0, np.nan]), ("a",), core=object())
    assert one != replace(one, names=("b",))
    assert one != replace(one, share=1.0)
    assert one != "Held"
    with pytest.raises(TypeError, match="unhashable"):
        hash(one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (np.array([1.0]), np.array([1])),
        (np.array([1.0]), np.array([1.0, 1.0])),
        (np.array([1.0]), 1.0),
        (1.0, np.array([1.0])),
        ((np.array([1.0]),), (np.array([2.0]),)),
        (("a",), ["a"]),
    ],
)
def test_what_differs_is_not_the_same(one, other):
    assert not same(one, other)


def test_arrays_and_long_tuples_are_printed_in_brief():
    text = repr(Held(np.zeros((2000, 3)), tuple("abcdefg")))
    assert text == "Held(numbers=<float64[2000, 3]>, names=('a', 'b', 'c', 'd', ... 7 in all), share=nan)"
