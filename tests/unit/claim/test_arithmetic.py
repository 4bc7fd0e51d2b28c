"""What a claim allows, against every whole number there is."""

from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from intercept.claim import quantities
from intercept.claim.arithmetic import Arithmetic, Span, leakers
from intercept.claim.given import read_count, read_rate
from intercept.claim.quantities import Count
from intercept.claim.read import read_claim
from intercept.claim.reading import Group, Statement
from intercept.claim.two_groups import share_needed, shares

RATES = st.sampled_from(
    [
        *("95 %", "95.0 %", "93,5 %", "100 %", "0 %", "50 %", "7 %", "92.27 %", "nearly 90 %", "about 90 %", "85-90 %"),
        *("more than half", "at least 90 %", "less than a third", "up to 90 %", "two thirds", "nine in ten"),
        *(Fraction(1, 3), Fraction(19, 20), Fraction(1), Fraction(0)),
    ]
)
RATE = st.integers(0, 100).map(lambda percent: Fraction(percent, 100))
RANGES = st.tuples(st.integers(0, 12), st.integers(0, 5)).map(lambda pair: Count(pair[0], pair[0] + pair[1], "x"))


def claim(rate, outcome="did_not_hit", **counts):
    population = tuple(Group((name,), read_count(name, count)) for name, count in counts.items())
    return Arithmetic(Statement(population, outcome, "x", read_rate("rate", rate)))


def test_the_claim_of_810_objects():
    one = claim("95%", drones=750, missiles=60)
    assert (one.exact, one.stated) == (Span(40, 40), Span(37, 44))
    drones, missiles = one.bounds
    assert [float(drones.exact_share), drones.exact_least, drones.stated_least] == [0.946, 710, 706]
    assert round(100 * float(drones.stated_share), 1) == 94.1
    assert [float(missiles.exact_share), missiles.exact_least, missiles.stated_least] == [0.325, 20, 16]
    assert share_needed(one, Fraction(1)) == Fraction(13, 40)
    assert share_needed(one, Fraction(94, 100)) is None
    assert share_needed(one, Fraction(946, 1000)) == 1


def test_the_sentence_with_round_numbers_and_one_more_digit():
    (statement,) = read_claim("95 % of the more than 60 missiles and some 750 drones").statements
    assert Arithmetic(statement).stated == Span(36, 46)
    assert claim("95.0 %", drones=750, missiles=60).contradicts_itself
    assert not claim("95.0 %", drones="some 750", missiles="over 60").contradicts_itself


def test_a_class_of_forty_or_fewer_is_not_spoken_of():
    (statement,) = read_claim("95 % of 750 drones and 60 missiles").statements
    for size, least in ((5, 0), (40, 0), (41, 1), (60, 20)):
        one = Arithmetic(statement, (Group(("hypersonic",), read_count("of", size)),))
        assert one.bounds[-1].exact_least == least
        assert one.bounds[-1].exact_share == max(Fraction(0), (size - Fraction(81, 2)) / size)


@given(share=RATES, objects=RANGES)
@example(share="95.0 %", objects=Count(810, 810, "x"))
@example(share="95 %", objects=Count(786, 844, "x"))
def test_leakers_are_those_of_every_whole_number(share, objects):
    assume(objects.high)
    rate = read_rate("rate", share)
    every = [
        lost
        for n in range(max(objects.low, 1), objects.high + 1)
        for lost in range(n + 1)
        if rate.holds(Fraction(n - lost, n))
    ]
    found = leakers(rate, objects)
    assert (None if found is None else (found.low, found.high)) == ((min(every), max(every)) if every else None)


@given(rate=RATES, drones=RANGES, missiles=RANGES, inner=st.integers(1, 12))
def test_bounds_are_those_of_every_way_of_falling(rate, drones, missiles, inner):
    assume(drones.low and missiles.low and inner <= missiles.low)
    one = claim(rate, drones=drones, missiles=missiles)
    assume(not one.contradicts_itself)
    one = Arithmetic(one.statement, (Group(("ballistic",), Count(inner, inner, "x")),))
    share = one.share
    ways = [
        (d, m, Fraction(down_d, d), down_d, Fraction(down_m, m), down_m)
        for d, m in product(range(drones.low, drones.high + 1), range(missiles.low, missiles.high + 1))
        for down_d, down_m in product(range(d + 1), range(m + 1))
        if share.holds(Fraction(down_d + down_m, d + m))
    ]
    of_drones, of_missiles, of_inner = one.bounds
    assert of_drones.stated_share <= min(way[2] for way in ways)
    assert of_missiles.stated_share <= min(way[4] for way in ways)
    assert of_drones.stated_least <= min(way[3] for way in ways)
    assert of_missiles.stated_least <= min(way[5] for way in ways)
    assert of_drones.most >= max(way[3] for way in ways)
    fewest = min(max(0, inner - (m - way_down)) for _, m, _, _, _, way_down in ways)
    assert of_inner.stated_least <= fewest
    if drones.exact and missiles.exact:  # then they are no looser than they must be
        assert of_drones.stated_least == min(way[3] for way in ways)
        assert of_missiles.stated_least == min(way[5] for way in ways)
        assert of_drones.most == max(way[3] for way in ways)
        assert of_inner.stated_least == fewest


@given(rate=st.integers(0, 1000), drones=st.integers(1, 25), missiles=st.integers(1, 25), down=st.integers(0, 25))
def test_the_missiles_needed_are_the_fewest_that_reach_the_rate(rate, drones, missiles, down):
    assume(down <= drones)
    exact = Fraction(rate, 1000)
    one = claim(exact, drones=drones, missiles=missiles)
    needed = share_needed(one, Fraction(down, drones))
    enough = [m for m in range(missiles + 1) if Fraction(down + m, drones + missiles) >= exact]
    assert (needed is None) == (not enough)
    if needed is not None:
        assert -(-needed * missiles // 1) == enough[0]


@given(number=st.integers(0, 30), objects=st.integers(1, 30), outcome=st.sampled_from(["shot_down", "hit"]))
def test_a_count_leaves_the_others(number, objects, outcome):
    assume(number <= objects)
    count = Count(number, number, "x")
    one = Arithmetic(Statement((Group(("drones",), Count(objects, objects, "y")),), outcome, "x", None, count))
    lost = number if outcome == "hit" else objects - number
    assert one.exact == one.stated == Span(lost, lost)


@given(rate=RATES, objects=st.integers(1, 40))
def test_what_got_through_is_what_did_not_fall(rate, objects):
    share = read_rate("rate", rate)
    one = claim(rate, "hit", drones=objects)
    every = [lost for lost in range(objects + 1) if share.holds(Fraction(lost, objects))]
    assert (one.stated and (one.stated.low, one.stated.high)) == ((min(every), max(every)) if every else None)


@pytest.mark.parametrize(
    ("sentence", "fits"),
    [
        ("549 of 595 drones (92.27 %)", True),
        ("549 of 595 drones (92.3 %)", True),
        ("549 of 595 drones (92.28 %)", False),
        ("549 of 595 drones (92 %)", True),
        ("549 of 595 drones (more than 90 %)", True),
    ],
)
def test_a_number_and_a_share_must_fit(sentence, fits):
    (statement,) = read_claim(sentence).statements
    assert Arithmetic(statement).agrees is fits
    assert Arithmetic(statement).contradicts_itself is not fits


def test_more_than_half_of_sixteen_is_nine():
    one = claim("more than half", ballistic=16)
    assert one.exact is None
    assert one.stated == Span(0, 7)


def test_large_numbers_take_no_time():
    one = claim(Fraction(1, 999_999_937), drones=10**9, missiles=0)
    assert one.stated is None
    assert claim("95 %", drones=10**9, missiles="1-1000000").stated.high == 55_055_000


@given(drones=st.integers(1, 60), missiles=st.integers(1, 60), rate=RATE)
@example(drones=750, missiles=60, rate=Fraction(95, 100))
def test_the_smallest_share_of_drones_is_the_edge(drones, missiles, rate):
    one = claim(quantities.percentage("rate", Decimal(round(100 * rate)), "x"), drones=drones, missiles=missiles)
    found = shares(one)
    if one.contradicts_itself:
        assert found == []
        return
    reached = [drone for drone, missile in found if missile is not None]
    assert [drone for drone, _ in found] == sorted({drone for drone, _ in found}, reverse=True)
    assert (found[0][0], len(found) <= 9) == (1, True)
    smallest = reached[-1]
    assert smallest == max(Fraction(0), rate * (drones + missiles) - missiles) / drones
    if smallest > 0:
        assert share_needed(one, smallest * Fraction(999, 1000)) is None


def test_pairs_of_shares_are_of_two_groups_with_exact_numbers():
    assert shares(claim("95%", drones="some 750", missiles=60)) == []
    assert shares(claim("95%", drones=750)) == []
    assert shares(claim("95%", drones=750, missiles=0)) == []
    assert shares(claim("more than half", drones=750, missiles=60)) == []
    assert shares(claim("95.0 %", drones=750, missiles=60)) == []
