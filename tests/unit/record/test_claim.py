"""The arithmetic of a claimed rate, against plain counting."""

from __future__ import annotations

import json
import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from record_table import line, write

from intercept.errors import InvalidParameterError
from intercept.record import read_record
from intercept.record.claim import check_claim, parse_rate, similar_nights

counts = st.integers(0, 60)
percents = st.integers(0, 100).map(lambda percent: Fraction(percent, 100))
rates = st.one_of(percents, st.fractions(0, 1, max_denominator=1000))


def test_the_claim_of_the_issue():
    claim = check_claim(drones=750, missiles=60, rate=0.95)
    assert claim.leakers_allowed == 40
    assert claim.missile_rate_needed(1) == Fraction(325, 1000)
    assert claim.missile_rate_needed("94%") is None
    assert claim.smallest_drone_rate == Fraction(946, 1000)
    assert round(100 * float(claim.drone_share), 1) == 92.6
    assert [(float(d), m if m is None else float(m)) for d, m in claim.rates()] == [
        (1.0, 0.325),
        (0.99, 0.45),
        (0.98, 0.575),
        (0.97, 0.7),
        (0.96, 0.825),
        (0.95, 0.95),
        (0.946, 1.0),
        (0.94, None),
    ]
    rounded = claim.rounded
    assert (rounded.low, rounded.high) == (Fraction(945, 1000), Fraction(955, 1000))
    assert (rounded.leakers_min, rounded.leakers_max) == (37, 44)


@given(drones=counts, missiles=counts, rate=rates)
def test_leakers_are_the_most_that_keep_the_rate(drones, missiles, rate):
    assume(drones + missiles)
    objects = drones + missiles
    most = max(leakers for leakers in range(objects + 1) if Fraction(objects - leakers, objects) >= rate)
    assert check_claim(drones=drones, missiles=missiles, rate=rate).leakers_allowed == most


@given(drones=st.integers(1, 60), missiles=st.integers(1, 60), rate=rates, data=st.data())
def test_missile_rate_is_the_least_that_counting_finds(drones, missiles, rate, data):
    down = data.draw(st.integers(0, drones))
    enough = [m for m in range(missiles + 1) if Fraction(down + m, drones + missiles) >= rate]
    needed = check_claim(drones=drones, missiles=missiles, rate=rate).missile_rate_needed(Fraction(down, drones))
    assert (needed is None) == (not enough)
    if needed is not None:
        assert math.ceil(needed * missiles) == enough[0]


@given(drones=st.integers(1, 60), missiles=counts, rate=rates, first=rates, second=rates)
def test_more_drones_down_never_need_more_missiles(drones, missiles, rate, first, second):
    claim = check_claim(drones=drones, missiles=missiles, rate=rate)
    low, high = (claim.missile_rate_needed(drone_rate) for drone_rate in sorted((first, second)))
    if low is not None:
        assert high is not None
        assert 0 <= high <= low <= 1
    assert claim.missile_rate_needed(1) is not None


@given(drones=counts, missiles=counts, first=rates, second=rates)
def test_a_higher_rate_never_allows_more_leakers(drones, missiles, first, second):
    assume(drones + missiles)
    low, high = (check_claim(drones=drones, missiles=missiles, rate=rate) for rate in sorted((first, second)))
    assert high.leakers_allowed <= low.leakers_allowed


@given(drones=st.integers(1, 60), missiles=counts, rate=rates)
def test_the_smallest_drone_rate_is_the_edge(drones, missiles, rate):
    claim = check_claim(drones=drones, missiles=missiles, rate=rate)
    smallest = claim.smallest_drone_rate
    assert 0 <= smallest <= 1
    assert claim.missile_rate_needed(smallest) is not None
    if smallest > 0:
        assert claim.missile_rate_needed(smallest * Fraction(999, 1000)) is None
    table = claim.rates()
    assert [d for d, _ in table] == sorted({d for d, _ in table}, reverse=True)
    assert table[0][0] == 1
    assert smallest in [d for d, _ in table]
    assert len(table) <= 9


@given(drones=counts, missiles=counts, rate=percents)
@example(drones=750, missiles=60, rate=Fraction(95, 100))
@example(drones=10, missiles=0, rate=Fraction(95, 100))
@example(drones=10, missiles=10, rate=Fraction(1))
@example(drones=200, missiles=0, rate=Fraction(0))
def test_rounded_reading_is_what_rounding_half_up_gives(drones, missiles, rate):
    assume(drones + missiles)
    objects = drones + missiles
    printed = [
        n
        for n in range(objects + 1)
        if math.floor(Fraction(100 * (objects - n), objects) + Fraction(1, 2)) == rate * 100
    ]
    rounded = check_claim(drones=drones, missiles=missiles, rate=rate).rounded
    assert (rounded.leakers_min, rounded.leakers_max) == ((printed[0], printed[-1]) if printed else (None, None))


def test_a_finer_rate_is_rounded_finer_and_a_fraction_not_at_all():
    finer = check_claim(drones=750, missiles=60, rate="95.3%").rounded
    assert (finer.low, finer.high) == (Fraction(9525, 10000), Fraction(9535, 10000))
    assert check_claim(drones=1, missiles=2, rate=Fraction(1, 3)).rounded is None


def test_one_kind_only():
    drones = check_claim(drones=100, missiles=0, rate="90%")
    assert (drones.missile_rate_needed("90%"), drones.missile_rate_needed("89%")) == (0, None)
    missiles = check_claim(drones=0, missiles=50, rate="90%")
    assert (missiles.missile_rate_needed(1), missiles.smallest_drone_rate, missiles.rates()) == (
        Fraction(9, 10),
        None,
        [],
    )


@pytest.mark.parametrize("value", [0.95, "0.95", "95%", " 95 % ", Decimal("0.95"), Fraction(19, 20), "95.0%", "9.5e-1"])
def test_rates_are_read_exactly(value):
    assert parse_rate("rate", value) == Fraction(19, 20)


@pytest.mark.parametrize("value", [float("nan"), "nan", "inf", "", "%", "ninety", None, True, "95%%", "1e-999999999"])
def test_what_is_not_a_rate_is_refused(value):
    with pytest.raises(InvalidParameterError, match=r"^rate = .* is not allowed: must be a number from 0 to 1"):
        parse_rate("rate", value)


@pytest.mark.parametrize("value", [-0.01, 1.01, "101%", "-1%", Fraction(3, 2)])
def test_rates_out_of_range_are_refused(value):
    with pytest.raises(InvalidParameterError, match=r"^rate = .* is not allowed: must be from 0 to 1, or 0% to 100%"):
        parse_rate("rate", value)
    with pytest.raises(InvalidParameterError, match="for 95 percent write 95%"):
        parse_rate("rate", 95)


@pytest.mark.parametrize("value", [-1, 1.5, 750.0, float("nan"), "750", True, None, 10**10])
def test_what_is_not_a_count_is_refused(value):
    with pytest.raises(InvalidParameterError, match=r"^drones = .* is not allowed: must be a whole number from 0"):
        check_claim(drones=value, missiles=60, rate=0.95)
    with pytest.raises(InvalidParameterError, match=r"^missiles = .* is not allowed: must be a whole number"):
        check_claim(drones=750, missiles=value, rate=0.95)


def test_no_objects_are_refused():
    with pytest.raises(InvalidParameterError, match="drones = 0 is not allowed: must be at least 1"):
        check_claim(drones=0, missiles=0, rate=0.95)


def test_similar_nights_are_ordered_by_size_and_need_known_counts(tmp_path):
    def raid(day, drones, missiles):
        window = (f"2025-10-{day:02d} 01:00", f"2025-10-{day:02d} 08:00")
        return [
            line(*window, model="Shahed-136/131", launched=drones, destroyed="1", source=f"d{day}"),
            line(*window, model="Kalibr", launched=missiles, destroyed="1", source=f"m{day}"),
        ]

    lines = [
        *raid(1, "750", "60"),
        *raid(2, "700", "60"),
        *raid(3, "750", ""),
        *raid(4, "10", "1"),
        *raid(5, "750", "60"),
    ]
    lines.append(line("2025-10-06 01:00", "2025-10-06 02:00", model="Unknown UAV", source="u"))
    record = read_record(write(tmp_path, *lines))
    claim = check_claim(drones=750, missiles=60, rate=0.95, record=record)
    assert [similar.night.date.day for similar in claim.nights] == [5, 1, 2, 4]
    assert [similar.distance for similar in claim.nights] == pytest.approx(
        [0, 0, math.log(751 / 701), math.hypot(math.log(751 / 11), math.log(61 / 2))]
    )
    assert len(similar_nights(record.nights, drones=750, missiles=60, nearest=1)) == 1
    json.dumps(claim.to_dict())


def test_the_table_has_the_rates_as_numbers():
    claim = check_claim(drones=750, missiles=60, rate="95%")
    table = claim.table()
    assert table.columns == ("drone_rate", "missile_rate_needed")
    assert table["drone_rate"].tolist() == [float(drone) for drone, _ in claim.rates()]
    assert table["missile_rate_needed"][0] == 0.325
    assert np.isnan(table["missile_rate_needed"][-1])
