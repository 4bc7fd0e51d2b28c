"""Where a claim lies in the model of claimed rates: compositions by class, chances, grades, no look ahead."""

import datetime as dt

import numpy as np
import pytest
from record_table import line, write

import intercept as ic
from intercept.claim.arithmetic import Arithmetic
from intercept.claim.predicted import AGAINST, composition_of
from intercept.claim.read import read_claim
from intercept.record.rates.model import fit

FIRST = dt.date(2025, 9, 1)


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    """Sixty made-up nights, on which 90 % of drones, 75 % of cruise and 25 % of ballistic missiles did not hit."""
    random = np.random.default_rng(5)
    lines = []
    for night in range(60):
        day = FIRST + dt.timedelta(days=night)
        for model, launched, rate in (
            ("Shahed-136/131", 100 + night, 0.9),
            ("X-101/X-555", 12, 0.75),
            ("X-22", 4, 0.3),
            ("Iskander-M", 6, 0.25),
            ("C-300", 2, 0.25),
            ("X-47 Kinzhal", 4, 0.3),
        ):
            down = random.binomial(launched, rate)
            fields = {"model": model, "launched": str(launched), "destroyed": str(down), "source": f"{night}{model}"}
            lines.append(line(f"{day} 01:00", f"{day} 08:00", **fields))
    return ic.record.read_record(write(tmp_path_factory.mktemp("record"), *lines))


def predicted(sentence, record, **given):
    return [
        finding for finding in ic.check_claim(sentence, record=record, **given).findings if finding.against == AGAINST
    ]


def composition(sentence, record):
    reading = read_claim(sentence)
    return composition_of(Arithmetic(reading.statements[0], reading.groups), reading, record, None)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("90 % of 100 drones", {"drone": 100}),
        ("90 % of 90 to 111 Shaheds", {"drone": 100}),
        ("9 of 16 ballistic missiles", {"ballistic": 16}),
        ("9 of 16 Iskander-M", {"srbm": 16}),
        ("3 of 4 S-300", {"ballistic": 4}),
        ("all 6 hypersonic missiles", {"aeroballistic_or_hypersonic": 6}),
        # Of 16 cruise missiles a night 12 are subsonic, and of 28 missiles 8 ballistic and 4 hypersonic.
        ("15 of 16 cruise missiles", {"subsonic_cruise": 12, "supersonic_cruise": 4}),
        (
            "90 % of 100 drones and 28 missiles",
            {
                "drone": 100,
                "subsonic_cruise": 12,
                "supersonic_cruise": 4,
                "ballistic": 8,
                "aeroballistic_or_hypersonic": 4,
            },
        ),
        (
            "90 % of 128 targets, 100 drones and 28 missiles, 20 of them ballistic",
            {
                "drone": 100,
                "subsonic_cruise": 5,
                "supersonic_cruise": 1,
                "ballistic": 20,
                "aeroballistic_or_hypersonic": 2,
            },
        ),
        ("90 % of 7 Iskander-M and 3 S-300", {"ballistic": 10}),
        ("more than half of the ballistic missiles", {}),
        ("90 % of 30,000 drones", {}),
    ],
)
def test_what_is_not_given_by_class_is_shared_out_as_lately(record, sentence, expected):
    assert composition(sentence, record) == expected


def test_chances_are_those_of_the_model(record):
    (finding,) = predicted("95 % of 150 drones were intercepted", record)
    total = fit(record).predict({"drone": 150}, FIRST + dt.timedelta(days=60)).total
    # 94.5 % up to 95.5 % of 150: 142 and 143.
    assert (finding.numbers["claimed_low"], finding.numbers["claimed_high"]) == (142, 143)
    assert finding.numbers["as_much_or_more"] == pytest.approx(total.pmf[142:].sum())
    assert finding.numbers["as_much_or_less"] == pytest.approx(total.pmf[:144].sum())
    assert finding.numbers["median"] == total.quantile(0.5)
    (hits,) = predicted("15 of 150 drones got through", record)
    assert (hits.numbers["claimed_low"], hits.numbers["claimed_high"]) == (135, 135)
    (bound,) = predicted("more than half of 16 ballistic missiles", record)
    assert (bound.numbers["claimed_low"], bound.numbers["claimed_high"]) == (9, 16)


def test_grades_go_by_the_rarer_side(record):
    assert predicted("135 of 150 drones were intercepted", record)[0].grade == "agrees"
    (best,) = predicted("143 of 150 drones were intercepted", record)
    assert best.grade == "possible"
    assert "among the best" in best.need
    (worst,) = predicted("110 of 150 drones were intercepted", record)
    assert worst.grade in {"possible", "not_reconcilable"}
    assert "claim 110 or fewer" in worst.said
    assert predicted("2 of 150 drones were intercepted", record)[0].grade == "not_reconcilable"


def test_nothing_from_the_date_on_is_used(record):
    (early,) = predicted("95 % of 120 drones were intercepted", record, date="2025-10-01")
    assert "learnt from claims to 2025-09-30 of 30 dates" in early.said
    total = fit(record).predict({"drone": 120}, "2025-10-01").total
    assert early.numbers["as_much_or_more"] == pytest.approx(total.pmf[114:].sum())


def test_what_the_model_cannot_count_is_left_out(record):
    assert predicted("5 of 150 drones were lost", record) == []
    assert predicted("more than half of the drones were shot down", record) == []
    assert predicted("all 6 hypersonic missiles", record, date="2025-09-01") == []


def test_too_few_dates_decide_nothing(record):
    (early,) = predicted("5 of 100 drones were intercepted", record, date="2025-09-05")
    assert (early.grade, early.numbers["beyond"]) == ("open", {})
    assert "learnt from claims to 2025-09-04 of 4 dates" in early.said


def test_shot_down_alone_says_which_definition_it_is_compared_with(record):
    (alone,) = predicted("90 of 97 drones were shot down", record)
    (both,) = predicted("97 drones: 85 shot down, 5 lost", record)
    assert "not to have hit (shot down, jammed or lost together, as the daily posts count" in alone.said
    assert "as the daily posts count" not in both.said
    assert alone.numbers["claimed_low"] == both.numbers["claimed_low"] == 90


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("241 of 262 ballistic missiles were intercepted", "262 ballistic missiles (at most 8 on one date)"),
        ("2 of 262 ballistic missiles were intercepted", "262 ballistic missiles (at most 8 on one date)"),
        ("all 200 drones", "200 drones (at most 159 on one date)"),
        ("90 % of 200 drones and 4 Kinzhals", "200 drones (at most 159 on one date)"),
        ("6 of 13 hypersonic missiles", "13 hypersonic missiles (at most 4 on one date)"),
        ("60 % of 200 drones and 40 ballistic missiles", "200 drones (at most 159 on one date) or 40 ballistic"),
    ],
)
def test_beyond_the_record_nothing_is_graded_and_the_largest_is_named(record, sentence, told):
    check = ic.check_claim(sentence, record=record)
    (finding,) = [finding for finding in check.findings if finding.against == AGAINST]
    assert finding.grade == "open"
    assert f"The record never held {told}" in finding.said
    assert any(told in line for line in check.verdict.lines)


def test_of_several_classes_the_least_known_is_named(record):
    (finding,) = predicted("90 % of 100 drones and 28 missiles", record)
    assert finding.numbers["beyond"] == {}
    assert "learnt from claims to 2025-10-30; of drones, the fewest, 60 dates" in finding.said


def test_one_chance_is_told_in_one_way(record):
    for down in range(60, 150):
        for finding in predicted(f"{down} of 150 drones were intercepted", record):
            told = [f"the {side} " for side in ("best", "worst") if f"the {side} " in finding.said]
            for side in told:
                share = finding.said.split(side)[1].split(" of such raids")[0]
                assert finding.said.count(f"{share} ") == 2, finding.said


@pytest.mark.parametrize("date", ["2025-10-31", "2025-11-20", "2026-03-14", "2027-01-01"])
def test_after_the_end_of_the_record_its_last_date_is_named(record, date):
    check = ic.check_claim("90 of 100 drones were intercepted", record=record, date=date)
    told = " ".join(finding.told for finding in check.findings)
    assert f"ends 2025-10-30: it has no night that ended on {date}" in " ".join(check.verdict.lines)
    assert "in the 90 days to 2025-10-30: drones" in told
    assert "learnt from claims to 2025-10-30 of 60 dates" in told
    day = dt.date.fromisoformat(date)
    words = f"90 of 100 drones were intercepted on {day.day} {day:%B} {day.year}"
    assert ic.check_claim(words, record=record).verdict.lines == check.verdict.lines
