"""Claims of a month or another span of dates, held against the sum of the record over the dates in it."""

import datetime as dt

import pytest
from record_table import line, write

import intercept as ic
from intercept.claim.read import read_claim
from intercept.errors import InvalidParameterError


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    """Return a record of 100 drones, 80 down, and 4 missiles, 1 down, on each night of 20 September to 10 October."""
    rows = []
    for k in range(21):
        day = dt.date(2025, 9, 20) + dt.timedelta(days=k)
        window = (f"{day - dt.timedelta(days=1)} 20:00", f"{day} 08:00")
        for model, launched, destroyed in (("Shahed-136/131", "100", "80"), ("Iskander-M", "4", "1")):
            rows.append(line(*window, model=model, launched=launched, destroyed=destroyed, source=f"{k}{model}"))
    return ic.record.read_record(write(tmp_path_factory.mktemp("record"), *rows))


def of_record(check):
    return [finding for finding in check.findings if finding.section == "record"]


@pytest.mark.parametrize(
    ("sentence", "grade", "words"),
    [
        ("From 1 to 7 October 2025 560 of 700 drones were shot down", "agrees", "560 of 700 drones (80.0 %)"),
        ("Between October 1 and 7, 2025, 80 % of 700 drones were shot down", "agrees", "on 7 dates"),
        ("2025-10-01 to 2025-10-07: 560 of 700 drones shot down, 7 of 28 missiles", "agrees", "7 of 28 missiles"),
        ("From 28 September to 2 October 2025 400 of 500 drones were destroyed", "agrees", "400 of 500 drones"),
        ("From 1 to 7 October 2025 nearly half of the drones were shot down", "not_reconcilable", "560 of 700"),
        ("From 1 to 7 October 2025 640 of 800 drones were shot down", "possible", "480 to 640 of 600 to 800"),
        ("From 1 to 7 October 2025 650 of 810 drones were shot down", "not_reconcilable", "560 of 700"),
        ("Since 1 October 2025 800 of 1,000 drones were shot down", "agrees", "on 10 dates"),
        ("Until 30 September 2025 880 of 1,100 drones were shot down", "agrees", "on 11 dates"),
        ("From 1 to 7 October 2025 Russia launched 700 drones", "agrees", "The record has 700 drones"),
        ("From 1 to 7 October 2025 Russia launched 790 drones", "possible", "600 to 800"),
        ("From 1 to 7 October 2025 Russia launched 900 drones", "not_reconcilable", "The record has 700 drones"),
    ],
)
def test_a_span_is_held_against_the_sum_of_its_dates(record, sentence, grade, words):
    check = ic.check_claim(sentence, record=record)
    assert check.verdict.grade == grade, check.verdict.lines
    assert words in " ".join(finding.told for finding in of_record(check))
    assert all(finding.section != "record" or finding.of == "night" for finding in check.findings)
    assert not check.nights


@pytest.mark.parametrize("span", ["In October 2025", "In 2025,", "October 2025:", "In September 2025"])
def test_a_span_that_the_record_does_not_hold_whole_is_not_judged(record, span):
    check = ic.check_claim(f"{span} 4,242 of 5,312 drones were shot down", record=record)
    (found,) = of_record(check)
    assert found.grade == "open"
    assert "does not hold all of" in found.told


@pytest.mark.parametrize(
    "span",
    [
        "Last month",
        "Over three nights",
        "Since the start of the war",
        "So far this year",
        "In the first week of May 2025,",
    ],
)
def test_a_span_without_dates_is_no_raid(record, span):
    check = ic.check_claim(f"{span} 450 of 500 drones were shot down", record=record)
    (found,) = of_record(check)
    assert found.grade == "open"
    assert "its dates are not said" in found.told
    assert check.reading.of_many


@pytest.mark.parametrize(
    ("sentence", "date"),
    [
        ("On 5 October 2025 439 of 496 drones were shot down", "2025-10-05"),
        ("On the night of 4 to 5 October 2025 439 of 496 drones were shot down", "2025-10-05"),
        ("Overnight on October 4-5, 2025, 439 of 496 drones were shot down", "2025-10-05"),
        ("The largest attack since the start of the war: 439 of 496 drones", "None"),
    ],
)
def test_one_night_is_no_span(sentence, date):
    reading = read_claim(sentence)
    assert not reading.of_many
    assert str(reading.date) == date


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("On 4 October 2025 and on 6 October 2025 439 of 496 drones were shot down", "the date of one night"),
        ("In August 2025 and in September 2025 80 % of drones were shot down", "one span of dates"),
        ("In August 80 % of drones were shot down, in September 90 %", "one share, of one time"),
    ],
)
def test_two_times_are_two_claims(sentence, words):
    with pytest.raises(InvalidParameterError, match=words) as caught:
        read_claim(sentence)
    assert "\n" not in str(caught.value)
