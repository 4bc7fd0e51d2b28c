"""Forecasts: exact sums of rates, the headline read back, the record's model, a scaled scenario, how they differ."""

import math
from datetime import date, timedelta
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rates_record import lines
from record_table import write
from refusals import NAN, refused

import intercept as ic
from intercept.base.words import measured
from intercept.claim import kinds
from intercept.claim.forecasts import apart
from intercept.claim.forecasts.asked import asked
from intercept.claim.forecasts.expected import AtSize, Expected, headline, rounded, whole
from intercept.claim.forecasts.found import Forecast
from intercept.claim.forecasts.precedents import Precedent, trend
from intercept.claim.forecasts.tables import shown
from intercept.errors import RecordError
from intercept.record.rates.distribution import Distribution

SMALL = "examples/notional-small.toml"
BOTH = {"drones": 1000, "ballistic": 60}
SETTINGS = {"replications": 64, "scrambles": 4, "points": 1, "vectors": 8, "threads": 2}
# Kinds of which none lies in another.
LEAVES = sorted(kinds.of_catalogue(["targets"]))


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    return ic.record.read_record(write(tmp_path_factory.mktemp("record"), *lines()))


@pytest.fixture(scope="module")
def both(record):
    return ic.forecast("120 drones and 6 ballistic missiles", record=record, scenario=SMALL, **SETTINGS)


def test_rates_of_classes_add_up_exactly():
    found = ic.forecast(of=BOTH, rates={"drone": "87%", "ballistic": "30%"})
    one = found.of("rates")
    assert found.headlines == {"rates": "888 of 1,000 drones and 60 ballistic missiles were neutralised: nearly 84 %"}
    assert [one.numbers[name] for name in ("expected", "expected_low", "expected_high")] == [888.0, 882.7, 893.3]
    # The sum of binomial numbers: its mean and variance are sums.
    k = np.arange(one.total.n + 1)
    assert one.total.mean == pytest.approx(888.0)
    assert k**2 @ one.total.pmf - one.total.mean**2 == pytest.approx(1000 * 0.87 * 0.13 + 60 * 0.3 * 0.7)
    assert found.of("record") is None


def test_the_rate_of_the_smallest_kind_that_holds_a_part_is_its_rate():
    found = ic.forecast("100 drones and 60 missiles, 10 of them hypersonic", rates={"targets": 0.9, "hypersonic": 0.1})
    assert found.of("rates").numbers["expected"] == pytest.approx(0.9 * 150 + 1.0)
    assert [part.label for part in found.raid.parts] == [
        "100 drones",
        "50 cruise missiles and ballistic missiles",
        "10 hypersonic missiles",
    ]
    assert found.raid.label == "100 drones and 60 missiles"
    assert ic.forecast("3 drones", rates={"drones": Fraction(1, 3)}).of("rates").number == 1


@settings(max_examples=150, deadline=None)
@given(
    st.dictionaries(st.sampled_from(LEAVES), st.tuples(st.integers(1, 1800), st.integers(0, 1000)), min_size=1),
    st.sampled_from(["sentence", "kinds"]),
)
def test_a_headline_read_back_agrees_with_its_own_numbers(raid, how):
    of = {name: number for name, (number, _) in raid.items()}
    rates = {name: rate / 1000 for name, (_, rate) in raid.items()}
    words = " and ".join(f"{n} {kinds.label([name], n)}" for name, n in of.items())
    found = ic.forecast(words, rates=rates) if how == "sentence" else ic.forecast(of=of, rates=rates)
    number = found.of("rates").number
    exact = sum(n * Fraction(rates[name]).limit_denominator(1000) for name, n in of.items())
    assert abs(number - exact) <= Fraction(1, 2)
    check = ic.check_claim(found.headlines["rates"])
    assert not check.reading.unread
    (one,) = check.arithmetic
    assert (one.statement.number.low, one.statement.number.high) == (number, number)
    assert (one.objects.low, one.objects.high) == (sum(of.values()),) * 2
    assert one.agrees
    assert not one.contradicts_itself
    grades = [finding.grade for finding in check.findings if finding.against == "its own numbers"]
    # What is possible only if (the others not being enough) is no contradiction.
    assert grades[0] == "agrees"
    assert "not_reconcilable" not in grades


@settings(max_examples=200)
@given(st.integers(1, 20_000), st.data())
def test_every_number_has_a_headline_that_can_be_read(objects, data):
    number = data.draw(st.integers(0, objects))
    raid = asked(None, {"targets": objects})
    check = ic.check_claim(headline(number, raid))
    assert check.arithmetic[0].agrees
    assert check.arithmetic[0].statement.number.low == number


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (Fraction(888, 1060), "nearly 84 %"),
        (Fraction(853, 1060), "more than 80 %"),
        (Fraction(1, 2), "50 %"),
        (Fraction(999, 1000), "nearly 100 %"),
        (Fraction(1, 1000), "less than 1 %"),
        (Fraction(0), "0 %"),
        (Fraction(1), "100 %"),
    ],
)
def test_shares_are_told_as_the_whole_per_cent_next_to_them(share, words):
    assert rounded(share) == words


def test_the_record_says_what_would_be_claimed(record):
    found = ic.forecast(of={"drone": 1000, "ballistic": 10}, record=record, date="2030-05-01")
    one = found.of("record")
    expected = ic.record.fit(record).predict({"drone": 1000, "ballistic": 10}, "2030-05-01")
    assert one.total.pmf.tolist() == expected.total.pmf.tolist()
    assert one.number == whole(expected.total.mean)
    assert one.parts["1,000 drones"].pmf.tolist() == expected.classes["drone"].pmf.tolist()
    assert one.numbers["seen_until"] == "2030-04-30"
    assert [size.objects for size in one.against] == [101, 253, 505, 758, 1010]
    assert f"the record never held more than {expected.largest['drone']} drones" in found.answer[0]
    assert "disputed by the other side" in found.leaves_out()[0]
    assert found.made_with()["record_sha256"] == record.file.sha256


def test_nothing_from_the_date_on_is_known(record):
    early, late = (
        ic.forecast("50 drones", record=record, date=day).of("record") for day in ("2030-03-01", "2030-05-01")
    )
    assert early.numbers["seen_until"] == "2030-02-28"
    assert early.total.pmf.tolist() != late.total.pmf.tolist()
    dated = ic.forecast("50 drones on 2030-03-01", record=record).of("record")
    assert dated.total.pmf.tolist() == early.total.pmf.tolist()
    frozen = ic.forecast("50 drones", record=record, date="2030-09-01", until="2030-03-01")
    assert frozen.of("record").numbers["seen_until"] == "2030-02-28"
    model = ic.record.fit(record, until="2030-03-01", mode="frozen")
    assert frozen.of("record").total.mean == model.predict({"drone": 50}, "2030-09-01").total.mean
    assert "and from nothing later" in " ".join(frozen.notes())
    assert max(point.day for point in frozen.precedents) == date(2030, 2, 28)


def test_missiles_without_a_class_are_shared_out_and_it_is_said(record):
    found = ic.forecast("60 missiles", record=record)
    shares = found.of("record").numbers["classes"]
    assert sum(shares.values()) == 60
    assert set(shares) == {"subsonic_cruise", "ballistic"}
    assert f"{shares['subsonic_cruise']} subsonic cruise missiles" in " ".join(found.notes())
    # Two parts of one class of the model are told together.
    drones = ic.forecast(of={"jet_drone": 20, "decoy_drone": 30}, record=record).of("record")
    assert dict(drones.parts) == {}
    assert drones.total.n == 50


def test_the_scenario_is_scaled_and_replicated_in_several_sizes(both):
    one = both.of("scenario")
    assert one.total.n == 126
    assert one.total.pmf.sum() == pytest.approx(1.0)
    assert [size.objects for size in one.against] == [13, 32, 63, 95, 126]
    assert one.against[-1].mean == pytest.approx(one.total.mean)
    assert one.standard_error > 0.0
    # What gets through and what is down are all there is without decoys.
    assert one.numbers["leaked_mean"] + one.total.mean == pytest.approx(126)
    notes = " ".join(both.notes())
    assert "scaled from 24 drones to 120 and 2 ballistic missiles to 6" in notes
    assert "Its other waves (6 subsonic cruise missiles) come as they are, and are not counted." in notes


def test_a_class_may_be_left_with_no_threat():
    """One missile of two classes in the shares of the scenario is of the more numerous one."""
    found = ic.forecast("2 drones and 1 missile", scenario=SMALL, rates={"targets": "50%"}, **SETTINGS)
    assert found.of("scenario").total.n == 3
    assert found.of("scenario").parts["1 missile"].n == 1
    assert [size.objects for size in found.of("scenario").against] == [1, 2, 3]


def test_decoys_are_told_and_waves_are_needed():
    document = ic.Scenario.from_file(SMALL).to_dict()
    share = {"low": 0.1, "mode": 0.2, "high": 0.3}
    document["raid"]["decoys"] = {"one_way_attack_drone": {"share": share}}
    found = ic.forecast("9 drones", scenario=ic.Scenario.from_dict(document), **SETTINGS)
    assert "Its decoys that arrive harm nothing" in " ".join(found.notes())
    document["raid"] = {"tracks": {"file": "own-tracks.csv"}}
    refused(lambda: ic.forecast("9 drones", scenario=ic.Scenario.from_dict(document)), "scenario", "no waves")


def test_the_same_raid_is_that_of_a_run():
    """At the scenario's own numbers nothing is scaled, and every night is that of `run` with the same settings."""
    own = ic.forecast("24 drones, 6 cruise missiles and 2 ballistic missiles", scenario=SMALL, **SETTINGS)
    result = ic.run(SMALL, **SETTINGS)
    down = sum(result.outcomes[fate] for fate in ("failed", "jammed", "intercepted")).reshape(-1, 3).sum(axis=1)
    counts = np.bincount(down, minlength=33) / len(down)
    assert own.of("scenario").total.pmf.tolist() == pytest.approx(counts.tolist())
    assert own.made_with()["scenario_sha256"] == result.scenario_hash
    assert "scaled" not in " ".join(own.notes())


def test_the_answer_is_the_same_for_any_number_of_threads(both, record):
    options = {**SETTINGS, "threads": 1}
    again = ic.forecast("120 drones and 6 ballistic missiles", record=record, scenario=SMALL, **options)
    assert again.to_json() == both.to_json()


def test_where_two_sources_disagree_is_said_by_how_much(both):
    record, scenario = both.of("record"), both.of("scenario")
    difference = abs(record.total.mean - scenario.total.mean)
    (apart_by, by_size) = both.disagreements
    assert f"on average {difference:,.0f} of 126, {100 * difference / 126:.1f} points" in apart_by
    assert "with size the share down by the scenario" in by_size


def made(source, low, high, slope=0.0):
    """Return something expected of 100 objects: even chances from low to high, its share moving with size."""
    pmf = np.zeros(101)
    pmf[low : high + 1] = 1.0 / (high + 1 - low)
    total = Distribution(100, pmf)
    small = total.mean / 2 - 50 * slope
    ends = AtSize(50, small, low // 2, high // 2), AtSize(100, total.mean, low, high)
    return Expected(source, total, {}, whole(total.mean), against=ends)


def test_headline_and_error_are_of_the_mean_and_the_median_is_told_as_one(both):
    for one, said in zip(both.expected, both.answer, strict=False):
        assert one.number == whole(one.total.mean)
        assert f"“{one.number} of 120 drones and 6 ballistic missiles" in said
        assert f"on average {measured(one.total.mean, one.standard_error)} objects" in said
        assert f"the median is {one.total.quantile(0.5)}." in said
        assert ("(± standard error)" in said) == (one.source == "scenario")
        total = next(row for row in shown(both)[0].rows if row[0] == f"{one.source.title()}: all 126")
        assert total[-1] == f"{100 * one.total.mean / 126:.1f} %"
    # Where most nights are alike and a few far off, mean and median are different numbers.
    skew = Expected("scenario", Distribution(4, np.array([0.0, 0.6, 0.0, 0.0, 0.4])), {}, whole(2.2), 0.1)
    (said,) = Forecast(asked("4 drones", None), (skew,), ()).answer
    assert said == (
        "By the scenario: “2 of 4 drones were neutralised: 50 %”, on average 2.20 ± 0.10 drones (± standard error)."
        " On nine nights in ten 1 to 4 (25.0 % to 100.0 %) are down; the median is 1."
    )


@given(st.fractions(0, 20_000))
def test_a_mean_is_told_as_the_whole_number_next_to_it(mean):
    assert abs(whole(mean) - mean) <= Fraction(1, 2)
    assert whole(math.floor(mean) + Fraction(1, 2)) == math.floor(mean) + 1


def test_words_of_a_disagreement():
    far = apart.words(made("record", 80, 90), made("scenario", 40, 50))
    assert far.startswith("The record has more down than the scenario: on average 40 of 100, 40.0 points")
    assert "do not overlap" in far
    assert "in 100 of 100 pairs of nights that of the record has more down" in far
    near = apart.words(made("scenario", 40, 60), made("rates", 45, 65))
    assert near.startswith("The rates given have more down than the scenario")
    assert "one night may fit both" in near
    same = apart.words(made("record", 40, 60), made("scenario", 30, 70))
    assert same.startswith("The record and the scenario have as many down on average, 50.0 %.")
    opposed = next(apart.by_size(made("record", 80, 90, 0.1), made("scenario", 70, 90, -0.1)))
    assert opposed.startswith("They disagree about size: with size the share down by the record rises")
    assert "overlap at every size" in opposed
    parted = next(apart.by_size(made("record", 80, 90), made("scenario", 40, 50)))
    assert "do not overlap at any size from 50 to 100" in parted
    assert "disagree" not in parted
    assert not list(apart.by_size(made("record", 80, 90), Expected("rates", made("rates", 1, 2).total, {}, 1)))


@given(st.lists(st.integers(1, 9), min_size=1, max_size=6), st.lists(st.integers(1, 9), min_size=1, max_size=6))
def test_the_chance_of_being_the_higher_is_that_over_all_pairs(one, other):
    first, second = (Distribution(len(each) - 1, np.array(each) / sum(each)) for each in (one, other))
    slow = sum(
        a * b * (1.0 if i > j else 0.5 if i == j else 0.0)
        for i, a in enumerate(first.pmf)
        for j, b in enumerate(second.pmf)
    )
    assert apart.higher(first, second) == pytest.approx(slow)


def test_whether_large_raids_had_higher_claimed_rates_is_computed():
    day = date(2030, 1, 1)

    def points(few, many):
        return [
            Precedent(day + timedelta(days=k), 400 if k % 2 else 20, (many + k % 3) if k % 2 else (few + k % 3))
            for k in range(60)
        ]

    higher = trend(points(10, 380))
    assert higher.rates == pytest.approx((11 / 20, 381 / 400))
    assert "larger raids had higher claimed rates: 55.00 % (standard error 0.76 points)" in higher.words("drones")
    assert "larger raids had lower claimed rates" in trend(points(18, 100)).words("drones")
    assert "not clearly apart" in trend(points(10, 219)).words("drones")
    assert trend(points(10, 380)[:8]) is None
    assert trend([Precedent(day, 5, 5)] * 40) is None
    assert trend([]) is None


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, ("raid",)),
        ({"raid": ""}, ("raid",)),
        ({"raid": "x"}, ('raid = "x"',)),
        ({"raid": 5}, ("raid = 5",)),
        ({"raid": "549 of 595 drones were shot down"}, ("raid", "check_claim")),
        ({"raid": "1.000 drones"}, ("raid",)),
        ({"of": {}}, ("raid",)),
        ({"of": {"drones": 0}}, ('of = "0 drones"', "from 1 to 20,000 objects")),
        ({"of": {"drones": NAN}}, ("of = nan",)),
        ({"of": {"drones": -1}}, ("of = -1",)),
        ({"of": {"drones": 20_001}}, ("of", "20,000")),
        ({"raid": "10,001 drones and 10,000 missiles"}, ("raid = ", "20,000")),
        ({"of": {"dragons": 1}}, ('of = "dragons"',)),
        ({"of": {"missiles": 5, "ballistic": 8}}, ("of", "at most 5 missiles")),
        ({"of": {"missiles": 9, "ballistic": 2, "cruise": 3, "hypersonic": 1}}, ("of", "9 missiles")),
        ({"of": BOTH}, ("rates, record or scenario must be given",)),
        ({"of": BOTH, "rates": {}}, ("rates",)),
        ({"of": BOTH, "rates": {"drones": 0.9}}, ("rates", "a rate of ballistic missiles, too")),
        ({"of": BOTH, "rates": {"drones": 0.9, "ballistic": NAN}}, ('rates["ballistic"] = nan',)),
        ({"of": BOTH, "rates": {"drones": 1.2, "ballistic": 1}}, ('rates["drones"] = 1.2',)),
        ({"of": BOTH, "rates": {"drones": "more than half", "ballistic": 1}}, ('rates["drones"]', "not a bound")),
        ({"of": BOTH, "rates": {"drones": 1, "ballistic": 1, "cruise": 1}}, ('rates = "cruise"',)),
        ({"of": BOTH, "rates": {"dragons": 1}}, ('rates = "dragons"',)),
        ({"of": BOTH, "rates": 5}, ("rates = 5",)),
        ({"of": BOTH, "record": 5}, ("record = 5",)),
        ({"of": BOTH, "rates": {"targets": 1}, "date": "2030-01-01"}, ("date", "with a record")),
        ({"of": BOTH, "rates": {"targets": 1}, "seed": 1}, ("seed", "with a scenario")),
        ({"of": BOTH, "scenario": SMALL, "replications": 0}, ("replications = 0",)),
        ({"of": BOTH, "scenario": SMALL, "threads": -1}, ("threads = -1",)),
        ({"of": {"hypersonic": 2}, "scenario": SMALL}, ("scenario", "launches hypersonic missiles", "subsonic cruise")),
    ],
)
def test_what_is_no_forecast_is_refused_by_name(given, words):
    refused(lambda: ic.forecast(**given), *words)


def test_dates_and_records_are_refused_by_name(record):
    refused(lambda: ic.forecast("9 drones", record=record, date="1.5.2030"), 'date = "1.5.2030"')
    refused(lambda: ic.forecast("9 drones on 2030-03-01", record=record, date="2030-03-02"), "date", "2030-03-01")
    refused(lambda: ic.forecast("9 drones", record=record, until="soon"), 'until = "soon"')
    refused(lambda: ic.forecast("9 drones", record=record, date="2029-01-01"), "drone", kind=RecordError)
    refused(lambda: ic.forecast("9 drones", record=record, date="2030-02-01", until="2030-03-01"), "day", "frozen")
    refused(lambda: ic.forecast("9 missiles", record=record, date="2031-01-01"), "90 days", kind=RecordError)


def test_ranges_count_as_their_middle_and_it_is_said():
    found = ic.forecast("some 750 drones and more than 60 missiles over Atlantis", rates={"targets": "90%"})
    assert found.raid.label == "750 drones and 65 missiles"
    notes = " ".join(found.notes())
    assert "are taken as 65, the middle of 61 to 69" in notes
    assert "Not understood, and not used: Atlantis" in notes
    for question in ("What would 1,000 drones a night do?", "what should we expect of 1,000 drones tonight"):
        assert "Not understood" not in " ".join(ic.forecast(question, rates={"targets": "90%"}).notes())


def test_what_was_finished_before_a_ctrl_c_is_told_as_such():
    def stop(_stage, done, _total):
        if done >= 6:
            raise KeyboardInterrupt

    options = {**SETTINGS, "points": 2, "threads": 1}
    found = ic.forecast("30 drones", scenario=SMALL, **options, on_progress=stop)
    whole = ic.forecast("30 drones", scenario=SMALL, **options)
    assert found.interrupted
    assert not whole.interrupted
    assert 2 * found.of("scenario").numbers["replications"] == whole.of("scenario").numbers["replications"]
    assert "The work was interrupted" in " ".join(found.notes())
    assert not ic.forecast("3 drones", rates={"drones": 1}).interrupted
