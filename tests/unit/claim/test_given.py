"""The structured form: rates and counts as numbers and as text, groups that must fit, numbers beside a sentence."""

from decimal import Decimal
from fractions import Fraction

import pytest

from intercept.claim.given import groups_of, joined, read_count, read_rate, reading_of
from intercept.claim.read import read_claim
from intercept.errors import InvalidParameterError


@pytest.mark.parametrize("value", [0.95, "0.95", "95%", " 95 % ", Decimal("0.95"), "9.5e-1", "95 percent"])
def test_a_rate_in_whole_per_cent_is_rounded_to_them(value):
    share = read_rate("rate", value)
    assert (share.written, share.low, share.high) == (Fraction(19, 20), Fraction(189, 200), Fraction(191, 200))


def test_a_rate_with_more_digits_is_rounded_to_those_and_a_fraction_not_at_all():
    assert read_rate("rate", "95.0%").low == Fraction(1899, 2000)
    assert read_rate("rate", 0.953).low == Fraction(9525, 10000)
    assert read_rate("rate", Decimal("0.950")).low == Fraction(1899, 2000)
    exact = read_rate("rate", Fraction(1, 3))
    assert exact.low == exact.high == Fraction(1, 3)
    assert read_rate("rate", 1).written == 1


@pytest.mark.parametrize(
    "value",
    [float("nan"), "nan", "inf", "", "%", "ninety", None, True, "95%%", "1e-999999999", [], "5 drones"],
)
def test_what_is_not_a_rate_is_refused(value):
    with pytest.raises(InvalidParameterError, match=r"^rate = .* is not allowed: must be a number from 0 to 1"):
        read_rate("rate", value)


def test_a_number_too_long_to_print_is_refused():
    for read, name in ((read_rate, "rate"), (read_count, "drones")):
        with pytest.raises(InvalidParameterError, match=f"^{name} = <a whole number of over 4,300 digits>"):
            read(name, 10**5000)


@pytest.mark.parametrize("value", [-0.01, 1.01, Fraction(3, 2), 95])
def test_rates_out_of_range_are_refused(value):
    with pytest.raises(InvalidParameterError, match=r"^rate = .* is not allowed: must be a number from 0 to 1"):
        read_rate("rate", value)
    with pytest.raises(InvalidParameterError, match="for 95 percent write 95%"):
        read_rate("rate", 95)


@pytest.mark.parametrize(
    "value", [-1, 1.5, 750.0, float("nan"), "many", "", True, None, 10**10, "95 %", "6 drones", b"1"]
)
def test_what_is_not_a_count_is_refused(value):
    with pytest.raises(InvalidParameterError, match=r"^drones = .* is not allowed: must be a whole number from 0"):
        read_count("drones", value)


def test_counts_may_be_ranges_and_round_words():
    found = [read_count("drones", value) for value in (750, "750", "60-69", "some 750", "over 60")]
    assert [(count.low, count.high) for count in found] == [(750, 750), (750, 750), (60, 69), (725, 775), (61, 69)]


def test_a_rate_or_a_count_over_drones_and_missiles():
    reading = reading_of(groups_of(750, "over 60", {"hypersonic": 5}), "95%", None)
    assert reading.sentence == "95% of 750 drones and 61 to 69 missiles, 5 hypersonic missiles among them"
    assert [group.label for group in reading.statements[0].population] == ["750 drones", "61 to 69 missiles"]
    assert reading.included == (("hypersonic",),)
    counted = reading_of(groups_of(595, None, None), None, 549).statements[0]
    assert (counted.number.low, counted.objects.low, counted.share) == (549, 595, None)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"drones": 0, "missiles": 0}, "drones = 0 is not allowed: must be at least 1"),
        ({"drones": 495, "down": 549, "rate": None}, 'down = "549" is not allowed: must be at most the 495 objects'),
        ({"drones": 5, "missiles": 3, "of": {"hypersonic": 4}}, 'of = "4 hypersonic missiles" is not allowed'),
        ({"missiles": 6, "of": {"cruise": 4, "ballistic": 3}}, "they make 7"),
        ({"drones": 5, "of": {"nukes": 1}}, 'of = "nukes" is not allowed: must be one of 31 names; did you mean'),
        ({"drones": 5, "of": {"cruise": -1}}, "of = -1 is not allowed"),
        ({"drones": 5, "of": [1]}, "of = [1] is not allowed: must be a mapping"),
        ({"drones": 470, "missiles": 60, "of": {"targets": 537}}, "537 objects in all; they make 530"),
        ({}, 'rate = "95%" is not allowed: must be given with how many there were'),
        ({"rate": None, "down": 5}, "down = 5 is not allowed: must be given with how many there were"),
        ({"rate": None}, "claim, drones, missiles or of must be given: a sentence"),
        ({"drones": 5, "rate": None}, "rate = None is not allowed"),
    ],
)
def test_what_does_not_fit_is_refused(given, words):
    with pytest.raises(InvalidParameterError) as caught:
        reading_of(
            groups_of(given.get("drones"), given.get("missiles"), given.get("of")),
            given.get("rate", "95%"),
            given.get("down"),
        )
    assert words in str(caught.value)


@pytest.mark.parametrize(
    "sentence",
    [
        "95 % of 537 targets, 470 drones and 60 missiles",
        "95 % of 60 missiles, including 70 ballistic missiles",
        "95 % of 60 missiles, 40 of them cruise missiles and 30 of them ballistic",
    ],
)
def test_a_sentence_whose_parts_do_not_add_up_is_refused(sentence):
    with pytest.raises(InvalidParameterError, match=r"^claim = .*; they make "):
        read_claim(sentence)


def test_a_sentence_whose_parts_may_add_up_is_not_refused():
    for sentence in (
        "nearly 90 percent of 537 aerial targets, 477 drones and 60 missiles",
        "95 % of some 540 targets, 477 drones and 60 missiles",
        "95 % of 60 missiles, including 16 ballistic missiles",
    ):
        assert read_claim(sentence).statements


def test_numbers_beside_a_sentence_fill_it_and_must_not_contradict_it():
    reading = joined(read_claim("more than half of the ballistic missiles"), groups_of(None, None, {"ballistic": 16}))
    assert reading.statements[0].objects.low == 16
    with pytest.raises(InvalidParameterError, match='drones = "700" is not allowed: must be 750, as the claim says'):
        joined(read_claim("95 % of 750 drones"), groups_of(700, None, None))
    with pytest.raises(InvalidParameterError, match="they make 70"):
        joined(read_claim("95 % of 60 missiles"), groups_of(None, None, {"ballistic": 70}))
