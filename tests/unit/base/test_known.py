"""Numbers in words: a mean, its error and its interval have the same decimals, wherever they are told."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tree import ROOT

import intercept as ic
from intercept.base.samples import sampled_of
from intercept.base.words import column, known, measured, measured_percent, nights
from intercept.report.answers.exchange import with_error
from intercept.report.look.words import percent_known

NAN = float("nan")
SMALL = ROOT / "examples" / "notional-small.toml"
# A number of a sentence, and how well it is known.
TOLD = re.compile(
    r"(?P<mean>[+-]?\d[\d,]*(?:\.\d+)?)[^(.]*\(standard error (?P<error>[\d.,]+\d)"
    r"(?:; 95 % interval (?P<low>[+-]?[\d.,]*\d) to (?P<high>[+-]?[\d.,]*\d))?\)"
)


def decimals(text):
    return len(text.partition(".")[2])


@pytest.mark.parametrize(
    ("numbers", "interval", "how_well"),
    [
        ((10.36, 0.158, 10.0, 10.73), "10.36 (10.00 to 10.73)", "standard error 0.16; 95 % interval 10.00 to 10.73"),
        ((0.0518, 0.0063, 0.037, 0.0668), "0.0518 (0.0370 to 0.0668)", None),
        ((30.9, 1.02, 28.5, 33.3), "30.9 (28.5 to 33.3)", "standard error 1.0; 95 % interval 28.5 to 33.3"),
        ((1876.0, 13.3, 1844.0, 1907.0), "1,876 (1,844 to 1,907)", None),
        ((3.0, 0.0, 3.0, 3.0), "3 (3 to 3)", "standard error 0; 95 % interval 3 to 3"),
        ((3.25, NAN, NAN, NAN), "3.25", "no standard error: one scramble"),
    ],
)
def test_a_mean_and_the_ends_of_its_interval(numbers, interval, how_well):
    found = known(*numbers)
    assert found.interval == interval
    assert how_well in {None, found.how_well}


@given(st.floats(-1e6, 1e6), st.floats(1e-6, 1e5), st.floats(0.0, 13.0), st.floats(0.0, 13.0), st.booleans())
def test_all_have_the_decimals_of_two_digits_of_the_error_and_the_mean_lies_between(mean, error, below, above, sign):
    found = known(mean, error, mean - below * error, mean + above * error, sign=sign)
    assert len({decimals(text) for text in found}) == 1
    digits = found.error.replace(",", "").replace(".", "").lstrip("0")
    assert len(digits) == 2 or decimals(found.error) == 0
    low, middle, high = (float(text.replace(",", "")) for text in (found.low, found.mean, found.high))
    assert low <= middle <= high


def test_values_with_and_without_an_error():
    assert measured(1099.3, 20.4) == "1,099 ± 20"
    assert measured(-3.2, 0.4, sign=True) == "-3.20 ± 0.40"
    assert measured(0.001, 0.4, sign=True) == "0.00 ± 0.40"
    assert [measured(value, NAN) for value in (5.0, 5.25, NAN)] == ["5", "5.25", "–"]
    assert measured_percent(0.3204, 0.0251) == "32.0 ± 2.5 %"


def test_quantiles_with_their_intervals():
    first = "On nine nights in ten between 42 and"
    known = "(95 % intervals of the ends: 37 to 47 and 103 to 129)"
    assert nights(42, 116, (37, 47), (103, 129)) == f"{first} 116 leak {known}"
    assert nights(42, 1160) == nights(42, 1160, (NAN, NAN), (NAN, NAN)) == f"{first} 1,160 leak"
    assert [nights(n, n) for n in (1, 3)] == ["On nine nights in ten 1 leaks", "On nine nights in ten 3 leak"]


@pytest.fixture(scope="module")
def texts():
    from intercept.explore import told  # noqa: PLC0415 - its words alone are wanted
    from intercept.report.look import words  # noqa: PLC0415

    few = {"scrambles": 4, "points": 1, "vectors": 2, "replications": 32}
    more = ic.Scenario.from_file(SMALL).replace("theatre.generate.fire_units.short_range_sam", 4)
    result = ic.run(SMALL, **few)
    return {
        "run": words.headline(result),
        "repr": repr(result),
        "comparison": ic.compare([SMALL, more], **few).words,
        "sensitivity": ic.sensitivity(SMALL, totals=False, **few).words,
        "explorer": told.words(_sampled(few)),
    }


def _sampled(few):
    from intercept.raid.executors import executor_of  # noqa: PLC0415 - as above
    from intercept.raid.geometry import Clock, no_report  # noqa: PLC0415
    from intercept.raid.sample import Sampler  # noqa: PLC0415
    from intercept.raid.settings import Settings  # noqa: PLC0415
    from intercept.scenario.prepare import prepare  # noqa: PLC0415

    scenario = ic.Scenario.from_file(SMALL)
    job = Settings.of(scenario, **few).job(prepare(scenario))
    return Sampler(executor_of(1, None, None, resume=False), no_report, Clock()).sample(job)


@pytest.mark.parametrize("name", ["run", "repr", "comparison", "sensitivity", "explorer"])
def test_every_mean_that_is_told_has_the_digits_of_its_error(texts, name):
    found = list(TOLD.finditer(texts[name]))
    assert found, texts[name]
    for each in found:
        numbers = [text for text in each.groups() if text is not None]
        assert len({decimals(text) for text in numbers}) == 1, each[0]


@pytest.mark.parametrize("name", ["run", "explorer"])
def test_quantiles_of_nights_are_told_with_their_intervals(texts, name):
    told = r"On nine nights in ten between \d+ and \d+ leak \(95 % intervals of the ends: \d+ to \d+ and \d+ to \d+\)"
    assert re.search(told, texts[name])


CELLS = [(4.99, 0.37, 4.24, 5.73), (1.2051, 0.112, 0.981, 1.429), (0.0033, 0.0011, 0.001, 0.0056), (0.0, 0.0, 0.0, 0.0)]


def test_a_column_has_the_same_decimals_throughout():
    """They are those of the largest error, and what they would make nothing is told as less than they show."""
    said = column(CELLS)
    assert said[:2] == ["4.99 (4.24 to 5.73)", "1.21 (0.98 to 1.43)"]
    assert said[2:] == ["<0.01 (0.00 to 0.01)", "0.00 (0.00 to 0.00)"]
    numbers = re.findall(r"[\d.,]+", " ".join(said))
    assert {len(number.partition(".")[2]) for number in numbers} == {2}


@given(st.lists(st.tuples(st.floats(0.0, 1e6), st.floats(1e-6, 1e4)), min_size=1, max_size=8))
def test_any_column_has_the_same_decimals_throughout(means):
    said = column([(mean, error, max(mean - error, 0.0), mean + error) for mean, error in means])
    numbers = re.findall(r"[\d.,]*\d", " ".join(said))
    assert len(numbers) == 3 * len(means)
    assert len({len(number.partition(".")[2]) for number in numbers}) == 1


def test_a_column_without_errors_has_means_alone_and_dashes():
    nan = float("nan")
    assert column([(12.34, nan, nan, nan), (nan, nan, nan, nan), (3.0, nan, nan, nan)]) == ["12.3", "–", "3"]


def all_decimals(text):
    """Return how many decimals the numbers of a text have."""
    return {decimals(number) for number in re.findall(r"\d[\d,]*(?:\.\d+)?", text)}


@given(st.floats(0.01, 0.99), st.floats(1e-4, 0.3))
def test_a_share_its_error_and_the_ends_of_its_interval_have_the_same_decimals(share, error):
    for words in (
        measured_percent(share, error),
        sampled_of(share, 512, "replication", error).replace("of replications", ""),
        " ".join(percent_known(share, error, share - 2 * error, share + 2 * error)),
    ):
        assert len(all_decimals(words)) == 1, words


@given(st.floats(1.0, 5e9), st.floats(1e-3, 0.9))
def test_a_sum_of_money_and_its_error_stand_in_one_unit(mean, relative):
    words = with_error(mean, relative * mean, "USD")
    assert len(all_decimals(words)) == 1, words
    assert words.count("±") == 1
