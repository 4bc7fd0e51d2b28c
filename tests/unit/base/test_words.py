"""Shares in whole per cent."""

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intercept.base.words import course, first_of, numeral, one_of_class, percentages
from intercept.catalogue.catalogue import Catalogue


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


@pytest.mark.parametrize(
    ("code", "wanted"),
    [
        ("subsonic_cruise", "a subsonic cruise missile"),
        ("air_launched_aeroballistic", "an air-launched aeroballistic missile"),
        ("one_way_attack_drone", "a one-way attack drone"),
        ("interceptor", "an interceptor"),
        ("own_class", "an own class"),
        ("hypersonic_glide", "a hypersonic glide vehicle"),
    ],
)
def test_one_thing_of_a_class_has_an_article_and_a_noun(code, wanted):
    assert one_of_class(code) == wanted


def test_every_threat_class_of_the_catalogue_has_a_noun():
    last = {one_of_class(name).split()[-1] for name in Catalogue.load().threats}
    assert last <= {"missile", "drone", "vehicle"}


@pytest.mark.parametrize(
    ("azimuth_deg", "wanted"),
    [
        (90.0, "east (90 degrees)"),
        (-90.0, "west (270 degrees)"),
        (359.9999999, "north (0 degrees)"),
        (45, "north-east (45 degrees)"),
        (100.5, "on a course of 100.5 degrees"),
    ],
)
def test_a_course_is_told_by_the_wind_where_it_is_one(azimuth_deg, wanted):
    assert course(azimuth_deg) == wanted


def test_what_is_left_out_of_a_list_is_told():
    assert first_of(["a", "b", "c"], "others") == "a, b, c"
    assert first_of(["a", "b", "c", "d"], "others") == "a, b, c, others"
    assert first_of(["a", "b"], "others", most=1, separator="; ") == "a; others"
    assert first_of([], "others") == ""


@given(st.floats(1e-12, 1e15, exclude_max=True))
def test_numbers_in_messages_have_no_exponent(value):
    for signed in (value, -value):
        assert "e" not in numeral(signed)
        assert float(numeral(signed)) == float(f"{signed:g}")


def test_numbers_are_written_as_people_write_them():
    numbers = (1e-9, 1e6, 3.9931e8, 0.25, -2e7, 7.0, 1e300)
    told = ["0.000000001", "1000000", "399310000", "0.25", "-20000000", "7", "1e+300"]
    assert [numeral(value) for value in numbers] == told
