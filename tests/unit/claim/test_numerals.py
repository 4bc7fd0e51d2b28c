"""Numbers in sentences: how they are written, and what round words stand for."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intercept.claim import numerals
from intercept.claim.quantities import count, percentage, step_of
from intercept.claim.tokens import tokens

_SMALL = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen nineteen
"""
_UNITS = _SMALL.split()
_TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spelled(number):
    """Return a whole number in words."""
    if number < 20:
        return _UNITS[number]
    if number < 100:
        return _TENS[number // 10] + (f"-{_UNITS[number % 10]}" if number % 10 else "")
    size, name = (1000, "thousand") if number >= 1000 else (100, "hundred")
    rest = f" and {spelled(number % size)}" if number % size else ""
    return f"{spelled(number // size)} {name}{rest}"


@given(st.integers(0, 999_999))
def test_every_number_in_words_is_read(number):
    text = spelled(number)
    match = numerals.WORDS.match(text)
    assert (match[0], numerals.words(match[0])) == (text, number)


@given(st.integers(0, 10**9), st.sampled_from([",", " ", "'", "\u00a0", "\u202f", ""]))
def test_every_way_of_parting_thousands_is_read(number, mark):
    (found,) = tokens(numerals.plain(f"{number:,}".replace(",", mark)))
    assert (found.count.low, found.count.high) == (number, number)


@given(st.integers(0, 10_000), st.sampled_from(".,"), st.sampled_from(["%", " %", "\u00a0%", " percent", " per cent"]))
def test_every_percentage_is_read_with_its_digits(hundredths, point, sign):
    whole, rest = divmod(hundredths, 100)
    (found,) = tokens(numerals.plain(f"{whole}{point}{rest:02d}{sign}"))
    assert found.share.written == Fraction(hundredths, 10_000)
    half = Fraction(1, 20_000)
    assert found.share.high == min(found.share.written + half, 1)
    assert found.share.low == max(found.share.written - half, 0)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("some 750", 725, 775),
        ("about 500", 450, 550),
        ("approximately 1,000", 900, 1100),
        ("~60", 55, 65),
        ("more than 60", 61, 69),
        ("over 60", 61, 69),
        ("well over 700", 701, 799),
        ("60+", 60, 69),
        ("at least 60", 60, 69),
        ("nearly 60", 55, 59),
        ("fewer than 60", 51, 59),
        ("up to 60", 51, 60),
        ("more than 61", 62, 69),
        ("more than 69", 70, 79),
        ("fewer than 61", 51, 60),
        ("over 5", 6, 9),
        ("fewer than 1", 0, 0),
        ("some 549", 549, 549),
        ("60-69", 60, 69),
        ("60 – 69", 60, 69),
        ("between 60 and 69", 60, 69),
        ("from 60 to 69", 60, 69),
        ("a dozen", 12, 12),
        ("two dozen", 24, 24),
        ("half a dozen", 6, 6),
        ("a hundred", 100, 100),
        ("1.2 thousand", 1200, 1200),
    ],
)
def test_what_counts_stand_for(text, low, high):
    (found,) = tokens(numerals.plain(text))
    assert (found.count.low, found.count.high) == (low, high)


@pytest.mark.parametrize(
    ("text", "low", "high", "ends"),
    [
        ("95 %", "189/200", "191/200", (True, False)),
        ("95.0 %", "1899/2000", "1901/2000", (True, False)),
        ("93,5 %", "1869/2000", "1871/2000", (True, False)),
        ("95 percent", "189/200", "191/200", (True, False)),
        ("ninety-five per cent", "189/200", "191/200", (True, False)),
        ("100 %", "199/200", "1", (True, True)),
        ("0 %", "0", "1/200", (True, False)),
        ("more than half", "1/2", "1", (False, True)),
        ("at least 90%", "9/10", "1", (True, True)),
        ("less than a third", "0", "1/3", (True, False)),
        ("up to 90 %", "0", "9/10", (True, True)),
        ("nearly 90 percent", "17/20", "9/10", (True, False)),
        ("almost 40 %", "3/8", "2/5", (True, False)),
        ("about 90 %", "17/20", "19/20", (True, True)),
        ("two thirds", "77/120", "83/120", (True, False)),
        ("three-quarters", "29/40", "31/40", (True, False)),
        ("nine in ten", "7/8", "37/40", (True, False)),
        ("95-97 %", "189/200", "39/40", (True, False)),
    ],
)
def test_what_shares_stand_for(text, low, high, ends):
    (found,) = tokens(numerals.plain(text))
    share = found.share
    assert (share.low, share.high) == (Fraction(low), Fraction(high))
    assert (share.low_in, share.high_in) == ends
    assert share.holds(share.low) == share.low_in
    assert share.holds(share.high) == share.high_in
    assert share.holds((share.low + share.high) / 2)


@given(st.integers(0, 10**6))
def test_the_step_of_a_number_divides_it_and_is_at_most_a_fifth(number):
    step = step_of(number)
    steps = [k * 10**power for power in range(7) for k in (1, 2, 5)]
    assert step == max([1, *(k for k in steps if number % k == 0 and 5 * k <= number)])
    assert number % step == 0


@given(st.integers(1, 10**6), st.sampled_from(["about", "nearly", "over", "under", "at_least", "at_most", "exact"]))
def test_a_count_is_a_range_on_the_side_of_its_word(number, how):
    found = count("x", number, str(number), how)
    assert 0 <= found.low <= found.high
    beyond = {"over": found.low > number, "at_least": found.low == number, "at_most": found.high == number}
    assert beyond.get(how, True)
    if how in {"under", "nearly"} and number:
        assert found.high < number
    if how in {"about", "exact"}:
        assert found.low <= number <= found.high


def test_a_percentage_keeps_the_digits_it_was_written_with():
    assert percentage("x", Decimal("95.0"), "95.0 %").low == Fraction("0.9495")
    assert percentage("x", Decimal(95), "95 %").low == Fraction("0.945")
